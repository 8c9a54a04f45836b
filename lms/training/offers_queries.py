"""Announced angkatan and applications for them: what the public, applicants and Dinas ask."""

from collections.abc import Collection, Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session, joinedload

from lms.kernel.access import Actor, Permission
from lms.kernel.errors import NotFound
from lms.kernel.scope import lying_in
from lms.people.models import Person
from lms.regions import queries as regions
from lms.regions.models import Level, Organisation, OrganisationKind, Region
from lms.training.catalogue import CurriculumMaterial, Family, Programme, Tier
from lms.training.models import Angkatan, Participation, Quota, Stage
from lms.training.offers_models import ApplicationState, Offer, SelfApplication
from lms.training.offers_rules import Door

PAGE_ROWS = 20


def _loaded() -> Select[Offer]:
    angkatan = joinedload(Offer.angkatan, innerjoin=True)
    return select(Offer).options(
        angkatan.joinedload(Angkatan.programme).joinedload(Programme.tier),
        angkatan.joinedload(Angkatan.curriculum),
        angkatan.joinedload(Angkatan.organiser),
    )


def _shown(on: date, within: str | None) -> tuple[ColumnElement[bool], ...]:
    coming = (
        Offer.withdrawn_at.is_(None),
        Angkatan.stage == Stage.PLANNED,
        Angkatan.ends_on >= on,
    )
    if within is None:
        return coming
    sends = or_(
        lying_in(Quota.sender_code, [within]), Quota.sender_code.in_(regions.ancestors(within))
    )
    found = select(Quota.angkatan_id).where(Quota.sender_code.is_not(None), sends)
    return (*coming, Offer.angkatan_id.in_(found))


def coming(
    session: Session, within: str | None, *, on: date, limit: int = PAGE_ROWS, offset: int = 0
) -> Sequence[Offer]:
    """Give announced angkatan that are still to come, next first, with programme and organiser.

    `within`: only those with seats for this region or a part of it.
    """
    found = _loaded().join(Angkatan, Angkatan.id == Offer.angkatan_id).where(*_shown(on, within))
    ordered = found.order_by(Angkatan.starts_on, Angkatan.title, Angkatan.id)
    return session.scalars(ordered.limit(limit).offset(offset)).all()


def coming_count(session: Session, within: str | None, *, on: date) -> int:
    """Give how many announced angkatan `coming` could give in all."""
    found = select(func.count()).select_from(Offer).join(Angkatan)
    return session.scalars(found.where(*_shown(on, within))).one()


def offer(session: Session, angkatan_id: UUID) -> Offer:
    """Give an announced angkatan, loaded as above, in whatever stage it is.

    Raises:
        NotFound: it isn't announced, or no longer.
    """
    found = _loaded().where(Offer.angkatan_id == angkatan_id, Offer.withdrawn_at.is_(None))
    row = session.scalars(found).one_or_none()
    if row is None:
        raise NotFound
    return row


def offer_of(session: Session, angkatan_id: UUID) -> Offer | None:
    """Give the announcement of an angkatan, withdrawn or not; None: there never was one."""
    return session.get(Offer, angkatan_id)


def door(found: Offer, quotas: Sequence[Quota]) -> Door:
    """Give what decides whether one may apply for an announced angkatan."""
    codes = tuple(quota.sender_code for quota in quotas if quota.sender_code is not None)
    return Door(found.angkatan.stage, found.withdrawn_at is None, found.closes_on, codes)


def materials(session: Session, curriculum_id: UUID) -> Sequence[CurriculumMaterial]:
    """Give the materials of a curriculum in order."""
    found = select(CurriculumMaterial).where(CurriculumMaterial.curriculum_id == curriculum_id)
    return session.scalars(found.order_by(CurriculumMaterial.position)).all()


