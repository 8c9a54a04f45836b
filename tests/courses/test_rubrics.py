"""The sum of a rubric is derived from its levels and nothing else."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.kinds import RubricKind
from courses.model import Criterion, Rubric
from courses.rubrics import missing, nearest_level, total_percent
from tests.courses.values import rubrics

WORDS = ("Kurang", "Cukup", "Baik", "Sangat baik")
RUBRIC = Rubric(
    "praktik",
    "Praktik",
    RubricKind.PRAKTIK,
    (
        Criterion("isi", "Isi", WORDS),
        Criterion("bahasa", "Bahasa", WORDS),
        Criterion("akhir", "Akhir", WORDS),
    ),
    70,
)


@given(rubrics(), st.data())
def test_the_total_lies_between_a_quarter_and_all(rubric: Rubric, data: st.DataObject) -> None:
    levels = {each.key: data.draw(st.integers(1, 4)) for each in rubric.criteria}
    assert Decimal("25.0") <= total_percent(rubric, levels) <= Decimal("100.0")
    assert missing(rubric, levels) == ()


@given(rubrics(), st.data())
def test_a_higher_level_never_lowers_the_total(rubric: Rubric, data: st.DataObject) -> None:
    levels = {each.key: data.draw(st.integers(1, 3)) for each in rubric.criteria}
    better = levels | {rubric.criteria[0].key: levels[rubric.criteria[0].key] + 1}
    assert total_percent(rubric, better) > total_percent(rubric, levels)


def test_the_total_has_one_decimal() -> None:
    assert str(total_percent(RUBRIC, {"isi": 3, "bahasa": 4, "akhir": 1})) == "66.7"


def test_what_is_not_scored_yet_is_named_in_order() -> None:
    assert [each.key for each in missing(RUBRIC, {"bahasa": 2})] == ["isi", "akhir"]
    with pytest.raises(ValueError, match="not scored: isi, akhir"):
        total_percent(RUBRIC, {"bahasa": 2})


@pytest.mark.parametrize("level", [0, 5, -1])
def test_a_level_outside_the_scale_is_refused(level: int) -> None:
    with pytest.raises(ValueError, match="from 1 to 4"):
        total_percent(RUBRIC, {"isi": level, "bahasa": 2, "akhir": 2})


def test_a_criterion_of_another_rubric_is_refused() -> None:
    with pytest.raises(ValueError, match="no such criterion: lain"):
        total_percent(RUBRIC, {"isi": 1, "bahasa": 2, "akhir": 2, "lain": 4})


@pytest.mark.parametrize(
    ("share", "level"),
    [("25", 1), ("37.4", 1), ("37.5", 2), ("62.4", 2), ("62.5", 3), ("87.4", 3), ("87.5", 4)],
)
def test_a_share_stands_for_the_nearest_level(share: str, level: int) -> None:
    assert nearest_level(Decimal(share)) == level
