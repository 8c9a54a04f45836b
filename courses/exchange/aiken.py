"""Aiken as Moodle 4.4 reads it: choice questions of one line each, with ANSWER: below them."""

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction

from courses.exchange.drafts import Draft, DraftAnswer, Markup, Reading
from courses.exchange.texts import TRIM, Gathered, lines

MOST_OPTIONS = 26
SHORTEST = 2  # Moodle passes over lines of a single sign
_OPTION = re.compile(r"[A-Z][).]")
_ANSWER = "ANSWER:"
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_FULL, _NONE = Fraction(1), Fraction(0)


@dataclass
class _Open:
    """A question whose ANSWER: has not come yet."""

    line: int
    text: str
    options: list[str] = field(default_factory=list)


def read(content: bytes) -> Reading:
    """Give the questions of an Aiken file, and what could not be read with its line.

    Raises:
        Unreadable: too large or no text.
    """
    gathered = Gathered()
    question: _Open | None = None
    for number, line in lines(content, gathered):
        if _is_short(line):
            continue
        if _OPTION.match(line):
            _add_option(question, number, line, gathered)
        elif line.startswith(_ANSWER):
            _close(question, number, line, gathered)
            question = None
        else:
            _complain_unfinished(question, gathered)
            question = _Open(number, line)
    _complain_unfinished(question, gathered)
    return gathered.reading()


def _add_option(question: _Open | None, number: int, line: str, gathered: Gathered) -> None:
    if question is None:
        gathered.complain(number, "Jawaban ini tidak didahului pertanyaan. Tulis pertanyaannya.")
    elif len(question.options) < MOST_OPTIONS:
        question.options.append(line[2:].strip(TRIM))
    else:
        gathered.complain(number, "Satu soal paling banyak memuat 26 jawaban, A sampai Z.")


def _close(question: _Open | None, number: int, line: str, gathered: Gathered) -> None:
    if question is None:
        gathered.complain(
            number, "ANSWER: ini tidak didahului pertanyaan. Tulis pertanyaan dan jawabannya."
        )
        return
    if len(question.options) < 2:
        gathered.complain(
            number, "Soal ini memerlukan paling sedikit dua jawaban, ditulis A) … dan B) …."
        )
        return
    letter = line[len(_ANSWER) :].strip(TRIM)[:1]
    place = ord(letter) - ord("A") if letter else -1
    if not 0 <= place < len(question.options):
        gathered.complain(
            number, "Sesudah ANSWER: tulis huruf salah satu jawaban di atasnya, misalnya ANSWER: B."
        )
        return
    gathered.add(_draft(question, place))


def _draft(question: _Open, right: int) -> Draft:
    answers = tuple(
        DraftAnswer(_shown(text), _FULL if place == right else _NONE, markup=Markup.HTML)
        for place, text in enumerate(question.options)
    )
    return Draft(
        "multichoice",
        question.line,
        text=_shown(question.text),
        markup=Markup.HTML,
        answers=answers,
    )


def _complain_unfinished(question: _Open | None, gathered: Gathered) -> None:
    if question is not None:
        gathered.complain(
            question.line,
            "Soal ini belum selesai. Tulis pertanyaan dalam satu baris, lalu jawaban A) B) C), "
            "lalu ANSWER: dan hurufnya.",
        )


def _is_short(line: str) -> bool:
    return len(line.encode(errors="replace")) < SHORTEST


def _shown(text: str) -> str:
    """Give HTML that shows this plain text."""
    return html.escape(text, quote=False)


def write(drafts: Iterable[Draft]) -> bytes:
    """Give an Aiken file of the choice questions with one right answer (see `carries`)."""
    return "\n".join(_written(draft) for draft in drafts if carries(draft)).encode(errors="replace")


def carries(draft: Draft) -> bool:
    """Whether Aiken has room for this question: one right answer, all others plainly wrong."""
    shares = sorted(answer.fraction for answer in draft.answers)
    if draft.type != "multichoice" or not draft.single or not 2 <= len(shares) <= MOST_OPTIONS:
        return False
    text = _plain(draft.text, draft.markup)
    is_taken = _OPTION.match(text) or text.startswith(_ANSWER) or _is_short(text)
    return not is_taken and shares[-1] == _FULL and set(shares[:-1]) == {_NONE}


def _written(draft: Draft) -> str:
    return "".join(f"{line}\n" for line in _lines(draft))


def _lines(draft: Draft) -> Iterator[str]:
    yield _plain(draft.text, draft.markup)
    letters = [chr(ord("A") + place) for place in range(len(draft.answers))]
    for letter, answer in zip(letters, draft.answers, strict=True):
        yield f"{letter}) {_plain(answer.text, answer.markup)}"
    right = next(i for i, answer in enumerate(draft.answers) if answer.fraction == _FULL)
    yield f"{_ANSWER} {letters[right]}"


def _plain(text: str, markup: Markup) -> str:
    """Give the text on one line, without tags where it is HTML."""
    if markup in (Markup.HTML, Markup.MOODLE):
        text = html.unescape(_TAG.sub(" ", text))
    return " ".join(text.replace("\0", "").split())
