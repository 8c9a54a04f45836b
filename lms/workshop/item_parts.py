"""Reads the parts of a question from an editor's fields: options, accepted texts, numbers, …

Every reader notes what is wrong at the field's name and gives what it could read.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from string import ascii_lowercase

from courses.model import TOP_LEVEL, Accepted, Criterion, Option, Pair, Span
from lms.kernel.sentence import Sentence, say
from lms.workshop import item_numbers
from lms.workshop.item_rows import Fields, numbers

TEXT_MOST = 2_000
LONG_MOST = 20_000

_NUMBER = say("Tulis angka seperti 3,5 atau 1.250, atau rentang seperti 3 sampai 4.")
_SHARE = say("Tulis bagian nilai dalam persen, misalnya 50, atau pecahan seperti 1/3.")


@dataclass
class Typed:
    """What was typed, and what is wrong with it by the field's name."""

    fields: Fields
    errors: dict[str, list[Sentence]] = field(default_factory=lambda: defaultdict(list))

    def wrong(self, name: str, sentence: Sentence) -> None:
        """Note what is wrong at a field or group."""
        self.errors[name].append(sentence)

    def get(self, name: str) -> str:
        """Give a field's text as it is."""
        return self.fields.get(name, "")

    def text(self, name: str, most: int = TEXT_MOST) -> str:
        """Give a field's text that must not be too long."""
        found = self.get(name)
        if len(found) > most:
            self.wrong(name, say("Paling panjang %(max)s huruf.", max=most))
        return found

    def needed(self, name: str, most: int = TEXT_MOST) -> str:
        """Give a field's text that must not be empty."""
        found = self.text(name, most)
        if not found:
            self.wrong(name, say("Wajib diisi."))
        return found

    def share(self, name: str) -> Fraction | None:
        """Give the part of the mark; None where nothing was typed."""
        typed = self.get(name)
        found = item_numbers.share(typed) if typed else None
        if typed and found is None:
            self.wrong(name, _SHARE)
        return found

    def earned(self, name: str) -> Fraction:
        """Give the part of the mark; the whole where nothing was typed."""
        found = self.share(name)
        return Fraction(1) if found is None else found

    def is_on(self, name: str) -> bool:
        """Tell whether a box is ticked."""
        return bool(self.get(name))

    def rows(self, prefix: str, *parts: str) -> Iterator[str]:
        """Give the names of the rows in which one of these parts was filled in."""
        for number in numbers(self.fields, prefix):
            row = f"{prefix}-{number}"
            if any(self.get(f"{row}-{part}") for part in parts):
                yield row


def options(typed: Typed, prefix: str, *, is_single: bool) -> tuple[Option, ...]:
    """Give the options: of a single choice the right one is named, else each is ticked."""
    named = f"{prefix}-{typed.get(f'{prefix}-right')}"
    found = []
    rows = typed.rows(prefix, "text", "share", "feedback")
    for key, row in zip(ascii_lowercase, rows, strict=False):
        is_right = row == named if is_single else typed.is_on(f"{row}-right")
        found.append(
            Option(
                key,
                typed.needed(f"{row}-text"),
                is_right,
                typed.share(f"{row}-share"),
                typed.text(f"{row}-feedback"),
            )
        )
    if len(found) < 2:
        typed.wrong(prefix, say("Tulis paling sedikit dua pilihan."))
    if is_single and not any(option.right for option in found):
        typed.wrong(prefix, say("Tandai satu pilihan yang benar."))
    if not any(option.right for option in found) and not is_single:
        typed.wrong(prefix, say("Tandai paling sedikit satu pilihan yang benar."))
    _once(typed, prefix, [option.text for option in found])
    return tuple(found)


def accepted(typed: Typed, words: str, rows: str) -> tuple[Accepted, ...]:
    """Give the texts that count: one on each line of `words`, then the rows with their share."""
    lines = typed.text(words, LONG_MOST).split("\n")
    whole = [Accepted(text) for text in dict.fromkeys(_line(line) for line in lines) if text]
    parts = [
        Accepted(
            _line(typed.needed(f"{row}-text")),
            typed.earned(f"{row}-share"),
            typed.text(f"{row}-feedback"),
        )
        for row in typed.rows(rows, "text", "share", "feedback")
    ]
    if not whole and not parts:
        typed.wrong(words, say("Tulis paling sedikit satu jawaban yang diterima."))
    return (*whole, *parts)


