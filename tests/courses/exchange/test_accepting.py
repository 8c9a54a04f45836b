"""Drafts become questions that can be asked, or the reasons why not; questions become drafts."""

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from courses.exchange import moodle_xml
from courses.exchange.accepting import accept, draft_of
from courses.exchange.drafts import Draft, DraftAnswer, DraftFile, DraftPair, DraftWord, Markup
from courses.exchange.grading import DEFAULT
from courses.kinds import Level
from courses.model import (
    Accepted,
    Choice,
    Choices,
    Cloze,
    Description,
    Essay,
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
from tests.courses.asked import plain_texts, questions, texts

HALF = Fraction(1, 2)
ROUND = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def a_draft(type_: str, **told: Any) -> Draft:
    return Draft(**{"type": type_, "line": 1, "text": "Siapa?", **told})


def some(*shares: float | Fraction, markup: Markup = Markup.HTML) -> tuple[DraftAnswer, ...]:
    return tuple(
        DraftAnswer(f"jawaban {place}", Fraction(share), markup=markup)
        for place, share in enumerate(shares, 1)
    )


def accepted(draft: Draft) -> Question:
    question, remarks = accept(draft, key="q1")
    assert question is not None, remarks
    assert remarks == ()
    return question


def refused(draft: Draft) -> str:
    question, reasons = accept(draft, key="q1")
    assert question is None
    assert reasons
    return " ".join(reasons)


class TestOptions:
    def test_one_whole_right_answer_makes_a_choice(self) -> None:
        question = accepted(a_draft("multichoice", answers=some(0, 1, 0)))
        assert question == Choice(
            "q1",
            "",
            Level.C1,
            "Siapa?",
            "",
            options=(
                Option("a", "jawaban 1"),
                Option("b", "jawaban 2", True),
                Option("c", "jawaban 3"),
            ),
        )

    def test_parts_for_other_options_are_kept(self) -> None:
        question = accepted(a_draft("multichoice", answers=some(1, HALF, Fraction(-1, 4))))
        assert isinstance(question, Choice)
        assert [option.share for option in question.options] == [None, HALF, Fraction(-1, 4)]

    def test_several_answers_leave_out_what_the_usual_rule_says(self) -> None:
        question = accepted(a_draft("multichoice", single=False, answers=some(HALF, HALF, -HALF)))
        assert isinstance(question, Choices)
        assert [(each.right, each.share) for each in question.options] == [
            (True, None),
            (True, None),
            (False, None),
        ]

    def test_wrong_options_without_loss_keep_their_nought(self) -> None:
        question = accepted(a_draft("multichoice", single=False, answers=some(HALF, HALF, 0)))
        assert isinstance(question, Choices)
        assert question.options[2].share == 0

    def test_a_single_choice_with_two_whole_answers_takes_either(self) -> None:
        question = accepted(a_draft("multichoice", answers=some(1, 1, 0)))
        assert isinstance(question, Choices)
        assert [each.share for each in question.options] == [1, 1, 0]

    @pytest.mark.parametrize(
        ("draft", "reason"),
        [
            (a_draft("multichoice", answers=some(1)), "kurang dari dua"),
            (a_draft("multichoice", answers=some(0, 0)), "Tidak ada pilihan yang benar"),
            (a_draft("multichoice", answers=some(HALF, 0)), "bernilai 100%"),
            (a_draft("multichoice", single=False, answers=some(HALF, 0)), "kurang dari 100%"),
            (a_draft("multichoice", answers=some(1, 0)[:1] * 2), "sama persis"),
            (a_draft("multichoice", answers=some(1, *[0] * 26)), "Lebih dari 26"),
            (a_draft("multichoice", text="<p>&nbsp;</p>", answers=some(1, 0)), "kosong"),
        ],
    )
    def test_what_cannot_be_asked_says_why(self, draft: Draft, reason: str) -> None:
        assert reason in refused(draft)


class TestOtherKinds:
    def test_true_or_false_keeps_its_feedback_in_the_explanation(self) -> None:
        draft = a_draft(
            "truefalse",
            correctanswer=False,
            generalfeedback="Lihat pasal 3.",
            feedbacktrue="Keliru.",
            feedbackfalse="Tepat.",
        )
        question = accepted(draft)
        assert isinstance(question, TrueFalse)
        assert not question.is_true
        assert question.explanation == (
            "Lihat pasal 3.\n\nJawaban “Benar”: Keliru.\n\nJawaban “Salah”: Tepat."
        )

    def test_short_answers_with_a_star_for_the_rest(self) -> None:
        answers = (
            DraftAnswer("Desa_ku", Fraction(1)),
            DraftAnswer("*", Fraction(0), "<b>Bukan</b>", markup=Markup.HTML),
        )
        question = accepted(a_draft("shortanswer", answers=answers, minds_case=True))
        assert isinstance(question, ShortAnswer)
        assert question.accepted == (Accepted("Desa_ku"), Accepted("*", Fraction(0), "**Bukan**"))
        assert question.minds_case

    def test_numbers_with_their_tolerance(self) -> None:
        answers = (
            DraftAnswer("3,5", Fraction(1), tolerance=Fraction(1, 10)),
            DraftAnswer("*", Fraction(0)),
        )
        question = accepted(a_draft("numerical", answers=answers, unit="km"))
        assert isinstance(question, Numeric)
        assert question.spans == (Span(Fraction("3.4"), Fraction("3.6")),)
        assert question.unit == "km"

    def test_pairs_and_rights_that_belong_to_nothing(self) -> None:
        pairs = (
            DraftPair("<i>Katak</i>", "amfibi"),
            DraftPair("Kucing", "mamalia"),
            DraftPair("Salamander", "amfibi"),
            DraftPair("", "serangga"),
            DraftPair("", "amfibi"),
        )
        question = accepted(a_draft("match", markup=Markup.HTML, pairs=pairs))
        assert isinstance(question, Matching)
        assert question.pairs[0] == Pair("a", "*Katak*", "amfibi")
        assert len(question.pairs) == 3
        assert question.others == ("serangga",)

    def test_items_in_their_order(self) -> None:
        question = accepted(a_draft("ordering", answers=some(1, 1, 1)))
        assert isinstance(question, Ordering)
        assert [item.text for item in question.items] == ["jawaban 1", "jawaban 2", "jawaban 3"]

    def test_an_essay_without_criteria_has_one(self) -> None:
        question = accepted(a_draft("essay", graderinfo="Sebut tiga hal."))
        assert isinstance(question, Essay)
        assert question.criteria == (DEFAULT,)
        assert question.explanation == "Sebut tiga hal."

    def test_something_to_read(self) -> None:
        assert isinstance(accepted(a_draft("description")), Description)

    @pytest.mark.parametrize(
        ("draft", "reason"),
        [
            (a_draft("truefalse"), "benar atau salah"),
            (a_draft("shortanswer", answers=some(HALF)), "100%"),
            (a_draft("numerical", answers=some(1)), "bukan bilangan"),
            (a_draft("numerical"), "100%"),
            (a_draft("match", pairs=(DraftPair("a", "b"),)), "dua pasangan"),
            (a_draft("match", pairs=(DraftPair("a", "b"), DraftPair("c", ""))), "kosong"),
            (a_draft("match", pairs=(DraftPair("a", "b"), DraftPair("c", "b"))), "sama"),
            (a_draft("ordering", answers=some(1)), "dua butir"),
            (a_draft("ordering", answers=some(1)[:1] * 2), "sama persis"),
            (a_draft("category"), "belum dapat dipakai"),
            (a_draft("essay", text="x" * 60_001), "60.000 huruf"),
        ],
    )
    def test_what_cannot_be_asked_says_why(self, draft: Draft, reason: str) -> None:
        assert reason in refused(draft)


class TestCloze:
    def test_codes_become_places(self) -> None:
        text = (
            "<p>Ibu kota {1:MC:=Bandung#Ya~Jakarta} pada {2:NM:=1,5:0.5} &lt; "
            "{SA:=tetap} {:SAC:=A&amp;B~%50%C}</p>"
        )
        question = accepted(a_draft("multianswer", text=text, markup=Markup.HTML))
        assert isinstance(question, Cloze)
        assert question.stem == "Ibu kota [[1]] pada [[2]] < {SA:=tetap} [[3]]"
        chosen, number, text_gap = question.gaps
        assert [(each.text, each.right) for each in chosen.options] == [
            ("Bandung", True),
            ("Jakarta", False),
        ]
        assert number.weight == 2
        assert number.spans == (Span(Fraction(1), Fraction(2)),)
        assert text_gap.minds_case
        assert text_gap.accepted == (Accepted("A&B"), Accepted("C", HALF))

    def test_words_of_one_group_stand_to_choose(self) -> None:
        words = (
            DraftWord("kucing", 1),
            DraftWord("meja", 2),
            DraftWord("anjing", 1),
            DraftWord("kursi", 2, infinite=True),
        )
        draft = a_draft("ddwtos", text="Di atas [[4]] ada [[1]] dan [[3]].", words=words)
        question = accepted(draft)
        assert isinstance(question, Cloze)
        assert question.stem == "Di atas [[1]] ada [[2]] dan [[3]]."
        assert [option.text for option in question.gaps[0].options] == ["meja", "kursi"]
        assert [option.right for option in question.gaps[0].options] == [False, True]
        assert [option.right for option in question.gaps[2].options] == [False, True]

    @pytest.mark.parametrize(
        ("type_", "text", "reason"),
        [
            ("multianswer", "Tanpa kode", "kode isian"),
            ("multianswer", "{1:MR:=a~=b}", "beberapa jawaban"),
            ("multianswer", "{0:SA:=a}", "Bobot"),
            ("multianswer", "{1:SA:%50%a}", "100%"),
            ("multianswer", "{1:MC:=a~a}", "sama persis"),
            ("multianswer", "[[1]] {1:SA:=a}", "[[1]]"),
            ("multianswer", '<span title="{1:SA:=a}">x</span>', "alamat"),
            ("gapselect", "Tanpa tempat", "tempat isian"),
            ("gapselect", "Kata [[7]]", "[[7]]"),
            ("gapselect", "Kata [[1]]", "kurang dari dua"),
        ],
    )
    def test_what_cannot_be_asked_says_why(self, type_: str, text: str, reason: str) -> None:
        words = (DraftWord("a"), DraftWord("b", group=2))
        assert reason in refused(a_draft(type_, text=text, words=words))


class TestHeader:
    @pytest.mark.parametrize(
        ("level", "tags", "expected"),
        [
            ("C3", (), Level.C3),
            ("c2 – memahami", (), Level.C2),
            ("", ("lain", "C4"), Level.C4),
            ("", ("level: C2",), Level.C2),
            ("C6", (), Level.C4),
            ("", ("AC1",), Level.C1),
        ],
    )
    def test_the_level_stands_in_the_draft_or_a_tag(
        self, level: str, tags: tuple[str, ...], expected: Level
    ) -> None:
        draft = a_draft("description", level=level, tags=tags)
        assert accepted(draft).level is expected

    def test_the_objective_stands_in_a_tag(self) -> None:
        draft = a_draft("description", tags=("Indikator: Menyebut tiga tugas",))
        assert accepted(draft).objective == "Menyebut tiga tugas"

    @pytest.mark.parametrize("word", ["MULTIRESPONSE", "MR", "MULTIRESPONSE_H", "MRS", "MRHS"])
    def test_a_gap_with_several_answers_is_named_with_the_way_out(self, word: str) -> None:
        draft = a_draft("multianswer", text=f"Tugas: {{1:{word}:=Mendata~=Mendampingi~Menghukum}}")
        question, reasons = accept(draft, key="q1")
        assert question is None
        assert reasons[0].startswith("Isian dengan beberapa jawaban (MULTIRESPONSE) belum dapat")
        assert "beberapa pilihan yang benar" in reasons[0]

    def test_pictures_and_files_are_named(self) -> None:
        draft = a_draft(
            "description",
            text='Lihat <img src="@@PLUGINFILE@@/peta%20desa.png" alt="Peta">',
            files=(DraftFile("peta desa.png", "QQ=="), DraftFile("bunyi.mp3", "QQ==")),
        )
        question, remarks = accept(draft, key="q1")
        assert question is not None
        assert question.stem == "Lihat (gambar: Peta)"
        assert "peta desa.png" in remarks[0]
        assert "bunyi.mp3" in remarks[1]


def without_place(question: Question) -> Question:
    """Give a question without what does not travel, and shares only where they say something."""
    bare: Question = replace(question, selfcheck=False, lesson=None, form=None)
    if isinstance(bare, Choice):
        told = (replace(o, share=None) if o.share == o.right else o for o in bare.options)
        return replace(bare, options=tuple(told))
    if isinstance(bare, Choices):
        usual = Fraction(1, sum(option.right for option in bare.options))
        told = (
            replace(o, share=None) if o.share == (usual if o.right else -usual) else o
            for o in bare.options
        )
        return replace(bare, options=tuple(told))
    return bare


class TestBack:
    @ROUND
    @given(questions(plain_texts))
    def test_a_question_comes_back_from_its_draft(self, question: Question) -> None:
        found, remarks = accept(draft_of(question), key=question.key)
        assert found == without_place(question)
        assert remarks == ()

    @ROUND
    @given(questions(plain_texts))
    def test_a_question_comes_back_from_a_moodle_file(self, question: Question) -> None:
        (draft,) = moodle_xml.read(moodle_xml.write([draft_of(question)])).drafts
        assert accept(draft, key=question.key)[0] == without_place(question)

    @ROUND
    @given(questions(texts))
    def test_whatever_its_texts_are_nothing_breaks(self, question: Question) -> None:
        found, remarks = accept(draft_of(question), key=question.key)
        assert found is not None or remarks

    @ROUND
    @given(
        st.sampled_from(["multichoice", "shortanswer", "numerical", "ordering", "multianswer"]),
        st.text("{}[]:=~#%1MSACN*&<>/pb \\.,5", max_size=80),
        st.sampled_from(Markup),
    )
    def test_whatever_a_draft_says_nothing_breaks(
        self, type_: str, text: str, markup: Markup
    ) -> None:
        answers = tuple(DraftAnswer(text, Fraction(1), text, markup=markup) for _ in range(2))
        question, reasons = accept(
            a_draft(type_, text=text, markup=markup, answers=answers), key="k"
        )
        assert question is not None or reasons
