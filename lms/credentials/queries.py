"""What persons hold, and the papers that say so."""

from collections.abc import Collection, Mapping
from uuid import UUID

from sqlalchemy import Select, exists, func, select
from sqlalchemy.orm import Session, joinedload

from lms.credentials.models import Basis, Certificate, Credential, Merit, Revocation
from lms.credentials.papers import Paper
from lms.kernel.access import Actor, Permission
from lms.kernel.errors import Forbidden, NotFound

_IN_FORCE = ~exists().where(Revocation.credential_id == Credential.id)


def held(session: Session, person_id: UUID) -> tuple[Credential, ...]:
    """Give what the person holds in force (never revoked), oldest first."""
    found = select(Credential).where(Credential.person_id == person_id, _IN_FORCE)
    return tuple(session.scalars(found.order_by(Credential.issued_at, Credential.id)))


def holds(session: Session, person_id: UUID, achievement: str) -> bool:
    """Tell whether the person holds this achievement in force."""
    found = select(Credential.id).where(
        Credential.person_id == person_id, Credential.achievement == achievement, _IN_FORCE
    )
    return session.scalar(found.limit(1)) is not None


def achievements(session: Session, person_ids: Collection[UUID]) -> dict[UUID, frozenset[str]]:
    """Give what each of these persons holds in force; who holds nothing has no entry."""
    found = select(Credential.person_id, Credential.achievement)
    held: dict[UUID, set[str]] = {}
    for person_id, one in session.execute(
        found.where(Credential.person_id.in_(person_ids), _IN_FORCE)
    ):
        held.setdefault(person_id, set()).add(one)
    return {person_id: frozenset(them) for person_id, them in held.items()}


def held_merits(session: Session, person_id: UUID) -> Mapping[str, frozenset[Merit]]:
    """Give by which merits the person holds each achievement in force.

    Whoever passed a programme and has an earlier paper of it recognised holds it by both.
    """
    found = select(Credential.achievement, Credential.merit)
    merits: dict[str, set[Merit]] = {}
    for achievement, merit in session.execute(
        found.where(Credential.person_id == person_id, _IN_FORCE)
    ):
        merits.setdefault(achievement, set()).add(merit)
    return {achievement: frozenset(them) for achievement, them in merits.items()}


def of_version(session: Session, person_id: UUID, version_id: UUID) -> Credential | None:
    """Give what the person holds in force by this curriculum version (or registration)."""
    found = select(Credential).where(
        Credential.person_id == person_id, Credential.version_id == version_id, _IN_FORCE
    )
    return session.scalars(found.order_by(Credential.cycle.desc()).limit(1)).one_or_none()


def cycles_count(session: Session, person_id: UUID, version_id: UUID) -> int:
    """Give how often the person was issued this version, revoked ones too."""
    found = select(func.coalesce(func.max(Credential.cycle), 0)).where(
        Credential.person_id == person_id, Credential.version_id == version_id
    )
    return session.scalars(found).one()


def revoked(session: Session, credential_ids: Collection[UUID]) -> frozenset[UUID]:
    """Give those of these credentials that are revoked."""
    found = select(Revocation.credential_id).where(Revocation.credential_id.in_(credential_ids))
    return frozenset(session.scalars(found))


def _papers() -> Select[Certificate, Revocation]:
    return (
        select(Certificate, Revocation)
        .join(Credential, Credential.id == Certificate.credential_id)
        .outerjoin(Revocation, Revocation.credential_id == Credential.id)
        .options(joinedload(Certificate.credential).joinedload(Credential.person))
    )


def _first(session: Session, found: Select[Certificate, Revocation]) -> Paper | None:
    row = session.execute(found.limit(1)).one_or_none()
    return Paper(row[0], row[1]) if row else None


def by_token(session: Session, token: str) -> Paper | None:
    """Give the paper with this token, however its letters are written."""
    return _first(session, _papers().where(Certificate.token == token.strip().upper()))


def by_number(session: Session, number: str, check_code: str) -> Paper | None:
    """Give the paper with this number whose token begins with the check code."""
    begins = Certificate.token.startswith(check_code.strip().upper(), autoescape=True)
    wanted = func.lower(Certificate.number) == " ".join(number.split()).lower()
    newest = _papers().where(wanted, begins).order_by(Certificate.revision.desc())
    return _first(session, newest)


def by_bytes(session: Session, sha256: str) -> Paper | None:
    """Give the paper whose PDF has this SHA-256."""
    return _first(session, _papers().where(Certificate.pdf_sha256 == sha256))


def mine(session: Session, actor: Actor) -> tuple[Paper, ...]:
    """Give the actor's own papers, newest first."""
    own = _papers().where(Credential.person_id == actor.person_id)
    rows = session.execute(own.order_by(Certificate.issued_at.desc(), Certificate.id))
    return tuple(Paper(certificate, revocation) for certificate, revocation in rows)


def of_source(session: Session, source_id: UUID) -> tuple[Paper, ...]:
    """Give the papers issued by an angkatan, by number; the caller has checked who asks."""
    found = _papers().where(Credential.source_id == source_id)
    rows = session.execute(found.order_by(Certificate.issued_at, Certificate.number))
    return tuple(Paper(certificate, revocation) for certificate, revocation in rows)


def readable(session: Session, actor: Actor, certificate_id: UUID) -> Paper:
    """Give a paper to its holder, or to whoever reads angkatan in its issuer's region.

    Raises:
        NotFound: there is none, or it is somebody else's.
    """
    paper = _first(session, _papers().where(Certificate.id == certificate_id))
    if paper is None:
        raise NotFound
    credential = paper.certificate.credential
    is_own = actor.person_id is not None and credential.person_id == actor.person_id
    if is_own or actor.may(Permission.ANGKATAN_READ, within=credential.issuer_region_code):
        return paper
    raise NotFound


def to_revoke(session: Session, actor: Actor, credential_id: UUID) -> Credential:
    """Give a credential with its person to whoever may revoke it, with a certificate or without.

    Raises:
        Forbidden: the actor may only read it.
        NotFound: there is none, or the actor may not know of it; a registration is ended by the
            registrar, not revoked.
    """
    found = select(Credential).where(
        Credential.id == credential_id, Credential.basis != Basis.REGISTRATION
    )
    credential = session.scalars(found.options(joinedload(Credential.person))).one_or_none()
    if credential is None:
        raise NotFound
    region_code = credential.issuer_region_code
    if actor.may(Permission.CERTIFICATE_REVOKE, within=region_code):
        return credential
    if actor.may(Permission.ANGKATAN_READ, within=region_code):
        raise Forbidden
    raise NotFound


def newest_paper(session: Session, credential_id: UUID) -> Paper | None:
    """Give a credential's newest paper; what was recognised or registered has none."""
    found = _papers().where(Credential.id == credential_id)
    return _first(session, found.order_by(Certificate.revision.desc()))
