"""The counter's lists and the receipt of what was filed there."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from lms.kernel.access import Actor, Permission
from lms.kernel.errors import NotFound
from lms.people import counter
from lms.people import queries as people
from lms.people.models import Person
from lms.regions import queries as regions
from lms.regions.models import Organisation
from lms.registration import boards, presenters, queries
from lms.registration.families import FAMILY_WORDS
from lms.registration.models import Registration
from lms.registration.presenters import Word
from lms.training.catalogue import Family

_LAST = 15


@dataclass(frozen=True)
class Client:
    """Somebody in the list of those found."""

    person_id: UUID
    name: str
    nik: str
    domicile: str


@dataclass(frozen=True)
class Filed:
    """An application that the clerk filed."""

    registration_id: UUID
    person_id: UUID
    name: str
    family: Family
    family_name: str
    at: str
    word: Word


@dataclass(frozen=True)
class Counter:
    """The counter's first page."""

    typed: str
    people: list[Client]
    filed: list[Filed]
    most: int


@dataclass(frozen=True)
class Receipt:
    """What the applicant takes home."""

    number: str
    family_name: str
    facts: list[tuple[str, str]]
    requirements: list[tuple[str, str]]
    declarations: list[str]
    scans: list[str]
    note: str
    office: Organisation | None


def board(session: Session, actor: Actor, typed: str) -> Counter:
    """Give the people whose names were sought, and what the clerk filed last."""
    found = counter.people(session, actor, typed)
    filed = queries.filed(session, actor, limit=_LAST)
    return Counter(typed, _clients(session, found), _filed(filed), counter.PEOPLE_MOST)


def _clients(session: Session, found: Sequence[Person]) -> list[Client]:
    names = regions.full_names(session, {row.domicile_code or "" for row in found})
    return [
        Client(
            person_id=row.id,
            name=row.full_name,
            nik=row.nik_masked or _("Belum tercatat"),
            domicile=names[row.domicile_code or ""],
        )
        for row in found
    ]


def _filed(rows: Sequence[Registration]) -> list[Filed]:
    return [
        Filed(
            registration_id=row.id,
            person_id=row.person_id,
            name=row.person.full_name,
            family=Family(row.family),
            family_name=str(FAMILY_WORDS[Family(row.family)].name),
            at=presenters.written(row.submitted_at, row.region_code),
            word=presenters.state_word(row.state),
        )
        for row in rows
    ]


def receipt(session: Session, actor: Actor, registration_id: UUID, *, at: datetime) -> Receipt:
    """Give the receipt of an application that was filed at a counter of the actor's regions.

    Raises:
        NotFound: there is none, or it lies elsewhere.
    """
    row = queries.with_person(session, registration_id)
    if row.filed_by_id is None or not actor.may(
        Permission.REGISTRATION_FILE, within=row.region_code
    ):
        raise NotFound
    near = boards.offices(session, row.region_code, at=at)
    scans = queries.documents(session, row.person_id, row.family).values()
    return Receipt(
        number=str(row.id)[:8].upper(),
        family_name=str(FAMILY_WORDS[Family(row.family)].name),
        facts=_facts(session, row),
        requirements=[
            (one["title"], one["value"])
            for one in row.requirements
            if one["slug"] not in row.declarations
        ],
        declarations=presenters.declared(row),
        scans=[each.title for each in scans],
        note=row.filed_note or "",
        office=near[0] if near else None,
    )


def _facts(session: Session, row: Registration) -> list[tuple[str, str]]:
    clerk = people.account(session, row.filed_by_id) if row.filed_by_id else None
    return [
        (_("Nama pemohon"), row.person.full_name),
        (_("NIK"), row.person.nik_masked or _("Belum tercatat")),
        (_("Domisili"), regions.full_name(session, row.region_code)),
        (_("Diterima"), presenters.written(row.submitted_at, row.region_code)),
        (_("Petugas loket"), clerk.person.full_name if clerk else ""),
    ]
