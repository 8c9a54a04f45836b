"""Requirements, applications, and what is known about an applicant."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session, joinedload

from lms.credentials import queries as ledger
from lms.kernel.access import NATION, Actor, Permission
from lms.kernel.errors import NotFound
from lms.kernel.scope import lying_in
from lms.kernel.sentence import Sentence, say
from lms.people.models import Person
from lms.regions import queries as regions
from lms.regions.models import Organisation, OrganisationKind
from lms.registration.gate import Attached, Eligibility, Facts, Rule, Stage, judge
from lms.registration.models import (
    Demand,
    Registration,
    RegistrationDocument,
    RegistrationRequirement,
    RegistrationState,
    RegistrationStep,
)

UNDECIDED = (RegistrationState.SUBMITTED, RegistrationState.RETURNED)
OPEN = (*UNDECIDED, RegistrationState.APPROVED)


def rules(session: Session, family: str, region_code: str | None = None) -> tuple[Rule, ...]:
    """Give the requirements of a family in force in a region, in order; None: the nation's.

    Rows of the region and of those around it apply; of one slug that of the nearest.
    """
    codes = (NATION, *regions.ancestors(region_code or NATION))
    found = select(RegistrationRequirement).where(
        RegistrationRequirement.family == family,
        RegistrationRequirement.is_active,
        RegistrationRequirement.region_code.in_(codes),
    )
    return _nearest(session.scalars(found))


def _nearest(rows: Iterable[RegistrationRequirement]) -> tuple[Rule, ...]:
    """Give rows of one family that all hold in a region as rules, in order, the nearest ones."""
    inner_last = sorted(rows, key=lambda row: (row.region_code != NATION, len(row.region_code)))
    nearest = {row.slug: row for row in inner_last}
    return tuple(
        Rule(r.slug, r.demand, r.title, r.value, r.source, r.region_code)
        for r in sorted(nearest.values(), key=lambda row: (row.position, row.slug))
    )


def rules_of_all(session: Session, person_id: UUID) -> dict[str, tuple[Rule, ...]]:
    """Give the requirements in force where a person lives, by family, with one query."""
    row = RegistrationRequirement
    holds = or_(row.region_code == NATION, Person.domicile_code.startswith(row.region_code))
    found = session.scalars(
        select(row).join(Person, Person.id == person_id).where(row.is_active, holds)
    ).all()
    families = {each.family for each in found}
    return {one: _nearest(each for each in found if each.family == one) for one in families}


def states(session: Session, person_id: UUID) -> dict[str, RegistrationState]:
    """Give the state of a person's open or else latest application, by family."""
    found = (
        select(Registration.family, Registration.state)
        .where(Registration.person_id == person_id)
        .order_by(Registration.state.in_(OPEN), Registration.submitted_at)
    )
    return {family: state for family, state in session.execute(found)}


def asked_achievements(session: Session, family: str) -> tuple[str, ...]:
    """Give the achievements of which the requirements of a family, in force or not, ask one."""
    found = select(RegistrationRequirement.value).where(
        RegistrationRequirement.family == family,
        RegistrationRequirement.demand == Demand.HOLDS,
    )
    return tuple(
        sorted({slug for value in session.scalars(found) for slug in value["achievements"]})
    )


def requirement_rows(
    session: Session, family: str, region_code: str = NATION
) -> dict[str, RegistrationRequirement]:
    """Give all requirement rows of a family for just this region by slug, ended ones too."""
    found = select(RegistrationRequirement).where(
        RegistrationRequirement.family == family,
        RegistrationRequirement.region_code == region_code,
    )
    return {row.slug: row for row in session.scalars(found)}


def all_requirements(session: Session) -> Sequence[RegistrationRequirement]:
    """Give all requirement rows, ended ones too, by family, region and order."""
    row = RegistrationRequirement
    ordered = select(row).order_by(row.family, row.region_code, row.position, row.slug)
    return session.scalars(ordered).all()


def person(session: Session, person_id: UUID, *, lock: bool = False) -> Person:
    """Give a person, perhaps with the row locked; or NotFound."""
    found = select(Person).where(Person.id == person_id)
    row = session.scalars(found.with_for_update() if lock else found).one_or_none()
    if row is None:
        raise NotFound
    return row


def facts(
    session: Session,
    row: Person,
    declared: frozenset[str],
    *,
    family: str,
    at: datetime,
    stage: Stage = Stage.APPLYING,
) -> Facts:
    """Give what is known about a person now, with what they declare."""
    return Facts(
        on=today(row.domicile_code, at=at),
        domicile_code=row.domicile_code,
        has_nik=row.nik_fingerprint is not None,
        born_on=row.born_on,
        held=ledger.held_merits(session, row.id),
        declared=declared,
        attached={
            slug: Attached(each.verdict, each.verdict_note or "")
            for slug, each in documents(session, row.id, family).items()
        },
        stage=stage,
    )


def documents(session: Session, person_id: UUID, family: str) -> dict[str, RegistrationDocument]:
    """Give the scans that a person has attached for a family, by the requirement's slug."""
    found = select(RegistrationDocument).where(
        RegistrationDocument.person_id == person_id,
        RegistrationDocument.family == family,
        RegistrationDocument.replaced_at.is_(None),
    )
    return {row.slug: row for row in session.scalars(found)}


