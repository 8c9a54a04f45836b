"""Papers of earlier training: filed by one, decided by a second, written into the ledger."""

import secrets
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from lms.credentials import house, recognition_config, recognition_queries
from lms.credentials.recognition_models import (
    Recognition,
    RecognitionScan,
    RecognitionState,
    RecognitionStep,
)
from lms.credentials.recognition_rules import EarlierPaper, paper_key, problems
from lms.credentials.recognition_words import STATE_WORDS
from lms.kernel import audit, clock
from lms.kernel.access import Actor, Permission
from lms.kernel.errors import NotFound, Refused
from lms.kernel.sentence import Sentence, say
from lms.people.models import Person
from lms.people.queries import region_of
from lms.regions.zones import zone_of
from lms.web.scans import Scan

OPEN = (RecognitionState.AWAITING_SCAN, RecognitionState.FILED, RecognitionState.RETURNED)
MENDABLE = (RecognitionState.AWAITING_SCAN, RecognitionState.RETURNED)
_KEY_BYTES = 32


def file(
    session: Session,
    actor: Actor,
    person: Person,
    paper: EarlierPaper,
    scan: Scan | None,
    *,
    at: datetime,
    sheet_id: UUID | None = None,
) -> Recognition:
    """Give the paper, filed for oneself or, within one's region, for somebody else.

    Without a scan it waits for one before anybody can decide it.

    Raises:
        Refused: what stands on it can't be right, it is filed already, or no domicile is known.
    """
    if actor.person_id != person.id:
        actor.require(Permission.RECOGNITION_FILE, within=region_of(person))
    made = Recognition(
        person_id=person.id,
        person=person,
        state=RecognitionState.AWAITING_SCAN,
        filed_at=at,
        filed_by_id=actor.account_id,
        sheet_id=sheet_id,
    )
    _write(session, actor, made, paper, at=at)
    _put(session, actor, made, scan, at=at)
    return made


def mend(
    session: Session,
    actor: Actor,
    recognition_id: UUID,
    paper: EarlierPaper,
    scan: Scan | None,
    *,
    at: datetime,
) -> Recognition:
    """Correct a paper that was returned or waits for its scan; with a scan it is filed again.

    Raises:
        Refused: it is being decided or was decided, or as `file`.
    """
    row = _to_mend(session, actor, recognition_id)
    row.filed_at, row.filed_by_id = at, actor.account_id
    _write(session, actor, row, paper, at=at)
    _put(session, actor, row, scan, at=at)
    return row


def attach(
    session: Session, actor: Actor, recognition_id: UUID, scan: Scan, *, at: datetime
) -> Recognition:
    """Add the scan of a paper that waits for it, or that was returned.

    Raises:
        Refused: it is being decided or was decided.
    """
    row = _to_mend(session, actor, recognition_id)
    _put(session, actor, row, scan, at=at)
    return row


def withdraw(session: Session, actor: Actor, recognition_id: UUID, *, at: datetime) -> None:
    """Take back a paper that nobody has decided: its person, or who files there.

    Raises:
        Refused: it was decided.
    """
    row = _locked(session, actor, recognition_id)
    if row.state not in OPEN:
        raise Refused(_over(row))
    _step(session, actor, row, RecognitionState.WITHDRAWN, at=at)


def _to_mend(session: Session, actor: Actor, recognition_id: UUID) -> Recognition:
    row = _locked(session, actor, recognition_id)
    if row.state is RecognitionState.FILED:
        raise Refused(say("Dokumen ini sedang diperiksa, jadi tidak dapat diubah sekarang."))
    if row.state not in MENDABLE:
        raise Refused(_over(row))
    return row


def _locked(session: Session, actor: Actor, recognition_id: UUID) -> Recognition:
    row = recognition_queries.visible(session, actor, recognition_id)
    if actor.person_id != row.person_id:
        actor.require(Permission.RECOGNITION_FILE, within=region_of(row.person))
    return lock(session, row)


def lock(session: Session, row: Recognition) -> Recognition:
    """Give the row as it is now, held until the transaction ends."""
    session.execute(select(Recognition.id).where(Recognition.id == row.id).with_for_update())
    session.refresh(row, ["state"])
    return row


def _over(row: Recognition) -> Sentence:
    return say("Dokumen ini sudah selesai: %(word)s.", word=str(STATE_WORDS[row.state]).lower())


def _write(
    session: Session, actor: Actor, row: Recognition, paper: EarlierPaper, *, at: datetime
) -> None:
    person = row.person
    if person.domicile_code is None:
        raise Refused(say("Desa atau kelurahan domisili belum diisi. Isi dahulu pada Data saya."))
    today = clock.today(zone_of(person.domicile_code))
    known = {each.achievement for each in recognition_config.programmes()}
    against = [sentence for _field, sentence in problems(paper, today=today)]
    if paper.wanted is not None and paper.wanted not in known:
        against.append(say("Program ini tidak ada dalam daftar program yang dapat diakui."))
    key = paper_key(paper, person.id)
    twin = recognition_queries.living_twin(session, key)
    if twin is not None and twin.id != row.id:
        against.append(twin_words(actor, twin, person.id))
    if against:
        raise Refused(*against)
    _keep(session, row, paper, key)


