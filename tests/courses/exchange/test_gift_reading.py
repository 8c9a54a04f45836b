"""GIFT is read as Moodle reads it; what it refuses is told with its line and a remedy."""

from fractions import Fraction
from pathlib import Path

import pytest

from courses.exchange import gift
from courses.exchange.drafts import Draft, DraftAnswer, DraftPair, Markup, Unreadable

FILES = Path(__file__).parent / "files"


def one(text: str) -> Draft:
    """Give the only question of a file that has no problem."""
    reading = gift.read(text.encode())
    assert not reading.problems
    (draft,) = reading.drafts
    return draft


def told(text: str) -> list[tuple[int, str]]:
    """Give the problems of a file without a question."""
    reading = gift.read(text.encode())
    assert not reading.drafts
    return [(problem.line, problem.message) for problem in reading.problems]


def shares(draft: Draft) -> list[tuple[str, Fraction]]:
    return [(answer.text, answer.fraction) for answer in draft.answers]


class TestOneFileWithEveryKind:
    drafts = gift.read((FILES / "pekerja-sosial.gift").read_bytes()).drafts

    def test_every_kind_is_read_with_its_line(self) -> None:
        assert [(draft.type, draft.line) for draft in self.drafts] == [
            ("category", 2),
            ("multichoice", 5),
            ("multichoice", 14),
            ("truefalse", 21),
            ("shortanswer", 23),
            ("numerical", 25),
            ("numerical", 31),
            ("match", 33),
            ("ordering", 39),
            ("essay", 45),
            ("description", 47),
        ]

    def test_a_category_is_a_draft_and_stands_on_what_follows(self) -> None:
        path = "$course$/top/Dasar: pendampingan"
        assert self.drafts[0].text == path
        assert {draft.category for draft in self.drafts[1:]} == {path}

    def test_formats_weights_feedback_and_marks_are_kept(self) -> None:
        first = self.drafts[1]
        assert (first.idnumber, first.tags) == ("dasar-1", ("asesmen", "keluarga ] rentan"))
        assert first.markup is Markup.MARKDOWN
        assert first.generalfeedback == "Bangun *kepercayaan* dahulu."
        assert shares(first)[1] == ("Memberi nasihat", Fraction(-1, 2))
        assert first.answers[1].feedback == "terlalu cepat"
        assert first.answers[2].markup is Markup.HTML

    def test_three_thirds_make_a_whole(self) -> None:
        several = self.drafts[2]
        assert not several.single
        assert sum(share for _text, share in shares(several)[:3]) == 1
        assert (several.objective, several.level) == ("DSR-2", "C2")

    def test_the_first_feedback_is_for_the_wrong_answer(self) -> None:
        statement = self.drafts[3]
        assert statement.correctanswer is False
        assert statement.feedbacktrue == "Bukan; PSM adalah relawan."
        assert statement.feedbackfalse == "Benar, relawan."

    def test_a_gap_stands_where_the_answers_stood(self) -> None:
        assert self.drafts[4].text == "Kepanjangan PSM adalah Pekerja Sosial _____ di Indonesia."
        assert shares(self.drafts[4])[1] == ("masyarakat desa", Fraction(1, 2))

    def test_numbers_have_tolerances_and_a_rest(self) -> None:
        found = [(each.text, each.tolerance) for each in self.drafts[5].answers]
        assert found == [("4", Fraction(0)), ("4", Fraction(1)), ("*", None)]
        (span,) = self.drafts[6].answers
        assert (span.text, span.tolerance) == ("36.65", Fraction(55, 100))

    def test_pairs_may_have_an_answer_too_many(self) -> None:
        assert self.drafts[7].pairs[2] == DraftPair("", "Bukan singkatan")

    def test_escapes_give_the_signs_and_line_breaks(self) -> None:
        assert self.drafts[9].text == (
            "Ceritakan pengalaman Anda:\n1) apa yang terjadi\n2) apa yang {tidak} terjadi"
        )
        assert self.drafts[10].text.endswith("(1 + 1 = 2).")


