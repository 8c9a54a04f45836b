"""The paper of an attempt: drawn once, read back the same on every device."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any, Protocol
from uuid import UUID

from sqlalchemy.orm import Session

from courses.marking import essay_mark, mark, score_percent
from courses.model import Answer, Essay, Media, Question, TestPlan
from courses.papers import Shortage, draw
from lms.kernel.errors import Refused
from lms.kernel.sentence import Sentence, say
from lms.training.catalogue import Curriculum
from lms.training.contents import contents
from lms.training.models import TestKind


class Drawn(Protocol):
    """An attempt whose paper is loaded, as a row or as columns."""

    @property
    def paper(self) -> Any:
        """Give the paper as it is kept."""


@dataclass(frozen=True)
class Item:
    """A question of a paper, as the attempt keeps it."""

    module_id: UUID
    question_key: str


def plan(curriculum: Curriculum, kind: TestKind) -> TestPlan | None:
    """Give how the curriculum wants this test; None: it has none."""
    found = curriculum.content["tests"].get(kind.value)
    return TestPlan.from_json(found) if found else None


def drawn(
    session: Session, module_ids: Sequence[UUID], wanted: TestPlan, *, seed: str
) -> list[dict[str, str]]:
    """Give a paper, as an attempt keeps it, from the modules of a curriculum.

    Raises:
        Refused: the modules have too few questions.
    """
    pool = contents(session, module_ids)
    id_of = {content.slug: module_id for module_id, content in pool.items()}
    try:
        items = draw(tuple(pool.values()), wanted, seed=seed)
    except Shortage as shortage:
        raise Refused(_too_few(shortage)) from shortage
    return [{"module_id": str(id_of[item.module]), "question_key": item.question} for item in items]


def _too_few(shortage: Shortage) -> Sentence:
    which = f" {shortage.level}" if shortage.level else ""
    which += f" (“{shortage.objective}”)" if shortage.objective else ""
    return say(
        "Modul “%(module)s” harus memberi %(wanted)s soal tes%(which)s, tetapi baru mempunyai"
        " %(found)s.",
        module=shortage.module,
        wanted=shortage.wanted,
        which=which,
        found=shortage.found,
    )


def items(attempt: Drawn) -> tuple[Item, ...]:
    """Give the paper's items in their order."""
    return tuple(map(_item, attempt.paper))


def _item(kept: Mapping[str, str]) -> Item:
    return Item(UUID(kept["module_id"]), kept["question_key"])


def question(session: Session, attempt: Drawn, number: int) -> Question | None:
    """Give the question of this number, from 1; None where the paper has no such number."""
    if not 1 <= number <= len(attempt.paper):
        return None
    item = _item(attempt.paper[number - 1])
    return contents(session, [item.module_id])[item.module_id].question(item.question_key)


def media(session: Session, attempt: Drawn, number: int) -> tuple[Media, ...]:
    """Give the pictures and papers that the question of this number may show."""
    module_id = _item(attempt.paper[number - 1]).module_id
    return contents(session, [module_id])[module_id].media


def all_media(session: Session, attempt: Drawn) -> tuple[tuple[Media, ...], ...]:
    """Give the same for every question of the paper in their order."""
    paper = items(attempt)
    known = contents(session, {item.module_id for item in paper})
    return tuple(known[item.module_id].media for item in paper)


def questions(session: Session, attempt: Drawn) -> tuple[Question, ...]:
    """Give all questions of the paper in their order."""
    paper = items(attempt)
    known = contents(session, {item.module_id for item in paper})
    return tuple(known[item.module_id].question(item.question_key) for item in paper)


def marks(
    asked: Sequence[Question],
    answers: Mapping[int, Answer],
    levels: Mapping[int, Mapping[str, int]],
) -> tuple[Fraction | None, ...]:
    """Give the mark of each question, 0 to 1, for the answers and essay levels by number.

    No answer earns nothing; None: an uraian that nobody has marked yet.
    """
    return tuple(
        _mark(each, answers.get(number), levels.get(number))
        for number, each in enumerate(asked, start=1)
    )


def _mark(
    asked: Question, answer: Answer | None, levels: Mapping[str, int] | None
) -> Fraction | None:
    found = mark(asked, answer)
    if found is None and levels and isinstance(asked, Essay):
        return essay_mark(asked, levels)
    return found


def score(found: Sequence[Fraction | None]) -> Decimal | None:
    """Give the score in per cent of an attempt with these marks; None while an uraian waits."""
    settled = [each for each in found if each is not None]
    return score_percent(settled) if len(settled) == len(found) else None


def unknown_choice() -> Sentence:
    """Give the refusal of a choice that the question does not have."""
    return say("Pilihan itu tidak ada dalam soal ini. Pilih salah satu jawaban yang tersedia.")
