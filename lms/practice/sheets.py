"""What the scoring pages show, made ready for the templates."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from courses.model import Criterion, Rubric
from lms.practice import queries, rules
from lms.practice.forms import level_name
from lms.practice.models import ScoreStage
from lms.practice.operations import Entry
from lms.practice.queries import Scored
from lms.training import queries as training
from lms.training.catalogue import RubricVersion
from lms.training.models import Kelas, Participation
from lms.web import formats


@dataclass(frozen=True)
class LevelChoice:
    """A level of a criterion, in observable words."""

    value: int
    text: str
    is_chosen: bool


@dataclass(frozen=True)
class CriterionField:
    """A criterion with the field's name and its levels."""

    title: str
    name: str
    choices: tuple[LevelChoice, ...]

    @property
    def written(self) -> str:
        """Give the level chosen, or a dash."""
        return next((str(choice.value) for choice in self.choices if choice.is_chosen), "–")


@dataclass(frozen=True)
class Sheet:
    """One person's scoring by a rubric."""

    participation_id: UUID
    name: str
    origin: str
    fields: tuple[CriterionField, ...]
    seen: str
    note: str
    reason: str
    word: str
    tone: str
    percent: str
    is_final: bool
    is_ready: bool

    @property
    def is_scored(self) -> bool:
        """Tell whether every criterion is scored."""
        return self.is_final or self.is_ready


@dataclass(frozen=True)
class Roster:
    """A kelas by one rubric."""

    kelas: Kelas
    version: RubricVersion
    rubric: Rubric
    sheets: tuple[Sheet, ...]

    @property
    def final_count(self) -> int:
        """Give how many have a final score."""
        return sum(sheet.is_final for sheet in self.sheets)

    @property
    def ready_count(self) -> int:
        """Give how many drafts could become final."""
        return sum(sheet.is_ready for sheet in self.sheets)

    @property
    def is_whole(self) -> bool:
        """Tell whether everybody has a final score."""
        return self.final_count == len(self.sheets)

    def sheet(self, participation_id: UUID) -> Sheet | None:
        """Give one person's sheet."""
        return next((s for s in self.sheets if s.participation_id == participation_id), None)

    def position(self, participation_id: UUID) -> int:
        """Give at which place of the list somebody stands, from 1."""
        return [s.participation_id for s in self.sheets].index(participation_id) + 1

    def following(self, participation_id: UUID) -> Sheet | None:
        """Give the next one in the list whose score is not final; None: nobody after this."""
        rest = self.sheets[self.position(participation_id) :]
        return next((sheet for sheet in rest if not sheet.is_final), None)

    @property
    def first_open(self) -> Sheet | None:
        """Give the first one whose score is not final."""
        return next((sheet for sheet in self.sheets if not sheet.is_final), None)


def roster(
    session: Session, kelas: Kelas, version: RubricVersion, sent: Sequence[Entry] = ()
) -> Roster:
    """Give everybody's sheet; what was sent and not kept stands in place of what is stored."""
    rubric = queries.content(version)
    everybody = training.participants(session, kelas.id)
    current = queries.scored(session, [who.id for who in everybody], version.id)
    unsaved = {e.participation_id: e for e in sent if _is_changed(e, rubric)}
    sheets = (_sheet(who, rubric, current.get(who.id), unsaved.get(who.id)) for who in everybody)
    return Roster(kelas, version, rubric, tuple(sheets))


def _is_changed(entry: Entry, rubric: Rubric) -> bool:
    return entry.note is not None or entry.seen != rules.traced(rubric, entry.levels)


def _sheet(
    who: Participation, rubric: Rubric, current: Scored | None, unsaved: Entry | None
) -> Sheet:
    stored = current.levels if current else {}
    note = current.score.note if current else ""
    levels = unsaved.levels if unsaved else stored
    is_final = current is not None and current.score.stage is ScoreStage.FINAL
    percent = rules.percent(rubric, stored)
    words = _stage(current, is_ready=percent is not None)
    return Sheet(
        participation_id=who.id,
        name=who.person.full_name,
        origin=who.origin,
        fields=tuple(_field(who.id, criterion, levels) for criterion in rubric.criteria),
        seen=rules.traced(rubric, stored),
        note=note if unsaved is None or unsaved.note is None else unsaved.note,
        reason=unsaved.reason if unsaved else "",
        word=words[0],
        tone=words[1],
        percent=formats.percent(percent) if percent is not None else "–",
        is_final=is_final,
        is_ready=not is_final and percent is not None,
    )


def _stage(current: Scored | None, *, is_ready: bool) -> tuple[str, str]:
    if current is None:
        return _("Belum dinilai"), "neutral"
    if current.score.stage is ScoreStage.FINAL:
        return _("Final"), "good"
    return (_("Draf lengkap"), "info") if is_ready else (_("Draf belum lengkap"), "attention")


def _field(who: UUID, criterion: Criterion, levels: Mapping[str, int]) -> CriterionField:
    chosen = levels.get(criterion.key)
    choices = tuple(
        LevelChoice(value, text, value == chosen)
        for value, text in enumerate(criterion.levels, start=1)
    )
    return CriterionField(criterion.title, level_name(who, criterion.key), choices)


@dataclass(frozen=True)
class Past:
    """An earlier or the present revision of a score."""

    word: str
    percent: str
    levels: str
    at: str
    reason: str


def history(session: Session, kelas: Kelas, version: RubricVersion, who: UUID) -> tuple[Past, ...]:
    """Give the revisions of somebody's score, the latest first."""
    rubric = queries.content(version)
    rows = queries.history(session, who, version.id)
    return tuple(_past(kelas, rubric, row) for row in rows)


def _past(kelas: Kelas, rubric: Rubric, row: Scored) -> Past:
    percent = rules.percent(rubric, row.levels)
    is_final = row.score.stage is ScoreStage.FINAL
    named = [f"{c.title} {row.levels.get(c.key, '–')}" for c in rubric.criteria]
    return Past(
        word=_("Final") if is_final else _("Draf"),
        percent=formats.percent(percent) if percent is not None else "–",
        levels=", ".join(named),
        at=formats.moment(row.score.scored_at, kelas.angkatan.zone),
        reason=row.score.reason or "",
    )
