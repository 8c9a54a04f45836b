"""Looking regions and organisations up."""

import re
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, Select, case, func, or_, select
from sqlalchemy.orm import Session, aliased, joinedload

from lms.kernel.access import NATION, Actor, Permission
from lms.kernel.errors import NotFound, Refused
from lms.kernel.scope import lying_in
from lms.kernel.sentence import Sentence, say
from lms.regions.folding import fold
from lms.regions.models import Level, Organisation, Region
from lms.regions.zones import zone_of

OFFICE_LEVELS = (Level.NATION, Level.PROVINCE, Level.KABUPATEN_KOTA)
"""Levels at which offices and roles exist."""

_WORDS = re.compile(r"[^\s,]+")
_LONGEST = 200
_NAMED_AT_ONCE = 5000
_ABROAD = "99"  # registered by a mission abroad


def region(session: Session, code: str) -> Region:
    """Give the region of a code, also of one that is no longer in force.

    Raises:
        Refused: no region has this code.
    """
    found = session.get(Region, code)
    if found is None:
        raise Refused(say("Tidak ada wilayah dengan kode %(code)s.", code=code))
    return found


def known(session: Session, code: str, levels: Sequence[Level]) -> bool:
    """Tell whether a code is a region in force at one of these levels."""
    found = select(Region.code).where(
        Region.code == code, Region.level.in_(levels), Region.is_active
    )
    return session.scalar(found) is not None


def ancestors(code: str) -> tuple[str, ...]:
    """Give a region's code and those that contain it, innermost first, without the nation."""
    parts = code.split(".")
    return tuple(".".join(parts[:count]) for count in range(len(parts), 0, -1))


def path(session: Session, code: str) -> tuple[Region, ...]:
    """Give a region and those that contain it, innermost first, without the nation."""
    wanted = ancestors(code)
    found = {r.code: r for r in session.scalars(select(Region).where(Region.code.in_(wanted)))}
    return tuple(found[step] for step in wanted if step in found)


def full_name(session: Session, code: str) -> str:
    """Give "Metro, Metro Pusat, Kota Metro, Lampung"; the code itself where it is unknown."""
    return full_names(session, [code])[code]


def full_names(session: Session, codes: Iterable[str]) -> dict[str, str]:
    """Give the full name for each code, with one query (for thousands a few)."""
    wanted = set(codes)
    steps = list({step for code in wanted for step in ancestors(code)})
    names: dict[str, str] = {}
    for start in range(0, len(steps), _NAMED_AT_ONCE):
        batch = Region.code.in_(steps[start : start + _NAMED_AT_ONCE])
        rows = session.execute(select(Region.code, Region.name).where(batch))
        names |= {code: name for code, name in rows}
    return {code: _joined(code, names) for code in wanted}


def _joined(code: str, names: dict[str, str]) -> str:
    return ", ".join(names[step] for step in ancestors(code) if step in names) or code


def search_desa(session: Session, text: str, limit: int = 20) -> list[tuple[str, str]]:
    """Give (code, full name) of the desa that fit what was typed, best first.

    The first word stands in the desa's own name, the others anywhere in its full name; where
    none is so, all words may stand anywhere. A code is understood too.
    """
    return search(session, text, levels=(Level.DESA,), limit=limit)


def search_desa_within(
    session: Session, codes: Collection[str], text: str, limit: int = 20
) -> list[tuple[str, str]]:
    """Give (code, full name) of the desa that fit, in provinces, kabupaten or kota only.

    It reads just those regions' desa by index, so it may be offered to everybody.
    """
    words = fold(text[:_LONGEST]).replace(",", " ").split()
    if not words:
        return []
    fits = [
        (not own.startswith(words[0]), words[0] not in own, len(own), code)
        for code, own, around in _desa_below(session, codes)
        if all(word in around for word in words)
    ]
    best = [code for *_rank, code in sorted(fits)[:limit]]
    names = full_names(session, best)
    return [(code, names[code]) for code in best]


def _desa_below(session: Session, codes: Collection[str]) -> list[tuple[str, str, str]]:
    """Give code, name and name with those around it of all desa in these regions."""
    named = session.execute(select(Region.code, Region.search_name).where(Region.code.in_(codes)))
    above = {code: name for code, name in named}
    found: list[tuple[str, str, str]] = []
    while above:  # level by level: so each step is found by the parent's index
        rows = session.execute(
            select(Region.code, Region.search_name, Region.parent_code, Region.level).where(
                Region.parent_code.in_(above), Region.is_active
            )
        )
        below = [
            (code, name, f"{name} {above[parent or '']}", level)
            for code, name, parent, level in rows
        ]
        found += [(code, name, path) for code, name, path, level in below if level is Level.DESA]
        above = {code: path for code, _name, path, level in below if level is not Level.DESA}
    return found


