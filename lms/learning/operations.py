"""Answering self-checks. A module is done by this alone, never by turning pages."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Session

from courses.marking import mark
from courses.model import Answer, Choice, Question, TrueFalse
from courses.model import Module as Content
from lms.kernel.access import Actor
from lms.kernel.errors import Forbidden, NotFound, Refused
from lms.kernel.sentence import Sentence, say
from lms.learning import queries
from lms.learning.models import ModuleDone, SelfCheckAnswer
from lms.learning.queries import Reader
from lms.training.models import Participation, Stage


def answer(
    session: Session,
    actor: Actor,
    angkatan_id: UUID,
    module_slug: str,
    question_key: str,
    given: Callable[[Question, str], Answer],
    *,
    at: datetime,
) -> SelfCheckAnswer:
    """Keep a participant's try at a self-check question; the last one needed does the module.

    An uraian counts once something is written: nobody marks it, the explanation is compared.

    Raises:
        NotFound, Forbidden: not a participant there, or no such question.
        Refused: it is not the time, or nothing was answered.
        BadAnswer: the answer can't be taken, as `given` says.
    """
    reader = queries.reader(session, actor, angkatan_id)
    own = _participation(reader)
    module = queries.module(session, reader.angkatan.curriculum_id, module_slug)
    question = _selfcheck(module.content, question_key)
    found = given(question, reader.seed)
    if not found:
        raise Refused(_unanswered(question))
    row = SelfCheckAnswer(
        participation_id=own.id,
        module_id=module.module_id,
        question_key=question_key,
        answer=list(found),
        is_right=mark(question, found) in (1, None),
        answered_at=at,
    )
    _keep(session, row, module.content)
    return row


def _participation(reader: Reader) -> Participation:
    if reader.participation is None:
        raise Forbidden(say("Periksa diri diisi oleh peserta; Anda melihatnya sebagai pratinjau."))
    if reader.angkatan.stage not in (Stage.RUNNING, Stage.CLOSED):
        raise Refused(say("Periksa diri dibuka setelah angkatan dimulai."))
    return reader.participation


def _unanswered(question: Question) -> Sentence:
    if isinstance(question, Choice | TrueFalse):
        return say("Pilih salah satu jawaban yang tersedia.")
    return say("Isi jawaban Anda dahulu.")


def _keep(session: Session, row: SelfCheckAnswer, content: Content) -> None:
    # two last answers at once: the second must see the first, or neither would do the module
    own = select(Participation.id).where(Participation.id == row.participation_id)
    session.execute(own.with_for_update(key_share=True))
    session.add(row)
    session.flush()
    _finish_if_complete(session, row, content)


def _selfcheck(content: Content, key: str) -> Question:
    for question in queries.checks(content):
        if question.key == key:
            return question
    raise NotFound


def _finish_if_complete(session: Session, row: SelfCheckAnswer, content: Content) -> None:
    needed = {question.key for question in queries.checks(content)}
    if not needed <= queries.right_keys(session, row.participation_id, row.module_id):
        return
    insert = sqlite_insert if session.get_bind().dialect.name == "sqlite" else postgresql_insert
    done = insert(ModuleDone).values(
        participation_id=row.participation_id, module_id=row.module_id, done_at=row.answered_at
    )
    session.execute(done.on_conflict_do_nothing())
