"""What somebody who knows everything sends, page by page, and an attempt that is handed in."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from courses import answering
from courses.model import Answer, Essay, Question
from lms.assessment import operations, papers
from lms.assessment.models import Attempt
from lms.kernel import clock
from lms.people.models import Account
from lms.training.models import Kelas, Participation, TestWindow
from tests.factories.assessment import acting, an_attempt
from tests.factories.questions import a_kelas_with_every_kind
from tests.factories.training import a_participant, account_of, an_open_test

URAIAN = "Air bersih kurang.\n\nSaya mengajak warga bermusyawarah."


@dataclass(frozen=True)
class Sitting:
    """Somebody who has begun the tes akhir that asks every kind."""

    kelas: Kelas
    own: Participation
    account: Account
    window: TestWindow
    attempt: Attempt
    questions: tuple[Question, ...]

    @property
    def id(self) -> UUID:
        return self.attempt.id

    def number(self, question: Question) -> int:
        """Give where the paper asks this question."""
        return [each.key for each in self.questions].index(question.key) + 1


def a_sitting(session: Session, kelas: Kelas | None = None) -> Sitting:
    """Give somebody who has begun."""
    kelas = kelas or a_kelas_with_every_kind(session)
    own = a_participant(session, kelas)
    window = an_open_test(session, kelas)
    attempt = an_attempt(session, own, window)
    asked = papers.questions(session, attempt)
    return Sitting(kelas, own, account_of(session, own), window, attempt, asked)


def best(question: Question, _seed: str = "") -> Answer:
    """Give the answer of somebody who knows everything."""
    return (URAIAN,) if isinstance(question, Essay) else answering.right_answer(question)


def sent(attempt: Attempt, question: Question, *answer: str) -> dict[str, list[str]]:
    """Give what the form of an attempt sends for an answer, by the question's own keys."""
    return fields(question, answer, "jawaban", attempt.seed)


def fields(question: Question, answer: Answer, name: str, seed: str) -> dict[str, list[str]]:
    """Give what a form that was laid out with this seed sends for an answer."""
    return {k: v for k, v in answering.filled(question, answer, name, seed).items() if v}


def hand_in(session: Session, sitting: Sitting, *, skip: tuple[type, ...] = ()) -> Attempt:
    """Answer all but these kinds rightly and finish."""
    actor = acting(sitting.account)
    for number, question in enumerate(sitting.questions, start=1):
        if not isinstance(question, skip):
            operations.save(session, actor, sitting.id, number, best, at=clock.now())
    return operations.finish(session, actor, sitting.id, at=clock.now())