def _keep(session: Session, row: Recognition, paper: EarlierPaper, key: str) -> None:
    try:
        with session.begin_nested():
            for name, value in vars(paper).items():
                setattr(row, name, value)
            row.paper_key = key
            session.add(row)
            session.flush()
    except IntegrityError as error:
        raise Refused(say("Dokumen ini baru saja diajukan orang lain.")) from error


def twin_words(actor: Actor, twin: Recognition, person_id: UUID | None) -> Sentence:
    """Say that this paper is filed already; for whom only to whom that is known anyway."""
    word = str(STATE_WORDS[twin.state]).lower()
    if twin.person_id == person_id and (
        actor.person_id == person_id or recognition_queries.is_at_desk(actor, twin.person)
    ):
        return say("Dokumen ini sudah diajukan untuk orang yang sama (%(word)s).", word=word)
    if recognition_queries.is_at_desk(actor, twin.person):
        return say(
            "Nomor ini dari penyelenggara yang sama sudah diajukan untuk %(name)s (%(word)s). "
            "Periksa nomornya.",
            name=twin.person.full_name,
            word=word,
        )
    return say(
        "Nomor ini dari penyelenggara yang sama sudah diajukan. Periksa nomornya; jika benar, "
        "hubungi Dinas Sosial domisili Anda."
    )


def _put(
    session: Session, actor: Actor, row: Recognition, scan: Scan | None, *, at: datetime
) -> None:
    """Keep the scan, if one came, and say where the paper stands now."""
    if scan is not None:
        _keep_scan(session, actor, row, scan, at=at)
    has_scan = recognition_queries.scan_of(session, row.id) is not None
    _step(
        session,
        actor,
        row,
        RecognitionState.FILED if has_scan else RecognitionState.AWAITING_SCAN,
        at=at,
    )


def _keep_scan(
    session: Session, actor: Actor, row: Recognition, scan: Scan, *, at: datetime
) -> None:
    key = f"recognitions/{at.year}/{secrets.token_urlsafe(_KEY_BYTES)}.{scan.suffix}"
    house.storage().keep(key, scan.data)
    session.add(
        RecognitionScan(
            recognition_id=row.id,
            storage_key=key,
            media_type=scan.media_type,
            sha256=scan.sha256,
            bytes_count=len(scan.data),
            uploaded_at=at,
            uploaded_by_id=actor.account_id,
        )
    )
    session.flush()


def _step(
    session: Session, actor: Actor, row: Recognition, state: RecognitionState, *, at: datetime
) -> None:
    note_step(session, actor, row, state, at=at)
    acts = {
        RecognitionState.FILED: "recognition.filed",
        RecognitionState.AWAITING_SCAN: "recognition.listed",
        RecognitionState.WITHDRAWN: "recognition.withdrawn",
    }
    detail = {"person_id": row.person_id, "kind": row.kind.value}
    region = region_of(row.person)
    audit.record(session, actor, acts[state], row, region_code=region, at=at, detail=detail)


def note_step(
    session: Session,
    actor: Actor,
    row: Recognition,
    state: RecognitionState,
    *,
    at: datetime,
    reason: str | None = None,
) -> None:
    """Bring a paper into a state and keep when, by whom and why."""
    row.state = state
    step = RecognitionStep(
        recognition_id=row.id, state=state, at=at, by_id=actor.account_id, reason=reason
    )
    session.add(step)
    session.flush()


def end(session: Session, actor: Actor, recognition_id: UUID, *, reason: str, at: datetime) -> None:
    """Say of a recognised paper that its credential was revoked; it may then be filed again."""
    row = session.get_one(Recognition, recognition_id)
    note_step(session, actor, row, RecognitionState.REVOKED, at=at, reason=reason)


def read_scan_of(
    session: Session, actor: Actor, recognition_id: UUID, *, at: datetime
) -> tuple[RecognitionScan, bytes]:
    """Give the newest scan to whoever may see it; a look by staff stays in the trail.

    Raises:
        NotFound: there is none that the actor may see.
        Refused: the storage has lost it.
    """
    row = recognition_queries.visible(session, actor, recognition_id)
    scan = recognition_queries.scan_of(session, row.id)
    if scan is None:
        raise NotFound
    if actor.person_id != row.person_id:
        detail = {"person_id": row.person_id, "scan_id": scan.id}
        region = region_of(row.person)
        act = "recognition.scan-seen"
        audit.record(session, actor, act, row, region_code=region, at=at, detail=detail)
    return scan, _stored(scan)


def _stored(scan: RecognitionScan) -> bytes:
    try:
        return house.storage().read(scan.storage_key)
    except FileNotFoundError as error:
        raise Refused(
            say("Berkas pindaian tidak ada di penyimpanan. Hubungi pengelola sistem.")
        ) from error
