"""The history of one person, angkatan, certificate or registration: whose it is to see, and what
rows belong to it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.credentials.models import Certificate, Credential
from lms.kernel import clock
from lms.kernel.access import Actor, Permission
from lms.kernel.errors import NotFound
from lms.people import desk_queries
from lms.people import queries as people
from lms.registration.models import Registration
from lms.training import queries as training
from lms.training.models import Angkatan


@dataclass(frozen=True)
class Subject:
    """What a history is about: its title, and the ids of all rows that belong to it."""

    title: str
    ids: tuple[UUID, ...]


def subject(session: Session, actor: Actor, kind: str, key: UUID) -> Subject:
    """Give what a history is about.

    Raises:
        NotFound: there is no such thing, or the actor may not see it.
    """
    finder = _FINDERS.get(kind)
    if finder is None:
        raise NotFound
    return finder(session, actor, key)


def _person(session: Session, actor: Actor, key: UUID) -> Subject:
    permissions = (Permission.AUDIT_READ, Permission.ACCOUNT_MANAGE)
    found = desk_queries.visible_person(session, actor, key, permissions, on=clock.today())
    rows = people.with_merged(session, found.id)
    accounts = [people.account_of(session, one) for one in rows]
    return Subject(found.full_name, (*rows, *(each.id for each in accounts if each)))


def _account(session: Session, actor: Actor, key: UUID) -> Subject:
    return _person(session, actor, people.account(session, key).person_id)


def _angkatan(session: Session, actor: Actor, key: UUID) -> Subject:
    row = session.get(Angkatan, key)
    if row is None or not (
        training.may_read(actor, row.region_code)
        or actor.may(Permission.AUDIT_READ, within=row.region_code)
    ):
        raise NotFound
    return Subject(row.title, (key, *(each.id for each in training.kelas_of(session, key))))


def _credential(session: Session, actor: Actor, key: UUID) -> Subject:
    row = session.get(Credential, key)
    permissions = (Permission.AUDIT_READ, Permission.CERTIFICATE_REVOKE)
    if row is None or not any(actor.may(p, within=row.issuer_region_code) for p in permissions):
        raise NotFound
    papers = session.execute(
        select(Certificate.id, Certificate.number).where(Certificate.credential_id == key)
    ).all()
    title = papers[-1].number if papers else row.achievement
    return Subject(title, (key, *(paper.id for paper in papers)))


def _registration(session: Session, actor: Actor, key: UUID) -> Subject:
    row = session.get(Registration, key)
    permissions = (Permission.AUDIT_READ, Permission.REGISTRATION_DECIDE)
    if row is None or not any(actor.may(p, within=row.region_code) for p in permissions):
        raise NotFound
    name = people.person(session, row.person_id).full_name
    return Subject(name, (key, *((row.credential_id,) if row.credential_id else ())))


_FINDERS: Mapping[str, Callable[[Session, Actor, UUID], Subject]] = {
    "akun": _account,
    "angkatan": _angkatan,
    "orang": _person,
    "pendaftaran": _registration,
    "sertifikat": _credential,
}
