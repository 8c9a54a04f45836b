"""What an angkatan concluded: the notula of a rakor, the summary of any other."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.completion.models import MeetingSummary
from lms.completion.operations import locked, refuse_stage
from lms.kernel import audit
from lms.kernel.access import Actor
from lms.kernel.errors import NotFound, Refused
from lms.kernel.sentence import say
from lms.kernel.storage import Storage
from lms.web.scans import Scan

LONGEST = 20_000


def keep(
    session: Session,
    actor: Actor,
    angkatan_id: UUID,
    text: str,
    *,
    scan: Scan | None = None,
    storage: Storage,
    at: datetime,
) -> MeetingSummary:
    """Keep the summary of an angkatan, with or without its scan; earlier ones stay as history.

    Without a new scan the last one stays with it.

    Raises:
        Refused: nothing is written, it is too long, or the angkatan hasn't begun.
        Forbidden, NotFound: as queries.to_decide.
    """
    angkatan = locked(session, actor, angkatan_id)
    refuse_stage(angkatan)
    text = text.strip()
    if not text:
        raise Refused(say("Tuliskan ringkasannya."))
    if len(text) > LONGEST:
        raise Refused(say("Ringkasan paling panjang %(most)s huruf.", most=LONGEST))
    before = latest(session, angkatan_id)
    made = MeetingSummary(
        id=uuid4(),
        angkatan_id=angkatan_id,
        text=text,
        scan_key=before.scan_key if before else None,
        scan_media_type=before.scan_media_type if before else None,
        kept_at=at,
        kept_by_id=actor.account_id,
    )
    if scan is not None:
        made.scan_key = f"notula/{made.id}.{scan.suffix}"
        made.scan_media_type = scan.media_type
        storage.keep(made.scan_key, scan.data)
    session.add(made)
    session.flush()
    detail = {"summary_id": made.id, "has_scan": made.scan_key is not None}
    region = angkatan.region_code
    audit.record(
        session, actor, "angkatan.summary-kept", angkatan, region_code=region, at=at, detail=detail
    )
    return made


def latest(session: Session, angkatan_id: UUID) -> MeetingSummary | None:
    """Give the summary of an angkatan as it was kept last."""
    found = select(MeetingSummary).where(MeetingSummary.angkatan_id == angkatan_id)
    ordered = found.order_by(MeetingSummary.kept_at.desc(), MeetingSummary.id)
    return session.scalars(ordered.limit(1)).one_or_none()


def required(session: Session, angkatan_id: UUID) -> MeetingSummary:
    """Give the summary as it was kept last; or NotFound."""
    found = latest(session, angkatan_id)
    if found is None:
        raise NotFound
    return found


def scan_of(found: MeetingSummary, storage: Storage) -> tuple[bytes, str]:
    """Give the scan of a summary and its media type; or NotFound."""
    if found.scan_key is None or found.scan_media_type is None:
        raise NotFound
    return storage.read(found.scan_key), found.scan_media_type
