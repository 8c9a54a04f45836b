"""Requirement lists and standings as pages show them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from flask import current_app, url_for
from flask_babel import gettext as _

from lms.completion import progress
from lms.completion.models import Outcome
from lms.completion.progress import Requirement
from lms.completion.queries import Standing
from lms.web.templating import sentence

_PAGES = {
    progress.MODULES_PAGE: "learning.modules",
    progress.SESSIONS_PAGE: "attendance.show",
    progress.TESTS_PAGE: "assessment.tests",
    progress.PRACTICE_PAGE: "practice.show",
}
_WORDS = {Outcome.PASSED: "Lulus", Outcome.ATTENDED: "Telah mengikuti"}

ALL, MISSING, READY, DECIDED = "semua", "belum", "siap", "ditetapkan"


@dataclass(frozen=True)
class Item:
    """A requirement for the component `requirement_list` or a table's cell."""

    label: str
    met: bool
    value: str
    target: str
    next_step: str
    url: str | None

    @property
    def tone(self) -> str:
        """Give the tone for the component `status`."""
        return "good" if self.met else "attention"


def items(requirements: Iterable[Requirement], participation_id: UUID) -> tuple[Item, ...]:
    """Give the list in the reader's language, with the way to each next step."""
    return tuple(
        Item(
            label=sentence(each.label),
            met=each.is_met,
            value=sentence(each.value),
            target=sentence(each.target) if each.target else "",
            next_step=sentence(each.next_step),
            url=_url(each.next_page, participation_id),
        )
        for each in requirements
    )


def _url(page: str | None, participation_id: UUID) -> str | None:
    if page == progress.NAME_PAGE:
        return url_for("training.name", participation_id=participation_id)
    endpoint = _PAGES.get(page or "")
    return url_for(endpoint) if endpoint in current_app.view_functions else None


@dataclass(frozen=True)
class Line:
    """One participant in the organiser's table."""

    standing: Standing
    items: tuple[Item, ...]

    @property
    def name(self) -> str:
        """Give the name as it will be printed, as far as that is known."""
        participation = self.standing.participation
        return participation.confirmed_name or participation.person.full_name

    @property
    def kelas(self) -> str:
        """Give the name of the kelas."""
        kelas = self.standing.participation.kelas
        return kelas.name if kelas else "–"

    @property
    def origin(self) -> str:
        """Give who sent them."""
        return self.standing.participation.origin

    @property
    def group(self) -> str:
        """Tell whether it is decided, may be decided, or something is missing."""
        if self.standing.is_decided:
            return DECIDED
        return READY if self.standing.is_ready else MISSING

    @property
    def word(self) -> str:
        """Give where they stand, as people read it."""
        decision = self.standing.decision
        if self.standing.is_decided and decision is not None:
            return str(_(_WORDS[decision.outcome]))
        return str(_("Siap ditetapkan") if self.standing.is_ready else _("Belum lengkap"))

    @property
    def tone(self) -> str:
        """Give the tone for the component `status`."""
        return {DECIDED: "good", READY: "info", MISSING: "attention"}[self.group]

    @property
    def missing(self) -> str:
        """Give what is missing, in one line."""
        return ", ".join(each.label for each in self.items if not each.met)

    @property
    def lacks_only_the_name(self) -> bool:
        """Tell whether only the name to be printed is not confirmed."""
        return [each.key for each in self.standing.unmet] == [progress.NAME]


def lines(standings: Iterable[Standing]) -> tuple[Line, ...]:
    """Give the lines of the organiser's table."""
    return tuple(Line(each, items(each.requirements, each.participation.id)) for each in standings)


@dataclass(frozen=True)
class Tab:
    """A filter of the table."""

    label: str
    url: str
    is_current: bool


def tabs(angkatan_id: UUID, all_lines: Sequence[Line], current: str) -> tuple[Tab, ...]:
    """Give the filters with how many stand in each."""
    names = (
        (ALL, _("Semua")),
        (MISSING, _("Belum lengkap")),
        (READY, _("Siap ditetapkan")),
        (DECIDED, _("Sudah ditetapkan")),
    )
    return tuple(
        Tab(
            f"{name} ({len(chosen(all_lines, key))})",
            url_for("completion_desk.table", angkatan_id=angkatan_id, saring=key),
            key == current,
        )
        for key, name in names
    )


def chosen(all_lines: Sequence[Line], group: str) -> tuple[Line, ...]:
    """Give the lines of a filter; an unknown one hides nobody."""
    if group not in (MISSING, READY, DECIDED):
        return tuple(all_lines)
    return tuple(line for line in all_lines if line.group == group)
