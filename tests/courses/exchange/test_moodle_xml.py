"""What Moodle exports is read, type by type, with all that real exports leave out or add."""

from fractions import Fraction

import pytest

from courses.exchange import moodle_xml
from courses.exchange.drafts import (
    Draft,
    DraftAnswer,
    DraftFile,
    DraftPair,
    DraftWord,
    Markup,
    Reading,
)
from tests.courses.exchange.moodle_files import a_question, a_quiz, an_answer


def read(*questions: str) -> Reading:
    return moodle_xml.read(a_quiz(*questions))


def the_draft(type_: str, body: str = "", stem: str = "Siapa?") -> Draft:
    reading = read(a_question(type_, body, stem))
    assert reading.problems == ()
    (draft,) = reading.drafts
    return draft


class TestTypes:
    def test_multichoice_with_what_every_question_has(self) -> None:
        draft = the_draft(
            "multichoice",
            "<single>false</single><shuffleanswers>true</shuffleanswers>"
            + an_answer("Satu", "33.33333", "Ya")
            + an_answer("Dua", "-50")
            + "<tags><tag><text>desa</text></tag><tag><text>level: C3</text></tag></tags>",
            "<p>Siapa &lt; saya?</p>",
        )
        assert draft == Draft(
            type="multichoice",
            line=3,
            name="Soal",
            text="<p>Siapa &lt; saya?</p>",
            markup=Markup.HTML,
            generalfeedback="Lihat pasal 3.",
            answers=(
                DraftAnswer("Satu", Fraction(1, 3), "Ya", markup=Markup.HTML),
                DraftAnswer("Dua", Fraction(-1, 2), markup=Markup.HTML),
            ),
            single=False,
            defaultgrade=Fraction(2),
            idnumber="A & B",
            tags=("desa",),
            level="C3",
        )

    def test_a_tag_may_be_the_level(self) -> None:
        draft = the_draft("essay", "<tags><tag><text>c2</text></tag></tags>")
        assert (draft.level, draft.tags) == ("C2", ("c2",))

    @pytest.mark.parametrize(("said", "single"), [("true", True), ("1", True), ("0", False)])
    def test_single_in_either_way_of_writing(self, said: str, single: bool) -> None:
        assert the_draft("multichoice", f"<single>{said}</single>").single is single

    @pytest.mark.parametrize("names", [("true", "false"), ("Benar", "Salah")])
    def test_truefalse_by_word_or_by_order(self, names: tuple[str, str]) -> None:
        first, second = names
        draft = the_draft("truefalse", an_answer(first, "0", "T") + an_answer(second, "100", "F"))
        assert (draft.correctanswer, draft.feedbacktrue, draft.feedbackfalse) == (False, "T", "F")

    def test_truefalse_the_other_way_round(self) -> None:
        draft = the_draft("truefalse", an_answer("false", "0", "F") + an_answer("true", "100", "T"))
        assert (draft.correctanswer, draft.feedbacktrue, draft.feedbackfalse) == (True, "T", "F")

    def test_shortanswer_minds_case_if_told(self) -> None:
        draft = the_draft("shortanswer", "<usecase>1</usecase>" + an_answer(" desa* ", "80,5"))
        assert draft.minds_case
        assert draft.answers == (DraftAnswer("desa*", Fraction("0.805"), markup=Markup.HTML),)

    def test_numerical_with_tolerance_and_unit(self) -> None:
        draft = the_draft(
            "numerical",
            an_answer("6.25", more="<tolerance>0.05</tolerance>")
            + an_answer("", "0")
            + "<units><unit><multiplier>1</multiplier><unit_name>km</unit_name></unit></units>",
        )
        assert [(each.text, each.tolerance) for each in draft.answers] == [
            ("6.25", Fraction(1, 20)),
            ("*", None),
        ]
        assert draft.unit == "km"

    @pytest.mark.parametrize("type_", ["match", "matching"])
    def test_match(self, type_: str) -> None:
        pair = (
            '<subquestion format="html"><text>{}</text>'
            "<answer><text>{}</text></answer></subquestion>"
        )
        body = pair.format("katak", "amfibi") + pair.format("", "ikan") + pair.format("", "")
        draft = the_draft(type_, body)
        assert draft.type == "match"
        assert draft.pairs == (DraftPair("katak", "amfibi"), DraftPair("", "ikan"))

    def test_essay_description_and_cloze(self) -> None:
        essay = the_draft("essay", "<graderinfo format='html'><text>Tiga hal</text></graderinfo>")
        assert essay.graderinfo == "Tiga hal"
        assert the_draft("description").type == "description"
        cloze = the_draft("cloze", stem="Ibu kota {1:MC:=Bandung~Jakarta}")
        assert (cloze.type, cloze.text) == ("multianswer", "Ibu kota {1:MC:=Bandung~Jakarta}")

    def test_words_to_put_into_gaps(self) -> None:
        draft = the_draft(
            "ddwtos",
            "<dragbox><text>kucing</text><group>2</group><infinite/></dragbox>"
            "<dragbox><text>meja</text></dragbox>",
            "Ada [[1]] di [[2]]",
        )
        assert draft.words == (DraftWord("kucing", 2, True), DraftWord("meja"))
        option = "<selectoption><text>kucing</text><group>1</group></selectoption>"
        assert the_draft("gapselect", option).words == (DraftWord("kucing"),)

    def test_items_to_order(self) -> None:
        draft = the_draft("ordering", an_answer("Pertama", "1.0000000") + an_answer("Kedua", "2"))
        assert [each.text for each in draft.answers] == ["Pertama", "Kedua"]

    def test_categories_stand_before_their_questions(self) -> None:
        category = (
            '<question type="category"><category><text>$course$/Desa</text></category>'
            '<info format="html"><text>Tentang desa</text></info></question>\n'
        )
        first, second = read(category, a_question("description")).drafts
        assert (first.type, first.text, first.generalfeedback) == (
            "category",
            "$course$/Desa",
            "Tentang desa",
        )
        assert (second.category, second.line) == ("$course$/Desa", 4)


