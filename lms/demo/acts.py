"""What people do in an angkatan, by the operations that their pages call."""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from random import Random
from uuid import UUID

from flask import current_app
from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.assessment import essay_operations as essays
from lms.assessment import essay_queries
from lms.assessment import operations as assessment
from lms.assessment.essay_operations import Marking
from lms.attendance import operations as attendance
from lms.attendance.models import Status
from lms.completion import operations as deciding
from lms.completion import queries as completion
from lms.demo import knowing, offices
from lms.demo.crowd import MadeUp
from lms.kernel.access import Actor
from lms.learning import operations as learning
from lms.learning import queries as reading
from lms.practice import operations as practice
from lms.practice import queries as rubrics
from lms.training import nominating, nominees
from lms.training import operations as training
from lms.training import queries as enrolled
from lms.training.models import (
    Angkatan,
    Kelas,
    Participation,
    ParticipationState,
    TestKind,
    TrainingSession,
)
from lms.web import workbooks


@dataclass(frozen=True)
class Play:
    """An angkatan on the stage: who organises, who teaches, and the dice."""

    session: Session
    angkatan: Angkatan
    kelas: Kelas
    organiser: Actor
    trainer: Actor
    dice: Random

    def participants(self) -> Sequence[Participation]:
        """Give who is enrolled."""
        return enrolled.participants(self.session, self.kelas.id)

    def actor(self, participation: Participation) -> Actor:
        """Give a participant as an actor."""
        return offices.as_trainee(self.session, participation.person_id)


def sent(person: MadeUp, *, unsur: str, sender: str | None = None) -> MadeUp:
    """Give somebody as they stand for an unsur, sent by another sender than that of their home."""
    return replace(person, unsur=unsur, kabupaten_kota=sender or person.kabupaten_kota)


def everybody(play: Play) -> Sequence[Participation]:
    """Give who takes part in the whole angkatan, in whatever state."""
    return enrolled.everybody(play.session, play.angkatan.id)


def nominate(
    play: Play, people: Sequence[MadeUp], state: ParticipationState, *, at: datetime
) -> None:
    """Nominate people by an XLSX list, tried and then applied."""
    rows = [_row(each) for each in people]
    senders = sorted({each.kabupaten_kota for each in people})
    columns = nominees.columns(senders)
    file = io.BytesIO(workbooks.form_workbook("Usulan peserta", columns, rows, help_lines=()))
    cipher = current_app.extensions["bekal.cipher"]
    sheet = nominating.try_sheet(
        play.session,
        play.organiser,
        play.angkatan.id,
        file,
        filename="usulan.xlsx",
        state=state,
        cipher=cipher,
        at=at,
    )
    while sheet.applied_at is None:
        sheet = nominating.apply_sheet(play.session, play.organiser, sheet.id, cipher=cipher, at=at)


def _row(person: MadeUp) -> dict[str, str]:
    return {
        "name": person.name,
        "nik": person.nik,
        "phone": person.phone,
        "sex": person.sex.value,
        "domicile": person.domicile_code,
        "origin": person.kabupaten_kota,
        "unsur": person.unsur,
    }


def join(play: Play, *, at: datetime) -> None:
    """Let all who are invited activate their accounts, say yes and be enrolled."""
    for each in everybody(play):
        if each.state is not ParticipationState.INVITED:
            continue
        account = offices.account_of(play.session, each.person_id)
        if account.activated_at is None:
            offices.activate(play.session, account, at=at)
        training.answer(play.session, play.actor(each), each.id, ParticipationState.WILLING, at=at)
    training.enrol(play.session, play.organiser, play.angkatan.id, at=at)


def seat(play: Play, *, at: datetime) -> None:
    """Note that all who are invited will come, as their senders told the organiser; enrol them."""
    invited = [each.id for each in everybody(play) if each.state is ParticipationState.INVITED]
    training.move(play.session, play.organiser, invited, ParticipationState.WILLING, at=at)
    training.enrol(play.session, play.organiser, play.angkatan.id, at=at)


def confirm_names(play: Play, who: Iterable[Participation], *, at: datetime) -> None:
    """Let participants confirm the name to be printed."""
    for each in who:
        printed = training.PrintedName(each.person.name)
        training.confirm_name(play.session, play.actor(each), each.id, printed, at=at)


