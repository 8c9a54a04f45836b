"""What the registrar sees: the queue and one application, put together."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from lms.kernel.access import Actor
from lms.people import queries as people
from lms.regions import queries as regions
from lms.regions.phones import readable
from lms.registration import deciding, desk_queries, presenters, queries, tenure_queries, words
from lms.registration.desk_queries import Sieve
from lms.registration.models import (
    Registration,
    RegistrationDocument,
    RegistrationState,
)
from lms.registration.presenters import Item, Word
from lms.web import formats
from lms.web.paging import Paging
from lms.web.templating import sentence

PAGE = 50


@dataclass(frozen=True)
class Row:
    """An application in the queue."""

    registration_id: UUID
    name: str
    family: str
    region: str
    at: str
    word: Word
    is_from_counter: bool


@dataclass(frozen=True)
class Tab:
    """A state with how many applications are in it."""

    label: str
    url: str
    is_current: bool


@dataclass(frozen=True)
class Queue:
    """A page of the queue, with what it can be sieved by."""

    rows: list[Row]
    tabs: list[Tab]
    kecamatan: list[tuple[str, str]]
    sieve: Sieve
    paging: Paging

    @property
    def is_waiting(self) -> bool:
        """Tell whether these applications wait, so that they may be chosen for an SK."""
        return self.sieve.state is RegistrationState.SUBMITTED

    @property
    def ids(self) -> list[UUID]:
        """Give the applications of this page."""
        return [row.registration_id for row in self.rows]

    @property
    def is_sieved(self) -> bool:
        """Tell whether more may be found by asking for less."""
        return bool(self.sieve.region_code or self.sieve.family or self.sieve.name)


@dataclass(frozen=True)
class Scan:
    """A scan as the registrar looks at it."""

    document_id: UUID
    title: str
    facts: list[tuple[str, str]]
    word: Word
    may_be_checked: bool


@dataclass(frozen=True)
class Application:
    """One application as the registrar sees it."""

    registration_id: UUID
    name: str
    family: str
    word: Word
    facts: list[tuple[str, str]]
    items: list[Item]
    scans: list[Scan]
    declarations: list[str]
    interview: list[tuple[str, str]]
    history: list[tuple[str, str, str]]
    today: date
    state: RegistrationState
    unmet_count: int
    reason: str | None
    forbidden: str | None

    @property
    def is_undecided(self) -> bool:
        """Tell whether somebody has to decide."""
        return self.state in queries.UNDECIDED and self.forbidden is None

    @property
    def is_waiting(self) -> bool:
        """Tell whether it waits for the registrar and not for the applicant."""
        return self.state is RegistrationState.SUBMITTED and self.forbidden is None

    @property
    def may_be_approved(self) -> bool:
        """Tell whether it waits and every requirement is met now."""
        return self.is_waiting and not self.unmet_count

    @property
    def is_blocked(self) -> bool:
        """Tell whether it waits but a requirement is not met."""
        return self.is_waiting and bool(self.unmet_count)

    @property
    def is_member(self) -> bool:
        """Tell whether the person is or was registered by it."""
        return self.state in {RegistrationState.APPROVED, RegistrationState.ENDED}


def queue(session: Session, actor: Actor, sieve: Sieve, number: int) -> Queue:
    """Give a page of the applications in the actor's regions that the sieve leaves."""
    total = desk_queries.count(session, actor, sieve)
    asked = {
        "keadaan": sieve.state.value,
        "wilayah": sieve.region_code or None,
        "urusan": sieve.family or None,
        "q": sieve.name or None,
    }
    paging = Paging(number, total, PAGE, "registration_desk.queue", asked)
    rows = desk_queries.rows(session, actor, sieve, limit=PAGE, offset=(number - 1) * PAGE)
    codes = desk_queries.kecamatan(session, actor, sieve.state)
    return Queue(
        rows=_rows(session, rows),
        tabs=_tabs(session, actor, sieve),
        kecamatan=sorted(regions.full_names(session, codes).items(), key=lambda one: one[1]),
        sieve=sieve,
        paging=paging,
    )


def _tabs(session: Session, actor: Actor, sieve: Sieve) -> list[Tab]:
    counts = desk_queries.counts(session, actor)
    return [
        Tab(
            f"{presenters.state_word(state).word} ({formats.number(counts.get(state, 0))})",
            url_for("registration_desk.queue", keadaan=state.value),
            state is sieve.state,
        )
        for state in RegistrationState
    ]