class TestSmallThings:
    @pytest.mark.parametrize(
        ("written", "is_true"), [("T", True), ("TRUE", True), ("F", False), ("FALSE", False)]
    )
    def test_true_and_false_have_two_spellings(self, written: str, is_true: bool) -> None:
        assert one(f"Benarkah? {{{written}}}").correctanswer is is_true

    def test_other_spellings_are_short_answers_as_in_moodle(self) -> None:
        assert one("Benarkah? {True}").type == "shortanswer"

    def test_a_backslash_before_another_letter_stays(self) -> None:
        assert one(r"Luas \pi r, \\neq {}").text == r"Luas \pi r, \neq"

    def test_a_format_that_nobody_knows_is_text(self) -> None:
        assert one("[catatan] Apa? {}").text == "[catatan] Apa?"

    def test_a_decimal_comma_is_a_number(self) -> None:
        assert one("Berapa? {#3,5:0,5}").answers == (
            DraftAnswer("3,5", Fraction(1), tolerance=Fraction(1, 2)),
        )

    def test_comments_inside_a_question_are_no_text(self) -> None:
        draft = one("// satu\nApa?\n// dua\n{\n=a\n// ~b\n~c}")
        assert draft.text == "Apa?"
        assert shares(draft) == [("a", Fraction(1)), ("c", Fraction(0))]

    def test_a_question_right_below_its_category_is_read(self) -> None:
        reading = gift.read(b"$CATEGORY: a/b\nApa? {}")
        assert [draft.type for draft in reading.drafts] == ["category", "essay"]
        assert reading.drafts[1].category == "a/b"

    def test_a_colon_too_few_makes_no_name(self) -> None:
        assert one("::Judul Apa? {}").text == "Judul Apa?"
        assert one(":Judul:: Apa? {}").name == ""


class TestWhatIsRefused:
    def test_the_rest_of_a_file_with_faults_is_read(self) -> None:
        reading = gift.read((FILES / "rusak.gift").read_bytes())
        assert [draft.name for draft in reading.drafts] == ["Baik", ""]
        assert [problem.line for problem in reading.problems] == [1, 3, 7, 9, 11, 13]
        assert all(problem.message.endswith(".") for problem in reading.problems)

    @pytest.mark.parametrize(
        ("written", "word"),
        [
            ("Apa {=a", "Kurung"),
            ("Apa }{", "Kurung"),
            ("Apa {~a}", "dua jawaban"),
            ("Apa {=a->b}", "dua pasangan"),
            ("Apa {=a->b =c}", "pasangan"),
            ("Apa {#}", "angka"),
            ("Apa {#lima}", "titik desimal"),
            ("Apa {#1..lima}", "titik desimal"),
            ("Apa {#1e999}", "titik desimal"),
            ("Apa {=%150%a}", "Bobot"),
            ("Apa {" + "~a" * 2000 + "}", "paling banyak"),
            ("Apa " + "a" * 4_000_000, "terlalu panjang"),
            ("a\n" * 2_000_001, "terlalu panjang"),
        ],
    )
    def test_a_fault_is_told_with_its_remedy(self, written: str, word: str) -> None:
        ((line, message),) = told(written)
        assert line == 1
        assert word in message

    def test_more_than_a_bank_of_questions_is_refused(self) -> None:
        with pytest.raises(Unreadable, match="Bagilah"):
            gift.read(b"a{T}\n\n" * 10_001)

    def test_a_file_that_is_nothing_but_faults_is_refused(self) -> None:
        with pytest.raises(Unreadable, match="berformat"):
            gift.read(b"{\n\n" * 11_000)

    def test_many_faults_are_counted(self) -> None:
        reading = gift.read(b"{\n\n" * 700)
        assert len(reading.problems) == 501
        assert "200 masalah lain" in reading.problems[-1].message


class TestEncodings:
    TEXT = "Apa itu “gotong royong”? {=saling membantu}"

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
    def test_unicode_files_are_read(self, encoding: str) -> None:
        (draft,) = gift.read(self.TEXT.encode(encoding)).drafts
        assert draft.text == "Apa itu “gotong royong”?"

    @pytest.mark.parametrize("ending", ["\r\n", "\r", "\r\r\n"])
    def test_every_kind_of_line_ending_is_read(self, ending: str) -> None:
        text = "Satu {T}\n\nDua {F}\n".replace("\n", ending)
        assert [draft.line for draft in gift.read(text.encode()).drafts] == [1, 3]

    def test_a_letter_of_another_encoding_is_told_and_the_rest_read(self) -> None:
        reading = gift.read("Satu {T}\n\nKafé? {F}".encode("cp1252"))
        assert [draft.text for draft in reading.drafts] == ["Satu", "Kaf\ufffd?"]
        assert [problem.line for problem in reading.problems] == [3]
        assert "UTF-8" in reading.problems[0].message

    @pytest.mark.parametrize(
        "content", [TEXT.encode("utf-16-le"), b"\xff\xfe\x00\xd8", b"PK\x03\x04\x00\x00\x00"]
    )
    def test_what_is_no_text_is_refused_with_a_sentence(self, content: bytes) -> None:
        with pytest.raises(Unreadable, match=r"Simpan lagi .*\.$"):
            gift.read(content)

    def test_a_file_above_20_mb_is_refused(self) -> None:
        with pytest.raises(Unreadable, match="20 MB"):
            gift.read(b"a" * 20_000_001)
