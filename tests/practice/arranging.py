"""A kelas with a rubric, as the tests of practice need it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.kernel.database import reading
from lms.people.models import Account
from lms.practice import queries
from lms.practice.models import Score
from lms.practice.queries import Scored
from lms.training.catalogue import RubricVersion
from lms.training.models import Kelas, Participation
from tests.factories.training import (
    a_curriculum,
    a_kelas,
    a_participant,
    a_rubric,
    a_trainer,
    account_of,
    an_angkatan,
)

GOOD = {"pembukaan": 3, "isi": 4}  # 7 of 8: 87,5 %


@dataclass
class Scene:
    """Somebody enrolled in a kelas that is scored by a rubric."""

    kelas: Kelas
    rubric: RubricVersion
    who: Participation
    account: Account
    trainer: Account

    @property
    def address(self) -> dict[str, Any]:
        """Give what the addresses of the rubric's pages need."""
        return {"kelas_id": self.kelas.id, "rubric_id": self.rubric.id}

    @property
    def person_address(self) -> dict[str, Any]:
        """Give what the address of the participant's sheet needs."""
        return {**self.address, "participation_id": self.who.id}


def a_scene(session: Session, *, slug: str = "praktik-penyuluhan") -> Scene:
    """Give a kelas with one rubric (two criteria), one trainer and one participant."""
    rubric = a_rubric(session, slug)
    kelas = a_kelas(session, an_angkatan(session, a_curriculum(session, rubrics=[rubric])))
    who = a_participant(session, kelas)
    made = Scene(kelas, rubric, who, account_of(session, who), a_trainer(session, kelas))
    session.commit()
    return made


def sent(
    who: Participation, levels: Mapping[str, object], *, seen: str = "-,-", **more: str
) -> dict[str, Any]:
    """Give what a page sends about somebody: levels, what was seen, `note`, `reason`."""
    fields = {f"level-{who.id}-{key}": str(level) for key, level in levels.items()}
    fields |= {f"{name}-{who.id}": text for name, text in more.items()}
    return fields | {f"seen-{who.id}": seen}


def current(scene: Scene, who: Participation | None = None) -> Scored | None:
    """Give somebody's current score."""
    person = who or scene.who
    with reading() as session:
        return queries.scored(session, [person.id], scene.rubric.id).get(person.id)


def revisions(scene: Scene) -> int:
    """Give how many scores the participant has, earlier ones included."""
    with reading() as session:
        found = select(Score).where(Score.participation_id == scene.who.id)
        return len(session.scalars(found).all())
