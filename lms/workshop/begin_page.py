"""What somebody may begin a manuscript from, and what is begun already."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy.orm import Session

from courses.kinds import Track
from lms.kernel.access import NATION, Actor
from lms.workshop import beginning, queries
from lms.workshop.beginning import Published
from lms.workshop.queries import Begun


@dataclass(frozen=True)
class Choices:
    """The regions to write for, the published modules, and what is begun of them there."""

    places: list[tuple[str, str]]
    modules: list[tuple[str, str]]
    unbegun: list[tuple[str, str]]  # the modules of which a place has no manuscript
    begun: tuple[Begun, ...]
    free_codes: tuple[str, ...]  # the next code of each track


def choices(session: Session, actor: Actor) -> Choices:
    """Give what somebody may begin from."""
    places = [(each.code, each.name) for each in beginning.regions_to_write(session, actor)]
    codes = [code for code, _name in places]
    published = beginning.published(session, actor)
    begun = queries.begun(session, codes, {each.module.slug for each in published})
    there = {(each.slug, each.region_code) for each in begun}
    unbegun = [p for p in published if any((p.module.slug, code) not in there for code in codes)]
    codes_used = {p.module.code for p in published} | queries.codes(session, codes)
    pairs = list(map(_pair, published)), list(map(_pair, unbegun))
    return Choices(places, *pairs, begun, free_codes(codes_used))


def free_codes(used: Collection[str]) -> tuple[str, ...]:
    """Give for each track the code after the highest that is used: ("A17", "B4", "C1")."""
    numbers = {
        track: [int(code[1:]) for code in used if code[:1] == track.value and code[1:].isdigit()]
        for track in Track
    }
    return tuple(f"{track.value}{max(found, default=0) + 1}" for track, found in numbers.items())


def _pair(each: Published) -> tuple[str, str]:
    where = f" ({each.region_code})" if each.region_code != NATION else ""
    return str(each.module.id), f"{each.module.code} {each.module.title}{where}"
