"""The places on a page where scans are attached."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from lms.people.models import Person
from lms.registration import presenters, queries, scans
from lms.registration.gate import Rule
from lms.registration.models import (
    Demand,
    RegistrationDocument,
    RegistrationState,
    Verdict,
)
from lms.registration.presenters import Word
from lms.web import formats


@dataclass(frozen=True)
class Kept:
    """A scan that is there."""

    document_id: UUID
    filename: str
    bytes_count: int
    facts: list[tuple[str, str]]
    word: Word
    note: str | None
    is_unfit: bool


@dataclass(frozen=True)
class Slot:
    """A requirement that wants a scan, and the one that is there."""

    rule: Rule
    anchor: str
    kept: Kept | None
    may_attach: bool

    @property
    def is_wanted(self) -> bool:
        """Tell whether a scan is missing, or the one that is there was found unfit."""
        return self.kept is None or self.kept.is_unfit

    @property
    def is_letter(self) -> bool:
        """Tell whether number and day are asked too."""
        return self.rule.demand is Demand.RECOMMENDATION


def of(
    session: Session,
    person: Person,
    family: str,
    rules: Iterable[Rule],
    state: RegistrationState | None,
) -> list[Slot]:
    """Give a slot for each requirement that wants a scan, in their order."""
    found = queries.documents(session, person.id, family)
    return [_slot(rule, found.get(rule.slug), person, state) for rule in rules if rule.wants_scan]


def _slot(
    rule: Rule,
    row: RegistrationDocument | None,
    person: Person,
    state: RegistrationState | None,
) -> Slot:
    return Slot(
        rule=rule,
        anchor=presenters.anchor(rule.slug),
        kept=_kept(row, person.domicile_code or "") if row else None,
        may_attach=scans.may_attach(state, row),
    )


def _kept(row: RegistrationDocument, region_code: str) -> Kept:
    facts = [(_("Diunggah"), presenters.written(row.uploaded_at, region_code))]
    if row.number is not None:
        facts.append((_("Nomor surat"), row.number))
    if row.dated_on is not None:
        facts.append((_("Tanggal surat"), formats.plain_day(row.dated_on)))
    return Kept(
        document_id=row.id,
        filename=row.filename,
        bytes_count=row.bytes_count,
        facts=facts,
        word=verdict_word(row.verdict),
        note=row.verdict_note,
        is_unfit=row.verdict is Verdict.UNFIT,
    )


def verdict_word(verdict: Verdict | None) -> Word:
    """Give what the registrar found, as it is written."""
    words = {
        None: Word(_("Menunggu diperiksa"), "info"),
        Verdict.FITS: Word(_("Sesuai"), "good"),
        Verdict.UNFIT: Word(_("Belum sesuai"), "attention"),
    }
    return words[verdict]
