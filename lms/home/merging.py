"""One human being with two rows: the NIK decides, and everything goes to the row that has it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Table, exists, func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, aliased, joinedload

from lms.credentials.holdings import holdings
from lms.credentials.models import Credential
from lms.kernel import audit
from lms.kernel.access import Actor, Permission
from lms.kernel.errors import NotFound, Refused
from lms.kernel.model import Model
from lms.kernel.sentence import Sentence, say
from lms.people import codes, homes, nik, queries, roles, sealing
from lms.people.models import Account, Person, RoleGrant
from lms.registration.models import Registration, RegistrationDocument, RegistrationState
from lms.standings import operations as standings
from lms.standings import queries as standing_queries
from lms.standings.buckets import Key
from lms.training.models import Kelas, Participation, Teaching
from lms.training.taking_part import trainings

_NOT_MOVED = frozenset({"account", "person", "standing"})
_LIVING = (RegistrationState.SUBMITTED, RegistrationState.RETURNED, RegistrationState.APPROVED)


@dataclass(frozen=True)
class Side:
    """One of the two rows, with what hangs on it."""

    person: Person
    account: Account | None
    roles: tuple[RoleGrant, ...]
    participations: tuple[Participation, ...]  # with their angkatan
    credentials: tuple[Credential, ...]
    registrations: tuple[Registration, ...]

    @property
    def is_bare(self) -> bool:
        """Tell whether nothing hangs on it."""
        return not (self.roles or self.participations or self.credentials or self.registrations)


@dataclass(frozen=True)
class Pair:
    """Who stays, having the NIK, and who turns out to be the same person."""

    stays: Side
    goes: Side


def holder(session: Session, actor: Actor, person_id: UUID, typed: str) -> Person:
    """Give who holds a NIK, to somebody who may merge that person with this one.

    Raises:
        NotFound: this person isn't in the actor's regions.
        Refused: it is no NIK, nobody there holds it, or this person does.
    """
    person = mergeable(session, actor, person_id)
    report = nik.check(typed)
    if not report.valid:
        raise Refused(*report.problems)
    found = queries.find_by_nik(session, typed)
    if found is None or not _may(actor, found):
        raise Refused(say("NIK ini tidak tercatat pada orang lain di wilayah Anda."))
    if found.id == person.id:
        raise Refused(say("NIK ini memang milik data ini. Pilih data yang lain."))
    return found


def pair(session: Session, actor: Actor, goes_id: UUID, stays_id: UUID) -> Pair:
    """Give both rows with what hangs on them; or NotFound."""
    both = [mergeable(session, actor, one) for one in (stays_id, goes_id)]
    if both[0].id == both[1].id or both[0].nik_fingerprint is None:
        raise NotFound
    return Pair(*(_side(session, person) for person in both))


def mergeable(session: Session, actor: Actor, person_id: UUID) -> Person:
    """Give somebody whom the actor may merge with another; or NotFound."""
    person = queries.person(session, person_id)
    if person.merged_into_id is not None or not _may(actor, person):
        raise NotFound
    return person


def _may(actor: Actor, person: Person) -> bool:
    return actor.may(Permission.PERSON_MERGE, within=queries.region_of(person))


def _side(session: Session, person: Person) -> Side:
    account = queries.account_of(session, person.id)
    parts = select(Participation).where(Participation.person_id == person.id)
    held = select(Credential).where(Credential.person_id == person.id)
    applied = select(Registration).where(Registration.person_id == person.id)
    return Side(
        person,
        account,
        tuple(queries.grants_of(session, account.id)) if account else (),
        tuple(session.scalars(parts.options(joinedload(Participation.angkatan)))),
        tuple(session.scalars(held.order_by(Credential.issued_at))),
        tuple(session.scalars(applied.order_by(Registration.submitted_at))),
    )


def objections(session: Session, actor: Actor, found: Pair) -> tuple[Sentence, ...]:
    """Give everything that speaks against merging, each with what to do first."""
    stays, goes = found.stays, found.goes
    against = []
    if actor.person_id in (stays.person.id, goes.person.id):
        against.append(say("Data Anda sendiri hanya dapat digabung oleh admin lain."))
    if goes.person.nik_fingerprint is not None:
        against.append(say("NIK keduanya berbeda: ini dua orang. Betulkan dahulu NIK yang salah."))
    if any(row.ended_at is None for row in goes.roles):
        against.append(say("Akun yang akan ditutup masih memegang peran. Akhiri dahulu perannya."))
    against += _twice(session, stays, goes)
    return tuple(against)


def _twice(session: Session, stays: Side, goes: Side) -> list[Sentence]:
    """Give what both have, though one person can have it once only."""
    mine = {each.angkatan_id for each in stays.participations}
    titles = [each.angkatan.title for each in goes.participations if each.angkatan_id in mine]
    against = [
        say("Keduanya ada di %(title)s. Keluarkan dahulu salah satunya.", title=title)
        for title in titles
    ]
    living = [
        {row.family for row in side.registrations if row.state in _LIVING} for side in (stays, goes)
    ]
    if living[0] & living[1]:
        against.append(
            say("Keduanya mempunyai pendaftaran yang masih berlaku. Akhiri salah satunya.")
        )
    other = aliased(Teaching)
    both_teach = select(Kelas.id).where(
        exists().where(Teaching.kelas_id == Kelas.id, Teaching.person_id == stays.person.id),
        exists().where(other.kelas_id == Kelas.id, other.person_id == goes.person.id),
    )
    if session.scalars(both_teach.limit(1)).first() is not None:
        against.append(say("Keduanya mengajar di kelas yang sama. Akhiri dahulu salah satunya."))
    return against


def merge(
    session: Session,
    actor: Actor,
    goes_id: UUID,
    stays_id: UUID,
    *,
    typed_nik: str,
    reason: str,
    at: datetime,
) -> Person:
    """Give the person who stays, with everything that hung on the other row.

    The NIK, typed from the KTP, must be that of who stays; the other row keeps its name and
    points to this person, its account is closed.

    Raises:
        NotFound: not both are in the actor's regions.
        Refused: something speaks against it; all reasons at once.
    """
    _lock(session, (goes_id, stays_id))
    found = pair(session, actor, goes_id, stays_id)
    stays, goes = found.stays.person, found.goes.person
    against = list(objections(session, actor, found))
    if sealing.cipher().fingerprint(nik.bare(typed_nik)) != stays.nik_fingerprint:
        against.append(say("NIK yang Anda ketik bukan NIK orang ini. Periksa KTP-nya."))
    if not reason.strip():
        against.append(say("Tulis alasan penggabungan."))
    if against:
        raise Refused(*against)
    keys = _keys(session, (stays.id, goes.id))
    _move(session, stays.id, goes.id, at=at)
    _retire(session, found, at=at)
    _count_anew(session, [stays.id, goes.id], keys)
    region, detail = queries.region_of(stays), {"merged_person": goes.id}
    audit.record(
        session,
        actor,
        "person.merged",
        stays,
        region_code=region,
        at=at,
        reason=reason.strip(),
        detail=detail,
    )
    return stays


def _lock(session: Session, person_ids: Iterable[UUID]) -> None:
    wanted = select(Person.id).where(Person.id.in_(person_ids)).order_by(Person.id)
    session.execute(wanted.with_for_update())


def _keys(session: Session, person_ids: Sequence[UUID]) -> set[Key]:
    rows = (standing_queries.of_person(session, one) for one in person_ids)
    return {each.key for row in rows for each in row}


def _move(session: Session, stays_id: UUID, goes_id: UUID, *, at: datetime) -> None:
    """Let every row that names the one name the other: whichever table it is in."""
    _count_cycles_on(session, stays_id, goes_id)
    _replace_scans(session, stays_id, goes_id, at=at)
    try:
        with session.begin_nested():
            for table, name in _columns():
                column = table.c[name]
                session.execute(update(table).where(column == goes_id).values({name: stays_id}))
    except IntegrityError:
        raise Refused(
            say("Keduanya mempunyai catatan yang sama. Akhiri salah satunya, lalu coba lagi.")
        ) from None
    session.expire_all()


def _columns() -> list[tuple[Table, str]]:
    """Give every column that names a person, but those that say which row this is."""
    return [
        (key.parent.table, key.parent.name)
        for table in Model.metadata.sorted_tables
        if table.name not in _NOT_MOVED
        for key in _foreign_keys(table)
    ]


def _foreign_keys(table: Table) -> list[ForeignKey]:
    return [key for key in table.foreign_keys if key.column is Person.__table__.c.id]


def _count_cycles_on(session: Session, stays_id: UUID, goes_id: UUID) -> None:
    """Number what both hold by the same version as one person's further cycles."""
    mine = aliased(Credential)
    last = (
        select(func.max(mine.cycle))
        .where(mine.person_id == stays_id, mine.version_id == Credential.version_id)
        .scalar_subquery()
    )
    step = update(Credential).where(Credential.person_id == goes_id)
    values = {"cycle": Credential.cycle + func.coalesce(last, 0)}
    session.execute(step.values(values).execution_options(synchronize_session=False))


