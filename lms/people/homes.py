"""Where people live, as the standings count them, and telling them when it changed."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from lms.people.models import Person
from lms.standings import operations as standings
from lms.standings.obliged import batches
from lms.standings.operations import Home

_COLUMNS = (Person.id, Person.domicile_code, Person.nik_fingerprint)


def homes(session: Session, person_ids: Collection[UUID]) -> dict[UUID, Home]:
    """Give home and NIK of these people; who doesn't exist is left out."""
    found = {}
    for batch in batches(person_ids):
        for one, code, fingerprint in session.execute(
            select(*_COLUMNS).where(Person.id.in_(batch))
        ):
            found[one] = Home(code, fingerprint)
    return found


def holders(session: Session, fingerprints: Select[str]) -> dict[UUID, Home]:
    """Give home and NIK of the people whose NIK are among those that a query gives."""
    wanted = select(*_COLUMNS).where(Person.nik_fingerprint.in_(fingerprints))
    return {one: Home(code, fingerprint) for one, code, fingerprint in session.execute(wanted)}


def changed(session: Session, person_ids: Collection[UUID], *, freed: str | None = None) -> None:
    """Have these people counted anew where they live; `freed` is a NIK that one gave up."""
    given_up = [freed] if freed else []
    standings.relocate(session, person_ids, homes=homes, freed=given_up)
