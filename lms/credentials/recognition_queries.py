"""Papers of earlier training: whose, where they stand, who may see them."""

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import Session, joinedload

from lms.credentials.models import Basis, Credential, Revocation
from lms.credentials.recognition_models import (
    Recognition,
    RecognitionScan,
    RecognitionSheet,
    RecognitionState,
    RecognitionStep,
)
from lms.kernel.access import Actor, Permission
from lms.kernel.errors import NotFound
from lms.kernel.scope import lying_in
from lms.people.models import Account, Person
from lms.people.queries import region_of

PAGE_ROWS = 50
ENDED = (RecognitionState.DECLINED, RecognitionState.WITHDRAWN, RecognitionState.REVOKED)
_STAFF = (Permission.RECOGNITION_FILE, Permission.RECOGNITION_CONFIRM)


def _with_people() -> Select[Recognition]:
    found = select(Recognition).join(Recognition.person)
    filer = joinedload(Recognition.filed_by).joinedload(Account.person)
    return found.options(joinedload(Recognition.person), filer)


def _within(actor: Actor) -> ColumnElement[bool]:
    codes = {code for permission in _STAFF for code in actor.regions(permission)}
    return lying_in(Person.domicile_code, codes)


def listed(
    session: Session, actor: Actor, state: RecognitionState, typed: str, *, page: int
) -> Sequence[Recognition]:
    """Give a page of the papers of people in the actor's regions, those waiting longest first."""
    is_over = state in (*ENDED, RecognitionState.CONFIRMED)
    order = Recognition.filed_at.desc() if is_over else Recognition.filed_at.asc()
    found = _with_people().where(_within(actor), Recognition.state == state, *_fitting(typed))
    rows = found.order_by(order, Recognition.id).limit(PAGE_ROWS).offset((page - 1) * PAGE_ROWS)
    return session.scalars(rows).all()


def counts(session: Session, actor: Actor, typed: str) -> dict[RecognitionState, int]:
    """Give how many papers of the actor's regions stand where."""
    found = select(Recognition.state, func.count()).join(Recognition.person)
    rows = session.execute(
        found.where(_within(actor), *_fitting(typed)).group_by(Recognition.state)
    )
    counted = {state: count for state, count in rows}
    return {state: counted.get(state, 0) for state in RecognitionState}


def waiting_count(session: Session, actor: Actor) -> int:
    """Give how many papers wait for a decision that this actor, not having filed them, may take."""
    mine = lying_in(Person.domicile_code, actor.regions(Permission.RECOGNITION_CONFIRM))
    others = or_(Recognition.filed_by_id.is_(None), Recognition.filed_by_id != actor.account_id)
    found = select(func.count()).select_from(Recognition).join(Recognition.person)
    waits = Recognition.state == RecognitionState.FILED
    return session.scalars(
        found.where(mine, waits, others, Recognition.person_id != actor.person_id)
    ).one()


def returned_count(session: Session, person_id: UUID) -> int:
    """Give how many of a person's papers were returned to be completed."""
    found = select(func.count()).where(
        Recognition.person_id == person_id, Recognition.state == RecognitionState.RETURNED
    )
    return session.scalars(found).one()


def _fitting(typed: str) -> tuple[ColumnElement[bool], ...]:
    words = typed.lower().split()
    if not words:
        return ()
    name = and_(*(Person.search_name.contains(word, autoescape=True) for word in words))
    number = func.lower(Recognition.number).contains(" ".join(words), autoescape=True)
    return (or_(name, number),)


def of_person(session: Session, person_id: UUID) -> Sequence[Recognition]:
    """Give a person's papers, newest first."""
    found = _with_people().where(Recognition.person_id == person_id)
    return session.scalars(found.order_by(Recognition.filed_at.desc(), Recognition.id)).all()


def own(session: Session, actor: Actor, recognition_id: UUID) -> Recognition:
    """Give the actor's own paper.

    Raises:
        NotFound: there is none, or it is somebody else's.
    """
    found = _with_people().where(
        Recognition.id == recognition_id, Recognition.person_id == actor.person_id
    )
    row = session.scalars(found).one_or_none()
    if row is None:
        raise NotFound
    return row


def at_desk(session: Session, actor: Actor, recognition_id: UUID) -> Recognition:
    """Give a paper to whoever files or confirms where its person lives.

    Raises:
        NotFound: there is none, or none that the actor may know of.
    """
    row = session.scalars(_with_people().where(Recognition.id == recognition_id)).one_or_none()
    if row is None or not is_at_desk(actor, row.person):
        raise NotFound
    return row


def is_at_desk(actor: Actor, person: Person) -> bool:
    """Tell whether the actor files or confirms where the person lives."""
    return any(actor.may(permission, within=region_of(person)) for permission in _STAFF)


def visible(session: Session, actor: Actor, recognition_id: UUID) -> Recognition:
    """Give a paper to its person, or to whoever files or confirms where the person lives.

    Raises:
        NotFound: there is none, or none that the actor may know of.
    """
    try:
        return own(session, actor, recognition_id)
    except NotFound:
        return at_desk(session, actor, recognition_id)


