"""The requirements that come with Bekal, and taking them into the database."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml
from sqlalchemy.orm import Session

from lms.kernel.access import NATION
from lms.registration import queries
from lms.registration.models import Demand, RegistrationRequirement

SHIPPED = Path(__file__).with_name("requirements.yaml")
_OFFERED = "pilihan"


def load(session: Session, content: Mapping[str, list[dict[str, Any]]]) -> int:
    """Add the requirements that are not there yet and give how many those are.

    What is there stays as it is: an installation may have changed it.
    """
    added = 0
    for family, rows in content.items():
        known = queries.requirement_rows(session, family)
        for position, row in enumerate(rows, start=1):
            if row["slug"] not in known:
                session.add(_requirement(family, position, row))
                added += 1
    session.flush()
    return added


def shipped() -> dict[str, list[dict[str, Any]]]:
    """Give the requirements that come with Bekal and hold everywhere, by family."""
    return {family: rows for family, rows in _content().items() if family != _OFFERED}


def offered(family: str) -> dict[str, dict[str, Any]]:
    """Give the requirements that a region may add as they are, by slug."""
    return {row["slug"]: row for row in _content()[_OFFERED].get(family, [])}


def _content() -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load(SHIPPED.read_text("utf-8"))
    return content


def _requirement(family: str, position: int, row: dict[str, Any]) -> RegistrationRequirement:
    return RegistrationRequirement(
        family=family,
        slug=row["slug"],
        region_code=NATION,
        position=position,
        demand=Demand(row["demand"]),
        title=row["title"],
        value=row.get("value", {}),
        source=row["source"],
    )
