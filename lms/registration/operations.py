"""Applying for registration and withdrawing the application."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import update
from sqlalchemy.orm import Session

from lms.kernel import audit
from lms.kernel.access import Actor
from lms.kernel.errors import Forbidden, NotFound, Refused
from lms.kernel.sentence import say
from lms.people.models import Person
from lms.registration import gate, queries
from lms.registration.models import Demand, Registration, RegistrationState


@dataclass(frozen=True)
class Submitted:
    """An application, and whether this act made it."""

    registration: Registration
    is_new: bool


def submit(
    session: Session, actor: Actor, family: str, declared: frozenset[str], *, at: datetime
) -> Submitted:
    """Give the actor's application; a second try gives the one that is there already.

    Raises:
        Refused: requirements are not met; each is named.
    """
    person = queries.person(session, _own(actor), lock=True)
    found = queries.open_one(session, person.id, family)
    if found is not None:
        return Submitted(found, is_new=False)
    rules = queries.rules(session, family, person.domicile_code)
    if not rules:
        raise Refused(say("Persyaratan pendaftaran belum dimuat. Hubungi admin."))
    judged = gate.judge(rules, queries.facts(session, person, declared, family=family, at=at))
    against = [j.objection.why for j in judged if j.objection]
    if against:
        raise Refused(*against)
    made = _apply(session, actor, person, family, judged, at=at)
    return Submitted(made, is_new=True)


def _apply(
    session: Session,
    actor: Actor,
    person: Person,
    family: str,
    judged: tuple[gate.Judgement, ...],
    *,
    at: datetime,
) -> Registration:
    if person.domicile_code is None:
        raise Refused(say("Desa atau kelurahan domisili belum tercatat."))
    declarations = {
        j.rule.slug: j.rule.value["text"] for j in judged if j.rule.demand is Demand.DECLARATION
    }
    made = Registration(
        person_id=person.id,
        family=family,
        region_code=person.domicile_code,
        state=RegistrationState.SUBMITTED,
        requirements=[j.to_json() for j in judged],
        declarations=declarations,
        submitted_at=at,
        submitted_by_id=actor.account_id,
    )
    session.add(made)
    session.flush()
    _note(session, actor, "registration.submitted", made, at=at)
    return made


def withdraw(session: Session, actor: Actor, family: str, *, at: datetime) -> Registration:
    """Take the actor's own application back while nobody has decided.

    Raises:
        NotFound: there is none.
        Refused: it has been decided, or withdrawn before.
    """
    row = queries.latest(session, _own(actor), family)
    if row is None:
        raise NotFound
    step = (
        update(Registration)
        .where(Registration.id == row.id, Registration.state == RegistrationState.SUBMITTED)
        .values(state=RegistrationState.WITHDRAWN, decided_at=at, decided_by_id=actor.account_id)
    )
    if session.execute(step.returning(Registration.id)).scalar_one_or_none() is None:
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
