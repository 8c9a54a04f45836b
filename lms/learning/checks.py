"""A self-check question as the lesson's page shows it."""

from dataclasses import dataclass, replace

from markupsafe import Markup

from courses import answering, marking
from courses.html import Look
from courses.model import Description, Essay, Numeric, Question, ShortAnswer
from lms.learning.models import SelfCheckAnswer
from lms.training import asking
from lms.training.asking import Card, Form, Layout, Stem


@dataclass(frozen=True)
class Check:
    """A self-check question: still open, or answered rightly once and for all.

    `said` and `feedback` have a line for each place; a text only to be read asks nothing.
    """

    card: Card
    stem: Stem
    url: str
    is_right: bool
    is_wrong: bool
    said: tuple[Markup, ...]
    feedback: tuple[Markup, ...]
    explanation: Stem
    is_only_read: bool

    @property
    def field(self) -> str:
        """Give the name of its form's fields, which is its place on the page."""
        return self.card.field


@dataclass(frozen=True)
class Tried:
    """An answer that could not be taken, as it was typed, and why."""

    question_key: str
    form: Form
    reason: str


def field_of(question_key: str) -> str:
    """Give the name of the form's fields of a self-check question."""
    return f"cek-{question_key}"


def check(
    question: Question,
    answer: SelfCheckAnswer | None,
    layout: Layout,
    *,
    url: str,
    tried: Tried | None = None,
) -> Check:
    """Give a question with the try that counts; a new try begins with empty fields."""
    given = tuple(answer.answer) if answer else ()
    said = answering.said(question, given)
    is_typed = isinstance(question, Essay | ShortAnswer | Numeric)
    return Check(
        card=_card(question, layout, tried),
        stem=asking.stem_to_read(question, layout.look),
        url=url,
        is_right=answer is not None and answer.is_right,
        is_wrong=answer is not None and not answer.is_right,
        said=tuple(
            Markup.escape(each) if is_typed else asking.line(each, layout.look) for each in said
        ),
        feedback=tuple(map(asking.line, marking.feedback(question, given))),
        explanation=asking.stem(question.explanation, layout.look),
        is_only_read=isinstance(question, Description),
    )


def layout_of(question: Question, number: int, *, seed: str, look: Look) -> Layout:
    """Give where a self-check question stands."""
    return Layout(number, field_of(question.key), seed, look)


def _card(question: Question, layout: Layout, tried: Tried | None) -> Card:
    if tried is None or tried.question_key != question.key:
        return layout.card(question, None)
    return replace(layout, reason=tried.reason).card_as_typed(question, tried.form)
