"""Papers are balanced, never repeat a question, and come out the same for the same seed."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.model import Choice, TestPlan
from courses.papers import PaperItem, Shortage, arrange, draw
from tests.courses.values import a_choice, a_module, choices

seeds = st.text(max_size=30)
sizes = st.lists(st.integers(0, 12), min_size=1, max_size=5)


def a_plan(questions: int, *modules: str) -> TestPlan:
    return TestPlan(questions=questions, minutes=20, modules=modules)


@given(sizes, st.integers(1, 40), seeds)
def test_a_paper_is_right_or_says_what_is_short(pools: list[int], asked: int, seed: str) -> None:
    modules = [a_module(f"m{n}", pool_count=size) for n, size in enumerate(pools)]
    plan = a_plan(asked, *(module.slug for module in modules))
    least, extra = divmod(asked, len(pools))
    possible = min(pools) >= least and sum(size > least for size in pools) >= extra
    try:
        paper = draw(modules, plan, seed=seed)
    except Shortage:
        assert not possible
        return
    assert possible
    assert len(paper) == asked == len(set(paper))
    shares = Counter(item.module for item in paper)
    assert all(shares[module.slug] in (least, least + 1) for module in modules)
    assert paper == draw(list(reversed(modules)), plan, seed=seed)


@given(seeds)
def test_self_check_questions_are_never_asked_in_a_test(seed: str) -> None:
    paper = draw([a_module("m", pool_count=5)], a_plan(5, "m"), seed=seed)
    assert {item.question for item in paper} == {f"soal-{n}" for n in range(5)}


def test_other_seeds_give_other_papers() -> None:
    modules = [a_module("m", pool_count=12)]
    papers = {draw(modules, a_plan(5, "m"), seed=str(n)) for n in range(50)}
    assert len(papers) > 40


def test_every_question_has_its_turn() -> None:
    modules = [a_module("m", pool_count=12), a_module("n", pool_count=12)]
    asked = Counter(
        item for n in range(400) for item in draw(modules, a_plan(5, "m", "n"), seed=str(n))
    )
    assert len(asked) == 24
    assert max(asked.values()) < 2 * min(asked.values())


def test_a_paper_drawn_years_ago_is_drawn_again_today() -> None:
    paper = draw([a_module("m", pool_count=6)], a_plan(3, "m"), seed="angkatan-2")
    assert [item.question for item in paper] == ["soal-4", "soal-2", "soal-3"]


def test_a_module_without_enough_questions_is_named_with_its_numbers() -> None:
    with pytest.raises(Shortage) as caught:
        draw([a_module("m", pool_count=4)], a_plan(6, "m"), seed="")
    assert str(caught.value) == "Modul “Modul m” harus memberi 6 soal tes, tetapi baru mempunyai 4."
    assert (caught.value.wanted, caught.value.found) == (6, 4)


def test_a_module_that_is_not_there_is_a_shortage_too() -> None:
    with pytest.raises(Shortage, match="lain"):
        draw([a_module("m")], a_plan(2, "m", "lain"), seed="")


def test_one_question_more_comes_from_a_module_that_has_it() -> None:
    modules = [a_module("m", pool_count=2), a_module("n", pool_count=3)]
    for n in range(20):
        shares = Counter(item.module for item in draw(modules, a_plan(5, "m", "n"), seed=str(n)))
        assert shares == {"m": 2, "n": 3}


@given(choices(), seeds)
def test_options_are_all_shown_and_stay_where_they_are(question: Choice, seed: str) -> None:
    shown = arrange(question, seed=seed)
    assert sorted(shown, key=lambda option: option.key) == list(question.options)
    assert shown == arrange(question, seed=seed)


def test_the_right_option_is_shown_at_every_place() -> None:
    question = a_choice()
    places = Counter(
        [option.right for option in arrange(question, seed=str(n))].index(True) for n in range(400)
    )
    assert set(places) == {0, 1, 2, 3}
    assert min(places.values()) > 60


def test_an_item_survives_being_stored() -> None:
    item = PaperItem("modul", "soal")
    assert PaperItem.from_json(item.to_json()) == item
