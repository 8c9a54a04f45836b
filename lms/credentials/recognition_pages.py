"""What the pages of earlier training show."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from lms.credentials import recognition_config, recognition_queries
from lms.credentials.models import Credential, Revocation
from lms.credentials.recognising import MENDABLE, OPEN
from lms.credentials.recognition_deciding import objection
from lms.credentials.recognition_models import Recognition, RecognitionScan, RecognitionState
from lms.credentials.recognition_rules import KIND_WORDS, Countable, PaperKind, countable
from lms.credentials.recognition_words import STATE_WORDS, TAB_WORDS, TONES
from lms.kernel import clock
from lms.kernel.access import Actor, Permission
from lms.kernel.clock import Zone
from lms.people.queries import region_of
from lms.regions import queries as regions
from lms.regions.zones import zone_of
from lms.web.formats import moment, plain_day
from lms.web.templating import sentence

_TAB_ORDER = (
    RecognitionState.FILED,
    RecognitionState.AWAITING_SCAN,
    RecognitionState.RETURNED,
    RecognitionState.CONFIRMED,
    RecognitionState.DECLINED,
    RecognitionState.WITHDRAWN,
    RecognitionState.REVOKED,
)
_ALWAYS = (RecognitionState.FILED, RecognitionState.AWAITING_SCAN, RecognitionState.CONFIRMED)


@dataclass(frozen=True)
class Word:
    """A state as people read it."""

    word: str
    tone: str


@dataclass(frozen=True)
class Tab:
    """A state to choose, with how many stand there."""

    label: str
    url: str
    is_current: bool


@dataclass(frozen=True)
class Line:
    """A paper in a list."""

    id: UUID
    name: str
    region: str
    kind: str
    title: str
    number: str
    filed: str
    word: Word


@dataclass(frozen=True)
class Happening:
    """A step in a paper's history."""

    at: str
    word: Word
    reason: str | None


@dataclass(frozen=True)
class PaperPage:
    """One paper: its facts beside its scan, and what the reader may do with it."""

    id: UUID
    name: str
    word: Word
    person_rows: Sequence[tuple[str, str]]
    rows: Sequence[tuple[str, str]]
    reason: str | None
    history: Sequence[Happening]
    has_scan: bool
    is_pdf: bool
    same_scan_count: int
    may_mend: bool
    may_withdraw: bool
    may_decide: bool
    objection: str | None
    programmes: tuple[Countable, ...]
    recognised: str | None
    credential_id: UUID | None
    may_revoke: bool

    @property
    def is_countable(self) -> bool:
        """Tell whether such a paper may count for any programme."""
        return bool(self.programmes)


@dataclass(frozen=True)
class EarlierTraining:
    """What somebody was recognised for, in the list of what they hold."""

    title: str
    word: Word
    rows: Sequence[tuple[str, str]]
    public_words: str | None


def word_of(state: RecognitionState) -> Word:
    """Give a state's word and tone."""
    return Word(sentence(STATE_WORDS[state]), TONES[state])


def state_tabs(
    counts: Mapping[RecognitionState, int], current: RecognitionState, typed: str
) -> tuple[Tab, ...]:
    """Give the states as tabs; those where nobody ever stood are left out."""
    shown = [state for state in _TAB_ORDER if counts[state] or state in _ALWAYS or state is current]
    return tuple(
        Tab(
            f"{sentence(TAB_WORDS[state])} ({counts[state]})",
            url_for("credentials_recognition_desk.papers", keadaan=state.value, q=typed or None),
            state is current,
        )
        for state in shown
    )


def paper_rows(row: Recognition) -> list[tuple[str, str]]:
    """Give what stands on the paper as pairs (label, words), empty ones left out."""
    is_decree = row.kind is PaperKind.DECREE
    rows = (
        (_("Jenis dokumen"), sentence(KIND_WORDS[row.kind])),
        (_("Judul SK") if is_decree else _("Nama pelatihan"), row.title),
        (_("Penerbit") if is_decree else _("Penyelenggara"), row.organiser),
        (_("Nomor"), row.number or _("tidak bernomor")),
        (_("Tanggal"), plain_day(row.dated_on)),
        (_("Penanda tangan"), row.signatory),
        (_("Dimintakan sebagai"), recognition_config.title_of(row.wanted) if row.wanted else ""),
    )
    return [(label, words) for label, words in rows if words]


