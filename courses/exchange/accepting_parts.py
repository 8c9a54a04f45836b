"""Parts of questions made of parts of drafts: what every question has, options, numbers."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from string import ascii_lowercase
from typing import TypedDict, TypeVar

from courses.exchange.drafts import Draft, DraftAnswer, Markup
from courses.exchange.markdown import to_inline
from courses.exchange.shares import read_decimal
from courses.kinds import Level
from courses.questions import Choice, Choices, Option, Span

FEWEST_OPTIONS = 2
NEARLY_ALL = Fraction(99, 100)

T = TypeVar("T")


class NotUsable(Exception):
    """Why a draft cannot become a question: one sentence for each reason."""

    def __init__(self, *reasons: str) -> None:
        super().__init__(*reasons)
        self.reasons = reasons


class HeaderFields(TypedDict):
    """What every kind of question is made with."""

    key: str
    objective: str
    level: Level
    stem: str
    explanation: str


@dataclass(frozen=True)
class Header:
    """What every question has."""

    key: str
    objective: str
    level: Level
    stem: str
    explanation: str

    def explained(self, explanation: str) -> "Header":
        """Give the same with another explanation."""
        return replace(self, explanation=explanation)

    def fields(self) -> HeaderFields:
        """Give the values as keyword arguments."""
        return {
            "key": self.key,
            "objective": self.objective,
            "level": self.level,
            "stem": self.stem,
            "explanation": self.explanation,
        }


def inline(text: str, draft: Draft) -> str:
    """Give a text in the draft's markup as one line of Markdown."""
    return to_inline(text, draft.markup)


def with_keys(items: Sequence[T]) -> Iterator[tuple[str, T]]:
    """Give the items with their keys a, b, c, …

    Raises:
        NotUsable: there are more items than letters.
    """
    if len(items) > len(ascii_lowercase):
        raise NotUsable(f"Lebih dari {len(ascii_lowercase)} pilihan atau butir; kurangi dahulu.")
    return zip(ascii_lowercase, items, strict=False)


def options_of(draft: Draft, header: Header) -> Choice | Choices:
    """Give a question with options: one right one to choose, or several."""
    answers = [answer for answer in draft.answers if to_inline(answer.text, answer.markup)]
    _check_options(answers, is_single=draft.single)
    whole = [answer for answer in answers if answer.fraction == 1]
    if draft.single and len(whole) == 1:
        options = tuple(
            _option(letter, answer, draft.markup, is_right=answer.fraction == 1, usual=Fraction(0))
            for letter, answer in with_keys(answers)
        )
        return Choice(**header.fields(), options=options)
    usual = Fraction(1, sum(answer.fraction > 0 for answer in answers))
    options = tuple(
        _option(letter, answer, draft.markup, is_right=answer.fraction > 0, usual=usual)
        for letter, answer in with_keys(answers)
    )
    return Choices(**header.fields(), options=options)


def _check_options(answers: Sequence[DraftAnswer], *, is_single: bool) -> None:
    reasons = []
    if len(answers) < FEWEST_OPTIONS:
        reasons.append("Pilihannya kurang dari dua; tambahkan pilihan.")
    texts = {to_inline(answer.text, answer.markup) for answer in answers}
    if len(texts) < len(answers):
        reasons.append("Ada dua pilihan yang sama persis; bedakan teksnya.")
    rights = [answer.fraction for answer in answers if answer.fraction > 0]
    if not rights:
        reasons.append("Tidak ada pilihan yang benar; tandai yang benar.")
    elif is_single and max(rights) < 1:
        reasons.append("Tidak ada pilihan yang bernilai 100%; tandai satu yang benar.")
    elif sum(rights) < NEARLY_ALL:
        reasons.append("Nilai semua pilihan yang benar kurang dari 100%; lengkapi nilainya.")
    if reasons:
        raise NotUsable(*reasons)


def _option(
    letter: str, answer: DraftAnswer, markup: Markup, *, is_right: bool, usual: Fraction
) -> Option:
    """Give an option; its share is left out where the kind's own rule gives the same."""
    expected = (usual or Fraction(1)) if is_right else -usual
    return Option(
        key=letter,
        text=to_inline(answer.text, answer.markup),
        right=is_right,
        share=None if answer.fraction == expected else answer.fraction,
        feedback=to_inline(answer.feedback, markup),
    )


def spans_of(answers: Sequence[DraftAnswer], markup: Markup) -> tuple[Span, ...]:
    """Give the numbers that answers accept; "*", any other number, earns nothing here.

    Raises:
        NotUsable: no number earns the whole mark, or something is no number.
    """
    spans = []
    for answer in answers:
        if answer.text.strip() == "*" and answer.fraction <= 0:
            continue
        number = read_decimal(answer.text)
        if number is None:
            raise NotUsable(f"“{answer.text}” bukan bilangan; tulis misalnya 6.25.")
        reach = abs(answer.tolerance or Fraction(0))
        feedback = to_inline(answer.feedback, markup)
        spans.append(Span(number - reach, number + reach, answer.fraction, feedback))
    if not any(span.share == 1 for span in spans):
        raise NotUsable("Tidak ada bilangan yang bernilai 100%; tandai jawaban yang benar.")
    return tuple(spans)