def _rows(session: Session, rows: Sequence[Registration]) -> list[Row]:
    names = regions.full_names(session, {row.region_code for row in rows})
    return [
        Row(
            registration_id=row.id,
            name=row.person.full_name,
            family=words.family_word(row.family),
            region=names[row.region_code],
            at=presenters.written(row.decided_at or row.submitted_at, row.region_code),
            word=presenters.state_word(row.state),
            is_from_counter=row.filed_by_id is not None,
        )
        for row in rows
    ]


def application(
    session: Session, actor: Actor, registration_id: UUID, *, at: datetime
) -> Application:
    """Give an application of the actor's regions, its requirements judged now; or NotFound."""
    row = queries.to_decide(session, actor, registration_id)
    judged = deciding.judged_now(session, row, at=at)
    forbidden = deciding.not_theirs(actor, row)
    return Application(
        registration_id=row.id,
        name=row.person.full_name,
        family=words.family_word(row.family),
        word=presenters.state_word(row.state),
        facts=_facts(session, row),
        items=presenters.desk_items(judged),
        scans=_scans(session, row, may_check=forbidden is None),
        declarations=presenters.declared(row),
        interview=_interview(session, row),
        history=_history(session, row),
        today=queries.today(row.region_code, at=at),
        state=row.state,
        unmet_count=sum(not one.is_met for one in judged),
        reason=row.reason,
        forbidden=sentence(forbidden) if forbidden else None,
    )


def _facts(session: Session, row: Registration) -> list[tuple[str, str]]:
    code = row.region_code
    facts = [
        (_("NIK"), row.person.nik_masked or _("Belum tercatat")),
        (_("HP/WhatsApp"), readable(row.person.phone or "") or _("Belum tercatat")),
        (_("Domisili saat mendaftar"), regions.full_name(session, code)),
        (_("Diajukan"), presenters.written(row.submitted_at, code)),
    ]
    if row.filed_by_id is not None:
        by = _name_of(session, row.filed_by_id)
        facts.append((_("Diajukan di loket oleh"), f"{by}. {row.filed_note or ''}".strip()))
    if row.decided_at is not None:
        facts.append((_("Diputus atau ditarik"), presenters.written(row.decided_at, code)))
    return facts + presenters.decree_facts(row)


def _scans(session: Session, row: Registration, *, may_check: bool) -> list[Scan]:
    attached = queries.documents(session, row.person_id, row.family)
    may_check = may_check and row.state in queries.UNDECIDED
    return [_scan(session, row, one, may_check) for one in attached.values()]


def _scan(session: Session, row: Registration, one: RegistrationDocument, may_check: bool) -> Scan:
    code = row.region_code
    facts = [
        (_("Berkas"), one.filename),
        (_("Diunggah"), presenters.written(one.uploaded_at, code)),
    ]
    if one.number:
        facts.append((_("Nomor surat"), one.number))
    if one.dated_on:
        facts.append((_("Tanggal surat"), formats.plain_day(one.dated_on)))
    if one.verdict_at is not None and one.verdict_by_id is not None:
        when = presenters.written(one.verdict_at, code)
        facts.append((_("Diperiksa"), f"{when}, {_name_of(session, one.verdict_by_id)}"))
    if one.verdict_note:
        facts.append((_("Catatan"), one.verdict_note))
    return Scan(one.id, one.title, facts, words.verdict_word(one.verdict), may_check)


def _interview(session: Session, row: Registration) -> list[tuple[str, str]]:
    if row.interviewed_on is None:
        return []
    return [
        (_("Tanggal"), formats.plain_day(row.interviewed_on)),
        (_("Pewawancara"), _name_of(session, row.interviewed_by_id)),
        (_("Catatan"), row.interview_note or ""),
    ]


def _history(session: Session, row: Registration) -> list[tuple[str, str, str]]:
    return [
        (
            presenters.state_word(step.state).word,
            presenters.written(step.at, row.region_code),
            step.reason or "",
        )
        for step in tenure_queries.steps(session, row.id)
    ]


def _name_of(session: Session, account_id: UUID | None) -> str:
    if account_id is None:
        return str(_("Sistem"))
    return str(people.account(session, account_id).person.full_name)
