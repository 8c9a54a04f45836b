"""Applying for registration, for oneself or at the counter for somebody, and withdrawing."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from lms.kernel import audit
from lms.kernel.access import Actor
from lms.kernel.errors import Forbidden, NotFound, Refused
from lms.kernel.sentence import say
from lms.people import counter
from lms.people.models import Person
from lms.registration import gate, queries, steps
from lms.registration.models import Demand, Registration, RegistrationState

_UNDER_WAY = (RegistrationState.SUBMITTED, RegistrationState.APPROVED)


@dataclass(frozen=True)
class Submitted:
    """An application, and whether this act sent it (a second time, after it was returned)."""

    registration: Registration
    is_new: bool
    is_again: bool = False


def submit(
    session: Session, actor: Actor, family: str, declared: frozenset[str], *, at: datetime
) -> Submitted:
    """Give the actor's application; a second try gives the one that is there already.

    An application that was returned is judged anew and sent again.

    Raises:
        Refused: requirements are not met; each is named.
    """
    person = queries.person(session, _own(actor), lock=True)
    return _send(session, actor, person, family, declared, at=at)


def file(
    session: Session,
    actor: Actor,
    person_id: UUID,
    family: str,
    declared: frozenset[str],
    note: str,
    *,
    at: datetime,
) -> Submitted:
    """File an application for somebody of the clerk's region; `note` says how they asked.

    Raises:
        NotFound: nobody of the clerk's regions.
        Refused: requirements are not met, the note is missing, or it is the clerk's own.
    """
    person = client(session, actor, person_id, lock=True)
    if person.id == actor.person_id:
        raise Refused(say("Ajukan pendaftaran Anda sendiri lewat halaman Pendaftaran Anda."))
    if not note.strip():
        raise Refused(say("Tulis bagaimana pemohon memintanya."))
    return _send(session, actor, person, family, declared, at=at, filed_note=note.strip())


def client(session: Session, actor: Actor, person_id: UUID, *, lock: bool = False) -> Person:
    """Give somebody for whom the clerk may file; or NotFound."""
    person = queries.person(session, person_id, lock=lock)
    if not counter.serves(actor, person):
        raise NotFound
    return person


def _send(
    session: Session,
    actor: Actor,
    person: Person,
    family: str,
    declared: frozenset[str],
    *,
    at: datetime,
    filed_note: str | None = None,
) -> Submitted:
    found = queries.open_one(session, person.id, family)
    if found is not None and found.state in _UNDER_WAY:
        return Submitted(found, is_new=False)
    content = _content(session, person, family, declared, at=at)
    content |= {"submitted_at": at, "submitted_by_id": actor.account_id}
    if filed_note is not None:
        content |= {"filed_by_id": actor.account_id, "filed_note": filed_note}
    if found is not None:
        _send_again(session, actor, found, content, at=at)
        return Submitted(found, is_new=True, is_again=True)
    made = Registration(
        person_id=person.id, family=family, state=RegistrationState.SUBMITTED, **content
    )
    session.add(made)
    session.flush()
    steps.keep(session, actor, made, RegistrationState.SUBMITTED, at=at)
    act = "registration.submitted" if filed_note is None else "registration.filed"
    _note(session, actor, act, made, at=at)
    return Submitted(made, is_new=True)


def _content(
    session: Session, person: Person, family: str, declared: frozenset[str], *, at: datetime
) -> dict[str, Any]:
    """Give what an application holds: the requirements as judged, all met, and declarations."""
    rules = queries.rules(session, family, person.domicile_code)
    if not rules:
        raise Refused(say("Persyaratan pendaftaran belum dimuat. Hubungi admin."))
    judged = gate.judge(rules, queries.facts(session, person, declared, family=family, at=at))
    against = [j.objection.why for j in judged if j.objection]
    if against:
        raise Refused(*against)
    if person.domicile_code is None:
        raise Refused(say("Desa atau kelurahan domisili belum tercatat."))
    return {
        "region_code": person.domicile_code,
        "requirements": [j.to_json() for j in judged],
        "declarations": {
            j.rule.slug: j.rule.value["text"] for j in judged if j.rule.demand is Demand.DECLARATION
        },
    }


def _send_again(
    session: Session, actor: Actor, row: Registration, content: dict[str, Any], *, at: datetime
) -> None:
    undecided = {"decided_at": None, "decided_by_id": None}
    to, out_of = RegistrationState.SUBMITTED, (RegistrationState.RETURNED,)
    if not steps.move(session, actor, row, to, out_of=out_of, at=at, **content, **undecided):
        raise Refused(say("Pendaftaran ini sudah berubah. Muat ulang halamannya."))
    _note(session, actor, "registration.resubmitted", row, at=at)


def withdraw(session: Session, actor: Actor, family: str, *, at: datetime) -> Registration:
    """Take the actor's own application back while nobody has decided.

    Raises:
        NotFound: there is none.
        Refused: it has been decided, or withdrawn before.
    """
    row = queries.latest(session, _own(actor), family)
    if row is None:
        raise NotFound
    to, by = RegistrationState.WITHDRAWN, actor.account_id
    moved = steps.move(
        session, actor, row, to, out_of=queries.UNDECIDED, at=at, decided_at=at, decided_by_id=by
    )
    if not moved:
        raise Refused(say("Pendaftaran ini sudah diputus atau sudah Anda tarik."))
    _note(session, actor, "registration.withdrawn", row, at=at)
    return row


def _own(actor: Actor) -> UUID:
    if actor.person_id is None:
        raise Forbidden
    return actor.person_id


def _note(session: Session, actor: Actor, act: str, row: Registration, *, at: datetime) -> None:
    detail = {"person": row.person_id, "family": row.family}
    audit.record(session, actor, act, row, region_code=row.region_code, at=at, detail=detail)
