"""What happens to a registration afterwards: number, duty area, move, basis, end."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.credentials import registering
from lms.kernel.access import Actor, Permission, contains
from lms.kernel.errors import Forbidden, NotFound, Refused
from lms.kernel.sentence import Sentence, say
from lms.regions import queries as regions
from lms.regions.models import Level
from lms.registration import deciding, decrees, practice, steps, tenure_queries
from lms.registration.models import Registration, RegistrationState
from lms.registration.tenure_models import (
    Appointment,
    BasisNote,
    EndKind,
    NoteKind,
    RegistrationMove,
)

_OVER = say("Keanggotaan ini sudah berakhir. Muat ulang halamannya.")
PUBLIC_WORDS = "Keanggotaan berakhir."


def set_number(
    session: Session, actor: Actor, registration_id: UUID, number: str, *, at: datetime
) -> Appointment:
    """Give a member their membership number, or another one; empty takes it away.

    Raises:
        NotFound: nobody who is registered in the actor's regions.
        Refused: it doesn't fit the region's mask, or somebody there has it.
    """
    row, term = _living(session, actor, registration_id)
    number = " ".join(number.split())
    office = decrees.region_of([row.region_code])
    if number:
        problem = practice.of_region(session, row.region_code).number_problem(number)
        if problem:
            raise Refused(problem)
        _refuse_taken(session, term, office, number)
    was = term.membership_number
    term.membership_number, term.number_region_code = number or None, office if number else None
    session.flush()
    detail = {"appointment": term.id, "was": was, "now": number}
    deciding.note(session, actor, "appointment.numbered", row, at=at, detail=detail)
    return term


def _refuse_taken(session: Session, term: Appointment, office: str, number: str) -> None:
    found = select(Appointment.id).where(
        Appointment.number_region_code == office,
        Appointment.membership_number == number,
        Appointment.registration_id != term.registration_id,
    )
    if session.scalars(found.limit(1)).first() is not None:
        raise Refused(
            say("Nomor anggota %(number)s sudah dipakai orang lain di wilayah ini.", number=number)
        )


def set_duty(
    session: Session, actor: Actor, registration_id: UUID, code: str, *, at: datetime
) -> Appointment:
    """Give a member their duty area: a desa or kelurahan, perhaps not the one they live in.

    Raises:
        NotFound: nobody who is registered in the actor's regions.
        Refused: it is no desa of the kabupaten or kota in which they are registered.
    """
    row, term = _living(session, actor, registration_id)
    office = decrees.region_of([row.region_code])
    if not contains(office, code) or not regions.known(session, code, (Level.DESA,)):
        raise Refused(
            say(
                "Wilayah tugas harus desa atau kelurahan di %(office)s.",
                office=regions.full_name(session, office),
            )
        )
    was, term.duty_code = term.duty_code, code
    session.flush()
    detail = {"appointment": term.id, "was": was, "now": code}
    deciding.note(session, actor, "appointment.assigned", row, at=at, detail=detail)
    return term


def accept_move(
    session: Session, actor: Actor, registration_id: UUID, words: str, *, at: datetime
) -> RegistrationMove:
    """Let a registration follow its person to where they live now; number and term stay.

    The duty area becomes the new domicile.

    Raises:
        NotFound: nobody whom the actor knows of.
        Forbidden: the person lives where others decide.
        Refused: they live where they are registered, or their registration has ended.
    """
    row, term = _living(session, actor, registration_id, mine=False)
    code = row.person.domicile_code
    if code is None or code == row.region_code:
        raise Refused(say("Domisili orang ini sama dengan wilayah keanggotaannya."))
    actor.require(Permission.REGISTRATION_DECIDE, within=code)
    made = RegistrationMove(
        registration_id=row.id,
        from_code=row.region_code,
        to_code=code,
        moved_at=at,
        moved_by_id=actor.account_id,
        note=words.strip() or None,
    )
    session.add(made)
    row.region_code, term.duty_code = code, code
    session.flush()
    detail = {"from": made.from_code, "to": code}
    deciding.note(session, actor, "registration.moved", row, at=at, reason=made.note, detail=detail)
    return made


def answer_basis(
    session: Session,
    actor: Actor,
    registration_id: UUID,
    kind: NoteKind,
    reason: str,
    *,
    at: datetime,
) -> BasisNote:
    """Keep what is to happen now that the basis of a registration was revoked.

    Raises:
        NotFound: nobody who is registered in the actor's regions.
        Refused: no reason.
    """
    row, _ = _living(session, actor, registration_id)
    made = BasisNote(
        registration_id=row.id,
        kind=kind,
        reason=_said(reason, say("Tulis alasannya untuk catatan resmi.")),
        made_at=at,
        made_by_id=actor.account_id,
    )
    session.add(made)
    session.flush()
    deciding.note(
        session,
        actor,
        "registration.basis-answered",
        row,
        at=at,
        reason=made.reason,
        detail={"kind": kind},
    )
    return made


def end(
    session: Session,
    actor: Actor,
    registration_id: UUID,
    kind: EndKind,
    reason: str,
    *,
    at: datetime,
) -> Registration:
    """End somebody's registration: they no longer count as registered anywhere.

    Raises:
        NotFound: nobody who is registered in the actor's regions.
        Refused: it has ended, no reason is given, or it is the actor's own.
    """
    row, term = _living(session, actor, registration_id)
    said = _said(reason, say("Tulis alasan mengakhiri keanggotaan."))
    return _end(session, actor, row, term, kind, said, at=at)


def resign(
    session: Session, actor: Actor, registration_id: UUID, reason: str, *, at: datetime
) -> Registration:
    """End the actor's own registration because they wish so.

    Raises:
        NotFound: it is not theirs.
        Refused: it has ended, or no reason is given.
    """
    rows = tenure_queries.own(session, actor, registration_id)
    if not rows or actor.person_id is None:
        raise NotFound
    row = tenure_queries.locked(session, rows[0].id)
    if row.state is not RegistrationState.APPROVED:
        raise Refused(_OVER)
    said = _said(reason, say("Tulis alasan Anda mengundurkan diri."))
    term = tenure_queries.current(session, row.id)
    return _end(session, actor, row, term, EndKind.RESIGNED, said, at=at)


def _end(
    session: Session,
    actor: Actor,
    row: Registration,
    term: Appointment,
    kind: EndKind,
    reason: str,
    *,
    at: datetime,
) -> Registration:
    approved, ended = (RegistrationState.APPROVED,), RegistrationState.ENDED
    if not steps.move(session, actor, row, ended, out_of=approved, at=at, reason=reason):
        raise Refused(_OVER)
    term.ended_at, term.ended_by_id = at, actor.account_id
    term.end_kind, term.end_reason = kind, reason
    session.flush()
    if row.credential_id is not None:
        registering.end(
            session,
            actor,
            row.credential_id,
            reason=reason,
            public_words=PUBLIC_WORDS,
            at=at,
        )
    detail = {"kind": kind, "appointment": term.id}
    deciding.note(session, actor, "registration.ended", row, at=at, reason=reason, detail=detail)
    return row


def _living(
    session: Session, actor: Actor, registration_id: UUID, *, mine: bool = True
) -> tuple[Registration, Appointment]:
    """Give a registration that has not ended, locked, and its present term."""
    row = tenure_queries.registration(session, actor, registration_id, lock=True)
    if mine and not actor.may(Permission.REGISTRATION_DECIDE, within=row.region_code):
        raise Forbidden
    if row.person_id == actor.person_id:
        raise Refused(say("Petugas lain yang mengurus keanggotaan Anda sendiri."))
    if row.state is not RegistrationState.APPROVED:
        raise Refused(_OVER)
    return row, tenure_queries.current(session, row.id)


def _said(words: str, otherwise: Sentence) -> str:
    if not words.strip():
        raise Refused(otherwise)
    return words.strip()