def _replace_scans(session: Session, stays_id: UUID, goes_id: UUID, *, at: datetime) -> None:
    mine = aliased(RegistrationDocument)
    same = exists().where(
        mine.person_id == stays_id,
        mine.family == RegistrationDocument.family,
        mine.slug == RegistrationDocument.slug,
        mine.replaced_at.is_(None),
    )
    step = update(RegistrationDocument).where(
        RegistrationDocument.person_id == goes_id, RegistrationDocument.replaced_at.is_(None), same
    )
    session.execute(step.values(replaced_at=at).execution_options(synchronize_session=False))


def _retire(session: Session, found: Pair, *, at: datetime) -> None:
    """Close the account of the row that goes; if the other has none, it goes along instead."""
    account = found.goes.account
    found.goes.person.merged_into_id = found.stays.person.id
    if account is None:
        return
    if found.stays.account is None:
        account.person_id = found.stays.person.id
        return
    account.closed_at = account.closed_at or at
    codes.end_sessions(session, account, at=at)
    roles.withdraw_codes(session, account, at=at)


def _count_anew(session: Session, person_ids: list[UUID], keys: Iterable[Key]) -> None:
    session.flush()
    homes.changed(session, person_ids)
    for key in keys:
        standings.hold(session, person_ids, key, homes=homes.homes, read=holdings)
        standings.train(session, person_ids, key, homes=homes.homes, read=trainings)
