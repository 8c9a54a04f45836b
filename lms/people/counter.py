"""What a counter clerk may do for somebody of their region: find them, and fill what is empty."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from lms.kernel import audit
from lms.kernel.access import Actor, Permission
from lms.kernel.errors import Forbidden
from lms.kernel.scope import lying_in
from lms.people import queries
from lms.people.models import Person, Sex
from lms.regions.folding import fold

PEOPLE_MOST = 25


@dataclass(frozen=True)
class Gaps:
    """What may be filled in where nothing is known yet."""

    born_on: date | None = None
    sex: Sex | None = None
    phone: str | None = None
    address: str | None = None


def people(session: Session, actor: Actor, text: str) -> Sequence[Person]:
    """Give the people of the clerk's regions whose names hold these words; without words none."""
    words = fold(text).split()
    if not words:
        return ()
    named = [Person.search_name.contains(word, autoescape=True) for word in words]
    near = lying_in(Person.domicile_code, actor.regions(Permission.REGISTRATION_FILE))
    found = select(Person).where(near, and_(*named))
    return session.scalars(found.order_by(Person.search_name, Person.id).limit(PEOPLE_MOST)).all()


def serves(actor: Actor, person: Person) -> bool:
    """Tell whether the actor files for people who live where this person lives."""
    code = person.domicile_code
    return code is not None and actor.may(Permission.REGISTRATION_FILE, within=code)


def fill_gaps(session: Session, actor: Actor, person: Person, gaps: Gaps, *, at: datetime) -> None:
    """Fill in what is not known of a person; what is known stays as it is."""
    if not serves(actor, person):
        raise Forbidden
    filled = {
        name: value
        for name, value in vars(gaps).items()
        if value is not None and getattr(person, name) is None
    }
    for name, value in filled.items():
        setattr(person, name, value)
    if filled:
        region, detail = queries.region_of(person), {"fields": sorted(filled)}
        audit.record(
            session, actor, "person.changed", person, region_code=region, at=at, detail=detail
        )