def attend(play: Play, meeting: TrainingSession, missing: set[UUID]) -> None:
    """Take the presensi of a session by the list: who is missing first, then the rest."""
    begins = meeting.starts_at
    attendance.open_session(play.session, play.trainer, meeting.id, at=begins)
    soon = begins + timedelta(minutes=5)
    for who in sorted(missing):
        act = (play.session, play.trainer, meeting.id, who, Status.ABSENT)
        attendance.set_status(*act, reason="", at=soon)
    attendance.mark_rest(play.session, play.trainer, meeting.id, Status.PRESENT, at=soon)
    attendance.close_session(play.session, play.trainer, meeting.id, at=meeting.ends_at)


def take_test(
    play: Play, kind: TestKind, who: Sequence[Participation], *, knows: float, at: datetime
) -> None:
    """Open a test, let these participants answer every question, close it, mark the uraian."""
    window = assessment.open_window(play.session, play.trainer, play.kelas.id, kind, at=at)
    for each in who:
        _answer_all(play, play.actor(each), window.id, knows=knows, at=at + timedelta(minutes=1))
    after = at + timedelta(minutes=40)
    assessment.close_window(play.session, play.trainer, play.kelas.id, kind, at=after)
    _mark_essays(play, at=after + timedelta(minutes=20))


def _mark_essays(play: Play, *, at: datetime) -> None:
    for each in essay_queries.written(play.session, play.kelas.id):
        if each.mark is None:
            levels = {
                criterion.key: play.dice.randint(3, 4) for criterion in each.question.criteria
            }
            act = (play.session, play.trainer, play.kelas.id, each.response.id)
            essays.mark(*act, Marking(levels), at=at)


def _answer_all(play: Play, actor: Actor, window_id: UUID, *, knows: float, at: datetime) -> None:
    attempt = assessment.start(play.session, actor, window_id, at=at)
    for number in range(1, len(attempt.paper) + 1):
        given = knowing.given(play.dice, knew=play.dice.random() < knows)
        at += timedelta(seconds=20)
        assessment.save(play.session, actor, attempt.id, number, given, at=at)
    assessment.finish(play.session, actor, attempt.id, at=at)


def read_modules(
    play: Play, who: Iterable[Participation], *, slugs: set[str] | None = None, at: datetime
) -> None:
    """Let participants answer the self-checks of the modules (or of these) rightly."""
    modules = reading.taught(play.session, play.angkatan.curriculum_id)
    for each in who:
        actor = play.actor(each)
        for module in modules:
            if slugs is None or module.content.slug in slugs:
                for question in module.content.questions:
                    if question.selfcheck:
                        learning.answer(
                            play.session,
                            actor,
                            play.angkatan.id,
                            module.content.slug,
                            question.key,
                            knowing.given(play.dice, knew=True),
                            at=at,
                        )


def passing(play: Play) -> set[UUID]:
    """Give the participations that meet everything, as the organiser's preview shows them."""
    angkatan = completion.with_curriculum(play.session, play.angkatan.id)
    return {
        each.participation.id
        for each in completion.standings(play.session, angkatan)
        if each.is_ready
    }


def conclude(play: Play, *, at: datetime) -> list[Participation]:
    """Decide that those who meet everything have passed, and close; give them."""
    ids = passing(play)
    act = (play.session, play.organiser, play.angkatan.id)
    deciding.decide(*act, ids, at=at)
    deciding.close_angkatan(*act, at=at + timedelta(minutes=10))
    graduates = enrolled.participants(play.session, play.angkatan.id)
    return [each for each in graduates if each.id in ids]


def sessions(play: Play) -> Sequence[TrainingSession]:
    """Give the kelas' sessions in order of time."""
    wanted = select(TrainingSession).where(TrainingSession.kelas_id == play.kelas.id)
    return play.session.scalars(wanted.order_by(TrainingSession.starts_at)).all()


def score(
    play: Play, who: Sequence[Participation], *, lowest: int, final: bool, at: datetime
) -> None:
    """Score these participants by every rubric of the curriculum, with levels from the dice."""
    kelas = enrolled.kelas(play.session, play.trainer, play.kelas.id)
    for version in rubrics.rubrics_of(play.session, kelas):
        criteria = rubrics.content(version).criteria
        entries = [
            practice.Entry(
                each.id, {c.key: play.dice.randint(lowest, 4) for c in criteria}, note=""
            )
            for each in who
        ]
        act = (play.session, play.trainer, play.kelas.id, version.id)
        practice.save(*act, entries, at=at)
        if final:
            practice.finalise(*act, [each.id for each in who], at=at)
