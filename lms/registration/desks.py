"""What the registrar sees, put together."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from math import ceil
from uuid import UUID

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from lms.kernel.access import Actor
from lms.regions import queries as regions
from lms.regions.phones import readable
from lms.registration import deciding, presenters, queries
from lms.registration.models import Registration, RegistrationState
from lms.registration.presenters import Item, Word

PAGE = 50
_LAST = 10


@dataclass(frozen=True)
class Row:
    """An application in a list."""

    registration_id: UUID
    name: str
    region: str
    at: str
    word: Word


@dataclass(frozen=True)
class Queue:
    """A page of what waits, and what was decided last."""

    waiting: list[Row]
    decided: list[Row]
    total: int
    number: int
    pages: int
    url: Callable[[int], str]


@dataclass(frozen=True)
class Application:
    """One application as the registrar sees it."""

    registration_id: UUID
    name: str
    word: Word
    facts: list[tuple[str, str]]
    items: list[Item]
    declarations: list[str]
    signatories: list[str]
    today: date
    is_waiting: bool
    unmet_count: int
    reason: str | None

    @property
    def may_be_approved(self) -> bool:
        """Tell whether it waits and every requirement is met now."""
        return self.is_waiting and not self.unmet_count

    @property
    def is_blocked(self) -> bool:
        """Tell whether it waits but a requirement is not met."""
        return self.is_waiting and bool(self.unmet_count)


def queue(session: Session, actor: Actor, number: int, *, at: datetime) -> Queue:
    """Give a page of the applications that wait in the actor's regions, oldest first."""
    total = queries.waiting_count(session, actor)
    pages = max(1, ceil(total / PAGE))
    number = min(max(number, 1), pages)
    rows = queries.waiting(session, actor, limit=PAGE, offset=(number - 1) * PAGE)
    done = queries.decided(session, actor, limit=_LAST)
    names = regions.full_names(session, {row.region_code for row in (*rows, *done)})
    return Queue(
        waiting=_rows(rows, names),
        decided=_rows(done, names),
        total=total,
        number=number,
        pages=pages,
        url=lambda n: url_for("registration_desk.queue", halaman=n),
    )


def _rows(rows: Sequence[Registration], names: dict[str, str]) -> list[Row]:
    return [
        Row(
            registration_id=row.id,
            name=row.person.full_name,
            region=names[row.region_code],
            at=presenters.written(row.decided_at or row.submitted_at, row.region_code),
            word=presenters.state_word(row.state),
        )
        for row in rows
    ]


def application(
    session: Session, actor: Actor, registration_id: UUID, *, at: datetime
) -> Application:
    """Give an application of the actor's regions, its requirements judged now; or NotFound."""
    row = queries.to_decide(session, actor, registration_id)
    judged = deciding.judged_now(session, row, at=at)
    path = regions.path(session, row.region_code)
    today = queries.today(row.region_code, at=at)
    return Application(
        registration_id=row.id,
        name=row.person.full_name,
        word=presenters.state_word(row.state),
        facts=_facts(session, row),
        items=presenters.desk_items(judged),
        declarations=list(row.declarations.values()),
        signatories=presenters.signatories(
            queries.offices(session, row.region_code, on=today), path
        ),
        today=today,
        is_waiting=row.state is RegistrationState.SUBMITTED,
        unmet_count=sum(not one.is_met for one in judged),
        reason=row.reason,
    )


def _facts(session: Session, row: Registration) -> list[tuple[str, str]]:
    code = row.region_code
    facts = [
        (_("NIK"), row.person.nik_masked or _("Belum tercatat")),
        (_("HP/WhatsApp"), readable(row.person.phone or "") or _("Belum tercatat")),
        (_("Domisili saat mendaftar"), regions.full_name(session, code)),
        (_("Diajukan"), presenters.written(row.submitted_at, code)),
    ]
    if row.decided_at is not None:
        facts.append((_("Diputus atau ditarik"), presenters.written(row.decided_at, code)))
    return facts + presenters.decree_facts(row)
