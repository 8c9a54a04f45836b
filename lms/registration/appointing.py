"""What an SK does to one person: approve their application, or begin a further term."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import update
from sqlalchemy.orm import Session

from lms.credentials import queries as ledger
from lms.credentials import registering
from lms.kernel.access import Actor
from lms.kernel.errors import Refused
from lms.kernel.sentence import say
from lms.registration import deciding, merits, queries, steps
from lms.registration.models import Demand, Registration, RegistrationState
from lms.registration.tenure_models import Appointment, Decree, RegistrationBasis

ACHIEVEMENTS = {"psm": registering.PSM_REGISTERED, "pensosmas": "pensosmas-terdaftar"}


@dataclass(frozen=True)
class Under:
    """An SK with the term that it gives; `added`: why somebody is put under it later."""

    decree: Decree
    first_day: date
    last_day: date | None
    added: str | None = None


def approve(
    session: Session, actor: Actor, row: Registration, under: Under, *, at: datetime
) -> Appointment:
    """Register the applicant: the ledger says so from now on.

    Raises:
        Refused: somebody was faster.
    """
    decree = under.decree
    if not steps.move(
        session,
        actor,
        row,
        RegistrationState.APPROVED,
        out_of=(RegistrationState.SUBMITTED,),
        at=at,
        sk_number=decree.number,
        sk_on=decree.signed_on,
        sk_signatory=decree.signatory,
        decided_at=at,
        decided_by_id=actor.account_id,
    ):
        raise Refused(deciding.TAKEN)
    row.credential_id = _register(session, actor, row, at=at)
    keep_basis(session, row)
    made = begin(session, actor, row, under, at=at)
    detail = {"decree": decree.id, "sk_on": decree.signed_on, "credential": row.credential_id}
    deciding.note(
        session, actor, "registration.approved", row, at=at, reason=under.added, detail=detail
    )
    return made


def _register(session: Session, actor: Actor, row: Registration, *, at: datetime) -> UUID:
    return registering.register(
        session,
        actor,
        row.person,
        achievement=ACHIEVEMENTS[row.family],
        family=row.family,
        source_id=row.id,
        region_code=row.region_code,
        at=at,
    ).id


def keep_basis(session: Session, row: Registration) -> None:
    """Keep on which credentials the requirements stood."""
    held = ledger.held(session, row.person_id)
    for rule in queries.rules(session, row.family, row.region_code):
        if rule.demand is not Demand.HOLDS:
            continue
        wanted, fits = set(rule.value["achievements"]), merits.accepted(rule.value)
        for one in held:
            if one.achievement in wanted and one.merit in fits:
                session.add(
                    RegistrationBasis(
                        registration_id=row.id,
                        slug=rule.slug,
                        title=rule.title,
                        credential_id=one.id,
                    )
                )
    session.flush()


def begin(
    session: Session, actor: Actor, row: Registration, under: Under, *, at: datetime
) -> Appointment:
    """Give the first term of a registration; its duty area is where the person lives."""
    made = Appointment(
        registration_id=row.id,
        term=1,
        decree_id=under.decree.id,
        added_reason=under.added,
        duty_code=row.region_code,
        valid_from=under.first_day,
        valid_until=under.last_day,
        made_at=at,
        made_by_id=actor.account_id,
    )
    session.add(made)
    session.flush()
    return made


def renew(
    session: Session, actor: Actor, old: Appointment, under: Under, *, at: datetime
) -> Appointment:
    """Begin the next term under a further SK; the old one is kept.

    Raises:
        Refused: somebody renewed it meanwhile.
    """
    step = (
        update(Appointment)
        .where(Appointment.id == old.id, Appointment.replaced_at.is_(None))
        .values(replaced_at=at)
    )
    if session.execute(step.returning(Appointment.id)).scalar_one_or_none() is None:
        raise Refused(say("Sudah diperpanjang lebih dahulu dengan SK lain."))
    made = Appointment(
        registration_id=old.registration_id,
        term=old.term + 1,
        decree_id=under.decree.id,
        added_reason=under.added,
        membership_number=old.membership_number,
        number_region_code=old.number_region_code,
        duty_code=old.duty_code,
        valid_from=under.first_day,
        valid_until=under.last_day,
        made_at=at,
        made_by_id=actor.account_id,
    )
    session.add(made)
    session.flush()
    detail = {"appointment": made.id, "term": made.term, "decree": under.decree.id}
    deciding.note(session, actor, "appointment.renewed", old.registration, at=at, detail=detail)
    return made
