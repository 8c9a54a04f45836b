"""Tells two versions of a module apart: header, texts line by line, questions."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from courses.model import Handout, Lesson, Module, Question
from courses.question_words import in_words
from courses.write_questions import question_entry
from courses.writing import dump

AROUND = 2
"""So many lines that stayed the same are shown around those that did not."""

LONG = 2_000
"""From so many pieces on, those that come often are no place to begin a comparison at: its time
grows with the square of how often one comes."""

_NUMBER = re.compile(r"^[0-9]{2}-")


class Mark(StrEnum):
    """What became of something."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    LEFT_OUT = "left-out"


@dataclass(frozen=True)
class Line:
    """A line that stayed, came or went; LEFT_OUT stands for `count` lines that stayed."""

    mark: Mark
    text: str
    count: int = 1


@dataclass(frozen=True)
class Change:
    """Something that came, went or changed, by its name, with its lines."""

    name: str
    mark: Mark
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Comparison:
    """What differs between two versions; nothing where they say the same.

    The header's changes are named by the field of the model.
    """

    header: tuple[Change, ...]
    lessons: tuple[Change, ...]
    handouts: tuple[Change, ...]
    plan: tuple[Change, ...]
    media: tuple[Change, ...]
    questions: tuple[Change, ...]

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing differs."""
        parts = (self.header, self.lessons, self.handouts, self.plan, self.media, self.questions)
        return not any(parts)


def compare(before: Module, after: Module) -> Comparison:
    """Give what changed from one version of a module to another."""
    return Comparison(
        header=_changes(_header(before), _header(after)),
        lessons=_changes(_texts(before.lessons), _texts(after.lessons)),
        handouts=_changes(_texts(before.handouts), _texts(after.handouts)),
        plan=_changes(_plan(before), _plan(after)),
        media=_changes(_media(before), _media(after)),
        questions=_changes(_questions(before.questions), _questions(after.questions)),
    )


def steps_between(
    old: Sequence[str], new: Sequence[str]
) -> Sequence[tuple[str, int, int, int, int]]:
    """Give how pieces of text became others: difflib's opcodes, in bounded time."""
    is_long = len(old) + len(new) > LONG
    return SequenceMatcher(None, old, new, autojunk=is_long).get_opcodes()


def lines_between(before: str, after: str) -> tuple[Line, ...]:
    """Give how one text became the other, line by line, without the long parts that stayed."""
    old, new = before.splitlines(), after.splitlines()
    lines: list[Line] = []
    for tag, i, j, k, m in steps_between(old, new):
        if tag == "equal":
            lines += [Line(Mark.SAME, text) for text in old[i:j]]
        else:
            lines += [Line(Mark.REMOVED, text) for text in old[i:j]]
            lines += [Line(Mark.ADDED, text) for text in new[k:m]]
    return _shortened(lines)


def _shortened(lines: Sequence[Line]) -> tuple[Line, ...]:
    near = {
        place
        for at, line in enumerate(lines)
        if line.mark is not Mark.SAME
        for place in range(at - AROUND, at + AROUND + 1)
    }
    shown: list[Line] = []
    for at, line in enumerate(lines):
        if at in near:
            shown.append(line)
        elif shown and shown[-1].mark is Mark.LEFT_OUT:
            shown[-1] = Line(Mark.LEFT_OUT, "", shown[-1].count + 1)
        else:
            shown.append(Line(Mark.LEFT_OUT, ""))
    return tuple(shown)


def _changes(before: Mapping[str, str], after: Mapping[str, str]) -> tuple[Change, ...]:
    names = [*after, *(name for name in before if name not in after)]
    return tuple(
        Change(name, _mark(name, before, after), _between(before.get(name), after.get(name)))
        for name in names
        if before.get(name) != after.get(name)
    )


def _mark(name: str, before: Mapping[str, str], after: Mapping[str, str]) -> Mark:
    if name not in before:
        return Mark.ADDED
    return Mark.CHANGED if name in after else Mark.REMOVED


def _between(before: str | None, after: str | None) -> tuple[Line, ...]:
    return lines_between(before or "", after or "")


def _header(module: Module) -> dict[str, str]:
    return {
        "title": module.title,
        "code": module.code,
        "jp": str(module.jp),
        "summary": module.summary,
        "outcome": module.outcome,
        "indicators": "\n".join(module.indicators),
        "sources": "\n".join(f"{source.title}, {source.place}" for source in module.sources),
        "valid_on": module.valid_on.isoformat(),
        "review_on": module.review_on.isoformat(),
    }


def titles(*modules: Module) -> dict[str, str]:
    """Give the title of each lesson and handout by the name its change has; the last one wins."""
    parts: list[Lesson | Handout] = []
    for module in modules:
        parts += module.handouts
        parts += module.lessons
    return {_NUMBER.sub("", part.slug): part.title for part in parts}


def _texts(parts: Iterable[Lesson | Handout]) -> dict[str, str]:
    return {_NUMBER.sub("", part.slug): f"{_head(part)}\n\n{part.text}" for part in parts}


def _head(part: Lesson | Handout) -> str:
    if isinstance(part, Lesson):
        return f"{part.slug[:2]}. {part.title} ({part.minutes} menit)"
    return f"{part.slug[:2]}. {part.title} ({'pengajar' if part.for_trainer else 'peserta'})"


def _plan(module: Module) -> dict[str, str]:
    steps = [
        " · ".join(filter(None, (f"{s.minutes} menit", s.activity, s.method, s.materials)))
        for s in module.plan
    ]
    return {"plan": "\n".join(steps)} if steps else {}


def _media(module: Module) -> dict[str, str]:
    return {
        each.name: f"{-(-each.bytes_count // 1000)} kB (tanda isi {each.digest[:12]})"
        for each in module.media
    }


def _questions(questions: Iterable[Question]) -> dict[str, str]:
    return {each.key: dump(in_words(question_entry(each))) for each in questions}
