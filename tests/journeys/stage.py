"""An angkatan whose two days are over, for journeys that begin at tes akhir."""

from datetime import timedelta
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import select

from lms.assessment.models import Attempt, Response
from lms.demo import acts, offices, planning
from lms.demo.crowd import crowd
from lms.kernel.clock import Zone
from lms.kernel.database import reading, writing
from lms.regions.models import Organisation
from lms.training import operations as training
from lms.training.models import ParticipationState, TestKind
from tests.journeys.site import Site

LOGIN_NAME = "peserta-kedua"


class Staged(NamedTuple):
    """An angkatan with one who did everything and one who missed the second day."""

    angkatan: str
    """The path of its pages."""
    kelas: str
    """The path of its kelas' pages."""
    diligent: str
    """The name of one who did everything, tes akhir included."""
    absent: str
    """The name of one without the second day and tes akhir; signs in as `LOGIN_NAME`."""
    absent_id: UUID
    """The participation of the latter."""


def two_days_over(site: Site) -> Staged:
    """Play an angkatan of two people by the operations of the pages, up to the site's morning."""
    with site.app.app_context(), writing() as session:
        province = session.scalars(
            select(Organisation).where(Organisation.name == planning.PROVINSI)
        ).one()
        first = site.morning.astimezone(Zone.WIB.info).date() - timedelta(days=2)
        at = site.morning - timedelta(days=30)
        angkatan = planning.planned(
            session,
            province,
            number=3,
            starts_on=first,
            ends_on=first + timedelta(days=1),
            at=at,
        )
        play = planning.on_stage(session, angkatan, at=at, seed=3)
        acts.nominate(play, crowd(session, "18.72", 2, seed=3), ParticipationState.INVITED, at=at)
        acts.join(play, at=at)
        training.propose(session, play.organiser, play.kelas.id, jp_minutes=45, at=at)
        _teach(play)
        diligent, absent = play.participants()
        offices.account_of(session, absent.person_id).login_name = LOGIN_NAME
        return Staged(
            f"/angkatan/{angkatan.id}",
            f"/kelas/{play.kelas.id}",
            diligent.person.name,
            absent.person.name,
            absent.id,
        )


def _teach(play: acts.Play) -> None:
    """Let one do everything; the other reads all modules and misses the second day."""
    diligent, absent = play.participants()
    meetings = acts.sessions(play)
    first, evening = meetings[0].starts_at, meetings[-1].ends_at
    training.start(play.session, play.organiser, play.angkatan.id, at=first)
    acts.read_modules(play, (diligent, absent), at=first)
    for meeting in meetings:
        second_day = meeting.starts_at - first > timedelta(hours=12)
        acts.attend(play, meeting, {absent.id} if second_day else set())
    acts.score(play, (diligent, absent), lowest=3, final=True, at=evening)
    acts.take_test(play, TestKind.POST, (diligent,), knows=1, at=evening)
    acts.confirm_names(play, (diligent, absent), at=evening)


def saved_answers(site: Site, participation_id: UUID) -> list[int]:
    """Give the numbers of the questions to which a participant's answers are rows."""
    wanted = (
        select(Response.position)
        .join(Attempt, Attempt.id == Response.attempt_id)
        .where(Attempt.participation_id == participation_id)
        .order_by(Response.position)
    )
    with site.app.app_context(), reading() as session:
        return list(session.scalars(wanted))
