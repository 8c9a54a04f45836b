"""The organiser announces an angkatan to everybody, or takes the announcement back."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from lms.kernel import audit
from lms.kernel.access import Actor
from lms.kernel.errors import NotFound, Refused
from lms.training import offers_queries, offers_rules, queries
from lms.training.access import require_planner
from lms.training.offers_models import Offer


def announce(
    session: Session, actor: Actor, angkatan_id: UUID, closes_on: date, note: str, *, at: datetime
) -> Offer:
    """Show an angkatan to everybody until `closes_on`; again: change that day or the note.

    Raises:
        Refused: it has begun, no region has seats, or the day makes no sense.
    """
    angkatan = require_planner(session, actor, angkatan_id)
    quotas = queries.quotas(session, angkatan_id)
    against = offers_rules.against_announcing(
        angkatan.stage,
        [quota.sender_code for quota in quotas if quota.sender_code],
        starts_on=angkatan.starts_on,
        closes_on=closes_on,
        today=at.astimezone(angkatan.zone.info).date(),
    )
    if against:
        raise Refused(*against)
    made = offers_queries.offer_of(session, angkatan_id)
    if made is None:
        made = Offer(angkatan_id=angkatan_id, closes_on=closes_on, announced_at=at)
        session.add(made)
    if made.withdrawn_at is not None:
        made.announced_at, made.withdrawn_at = at, None
    made.closes_on, made.note, made.announced_by_id = closes_on, note, actor.account_id
    session.flush()
    detail = {"closes_on": closes_on}
    region = angkatan.region_code
    audit.record(
        session, actor, "offer.announced", angkatan, region_code=region, at=at, detail=detail
    )
    return made


def withdraw(session: Session, actor: Actor, angkatan_id: UUID, *, at: datetime) -> None:
    """Take the announcement of an angkatan back; applications that wait stay to be decided."""
    angkatan = require_planner(session, actor, angkatan_id)
    found = offers_queries.offer_of(session, angkatan_id)
    if found is None:
        raise NotFound
    if found.withdrawn_at is not None:
        return
    found.withdrawn_at = at
    session.flush()
    region = angkatan.region_code
    audit.record(session, actor, "offer.withdrawn", angkatan, region_code=region, at=at)