def seats(session: Session, angkatan_ids: Collection[UUID]) -> dict[UUID, list[tuple[str, int]]]:
    """Give for each angkatan the sending regions by name with their seats."""
    rows = session.execute(
        select(Quota.angkatan_id, Region.name, Quota.seats)
        .join(Region, Region.code == Quota.sender_code)
        .where(Quota.angkatan_id.in_(angkatan_ids))
        .order_by(Region.code)
    )
    found: dict[UUID, list[tuple[str, int]]] = {one: [] for one in angkatan_ids}
    for angkatan_id, name, count in rows:
        found[angkatan_id].append((name, count))
    return found


def homes(session: Session, angkatan_id: UUID, text: str, *, limit: int) -> list[tuple[str, str]]:
    """Give (code, full name) of the desa that fit, in regions with seats in an angkatan."""
    codes = select(Quota.sender_code).where(
        Quota.angkatan_id == angkatan_id, Quota.sender_code.is_not(None)
    )
    within = [code for code in session.scalars(codes) if code is not None]
    return regions.search_desa_within(session, within, text, limit)


def provinces(session: Session) -> Sequence[Region]:
    """Give the provinces by name."""
    return _regions(session, Region.level == Level.PROVINCE)


def within_province(session: Session, province_code: str) -> Sequence[Region]:
    """Give the kabupaten and kota of a province by name."""
    return _regions(
        session, Region.level == Level.KABUPATEN_KOTA, Region.parent_code == province_code
    )


def _regions(session: Session, *conditions: ColumnElement[bool]) -> Sequence[Region]:
    found = select(Region).where(Region.is_active, *conditions)
    return session.scalars(found.order_by(Region.name)).all()


def office(session: Session, region_code: str, *, on: date) -> Organisation | None:
    """Give the Dinas Sosial nearest to a region that exists on that day."""
    found = select(Organisation).where(
        Organisation.kind == OrganisationKind.DINAS,
        Organisation.region_code.in_(regions.ancestors(region_code)),
        Organisation.valid_from <= on,
        or_(Organisation.valid_until.is_(None), Organisation.valid_until >= on),
    )
    nearest = func.length(Organisation.region_code).desc()
    return session.scalars(found.order_by(nearest, Organisation.name).limit(1)).first()


def programmes(session: Session, family: Family) -> Sequence[Programme]:
    """Give the programmes of a family that belong to a tier, in order of tiers."""
    found = select(Programme).join(Tier, Tier.id == Programme.tier_id)
    ordered = found.where(Programme.family == family).order_by(Tier.position, Programme.title)
    return session.scalars(ordered.options(joinedload(Programme.tier))).all()


def tiers(session: Session, family: Family) -> Sequence[Tier]:
    """Give the tiers of a family in order."""
    return session.scalars(select(Tier).where(Tier.family == family).order_by(Tier.position)).all()


def _applications() -> Select[SelfApplication]:
    angkatan = joinedload(SelfApplication.angkatan, innerjoin=True)
    return select(SelfApplication).options(
        angkatan.joinedload(Angkatan.organiser),
        joinedload(SelfApplication.sender, innerjoin=True),
        joinedload(SelfApplication.person),
    )


def _mine(actor: Actor) -> ColumnElement[bool]:
    return lying_in(SelfApplication.sender_code, actor.regions(Permission.NOMINATE))


def waiting_count(session: Session, actor: Actor) -> int:
    """Give how many applications wait for somebody who nominates for the actor's regions."""
    found = select(func.count()).select_from(SelfApplication).where(_mine(actor))
    return session.scalars(found.where(SelfApplication.state == ApplicationState.SUBMITTED)).one()


def decided_count(session: Session, actor: Actor) -> int:
    """Give how many applications in the actor's regions are decided."""
    found = select(func.count()).select_from(SelfApplication).where(_mine(actor))
    return session.scalars(found.where(SelfApplication.state != ApplicationState.SUBMITTED)).one()


