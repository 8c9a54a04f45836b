"""Menetapkan kelulusan: explicit, repeatable, with the lists frozen; then closing."""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from lms.assessment.operations import settle
from lms.completion import coming, queries
from lms.completion.freezing import freeze
from lms.completion.models import Decision, DecisionRound, MeetingSummary, Outcome
from lms.completion.queries import Standing
from lms.completion.stating import Statement, statement
from lms.credentials import operations as credentials
from lms.kernel import audit
from lms.kernel.access import Actor
from lms.kernel.errors import NotFound, Refused
from lms.kernel.sentence import Sentence, say
from lms.training import queries as training
from lms.training.models import Angkatan, Kind, Stage, TrainingSession
from lms.training.participating import lock

_NAMES_MOST = 10


def decide(
    session: Session,
    actor: Actor,
    angkatan_id: UUID,
    participation_ids: Collection[UUID],
    *,
    at: datetime,
) -> DecisionRound:
    """Decide that these participants have passed, and issue what they hold from now on.

    Everybody else who is enrolled and not decided yet is noted as "belum lulus" in this round,
    which ends nothing. Who was decided before is passed over. Each list is frozen.

    An angkatan in which nobody is ready may have one empty round, so that it can be closed.

    Raises:
        Refused: somebody chosen doesn't meet everything, nobody is new, or nothing can be issued.
        Forbidden, NotFound: as queries.to_decide.
    """
    angkatan = locked(session, actor, angkatan_id)
    refuse_stage(angkatan)
    for kelas in training.kelas_of(session, angkatan_id):
        settle(session, kelas.id, at=at)
    session.flush()
    everybody = queries.standings(session, angkatan)
    chosen = _chosen(everybody, participation_ids)
    position = len(queries.rounds(session, angkatan_id)) + 1
    if not chosen:
        _refuse_empty(everybody, participation_ids, position)
    current = DecisionRound(
        angkatan_id=angkatan_id, position=position, decided_at=at, decided_by_id=actor.account_id
    )
    session.add(current)
    session.flush()
    words = statement(session, angkatan, [each.participation for each in chosen], at=at)
    _write(session, actor, current, everybody, chosen, words)
    _note_round(session, actor, angkatan, current, chosen, at=at)
    return current


def locked(session: Session, actor: Actor, angkatan_id: UUID) -> Angkatan:
    """Give an angkatan as queries.to_decide, locked until the transaction ends."""
    queries.to_decide(session, actor, angkatan_id)
    lock(session, angkatan_id)
    return queries.to_decide(session, actor, angkatan_id)


def refuse_stage(angkatan: Angkatan) -> None:
    """Pass once the angkatan has begun and was not called off; else raise Refused."""
    if angkatan.stage is Stage.PLANNED:
        raise Refused(say("Angkatan ini belum dimulai."))
    if angkatan.stage is Stage.CANCELLED:
        raise Refused(say("Angkatan ini dibatalkan."))


def _chosen(
    everybody: Sequence[Standing], participation_ids: Collection[UUID]
) -> tuple[Standing, ...]:
    wanted = frozenset(participation_ids)
    known = {each.participation.id: each for each in everybody}
    if not wanted <= known.keys():
        raise NotFound
    chosen = tuple(each for each in everybody if each.participation.id in wanted)
    lacking = [each for each in chosen if not (each.is_ready or each.is_decided)]
    if lacking:
        raise Refused(*[_lack(each) for each in lacking[:_NAMES_MOST]])
    return tuple(each for each in chosen if each.is_ready)


def _refuse_empty(
    everybody: Sequence[Standing], participation_ids: Collection[UUID], position: int
) -> None:
    """Pass only the first round of an angkatan in which nobody is ready."""
    if participation_ids or position > 1:
        raise Refused(say("Tidak ada peserta baru untuk ditetapkan."))
    if any(each.is_ready for each in everybody):
        raise Refused(say("Centang sekurangnya satu peserta."))


