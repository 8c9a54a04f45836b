"""The paper of an attempt: drawn once, read back the same on every device."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from sqlalchemy.orm import Session

from courses.marking import mark, score_percent
from courses.model import Option, Question, TestPlan
from courses.papers import Shortage, arrange, draw
from lms.assessment.models import Attempt
from lms.kernel.errors import Refused
from lms.kernel.sentence import Sentence, say
from lms.training.catalogue import Curriculum
from lms.training.contents import contents
from lms.training.models import TestKind


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
    return say(
        "Modul “%(module)s” harus memberi %(wanted)s soal tes, tetapi baru mempunyai %(found)s.",
        module=shortage.module,
        wanted=shortage.wanted,
        found=shortage.found,
    )


def items(attempt: Attempt) -> tuple[Item, ...]:
    """Give the paper's items in their order."""
    return tuple(Item(UUID(each["module_id"]), each["question_key"]) for each in attempt.paper)


def question(session: Session, attempt: Attempt, number: int) -> Question | None:
    """Give the question of this number, from 1; None where the paper has no such number."""
    paper = items(attempt)
    if not 1 <= number <= len(paper):
        return None
    item = paper[number - 1]
    return contents(session, [item.module_id])[item.module_id].question(item.question_key)


def questions(session: Session, attempt: Attempt) -> tuple[Question, ...]:
    """Give all questions of the paper in their order."""
    paper = items(attempt)
    known = contents(session, {item.module_id for item in paper})
    return tuple(known[item.module_id].question(item.question_key) for item in paper)


def options(attempt: Attempt, asked: Question) -> tuple[Option, ...]:
    """Give a question's options in this attempt's order."""
    return arrange(asked, seed=attempt.seed)


def score(session: Session, attempt: Attempt, choices: Mapping[int, str]) -> Decimal:
    """Give the attempt's score in per cent for the choices by number; no answer earns nothing."""
    asked = questions(session, attempt)
    return score_percent([mark(each, choices.get(n)) for n, each in enumerate(asked, start=1)])


def unknown_choice() -> Sentence:
    """Give the refusal of a choice that the question does not have."""
    return say("Pilihan itu tidak ada dalam soal ini. Pilih salah satu jawaban yang tersedia.")
