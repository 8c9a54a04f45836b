"""Where everybody stands by the facts themselves, to be compared with what was kept."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.credentials.holdings import better, counts_for
from lms.credentials.models import Credential
from lms.people.models import Person
from lms.standings import recounting
from lms.standings.buckets import REGISTERED_TIER, Holding, Key, Training
from lms.standings.models import Obligation, ObligedList
from lms.standings.obliged import IN_FORCE
from lms.standings.operations import Home, lock_lists
from lms.standings.recounting import Differences
from lms.standings.settling import At, State, placed
from lms.training import taking_part
from lms.training.catalogue import Family, Tier


def differences(session: Session) -> Differences:
    """Give where rows and counters are not what the facts say."""
    return recounting.compare(session, states(session))


def repair(session: Session) -> Differences:
    """Make rows and counters what the facts say; give what differed. Nobody settles meanwhile."""
    lock_lists(session)
    said = states(session)
    found = recounting.compare(session, said)
    if found.count:
        recounting.repair(session, said)
    return found


def states(session: Session) -> dict[At, State]:
    """Give where everybody stands, from the facts alone; who is nowhere has no entry."""
    homes, by_nik = _homes(session), _by_nik(session)
    listed = _listed(session)
    found: dict[At, State] = {}
    for key in _keys(session) | {key for _, key in listed}:
        holding, training = _holding(session, key), _training(session, key)
        obliged = {
            by_nik.get(fingerprint, fingerprint): code
            for (fingerprint, at), code in listed.items()
            if at == key
        }
        for one in holding.keys() | training.keys() | obliged.keys():
            state = placed(
                homes.get(one, Home(None, None)),
                obliged.get(one),
                holding.get(one, Holding.NONE),
                training.get(one, Training.NONE),
            )
            if not state.is_nothing:
                found[one, key] = state
    return found


def _homes(session: Session) -> dict[UUID | str, Home]:
    rows = session.execute(select(Person.id, Person.domicile_code))
    return {one: Home(code, None) for one, code in rows}


def _by_nik(session: Session) -> dict[str, UUID | str]:
    known = select(Person.nik_fingerprint, Person.id).where(Person.nik_fingerprint.is_not(None))
    return {fingerprint or "": one for fingerprint, one in session.execute(known)}


def _listed(session: Session) -> dict[tuple[str, Key], str]:
    found = (
        select(
            Obligation.nik_fingerprint,
            ObligedList.family,
            ObligedList.tier,
            Obligation.region_code,
        )
        .join(Obligation.list)
        .where(*IN_FORCE)
        .order_by(ObligedList.applied_at, ObligedList.id)
    )
    rows = session.execute(found)
    return {(fingerprint, Key(family, tier)): code for fingerprint, family, tier, code in rows}


def _keys(session: Session) -> set[Key]:
    tiers = {Key(row.family.value, row.slug) for row in session.scalars(select(Tier))}
    families = session.scalars(select(Credential.family).distinct())
    registered = {Key(one, REGISTERED_TIER) for one in (*families, *Family)}
    held = session.execute(select(Credential.family, Credential.tier).distinct())
    return tiers | registered | {Key(family, tier) for family, tier in held if tier}


def _holding(session: Session, key: Key) -> dict[UUID | str, Holding]:
    found: dict[UUID | str, Holding] = {}
    wanted = select(Credential.person_id, Credential.merit).where(counts_for(key))
    for one, merit in session.execute(wanted):
        found[one] = better(found.get(one), merit)
    return found


def _training(session: Session, key: Key) -> dict[UUID | str, Training]:
    return {one: taking_part.named(at) for one, at in session.execute(taking_part.best(key))}
