"""The codes of a Moodle cloze question, such as {1:MULTICHOICE:=Bandung~Jakarta#Keliru}."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from courses.exchange.drafts import DraftAnswer
from courses.exchange.shares import decimal_text, percent_text, read_decimal, read_share

FEWEST_CHOICES = 2


class Sub(StrEnum):
    """What a code asks for."""

    MULTICHOICE = "multichoice"
    MULTIRESPONSE = "multiresponse"
    SHORTANSWER = "shortanswer"
    NUMERICAL = "numerical"


_WORDS = {
    word: kind
    for kind, words in {
        Sub.NUMERICAL: "NUMERICAL NM",
        Sub.SHORTANSWER: "SHORTANSWER SA MW SHORTANSWER_C SAC MWC",
        Sub.MULTICHOICE: "MULTICHOICE MC MULTICHOICE_V MCV MULTICHOICE_H MCH MULTICHOICE_S MCS "
        "MULTICHOICE_VS MCVS MULTICHOICE_HS MCHS",
        Sub.MULTIRESPONSE: "MULTIRESPONSE MR MULTIRESPONSE_H MRH MULTIRESPONSE_S MRS "
        "MULTIRESPONSE_HS MRHS",
    }.items()
    for word in words.split()
}
_MINDING_CASE = {"SHORTANSWER_C", "SAC", "MWC"}

_START = re.compile(
    r"\{(\d{0,6}):(" + "|".join(sorted(_WORDS, key=len, reverse=True)) + r"):", re.ASCII
)
_END = re.compile(r"(?<!\\)[~}]")
_FEEDBACK = re.compile(r"(?<!\\)(?<!&)(?<!&amp;)#")
_SHARE = re.compile(r"\s*(?:(=)|%(-?\d{1,3}(?:[.,]\d{0,10})?)%)")
_ESCAPED = re.compile(r"\\([~#}])")
_SPECIAL = re.compile(r"\\(?=[~#}]|$)|[~#}]")


@dataclass(frozen=True)
class Code:
    """One code: where it stands in its text, and what it says."""

    start: int
    end: int
    kind: Sub
    answers: tuple[DraftAnswer, ...]
    weight: int = 1
    minds_case: bool = False


def codes(text: str) -> tuple[Code, ...]:
    """Give the codes of a text in their order; what is no whole code is text."""
    found: list[Code] = []
    place = 0
    while start := _START.search(text, place):
        alternatives, end = _alternatives(text, start.end())
        if not end:
            break  # nothing closes a code from here on
        if any(alternative.strip() for alternative in alternatives):
            found.append(_code(start, end, alternatives))
        place = end
    return tuple(found)


def numbered(text: str) -> str:
    """Give a text with {#1}, {#2}, … in place of its codes, as Moodle keeps it."""
    return replaced(text, (f"{{#{number}}}" for number, _ in enumerate(codes(text), 1)))


def replaced(text: str, others: Iterable[str]) -> str:
    """Give a text with these texts in place of its codes, in their order."""
    parts, place = [], 0
    for code, other in zip(codes(text), others, strict=False):
        parts += [text[place : code.start], other]
        place = code.end
    return "".join(parts) + text[place:]


def faults(text: str) -> tuple[str, ...]:
    """Give what keeps a text from being a cloze question, one sentence each."""
    found = codes(text)
    if not found:
        return ("Soal isian rumpang tidak memuat satu pun kode isian seperti {1:SHORTANSWER:=…}.",)
    judged = ((number, _fault(code)) for number, code in enumerate(found, 1))
    return tuple(f"Isian {number}: {fault}" for number, fault in judged if fault)


def written(kind: Sub, answers: Iterable[DraftAnswer], *, weight: int, minds_case: bool) -> str:
    """Give the code that asks for these answers."""
    word = kind.upper() + ("_C" if minds_case and kind is Sub.SHORTANSWER else "")
    return f"{{{weight}:{word}:{'~'.join(map(_written_answer, answers))}}}"


def _alternatives(text: str, start: int) -> tuple[list[str], int]:
    """Give the parts between the tildes and where the code ends, 0 if it never does."""
    parts: list[str] = []
    for mark in _END.finditer(text, start):
        parts.append(text[start : mark.start()])
        if mark[0] == "}":
            return parts, mark.end()
        start = mark.end()
    return [], 0


def _code(start: re.Match[str], end: int, alternatives: list[str]) -> Code:
    kind = _WORDS[start[2]]
    return Code(
        start=start.start(),
        end=end,
        kind=kind,
        answers=tuple(_answer(part, kind) for part in alternatives if part.strip()),
        weight=int(start[1] or 1),
        minds_case=start[2] in _MINDING_CASE,
    )


def _answer(part: str, kind: Sub) -> DraftAnswer:
    share, rest = Fraction(0), part
    if marked := _SHARE.match(part):
        share = Fraction(1) if marked[1] else read_share(marked[2]) or Fraction(0)
        rest = part[marked.end() :]
    hash_sign = _FEEDBACK.search(rest)
    text, feedback = (
        (rest[: hash_sign.start()], rest[hash_sign.end() :]) if hash_sign else (rest, "")
    )
    said, tolerance = _number(text) if kind is Sub.NUMERICAL else (_bare(text), None)
    return DraftAnswer(said, share, _bare(feedback), tolerance)


def _number(text: str) -> tuple[str, Fraction | None]:
    number, colon, tolerance = text.partition(":")
    return number.strip(), (read_decimal(tolerance) or Fraction(0)) if colon else Fraction(0)


def _bare(text: str) -> str:
    return _ESCAPED.sub(r"\1", text).strip()


def _fault(code: Code) -> str:
    if code.kind in (Sub.MULTICHOICE, Sub.MULTIRESPONSE) and len(code.answers) < FEWEST_CHOICES:
        return "pilihannya kurang dari dua."
    if code.kind is Sub.MULTICHOICE and max(answer.fraction for answer in code.answers) < 1:
        return "tidak ada pilihan yang bernilai 100%; tandai yang benar dengan “=”."
    if code.kind is Sub.NUMERICAL:
        for answer in code.answers:
            if answer.text != "*" and read_decimal(answer.text) is None:
                return f"“{answer.text}” bukan bilangan."
    return ""


def _written_answer(answer: DraftAnswer) -> str:
    if answer.fraction == 1:
        share = "="
    else:
        share = f"%{percent_text(answer.fraction)}%" if answer.fraction else "%0%"
    text = _safe(answer.text)
    if answer.tolerance is not None:
        text += f":{decimal_text(answer.tolerance)}"
    return share + text + (f"#{_safe(answer.feedback)}" if answer.feedback else "")


def _safe(text: str) -> str:
    """Give a text that ends no code: signs escaped, a backslash before one as its entity."""
    return _SPECIAL.sub(lambda sign: "&#92;" if sign[0] == "\\" else f"\\{sign[0]}", text)
