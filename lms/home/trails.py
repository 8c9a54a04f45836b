"""The trail as auditors and admins read it: who did what, where, when and why."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from lms.home.words import ACT_WORDS
from lms.kernel.access import Actor, Permission
from lms.kernel.audit import AuditEntry
from lms.kernel.clock import Zone
from lms.kernel.scope import lying_in
from lms.people.models import Account, Person
from lms.regions import queries as regions
from lms.web.formats import clock_time, short_day
from lms.web.templating import sentence

_ROWS = 50


@dataclass(frozen=True)
class Line:
    """One act of the trail."""

    position: int
    what: str
    about: str
    who: str
    when: str
    where: str
    reason: str


@dataclass(frozen=True)
class Trail:
    """A page of the trail, latest act first."""

    lines: tuple[Line, ...]
    number: int
    pages: int

    def url(self, number: int) -> str:
        """Give the address of another page."""
        return url_for("home.trail", halaman=number)


def page(session: Session, actor: Actor, number: int) -> Trail:
    """Give a page of the acts in the actor's regions."""
    mine = lying_in(AuditEntry.region_code, actor.regions(Permission.AUDIT_READ))
    count = session.scalars(select(func.count()).select_from(AuditEntry).where(mine)).one()
    pages = max(1, -(-count // _ROWS))
    number = min(max(number, 1), pages)
    found = (
        select(AuditEntry, Person.name)
        .outerjoin(Account, Account.id == AuditEntry.account_id)
        .outerjoin(Person, Person.id == Account.person_id)
        .where(mine)
        .order_by(AuditEntry.position.desc())
        .limit(_ROWS)
        .offset((number - 1) * _ROWS)
    )
    rows = [(row[0], row[1]) for row in session.execute(found)]
    return Trail(_lines(session, rows), number, pages)


def _lines(session: Session, rows: Sequence[tuple[AuditEntry, str | None]]) -> tuple[Line, ...]:
    places = regions.full_names(session, {entry.region_code for entry, _name in rows})
    return tuple(
        Line(
            position=entry.position,
            what=sentence(ACT_WORDS[entry.act]) if entry.act in ACT_WORDS else entry.act,
            about=f"{entry.subject_kind} {entry.subject_id[:8]}",
            who=name or _("Sistem"),
            when=_when(entry.at),
            where=places[entry.region_code],
            reason=entry.reason or "–",
        )
        for entry, name in rows
    )


def _when(at: datetime) -> str:
    day = short_day(at.astimezone(Zone.WIB.info).date())
    return f"{day} {clock_time(at, Zone.WIB)}"