def applications(
    session: Session, actor: Actor, *, is_waiting: bool, limit: int = PAGE_ROWS, offset: int = 0
) -> Sequence[SelfApplication]:
    """Give the applications in the actor's regions: waiting, oldest first, or decided, latest."""
    waits = SelfApplication.state == ApplicationState.SUBMITTED
    order = SelfApplication.submitted_at if is_waiting else SelfApplication.decided_at.desc()
    found = _applications().where(_mine(actor), waits if is_waiting else ~waits)
    return session.scalars(
        found.order_by(order, SelfApplication.id).limit(limit).offset(offset)
    ).all()


def application(
    session: Session, actor: Actor, application_id: UUID, *, lock: bool = False
) -> SelfApplication:
    """Give an application of the actor's regions, perhaps with the row locked; or NotFound."""
    found = _applications().where(SelfApplication.id == application_id)
    if lock:
        found = found.with_for_update(of=SelfApplication)
    row = session.scalars(found.execution_options(populate_existing=True)).one_or_none()
    if row is None or not actor.may(Permission.NOMINATE, within=row.sender_code):
        raise NotFound
    return row


def own(session: Session, person_id: UUID) -> Sequence[SelfApplication]:
    """Give somebody's own applications, latest first."""
    found = _applications().where(SelfApplication.person_id == person_id)
    return session.scalars(found.order_by(SelfApplication.submitted_at.desc())).all()


def own_open(session: Session, person_id: UUID, angkatan_id: UUID) -> SelfApplication | None:
    """Give somebody's application for an angkatan that waits, if any."""
    found = _applications().where(
        SelfApplication.person_id == person_id,
        SelfApplication.angkatan_id == angkatan_id,
        SelfApplication.state == ApplicationState.SUBMITTED,
    )
    return session.scalars(found).one_or_none()


def by_receipt(session: Session, receipt: str) -> SelfApplication | None:
    """Give the application with this receipt number."""
    return session.scalars(_applications().where(SelfApplication.receipt == receipt)).one_or_none()


def by_form(session: Session, form_key: UUID) -> SelfApplication | None:
    """Give the application that a form has made already."""
    found = select(SelfApplication).where(SelfApplication.form_key == form_key)
    return session.scalars(found).one_or_none()


def known_by_nik(session: Session, fingerprints: Collection[str]) -> dict[str, Person]:
    """Give the persons with these NIK, by the NIK's fingerprint."""
    found = select(Person).where(Person.nik_fingerprint.in_(fingerprints))
    return {row.nik_fingerprint or "": row for row in session.scalars(found)}


def asked_before(session: Session, rows: Sequence[SelfApplication]) -> dict[UUID, int]:
    """Give for each application how many others for the same angkatan name the same NIK."""
    marks = {row.nik_fingerprint for row in rows if row.nik_fingerprint}
    counted = session.execute(
        select(SelfApplication.angkatan_id, SelfApplication.nik_fingerprint, func.count())
        .where(SelfApplication.nik_fingerprint.in_(marks))
        .group_by(SelfApplication.angkatan_id, SelfApplication.nik_fingerprint)
    )
    counts = {(angkatan_id, mark): count for angkatan_id, mark, count in counted}
    return {row.id: counts.get((row.angkatan_id, row.nik_fingerprint), 1) - 1 for row in rows}


def taking_part(session: Session, angkatan_id: UUID, person_id: UUID) -> Participation | None:
    """Give somebody's participation in an angkatan, in whatever state, if any."""
    found = select(Participation).where(
        Participation.angkatan_id == angkatan_id, Participation.person_id == person_id
    )
    return session.scalars(found).one_or_none()


def seated(session: Session, person_ids: Collection[UUID]) -> frozenset[tuple[UUID, UUID]]:
    """Give (angkatan, person) for all participations of these people."""
    found = select(Participation.angkatan_id, Participation.person_id)
    rows = session.execute(found.where(Participation.person_id.in_(person_ids)))
    return frozenset((angkatan_id, person_id) for angkatan_id, person_id in rows)
