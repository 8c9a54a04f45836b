"""The gate, without a database."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.credentials.models import Merit
from lms.registration import gate, loading
from lms.registration.answers import Where
from lms.registration.gate import Attached, Facts, Rule, Stage
from lms.registration.models import Demand, Verdict

SHIPPED = tuple(
    Rule(row["slug"], Demand(row["demand"]), row["title"], row.get("value", {}), row["source"])
    for row in loading.shipped()["psm"]
)
DECLARATIONS = frozenset(rule.slug for rule in SHIPPED if rule.demand is Demand.DECLARATION)
READY = Facts(
    on=date(2026, 3, 9),
    domicile_code="18.72.01.1001",
    has_nik=True,
    born_on=date(1990, 1, 1),
    held={"bimtek-dasar-psm": frozenset({Merit.PASSED})},
    declared=DECLARATIONS,
)
NOBODY = Facts(READY.on, None, False, None, {}, frozenset())

facts = st.builds(
    Facts,
    on=st.dates(date(2020, 1, 1), date(2030, 1, 1)),
    domicile_code=st.sampled_from([None, "18", "18.72.01", "18.72.01.1001"]),
    has_nik=st.booleans(),
    born_on=st.none() | st.dates(date(1940, 1, 1), date(2019, 12, 31)),
    held=st.dictionaries(
        st.sampled_from(["bimtek-dasar-psm", "bimtek-lanjutan-psm", "lain"]),
        st.frozensets(st.sampled_from(Merit), min_size=1),
    ),
    declared=st.frozensets(st.sampled_from(sorted(DECLARATIONS))),
)
rule_lists = st.lists(st.sampled_from(SHIPPED), unique_by=lambda rule: rule.slug)


def test_nothing_speaks_against_whoever_meets_everything() -> None:
    assert gate.objections(SHIPPED, READY) == ()


def test_all_objections_come_at_once_each_with_why_and_where() -> None:
    found = gate.objections(SHIPPED, NOBODY)
    assert [one.slug for one in found] == [rule.slug for rule in SHIPPED]
    assert all(str(one.why) and str(one.next_step) and one.where for one in found)
    assert all(one.what == rule.title for one, rule in zip(found, SHIPPED, strict=True))


def test_declarations_do_not_close_the_form() -> None:
    judged = gate.judge(SHIPPED, replace(READY, declared=frozenset()))
    assert gate.at_the_door(judged) == ()
    assert len(gate.objections(SHIPPED, replace(READY, declared=frozenset()))) == 4


@pytest.mark.parametrize(
    ("slug", "facts", "where"),
    [
        (
            "bimtek-dasar",
            replace(READY, held={"rakor-ipsm": frozenset({Merit.PASSED})}),
            Where.LEVELS,
        ),
        ("usia", replace(READY, born_on=date(2008, 3, 10)), Where.PROFILE),
        ("usia", replace(READY, born_on=None), Where.PROFILE),
        ("nik", replace(READY, has_nik=False), Where.NIK),
        ("domisili", replace(READY, domicile_code="18.72.01"), Where.PROFILE),
        ("baca-tulis", replace(READY, declared=DECLARATIONS - {"baca-tulis"}), Where.FORM),
    ],
)
def test_a_single_missing_thing_is_named_with_its_place(
    slug: str, facts: Facts, where: Where
) -> None:
    (found,) = gate.objections(SHIPPED, facts)
    assert (found.slug, found.where) == (slug, where)


def test_on_the_eighteenth_birthday_somebody_is_eighteen() -> None:
    assert gate.objections(SHIPPED, replace(READY, born_on=date(2008, 3, 9))) == ()
    assert gate.full_years(date(2008, 2, 29), date(2026, 2, 28)) == 17
    assert gate.full_years(date(2008, 2, 29), date(2026, 3, 1)) == 18


@given(facts, rule_lists)
def test_each_rule_is_judged_once_and_alone(known: Facts, rules: list[Rule]) -> None:
    judged = gate.judge(rules, known)
    assert [one.rule for one in judged] == rules
    alone = [one for rule in rules for one in gate.judge([rule], known)]
    assert list(judged) == alone
    assert [o.slug for o in gate.objections(rules, known)] == [
        one.rule.slug for one in judged if not one.is_met
    ]


@given(facts, st.integers(1, 60))
def test_another_age_in_the_data_is_another_age_at_the_gate(known: Facts, years: int) -> None:
    rule = Rule("usia", Demand.AGE, "Usia", {"years": years}, "uji")
    (judged,) = gate.judge([rule], known)
    is_old_enough = known.born_on is not None and gate.full_years(known.born_on, known.on) >= years
    assert judged.is_met is is_old_enough


@given(facts)
def test_to_hold_or_declare_more_never_closes_the_gate(known: Facts) -> None:
    before = {one.slug for one in gate.objections(SHIPPED, known)}
    more = replace(known, held={**known.held, **READY.held}, declared=DECLARATIONS)
    assert {one.slug for one in gate.objections(SHIPPED, more)} <= before


def _holding(*merits: Merit) -> Facts:
    return replace(READY, held={"bimtek-dasar-psm": frozenset(merits)})


def _rule(demand: Demand, **value: object) -> Rule:
    return Rule("syarat", demand, "Syarat", value, "uji (konfigurasi)")


def _bimtek(*accepts: str) -> Rule:
    accepted = {"accepts": list(accepts)} if accepts else {}
    named = {"achievements": ["bimtek-dasar-psm"], "name": "Bimtek Dasar PSM"}
    return _rule(Demand.HOLDS, **named, **accepted)


@pytest.mark.parametrize("merit", list(Merit))
def test_a_requirement_that_names_no_merit_accepts_all(merit: Merit) -> None:
    assert gate.objections([_bimtek()], _holding(merit)) == ()


def test_whoever_attended_is_told_that_passing_is_asked() -> None:
    (found,) = gate.objections([_bimtek("lulus")], _holding(Merit.ATTENDED))
    assert (
        str(found.why) == "Tercatat mengikuti Bimtek Dasar PSM, tetapi persyaratan meminta lulus."
    )
    both = _holding(Merit.ATTENDED, Merit.RECOGNISED)
    (found,) = gate.objections([_bimtek("lulus")], both)
    assert "Tercatat mengikuti dan diakui dari dokumen Bimtek Dasar PSM" in str(found.why)
    (found,) = gate.objections([_bimtek("lulus", "mengikuti")], _holding(Merit.RECOGNISED))
    assert "persyaratan meminta lulus atau mengikuti." in str(found.why)


def test_what_suffices_says_by_which_merit_where_it_is_not_by_passing() -> None:
    (judged,) = gate.judge([_bimtek("lulus", "diakui")], _holding(Merit.RECOGNISED))
    assert str(judged.value) == (
        "Memegang Bimtek Dasar PSM yang masih berlaku (diakui dari dokumen)."
    )


@given(
    st.frozensets(st.sampled_from(Merit), min_size=1),
    st.frozensets(st.sampled_from(Merit), min_size=1),
)
def test_the_accepted_merits_of_the_data_decide(
    accepts: frozenset[Merit], held: frozenset[Merit]
) -> None:
    rule = _bimtek(*(merit.value for merit in accepts))
    assert (gate.objections([rule], _holding(*held)) == ()) is bool(accepts & held)


@pytest.mark.parametrize("demand", [Demand.DOCUMENT, Demand.RECOMMENDATION])
@pytest.mark.parametrize(
    ("attached", "to_apply", "to_be_approved"),
    [
        (None, False, False),
        (Attached(), True, False),
        (Attached(Verdict.FITS), True, True),
        (Attached(Verdict.UNFIT, "bukan surat asli"), False, False),
    ],
)
def test_a_scan_suffices_to_apply_and_has_to_be_checked_to_be_approved(
    demand: Demand, attached: Attached | None, to_apply: bool, to_be_approved: bool
) -> None:
    scans = {} if attached is None else {"syarat": attached}
    applying = replace(READY, attached=scans)
    deciding = replace(applying, stage=Stage.DECIDING)
    assert (gate.objections([_rule(demand)], applying) == ()) is to_apply
    assert (gate.objections([_rule(demand)], deciding) == ()) is to_be_approved


def test_whoever_reads_that_a_scan_is_unfit_reads_why() -> None:
    facts = replace(READY, attached={"syarat": Attached(Verdict.UNFIT, "sudah kedaluwarsa")})
    (found,) = gate.objections([_rule(Demand.DOCUMENT)], facts)
    assert str(found.why) == "Berkas dinilai belum sesuai: sudah kedaluwarsa"
    assert found.where is Where.SCAN
