"""Papers keep to their kisi-kisi, and parallel forms never share a question."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.allotment import allot
from courses.kinds import Form, Level
from courses.model import (
    Cell,
    Cloze,
    Description,
    Gap,
    Matching,
    Module,
    Option,
    Ordering,
    Pair,
    Question,
    TestPlan,
)
from courses.papers import PaperItem, Shortage, arrange, arrange_gap, draw, eligible, missing
from tests.courses.values import a_choice, a_module

OBJECTIVES = ("Menjelaskan", "Menerapkan")
ASKED = ("soal", "Menjelaskan", Level.C1, "Apa?", "Begitu.")
seeds = st.text(max_size=12)
kinds_of_question = st.tuples(
    st.sampled_from(OBJECTIVES), st.sampled_from(Level), st.none() | st.sampled_from(Form)
)


@st.composite
def modules(draw: st.DrawFn, slug: str = "m") -> Module:
    """Give a module whose pool is spread over objectives, levels and forms."""
    kinds = draw(st.lists(kinds_of_question, max_size=24))
    pool = tuple(
        replace(a_choice(f"soal-{number}", objective=objective, level=level), form=form)
        for number, (objective, level, form) in enumerate(kinds)
    )
    return a_module(slug, pool=pool)


@st.composite
def plans(draw: st.DrawFn, slugs: Sequence[str] = ("m", "n")) -> TestPlan:
    """Give a plan of cells, which may overlap."""
    cells = draw(
        st.lists(
            st.builds(
                Cell,
                st.sampled_from(slugs),
                st.integers(1, 4),
                st.none() | st.sampled_from(OBJECTIVES),
                st.none() | st.sampled_from(Level),
            ),
            min_size=1,
            max_size=5,
        )
    )
    total = sum(cell.count for cell in cells)
    form = draw(st.none() | st.sampled_from(Form))
    return TestPlan(total, 20, tuple(slugs), form=form, cells=tuple(cells))


def fits(cell: Cell, module: str, question: Question) -> bool:
    return (
        module == cell.module
        and cell.objective in (None, question.objective)
        and cell.level in (None, question.level)
    )


@given(modules())
def test_the_forms_share_no_question_and_leave_none_out(module: Module) -> None:
    a, b = (eligible(module, form) for form in Form)
    assert not set(a) & set(b)
    assert {*a, *b} == set(module.test_pool) == set(eligible(module, None))


@given(modules())
def test_a_question_bound_to_a_form_is_asked_there_only(module: Module) -> None:
    for form in Form:
        assert all(question.form in (None, form) for question in eligible(module, form))


@given(modules())
def test_free_questions_of_a_cell_are_dealt_out_evenly(module: Module) -> None:
    free = replace(
        module, questions=tuple(replace(question, form=None) for question in module.questions)
    )
    sizes = {
        form: Counter((each.objective, each.level) for each in eligible(free, form))
        for form in Form
    }
    for cell in {*sizes[Form.A], *sizes[Form.B]}:
        assert abs(sizes[Form.A][cell] - sizes[Form.B][cell]) <= 1
    assert abs(sizes[Form.A].total() - sizes[Form.B].total()) <= 1


@given(modules())
def test_the_form_of_a_question_does_not_hang_on_the_order_of_the_file(module: Module) -> None:
    turned = replace(module, questions=tuple(reversed(module.questions)))
    for form in Form:
        assert set(eligible(turned, form)) == set(eligible(module, form))


@given(modules("m"), modules("n"), plans(), seeds)
def test_a_paper_keeps_to_its_cells_or_says_which_are_short(
    first: Module, second: Module, plan: TestPlan, seed: str
) -> None:
    pool = [first, second]
    try:
        paper = draw(pool, plan, seed=seed)
    except Shortage as shortage:
        assert str(shortage) == str(missing(pool, plan)[0])
        return
    assert missing(pool, plan) == ()
    assert len(paper) == len(set(paper)) == plan.questions
    assert paper == draw([second, first], plan, seed=seed)
    asked = {
        PaperItem(module.slug, question.key): question
        for module in pool
        for question in eligible(module, plan.form)
    }
    wanted = allot(
        [cell.count for cell in plan.cells],
        [[item for item in paper if fits(cell, item.module, asked[item])] for cell in plan.cells],
    )
    assert [len(found) for found in wanted] == [cell.count for cell in plan.cells]


@given(modules(), plans(["m"]), seeds)
def test_papers_of_two_forms_have_nothing_in_common(
    module: Module, plan: TestPlan, seed: str
) -> None:
    papers = []
    for form in Form:
        bound = replace(plan, form=form)
        papers.append(() if missing([module], bound) else draw([module], bound, seed=seed))
    assert not set(papers[0]) & set(papers[1])


def test_every_shortage_is_told_at_once_with_its_cell() -> None:
    pool = tuple(a_choice(f"soal-{number}", level=Level.C2) for number in range(3))
    cells = (
        Cell("m", 4, None, Level.C2),
        Cell("m", 1, "Menerapkan"),
        Cell("lain", 2),
    )
    plan = TestPlan(7, 20, ("m", "lain"), form=Form.A, cells=cells)
    told = missing([a_module("m", pool=pool)], plan)
    assert [str(each) for each in told] == [
        "Modul “Modul m” harus memberi 4 soal tes C2 untuk paket A, tetapi baru mempunyai 2.",
        "Modul “Modul m” harus memberi 1 soal tes tentang “Menerapkan” untuk paket A, "
        "tetapi baru mempunyai 0.",
        "Modul “lain” harus memberi 2 soal tes untuk paket A, tetapi baru mempunyai 0.",
    ]
    assert [each.cell for each in told] == list(cells)
    assert (told[0].level, told[1].objective, told[0].form) == (Level.C2, "Menerapkan", Form.A)


def test_modules_that_are_short_are_all_told() -> None:
    pool = [a_module("m", pool_count=1), a_module("n", pool_count=9), a_module("o", pool_count=2)]
    told = missing(pool, TestPlan(12, 20, ("m", "n", "o")))
    assert [(each.module, each.wanted, each.found) for each in told] == [
        ("Modul m", 4, 1),
        ("Modul o", 4, 2),
    ]


def test_a_cell_gives_way_where_another_has_no_choice() -> None:
    pool = (a_choice("satu", level=Level.C1), a_choice("dua", level=Level.C2))
    plan = TestPlan(2, 20, ("m",), cells=(Cell("m", 1), Cell("m", 1, None, Level.C1)))
    for number in range(20):
        assert len(draw([a_module("m", pool=pool)], plan, seed=str(number))) == 2


@given(st.lists(st.tuples(st.integers(0, 2), st.lists(st.integers(0, 4), unique=True)), max_size=4))
def test_an_allotment_fills_as_much_as_can_be_filled(
    places: list[tuple[int, list[int]]],
) -> None:
    counts, likings = [count for count, _ in places], [liking for _, liking in places]
    found = allot(counts, likings)
    given_out = [thing for things in found for thing in things]
    assert len(given_out) == len(set(given_out))
    for count, liking, things in zip(counts, likings, found, strict=True):
        assert set(things) <= set(liking)
        assert len(things) <= count
    assert len(given_out) == best(counts, likings, frozenset())


def best(counts: list[int], likings: list[list[int]], taken: frozenset[int]) -> int:
    """Give how many things can be given out at most, by trying everything."""
    if not counts:
        return 0
    if not counts[0]:
        return best(counts[1:], likings[1:], taken)
    free = [thing for thing in likings[0] if thing not in taken]
    less = [counts[0] - 1, *counts[1:]]
    return max(
        best(counts[1:], likings[1:], taken),
        max((1 + best(less, likings, taken | {thing}) for thing in free), default=0),
    )


def test_what_is_shuffled_depends_on_the_kind() -> None:
    options = tuple(Option(key, key.upper(), key == "a") for key in "abcd")
    pairs = tuple(Pair(key, key, key.upper()) for key in "abc")
    matching = Matching(*ASKED, pairs=pairs, others=("X",))
    assert {each.key for each in arrange(matching, seed="s")} == {"a", "b", "c", "x1"}
    ordering = Ordering(*ASKED, items=options)
    assert {each.key for each in arrange(ordering, seed="s")} == set("abcd")
    cloze = Cloze(*ASKED, gaps=(Gap(options=options), Gap(options=options)))
    assert arrange(cloze, seed="s") == arrange(Description(*ASKED), seed="s") == ()
    orders = {tuple(each.key for each in arrange_gap(cloze, number, seed="s")) for number in (1, 2)}
    assert all(sorted(order) == list("abcd") for order in orders)


@pytest.mark.parametrize("number", range(5))
def test_gap_options_are_shuffled_the_same_for_their_seed(number: int) -> None:
    options = tuple(Option(key, key, key == "a") for key in "abcdef")
    cloze = Cloze(*ASKED, gaps=(Gap(options=options),))
    shown = arrange_gap(cloze, 1, seed=str(number))
    assert shown == arrange_gap(cloze, 1, seed=str(number))
    assert len({arrange_gap(cloze, 1, seed=str(each)) for each in range(20)}) > 15
