"""Evaluasi kinerja of a pembinaan: knowledge, skills and attitude, person by person."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from operator import attrgetter
from uuid import UUID

from sqlalchemy.orm import Session

from lms.assessment import queries as assessment
from lms.assessment.presenters import title
from lms.kernel.errors import NotFound
from lms.practice import results
from lms.practice.results import Result
from lms.training import access
from lms.training import queries as training
from lms.training.models import Angkatan, Participation, TestKind
from lms.web import formats


@dataclass(frozen=True)
class Evaluation:
    """One participant: the aspects with word and score, and the tests beside knowledge."""

    participation: Participation
    aspects: tuple[Result, ...]
    tests: tuple[tuple[str, str], ...]

    @property
    def name(self) -> str:
        """Give the person's name."""
        return self.participation.person.full_name

    @property
    def is_whole(self) -> bool:
        """Tell whether every aspect is final."""
        return bool(self.aspects) and all(each.lines for each in self.aspects)


def of_angkatan(session: Session, angkatan: Angkatan) -> tuple[Evaluation, ...]:
    """Give everybody enrolled in an angkatan, by name within their kelas."""
    people = training.participants(session, angkatan.id)
    return _evaluations(session, [each for each in people if each.kelas_id])


def of_one(session: Session, angkatan_id: UUID, participation_id: UUID) -> Evaluation:
    """Give one who is enrolled in a kelas of the angkatan; or NotFound."""
    people = training.participants(session, angkatan_id)
    wanted = [each for each in people if each.id == participation_id and each.kelas_id]
    if not wanted:
        raise NotFound
    return _evaluations(session, wanted)[0]


def _evaluations(session: Session, people: Sequence[Participation]) -> tuple[Evaluation, ...]:
    ids = [each.id for each in people]
    scores = {kind: assessment.best_scores(session, ids, kind) for kind in TestKind}
    aspects = _aspects(session, people)
    return tuple(Evaluation(each, aspects[each.id], _tests(each.id, scores)) for each in people)


def _aspects(session: Session, people: Sequence[Participation]) -> dict[UUID, tuple[Result, ...]]:
    found: dict[UUID, tuple[Result, ...]] = {}
    by_kelas = attrgetter("kelas_id")
    for kelas_id, members in groupby(sorted(people, key=lambda each: str(each.kelas_id)), by_kelas):
        kelas = access.kelas_with_angkatan(session, kelas_id)
        found.update(results.evaluated(session, kelas, [each.id for each in members]))
    return found


def _tests(
    who: UUID, scores: Mapping[TestKind, Mapping[UUID, Decimal]]
) -> tuple[tuple[str, str], ...]:
    return tuple(
        (title(kind), formats.percent(of_kind[who]))
        for kind, of_kind in scores.items()
        if who in of_kind
    )
