"""Reads a module's questions.yaml: a list of questions of every kind."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from courses import pictures
from courses.checking import unknown_media
from courses.files import Folder
from courses.grounds import grounds_faults
from courses.kinds import Form, Level
from courses.media import references
from courses.model import Description, Question
from courses.nodes import Fields
from courses.question_rules import question_faults
from courses.read_kinds import KINDS, Header


def read_questions(
    folder: Folder,
    path: Path,
    *,
    lessons: Mapping[str, str],
    indicators: Collection[str],
    media: Collection[str] = (),
) -> tuple[Question, ...]:
    """Give the questions of the file.

    They may name these lessons (texts by name) and show these media, and must ask one of the
    indicators.
    """
    reader = _Reader(lessons, frozenset(indicators), frozenset(media))
    return tuple(filter(None, folder.yaml_list(path, reader.question)))


@dataclass
class _Reader:
    """Reads question after question and remembers what must not come twice."""

    lessons: Mapping[str, str]
    indicators: frozenset[str]
    media: frozenset[str]
    lines: dict[tuple[str, str], int] = field(default_factory=dict)

    def question(self, fields: Fields) -> Question | None:
        """Give one question; what is wrong with it is reported."""
        kind = fields.text("type")
        if kind not in KINDS:
            words = ", ".join(KINDS)
            if kind:
                fields.problem(
                    f"Jenis soal “{kind}” tidak dikenal; pakai salah satu dari: {words}.",
                    key="type",
                )
            fields.pass_over()
            return None
        question = KINDS[kind](fields, _header(fields, is_asked=kind != Description.type))
        self._check(fields, question)
        for fault in question_faults(question):
            fields.problem(fault.message, key=fault.where)
        return question

    def _check(self, fields: Fields, question: Question) -> None:
        self._once(fields, "key", question.key)
        self._once(fields, "stem", question.stem)
        if question.lesson and question.lesson not in self.lessons:
            fields.problem(f"Tidak ada materi “{question.lesson}” dalam modul ini.", key="lesson")
        if question.objective and question.objective not in self.indicators:
            fields.problem(
                "“objective” harus sama persis dengan salah satu “indicators” di module.yaml.",
                key="objective",
            )
        for where, text in pictures.texts(question):
            for _, name in references(text):
                if name not in self.media:
                    fields.problem(unknown_media(name), key=where)
        for fault in grounds_faults(question.grounds, self.lessons.values()):
            fields.problem(fault.message, key=fault.where)

    def _once(self, fields: Fields, name: str, value: str) -> None:
        first = self.lines.get((name, value))
        if value and first:
            fields.problem(f"“{name}” ini sama dengan yang di baris {first}.", key=name)
        self.lines.setdefault((name, value), fields.line_of(name))


def _header(fields: Fields, *, is_asked: bool) -> Header:
    """Give what every question has; only a description may lack what a mark needs."""
    is_full = is_asked or fields.has("objective")
    return Header(
        key=fields.slug("key"),
        objective=fields.text("objective") if is_full else "",
        level=fields.one_of("level", Level) if is_asked or fields.has("level") else Level.C1,
        stem=fields.text("stem"),
        explanation=fields.text("explanation") if is_asked or fields.has("explanation") else "",
        selfcheck=fields.flag("selfcheck", default=False),
        lesson=fields.optional_text("lesson"),
        form=fields.one_of("form", Form) if fields.has("form") else None,
        grounds=fields.texts("grounds") if fields.has("grounds") else (),
    )