def search(
    session: Session, text: str, *, levels: Sequence[Level], limit: int = 20
) -> list[tuple[str, str]]:
    """Give (code, full name) of the regions of these levels that fit, best first."""
    words = _WORDS.findall(fold(text[:_LONGEST]))
    if not words:
        return []
    found = _search(words, levels).limit(limit)
    first = Region.search_name.contains(words[0], autoescape=True) | (Region.code == words[0])
    codes = list(session.scalars(found.where(first)))
    if not codes and len(words) > 1:
        codes = list(session.scalars(found))
    names = full_names(session, codes)
    return [(code, names[code]) for code in codes]


def _search(words: list[str], levels: Sequence[Level]) -> Select[str]:
    outer = [aliased(Region) for _ in range(len(Level) - 1)]
    found = select(Region.code).where(Region.level.in_(levels), Region.is_active)
    columns = [Region.search_name]
    inner = Region.parent_code
    for one in outer if Level.DESA in levels else outer[:1]:
        found = found.outerjoin(one, one.code == inner)
        columns.append(one.search_name)
        inner = one.parent_code
    columns.append(Region.code)
    for word in words:
        found = found.where(or_(*(column.contains(word, autoescape=True) for column in columns)))
    return found.order_by(_rank(words), func.length(Region.name), Region.code)


def _rank(words: list[str]) -> ColumnElement[int]:
    whole, first = " ".join(words), words[0]
    name = Region.search_name
    return case(
        (or_(name == whole, Region.code == first), 0),
        (name == first, 1),
        (name.startswith(whole, autoescape=True), 2),
        (name.startswith(first, autoescape=True), 3),
        else_=4,
    )


def district_warnings(session: Session, district: str) -> tuple[Sentence, ...]:
    """Give what is odd about the six digits with which a NIK begins, by our table.

    Old codes live on in NIK after regions were split, so this is never more than a warning.
    """
    code = f"{district[:2]}.{district[2:4]}.{district[4:]}"
    if district.startswith(_ABROAD) or session.get(Region, code) is not None:
        return ()
    words = "Kode wilayah %(code)s pada NIK tidak ada dalam daftar sekarang. Periksa pada KTP."
    return (say(words, code=code),)


def organisation(session: Session, organisation_id: UUID) -> Organisation:
    """Give an organisation with its region.

    Raises:
        NotFound: there is none of this id.
    """
    found = select(Organisation).where(Organisation.id == organisation_id)
    row = session.scalars(found.options(joinedload(Organisation.region))).one_or_none()
    if row is None:
        raise NotFound
    return row


def managed(session: Session, actor: Actor, organisation_id: UUID) -> Organisation:
    """Give an organisation that the actor manages.

    Raises:
        NotFound: there is none in the actor's regions.
    """
    row = organisation(session, organisation_id)
    if not actor.may(Permission.ORGANISATION_MANAGE, within=row.region_code):
        raise NotFound
    return row


def organisations(session: Session, actor: Actor, permission: Permission) -> Sequence[Organisation]:
    """Give the organisations in the actor's regions, by name, each with its region."""
    mine = lying_in(Organisation.region_code, actor.regions(permission))
    found = select(Organisation).where(mine).options(joinedload(Organisation.region))
    return session.scalars(found.order_by(Organisation.name, Organisation.valid_from)).all()


def living_organisations(session: Session, *, on: date) -> Sequence[Organisation]:
    """Give all organisations that exist on that day, by name, each with its region."""
    found = (
        select(Organisation)
        .where(Organisation.valid_from <= on)
        .where(or_(Organisation.valid_until.is_(None), Organisation.valid_until >= on))
        .options(joinedload(Organisation.region))
    )
    return session.scalars(found.order_by(Organisation.name)).all()


def ministry(session: Session, *, on: date) -> Organisation | None:
    """Give the national office that answers for the installation, the oldest living one."""
    living = or_(Organisation.valid_until.is_(None), Organisation.valid_until >= on)
    found = select(Organisation).where(Organisation.region_code == NATION, living)
    return session.scalars(found.order_by(Organisation.created_at).limit(1)).first()


__all__ = [
    "OFFICE_LEVELS",
    "ancestors",
    "district_warnings",
    "full_name",
    "full_names",
    "known",
    "living_organisations",
    "managed",
    "ministry",
    "organisation",
    "organisations",
    "path",
    "region",
    "search",
    "search_desa",
    "search_desa_within",
    "zone_of",
]