def document(session: Session, document_id: UUID) -> RegistrationDocument:
    """Give a scan, also one that was replaced; or NotFound."""
    found = session.get(RegistrationDocument, document_id)
    if found is None:
        raise NotFound
    return found


def steps(session: Session, registration_id: UUID) -> Sequence[RegistrationStep]:
    """Give the states that an application went through, oldest first."""
    found = select(RegistrationStep).where(RegistrationStep.registration_id == registration_id)
    return session.scalars(found.order_by(RegistrationStep.at, RegistrationStep.id)).all()


def eligibility(session: Session, row: Person, family: str, *, at: datetime) -> Eligibility:
    """Give how a person stands to the requirements of a family: page, counter and API ask this."""
    application = latest(session, row.id, family)
    is_open = application is not None and application.state in OPEN
    rules_now = asked(session, row, family)
    declared = frozenset(application.declarations if application and is_open else ())
    judged = judge(rules_now, facts(session, row, declared, family=family, at=at))
    state = application.state if application else None
    return Eligibility(family, judged, state, changes(application if is_open else None, rules_now))


def asked(session: Session, row: Person, family: str) -> tuple[Rule, ...]:
    """Give what is asked of a person: where they live, or where their application is looked at.

    An application that was returned is judged anew by where the person lives now.
    """
    found = open_one(session, row.id, family)
    is_there = found is not None and found.state is not RegistrationState.RETURNED
    return rules(session, family, found.region_code if found and is_there else row.domicile_code)


def changes(row: Registration | None, asked: Iterable[Rule]) -> tuple[Sentence, ...]:
    """Say which requirements were added or removed since an application was judged."""
    if row is None:
        return ()
    before = {one["slug"]: one["title"] for one in row.requirements}
    now = {rule.slug: rule.title for rule in asked}
    added = [
        say("Persyaratan baru: %(what)s.", what=now[slug]) for slug in now if slug not in before
    ]
    ended = [
        say("Tidak diminta lagi: %(what)s.", what=before[slug])
        for slug in before
        if slug not in now
    ]
    return (*added, *ended)


def today(region_code: str | None, *, at: datetime) -> date:
    """Give the day that it is in a region."""
    return at.astimezone(regions.zone_of(region_code or "").info).date()


def latest(session: Session, person_id: UUID, family: str) -> Registration | None:
    """Give a person's open or else latest application, with its region; None: there is none."""
    found = (
        select(Registration)
        .where(Registration.person_id == person_id, Registration.family == family)
        .order_by(Registration.state.in_(OPEN).desc(), Registration.submitted_at.desc())
        .options(joinedload(Registration.region))
    )
    return session.scalars(found.limit(1)).first()


def open_one(session: Session, person_id: UUID, family: str) -> Registration | None:
    """Give a person's application that waits, was returned or approved."""
    found = select(Registration).where(
        Registration.person_id == person_id,
        Registration.family == family,
        Registration.state.in_(OPEN),
    )
    return session.scalars(found).one_or_none()


def _mine(actor: Actor) -> ColumnElement[bool]:
    return lying_in(Registration.region_code, actor.regions(Permission.REGISTRATION_DECIDE))


def waiting_count(session: Session, actor: Actor) -> int:
    """Give how many applications wait in the actor's regions."""
    found = select(func.count()).select_from(Registration).where(_mine(actor))
    return session.scalars(found.where(Registration.state == RegistrationState.SUBMITTED)).one()


def to_decide(session: Session, actor: Actor, registration_id: UUID) -> Registration:
    """Give an application in the actor's regions with person and region; or NotFound."""
    row = session.scalars(_loaded().where(Registration.id == registration_id)).one_or_none()
    if row is None or not actor.may(Permission.REGISTRATION_DECIDE, within=row.region_code):
        raise NotFound
    return row


def filed(session: Session, actor: Actor, *, limit: int) -> Sequence[Registration]:
    """Give what the actor filed for others where they still may, latest first, with the person."""
    near = lying_in(Registration.region_code, actor.regions(Permission.REGISTRATION_FILE))
    found = _loaded().where(near, Registration.filed_by_id == actor.account_id)
    return session.scalars(found.order_by(Registration.submitted_at.desc()).limit(limit)).all()


def with_person(session: Session, registration_id: UUID) -> Registration:
    """Give an application with person and region, whoever asks; or NotFound."""
    row = session.scalars(_loaded().where(Registration.id == registration_id)).one_or_none()
    if row is None:
        raise NotFound
    return row


def _loaded() -> Select[Registration]:
    people = joinedload(Registration.person, innerjoin=True)
    return select(Registration).options(people, joinedload(Registration.region, innerjoin=True))


def offices(session: Session, region_code: str, *, on: date) -> Sequence[Organisation]:
    """Give the Dinas Sosial above a region that exist on that day, nearest first."""
    found = select(Organisation).where(
        Organisation.kind == OrganisationKind.DINAS,
        Organisation.region_code.in_(regions.ancestors(region_code)),
        Organisation.valid_from <= on,
        or_(Organisation.valid_until.is_(None), Organisation.valid_until >= on),
    )
    nearest = func.length(Organisation.region_code).desc()
    return session.scalars(found.order_by(nearest, Organisation.name)).all()
