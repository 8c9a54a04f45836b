"""What somebody sees of their own application, put together."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from lms.people.models import Person
from lms.regions import queries as regions
from lms.regions.models import Organisation
from lms.registration import gate, presenters, queries
from lms.registration.models import Registration, RegistrationState
from lms.registration.presenters import Item, Word


@dataclass(frozen=True)
class Status:
    """An application that was made, as its applicant sees it."""

    word: Word
    facts: list[tuple[str, str]]
    is_waiting: bool
    is_approved: bool
    reason: str | None


@dataclass(frozen=True)
class Board:
    """The page of an applicant."""

    facts: list[tuple[str, str]]
    items: list[Item]
    missing_count: int
    is_open: bool
    has_rules: bool
    sources: list[str]
    status: Status | None
    office: Organisation | None

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


def mine(session: Session, person_id: UUID, family: str, *, at: datetime) -> Board:
    """Give the board of a person: requirements judged now, and how the application stands."""
    person = queries.person(session, person_id)
    judged = gate.judge(
        queries.rules(session, family, person.domicile_code),
        queries.facts(session, person, frozenset(), family=family, at=at),
    )
    against = gate.at_the_door(judged)
    row = queries.latest(session, person_id, family)
    found = offices(session, person.domicile_code, at=at)
    return Board(
        facts=_facts(session, person),
        items=[one for one in presenters.items(judged) if not _is_on_the_form(one)],
        missing_count=len(against),
        is_open=bool(judged) and not against,
        has_rules=bool(judged),
        sources=[f"{one.rule.title}: {one.rule.source}" for one in judged],
        status=_status(session, row) if row else None,
        office=found[0] if found else None,
    )


def _is_on_the_form(item: Item) -> bool:
    return not item.met and item.url is None


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


def _status(session: Session, row: Registration) -> Status:
    code = row.region_code
    facts = [
        (_("Wilayah"), regions.full_name(session, code)),
        (_("Diajukan"), presenters.written(row.submitted_at, code)),
    ]
    if row.decided_at is not None:
        label = _("Ditarik") if row.state is RegistrationState.WITHDRAWN else _("Diputus")
        facts.append((label, presenters.written(row.decided_at, code)))
    return Status(
        word=presenters.state_word(row.state),
        facts=facts + presenters.decree_facts(row),
        is_waiting=row.state is RegistrationState.SUBMITTED,
        is_approved=row.state is RegistrationState.APPROVED,
        reason=row.reason,
    )
