"""Marks are exact, lie between nothing and all, and scores are rounded as people do by hand."""

from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.answering import right_answer
from courses.kinds import Level
from courses.marking import essay_mark, feedback, mark, place_marks, score_percent, shares
from courses.model import (
    Accepted,
    Choice,
    Choices,
    Cloze,
    Criterion,
    Description,
    Essay,
    Gap,
    Matching,
    Numeric,
    Option,
    Ordering,
    Pair,
    Question,
    ShortAnswer,
    Span,
    TrueFalse,
)
from tests.courses.asked import essays, marked_by_machine, questions, several_choices
from tests.courses.values import a_choice, choices

ASKED = ("soal", "Menjelaskan", Level.C1, "Apa?", "Begitu.")
HALF, THIRD = Fraction(1, 2), Fraction(1, 3)
answers = st.lists(
    st.sampled_from(["", "a", "b", "c", "x1", "true", "3,5", "kata"]) | st.text(max_size=9),
    max_size=9,
).map(tuple)


@given(questions(), st.none() | answers)
def test_a_mark_lies_between_nothing_and_all(
    question: Question, answer: tuple[str, ...] | None
) -> None:
    earned = mark(question, answer)
    assert earned is None or (0 <= earned <= 1 and isinstance(earned, Fraction))
    assert all(0 <= part <= 1 for part in place_marks(question, answer))


@given(marked_by_machine())
def test_a_fully_right_answer_earns_all(question: Question) -> None:
    assert mark(question, right_answer(question)) == 1
    assert set(place_marks(question, right_answer(question))) == {Fraction(1)}


@given(questions(), st.sampled_from([None, (), ("",), ("", "", "")]))
def test_no_answer_earns_nothing(question: Question, answer: tuple[str, ...] | None) -> None:
    assert mark(question, answer) == 0


@given(marked_by_machine(), answers)
def test_the_mark_is_the_weighted_mean_of_the_places(
    question: Question, answer: tuple[str, ...]
) -> None:
    parts = place_marks(question, answer)
    weights = [1] * len(parts)
    if isinstance(question, Cloze):
        weights = [gap.weight for gap in question.gaps]
    total = sum((part * weight for part, weight in zip(parts, weights, strict=True)), Fraction())
    assert mark(question, answer) == total / sum(weights)


@given(choices())
def test_only_the_right_option_earns_the_mark(question: Choice) -> None:
    marks = {option.key: mark(question, (option.key,)) for option in question.options}
    assert marks.pop(question.right.key) == 1
    assert set(marks.values()) == {Fraction(0)}


def test_the_text_of_an_option_is_not_an_answer() -> None:
    question = a_choice()
    assert mark(question, (question.right.text,)) == 0


def test_an_option_may_earn_a_part_and_never_less_than_nothing() -> None:
    question = Choice(
        *ASKED,
        options=(
            Option("a", "Tepat", right=True),
            Option("b", "Hampir", share=HALF, feedback="Hampir tepat."),
            Option("c", "Salah", share=-HALF),
        ),
    )
    assert [mark(question, (key,)) for key in "abcz"] == [1, HALF, 0, 0]
    assert feedback(question, ("b",)) == ("Hampir tepat.",)
    assert feedback(question, ("a",)) == feedback(question, None) == ()


@given(several_choices(), st.data())
def test_ticking_earns_the_exact_sum_of_the_shares(question: Choices, data: st.DataObject) -> None:
    keys = [option.key for option in question.options]
    ticked = tuple(data.draw(st.lists(st.sampled_from(keys), unique=True)))
    total = sum((shares(question)[key] for key in ticked), Fraction())
    assert mark(question, ticked) == min(1, max(0, total))


@given(several_choices())
def test_ticking_everything_earns_less_than_all(question: Choices) -> None:
    plain = tuple(replace(option, share=None) for option in question.options)
    earned = mark(replace(question, options=plain), tuple(each.key for each in plain))
    assert earned is not None
    assert earned < 1


def test_a_wrong_tick_takes_back_what_a_right_one_earns() -> None:
    options = tuple(Option(key, key.upper(), key in "abc") for key in "abcde")
    question = Choices(*ASKED, options=options)
    told = {"a": THIRD, "ab": 2 * THIRD, "abc": 1, "abd": THIRD, "ad": 0, "de": 0, "abcde": THIRD}
    assert {keys: mark(question, tuple(keys)) for keys in told} == told


def test_a_statement_is_true_or_false() -> None:
    question = TrueFalse(*ASKED, is_true=False)
    assert [mark(question, (text,)) for text in ("false", "true", "salah")] == [1, 0, 0]


@pytest.mark.parametrize(
    ("typed", "minds_case", "earned"),
    [
        ("gotong royong", False, 1),
        ("  Gotong\u00a0  ROYONG ", False, 1),
        ("Gotong royong", True, 1),
        ("gotong royong", True, 0),
        ("kerja bakti", False, HALF),
        ("kerja  sama bakti", False, HALF),
        ("bakti kerja", False, 0),
        ("5 * 3", False, 1),
        ("5 x 3", False, 0),
    ],
)
def test_a_text_is_compared_as_people_read_it(
    typed: str, minds_case: bool, earned: Fraction
) -> None:
    told = (
        Accepted("Gotong royong"),
        Accepted("kerja*bakti", HALF, "Lebih tepat: gotong royong."),
        Accepted("5 \\* 3"),
    )
    assert mark(ShortAnswer(*ASKED, accepted=told, minds_case=minds_case), (typed,)) == earned


