"""What a planner may choose from: curricula, offices, people who could teach."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from lms.kernel.access import NATION, Actor, Permission, contains
from lms.kernel.scope import lying_in
from lms.people.models import Person
from lms.people.phones import normalise
from lms.regions import queries as regions
from lms.regions.folding import fold
from lms.regions.models import Level, Organisation, OrganisationKind, Region
from lms.training.catalogue import Curriculum, CurriculumMaterial, Mode, Programme

_PEOPLE_MOST = 20
_SENDING_KINDS = (OrganisationKind.IPSM, OrganisationKind.BALAI, OrganisationKind.OTHER)


def curricula(session: Session, actor: Actor) -> Sequence[Curriculum]:
    """Give the latest version of each curriculum that can be held, with programme and tier.

    Those made for a region come only to planners in it or around it, and before the nation's.
    """
    unwritten = select(CurriculumMaterial.curriculum_id).where(
        CurriculumMaterial.mode == Mode.ASYNCHRONOUS, CurriculumMaterial.module_id.is_(None)
    )
    found = session.scalars(
        select(Curriculum)
        .join(Programme, Programme.id == Curriculum.programme_id)
        .where(Curriculum.id.not_in(unwritten))
        .options(joinedload(Curriculum.programme).joinedload(Programme.tier))
        .order_by(Programme.family.desc(), Programme.title, Curriculum.version)
    ).all()
    codes = actor.regions(Permission.ANGKATAN_PLAN)
    theirs = [each for each in found if _is_offered(each.region_code, codes)]
    latest = {(*_slug(each), each.region_code): each for each in theirs}
    first = {slug: place for place, slug in enumerate(dict.fromkeys(map(_slug, theirs)))}
    return sorted(
        latest.values(), key=lambda each: (first[_slug(each)], each.region_code == NATION)
    )


def _is_offered(region_code: str, codes: Sequence[str]) -> bool:
    return any(contains(region_code, code) or contains(code, region_code) for code in codes)


def _slug(curriculum: Curriculum) -> tuple[str, str]:
    return str(curriculum.programme_id), str(curriculum.content.get("slug", ""))


def region_names(session: Session, curricula: Sequence[Curriculum]) -> dict[str, str]:
    """Give the names of the regions that some of these curricula are made for."""
    codes = {each.region_code for each in curricula} - {NATION}
    if not codes:
        return {}
    found = select(Region.code, Region.name).where(Region.code.in_(codes))
    return {code: name for code, name in session.execute(found)}


def organisers(session: Session, actor: Actor, *, on: date) -> Sequence[Organisation]:
    """Give the living offices in the regions where the actor plans."""
    own = regions.organisations(session, actor, Permission.ANGKATAN_PLAN)
    return [each for each in own if each.valid_until is None or each.valid_until >= on]


def sender_regions(session: Session, within: str) -> Sequence[Region]:
    """Give the kabupaten and kota that may be given seats: of the same province, or all."""
    province = within.split(".")[0]
    found = select(Region).where(
        Region.level == Level.KABUPATEN_KOTA,
        Region.is_active,
        lying_in(Region.code, [province]),
    )
    return session.scalars(found.order_by(Region.code)).all()


def sender_organisations(session: Session, *, on: date) -> Sequence[Organisation]:
    """Give the living organisations that are no office of a region, such as IPSM."""
    found = regions.living_organisations(session, on=on)
    return [each for each in found if each.kind in _SENDING_KINDS]


def people(session: Session, actor: Actor, text: str) -> Sequence[Person]:
    """Give people by name within the regions where the actor plans, or by exact phone number."""
    words = fold(text).split()
    if not words:
        return ()
    named = [Person.search_name.contains(word, autoescape=True) for word in words]
    mine = lying_in(Person.domicile_code, actor.regions(Permission.ANGKATAN_PLAN))
    found = select(Person).where(mine, *named)
    try:
        phone = normalise(text)
    except ValueError:
        phone = ""
    if phone:
        found = select(Person).where(Person.phone == phone)
    loads = joinedload(Person.domicile)
    return session.scalars(
        found.options(loads).order_by(Person.search_name).limit(_PEOPLE_MOST)
    ).all()
