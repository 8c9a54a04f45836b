"""Scans that belong to an application: attaching them, and who may look at them."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from lms.credentials import house
from lms.kernel import audit
from lms.kernel.access import Actor, Permission
from lms.kernel.errors import NotFound, Refused
from lms.kernel.sentence import Sentence, say
from lms.people import counter
from lms.people import queries as people
from lms.people.models import Person
from lms.registration import queries
from lms.registration.gate import Rule
from lms.registration.models import (
    Demand,
    RegistrationDocument,
    RegistrationState,
    Verdict,
)
from lms.web.scans import Scan


@dataclass(frozen=True)
class Upload:
    """A scan that was read, with its file name; number and day only of a letter."""

    scan: Scan
    filename: str
    number: str = ""
    dated_on: date | None = None

    def problems(self, demand: Demand, *, today: date) -> tuple[Sentence, ...]:
        """Give what is wrong with it, one sentence each."""
        found = []
        if demand is Demand.RECOMMENDATION and not self.number.strip():
            found.append(say("Tulis nomor surat rekomendasi."))
        if demand is Demand.RECOMMENDATION and self.dated_on is None:
            found.append(say("Tulis tanggal surat rekomendasi."))
        if self.dated_on is not None and self.dated_on > today:
            found.append(say("Tanggal surat belum terjadi."))
        return tuple(found)


def attach(
    session: Session,
    actor: Actor,
    person_id: UUID,
    family: str,
    slug: str,
    upload: Upload,
    *,
    at: datetime,
) -> RegistrationDocument:
    """Attach a scan to what is asked of a person: by themself, or by a clerk of their region.

    Raises:
        NotFound: somebody else's, and the actor files for nobody there.
        Refused: nothing such is asked (any more), it may not be changed now, or a letter's number
            or day is missing.
    """
    person = own_or_client(session, actor, person_id, lock=True)
    rule = _rule(session, person, family, slug)
    problems = upload.problems(rule.demand, today=queries.today(person.domicile_code, at=at))
    if problems:
        raise Refused(*problems)
    before = queries.documents(session, person.id, family).get(slug)
    if not may_attach(_state(session, person, family), before):
        raise Refused(say("Berkas ini sedang diperiksa petugas dan tidak dapat diganti sekarang."))
    if before is not None:
        before.replaced_at = at
        session.flush()
    made = _made(actor, person, family, rule, upload, at=at)
    session.add(made)
    session.flush()
    house.storage().keep(made.storage_key, upload.scan.data)
    region, detail = people.region_of(person), {"slug": slug, "family": family}
    act = "registration.document-attached"
    audit.record(session, actor, act, made, region_code=region, at=at, detail=detail)
    return made


def own_or_client(session: Session, actor: Actor, person_id: UUID, *, lock: bool = False) -> Person:
    """Give the actor's own person, or somebody for whom they file; or NotFound."""
    person = queries.person(session, person_id, lock=lock)
    if actor.person_id != person.id and not counter.serves(actor, person):
        raise NotFound
    return person


def _rule(session: Session, person: Person, family: str, slug: str) -> Rule:
    for rule in queries.asked(session, person, family):
        if rule.slug == slug and rule.wants_scan:
            return rule
    raise Refused(say("Berkas ini tidak diminta lagi. Muat ulang halamannya."))


def _state(session: Session, person: Person, family: str) -> RegistrationState | None:
    row = queries.open_one(session, person.id, family)
    return row.state if row else None


def may_attach(state: RegistrationState | None, before: RegistrationDocument | None) -> bool:
    """Tell whether a scan may be attached now: not in place of one that is being looked at."""
    match state:
        case RegistrationState.APPROVED:
            return False
        case RegistrationState.SUBMITTED:
            return before is None or before.verdict is Verdict.UNFIT
    return True


def _made(
    actor: Actor, person: Person, family: str, rule: Rule, upload: Upload, *, at: datetime
) -> RegistrationDocument:
    document_id, is_letter = uuid4(), rule.demand is Demand.RECOMMENDATION
    return RegistrationDocument(
        id=document_id,
        person_id=person.id,
        family=family,
        slug=rule.slug,
        title=rule.title,
        number=upload.number.strip() if is_letter else None,
        dated_on=upload.dated_on if is_letter else None,
        filename=upload.filename,
        media_type=upload.scan.media_type,
        bytes_count=len(upload.scan.data),
        sha256=upload.scan.sha256,
        storage_key=f"registration/{document_id}.{upload.scan.suffix}",
        uploaded_at=at,
        uploaded_by_id=actor.account_id,
    )


def own(session: Session, actor: Actor, document_id: UUID) -> RegistrationDocument:
    """Give a scan to the person whom it is about; or NotFound."""
    found = queries.document(session, document_id)
    if actor.person_id != found.person_id:
        raise NotFound
    return found


def view(
    session: Session, actor: Actor, document_id: UUID, *, at: datetime
) -> RegistrationDocument:
    """Give a scan to the clerk who filed, or to a registrar of the region; kept in the trail.

    Raises:
        NotFound: it is no business of the actor.
    """
    found = queries.document(session, document_id)
    region_code = _region_for(session, actor, found)
    if region_code is None:
        raise NotFound
    detail = {"slug": found.slug, "family": found.family}
    act = "registration.document-viewed"
    audit.record(session, actor, act, found, region_code=region_code, at=at, detail=detail)
    return found


def _region_for(session: Session, actor: Actor, found: RegistrationDocument) -> str | None:
    """Give the region by which the actor may look at a scan, or None."""
    person = queries.person(session, found.person_id)
    row = queries.latest(session, found.person_id, found.family)
    if row is not None and actor.may(Permission.REGISTRATION_DECIDE, within=row.region_code):
        return row.region_code
    filed = {found.uploaded_by_id, row.filed_by_id if row else None}
    if counter.serves(actor, person) and actor.account_id in filed:
        return person.domicile_code
    return None


def content(found: RegistrationDocument) -> bytes:
    """Give the bytes of a scan that somebody may see; or NotFound."""
    try:
        return house.storage().read(found.storage_key)
    except FileNotFoundError:
        raise NotFound from None
