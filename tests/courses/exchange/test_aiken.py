"""Aiken is read as Moodle reads it, and written so that it reads back the same."""

import html
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.exchange import aiken
from courses.exchange.drafts import Draft, DraftAnswer, Markup, Unreadable
from tests.courses.exchange.strategies import drafts, texts

FILES = Path(__file__).parent / "files"
RIGHT, WRONG = Fraction(1), Fraction(0)


def told(text: str) -> list[tuple[int, str]]:
    return [(each.line, each.message) for each in aiken.read(text.encode()).problems]


@st.composite
def quizzes(draw: st.DrawFn) -> Draft:
    """Give a choice question as Aiken can carry it."""
    lines = texts.map(lambda text: html.escape(" ".join(text.split()), quote=False))
    options = draw(st.lists(lines, min_size=2, max_size=26))
    right = draw(st.integers(0, len(options) - 1))
    answers = tuple(
        DraftAnswer(text, RIGHT if place == right else WRONG, markup=Markup.HTML)
        for place, text in enumerate(options)
    )
    draft = Draft("multichoice", 0, text=draw(lines), markup=Markup.HTML, answers=answers)
    return draft if aiken.carries(draft) else replace(draft, text=f"Soal: {draft.text}".strip())


class TestReading:
    def test_questions_are_read_with_their_line_and_right_answer(self) -> None:
        first, second = aiken.read((FILES / "kuis.aiken.txt").read_bytes()).drafts
        assert (first.line, second.line) == (1, 7)
        assert [answer.text for answer in first.answers] == [
            "Pendamping",
            "Keluarga sendiri",
            "Kepala desa",
        ]
        assert [answer.fraction for answer in first.answers] == [WRONG, RIGHT, WRONG]

    def test_signs_of_html_are_shown_and_not_run(self) -> None:
        second = aiken.read((FILES / "kuis.aiken.txt").read_bytes()).drafts[1]
        assert second.markup is Markup.HTML
        assert second.text == 'Tanda mana yang berarti "lebih kecil" &amp; bukan &lt;b&gt;?'

    @pytest.mark.parametrize(
        ("text", "line", "word"),
        [
            ("Apa?\nA) a\nANSWER: A", 3, "dua jawaban"),
            ("A) a", 1, "didahului pertanyaan"),
            ("ANSWER: A", 1, "didahului pertanyaan"),
            ("Apa?\nA) a\nB) b", 1, "belum selesai"),
            ("Apa?\nA) a\nB) b\nANSWER: C", 4, "huruf"),
            ("Apa?\nA) a\nB) b\nANSWER:", 4, "huruf"),
        ],
    )
    def test_a_fault_is_told_with_its_line(self, text: str, line: int, word: str) -> None:
        ((at, message),) = told(text)
        assert at == line
        assert word in message
        assert message.endswith(".")

    def test_the_questions_around_a_fault_are_read(self) -> None:
        good = "Apa?\nA) a\nB) b\nANSWER: B\n\n"
        reading = aiken.read(f"{good}Belum selesai\nA) a\n\n{good}".encode())
        assert [draft.line for draft in reading.drafts] == [1, 9]
        assert [problem.line for problem in reading.problems] == [6]

    def test_an_option_beyond_z_is_told(self) -> None:
        options = "".join(f"{letter}) x\n" for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZA")
        reading = aiken.read(f"Apa?\n{options}ANSWER: Z".encode())
        assert len(reading.drafts[0].answers) == 26
        assert [problem.line for problem in reading.problems] == [28]

    def test_what_is_no_text_is_refused(self) -> None:
        with pytest.raises(Unreadable):
            aiken.read(b"\x00\x01")


class TestWriting:
    @given(quizzes())
    def test_a_question_is_read_as_it_was_written(self, draft: Draft) -> None:
        reading = aiken.read(aiken.write([draft, draft]))
        assert [replace(each, line=0) for each in reading.drafts] == [draft, draft]
        assert not reading.problems

    @given(st.lists(drafts(), max_size=5))
    def test_what_has_no_room_is_left_out(self, found: list[Draft]) -> None:
        reading = aiken.read(aiken.write(found))
        assert len(reading.drafts) == len([draft for draft in found if aiken.carries(draft)])
        assert not reading.problems

    def test_tags_of_html_are_taken_out(self) -> None:
        answers = (DraftAnswer("<p>ya &amp; a&lt;b</p>", RIGHT), DraftAnswer("tidak", WRONG))
        draft = Draft("multichoice", 1, text="<p>Apa<br>ini?</p>", answers=answers)
        assert aiken.write([draft]).decode() == "Apa ini?\nA) ya & a<b\nB) tidak\nANSWER: A\n"

    def test_several_right_answers_have_no_room(self) -> None:
        answers = (DraftAnswer("a", RIGHT), DraftAnswer("b", RIGHT), DraftAnswer("c", WRONG))
        assert not aiken.carries(Draft("multichoice", 1, text="Apa?", answers=answers))
        assert not aiken.carries(Draft("essay", 1, text="Apa?"))
