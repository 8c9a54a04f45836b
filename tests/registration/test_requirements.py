"""Requirements are data: set and ended by command; gate, page, eligibility and API follow."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete
from sqlalchemy.orm import Session

from lms.credentials.models import Credential, Merit
from lms.kernel import clock
from lms.kernel.access import NATION, SYSTEM
from lms.kernel.database import reading, writing
from lms.kernel.errors import NotFound, Refused
from lms.people.models import Account
from lms.people.sealing import cipher
from lms.registration import gate, queries, requirements
from lms.registration.commands import registration
from lms.registration.models import (
    Demand,
    Registration,
    RegistrationRequirement,
    RegistrationStep,
)
from lms.registration.requirements import Wanted
from lms.training.catalogue import Family
from lms.web.limits import limiter
from tests.browser import Browser
from tests.factories.api import a_key
from tests.factories.regions import METRO
from tests.factories.registration import a_credential, a_graduate, the_requirements
from tests.factories.scans import LETTER, a_demand

NIK = "1872015705900001"
PASSED_ONLY = {
    "achievements": ["bimtek-dasar-psm"],
    "name": "Bimtek Dasar PSM",
    "accepts": ["lulus"],
}


def _set(session: Session, wanted: Wanted, region_code: str = NATION) -> RegistrationRequirement:
    return requirements.require(
        session, SYSTEM, Family.PSM, wanted, region_code=region_code, at=clock.now()
    )


def _age(years: int) -> Wanted:
    return Wanted("usia", Demand.AGE, f"Usia {years}", "uji (konfigurasi)", {"years": years})


class TestRegions:
    def test_rows_of_a_region_hold_within_it_only(self, session: Session) -> None:
        the_requirements(session)
        a_demand(session, LETTER, region_code="18.72")
        assert LETTER in {rule.slug for rule in queries.rules(session, "psm", METRO)}
        assert LETTER not in {rule.slug for rule in queries.rules(session, "psm", "18.02")}
        assert LETTER not in {rule.slug for rule in queries.rules(session, "psm")}

    def test_of_one_slug_the_nearest_row_counts_until_it_is_ended(self, session: Session) -> None:
        the_requirements(session)
        _set(session, _age(21), "18")
        _set(session, _age(25), "18.72")

        def years(code: str) -> Any:
            found = {rule.slug: rule for rule in queries.rules(session, "psm", code)}
            return found["usia"].value["years"]

        assert (years(METRO), years("18.02"), years("35.78")) == (25, 21, 18)
        requirements.end(session, SYSTEM, Family.PSM, "usia", region_code="18.72", at=clock.now())
        assert years(METRO) == 21

    def test_what_is_not_there_cannot_be_ended(self, session: Session) -> None:
        the_requirements(session)
        for region_code, slug in (("18", "usia"), (NATION, "ijazah")):
            with pytest.raises(NotFound):
                requirements.end(
                    session, SYSTEM, Family.PSM, slug, region_code=region_code, at=clock.now()
                )


@pytest.mark.parametrize(
    "wanted",
    [
        Wanted("Usia Ya", Demand.NIK, "NIK", "uji"),
        Wanted("usia", Demand.AGE, "Usia", "uji", {"years": 0}),
        Wanted("usia", Demand.AGE, "Usia", "uji"),
        Wanted("nik", Demand.NIK, " ", "uji"),
        Wanted("nik", Demand.NIK, "NIK", ""),
        Wanted("bimtek", Demand.HOLDS, "Bimtek", "uji", {"name": "Bimtek"}),
        Wanted("bimtek", Demand.HOLDS, "B", "uji", {**PASSED_ONLY, "accepts": ["hadir"]}),
        Wanted("bimtek", Demand.HOLDS, "B", "uji", {**PASSED_ONLY, "accepts": []}),
        Wanted("jujur", Demand.DECLARATION, "Jujur", "uji"),
    ],
)
def test_a_requirement_that_says_too_little_is_refused(session: Session, wanted: Wanted) -> None:
    with pytest.raises(Refused):
        _set(session, wanted)


def test_a_region_that_does_not_exist_is_refused(session: Session) -> None:
    with pytest.raises(Refused, match="Tidak ada wilayah"):
        _set(session, _age(21), "77.77")


class TestCommands:
    def test_load_list_require_and_end(self, app: Flask, session: Session) -> None:
        run = app.test_cli_runner().invoke
        assert "15" in run(registration, ["load"]).output
        assert "Persyaratan pendaftaran baru: 0." in run(registration, ["load"]).output
        offered = run(registration, ["require", "psm", LETTER, "--region", "18.72"])
        assert "Rekomendasi lurah atau kepala desa" in offered.output
        older = run(registration, ["require", "psm", "usia", "--years", "21", "--title", "Dewasa"])
        assert older.exit_code == 0
        ended = run(registration, ["end", "psm", "nik"])
        assert "tidak berlaku lagi" in ended.output
        listed = run(registration, ["list"]).output
        assert "18.72" in listed
        assert "Dewasa" in listed
        with reading() as read:
            rules = {rule.slug: rule for rule in queries.rules(read, "psm", METRO)}
        assert rules["usia"].value == {"years": 21}
        assert "Pasuruan" in rules["usia"].source
        assert "nik" not in rules
        assert rules[LETTER].demand is Demand.RECOMMENDATION

    @pytest.mark.parametrize(
        "words",
        [
            ["require", "psm", "ijazah"],
            ["require", "psm", "usia", "--demand", "usia", "--title", "x", "--source", "y"],
            ["end", "psm", "ijazah"],
            ["require", "tksk", "usia"],
        ],
    )
    def test_what_is_wrong_is_said(self, app: Flask, session: Session, words: list[str]) -> None:
        done = app.test_cli_runner().invoke(registration, words)
        assert done.exit_code
        assert done.output.startswith(("Error:", "Usage:"))


@dataclass(frozen=True)
class Change:
    """A requirement row that is set (or, without a wish, ended) for a region."""

    slug: str
    region_code: str
    wanted: Wanted | None


def _wishes(slug: str) -> st.SearchStrategy[Wanted]:
    merits = st.lists(st.sampled_from([merit.value for merit in Merit]), min_size=1, unique=True)
    holds = st.fixed_dictionaries(
        {
            "achievements": st.sampled_from([["bimtek-dasar-psm"], ["bimtek-lanjutan-psm"]]),
            "name": st.just("Bimtek"),
        },
        optional={"accepts": merits},
    )
    values: dict[Demand, st.SearchStrategy[dict[str, Any]]] = {
        Demand.HOLDS: holds,
        Demand.AGE: st.fixed_dictionaries({"years": st.integers(15, 60)}),
        Demand.DECLARATION: st.just({"text": f"Saya menyatakan {slug}."}),
    }
    return st.sampled_from(list(Demand)).flatmap(
        lambda demand: st.builds(
            Wanted,
            slug=st.just(slug),
            demand=st.just(demand),
            title=st.just(f"Syarat {slug} {demand.value}"),
            source=st.just("uji (konfigurasi)"),
            value=values.get(demand, st.just({})),
            position=st.none() | st.integers(1, 9),
        )
    )


changes = st.sampled_from(["satu", "dua", "tiga", "empat", "usia", "nik"]).flatmap(
    lambda slug: st.builds(
        Change,
        slug=st.just(slug),
        region_code=st.sampled_from([NATION, "18", "18.72", METRO, "35"]),
        wanted=st.none() | _wishes(slug),
    )
)


@dataclass(frozen=True)
class Applicant:
    """Somebody in Metro, and the key with which another system asks about them."""

    account: Account
    bearer: str


@pytest.fixture
def applicant(session: Session) -> Iterator[Applicant]:
    """Somebody in Metro whose facts each example changes."""
    the_requirements(session)
    made = a_graduate(session)
    made.person.nik_fingerprint = cipher().fingerprint(NIK)
    _row, key = a_key(session)
    session.commit()
    yield Applicant(made, f"Bearer {key}")


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.lists(changes, max_size=8),
    st.booleans(),
    st.booleans(),
    st.sampled_from(list(Merit)),
)
def test_gate_page_eligibility_and_api_follow_the_rows_alike(
    applicant: Applicant,
    browser: Browser,
    made: list[Change],
    has_nik: bool,
    is_born: bool,
    merit: Merit,
) -> None:
    with writing() as session:
        _renew(session, applicant.account, made, has_nik, is_born, merit)
    with reading() as session:
        person = queries.person(session, applicant.account.person_id)
        rules = queries.rules(session, "psm", person.domicile_code)
        facts = queries.facts(session, person, frozenset(), family="psm", at=clock.now())
        judged = gate.judge(rules, facts)
        found = queries.eligibility(session, person, "psm", at=clock.now())
        expected = _nearest(made)
    assert found.judged == judged
    assert {slug: rule.title for slug, rule in _by_slug(rules).items() if slug in expected} == {
        slug: title for slug, title in expected.items() if title is not None
    }
    if has_nik:
        _check_api(browser, applicant, found)
    page = browser.sign_in(applicant.account).get("registration.psm")
    assert ("Ajukan pendaftaran" in page) is found.is_open
    for one in judged:
        if one.rule.demand is Demand.DECLARATION:
            assert one.rule.value["text"] in page or one.rule.title in page
        else:
            assert one.rule.title in page
            assert str(one.value) in page
    boxes = {f"pernyataan-{r.slug}": "y" for r in rules if r.demand is Demand.DECLARATION} | {
        "family": "psm"
    }
    browser.post("registration.submit", boxes, expect=303 if found.is_open else 409)


def _check_api(browser: Browser, applicant: Applicant, found: gate.Eligibility) -> None:
    limiter.reset()
    answer = browser.app.test_client().post(
        "/api/v1/eligibility",
        json={"nik": NIK, "family": "psm"},
        headers={"Authorization": applicant.bearer},
    )
    said = answer.get_json()
    assert said["may_apply"] is found.is_open
    assert [(one["title"], one["is_met"], one["explanation"]) for one in said["requirements"]] == [
        (one.rule.title, one.is_met, str(one.value)) for one in found.judged
    ]


def _by_slug(rules: tuple[gate.Rule, ...]) -> dict[str, gate.Rule]:
    return {rule.slug: rule for rule in rules}


def _nearest(made: list[Change]) -> dict[str, str | None]:
    """Give by slug the title that must hold in Metro: of the last change of the nearest region."""
    rows: dict[tuple[str, str], str | None] = {}
    for change in made:
        if METRO.startswith(change.region_code) or change.region_code == NATION:
            rows[change.slug, change.region_code] = change.wanted.title if change.wanted else None
    found: dict[str, str | None] = {}
    for slug in {slug for slug, _code in rows} - {"usia", "nik"}:
        codes = [code for s, code in rows if s == slug and rows[s, code] is not None]
        nearest = max(codes, key=lambda code: 0 if code == NATION else len(code), default=None)
        found[slug] = rows[slug, nearest] if nearest else None
    return found


def _renew(
    session: Session,
    account: Account,
    made: list[Change],
    has_nik: bool,
    is_born: bool,
    merit: Merit,
) -> None:
    for table in (RegistrationStep, Registration, RegistrationRequirement, Credential):
        session.execute(delete(table))
    the_requirements(session)
    person = queries.person(session, account.person_id)
    person.nik_fingerprint = cipher().fingerprint(NIK) if has_nik else None
    person.born_on = date(1990, 5, 17) if is_born else None
    a_credential(session, person).merit = merit
    for change in made:
        if change.wanted is not None:
            _set(session, change.wanted, change.region_code)
        else:
            _end(session, change)


def _end(session: Session, change: Change) -> None:
    try:
        requirements.end(
            session, SYSTEM, Family.PSM, change.slug, region_code=change.region_code, at=clock.now()
        )
    except NotFound:
        return