def test_the_best_text_that_fits_counts() -> None:
    told = (Accepted("*", THIRD, "Baru sebagian."), Accepted("musyawarah"))
    question = ShortAnswer(*ASKED, accepted=told)
    assert mark(question, ("Musyawarah",)) == 1
    assert mark(question, ("lain",)) == THIRD
    assert feedback(question, ("lain",)) == ("Baru sebagian.",)


@pytest.mark.parametrize(
    ("typed", "earned"),
    [("3,5", 1), ("3.5 km", 1), ("3,6", 1), ("3,7", HALF), ("4", HALF), ("4,1", 0), ("tiga", 0)],
)
def test_a_number_earns_what_its_span_says(typed: str, earned: Fraction) -> None:
    near = Span(Fraction(3), Fraction(4), HALF, "Ukur lagi.")
    question = Numeric(*ASKED, spans=(near, Span(Fraction("3.4"), Fraction("3.6"))), unit="km")
    assert mark(question, (typed,)) == earned
    assert feedback(question, (typed,)) == (("Ukur lagi.",) if earned == HALF else ())


def test_each_right_pair_earns_its_part() -> None:
    pairs = (Pair("a", "desa", "kades"), Pair("b", "kota", "wali"), Pair("c", "desa 2", "kades"))
    question = Matching(*ASKED, pairs=pairs, others=("camat",))
    assert mark(question, ("a", "b", "a")) == 1
    assert mark(question, ("c", "x1", "c")) == Fraction(2, 3)
    assert [*place_marks(question, ("b", "b"))] == [0, 1, 0]


def test_each_item_at_its_place_earns_its_part() -> None:
    question = Ordering(*ASKED, items=tuple(Option(key, key.upper()) for key in "abc"))
    assert mark(question, ("a", "c", "b")) == THIRD
    assert mark(question, ("b", "c", "a")) == 0
    assert [*place_marks(question, ("a", "", "c"))] == [1, 0, 1]


def test_gaps_count_by_their_weight() -> None:
    gaps = (
        Gap(options=(Option("a", "satu", True), Option("b", "dua", feedback="Bukan dua."))),
        Gap(accepted=(Accepted("desa"), Accepted("kampung", HALF, "Boleh."))),
        Gap(spans=(Span(Fraction(2), Fraction(3)),), weight=2),
    )
    question = Cloze(*ASKED, gaps=gaps)
    assert mark(question, ("a", "kampung", "2,5")) == Fraction(7, 8)
    assert mark(question, ("b", "Desa", "")) == Fraction(1, 4)
    assert feedback(question, ("b", "kampung", "2")) == ("Bukan dua.", "Boleh.")


@given(essays(), st.text(min_size=1).filter(str.strip))
def test_an_essay_waits_for_a_person(question: Essay, text: str) -> None:
    assert mark(question, (text,)) is None
    assert [*place_marks(question, (text,))] == [0]


@given(essays(), st.data())
def test_an_essay_earns_the_share_of_its_levels(question: Essay, data: st.DataObject) -> None:
    levels = {each.key: data.draw(st.integers(1, 4)) for each in question.criteria}
    exact = Fraction(sum(levels.values()), 4 * len(levels))
    assert essay_mark(question, levels) == exact
    assert Fraction(1, 4) <= exact <= 1


@pytest.mark.parametrize("levels", [{}, {"isi": 0}, {"isi": 5}, {"isi": 2, "lain": 2}])
def test_levels_that_do_not_fit_an_essay_are_refused(levels: dict[str, int]) -> None:
    question = Essay(*ASKED, criteria=(Criterion("isi", "Isi", ("1", "2", "3", "4")),))
    with pytest.raises(ValueError, match="level"):
        essay_mark(question, levels)


def test_a_description_earns_nothing() -> None:
    assert mark(Description(*ASKED), ("apa saja",)) == 0
    assert feedback(Description(*ASKED), ("apa saja",)) == ()


@given(st.lists(st.fractions(0, 1, max_denominator=60), min_size=1, max_size=60))
def test_a_score_is_the_mean_in_percent_half_up(marks: list[Fraction]) -> None:
    exact = sum(marks, Fraction()) * 100 / len(marks)
    score = score_percent(marks)
    assert score.as_tuple().exponent == -1
    assert 0 <= score <= 100
    assert -Fraction(1, 20) < exact - Fraction(score) < Fraction(1, 20) or (
        Fraction(score) - exact == Fraction(1, 20)
    )


@given(st.integers(1, 200), st.data())
def test_a_score_agrees_with_decimal_rounding(count: int, data: st.DataObject) -> None:
    right = data.draw(st.integers(0, count))
    marks = [Fraction(1)] * right + [Fraction(0)] * (count - right)
    expected = (Decimal(right) * 100 / count).quantize(Decimal("0.1"), ROUND_HALF_UP)
    assert score_percent(marks) == expected


def test_half_a_tenth_is_rounded_up() -> None:
    assert score_percent([Fraction(1, 2), *[Fraction(0)] * 999]) == Decimal("0.1")
    assert str(score_percent([Fraction(2, 3)])) == "66.7"
    assert str(score_percent([Fraction(1)])) == "100.0"


def test_a_test_without_marks_has_no_score() -> None:
    with pytest.raises(ValueError, match="no marks"):
        score_percent([])
