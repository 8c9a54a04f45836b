"""What somebody may begin a manuscript from, and what is begun already."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

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


def choices(session: Session, actor: Actor) -> Choices:
    """Give what somebody may begin from."""
    places = [(each.code, each.name) for each in beginning.regions_to_write(session, actor)]
    codes = [code for code, _name in places]
    published = beginning.published(session, actor)
    begun = queries.begun(session, codes, {each.module.slug for each in published})
    there = {(each.slug, each.region_code) for each in begun}
    unbegun = [p for p in published if any((p.module.slug, code) not in there for code in codes)]
    return Choices(places, list(map(_pair, published)), list(map(_pair, unbegun)), begun)


def _pair(each: Published) -> tuple[str, str]:
    where = f" ({each.region_code})" if each.region_code != NATION else ""
    return str(each.module.id), f"{each.module.code} {each.module.title}{where}"
