"""What somebody sees of an application, put together: the applicant, or a clerk at the counter."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from lms.kernel.access import Actor
from lms.people.models import Person
from lms.regions import queries as regions
from lms.regions.models import Organisation
from lms.registration import history, operations, presenters, queries, slots
from lms.registration.families import FAMILY_WORDS, FamilyWords
from lms.registration.gate import Eligibility, Rule
from lms.registration.history import Status
from lms.registration.presenters import Item
from lms.registration.slots import Slot
from lms.training.catalogue import Family
from lms.web.templating import sentence


@dataclass(frozen=True)
class Board:
    """The page of an application for a family.

    `declared` is what was declared in an application that was returned.
    """

    family: Family
    words: FamilyWords
    name: str
    facts: list[tuple[str, str]]
    items: list[Item]
    missing_count: int
    is_open: bool
    rules: tuple[Rule, ...]
    slots: list[Slot]
    changes: list[str]
    status: Status | None
    declared: frozenset[str]
    office: Organisation | None

    @property
    def has_rules(self) -> bool:
        """Tell whether anything is asked at all; else registration is not open yet."""
        return bool(self.rules)

    @property
    def sources(self) -> list[str]:
        """Give where each requirement comes from."""
        return [f"{one.title}: {one.source}" for one in self.rules]

    @property
    def shows_form(self) -> bool:
        """Tell whether the form is to be shown: open, and no application waits or is approved."""
        return self.is_open and not self.is_settled

    @property
    def shows_objections(self) -> bool:
        """Tell whether the page has to say why it is closed."""
        return self.has_rules and not self.is_open and not self.is_settled

    @property
    def is_settled(self) -> bool:
        """Tell whether an application waits or was approved."""
        return self.status is not None and (self.status.is_waiting or self.status.is_approved)

    @property
    def is_returned(self) -> bool:
        """Tell whether the application was sent back to be completed."""
        return self.status is not None and self.status.is_returned

    @property
    def takes_scans(self) -> bool:
        """Tell whether there are scans to show, and nobody is registered by them yet."""
        return bool(self.slots) and not (self.status is not None and self.status.is_approved)

    @property
    def missing_items(self) -> list[Item]:
        """Give the requirements that keep the form closed, each with its next step."""
        return [one for one in self.items if not one.met and not one.is_declared]

    @property
    def met_items(self) -> list[Item]:
        """Give the requirements that are met."""
        return [one for one in self.items if one.met]

    @property
    def promises(self) -> list[str]:
        """Give what will have to be declared on the form."""
        return [one.label for one in self.items if not one.met and one.is_declared]


def mine(session: Session, person_id: UUID, family: Family, *, at: datetime) -> Board:
    """Give the board of a person: requirements judged now, and how the application stands."""
    person = queries.person(session, person_id)
    found = queries.eligibility(session, person, family.value, at=at)
    return _board(session, person, family, found, presenters.items(found.judged), at=at)


def client(
    session: Session, actor: Actor, person_id: UUID, family: Family, *, at: datetime
) -> Board:
    """Give the same of somebody for whom a clerk may file; or NotFound."""
    person = operations.client(session, actor, person_id)
    found = queries.eligibility(session, person, family.value, at=at)
    gaps_url = url_for("registration_filing.gaps", person_id=person_id)
    items = presenters.counter_items(found.judged, gaps_url)
    return _board(session, person, family, found, items, at=at)


def _board(
    session: Session,
    person: Person,
    family: Family,
    found: Eligibility,
    items: list[Item],
    *,
    at: datetime,
) -> Board:
    row = queries.latest(session, person.id, family.value)
    near = offices(session, person.domicile_code, at=at)
    rules = tuple(one.rule for one in found.judged)
    status = history.status(session, row) if row else None
    return Board(
        family=family,
        words=FAMILY_WORDS[family],
        name=person.full_name,
        facts=_facts(session, person),
        items=items,
        missing_count=len(found.objections),
        is_open=found.is_open,
        rules=rules,
        slots=slots.of(session, person, family.value, rules, found.state),
        changes=[sentence(one) for one in found.changes],
        status=status,
        declared=frozenset(row.declarations)
        if row and status and status.is_returned
        else frozenset(),
        office=near[0] if near else None,
    )


def offices(session: Session, domicile_code: str | None, *, at: datetime) -> Sequence[Organisation]:
    """Give the Dinas Sosial whom somebody who lives there may ask, nearest first."""
    if domicile_code is None:
        return ()
    return queries.offices(session, domicile_code, on=queries.today(domicile_code, at=at))


def _facts(session: Session, person: Person) -> list[tuple[str, str]]:
    code = person.domicile_code
    return [
        (_("Nama"), person.full_name),
        (_("NIK"), person.nik_masked or _("Belum tercatat")),
        (_("Domisili"), regions.full_name(session, code) if code else _("Belum tercatat")),
    ]
