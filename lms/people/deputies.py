"""Deputies ("pelaksana harian"): somebody stands in for the holder of a role until a day."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from lms.kernel.access import Actor
from lms.kernel.clock import day_of
from lms.kernel.errors import Refused
from lms.kernel.sentence import say
from lms.people.models import Account, RoleGrant
from lms.people.roles import RoleFacts, grant_role, managed_grant


def deputise(
    session: Session,
    actor: Actor,
    grant_id: UUID,
    account: Account,
    *,
    starts_on: date | None,
    ends_on: date,
    at: datetime,
) -> RoleGrant:
    """Give the account the role of this grant's holder, in the holder's place, until that day.

    Raises:
        Refused: the holder is a deputy or the role is over, or the days don't fit; and whatever
            `grant_role` refuses.
    """
    held = managed_grant(session, actor, grant_id)
    if held.deputises_id is not None:
        raise Refused(say("Wakil tidak dapat diwakili lagi. Pilih pemegang perannya."))
    if held.ends_on is not None and held.ends_on < day_of(at):
        raise Refused(say("Peran ini sudah berakhir."))
    if account.id == held.account_id:
        raise Refused(say("Wakil haruslah orang lain."))
    facts = RoleFacts(
        role=held.role,
        region_code=held.region_code,
        organisation_id=held.organisation_id,
        starts_on=starts_on,
        ends_on=ends_on,
        deputises_id=held.id,
    )
    return grant_role(session, actor, account, facts, at=at)
