"""An angkatan of a blended course, and what its participants did."""

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.assessment.models import Attempt
from lms.attendance.models import Mark, Status, Way
from lms.kernel import clock
from lms.learning.models import ModuleDone
from lms.people.models import Person
from lms.practice.models import Score, ScoreLevel, ScoreStage
from lms.training.catalogue import CurriculumMaterial, Mode, Module, RubricVersion
from lms.training.models import (
    Angkatan,
    Kelas,
    Kind,
    Participation,
    TestKind,
    TestWindow,
    TrainingSession,
)
from tests.factories.people import a_person
from tests.factories.training import (
    a_curriculum,
    a_kelas,
    a_module,
    a_participant,
    a_rubric,
    an_angkatan,
    an_open_test,
)


@dataclass
class Course:
    """A running angkatan with one kelas: 6 JP in two sessions, 4 JP in a module."""

    session: Session
    angkatan: Angkatan
    kelas: Kelas
    sessions: list[TrainingSession]
    module: Module
    rubrics: list[RubricVersion]
    window: TestWindow

    def participant(
        self, name: str = "Sekar Wulandari", person: Person | None = None
    ) -> Participation:
        """Give somebody enrolled who did nothing yet."""
        return a_participant(self.session, self.kelas, person or a_person(self.session, name))

    def graduate(self, name: str = "Sekar Wulandari") -> Participation:
        """Give somebody enrolled who did everything."""
        who = self.participant(name)
        for each in self.sessions:
            self.attend(who, each)
        self.read(who)
        self.take_test(who, 80)
        for rubric in self.rubrics:
            self.score(who, rubric, 4)
        self.confirm(who)
        return who

    def attend(
        self, who: Participation, which: TrainingSession, status: Status = Status.PRESENT
    ) -> Mark:
        """Mark somebody; a further mark is a further revision."""
        earlier = self.session.scalars(
            select(Mark).where(Mark.session_id == which.id, Mark.participation_id == who.id)
        ).all()
        mark = Mark(
            session_id=which.id,
            participation_id=who.id,
            revision=len(earlier) + 1,
            status=status,
            way=Way.LIST,
            marked_at=clock.now(),
            receipt=uuid4().hex[:12],
        )
        self.session.add(mark)
        self.session.flush()
        return mark

    def read(self, who: Participation) -> None:
        """Do the module."""
        row = ModuleDone(participation_id=who.id, module_id=self.module.id, done_at=clock.now())
        self.session.add(row)
        self.session.flush()

    def take_test(self, who: Participation, percent: int, *, is_finished: bool = True) -> None:
        """Take the tes akhir."""
        at = clock.now() - timedelta(hours=1)
        self.session.add(
            Attempt(
                participation_id=who.id,
                window_id=self.window.id,
                kind=TestKind.POST,
                paper=[{"module_id": str(self.module.id), "question_key": "soal-0"}],
                seed="0",
                started_at=at,
                deadline_at=at + timedelta(minutes=30),
                finished_at=at + timedelta(minutes=20) if is_finished else None,
                score_percent=Decimal(percent) if is_finished else None,
            )
        )
        self.session.flush()

    def score(self, who: Participation, rubric: RubricVersion, level: int) -> None:
        """Score somebody finally, the same level for each criterion."""
        earlier = self.session.scalars(
            select(Score).where(Score.participation_id == who.id, Score.rubric_id == rubric.id)
        ).all()
        row = Score(
            participation_id=who.id,
            rubric_id=rubric.id,
            revision=len(earlier) + 1,
            stage=ScoreStage.FINAL,
            scored_at=clock.now(),
        )
        self.session.add(row)
        self.session.flush()
        for criterion in rubric.content["criteria"]:
            self.session.add(ScoreLevel(score_id=row.id, criterion=criterion["key"], level=level))
        self.session.flush()

    def confirm(self, who: Participation) -> None:
        """Confirm the name to be printed."""
        who.confirmed_name, who.name_confirmed_at = who.person.full_name, clock.now()
        self.session.flush()


def a_course(session: Session, kind: Kind = Kind.BIMTEK) -> Course:
    """Give a running angkatan of a blended course."""
    module = a_module(session, f"modul-{uuid4().hex[:8]}")
    rubrics = [a_rubric(session), a_rubric(session, "sikap")]
    curriculum = a_curriculum(
        session,
        materials=[
            ("Komunikasi", 4, Mode.SYNCHRONOUS, None),
            ("Asesmen", 2, Mode.SYNCHRONOUS, None),
            ("Kerelawanan", 4, Mode.ASYNCHRONOUS, module),
        ],
        rubrics=rubrics,
    )
    angkatan = an_angkatan(session, curriculum)
    angkatan.kind = kind
    kelas = a_kelas(session, angkatan)
    window = an_open_test(session, kelas)
    window.closed_at = clock.now()
    return Course(session, angkatan, kelas, _sessions(session, kelas), module, rubrics, window)


def _sessions(session: Session, kelas: Kelas) -> list[TrainingSession]:
    of_it = CurriculumMaterial.curriculum_id == kelas.angkatan.curriculum_id
    rows = session.scalars(
        select(CurriculumMaterial).where(of_it).order_by(CurriculumMaterial.position)
    )
    start = clock.now() - timedelta(hours=5)
    made = [
        TrainingSession(
            kelas=kelas,
            material=row,
            title=row.title,
            jp=row.jp,
            starts_at=start,
            ends_at=start + timedelta(hours=2),
            place="Aula",
        )
        for row in rows
        if row.mode is Mode.SYNCHRONOUS
    ]
    session.add_all(made)
    session.flush()
    return made
