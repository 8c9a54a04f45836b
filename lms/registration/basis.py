"""Registrations whose basis was revoked: found on reading, never changed by it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, contains_eager

from lms.credentials import queries as ledger
from lms.credentials.models import Revocation
from lms.kernel.access import Actor
from lms.registration import merits, queries, tenure_queries
from lms.registration.models import Registration, RegistrationState
from lms.registration.tenure_models import BasisNote, NoteKind, RegistrationBasis


@dataclass(frozen=True)
class Loss:
    """What a registration stood on and doesn't any more; `asked`: the training that was asked."""

    titles: tuple[str, ...]
    since: datetime
    asked: BasisNote | None


def of_actor(session: Session, actor: Actor) -> dict[UUID, Loss]:
    """Give the losses of the registrations in the actor's regions, by registration."""
    found = _suspects().where(tenure_queries.decides(actor))
    return _losses(session, session.scalars(found).unique().all())


def of_registrations(session: Session, registration_ids: Iterable[UUID]) -> dict[UUID, Loss]:
    """Give the losses of these registrations; whoever has lost nothing has no entry."""
    found = _suspects().where(Registration.id.in_(tuple(registration_ids)))
    return _losses(session, session.scalars(found).unique().all())


def _suspects() -> Select[Registration]:
    """Select the registrations in force of whose credentials at least one was revoked."""
    return (
        select(Registration)
        .join(Registration.person)
        .join(RegistrationBasis, RegistrationBasis.registration_id == Registration.id)
        .join(Revocation, Revocation.credential_id == RegistrationBasis.credential_id)
        .where(Registration.state == RegistrationState.APPROVED)
        .options(contains_eager(Registration.person))
    )


def _losses(session: Session, rows: Sequence[Registration]) -> dict[UUID, Loss]:
    if not rows:
        return {}
    since = _revoked_at(session, [row.id for row in rows])
    notes = _notes(session, [row.id for row in rows])
    found = {}
    for row in rows:
        kept = notes.get((row.id, NoteKind.KEEP))
        if kept is not None and kept.made_at >= since[row.id]:
            continue
        titles = _lost(session, row)
        if titles:
            asked = notes.get((row.id, NoteKind.TRAIN))
            is_new = asked is not None and asked.made_at >= since[row.id]
            found[row.id] = Loss(titles, since[row.id], asked if is_new else None)
    return found


def _revoked_at(session: Session, registration_ids: Sequence[UUID]) -> dict[UUID, datetime]:
    """Give when the last credential was revoked on which each of these stood."""
    found = (
        select(RegistrationBasis.registration_id, func.max(Revocation.revoked_at))
        .join(Revocation, Revocation.credential_id == RegistrationBasis.credential_id)
        .where(RegistrationBasis.registration_id.in_(registration_ids))
        .group_by(RegistrationBasis.registration_id)
    )
    return {row[0]: row[1] for row in session.execute(found)}


def _notes(
    session: Session, registration_ids: Sequence[UUID]
) -> dict[tuple[UUID, NoteKind], BasisNote]:
    found = select(BasisNote).where(BasisNote.registration_id.in_(registration_ids))
    rows = session.scalars(found.order_by(BasisNote.made_at))
    return {(row.registration_id, row.kind): row for row in rows}


def _lost(session: Session, row: Registration) -> tuple[str, ...]:
    """Give the requirements that stood on something and are not met now.

    One that is not asked any more is lost when everything it stood on is revoked.
    """
    found = select(RegistrationBasis).where(RegistrationBasis.registration_id == row.id)
    stood_on = session.scalars(found.order_by(RegistrationBasis.slug)).all()
    rules = {rule.slug: rule for rule in queries.rules(session, row.family, row.region_code)}
    held = ledger.held_merits(session, row.person_id)
    revoked = ledger.revoked(session, [one.credential_id for one in stood_on])
    lost = {}
    for one in stood_on:
        rule = rules.get(one.slug)
        own = {each.credential_id for each in stood_on if each.slug == one.slug}
        is_lost = merits.judge(rule.value, held)[1] is not None if rule else own <= revoked
        if is_lost and own & revoked:
            lost[one.slug] = one.title
    return tuple(lost.values())
