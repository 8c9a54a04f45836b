"""Filling in presensi by code: each person for themselves, once a session."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from lms.attendance import codes, queries, rules
from lms.attendance.codes import Verdict
from lms.attendance.models import Mark, Way
from lms.attendance.operations import keep
from lms.attendance.rules import Contact
from lms.kernel.access import Actor
from lms.kernel.errors import Forbidden, Refused
from lms.kernel.sentence import Sentence, say
from lms.training.models import Participation, ParticipationState, TrainingSession


@dataclass(frozen=True)
class CheckIn:
    """What somebody gets for filling in presensi; `is_new` is false when it was there before."""

    mark: Mark
    is_new: bool


def by_scan(
    session: Session,
    actor: Actor,
    session_id: UUID,
    contact: Contact | None,
    *,
    device: str | None,
    at: datetime,
) -> CheckIn:
    """Fill in presensi with a QR code as it was judged at first contact.

    Raises:
        NotFound: no such session.
        Forbidden: the actor is no participant of this angkatan.
        Refused: another kelas, not open, too late, or the code doesn't count.
    """
    row, mine = _my_place(session, actor, session_id)
    if (standing := _standing(session, row, mine)) is not None:
        return standing
    arrived_at = contact.judged_at if contact else at
    zone = row.kelas.angkatan.zone
    _refuse_if(rules.closed_objection(row, zone, arrived_at))
    _refuse_if(rules.contact_objection(contact, at))
    if contact is None or queries.contact_is_spent(session, contact.key):
        raise Refused(say("Pemindaian ini sudah dipakai. Pindai lagi QR yang tampil sekarang."))
    mark = _first_mark(row, mine, Way.QR, arrived_at=arrived_at, at=at)
    mark.contact, mark.device, mark.marked_by_id = contact.key, device, actor.account_id
    return CheckIn(keep(session, actor, row, mark, at=at), is_new=True)


def by_digits(
    session: Session,
    actor: Actor,
    session_id: UUID,
    digits: str,
    *,
    device: str | None,
    at: datetime,
) -> CheckIn:
    """Fill in presensi with the digits typed; they are judged now.

    Raises:
        NotFound: no such session.
        Forbidden: the actor is no participant of this angkatan.
        Refused: another kelas, not open, or the digits don't count.
    """
    row, mine = _my_place(session, actor, session_id)
    if (standing := _standing(session, row, mine)) is not None:
        return standing
    _refuse_if(rules.closed_objection(row, row.kelas.angkatan.zone, at))
    _refuse_if(_digits_objection(session, row, digits, at))
    mark = _first_mark(row, mine, Way.CODE, arrived_at=at, at=at)
    mark.device, mark.marked_by_id = device, actor.account_id
    return CheckIn(keep(session, actor, row, mark, at=at), is_new=True)


def my_place(session: Session, actor: Actor, session_id: UUID) -> TrainingSession:
    """Give a session of the actor's own kelas.

    Raises:
        NotFound: no such session.
        Forbidden: the actor is no participant of this angkatan.
        Refused: it belongs to another kelas, or the actor is not enrolled yet.
    """
    return _my_place(session, actor, session_id)[0]


def _my_place(
    session: Session, actor: Actor, session_id: UUID
) -> tuple[TrainingSession, Participation]:
    row = queries.training_session(session, session_id)
    mine = queries.my_participation(session, actor, row.kelas.angkatan_id)
    if mine is None:
        raise Forbidden(
            say("Anda tidak terdaftar di sesi ini. Hubungi panitia jika Anda seharusnya ikut.")
        )
    if mine.state is not ParticipationState.ENROLLED or mine.kelas is None:
        raise Refused(
            say("Anda belum terdaftar di kelas mana pun. Hubungi panitia sebelum mengisi presensi.")
        )
    if mine.kelas_id != row.kelas_id:
        raise Refused(
            say(
                "Sesi ini milik kelas %(other)s, sedangkan Anda di kelas %(own)s. Pindai kode "
                "di kelas Anda sendiri.",
                other=row.kelas.name,
                own=mine.kelas.name,
            )
        )
    return row, mine


def _standing(session: Session, row: TrainingSession, mine: Participation) -> CheckIn | None:
    # the lock makes parallel posts of one person wait for each other, so the second sees the first
    queries.participant(session, row, mine.id, lock=True)
    earlier = queries.history(session, row.id, mine.id)
    if not earlier:
        return None
    _refuse_if(rules.standing_objection(earlier[-1]))
    return CheckIn(earlier[-1], is_new=False)


def _digits_objection(
    session: Session, row: TrainingSession, digits: str, at: datetime
) -> Sentence | None:
    key = queries.key_of(session, row.id)
    verdict = codes.verdict(key.secret, digits, at) if key else Verdict.WRONG
    if verdict is Verdict.WRONG and any(
        codes.judge(secret, digits, at) for secret in queries.other_keys(session, row)
    ):
        return say(
            "Kode ini milik kelas lain. Ketik kode di layar kelas %(own)s.", own=row.kelas.name
        )
    return rules.code_objection(verdict)


def _first_mark(
    row: TrainingSession, mine: Participation, way: Way, *, arrived_at: datetime, at: datetime
) -> Mark:
    return Mark(
        session_id=row.id,
        participation_id=mine.id,
        revision=1,
        status=rules.status_at(row.starts_at, arrived_at),
        way=way,
        marked_at=at,
        receipt=codes.new_receipt(),
    )


def _refuse_if(objection: Sentence | None) -> None:
    if objection is not None:
        raise Refused(objection)
