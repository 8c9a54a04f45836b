"""Loading the regions, and founding, changing and ending organisations."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from lms.kernel import audit
from lms.kernel.access import NATION, Actor, Permission
from lms.kernel.errors import Refused
from lms.kernel.sentence import say
from lms.regions import queries
from lms.regions.models import Level, Organisation, OrganisationKind, Region


@dataclass(frozen=True)
class Loaded:
    """What loading the regions did, in rows."""

    added: int
    changed: int
    ended: int


def load(session: Session, rows: Sequence[dict[str, Any]]) -> Loaded:
    """Make the table hold these regions; codes that are gone stay as inactive.

    Each gets the number of desa within it, so that no page has to count them.
    """
    counts = desa_counts(rows)
    rows = [row | {"desa_count": counts[row["code"]]} for row in rows]
    known = {row["code"]: dict(row) for row in session.execute(select(Region.__table__)).mappings()}
    fresh = [row for row in rows if row["code"] not in known]
    changed = [row for row in rows if row["code"] in known and known[row["code"]] != row]
    gone = _gone(known, {row["code"] for row in rows})
    if fresh:
        session.execute(insert(Region), fresh)
    if changed:
        session.execute(update(Region), changed)
    if gone:
        session.execute(update(Region), [{"code": code, "is_active": False} for code in gone])
    recounted = [
        row for row in changed if row | {"desa_count": 0} == _uncounted(known[row["code"]])
    ]
    return Loaded(len(fresh), len(changed) - len(recounted), len(gone))


def _uncounted(row: dict[str, Any]) -> dict[str, Any]:
    return row | {"desa_count": 0}


def desa_counts(rows: Iterable[Mapping[str, Any]]) -> Counter[str]:
    """Give how many desa in force lie within each of these regions; a desa has none within it."""
    counts: Counter[str] = Counter()
    for row in rows:
        if row["level"] == Level.DESA and row["is_active"]:
            counts.update((NATION, *queries.ancestors(row["code"])[1:]))
    return counts


def _gone(known: dict[str, dict[str, Any]], current: set[str]) -> list[str]:
    return [code for code, row in known.items() if code not in current and row["is_active"]]


@dataclass(frozen=True)
class OrganisationFacts:
    """What is said about an organisation; `whatsapp` as E.164."""

    name: str
    short_name: str
    kind: OrganisationKind
    region_code: str
    unit_code: str
    contact_name: str
    whatsapp: str
    address: str | None = None


def found(
    session: Session,
    actor: Actor,
    facts: OrganisationFacts,
    *,
    valid_from: date,
    at: datetime,
) -> Organisation:
    """Give a new organisation in a region where the actor manages them."""
    actor.require(Permission.ORGANISATION_MANAGE, within=facts.region_code)
    queries.region(session, facts.region_code)
    made = Organisation(**vars(facts), valid_from=valid_from, created_at=at)
    session.add(made)
    session.flush()
    _note(session, actor, "organisation.founded", made, at=at)
    return made


def change(
    session: Session,
    actor: Actor,
    organisation_id: UUID,
    facts: OrganisationFacts,
    *,
    at: datetime,
) -> Organisation:
    """Correct what is said about an organisation; a new official name is `rename`'s work."""
    kept = queries.managed(session, actor, organisation_id)
    actor.require(Permission.ORGANISATION_MANAGE, within=facts.region_code)
    queries.region(session, facts.region_code)
    changed = [name for name, value in vars(facts).items() if getattr(kept, name) != value]
    for name in changed:
        setattr(kept, name, getattr(facts, name))
    _note(session, actor, "organisation.changed", kept, at=at, detail={"fields": changed})
    return kept


def rename(
    session: Session,
    actor: Actor,
    organisation_id: UUID,
    *,
    name: str,
    short_name: str,
    on: date,
    at: datetime,
) -> Organisation:
    """Give the successor under the new name from that day; the old one ends the day before."""
    old = queries.managed(session, actor, organisation_id)
    _require_living(old)
    if on <= old.valid_from:
        raise Refused(say("Tanggal nama baru harus sesudah tanggal nama lama mulai berlaku."))
    facts = replace(_facts_of(old), name=name, short_name=short_name)
    new = found(session, actor, facts, valid_from=on, at=at)
    old.valid_until, old.successor_id = on - timedelta(days=1), new.id
    _note(session, actor, "organisation.renamed", old, at=at, detail={"successor_id": new.id})
    return new


def end(
    session: Session,
    actor: Actor,
    organisation_id: UUID,
    *,
    on: date,
    successor_id: UUID | None,
    reason: str,
    at: datetime,
) -> None:
    """Let an organisation end with that day, perhaps in favour of a successor."""
    kept = queries.managed(session, actor, organisation_id)
    _require_living(kept)
    if on < kept.valid_from:
        raise Refused(say("Tanggal berakhir tidak boleh sebelum tanggal mulai berlaku."))
    if successor_id is not None:
        successor = queries.organisation(session, successor_id)
        if successor.id == kept.id:
            raise Refused(say("Penerus harus organisasi yang lain."))
    kept.valid_until, kept.successor_id = on, successor_id
    _note(session, actor, "organisation.ended", kept, at=at, reason=reason)


def _require_living(organisation: Organisation) -> None:
    if organisation.valid_until is not None:
        raise Refused(say("Organisasi ini sudah diakhiri."))


def _facts_of(row: Organisation) -> OrganisationFacts:
    return OrganisationFacts(
        name=row.name,
        short_name=row.short_name,
        kind=row.kind,
        region_code=row.region_code,
        unit_code=row.unit_code,
        contact_name=row.contact_name,
        whatsapp=row.whatsapp,
        address=row.address,
    )


def _note(
    session: Session,
    actor: Actor,
    act: str,
    organisation: Organisation,
    *,
    at: datetime,
    reason: str | None = None,
    detail: dict[str, Any] | None = None,
) -> None:
    region = organisation.region_code
    audit.record(
        session, actor, act, organisation, region_code=region, at=at, reason=reason, detail=detail
    )