class TestTolerance:
    def test_an_empty_question_is_read_as_far_as_it_goes(self) -> None:
        (draft,) = read("<question type='description'/>").drafts
        assert draft == Draft("description", 3, markup=Markup.HTML)

    def test_text_without_its_element_and_html_without_cdata(self) -> None:
        (draft,) = read(
            "<question type='essay'><name>Nama</name>"
            "<questiontext><text>Baca <b>ini</b> dulu</text></questiontext></question>"
        ).drafts
        assert (draft.name, draft.text) == ("Nama", "Baca <b>ini</b> dulu")

    @pytest.mark.parametrize(
        ("said", "markup"),
        [
            ("html", Markup.HTML),
            ("moodle_auto_format", Markup.MOODLE),
            ("plain_text", Markup.PLAIN),
            ("markdown", Markup.MARKDOWN),
            ("lain", Markup.HTML),
        ],
    )
    def test_every_format(self, said: str, markup: Markup) -> None:
        (draft,) = read(
            f"<question type='essay'><questiontext format='{said}'><text>a</text>"
            "</questiontext></question>"
        ).drafts
        assert draft.markup is markup

    def test_feedback_of_another_format_is_rewritten(self) -> None:
        (draft,) = read(
            "<question type='essay'><questiontext format='markdown'><text>a</text></questiontext>"
            "<generalfeedback format='html'><text>&lt;b&gt;b&lt;/b&gt;</text></generalfeedback>"
            "</question>"
        ).drafts
        assert draft.generalfeedback == "**b**"

    def test_files_inside_come_along_once(self) -> None:
        file = '<file name="peta.png" path="/" encoding="base64">QU\nJD </file>'
        draft = the_draft("description", f"<x>{file}</x><y>{file}</y>")
        assert draft.files == (DraftFile("peta.png", "QUJD"),)

    def test_the_picture_of_moodle_1_9_stands_in_the_text(self) -> None:
        draft = the_draft(
            "description", "<image>peta.png</image><image_base64>QUJD</image_base64>", "Lihat"
        )
        assert draft.text == 'Lihat <img src="@@PLUGINFILE@@/peta.png" />'
        assert draft.files == (DraftFile("peta.png", "QUJD"),)

    @pytest.mark.parametrize(
        ("declared", "encoding"),
        [("ISO-8859-1", "latin-1"), ("windows-1252", "cp1252"), ("utf-16", "utf-16")],
    )
    def test_other_encodings(self, declared: str, encoding: str) -> None:
        text = a_quiz(a_question("description", stem="Café")).decode()
        content = text.replace("UTF-8", declared).encode(encoding)
        assert moodle_xml.read(content).drafts[0].text == "Café"

    def test_a_byte_order_mark(self) -> None:
        assert moodle_xml.read(b"\xef\xbb\xbf" + a_quiz(a_question("essay"))).drafts

    def test_lines_beyond_65535(self) -> None:
        reading = read("\n" * 70_000 + a_question("description") + a_question("ddmarker"))
        assert reading.drafts[0].line == pytest.approx(70_003, abs=2)
        assert reading.problems[0].line == pytest.approx(70_010, abs=2)


class TestProblems:
    @pytest.mark.parametrize("type_", ["calculated", "ddmarker", "random", "coderunner", ""])
    def test_a_type_not_offered_is_named_and_the_rest_kept(self, type_: str) -> None:
        reading = read(a_question(type_), a_question("essay"))
        assert [draft.type for draft in reading.drafts] == ["essay"]
        (problem,) = reading.problems
        assert problem.line == 3
        assert f"“{type_}”" in problem.message

    @pytest.mark.parametrize(
        ("question", "line", "sentence"),
        [
            (a_question("cloze", stem="Tanpa kode"), 3, "kode isian"),
            (a_question("cloze", stem="{1:NM:=nol}"), 3, "“nol” bukan bilangan"),
            (a_question("numerical", an_answer("enam")), 9, "“enam” bukan bilangan"),
            (a_question("multichoice", an_answer("a", "101")), 9, "Nilai “101”"),
            (a_question("multichoice", an_answer("a", "x")), 9, "Nilai “x”"),
            (a_question("truefalse", an_answer("true")), 3, "dua jawaban"),
        ],
    )
    def test_a_faulty_question_is_told_with_its_line(
        self, question: str, line: int, sentence: str
    ) -> None:
        reading = read(question, a_question("essay"))
        assert len(reading.drafts) == 1
        assert reading.problems[0].line == line
        assert sentence in reading.problems[0].message

    def test_a_file_that_breaks_off_keeps_what_came_before(self) -> None:
        content = a_quiz(a_question("essay"), a_question("description"))
        reading = moodle_xml.read(content[:-60])
        assert [draft.type for draft in reading.drafts] == ["essay"]
        assert "rusak" in reading.problems[0].message

    def test_broken_xml_keeps_what_came_before(self) -> None:
        content = a_quiz(a_question("essay"), "<question &>", a_question("description"))
        reading = moodle_xml.read(content)
        assert [draft.type for draft in reading.drafts] == ["essay"]
        assert reading.problems[0].line == 11
