"""The evaluator by itself."""

from dataclasses import replace
from decimal import Decimal
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from lms.completion import progress
from lms.completion.freezing import changes, freeze
from lms.completion.models import Outcome
from lms.completion.progress import (
    Facts,
    Plan,
    PlannedMaterial,
    PlannedSession,
    Requirement,
    RubricTarget,
    earned_jp,
    evaluate,
    outcome,
    unmet,
)
from lms.training.models import Kind
from tests.completion.values import BLENDED, complete, facts, facts_and_more, identity, nothing


def _by_key(of: Facts) -> dict[str, Requirement]:
    return {each.key: each for each in evaluate(of)}


def test_a_blended_course_with_19_of_37_jp_face_to_face_passes_when_all_is_done() -> None:
    found = _by_key(complete())
    assert sum(each.jp for each in BLENDED.materials) == 37
    assert str(found["jp"].value) == "37 dari 37 JP"
    assert str(found["tatap-muka"].value) == "19 dari 19 JP"
    assert outcome(found.values(), Kind.BIMTEK) is Outcome.PASSED


def test_reading_alone_never_passes() -> None:
    reader = _by_key(replace(complete(), attended=frozenset()))
    assert str(reader["jp"].value) == "18 dari 37 JP"
    assert not reader["jp"].is_met
    assert not reader["tatap-muka"].is_met
    assert outcome(reader.values(), Kind.BIMTEK) is Outcome.NOT_YET


def test_reading_alone_does_not_pass_where_nearly_all_is_to_be_read() -> None:
    mostly_read = replace(
        BLENDED,
        materials=(
            PlannedMaterial(identity(1), 1, True),
            PlannedMaterial(identity(2), 36, False, identity(3)),
        ),
        sessions=(PlannedSession(identity(4), identity(1), 1),),
    )
    found = _by_key(replace(complete(mostly_read), attended=frozenset()))
    assert found["jp"].is_met
    assert not found["tatap-muka"].is_met


def test_being_there_alone_does_not_pass_either() -> None:
    found = _by_key(replace(complete(), modules_done=frozenset()))
    assert found["tatap-muka"].is_met
    assert not found["jp"].is_met
    assert found["jp"].next_page == progress.MODULES_PAGE


def test_sessions_not_held_yet_count_as_missing() -> None:
    half = frozenset(each.id for each in BLENDED.sessions[:4])
    found = _by_key(replace(complete(), attended=half))
    assert str(found["tatap-muka"].value) == "9 dari 19 JP"
    unscheduled = replace(BLENDED, sessions=BLENDED.sessions[:4])
    found = _by_key(replace(complete(unscheduled), attended=half))
    assert str(found["tatap-muka"].value) == "9 dari 19 JP"


def test_the_threshold_is_met_exactly_at_it() -> None:
    ten = Plan(
        kind=Kind.BIMTEK,
        attendance_percent=80,
        materials=(PlannedMaterial(identity(1), 10, True),),
        sessions=tuple(PlannedSession(identity(n), identity(1), 1) for n in range(2, 12)),
        asks_name=False,
    )
    for count, is_met in ((7, False), (8, True), (9, True)):
        attended = frozenset(each.id for each in ten.sessions[:count])
        (only,) = evaluate(Facts(ten, attended=attended))
        assert only.is_met is is_met
        assert str(only.target) == "8 JP (80%)"


def test_jp_of_sessions_beyond_the_plan_are_taken_in_proportion() -> None:
    material = PlannedMaterial(identity(1), 3, True)
    sessions = tuple(PlannedSession(identity(n), identity(1), 2) for n in (2, 3))
    plan = replace(BLENDED, materials=(material,), sessions=sessions)
    earned = [
        earned_jp(Facts(plan, attended=frozenset(each.id for each in sessions[:count])), material)
        for count in range(3)
    ]
    assert earned == [0, 1, 3]


def test_every_requirement_says_what_to_do_next() -> None:
    found = evaluate(nothing())
    keys = ["jp", "tatap-muka", "tes-akhir", "rubrik:praktik-penyuluhan", "sikap", "nama"]
    assert [each.key for each in found] == keys
    for each in found:
        assert not each.is_met
        assert str(each.next_step)
        assert each.next_page


