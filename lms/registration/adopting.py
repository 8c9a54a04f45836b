"""Registrations that were approved before SK and terms had rows of their own."""

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.kernel.access import SYSTEM
from lms.registration import appointing, decrees, inserting, tenure_queries
from lms.registration.appointing import Under
from lms.registration.models import Registration, RegistrationState
from lms.registration.tenure_models import Appointment, Decree


def adopt(session: Session, *, at: datetime) -> int:
    """Give a term to every registration in force that has none, and say how many those were.

    Those whose SK has the same number, year and office region come under one row.
    """
    found = select(Registration).where(
        Registration.state == RegistrationState.APPROVED,
        Registration.sk_on.is_not(None),
        Registration.id.not_in(select(Appointment.registration_id)),
    )
    rows = session.scalars(found.order_by(Registration.decided_at, Registration.id)).all()
    for row in rows:
        if row.sk_on is not None:
            under = Under(_decree(session, row, row.sk_on, at=at), row.sk_on, None)
            appointing.keep_basis(session, row)
            appointing.begin(session, SYSTEM, row, under, at=at)
    return len(rows)


def _decree(session: Session, row: Registration, on: date, *, at: datetime) -> Decree:
    number = row.sk_number or ""
    code, key = decrees.region_of([row.region_code]), tenure_queries.number_key(number)
    inserting.once(
        session,
        Decree,
        ("region_code", "year", "number_key"),
        region_code=code,
        number=number,
        number_key=key,
        year=on.year,
        signed_on=on,
        signatory=row.sk_signatory or "",
        made_at=row.decided_at or at,
        made_by_id=row.decided_by_id,
    )
    known = select(Decree).where(
        Decree.region_code == code, Decree.year == on.year, Decree.number_key == key
    )
    return session.scalars(known).one()
