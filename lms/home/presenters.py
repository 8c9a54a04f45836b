"""What the first pages show, in the reader's language and with addresses."""

from collections.abc import Iterable
from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext as _

from lms.home.next_steps import Facts
from lms.home.staff_steps import Run
from lms.home.step import NextStep
from lms.training.models import ParticipationState, Stage
from lms.web.formats import number
from lms.web.templating import sentence

_RUNS_LISTED = 8


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
class Link:
    """A way to another page."""

    label: str
    url: str
    is_current: bool = False


@dataclass(frozen=True)
class Board:
    """A first page: what to do, what waits for others, and numbers."""

    now: tuple[Item, ...]
    waiting: tuple[Item, ...]
    bars: tuple[Bar, ...]
    numbers: tuple[tuple[str, str], ...]
    links: tuple[Link, ...]


def board(facts: Facts, found: Iterable[NextStep]) -> Board:
    """Give the first page for these steps."""
    all_steps = tuple(found)
    return Board(
        now=items(step for step in all_steps if not step.is_waiting),
        waiting=items(step for step in all_steps if step.is_waiting),
        bars=tuple(_bars(facts)),
        numbers=(*_run_numbers(facts.runs), *_office_numbers(facts)),
        links=tuple(_links(facts)),
    )


def _links(facts: Facts) -> Iterable[Link]:
    """Give the way to each angkatan and kelas of one's own."""
    for course in facts.courses:
        yield Link(course.title, url_for("home.angkatan", angkatan_id=course.angkatan_id))
    for each in facts.teaches:
        label = _("Kelas %(kelas)s, %(title)s", kelas=each.kelas, title=each.title)
        yield Link(label, url_for("home.kelas", kelas_id=each.kelas_id))
    for run in facts.runs[:_RUNS_LISTED]:
        yield Link(run.title, url_for("home.angkatan", angkatan_id=run.angkatan_id))


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
    if step.endpoint is None:
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
    if office.figures is not None:
        obliged = office.figures.obliged
        yield _("Wajib dilatih"), _("belum ditetapkan") if obliged is None else number(obliged)
        yield _("Di antaranya sudah terlatih"), number(office.figures.obliged_trained)
        yield _("Sedang dilatih"), number(office.figures.in_training)
        yield _("PSM terdaftar di wilayah Anda"), number(office.figures.registered)
    if office.registrations_waiting is not None:
        yield _("Pendaftaran PSM menunggu putusan"), number(office.registrations_waiting)
    if office.offices_without_staff is not None:
        yield _("Kantor tanpa petugas"), number(len(office.offices_without_staff))
