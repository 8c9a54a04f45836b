"""Collecting what somebody has to do, by what they are: few queries, whatever the class size."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from lms.assessment import queries as assessment
from lms.assessment.presenters import title as test_title
from lms.assessment.queries import OwnTest
from lms.completion import queries as completion
from lms.credentials import queries as credentials
from lms.credentials import recognition_queries
from lms.credentials.models import Credential
from lms.credentials.papers import Paper
from lms.home import organising_queries, queries, trainer_queue
from lms.home.graduate_steps import Applying, Graduate, OwnPaper
from lms.home.next_steps import Facts
from lms.home.organising_queries import RunRow
from lms.home.queries import Belonging
from lms.home.staff_steps import Office, Run, Sending
from lms.home.trainee_steps import Course, OpenSession, OpenTest
from lms.kernel.access import Actor, Permission
from lms.kernel.clock import Zone
from lms.oversight import summaries
from lms.oversight.summaries import Summary
from lms.registration import membership, merits
from lms.registration import next_steps as ladder
from lms.registration import queries as registration
from lms.registration.families import FAMILY_WORDS
from lms.registration.gate import Rule
from lms.registration.models import Demand, RegistrationState
from lms.training import offers_queries
from lms.training import queries as training
from lms.training.catalogue import Family
from lms.training.models import (
    Angkatan,
    Participation,
    ParticipationState,
    TrainingSession,
)
from lms.web.formats import clock_time, day_range
from lms.workshop import carried_queries
from lms.workshop import tasks as workshop

_PSM = Family.PSM


def facts(session: Session, actor: Actor, belonging: Belonging, *, at: datetime) -> Facts:
    """Give all that the first page of this actor needs."""
    held = credentials.held(session, actor.person_id) if actor.person_id else ()
    return Facts(
        courses=_courses(session, actor, held) if belonging.takes_part else (),
        graduate=_graduate(session, actor, held) if held or not actor.grants else Graduate(),
        teaches=trainer_queue.teaches(session, actor, at=at) if belonging.teaches else (),
        runs=_runs(session, actor, at=at),
        sendings=_sendings(session, actor),
        office=_office(session, actor, at=at),
        workshop=workshop.tasks(session, actor),
        curricula=carried_queries.told(session, actor, at=at),
    )


def _courses(session: Session, actor: Actor, held: Sequence[Credential]) -> tuple[Course, ...]:
    own = training.my_participations(session, actor)
    if actor.person_id is None or not own:
        return ()
    enrolled = [row for row in own if row.state is ParticipationState.ENROLLED]
    opened = queries.open_sessions(session, actor.person_id) if enrolled else ()
    tests = _open_tests(assessment.my_tests(session, actor)) if enrolled else ()
    modules = queries.module_counts(session, [row.id for row in enrolled]) if enrolled else {}
    decided = {each.source_id for each in held}
    return tuple(
        Course(
            participation_id=row.id,
            angkatan_id=row.angkatan_id,
            title=row.angkatan.title,
            when=day_range(row.angkatan.starts_on, row.angkatan.ends_on),
            place=row.angkatan.place,
            state=row.state,
            stage=row.angkatan.stage,
            is_name_confirmed=row.name_confirmed_at is not None,
            open_sessions=_of_kelas(opened, row),
            open_tests=tuple(_test(each) for each in tests if each.participation.id == row.id),
            modules_count=modules.get(row.id, (0, 0))[0],
            modules_done_count=modules.get(row.id, (0, 0))[1],
            is_decided=row.angkatan_id in decided,
        )
        for row in own
    )


def _of_kelas(opened: Iterable[TrainingSession], row: Participation) -> tuple[OpenSession, ...]:
    zone = row.angkatan.zone
    return tuple(
        OpenSession(each.id, each.title, clock_time(each.ends_at, zone))
        for each in opened
        if each.kelas_id == row.kelas_id
    )


def _open_tests(tests: Iterable[OwnTest]) -> tuple[OwnTest, ...]:
    return tuple(
        each
        for each in tests
        if each.window.closed_at is None
        and (each.attempt is None or each.attempt.finished_at is None)
    )


def _test(own: OwnTest) -> OpenTest:
    return OpenTest(test_title(own.window.kind), own.attempt.id if own.attempt else None)


def _graduate(session: Session, actor: Actor, held: Sequence[Credential]) -> Graduate:
    if actor.person_id is None:
        return Graduate()
    states = registration.states(session, actor.person_id)
    rules = registration.rules_of_all(session, actor.person_id) if held else {}
    psm, pensosmas = (_applying(family, rules, states, held) for family in Family)
    returned = recognition_queries.returned_count(session, actor.person_id)
    if not held:
        return Graduate(psm=psm, pensosmas=pensosmas, earlier_returned=returned)
    achievements = frozenset(each.achievement for each in held)
    offered = ladder.programmes(session, _PSM)
    return Graduate(
        papers=tuple(
            _paper(each) for each in credentials.mine(session, actor) if each.revocation is None
        ),
        psm=psm,
        pensosmas=pensosmas,
        earlier_returned=returned,
        opened=tuple(
            each.title
            for each in offered
            if each.requires and ladder.standing(each, achievements) is ladder.Standing.OPEN
        ),
    )


def _applying(
    family: Family,
    rules: Mapping[str, Sequence[Rule]],
    states: Mapping[str, RegistrationState],
    held: Sequence[Credential],
) -> Applying:
    """Give where somebody stands: trained, where something is asked to be held and they hold it."""
    words = FAMILY_WORDS[family]
    asked = [r for r in rules.get(family.value, ()) if r.demand is Demand.HOLDS]
    by = merits.of(held)
    is_trained = bool(asked) and all(merits.judge(r.value, by)[1] is None for r in asked)
    return Applying(str(words.name), words.endpoint, is_trained, states.get(family.value))


def _paper(paper: Paper) -> OwnPaper:
    return OwnPaper(paper.certificate.id, paper.claims.angkatan_title, paper.is_drawn)


def _runs(session: Session, actor: Actor, *, at: datetime) -> tuple[Run, ...]:
    if not actor.may_somewhere(Permission.ANGKATAN_PLAN):
        return ()
    return tuple(
        _run(session, row, at=at) for row in organising_queries.runs(session, actor, at=at)
    )


def _run(session: Session, row: RunRow, *, at: datetime) -> Run:
    angkatan = row.angkatan
    return Run(
        angkatan_id=angkatan.id,
        title=angkatan.title,
        stage=angkatan.stage,
        is_over=is_over(angkatan, at=at),
        seats=row.seats,
        kelas_without_sessions=row.kelas_without_sessions,
        nominated=row.nominated,
        willing=row.willing,
        enrolled=row.enrolled,
        undecided=row.undecided,
        rounds=row.rounds,
        to_review=to_review_count(session, angkatan.id) if row.is_changed else 0,
    )


def is_over(angkatan: Angkatan, *, at: datetime) -> bool:
    """Tell whether its last day has come, at its place."""
    return angkatan.ends_on <= at.astimezone(angkatan.zone.info).date()


def to_review_count(session: Session, angkatan_id: UUID) -> int:
    """Give how many decisions no longer rest on the facts of today."""
    angkatan = completion.with_curriculum(session, angkatan_id)
    return len(completion.to_review(session, angkatan))


def _sendings(session: Session, actor: Actor) -> tuple[Sending, ...]:
    if not actor.may_somewhere(Permission.NOMINATE):
        return ()
    return tuple(
        Sending(
            row.angkatan.id,
            row.angkatan.title,
            day_range(row.angkatan.starts_on, row.angkatan.ends_on),
            row.seats,
            row.sent,
        )
        for row in organising_queries.sendings(session, actor)
    )


def _office(session: Session, actor: Actor, *, at: datetime) -> Office:
    decides = actor.may_somewhere(Permission.REGISTRATION_DECIDE)
    manages = actor.may_somewhere(Permission.ORGANISATION_MANAGE)
    on = at.astimezone(Zone.WIB.info).date()
    return Office(
        registrations_waiting=registration.waiting_count(session, actor) if decides else None,
        members=membership.duties(session, actor, at=at) if decides else None,
        applications_waiting=_applications(session, actor),
        recognitions_waiting=_recognitions(session, actor),
        figures=_figures(session, actor),
        offices_without_staff=(
            tuple(queries.offices_without_staff(session, actor, on=on)) if manages else None
        ),
        reads_trail=actor.may_somewhere(Permission.AUDIT_READ),
    )


def _applications(session: Session, actor: Actor) -> int | None:
    if not actor.may_somewhere(Permission.NOMINATE):
        return None
    return offers_queries.waiting_count(session, actor)


def _recognitions(session: Session, actor: Actor) -> int | None:
    if not actor.may_somewhere(Permission.RECOGNITION_CONFIRM):
        return None
    return recognition_queries.waiting_count(session, actor)


def _figures(session: Session, actor: Actor) -> Summary | None:
    if not actor.may_somewhere(Permission.OVERSIGHT_READ):
        return None
    return summaries.summary(session, actor)