def spans(typed: Typed, prefix: str) -> tuple[Span, ...]:
    """Give the numbers that count, each with a tolerance around it if one was typed."""
    found = [
        span
        for row in typed.rows(prefix, "value", "tolerance", "share", "feedback")
        if (span := _span(typed, row))
    ]
    if not found and prefix not in typed.errors:
        typed.wrong(prefix, say("Tulis paling sedikit satu angka yang benar."))
    return tuple(found)


def _span(typed: Typed, row: str) -> Span | None:
    value, around = typed.needed(f"{row}-value"), typed.get(f"{row}-tolerance")
    ends = item_numbers.span(value) if value else None
    tolerance = item_numbers.number(around) if around else Fraction(0)
    if value and ends is None:
        typed.wrong(f"{row}-value", _NUMBER)
    if tolerance is None or tolerance < 0:
        typed.wrong(f"{row}-tolerance", say("Tulis angka yang tidak negatif, misalnya 0,1."))
    share, feedback = typed.earned(f"{row}-share"), typed.text(f"{row}-feedback")
    if ends is None or tolerance is None:
        return None
    return Span(ends[0] - tolerance, ends[1] + tolerance, share, feedback)


def pairs(typed: Typed) -> tuple[Pair, ...]:
    """Give what belongs together."""
    rows = typed.rows("pair", "left", "right")
    found = tuple(
        Pair(key, typed.needed(f"{row}-left"), typed.needed(f"{row}-right"))
        for key, row in zip(ascii_lowercase, rows, strict=False)
    )
    if len(found) < 2:
        typed.wrong("pair", say("Tulis paling sedikit dua pasangan."))
    _once(typed, "pair", [pair.left for pair in found])
    return found


def others(typed: Typed) -> tuple[str, ...]:
    """Give the rights that belong to nothing, one on each line."""
    lines = (_line(line) for line in typed.text("others").split("\n"))
    return tuple(dict.fromkeys(line for line in lines if line))


def items(typed: Typed) -> tuple[Option, ...]:
    """Give what is to be ordered, in its right order."""
    rows = zip(ascii_lowercase, typed.rows("item", "text"), strict=False)
    found = tuple(Option(key, typed.needed(f"{row}-text")) for key, row in rows)
    if len(found) < 2:
        typed.wrong("item", say("Tulis paling sedikit dua butir untuk diurutkan."))
    _once(typed, "item", [item.text for item in found])
    return found


def criteria(typed: Typed) -> tuple[Criterion, ...]:
    """Give what an uraian is marked by, each with its four levels."""
    levels = [f"level-{number}" for number in range(1, TOP_LEVEL + 1)]
    rows = list(typed.rows("criterion", "title", *levels))
    taken = {typed.get(f"{row}-key") for row in rows}
    found = []
    for number, row in enumerate(rows, 1):
        title = typed.needed(f"{row}-title")
        texts = tuple(typed.needed(f"{row}-{level}") for level in levels)
        key = typed.text(f"{row}-key", 40) or _free(f"kriteria-{number}", taken)
        found.append(Criterion(key, title, texts))
    if not found:
        typed.wrong("criterion", say("Tulis paling sedikit satu kriteria penilaian."))
    _once(typed, "criterion", [criterion.key for criterion in found])
    return tuple(found)


def _free(wanted: str, taken: set[str]) -> str:
    while wanted in taken:
        wanted += "-lagi"
    taken.add(wanted)
    return wanted


def _line(text: str) -> str:
    return " ".join(text.split())


def _once(typed: Typed, name: str, texts: list[str]) -> None:
    filled = [text.casefold() for text in texts if text]
    if len(set(filled)) < len(filled):
        typed.wrong(name, say("Ada dua yang sama. Bedakan atau hapus salah satunya."))
