"""Keys of other systems."""

from collections.abc import Collection
from datetime import timedelta

from sqlalchemy.orm import Session

from lms.api import keys
from lms.api.models import ApiKey, Use
from lms.kernel import clock
from lms.kernel.access import SYSTEM


def a_key(
    session: Session, region_code: str = "18", uses: Collection[Use] = tuple(Use)
) -> tuple[ApiKey, str]:
    """Give a key for a region, and what its holder sends."""
    ends_on = clock.today() + timedelta(days=90)
    facts = keys.KeyFacts("Sistem contoh", "Uji", region_code, uses, ends_on)
    return keys.make(session, SYSTEM, facts, at=clock.now())
