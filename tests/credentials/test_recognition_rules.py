"""Which papers count for which programme, and what a paper must say."""

from datetime import date, timedelta
from pathlib import Path

import pytest
import yaml
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from lms.credentials import recognition_config
from lms.credentials.recognition_config import SHIPPED
from lms.credentials.recognition_rules import (
    Countable,
    PaperKind,
    countable,
    objections,
    paper_key,
    problems,
    read,
)
from lms.web.templating import content_folder
from tests.credentials.papers_of_before import a_decree, a_paper
from tests.credentials.samples import configured

TODAY = date(2026, 11, 22)
_PROGRAMMES = st.lists(
    st.builds(
        Countable,
        achievement=st.sampled_from("abcd"),
        title=st.just("Program"),
        family=st.just("psm"),
        tier=st.none(),
        years_least=st.dictionaries(st.sampled_from(PaperKind), st.integers(0, 30)),
        source=st.just("uji"),
    ),
    unique_by=lambda each: each.achievement,
)
_DAYS = st.dates(date(1970, 1, 1), TODAY)


class TestWhatCountsForWhat:
    @given(_PROGRAMMES, st.sampled_from(PaperKind), _DAYS)
    def test_what_is_offered_is_what_is_not_refused(
        self, programmes: list[Countable], kind: PaperKind, dated_on: date
    ) -> None:
        offered = {each.achievement for each in countable(programmes, kind, dated_on, today=TODAY)}
        for wanted in "abcde":
            against = objections(programmes, kind, dated_on, wanted, today=TODAY)
            assert (wanted in offered) == (not against)

    @given(_PROGRAMMES, st.sampled_from(PaperKind), _DAYS, st.integers(0, 9000))
    def test_a_paper_that_counts_goes_on_counting_as_it_gets_older(
        self, programmes: list[Countable], kind: PaperKind, dated_on: date, days: int
    ) -> None:
        now = countable(programmes, kind, dated_on, today=TODAY)
        later = countable(programmes, kind, dated_on, today=TODAY + timedelta(days))
        assert set(map(id, now)) <= set(map(id, later))

    def test_years_are_full_years(self) -> None:
        (programme,) = read([_row(accepts={"sk": 5})])
        born = date(2021, 11, 23)
        assert "5 tahun" in str(
            objections([programme], PaperKind.DECREE, born, "x", today=TODAY)[0]
        )
        assert not objections([programme], PaperKind.DECREE, born - timedelta(1), "x", today=TODAY)
        against = objections([programme], PaperKind.CERTIFICATE, born, "x", today=TODAY)
        assert "tidak dapat diakui" in str(against[0])

    @pytest.mark.parametrize("row", [{"accepts": {"ijazah": 0}}, {"accepts": {"sk": "lama"}}])
    def test_a_configuration_that_means_nothing_is_refused(self, row: dict[str, object]) -> None:
        with pytest.raises(ValueError):
            read([_row(**row)])


def _row(**changes: object) -> dict[str, object]:
    values = {"achievement": "x", "title": "X", "family": "psm", "accepts": {}, "source": "uji"}
    return values | changes


class TestTheConfiguration:
    def test_the_shipped_one_names_programmes_as_the_curricula_do(self) -> None:
        folder = content_folder() / "curricula"
        loaded = [yaml.safe_load(path.read_text("utf-8")) for path in folder.glob("*.yaml")]
        taught = {each["programme"]["slug"]: each["programme"] for each in loaded}
        shipped = read(yaml.safe_load(SHIPPED.read_text("utf-8")))
        for each in shipped:
            programme = taught[each.achievement]
            assert (programme["family"], programme["tier"]) == (each.family, each.tier)
            assert "onfigurasi" in each.source
        assert [e.achievement for e in shipped if PaperKind.DECREE in e.years_least] == [
            "bimtek-dasar-psm"
        ]

    def test_an_installation_may_have_its_own_and_change_it(
        self, app: Flask, tmp_path: Path
    ) -> None:
        own = tmp_path / "recognition.yaml"
        with configured(app, home=tmp_path):
            assert len(recognition_config.programmes()) == 4
            own.write_text(yaml.safe_dump([_row()]), "utf-8")
            assert [each.achievement for each in recognition_config.programmes()] == ["x"]
            assert recognition_config.title_of("x") == "X"
            assert recognition_config.title_of("bimtek-dasar-psm") == "bimtek-dasar-psm"


class TestWhatAPaperMustSay:
    @pytest.mark.parametrize(
        ("paper", "field", "words"),
        [
            (a_paper(dated_on=date(2026, 11, 23)), "dated_on", "belum terjadi"),
            (a_paper(dated_on=date(1969, 12, 31)), "dated_on", "1970"),
            (a_decree(dated_on=date(2027, 1, 1)), "dated_on", "SK ini bertanggal sesudah"),
            (a_decree(number=""), "number", "Nomor SK"),
            (a_decree(signatory=""), "signatory", "penanda tangan"),
        ],
    )
    def test_what_is_wrong_stands_at_its_field(self, paper: object, field: str, words: str) -> None:
        ((found, sentence),) = problems(paper, today=TODAY)  # type: ignore[arg-type]
        assert (found, words in str(sentence)) == (field, True)

    def test_good_papers_have_no_problems(self) -> None:
        assert problems(a_paper(dated_on=TODAY, number=""), today=TODAY) == ()
        assert problems(a_decree(), today=TODAY) == ()


class TestTwins:
    def test_the_same_number_is_the_same_paper_however_it_is_typed(self) -> None:
        one = paper_key(a_paper(), "p")
        typed = a_paper(
            number=" 017 / bimtek-psm / 2017", organiser="DINSOS Prov. Lampung", title="Lain"
        )
        assert paper_key(typed, "q") == one
        assert paper_key(a_paper(number="018/BIMTEK-PSM/2017"), "p") != one

    def test_an_sk_names_many_people_once_each(self) -> None:
        assert paper_key(a_decree(), "p") != paper_key(a_decree(), "q")
        assert paper_key(a_decree(), "p") == paper_key(a_decree(title="Lain"), "p")

    def test_without_a_number_holder_title_and_day_tell_papers_apart(self) -> None:
        bare = a_paper(number="")
        assert paper_key(bare, "p") != paper_key(bare, "q")
        assert paper_key(bare, "p") != paper_key(a_paper(number="", title="Lain"), "p")
