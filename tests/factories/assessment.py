"""A kelas with a module to read and tests to take, and attempts."""

from sqlalchemy.orm import Session

from courses import answering
from courses.model import Answer, Question
from lms.assessment import operations, queries
from lms.assessment.models import Attempt
from lms.kernel import clock
from lms.kernel.access import Actor
from lms.people.models import Account
from lms.training.catalogue import Mode
from lms.training.models import Kelas, Participation, TestWindow
from tests.factories.training import a_curriculum, a_kelas, a_module, an_angkatan


def a_kelas_with_module(session: Session, *, region_code: str = "18") -> Kelas:
    """Give a kelas whose curriculum has one module: two self-checks, twelve test questions."""
    module = a_module(session)
    curriculum = a_curriculum(session, materials=[("Kerelawanan", 2, Mode.ASYNCHRONOUS, module)])
    return a_kelas(session, an_angkatan(session, curriculum, region_code=region_code))


def acting(account: Account) -> Actor:
    """Give the account as an actor without roles."""
    return Actor(account.id, account.person_id)


def an_attempt(session: Session, participation: Participation, window: TestWindow) -> Attempt:
    """Give an attempt that began just now."""
    actor = Actor(None, participation.person_id)
    return operations.start(session, actor, window.id, at=clock.now())


def answer_all(
    session: Session, participation: Participation, attempt: Attempt, right_count: int
) -> None:
    """Answer every question of an attempt, the first `right_count` of them rightly."""
    actor = Actor(None, participation.person_id)
    for number in range(1, len(attempt.paper) + 1):
        key = "a" if number <= right_count else "b"  # the factory's right option is "a"
        operations.save(session, actor, attempt.id, number, given(key), at=clock.now())


def given(*answer: str) -> operations.Given:
    """Give what says this answer to any question, as its form would send it."""

    def read(question: Question, seed: str) -> Answer:
        held = answering.filled(question, answer, "x", seed)
        return answering.read(question, lambda name: held.get(name, []), "x", seed)

    return read


def saved_numbers(session: Session, attempt: Attempt) -> list[int]:
    """Give the numbers of the questions that have an answer."""
    return list(queries.responses(session, attempt.id))
