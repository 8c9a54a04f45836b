"""What a participant sees of each question after the test: answer, key, mark, and why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from flask_babel import gettext as _
from markupsafe import Markup

from courses import answering, marking
from courses.html import Look
from courses.model import Answer, Essay, Media, Numeric, Question, ShortAnswer
from lms.assessment.models import EssayMark
from lms.training import asking
from lms.training.asking import Stem, look_of
from lms.web import formats


@dataclass(frozen=True)
class Criterion:
    """What a trainer saw in an uraian: the criterion, its level and the words of that level."""

    title: str
    level: int
    words: str


@dataclass(frozen=True)
class Review:
    """A question after the test; `said` and `right` have a line for each place."""

    number: int
    stem: Stem
    said: tuple[Markup, ...]
    right: tuple[Markup, ...]
    word: str
    tone: str
    feedback: tuple[Markup, ...]
    criteria: tuple[Criterion, ...]
    note: str
    explanation: Stem
    grounds: tuple[Markup, ...]


def reviews(
    questions: Sequence[Question],
    media: Sequence[Sequence[Media]],
    answers: Mapping[int, Answer],
    marks: Sequence[Fraction | None],
    essays: Mapping[int, EssayMark],
) -> tuple[Review, ...]:
    """Give every question of a paper; answers and essay marks by the question's number."""
    return tuple(
        _review(number, question, look_of(shown), answers.get(number), mark, essays.get(number))
        for number, (question, shown, mark) in enumerate(
            zip(questions, media, marks, strict=True), start=1
        )
    )


def _review(
    number: int,
    question: Question,
    seen: Look,
    answer: Answer | None,
    mark: Fraction | None,
    essay: EssayMark | None,
) -> Review:
    word, tone = verdict(question, mark)
    is_typed = isinstance(question, Essay | ShortAnswer | Numeric)
    said = answering.said(question, answer)
    return Review(
        number,
        asking.stem_to_read(question, seen),
        tuple(Markup.escape(each) if is_typed else asking.line(each, seen) for each in said),
        tuple(asking.line(each, seen) for each in answering.right(question)),
        word,
        tone,
        tuple(map(asking.line, marking.feedback(question, answer))),
        criteria(question, essay),
        essay.note if essay else "",
        asking.stem(question.explanation, seen),
        tuple(map(asking.line, question.grounds)),
    )


def criteria(question: Question, essay: EssayMark | None) -> tuple[Criterion, ...]:
    """Give how an uraian was marked, criterion by criterion; nothing while it waits."""
    if essay is None or not isinstance(question, Essay):
        return ()
    return tuple(
        Criterion(each.title, essay.levels[each.key], each.levels[essay.levels[each.key] - 1])
        for each in question.criteria
    )


def verdict(question: Question, mark: Fraction | None) -> tuple[str, str]:
    """Give a mark of 0 to 1 in words, and their tone."""
    if mark is None:
        return str(_("Menunggu penilaian")), "info"
    if mark and isinstance(question, Essay):
        return str(_("Dinilai %(share)s", share=formats.percent(marking.percent(mark)))), "info"
    if mark == 1:
        return str(_("Benar")), "good"
    if mark == 0:
        return str(_("Belum tepat")), "attention"
    share = formats.percent(marking.percent(mark))
    return str(_("Sebagian tepat: %(share)s", share=share)), "info"