def _lack(standing: Standing) -> Sentence:
    return say(
        "%(name)s belum memenuhi: %(missing)s.",
        name=standing.participation.person.full_name,
        missing=", ".join(str(each.label) for each in standing.unmet),
    )


def _write(
    session: Session,
    actor: Actor,
    current: DecisionRound,
    everybody: Sequence[Standing],
    chosen: Sequence[Standing],
    words: Statement,
) -> None:
    passing = {each.participation.id for each in chosen}
    for each in everybody:
        if each.is_decided:
            continue
        passes = each.participation.id in passing
        decision = Decision(
            round_id=current.id,
            participation_id=each.participation.id,
            outcome=each.outcome if passes else Outcome.NOT_YET,
            requirements=freeze(each.requirements),
        )
        if passes:
            decision.credential_id = _issue(session, actor, each, words)
        session.add(decision)
    session.flush()


def _issue(session: Session, actor: Actor, standing: Standing, words: Statement) -> UUID:
    participation, outcome = standing.participation, standing.outcome
    issued = credentials.issue(
        session,
        actor,
        words.holding(participation, outcome),
        words.numbering(),
        lambda stamp: words.claims(participation, outcome, stamp),
        at=words.at,
    )
    return issued.id


def _note_round(
    session: Session,
    actor: Actor,
    angkatan: Angkatan,
    current: DecisionRound,
    chosen: Sequence[Standing],
    *,
    at: datetime,
) -> None:
    audit.record(
        session,
        actor,
        "round.decided",
        current,
        region_code=angkatan.region_code,
        at=at,
        detail={
            "angkatan_id": angkatan.id,
            "position": current.position,
            "participation_ids": [each.participation.id for each in chosen],
        },
    )


def close_angkatan(session: Session, actor: Actor, angkatan_id: UUID, *, at: datetime) -> Angkatan:
    """Close a running angkatan for which there was a decision; facts stay readable.

    Raises:
        Refused: it isn't running, nothing was decided, presensi or a test is still open, or a
            rakor lacks its notula.
        Forbidden, NotFound: as queries.to_decide.
    """
    angkatan = locked(session, actor, angkatan_id)
    if angkatan.stage is Stage.CLOSED:
        raise Refused(say("Angkatan ini sudah ditutup."))
    refuse_stage(angkatan)
    against = []
    if not queries.rounds(session, angkatan_id):
        against.append(say("Kelulusan belum ditetapkan. Tetapkan dahulu, lalu tutup angkatan."))
    kelas_ids = [kelas.id for kelas in training.kelas_of(session, angkatan_id)]
    if any(training.open_windows(session, kelas_id) for kelas_id in kelas_ids):
        against.append(say("Masih ada tes yang dibuka. Tutup dahulu."))
    if _open_sessions_count(session, kelas_ids):
        against.append(say("Masih ada presensi sesi yang dibuka. Tutup dahulu."))
    if angkatan.kind is Kind.RAKOR and not _has_summary(session, angkatan_id):
        against.append(say("Notula rakor belum disimpan. Tuliskan dahulu pada halaman Notula."))
    if against:
        raise Refused(*against)
    angkatan.stage, angkatan.closed_at = Stage.CLOSED, at
    coming.note(session, angkatan)
    region = angkatan.region_code
    audit.record(session, actor, "angkatan.closed", angkatan, region_code=region, at=at)
    return angkatan


def _has_summary(session: Session, angkatan_id: UUID) -> bool:
    found = select(MeetingSummary.id).where(MeetingSummary.angkatan_id == angkatan_id)
    return session.scalar(found.limit(1)) is not None


def _open_sessions_count(session: Session, kelas_ids: Collection[UUID]) -> int:
    found = select(func.count()).where(
        TrainingSession.kelas_id.in_(kelas_ids),
        TrainingSession.opened_at.is_not(None),
        TrainingSession.closed_at.is_(None),
    )
    return session.scalars(found).one()
