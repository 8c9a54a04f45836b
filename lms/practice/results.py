"""What participants see of their scores: the final ones, criterion by criterion."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from courses.kinds import RubricKind
from courses.model import Criterion, Rubric
from lms.kernel.access import Actor
from lms.practice import queries, rules
from lms.practice.models import ScoreStage
from lms.practice.queries import Scored
from lms.training.catalogue import RubricVersion
from lms.training.models import Angkatan, Kelas, Participation
from lms.web import formats
from lms.web.templating import sentence


@dataclass(frozen=True)
class Line:
    """A criterion with the level reached, in the rubric's words."""

    title: str
    level: str
    text: str


@dataclass(frozen=True)
class Result:
    """One rubric: how it went, or that it is not final yet; no target where nobody passes."""

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


def evaluated(
    session: Session, kelas: Kelas, participation_ids: Collection[UUID]
) -> Mapping[UUID, tuple[Result, ...]]:
    """Give the results of evaluasi kinerja in a kelas (with angkatan), aspect by aspect.

    Everybody asked for has an entry; it is empty where the curriculum evaluates no kinerja.
    """
    found: dict[UUID, tuple[Result, ...]] = dict.fromkeys(participation_ids, ())
    for version in queries.rubrics_of(session, kelas):
        if queries.content(version).kind is RubricKind.KINERJA:
            scores = queries.scored(session, participation_ids, version.id)
            for who in found:
                found[who] = (*found[who], _result(version, scores.get(who)))
    return found


def _kelas(row: Participation) -> Kelas:
    assert row.kelas is not None  # my_kelas gives only rows that have one
    return row.kelas


def _result(version: RubricVersion, found: Scored | None) -> Result:
    rubric = queries.content(version)
    target = _target(rubric)
    is_final = found is not None and found.score.stage is ScoreStage.FINAL
    if found is None or not is_final:
        return Result(rubric.title, _("Belum final"), "neutral", "–", target, "", ())
    value = rules.percent(rubric, found.levels)
    word, tone = _verdict(rubric, value)
    return Result(
        title=rubric.title,
        word=word,
        tone=tone,
        percent=formats.percent(value) if value is not None else "–",
        target=target,
        note=found.score.note,
        lines=tuple(_line(criterion, found) for criterion in rubric.criteria),
    )


def _target(rubric: Rubric) -> str:
    return "" if rubric.kind is RubricKind.KINERJA else formats.percent(rubric.pass_percent)


def _verdict(rubric: Rubric, value: Decimal | None) -> tuple[str, str]:
    if rubric.kind is RubricKind.KINERJA and value is not None:
        return sentence(rules.grade(value)), "info"
    if value is not None and value >= rubric.pass_percent:
        return _("Memenuhi syarat"), "good"
    return _("Belum memenuhi syarat"), "attention"


def _line(criterion: Criterion, found: Scored) -> Line:
    level = found.levels[criterion.key]
    return Line(
        title=criterion.title,
        level=_("%(level)s dari %(top)s", level=level, top=len(criterion.levels)),
        text=criterion.levels[level - 1],
    )