def test_kkm_and_rubrics_are_met_from_their_mark_on() -> None:
    just = replace(
        complete(),
        best_score=Decimal("70.0"),
        percents={"praktik-penyuluhan": Decimal("70.0"), "sikap": Decimal("74.9")},
    )
    assert [each.key for each in unmet(evaluate(just))] == ["sikap"]
    found = _by_key(replace(just, best_score=Decimal("69.9")))
    assert not found["tes-akhir"].is_met
    assert str(found["tes-akhir"].value) == "Nilai 69,9"
    assert str(found["tes-akhir"].target) == "KKM 70"


def test_a_test_whose_uraian_waits_is_neither_met_nor_failed() -> None:
    waits = replace(complete(), best_score=None, awaits_marks=True)
    found = _by_key(waits)["tes-akhir"]
    assert not found.is_met
    assert str(found.value) == "Menunggu penilaian uraian"
    assert str(found.next_step) == "Tunggu penilaian pengajar."
    passed = replace(waits, best_score=Decimal("70.0"))
    assert _by_key(passed)["tes-akhir"].is_met


def test_meetings_ask_for_presence_only_and_say_so() -> None:
    for kind in (Kind.RAKOR, Kind.PEMBINAAN):
        there = replace(complete(replace(BLENDED, kind=kind)), best_score=None, percents={})
        requirements = evaluate(there)
        assert [each.key for each in requirements] == ["jp", "tatap-muka", "nama"]
        assert outcome(requirements, kind) is Outcome.ATTENDED


def test_an_evaluation_asks_only_to_be_made_however_it_went() -> None:
    rubric = RubricTarget("kinerja", "Evaluasi kinerja", 70, is_performance=True)
    plan = replace(BLENDED, kind=Kind.PEMBINAAN, rubrics=(rubric,))
    there = replace(complete(plan), best_score=None, percents={})
    assert [each.key for each in unmet(evaluate(there))] == ["rubrik:kinerja"]
    weak = evaluate(replace(there, percents={"kinerja": Decimal("25.0")}))
    assert unmet(weak) == ()
    assert outcome(weak, Kind.PEMBINAAN) is Outcome.ATTENDED


@given(facts_and_more())
def test_adding_a_fact_never_unmeets_a_requirement(pair: tuple[Facts, Facts]) -> None:
    less, more = (_by_key(each) for each in pair)
    assert less.keys() == more.keys()
    for key, requirement in less.items():
        assert more[key].is_met or not requirement.is_met


@given(facts(), st.randoms(use_true_random=False))
def test_the_order_of_facts_changes_nothing(given_facts: Facts, random: Random) -> None:
    sessions, materials = list(given_facts.plan.sessions), list(given_facts.plan.materials)
    random.shuffle(sessions)
    random.shuffle(materials)
    plan = replace(given_facts.plan, sessions=tuple(sessions), materials=tuple(materials))
    percents = dict(reversed(list(given_facts.percents.items())))
    shuffled = replace(given_facts, plan=plan, percents=percents)
    assert evaluate(shuffled) == evaluate(given_facts)


@given(facts())
def test_jp_sums_are_whole_and_never_beyond_the_plan(given_facts: Facts) -> None:
    plan = given_facts.plan
    for material in plan.materials:
        earned = earned_jp(given_facts, material)
        assert isinstance(earned, int)
        assert 0 <= earned <= material.jp
    total = sum(earned_jp(given_facts, each) for each in plan.materials)
    planned = sum(each.jp for each in plan.materials)
    found = _by_key(given_facts)["jp"]
    assert found.fact == f"{total}/{planned}"
    assert found.is_met == (100 * total >= plan.attendance_percent * planned)


@given(facts())
def test_a_list_is_frozen_and_compared_by_its_facts(given_facts: Facts) -> None:
    frozen = freeze(evaluate(given_facts))
    assert changes(frozen, freeze(evaluate(given_facts))) == ()
    reworded = [{**each, "value": "lain", "label": "lain"} for each in frozen]
    assert changes(frozen, reworded) == ()


def test_a_change_says_what_was_and_what_is() -> None:
    before = freeze(evaluate(complete()))
    after = freeze(evaluate(replace(complete(), best_score=Decimal("60.0"))))
    (change,) = changes(before, after)
    assert (change.label, change.was, change.now) == ("Tes akhir", "Nilai 80", "Nilai 60")
    assert not change.is_met
