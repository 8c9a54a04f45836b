"""Putting oneself forward for an announced angkatan, with an account or as a stranger.

Whoever isn't signed in always gets the same answer: whether a NIK is known here, and under which
name, is for the Dinas to see alone. No person and no account is made before the Dinas accepts.
"""

import secrets
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from lms.kernel import audit, clock
from lms.kernel.access import Actor
from lms.kernel.errors import NotFound, Refused
from lms.people import codes, nik, sealing
from lms.people import queries as people
from lms.people.privacy import NOTICE_VERSION
from lms.training import offers_queries, offers_rules, queries
from lms.training.offers_models import ApplicationState, SelfApplication

ANYBODY = Actor(None, None)
RECEIPT_LETTERS = 10
_PHONE_DIGITS = 4


@dataclass(frozen=True)
class Stranger:
    """What somebody without an account says of themselves; `phone` as E.164, NIK checked."""

    name: str
    phone: str
    nik: str
    domicile_code: str
    text: str
    form_key: UUID


def apply(session: Session, angkatan_id: UUID, stranger: Stranger, *, at: datetime) -> str:
    """Keep a stranger's application and give its receipt number; the same form again: the same.

    Raises:
        NotFound: the angkatan isn't announced.
        Refused: it is closed, for other regions, or for adults only.
    """
    before = offers_queries.by_form(session, stranger.form_key)
    if before is not None:
        return before.receipt
    digits = nik.bare(stranger.nik)
    born_on = nik.check(digits, today=clock.day_of(at)).born_on
    sender = _let_in(session, angkatan_id, stranger.domicile_code, born_on, at=at)
    cipher = sealing.cipher()
    row = SelfApplication(
        **_common(angkatan_id, sender, stranger.text, at=at),
        form_key=stranger.form_key,
        domicile_code=stranger.domicile_code,
        name=stranger.name,
        phone=stranger.phone,
        nik_sealed=cipher.encrypt(digits),
        nik_fingerprint=cipher.fingerprint(digits),
        nik_masked=nik.mask(digits),
        notice_version=NOTICE_VERSION,
    )
    if _kept(session, row):
        _note(session, ANYBODY, row, at=at)
        return row.receipt
    twin = offers_queries.by_form(session, stranger.form_key)
    if twin is None:
        raise NotFound
    return twin.receipt


def apply_myself(
    session: Session, actor: Actor, angkatan_id: UUID, text: str, *, at: datetime
) -> SelfApplication:
    """Keep the actor's own application; one that waits already is given back unchanged.

    Raises:
        NotFound: the angkatan isn't announced.
        Refused: it is closed, for other regions or for adults only, or one takes part already.
    """
    if actor.person_id is None:
        raise NotFound
    person = people.person(session, actor.person_id)
    before = offers_queries.own_open(session, person.id, angkatan_id)
    if before is not None:
        return before
    if offers_queries.taking_part(session, angkatan_id, person.id) is not None:
        raise Refused(offers_rules.TAKES_PART)
    sender = _let_in(session, angkatan_id, person.domicile_code, person.born_on, at=at)
    row = SelfApplication(
        **_common(angkatan_id, sender, text, at=at),
        form_key=uuid4(),
        domicile_code=person.domicile_code,
        person_id=person.id,
        name=person.name,
        phone=person.phone or "",
    )
    if not _kept(session, row):
        twin = offers_queries.own_open(session, person.id, angkatan_id)
        if twin is None:
            raise NotFound
        return twin
    _note(session, actor, row, at=at)
    return row


def _let_in(
    session: Session,
    angkatan_id: UUID,
    domicile_code: str | None,
    born_on: date | None,
    *,
    at: datetime,
) -> str:
    """Give the sender's region for which somebody may apply, or raise Refused."""
    offer = offers_queries.offer(session, angkatan_id)
    door = offers_queries.door(offer, queries.quotas(session, angkatan_id))
    today = at.astimezone(offer.angkatan.zone.info).date()
    against = offers_rules.against_applying(
        door, domicile_code=domicile_code, born_on=born_on, today=today
    )
    sender = door.sender_of(domicile_code or "")
    if against or sender is None:
        raise Refused(*against)
    return sender


def _common(angkatan_id: UUID, sender: str, text: str, *, at: datetime) -> dict[str, Any]:
    return {
        "receipt": "".join(secrets.choice(codes.ALPHABET) for _ in range(RECEIPT_LETTERS)),
        "angkatan_id": angkatan_id,
        "sender_code": sender,
        "text": text,
        "state": ApplicationState.SUBMITTED,
        "submitted_at": at,
    }


def _kept(session: Session, row: SelfApplication) -> bool:
    """Add a row, or tell that the same one was sent a moment ago."""
    try:
        with session.begin_nested():
            session.add(row)
            session.flush()
    except IntegrityError:
        return False
    return True


def _note(session: Session, actor: Actor, row: SelfApplication, *, at: datetime) -> None:
    code = row.sender_code
    detail = {"angkatan_id": row.angkatan_id}
    audit.record(
        session, actor, "application.submitted", row, region_code=code, at=at, detail=detail
    )


def find(session: Session, receipt: str, phone_end: str) -> SelfApplication:
    """Give the application of a receipt to whoever knows the last digits of its phone.

    Raises:
        Refused: there is none; the sentence doesn't tell which of the two is wrong.
    """
    row = offers_queries.by_receipt(session, codes.bare(receipt))
    expected = row.phone[-_PHONE_DIGITS:] if row is not None else ""
    if row is None or not secrets.compare_digest(expected.encode(), phone_end.encode()):
        raise Refused(offers_rules.UNKNOWN_RECEIPT)
    return row