def living_twin(session: Session, paper_key: str) -> Recognition | None:
    """Give the paper of this key that is filed or recognised, with its person."""
    found = _with_people().where(
        Recognition.paper_key == paper_key, Recognition.state.not_in(ENDED)
    )
    return session.scalars(found).one_or_none()


def living_keys(session: Session, keys: Collection[str]) -> dict[str, Recognition]:
    """Give by its key each of these papers that is filed or recognised, with its person."""
    found = _with_people().where(Recognition.state.not_in(ENDED))
    ordered = sorted(keys)
    twins: dict[str, Recognition] = {}
    for start in range(0, len(ordered), 500):
        batch = found.where(Recognition.paper_key.in_(ordered[start : start + 500]))
        twins |= {row.paper_key: row for row in session.scalars(batch)}
    return twins


def scan_of(session: Session, recognition_id: UUID) -> RecognitionScan | None:
    """Give the newest scan of a paper."""
    found = select(RecognitionScan).where(RecognitionScan.recognition_id == recognition_id)
    newest = found.order_by(RecognitionScan.uploaded_at.desc(), RecognitionScan.id).limit(1)
    return session.scalars(newest).one_or_none()


def same_scan_count(session: Session, scan: RecognitionScan) -> int:
    """Give on how many other papers the very same file was uploaded."""
    found = select(func.count(RecognitionScan.recognition_id.distinct())).where(
        RecognitionScan.sha256 == scan.sha256,
        RecognitionScan.recognition_id != scan.recognition_id,
    )
    return session.scalars(found).one()


def steps(session: Session, recognition_id: UUID) -> Sequence[RecognitionStep]:
    """Give what happened to a paper, oldest first."""
    found = select(RecognitionStep).where(RecognitionStep.recognition_id == recognition_id)
    return session.scalars(found.order_by(RecognitionStep.at, RecognitionStep.id)).all()


def handlers(session: Session, row: Recognition) -> frozenset[UUID | None]:
    """Give the accounts that filed, mended or scanned a paper: none of them decides it."""
    filing = (RecognitionState.FILED, RecognitionState.AWAITING_SCAN)
    filed = select(RecognitionStep.by_id).where(
        RecognitionStep.recognition_id == row.id, RecognitionStep.state.in_(filing)
    )
    scanned = select(RecognitionScan.uploaded_by_id).where(RecognitionScan.recognition_id == row.id)
    return frozenset({row.filed_by_id, *session.scalars(filed), *session.scalars(scanned)})


def credential_of(session: Session, recognition_id: UUID) -> tuple[Credential, Revocation | None]:
    """Give what a paper was recognised as, and its revocation if there is one.

    Raises:
        NotFound: it isn't recognised.
    """
    found = (
        select(Credential, Revocation)
        .outerjoin(Revocation, Revocation.credential_id == Credential.id)
        .where(Credential.source_id == recognition_id, Credential.basis == Basis.RECOGNITION)
    )
    row = session.execute(found).one_or_none()
    if row is None:
        raise NotFound
    return row[0], row[1]


def of_credential(
    session: Session, credential: Credential
) -> tuple[Recognition, Revocation | None]:
    """Give the paper that a credential without certificate stands on, and its revocation.

    Raises:
        NotFound: it stands on none.
    """
    row = session.get(Recognition, credential.source_id)
    if row is None or credential.basis is not Basis.RECOGNITION:
        raise NotFound
    revoked = select(Revocation).where(Revocation.credential_id == credential.id)
    return row, session.scalars(revoked).one_or_none()


def recognised(
    session: Session, person_id: UUID
) -> Sequence[tuple[Recognition, Revocation | None]]:
    """Give what a person was recognised for, newest first, revoked ones too."""
    found = (
        select(Recognition, Revocation)
        .join(Credential, Credential.source_id == Recognition.id)
        .outerjoin(Revocation, Revocation.credential_id == Credential.id)
        .where(Credential.person_id == person_id, Credential.basis == Basis.RECOGNITION)
    )
    rows = session.execute(found.order_by(Credential.issued_at.desc(), Credential.id))
    return [(row[0], row[1]) for row in rows]


def sheet(session: Session, actor: Actor, sheet_id: UUID) -> RecognitionSheet:
    """Give a list that the actor uploaded.

    Raises:
        NotFound: there is none, or somebody else uploaded it.
    """
    found = session.get(RecognitionSheet, sheet_id)
    if found is None or found.uploaded_by_id != actor.account_id:
        raise NotFound
    return found


def sheets(session: Session, actor: Actor, *, most: int = 10) -> Sequence[RecognitionSheet]:
    """Give the lists that the actor uploaded last."""
    found = select(RecognitionSheet).where(RecognitionSheet.uploaded_by_id == actor.account_id)
    newest = found.order_by(RecognitionSheet.uploaded_at.desc(), RecognitionSheet.id)
    return session.scalars(newest.limit(most)).all()
