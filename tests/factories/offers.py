"""Announced angkatan, and people who put themselves forward for them."""

from datetime import timedelta
from itertools import count
from typing import Any
from uuid import uuid4

from sqlalchemy.orm import Session

from lms.kernel import clock
from lms.people.models import Person
from lms.people.sealing import cipher
from lms.training.models import Stage
from lms.training.offers_models import ApplicationState, Offer, SelfApplication
from tests.factories.regions import METRO
from tests.factories.training import a_quota, an_angkatan

_numbers = count(1)


def an_offer(session: Session, *, sender_code: str = "18.72", region_code: str = "18") -> Offer:
    """Give an angkatan that begins in ten days, announced for five, with seats for one region."""
    angkatan = an_angkatan(session, region_code=region_code)
    angkatan.stage, angkatan.started_at = Stage.PLANNED, None
    angkatan.starts_on = clock.today() + timedelta(days=10)
    angkatan.ends_on = clock.today() + timedelta(days=11)
    a_quota(session, angkatan, sender_code=sender_code, seats=7)
    made = Offer(
        angkatan=angkatan, closes_on=clock.today() + timedelta(days=5), announced_at=clock.now()
    )
    session.add(made)
    session.flush()
    return made


def a_nik() -> str:
    """Give the NIK of a woman born on 17 May 1990, each time another."""
    return f"187201570590{next(_numbers):04d}"


def what_a_stranger_writes(**changed: Any) -> dict[str, Any]:
    """Give a good form of somebody in Metro, but for what is named."""
    return {
        "name": "Sri Lestari",
        "phone": "0812-7000-0042",
        "nik": a_nik(),
        "domicile_code": METRO,
        "text": "Saya ingin membantu tetangga.",
        "agreed": "y",
        "situs": "",
        "form_key": str(uuid4()),
        **changed,
    }


def an_application(
    session: Session,
    offer: Offer,
    *,
    name: str = "Sri Lestari",
    nik: str | None = None,
    person: Person | None = None,
) -> SelfApplication:
    """Give a stranger's application that waits, or that of a person."""
    number = next(_numbers)
    digits = nik or a_nik()
    made = SelfApplication(
        receipt=f"ABCDEF{number:04d}".replace("0", "A").replace("1", "B"),
        form_key=uuid4(),
        angkatan_id=offer.angkatan_id,
        sender_code="18.72",
        domicile_code=METRO,
        person_id=person.id if person else None,
        name=person.name if person else name,
        phone="+6281270000042",
        nik_sealed=None if person else cipher().encrypt(digits),
        nik_fingerprint=None if person else cipher().fingerprint(digits),
        nik_masked=None if person else f"1872********{digits[-4:]}",
        text="Saya ingin membantu tetangga.",
        state=ApplicationState.SUBMITTED,
        submitted_at=clock.now(),
    )
    session.add(made)
    session.flush()
    return made
