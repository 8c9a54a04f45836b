"""Making and ending keys, and telling whether one opens the door."""

import hashlib
import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import update
from sqlalchemy.orm import Session

from lms.api import queries
from lms.api.models import ApiKey, Use
from lms.kernel import audit, clock
from lms.kernel.access import Actor, Permission
from lms.kernel.errors import Refused
from lms.kernel.sentence import Sentence, say
from lms.regions import queries as regions

LONGEST = timedelta(days=366)
"""How long a key may last before it is made anew."""
_SIGN = "bekal_"
_PREFIX_LETTERS = len(_SIGN) + 6


@dataclass(frozen=True)
class KeyFacts:
    """What a key is for."""

    label: str
    purpose: str
    region_code: str
    uses: Collection[Use]
    ends_on: date


def key_hash(key: str) -> str:
    """Give what the database holds of a key (SHA-256, hex)."""
    return hashlib.sha256(key.encode()).hexdigest()


def make(session: Session, actor: Actor, facts: KeyFacts, *, at: datetime) -> tuple[ApiKey, str]:
    """Give a new key's row and the key itself, which can't be shown again.

    Raises:
        Forbidden: the actor manages no keys in that region.
        Refused: something is missing, or the key would last too long; all reasons at once.
    """
    actor.require(Permission.API_KEY_MANAGE, within=facts.region_code)
    regions.region(session, facts.region_code)
    against = _against(facts, today=clock.day_of(at))
    if against:
        raise Refused(*against)
    key = _SIGN + secrets.token_urlsafe(32)
    made = ApiKey(
        label=facts.label.strip(),
        purpose=facts.purpose.strip(),
        region_code=facts.region_code,
        uses=sorted(use.value for use in facts.uses),
        prefix=key[:_PREFIX_LETTERS],
        key_hash=key_hash(key),
        starts_on=clock.day_of(at),
        ends_on=facts.ends_on,
        created_at=at,
        created_by_id=actor.account_id,
    )
    session.add(made)
    session.flush()
    detail = {"uses": made.uses, "ends_on": made.ends_on}
    region = made.region_code
    audit.record(session, actor, "api-key.made", made, region_code=region, at=at, detail=detail)
    return made, key


def _against(facts: KeyFacts, *, today: date) -> list[Sentence]:
    found = []
    if not facts.label.strip():
        found.append(say("Tulis sistem siapa yang memakai kunci ini."))
    if not facts.purpose.strip():
        found.append(say("Tulis untuk apa kunci ini dipakai."))
    if not facts.uses:
        found.append(say("Pilih sekurang-kurangnya satu kegunaan."))
    if facts.ends_on < today:
        found.append(say("Tanggal berakhir kunci tidak boleh sudah lewat."))
    if facts.ends_on > today + LONGEST:
        found.append(say("Kunci berlaku paling lama satu tahun. Sesudah itu buat yang baru."))
    return found


def end(session: Session, actor: Actor, key_id: UUID, *, reason: str, at: datetime) -> ApiKey:
    """End a key at once; the row and its calls stay.

    Raises:
        NotFound: no key where the actor manages keys.
        Refused: no reason, or it has ended before.
    """
    row = queries.managed(session, actor, key_id)
    if not reason.strip():
        raise Refused(say("Tulis alasan mengakhiri kunci ini."))
    ended = (
        update(ApiKey)
        .where(ApiKey.id == key_id, ApiKey.ended_at.is_(None))
        .values(ended_at=at, ended_by_id=actor.account_id, end_reason=reason.strip())
        .returning(ApiKey.id)
    )
    if session.execute(ended).scalar_one_or_none() is None:
        raise Refused(say("Kunci ini sudah diakhiri."))
    region = row.region_code
    audit.record(
        session, actor, "api-key.ended", row, region_code=region, at=at, reason=reason.strip()
    )
    return row


def is_living(row: ApiKey, *, on: date) -> bool:
    """Tell whether a key opens the door on a day."""
    return row.ended_at is None and row.starts_on <= on <= row.ends_on
