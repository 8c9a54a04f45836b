"""Figures over everything, limited to the actor's regions."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import (
    CTE,
    ColumnElement,
    Select,
    Subquery,
    and_,
    case,
    func,
    literal,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import Session

from lms.credentials.models import Credential, Revocation
from lms.credentials.registering import PSM_REGISTERED
from lms.kernel.access import NATION, Actor, Permission, contains
from lms.kernel.errors import NotFound
from lms.kernel.scope import lying_in
from lms.oversight.coverage import Figures, RegionFigures, child_width
from lms.people.models import Person
from lms.regions.models import Level, Region
from lms.training.catalogue import Programme
from lms.training.models import Angkatan, Participation, ParticipationState, Stage

_PEOPLE = ("registered", "trained", "in_training")


def region(session: Session, actor: Actor, code: str) -> Region:
    """Give a region of which the actor may see the figures and that has children; or NotFound."""
    if child_width(code) is None or not actor.may(Permission.OVERSIGHT_READ, within=code):
        raise NotFound
    found = session.get(Region, code)
    if found is None:
        raise NotFound
    return found


def coverage(
    session: Session, actor: Actor, code: str, achievements: Sequence[str]
) -> tuple[RegionFigures, ...]:
    """Give the figures of a region's children by code, with one query; nobody there: zeros.

    Codes no longer in force come only if people are counted there. If people are known only to
    the region itself, its own row comes last.
    """
    found = region(session, actor, code)
    rows = session.execute(_coverage(found.code, achievements)).all()
    read = (
        RegionFigures(code, name, is_active, Figures(*(int(n or 0) for n in numbers)))
        for code, name, is_active, *numbers in rows
    )
    return tuple(
        row for row in read if row.figures.has_people or (row.is_active and row.code != found.code)
    )


def people(session: Session, actor: Actor, achievements: Sequence[str]) -> Figures:
    """Give how many people the actor's regions have of each sort; the desa are not counted."""
    codes = actor.regions(Permission.OVERSIGHT_READ)
    outermost = [
        one for one in codes if not any(contains(other, one) for other in codes if other != one)
    ]
    found = Figures()
    for code in outermost:
        by_domicile = _by_domicile(code, achievements)
        sums = (func.coalesce(func.sum(by_domicile.c[name]), 0) for name in _PEOPLE)
        found += Figures(*(int(number) for number in session.execute(select(*sums)).one()))
    return found


def _coverage(code: str, achievements: Sequence[str]) -> Select[*tuple[Any, ...]]:
    width = child_width(code) or 0
    found, desa = _by_child(_by_domicile(code, achievements), width), _desa_by_child(code, width)
    return (
        select(
            Region.code,
            Region.name,
            Region.is_active,
            *(found.c[name] for name in _PEOPLE),
            desa.c.all,
            *(found.c[f"desa_{name}"] for name in _PEOPLE),
        )
        .outerjoin(found, found.c.child == Region.code)
        .outerjoin(desa, desa.c.child == Region.code)
        .where(or_(Region.parent_code == code, Region.code == code))
        .order_by(Region.code == code, Region.code)
    )


def _holders(code: str, achievements: Sequence[str]) -> Select[UUID, str]:
    in_force = Revocation.id.is_(None)
    return (
        select(Credential.person_id.label("person_id"), _home().label("code"))
        .join(Person, Person.id == Credential.person_id)
        .outerjoin(Revocation, Revocation.credential_id == Credential.id)
        .where(Credential.achievement.in_(achievements), in_force)
        .where(lying_in(Person.domicile_code, [code]))
    )


def _participants(code: str, achievements: Sequence[str]) -> Select[UUID, str]:
    return (
        select(Participation.person_id.label("person_id"), _home().label("code"))
        .join(Person, Person.id == Participation.person_id)
        .join(Angkatan, Angkatan.id == Participation.angkatan_id)
        .join(Programme, Programme.id == Angkatan.programme_id)
        .where(
            Participation.state == ParticipationState.ENROLLED,
            Angkatan.stage == Stage.RUNNING,
            Programme.slug.in_(achievements),
            lying_in(Person.domicile_code, [code]),
        )
    )


def _home() -> ColumnElement[str]:
    return func.coalesce(Person.domicile_code, NATION)


def _by_domicile(code: str, achievements: Sequence[str]) -> CTE:
    """Count each person once for each thing that they are, at where they live."""
    sources = (
        _holders(code, [PSM_REGISTERED]),
        _holders(code, achievements),
        _participants(code, achievements),
    )
    marked = union_all(
        *(
            source.add_columns(*(literal(int(n == m)).label(_PEOPLE[m]) for m in range(3)))
            for n, source in enumerate(sources)
        )
    ).subquery()
    marks = (func.max(marked.c[name]).label(name) for name in _PEOPLE)
    grouped = select(marked.c.code, *marks).group_by(marked.c.person_id, marked.c.code)
    each = grouped.subquery()
    still_learning = case((each.c.trained == 1, 0), else_=each.c.in_training)
    return (
        select(
            each.c.code,
            func.sum(each.c.registered).label("registered"),
            func.sum(each.c.trained).label("trained"),
            func.sum(still_learning).label("in_training"),
        )
        .group_by(each.c.code)
        .cte("by_domicile")
    )


def _by_child(by_domicile: CTE, width: int) -> Subquery:
    """Sum people by child, and its desa by how they stand.

    The list of domiciles leads: from the desa's side SQLite would scan it anew for each desa.
    """
    child = func.substr(by_domicile.c.code, 1, width)
    people = (func.sum(by_domicile.c[name]).label(name) for name in _PEOPLE)
    desa = (
        func.sum(case((and_(_is_desa(), condition), 1), else_=0)).label(f"desa_{name}")
        for name, condition in zip(_PEOPLE, _stands(by_domicile), strict=True)
    )
    found = select(child.label("child"), *people, *desa).select_from(by_domicile)
    return found.outerjoin(Region, Region.code == by_domicile.c.code).group_by(child).subquery()


def _desa_by_child(code: str, width: int) -> Subquery:
    child = func.substr(Region.code, 1, width)
    found = select(child.label("child"), func.count().label("all"))
    return found.where(_is_desa(), lying_in(Region.code, [code])).group_by(child).subquery()


def _is_desa() -> ColumnElement[bool]:
    return and_(Region.level == Level.DESA, Region.is_active)


def _stands(by_domicile: CTE) -> tuple[ColumnElement[bool], ...]:
    """Give for each status of coverage.Status but "none" when a desa has it, the best first."""
    registered, trained, in_training = (by_domicile.c[name] for name in _PEOPLE)
    return (
        registered > 0,
        and_(registered == 0, trained > 0),
        and_(registered == 0, trained == 0, in_training > 0),
    )
