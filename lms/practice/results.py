"""What participants see of their scores: the final ones, criterion by criterion."""

from dataclasses import dataclass

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from courses.model import Criterion
from lms.kernel.access import Actor
from lms.practice import queries, rules
from lms.practice.models import ScoreStage
from lms.practice.queries import Scored
from lms.training.catalogue import RubricVersion
from lms.training.models import Angkatan, Kelas, Participation
from lms.web import formats


@dataclass(frozen=True)
class Line:
    """A criterion with the level reached, in the rubric's words."""

    title: str
    level: str
    text: str


@dataclass(frozen=True)
class Result:
    """One rubric: how it went, or that it is not final yet."""

    title: str
    word: str
    tone: str
    percent: str
    target: str
    note: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Angkatans:
    """The results of one angkatan."""

    angkatan: Angkatan
    results: tuple[Result, ...]


def mine(session: Session, actor: Actor) -> tuple[Angkatans, ...]:
    """Give the actor's own results by angkatan, the latest first."""
    return tuple(_of(session, row) for row in queries.my_kelas(session, actor))


def _of(session: Session, row: Participation) -> Angkatans:
    versions = queries.rubrics_of(session, _kelas(row))
    results = tuple(
        _result(version, queries.scored(session, [row.id], version.id).get(row.id))
        for version in versions
    )
    return Angkatans(row.angkatan, results)


def _kelas(row: Participation) -> Kelas:
    assert row.kelas is not None  # my_kelas gives only rows that have one
    return row.kelas


def _result(version: RubricVersion, found: Scored | None) -> Result:
    rubric = queries.content(version)
    target = formats.percent(rubric.pass_percent)
    is_final = found is not None and found.score.stage is ScoreStage.FINAL
    if found is None or not is_final:
        return Result(rubric.title, _("Belum final"), "neutral", "–", target, "", ())
    value = rules.percent(rubric, found.levels)
    is_enough = value is not None and value >= rubric.pass_percent
    return Result(
        title=rubric.title,
        word=_("Memenuhi syarat") if is_enough else _("Belum memenuhi syarat"),
        tone="good" if is_enough else "attention",
        percent=formats.percent(value) if value is not None else "–",
        target=target,
        note=found.score.note,
        lines=tuple(_line(criterion, found) for criterion in rubric.criteria),
    )


def _line(criterion: Criterion, found: Scored) -> Line:
    level = found.levels[criterion.key]
    return Line(
        title=criterion.title,
        level=_("%(level)s dari %(top)s", level=level, top=len(criterion.levels)),
        text=criterion.levels[level - 1],
    )
