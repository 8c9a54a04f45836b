"""Registrars, and people who are registered under an SK."""

from datetime import date, timedelta

from sqlalchemy.orm import Session

from lms.credentials import house
from lms.kernel import clock
from lms.kernel.access import Actor, Grant, Role
from lms.people.models import Account
from lms.registration import decrees, letters, tenure_queries
from lms.registration.decrees import Chosen, Paper
from lms.registration.letters import Order
from lms.registration.models import Registration
from lms.registration.tenure_models import Appointment, DutyLetter
from tests.factories.people import a_staff_member
from tests.factories.registration import a_graduate, a_registration

TODAY = clock.today()
YESTERDAY = TODAY - timedelta(days=1)


def a_registrar(session: Session, region_code: str = "18.72") -> Actor:
    """Give a registrar of a region as somebody who acts."""
    return as_actor(a_staff_member(session, Role.REGISTRAR, region_code), region_code)


def as_actor(account: Account, region_code: str = "18.72") -> Actor:
    """Give an account as a registrar who acts."""
    return Actor(account.id, account.person_id, (Grant(Role.REGISTRAR, region_code),))


def a_paper(number: str = "800/12/2026", on: date = YESTERDAY, **values: date) -> Paper:
    """Give an SK of yesterday."""
    return Paper(number, on, "Kepala Dinas Sosial", **values)


def a_member(
    session: Session,
    account: Account | None = None,
    *,
    paper: Paper | None = None,
    registrar: Actor | None = None,
) -> Registration:
    """Give the registration of somebody who was approved under an SK of their own."""
    row = a_registration(session, account or a_graduate(session))
    registrar = registrar or a_registrar(session, row.region_code[:5])
    paper = paper or a_paper(f"800/{row.id.hex[:6]}/2026")
    decrees.make(session, registrar, Chosen((row.id,)), paper, at=clock.now())
    return tenure_queries.locked(session, row.id)


def term_of(session: Session, row: Registration) -> Appointment:
    """Give the present term of a registration."""
    return tenure_queries.current(session, row.id)


def a_letter(session: Session, row: Registration, number: str = "094/1/2026") -> DutyLetter:
    """Give the surat tugas of somebody who is registered, as if a worker had drawn it."""
    registrar = a_registrar(session, row.region_code[:5])
    order = Order(number, TODAY, "Kepala Dinas Sosial")
    made = letters.make(session, registrar, row.id, order, at=clock.now())
    made.drawn_at, made.storage_key = clock.now(), f"letters/{made.id}.pdf"
    house.storage().keep(made.storage_key, b"%PDF-1.7")
    session.flush()
    return made
