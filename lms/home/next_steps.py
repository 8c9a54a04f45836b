"""What somebody should do now, for everything that they are, most urgent first. Pure."""

from dataclasses import dataclass

from lms.home.curriculum_steps import curriculum_steps
from lms.home.graduate_steps import Graduate, graduate_steps
from lms.home.staff_steps import (
    Office,
    Run,
    Sending,
    office_steps,
    organiser_steps,
    sender_steps,
)
from lms.home.step import NextStep, in_order
from lms.home.trainee_steps import Course, course_steps
from lms.home.trainer_steps import Teach, trainer_steps
from lms.home.workshop_steps import workshop_steps
from lms.workshop.carried_queries import Told
from lms.workshop.tasks import Task


@dataclass(frozen=True)
class Facts:
    """All that is known about what somebody has to do; empty where they aren't that."""

    courses: tuple[Course, ...] = ()
    graduate: Graduate = Graduate()
    teaches: tuple[Teach, ...] = ()
    runs: tuple[Run, ...] = ()
    sendings: tuple[Sending, ...] = ()
    office: Office = Office()
    workshop: tuple[Task, ...] = ()
    curricula: tuple[Told, ...] = ()


def steps(facts: Facts) -> tuple[NextStep, ...]:
    """Give what to do, then what waits for others; each once, most urgent first."""
    return in_order(
        *map(course_steps, facts.courses),
        graduate_steps(facts.graduate),
        *map(trainer_steps, facts.teaches),
        *map(organiser_steps, facts.runs),
        *map(sender_steps, facts.sendings),
        office_steps(facts.office),
        workshop_steps(facts.workshop),
        curriculum_steps(facts.curricula),
    )
