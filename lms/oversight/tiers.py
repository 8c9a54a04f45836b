"""Which trainings are asked about: the tiers of each family, in order, with their words."""

from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.kernel.errors import NotFound
from lms.oversight.words import FAMILY_WORDS
from lms.standings import queries as standings
from lms.standings.buckets import REGISTERED_TIER, Key
from lms.training.catalogue import Family, Tier
from lms.web.templating import sentence

FIRST = Key(Family.PSM.value, "dasar")
"""What is shown where nothing is chosen."""


@dataclass(frozen=True)
class Offered:
    """A key that can be chosen: "PSM" and "Dasar"."""

    key: Key
    family_words: str
    tier_words: str

    @property
    def words(self) -> str:
        """Give "PSM, tingkat Dasar"."""
        return str(
            _("%(family)s, tingkat %(tier)s", family=self.family_words, tier=self.tier_words)
        )

    def at(self, code: str) -> dict[str, Any]:
        """Give the values of an address: this tier in the region of this code."""
        return {"family": self.key.family, "tier": self.key.tier, "code": code}

    @property
    def registered(self) -> Key:
        """Give the key of those who are registered in this family."""
        return Key(self.key.family, REGISTERED_TIER)


def offered(session: Session) -> tuple[Offered, ...]:
    """Give every key there is: by family, then by tier; never empty."""
    rows = session.execute(select(Tier.family, Tier.slug, Tier.title).order_by(Tier.position))
    titles = {Key(family.value, slug): title for family, slug, title in rows}
    counted = (key for key in standings.keys(session) if key.tier != REGISTERED_TIER)
    for key in (*counted, FIRST):
        titles.setdefault(key, key.tier.capitalize())
    families = [one.value for one in Family]
    ordered = sorted(titles, key=lambda key: _place(families, key.family))
    return tuple(Offered(key, _family(key.family), titles[key]) for key in ordered)


def chosen(session: Session, family: str, tier: str) -> Offered:
    """Give the key of an address.

    Raises:
        NotFound: there is no such tier.
    """
    for one in offered(session):
        if one.key == (family, tier):
            return one
    raise NotFound


def _place(families: list[str], family: str) -> int:
    return families.index(family) if family in families else len(families)


def _family(family: str) -> str:
    return sentence(FAMILY_WORDS[family]) if family in FAMILY_WORDS else family.capitalize()
