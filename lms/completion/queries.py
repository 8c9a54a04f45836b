"""Who lacks what, what was decided, and what changed since."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from lms.completion import loading
from lms.completion.freezing import Change, Frozen, changes, freeze
from lms.completion.models import Decision, DecisionRound, Outcome, Review
from lms.completion.progress import Facts, Requirement, evaluate, outcome, unmet
from lms.credentials import queries as credentials
from lms.kernel.access import Actor, Permission
from lms.kernel.errors import Forbidden, NotFound
from lms.training import queries as training
from lms.training.models import Angkatan, Participation

_POSITIVE = (Outcome.PASSED, Outcome.ATTENDED)


@dataclass(frozen=True)
class Standing:
    """One participant: the list as it stands now, and the last decision about them."""

    participation: Participation
    requirements: tuple[Requirement, ...]
    outcome: Outcome
    decision: Decision | None

    @property
    def is_decided(self) -> bool:
        """Tell whether it was decided that they passed or attended."""
        return self.decision is not None and self.decision.outcome in _POSITIVE

    @property
    def is_ready(self) -> bool:
        """Tell whether everything is met and nothing decided yet."""
        return self.outcome in _POSITIVE and not self.is_decided

    @property
    def unmet(self) -> tuple[Requirement, ...]:
        """Give what is still missing."""
        return unmet(self.requirements)


@dataclass(frozen=True)
class ToReview:
    """A decision whose facts changed afterwards; `now` is the list of today."""

    decision: Decision
    now: Frozen
    changes: tuple[Change, ...]


def facts(session: Session, angkatan_id: UUID) -> dict[UUID, Facts]:
    """Give the facts of everybody enrolled in an angkatan, by participation id."""
    angkatan = with_curriculum(session, angkatan_id)
    return loading.facts_of(session, angkatan, training.participants(session, angkatan_id))


def requirements_of(session: Session, participation: Participation) -> tuple[Requirement, ...]:
    """Give one participant's list, as all pages and the decision use it."""
    angkatan = with_curriculum(session, participation.angkatan_id)
    return evaluate(loading.facts_of(session, angkatan, [participation])[participation.id])


def with_curriculum(session: Session, angkatan_id: UUID) -> Angkatan:
    """Give an angkatan with its curriculum, whoever asks; or NotFound."""
    found = select(Angkatan).where(Angkatan.id == angkatan_id)
    angkatan = session.scalars(found.options(joinedload(Angkatan.curriculum))).one_or_none()
    if angkatan is None:
        raise NotFound
    return angkatan


def desk(session: Session, actor: Actor, angkatan_id: UUID) -> Angkatan:
    """Give an angkatan with its parts to staff who read it in its region; or NotFound."""
    angkatan = training.angkatan(session, actor, angkatan_id)
    if not training.may_read(actor, angkatan.region_code):
        raise NotFound
    return angkatan


def to_decide(session: Session, actor: Actor, angkatan_id: UUID) -> Angkatan:
    """Give an angkatan with its parts to whoever decides in its region.

    Raises:
        Forbidden: the actor may only read it.
        NotFound: there is none, or the actor may not know of it.
    """
    angkatan = desk(session, actor, angkatan_id)
    if not actor.may(Permission.ANGKATAN_CLOSE, within=angkatan.region_code):
        raise Forbidden
    return angkatan


def standing_of(session: Session, participation: Participation) -> Standing:
    """Give how one participant stands; the participation comes with its angkatan."""
    requirements = requirements_of(session, participation)
    verdict = outcome(requirements, participation.angkatan.kind)
    decision = decisions(session, [participation.id]).get(participation.id)
    return Standing(participation, requirements, verdict, decision)


def standings(session: Session, angkatan: Angkatan) -> tuple[Standing, ...]:
    """Give everybody enrolled in an angkatan (with its curriculum), by name."""
    people = training.participants(session, angkatan.id)
    known = loading.facts_of(session, angkatan, people)
    decided = decisions(session, [each.id for each in people])
    found = []
    for each in people:
        requirements = evaluate(known[each.id])
        verdict = outcome(requirements, angkatan.kind)
        found.append(Standing(each, requirements, verdict, decided.get(each.id)))
    return tuple(found)


def decisions(session: Session, participation_ids: Collection[UUID]) -> dict[UUID, Decision]:
    """Give the last decision by participation, with its round; a pass stays the last word."""
    found = (
        select(Decision)
        .join(DecisionRound, DecisionRound.id == Decision.round_id)
        .where(Decision.participation_id.in_(participation_ids))
        .options(joinedload(Decision.round))
        .order_by(DecisionRound.position)
    )
    return {row.participation_id: row for row in session.scalars(found)}


def rounds(session: Session, angkatan_id: UUID) -> Sequence[DecisionRound]:
    """Give the rounds of an angkatan in order."""
    found = select(DecisionRound).where(DecisionRound.angkatan_id == angkatan_id)
    return session.scalars(found.order_by(DecisionRound.position)).all()


def passed_count(session: Session, angkatan_id: UUID) -> int:
    """Give lulus of the five counts: those who passed (or attended), revoked ones left out."""
    found = (
        select(func.count())
        .select_from(Decision)
        .join(DecisionRound, DecisionRound.id == Decision.round_id)
        .where(DecisionRound.angkatan_id == angkatan_id, Decision.outcome.in_(_POSITIVE))
    )
    of_it = select(Decision.credential_id).join(
        DecisionRound, DecisionRound.id == Decision.round_id
    )
    ids = session.scalars(
        of_it.where(DecisionRound.angkatan_id == angkatan_id, Decision.credential_id.is_not(None))
    ).all()
    gone = credentials.revoked(session, [each for each in ids if each is not None])
    return session.scalars(found).one() - len(gone)


def to_review(session: Session, angkatan: Angkatan) -> tuple[ToReview, ...]:
    """Give the decisions whose facts are no longer those that were decided or reviewed upon."""
    rows = _positive(session, angkatan.id)
    gone = credentials.revoked(session, [row.credential_id for row in rows if row.credential_id])
    rows = [row for row in rows if row.credential_id not in gone]
    looked_at = _reviews(session, [row.id for row in rows])
    known = loading.facts_of(session, angkatan, [row.participation for row in rows])
    found = []
    for row in rows:
        now = freeze(evaluate(known[row.participation_id]))
        before = looked_at.get(row.id) or row.requirements
        differing = changes(before, now)
        if differing:
            found.append(ToReview(row, now, differing))
    return tuple(found)


def _positive(session: Session, angkatan_id: UUID) -> list[Decision]:
    found = (
        select(Decision)
        .join(DecisionRound, DecisionRound.id == Decision.round_id)
        .where(DecisionRound.angkatan_id == angkatan_id, Decision.outcome.in_(_POSITIVE))
        .options(
            joinedload(Decision.round),
            joinedload(Decision.participation).joinedload(Participation.person),
        )
        .order_by(DecisionRound.position, Decision.id)
    )
    return list(session.scalars(found))


def _reviews(session: Session, decision_ids: Collection[UUID]) -> dict[UUID, Frozen]:
    found = select(Review).where(Review.decision_id.in_(decision_ids)).order_by(Review.reviewed_at)
    return {row.decision_id: row.requirements for row in session.scalars(found)}
