"""A mistake that a rule finds, and the small rules that several kinds of question share."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from courses.model import Accepted, Option, Span
from courses.wildcards import pieces

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
FEWEST_PLACES = 3
MOST_PLACES = 8
MOST_ACCEPTED = 20
MOST_ACCEPTED_LETTERS = 200


@dataclass(frozen=True)
class Fault:
    """What is wrong, in a sentence, and the field (or part of a module) where it stands."""

    where: str
    message: str


def twice(texts: Iterable[str]) -> tuple[str, ...]:
    """Give the texts that come more than once, whatever their case and spacing; not blank ones."""
    counts = Counter(" ".join(text.split()).casefold() for text in texts)
    return tuple(sorted(text for text, count in counts.items() if text and count > 1))


def counted(
    where: str, things: Sequence[object], thing: str, least: int, most: int
) -> Iterator[Fault]:
    """Give the fault that there are too few or too many of a thing."""
    if not least <= len(things) <= most:
        yield Fault(where, f"Harus ada {least} sampai {most} {thing}; ada {len(things)}.")


def option_faults(
    where: str, options: Sequence[Option], *, least: int, most: int
) -> Iterator[Fault]:
    """Give what is wrong with options of which exactly one is right."""
    yield from counted(where, options, "pilihan jawaban", least, most)
    rights = [option for option in options if option.right]
    if len(rights) != 1:
        yield Fault(where, f"Tepat satu pilihan jawaban harus benar; ada {len(rights)}.")
    yield from unlike(where, [option.text for option in options])
    if any(option.share not in (None, 1) for option in rights):
        yield Fault(where, "Pilihan yang benar harus bernilai penuh.")
    if any(not -1 <= option.share < 1 for option in options if option.share and not option.right):
        yield Fault(where, "Pilihan yang salah tidak boleh bernilai penuh.")


def unlike(where: str, texts: Sequence[str], thing: str = "pilihan jawaban") -> Iterator[Fault]:
    """Give the fault that two of the texts are the same."""
    if twice(texts):
        yield Fault(where, f"Ada dua {thing} yang sama.")


def accepted_faults(where: str, accepted: Sequence[Accepted], minds_case: bool) -> Iterator[Fault]:
    """Give what is wrong with the texts that are accepted as an answer."""
    yield from counted(where, accepted, "jawaban yang diterima", 1, MOST_ACCEPTED)
    yield from earned(where, [each.share for each in accepted])
    texts = [" ".join(each.text.split()) for each in accepted]
    if len(set(texts)) < len(texts) or (not minds_case and twice(texts)):
        yield Fault(where, "Ada dua jawaban yang sama.")
    for each in accepted:
        if len(each.text) > MOST_ACCEPTED_LETTERS:
            yield Fault(where, f"Jawaban paling panjang {MOST_ACCEPTED_LETTERS} huruf.")
        if each.share == 1 and each.text and not "".join(pieces(each.text)).strip():
            yield Fault(where, "Jawaban “*” saja akan membenarkan tulisan apa pun.")


def span_faults(where: str, spans: Sequence[Span]) -> Iterator[Fault]:
    """Give what is wrong with the numbers that are accepted as an answer."""
    yield from counted(where, spans, "rentang angka", 1, MOST_ACCEPTED)
    yield from earned(where, [span.share for span in spans])
    if any(span.low > span.high for span in spans):
        yield Fault(where, "Batas bawah harus lebih kecil daripada batas atas atau sama dengannya.")


def earned(where: str, shares: Sequence[Fraction]) -> Iterator[Fault]:
    """Give what is wrong with the shares of texts or numbers of which one counts."""
    if shares and 1 not in shares:
        yield Fault(where, "Sedikitnya satu jawaban harus bernilai penuh.")
    if any(not 0 <= share <= 1 for share in shares):
        yield Fault(where, "Nilai jawaban harus antara 0 dan 1.")
