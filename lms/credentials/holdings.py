"""What people hold of a tier, as the standings count it, and telling them when it changed."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, select
from sqlalchemy.orm import Session

from lms.credentials.models import Credential, Merit, Revocation
from lms.people.homes import homes
from lms.standings import operations as standings
from lms.standings.buckets import REGISTERED_TIER, Holding, Key
from lms.standings.obliged import batches


def key_of(credential: Credential) -> Key | None:
    """Give what a credential is counted for; None: for nothing, as of a rakor."""
    if credential.merit is Merit.REGISTERED:
        return Key(credential.family, REGISTERED_TIER)
    return Key(credential.family, credential.tier) if credential.tier else None


def counts_for(key: Key) -> ColumnElement[bool]:
    """Give the condition that a credential in force is counted for the key."""
    in_force = ~exists().where(Revocation.credential_id == Credential.id)
    registers = Credential.merit == Merit.REGISTERED
    of_tier = and_(Credential.tier == key.tier, ~registers)
    meant = registers if key.tier == REGISTERED_TIER else of_tier
    return and_(Credential.family == key.family, meant, in_force)


def holdings(session: Session, person_ids: Collection[UUID], key: Key) -> dict[UUID, Holding]:
    """Give the best that each of these people holds of the key; nothing: left out."""
    found: dict[UUID, Holding] = {}
    for batch in batches(person_ids):
        of_them = Credential.person_id.in_(batch)
        wanted = select(Credential.person_id, Credential.merit).where(of_them, counts_for(key))
        for one, merit in session.execute(wanted):
            found[one] = better(found.get(one), merit)
    return found


def better(known: Holding | None, merit: Merit) -> Holding:
    """Give the better of what is known and what a credential of this merit is worth."""
    if merit is Merit.RECOGNISED and known is not Holding.ISSUED:
        return Holding.RECOGNISED
    return Holding.ISSUED


def changed(session: Session, credential: Credential) -> None:
    """Have the person counted anew for what this credential, new or ended, is counted for."""
    key = key_of(credential)
    if key is not None:
        standings.hold(session, [credential.person_id], key, homes=homes, read=holdings)
