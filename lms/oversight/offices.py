"""Whom to call about a region: its Dinas Sosial, else that of the region around it."""

from collections.abc import Iterable, Mapping
from datetime import date

from sqlalchemy.orm import Session

from lms.kernel.access import NATION
from lms.oversight import runs
from lms.regions import queries as regions
from lms.regions.models import Organisation


def own(session: Session, codes: Iterable[str], *, on: date) -> dict[str, Organisation]:
    """Give the office that each of these regions has itself."""
    return runs.offices(session, sorted(set(codes)), on=on)


def nearest(session: Session, codes: Iterable[str], *, on: date) -> Mapping[str, Organisation]:
    """Give for each region the office nearest above it, at last the ministry; with few queries."""
    wanted = set(codes)
    around = {step for code in wanted - {NATION} for step in regions.ancestors(code)}
    found = own(session, around, on=on) if around else {}
    answers = {code: _innermost(code, found) for code in wanted}
    if None in answers.values():
        ministry = regions.ministry(session, on=on)
        answers = {code: office or ministry for code, office in answers.items()}
    return {code: office for code, office in answers.items() if office is not None}


def _innermost(code: str, found: Mapping[str, Organisation]) -> Organisation | None:
    if code == NATION:
        return None
    return next((found[step] for step in regions.ancestors(code) if step in found), None)
