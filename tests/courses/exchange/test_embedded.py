"""The codes of cloze questions are found, judged and written."""

import time
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.exchange.drafts import DraftAnswer
from courses.exchange.embedded import Sub, codes, faults, numbered, replaced, written

SIGNS = "~#{}\\=%:*&;<>/ \n12abßé"


class TestReading:
    def test_every_short_word_is_known(self) -> None:
        choosing = [f"MC{tail}" for tail in ("", "V", "H", "S", "VS", "HS")]
        several = [f"MR{tail}" for tail in ("", "H", "S", "HS")]
        words = [*choosing, *several, "SA", "MW", "SAC", "MWC", "NM"]
        text = " ".join(f"{{1:{word}:=1~2}}" for word in words)
        kinds = [code.kind for code in codes(text)]
        assert kinds == (
            [Sub.MULTICHOICE] * 6
            + [Sub.MULTIRESPONSE] * 4
            + [Sub.SHORTANSWER] * 4
            + [Sub.NUMERICAL]
        )

    def test_shares_and_feedback(self) -> None:
        (code,) = codes("x {3:MULTICHOICE_VS:=Ya#Tepat~ %33.333%Hampir~%-50%Tidak#Bukan} y")
        assert code.weight == 3
        assert code.answers == (
            DraftAnswer("Ya", Fraction(1), "Tepat"),
            DraftAnswer("Hampir", Fraction(1, 3)),
            DraftAnswer("Tidak", Fraction(-1, 2), "Bukan"),
        )

    def test_escaped_signs_and_entities_end_nothing(self) -> None:
        (code,) = codes(r"{:SA:=a\}b\~c\#d&#39;e&amp;#39;f#g\}h}")
        assert code.answers == (DraftAnswer("a}b~c#d&#39;e&amp;#39;f", Fraction(1), "g}h"),)

    def test_numbers_with_and_without_tolerance(self) -> None:
        (code,) = codes("{2:NUMERICAL:=23.8:0.1#Tepat~%50%-2,5:1~*}")
        assert [(each.text, each.tolerance) for each in code.answers] == [
            ("23.8", Fraction(1, 10)),
            ("-2,5", Fraction(1)),
            ("*", Fraction(0)),
        ]

    @pytest.mark.parametrize(
        "text", ["", "{1:MC}", "{1:mc:=a~b}", "{1:LAIN:=a}", "{SA:=a}", "{1:SA:}", "{1:SA:=a"]
    )
    def test_what_is_no_whole_code_is_text(self, text: str) -> None:
        assert codes(text) == ()
        assert numbered(text) == text

    def test_moodle_numbers_the_codes(self) -> None:
        assert numbered("a {1:SA:=x} b {1:MC:=y~z}") == "a {#1} b {#2}"
        assert replaced("a {1:SA:=x} b", ["[[1]]"]) == "a [[1]] b"

    @pytest.mark.parametrize("text", ["{1:SA:" * 100_000, "{1:MC:~" * 100_000, "{" * 500_000])
    def test_openings_without_end_take_no_time(self, text: str) -> None:
        began = time.monotonic()
        codes(text)
        assert time.monotonic() - began < 5


class TestFaults:
    @pytest.mark.parametrize(
        ("text", "fault"),
        [
            ("Tanpa kode", "tidak memuat satu pun"),
            ("{1:MC:=a}", "Isian 1: pilihannya kurang dari dua"),
            ("{1:SA:=a} {1:MC:a~%50%b}", "Isian 2: tidak ada pilihan yang bernilai 100%"),
            ("{1:NM:=nol}", "“nol” bukan bilangan"),
        ],
    )
    def test_each_fault_is_named(self, text: str, fault: str) -> None:
        assert fault in " ".join(faults(text))

    def test_a_sound_text_has_none(self) -> None:
        assert faults("{1:SA:%50%a} {1:MR:a~=b} {1:NM:=1:0~*}") == ()


class TestWriting:
    @given(
        st.sampled_from([Sub.MULTICHOICE, Sub.MULTIRESPONSE, Sub.SHORTANSWER]),
        st.lists(
            st.builds(
                DraftAnswer,
                st.text(SIGNS, min_size=1).map(lambda text: f"k{text}k"),
                st.sampled_from([Fraction(1), Fraction(0), Fraction(1, 3), Fraction(-1, 7)]),
                st.just("") | st.text(SIGNS, min_size=1).map(lambda text: f"k{text}k"),
            ),
            min_size=1,
        ),
        st.integers(0, 99),
    )
    def test_what_is_written_is_read(
        self, kind: Sub, answers: list[DraftAnswer], weight: int
    ) -> None:
        text = written(kind, answers, weight=weight, minds_case=True)
        (code,) = codes(f"awal {text} akhir")
        said = tuple(
            DraftAnswer(_entities(each.text), each.fraction, _entities(each.feedback))
            for each in answers
        )
        assert (code.kind, code.answers) == (kind, said)
        assert code.weight == (weight if text[1] != ":" else 1)
        assert code.minds_case is (kind is Sub.SHORTANSWER)

    @given(st.text(SIGNS + "MCSANR:=~", max_size=200))
    def test_no_text_breaks_the_reader(self, text: str) -> None:
        for code in codes("{1:SA:" + text):
            assert code.end <= len(text) + len("{1:SA:")


def _entities(text: str) -> str:
    """Give a text as it comes back: a backslash before a sign is its entity."""
    for sign in "~#}":
        text = text.replace(f"\\{sign}", f"&#92;{sign}")
    return text
