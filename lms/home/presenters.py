"""What the first pages show, in the reader's language and with addresses."""

from collections.abc import Iterable
from dataclasses import dataclass

from flask import current_app, url_for
from flask_babel import gettext as _

from lms.home.next_steps import Facts
from lms.home.staff_steps import Run
from lms.home.step import NextStep
from lms.training.models import ParticipationState, Stage
from lms.web.formats import number
from lms.web.templating import sentence


@dataclass(frozen=True)
class Item:
    """A step for the component `next_steps`."""

    title: str
    text: str
    url: str | None
    label: str
    tone: str


@dataclass(frozen=True)
class Bar:
    """How far somebody is with the modules of an angkatan."""

    label: str
    percent: int
    text: str


@dataclass(frozen=True)
class Board:
    """A first page: what to do, what waits for others, and numbers."""

    now: tuple[Item, ...]
    waiting: tuple[Item, ...]
    bars: tuple[Bar, ...]
    numbers: tuple[tuple[str, str], ...]


def board(facts: Facts, found: Iterable[NextStep]) -> Board:
    """Give the first page for these steps."""
    all_steps = tuple(found)
    return Board(
        now=items(step for step in all_steps if not step.is_waiting),
        waiting=items(step for step in all_steps if step.is_waiting),
        bars=tuple(_bars(facts)),
        numbers=(*_run_numbers(facts.runs), *_office_numbers(facts)),
    )


def items(found: Iterable[NextStep]) -> tuple[Item, ...]:
    """Give these steps as the component shows them."""
    return tuple(
        Item(
            sentence(step.title),
            sentence(step.text),
            _url(step),
            sentence(step.label) if step.label else "",
            step.tone,
        )
        for step in found
    )


def _url(step: NextStep) -> str | None:
    if step.endpoint is None or step.endpoint not in current_app.view_functions:
        return None
    return url_for(step.endpoint, **step.values)


def _bars(facts: Facts) -> Iterable[Bar]:
    for course in facts.courses:
        is_on = course.stage is Stage.RUNNING and course.state is ParticipationState.ENROLLED
        if is_on and course.modules_count:
            done, count = course.modules_done_count, course.modules_count
            text = _("%(done)s dari %(count)s modul", done=done, count=count)
            yield Bar(course.title, 100 * done // count, text)


def _run_numbers(runs: tuple[Run, ...]) -> Iterable[tuple[str, str]]:
    if runs:
        running = [run for run in runs if run.stage is Stage.RUNNING]
        planned = [run for run in runs if run.stage is Stage.PLANNED]
        yield _("Angkatan berjalan"), number(len(running))
        yield _("Angkatan direncanakan"), number(len(planned))
        yield _("Peserta terdaftar di angkatan berjalan"), number(sum(r.enrolled for r in running))


def _office_numbers(facts: Facts) -> Iterable[tuple[str, str]]:
    office = facts.office
    if office.registrations_waiting is not None:
        yield _("Pendaftaran PSM menunggu putusan"), number(office.registrations_waiting)
    if office.offices_without_staff is not None:
        yield _("Kantor tanpa petugas"), number(len(office.offices_without_staff))
