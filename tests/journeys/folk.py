"""People whom journeys find in the house: residents, graduates and applicants, all made up."""

import io
from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

from PIL import Image, ImageDraw
from python_calamine import CalamineWorkbook
from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.credentials import holdings, queries
from lms.demo import offices
from lms.demo.crowd import MadeUp, crowd
from lms.kernel import clock
from lms.kernel.access import SYSTEM, Actor
from lms.people import operations as people
from lms.people.homes import homes
from lms.people.models import Account, Person
from lms.people.operations import PersonFacts
from lms.registration import operations as registration
from lms.standings import operations as standings
from tests.factories.regions import METRO
from tests.factories.registration import a_credential, declarations
from tests.standings.lists import BASIC

Grid = list[tuple[str, ...]]


def resident(
    session: Session, name: str, nik: str, *, login_name: str, born_on: date, home: str = METRO
) -> Person:
    """Give somebody with an account, activated since long, who lives there."""
    at = clock.now() - timedelta(days=60)
    facts = PersonFacts(name=name, phone="+6289900000123", domicile_code=home, born_on=born_on)
    account = offices.open_activated(session, facts, login_name=login_name, at=at)
    people.set_nik(session, SYSTEM, account.person, nik, at=at)
    return account.person


def graduates(session: Session, kabupaten_kota: str, count: int) -> list[Account]:
    """Give people who meet all that is asked of a PSM but the declarations."""
    return [_graduate(session, one) for one in crowd(session, kabupaten_kota, count, seed=25)]


def _graduate(session: Session, one: MadeUp) -> Account:
    at = clock.now() - timedelta(days=30)
    facts = PersonFacts(
        name=one.name,
        sex=one.sex,
        born_on=one.born_on,
        phone=one.phone,
        domicile_code=one.domicile_code,
    )
    person = people.create_person(session, SYSTEM, facts, at=at)
    people.set_nik(session, SYSTEM, person, one.nik, at=at)
    account = people.open_account(session, SYSTEM, person, at=at)
    trained(session, person)
    return account


def trained(session: Session, person: Person) -> None:
    """Let somebody hold the basic training."""
    holdings.changed(session, a_credential(session, person))


def trained_in(session: Session, codes: Sequence[str]) -> None:
    """Let somebody hold the basic training in each of these regions."""
    at = clock.now()
    for code in codes:
        person = Person(
            name=f"Warga {code}",
            search_name=f"warga {code}",
            gelar_depan="",
            gelar_belakang="",
            domicile_code=code,
            created_at=at,
        )
        session.add(person)
        session.flush()
        a_credential(session, person)
    ids = session.scalars(select(Person.id).where(Person.name.startswith("Warga "))).all()
    standings.hold(session, ids, BASIC, homes=homes, read=holdings.holdings)


def applies(session: Session, account: Account) -> UUID:
    """Let somebody declare what is asked and apply as PSM; give the application."""
    actor, at = Actor(account.id, account.person_id), clock.now()
    declared = declarations(session)
    return registration.submit(session, actor, "psm", declared, at=at).registration.id


def credential_id(session: Session, person: Person) -> UUID:
    """Give the id of what somebody holds."""
    return queries.held(session, person.id)[0].id


def photo(*lines: str) -> bytes:
    """Give a telephone's photo of a paper on which these lines stand."""
    picture = Image.new("RGB", (900, 640), "#d9cfb8")
    draw = ImageDraw.Draw(picture)
    draw.rectangle((40, 40, 860, 600), fill="#fffdf5", outline="#8a6d2f", width=6)
    for number, line in enumerate(lines):
        draw.text((450, 130 + 70 * number), line, fill="#222222", anchor="mm", font_size=30)
    stream = io.BytesIO()
    picture.save(stream, "JPEG", quality=80)
    return stream.getvalue()


def sheet(data: bytes, *, top: str) -> Grid:
    """Give the table of an XLSX from the row on that begins with `top`, as texts."""
    grid = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()
    texts = [tuple(str(int(v)) if isinstance(v, float) else str(v) for v in row) for row in grid]
    first = next(number for number, row in enumerate(texts) if row[0] == top)
    return texts[first:]