def lines(session: Session, rows: Sequence[Recognition]) -> tuple[Line, ...]:
    """Give papers as lines of a list."""
    names = regions.full_names(session, {row.person.domicile_code or "" for row in rows})
    return tuple(_line(row, names) for row in rows)


def _line(row: Recognition, names: Mapping[str, str]) -> Line:
    code = row.person.domicile_code or ""
    return Line(
        id=row.id,
        name=row.person.full_name,
        region=names.get(code, ""),
        kind=sentence(KIND_WORDS[row.kind]),
        title=row.title,
        number=row.number,
        filed=moment(row.filed_at, zone_of(code)),
        word=word_of(row.state),
    )


def page(session: Session, actor: Actor, row: Recognition) -> PaperPage:
    """Give one paper as this actor sees it."""
    zone, today = _here(row)
    scan = recognition_queries.scan_of(session, row.id)
    against = objection(session, actor, row)
    credential, revocation = _held(session, row)
    is_own = actor.person_id == row.person_id
    region = region_of(row.person)
    may_file = is_own or actor.may(Permission.RECOGNITION_FILE, within=region)
    return PaperPage(
        id=row.id,
        name=row.person.full_name,
        word=word_of(row.state),
        person_rows=_person_rows(session, row),
        rows=paper_rows(row),
        reason=row.reason,
        history=_history(session, row, zone),
        has_scan=scan is not None,
        is_pdf=scan is not None and scan.media_type == "application/pdf",
        same_scan_count=_same(session, scan),
        may_mend=may_file and row.state in MENDABLE,
        may_withdraw=may_file and row.state in OPEN,
        may_decide=against is None and row.state is RecognitionState.FILED,
        objection=sentence(against) if against else None,
        programmes=countable(recognition_config.programmes(), row.kind, row.dated_on, today=today),
        recognised=recognition_config.title_of(row.achievement) if row.achievement else None,
        credential_id=credential.id if credential else None,
        may_revoke=credential is not None
        and revocation is None
        and actor.may(Permission.CERTIFICATE_REVOKE, within=credential.issuer_region_code),
    )


def _here(row: Recognition) -> tuple[Zone, date]:
    zone = zone_of(region_of(row.person))
    return zone, clock.today(zone)


def _held(session: Session, row: Recognition) -> tuple[Credential | None, Revocation | None]:
    if row.achievement is None:
        return None, None
    return recognition_queries.credential_of(session, row.id)


def _same(session: Session, scan: RecognitionScan | None) -> int:
    return recognition_queries.same_scan_count(session, scan) if scan else 0


def _person_rows(session: Session, row: Recognition) -> list[tuple[str, str]]:
    person = row.person
    rows = (
        (_("Nama"), person.full_name),
        (_("NIK"), person.nik_masked or _("belum tercatat")),
        (_("Domisili"), regions.full_name(session, person.domicile_code or "")),
        (_("Diajukan oleh"), _filer(row)),
    )
    return [(label, words) for label, words in rows if words]


def _filer(row: Recognition) -> str:
    if row.filed_by is None:
        return ""
    is_own = row.filed_by.person_id == row.person_id
    return str(_("yang bersangkutan") if is_own else row.filed_by.person.full_name)


def _history(session: Session, row: Recognition, zone: Zone) -> tuple[Happening, ...]:
    return tuple(
        Happening(moment(step.at, zone), word_of(step.state), step.reason)
        for step in recognition_queries.steps(session, row.id)
    )


def earlier(session: Session, person_id: UUID) -> tuple[EarlierTraining, ...]:
    """Give what a person was recognised for, newest first."""
    found = recognition_queries.recognised(session, person_id)
    return tuple(training(row, revocation) for row, revocation in found)


def training(row: Recognition, revocation: Revocation | None) -> EarlierTraining:
    """Give what a paper was recognised as, and whether that still holds."""
    state = RecognitionState.REVOKED if revocation else RecognitionState.CONFIRMED
    return EarlierTraining(
        title=recognition_config.title_of(row.achievement or ""),
        word=word_of(state),
        rows=paper_rows(row),
        public_words=revocation.public_words if revocation else None,
    )
