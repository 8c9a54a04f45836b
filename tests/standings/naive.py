"""The recount in plain Python: row by row, as slow and as simple as can be."""

from collections import defaultdict

from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.credentials.models import Credential, Merit, Revocation
from lms.kernel.access import NATION, contains
from lms.people.models import Person
from lms.standings.buckets import Bucket, Key
from lms.standings.models import Mode, Obligation, ObligedList, ObligedTarget
from lms.training.catalogue import Programme, Tier
from lms.training.models import (
    Angkatan,
    Kind,
    Participation,
    ParticipationState,
    ParticipationStep,
    Stage,
)

Split = tuple[dict[Bucket, int], dict[Bucket, int]]
_ASKED = {ParticipationState.INVITED, ParticipationState.WILLING, ParticipationState.ENROLLED}


def stands(session: Session, person: Person, key: Key) -> Bucket:
    """Give where a person stands for a key."""
    revoked = set(session.scalars(select(Revocation.credential_id)))
    merits = {
        each.merit
        for each in session.scalars(select(Credential).where(Credential.person_id == person.id))
        if each.id not in revoked
        and each.family == key.family
        and (each.merit is Merit.REGISTERED) == (key.tier == "terdaftar")
        and (each.tier == key.tier or key.tier == "terdaftar")
    }
    if merits - {Merit.RECOGNISED}:
        return Bucket.DONE
    if merits:
        return Bucket.RECOGNISED
    return _trained(session, person, key)


def _trained(session: Session, person: Person, key: Key) -> Bucket:
    found = {Bucket.NEVER}
    own = select(Participation).where(Participation.person_id == person.id)
    for each in session.scalars(own.execution_options(populate_existing=True)).all():
        angkatan = session.get_one(Angkatan, each.angkatan_id)
        programme = session.get_one(Programme, angkatan.programme_id)
        tier = session.get(Tier, programme.tier_id) if programme.tier_id else None
        if tier is None or (programme.family, tier.slug) != key:
            continue
        if angkatan.stage is Stage.CANCELLED or angkatan.kind in (Kind.PEMBINAAN, Kind.RAKOR):
            continue
        steps = select(ParticipationStep).where(ParticipationStep.participation_id == each.id)
        if angkatan.stage is not Stage.CLOSED and each.state is ParticipationState.ENROLLED:
            found.add(Bucket.IN_TRAINING)
        elif angkatan.stage is Stage.CLOSED and each.came:
            found.add(Bucket.UNFINISHED)
        elif any(step.state in _ASKED for step in session.scalars(steps)):
            found.add(Bucket.ABSENT)
    return min(found, key=list(Bucket).index)


def _in_force(session: Session, key: Key) -> list[ObligedList]:
    rows = session.scalars(select(ObligedList).order_by(ObligedList.applied_at)).all()
    return [
        row
        for row in rows
        if row.applied_at and not row.replaced_at and (row.family, row.tier) == key
    ]


def by_place(session: Session, key: Key) -> dict[str, Split]:
    """Give the obliged and the others by the region that each is counted in."""
    lists = _in_force(session, key)
    listed: dict[str, str] = {}
    targets: dict[str, int] = {}
    for one in lists:
        for row in session.scalars(select(Obligation).where(Obligation.list_id == one.id)):
            listed[row.nik_fingerprint] = row.region_code
        for aim in session.scalars(select(ObligedTarget).where(ObligedTarget.list_id == one.id)):
            if one.mode is Mode.TARGETS:
                targets[aim.region_code] = aim.people_count
    found: dict[str, Split] = defaultdict(
        lambda: (dict.fromkeys(Bucket, 0), dict.fromkeys(Bucket, 0))
    )
    for person in session.scalars(select(Person)).all():
        desa = listed.pop(person.nik_fingerprint or "", None)
        where, bucket = person.domicile_code or desa or NATION, stands(session, person, key)
        if desa is not None or bucket is not Bucket.NEVER:
            found[where][desa is None][bucket] += 1
    for desa in listed.values():
        found[desa][0][Bucket.NEVER] += 1
    for code, wanted in targets.items():
        _fill(found[code], wanted)
    return found


def _fill(split: Split, aim: int) -> None:
    obliged, others = split
    for bucket in Bucket:
        while sum(obliged.values()) < aim and others[bucket]:
            others[bucket] -= 1
            obliged[bucket] += 1
    obliged[Bucket.NEVER] += max(0, aim - sum(obliged.values()))


def inside(places: dict[str, Split], code: str) -> Split:
    """Add up everything that is counted in a region."""
    obliged, others = dict.fromkeys(Bucket, 0), dict.fromkeys(Bucket, 0)
    for place, (some, more) in places.items():
        if contains(code, place):
            for bucket in Bucket:
                obliged[bucket] += some[bucket]
                others[bucket] += more[bucket]
    return obliged, others


def desa_done(places: dict[str, Split], code: str) -> int:
    """Give how many desa of a region have somebody done or recognised."""
    finished = (Bucket.DONE, Bucket.RECOGNISED)
    return sum(
        any(split[bucket] for split in both for bucket in finished)
        for place, both in places.items()
        if contains(code, place) and len(place) == 13
    )
