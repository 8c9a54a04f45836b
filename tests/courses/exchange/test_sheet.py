"""Questions as XLSX: what people fill in is read, what is written reads back the same."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from courses.exchange import sheet, sheet_help
from courses.exchange.accepting import accept
from courses.exchange.drafts import Draft, DraftAnswer, DraftPair, DraftWord, Markup, Unreadable
from courses.exchange.sheet_columns import OFFERED_KINDS
from courses.exchange.sheet_rows import Row, take
from courses.model import Essay

HEAD = ("Jenis", "Soal", "Pilihan A", "Pilihan B", "Pilihan C", "Kunci", "Toleransi", "Level")


def a_book(rows: Sequence[Sequence[Any]], name: str = "Soal", more: Any = None) -> bytes:
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    for title, lines in {name: rows, **(more or {})}.items():
        page = book.add_worksheet(title)
        for number, line in enumerate(lines):
            page.write_row(number, 0, line)
    book.close()
    return stream.getvalue()


def read(*rows: Sequence[Any], head: Sequence[str] = HEAD) -> sheet.SheetReading:
    return sheet.read(a_book([head, *rows]))


def shares(draft: Draft) -> list[Fraction]:
    return [answer.fraction for answer in draft.answers]


class TestReading:
    def test_a_question_of_each_kind_as_the_help_sheet_shows_it(self) -> None:
        rows = [Row(line, cells) for line, cells in enumerate(sheet_help.EXAMPLES, start=2)]
        found = sheet.taken(rows)
        assert found.problems == ()
        assert {cells["kind"] for cells in sheet_help.EXAMPLES} == set(OFFERED_KINDS)
        assert sheet.read(sheet.write(found.drafts)).drafts == found.drafts
        essay = accept(found.drafts[-2], key="uraian")[0]
        assert isinstance(essay, Essay)
        assert essay.criteria[0].title == "Menghargai keluarga"

    @pytest.mark.parametrize("heading", ["Tingkat", "Level", "Level kognitif", "tingkat *"])
    def test_the_cognitive_level_under_its_name_and_the_older_one(self, heading: str) -> None:
        row = ("Pilihan ganda", "Siapa?", "desa", "kota", "A", "C3")
        head = ("Jenis", "Soal", "Pilihan A", "Pilihan B", "Kunci", heading)
        assert [draft.level for draft in read(row, head=head).drafts] == ["C3"]

    def test_headings_in_any_order_and_words_with_columns_of_their_own(self) -> None:
        found = read(
            ("b.", "dinas", "Siapa?", "x", "desa", "kota"),
            head=("KUNCI JAWABAN", "Catatan", "pertanyaan *", "Opsi A", "opsi b (benar?)", "C"),
        )
        assert [answer.text for answer in found.drafts[0].answers] == ["x", "desa", "kota"]
        assert shares(found.drafts[0]) == [0, 1, 0]

    def test_headings_below_a_title_and_blank_rows_between(self) -> None:
        rows = [("Kisi-kisi",), (), HEAD, (), ("PG", "Siapa?", "A. ya", "b) tidak", "", "A"), ()]
        draft = sheet.read(a_book(rows)).drafts[0]
        assert (draft.line, [each.text for each in draft.answers]) == (5, ["ya", "tidak"])

    def test_numbers_and_truth_typed_as_such(self) -> None:
        found = read(
            ("Angka", "Berapa?", "", "", "", 3.5, 0.25, 2),
            ("Angka", "Berapa?", "", "", "", 0.125),
            ("Benar/salah", "Bumi bulat.", "", "", "", True),
            ("PG", "Berapa?", 1, 2.5, 3, "B"),
        )
        assert found.problems == ()
        assert found.drafts[0].answers[0] == DraftAnswer(
            "3.5", Fraction(1), tolerance=Fraction(1, 4), markup=Markup.PLAIN
        )
        assert (found.drafts[0].level, found.drafts[1].answers[0].text) == ("C2", "0.125")
        assert found.drafts[2].correctanswer is True
        assert [answer.text for answer in found.drafts[3].answers] == ["1", "2,5", "3"]

    @pytest.mark.parametrize(
        ("typed", "text", "tolerance"),
        [
            ("1.250,5", "1250.5", None),
            ("1.250", "1250", None),
            ("−2", "-2", None),
            ("3,5 ± 0,1", "3.5", Fraction(1, 10)),
            ("3,4 s.d. 3,6", "3.5", Fraction(1, 10)),
            ("10-20", "15", Fraction(5)),
        ],
    )
    def test_numbers_as_people_here_write_them(
        self, typed: str, text: str, tolerance: Fraction | None
    ) -> None:
        answer = read(("Angka", "Berapa?", "", "", "", typed)).drafts[0].answers[0]
        assert (answer.text, answer.tolerance) == (text, tolerance)

    @pytest.mark.parametrize("key", ["A,C", "a; c", "A dan C", "AC", "A\nC", "A & C", "(A) (C)"])
    def test_several_keys_share_the_mark(self, key: str) -> None:
        found = read(("Pilihan ganda kompleks", "Mana?", "x", "y", "z", key))
        assert shares(found.drafts[0]) == [Fraction(1, 2), Fraction(-1, 2), Fraction(1, 2)]

    @pytest.mark.parametrize(
        ("row", "type_"),
        [
            (("", "S?", "x", "y", "z", "B"), "multichoice"),
            (("", "S?", "Benar", "Salah", "", "B"), "truefalse"),
            (("", "S?", "", "", "", "Salah"), "truefalse"),
            (("", "S?", "", "", "", "42"), "numerical"),
            (("", "S?", "", "", "", "dinas sosial"), "shortanswer"),
        ],
    )
    def test_the_kind_is_guessed_where_it_is_left_open(
        self, row: Sequence[str], type_: str
    ) -> None:
        assert read(row).drafts[0].type == type_

    def test_sheets_other_than_the_questions_are_named(self) -> None:
        good = [HEAD, ("PG", "Siapa?", "x", "y", "z", "A")]
        found = sheet.read(a_book(good, more={"Modul 2": good, "Petunjuk": good}))
        assert len(found.drafts) == 1
        assert [each.message for each in found.problems] == [
            "Lembar “Modul 2” tidak dibaca. Pindahkan soalnya ke lembar “Soal”."
        ]

    def test_pictures_in_the_file_are_named(self) -> None:
        stream = io.BytesIO(a_book([HEAD, ("PG", "Siapa?", "x", "y", "z", "A")]))
        with zipfile.ZipFile(stream, "a") as packed:
            packed.writestr("xl/media/image1.png", b"x")
        found = sheet.read(stream.getvalue())
        assert len(found.drafts) == 1
        assert found.problems[0].message.startswith("Gambar dalam berkas ini tidak ikut.")


class TestFaults:
    @pytest.mark.parametrize(
        ("row", "said"),
        [
            (("PG", "S?", "x", "y", "z", "E"), "Kolom Kunci: “E” tidak menunjuk pilihan"),
            (("PG", "S?", "x", "y", "z", ""), "Kolom Kunci: Kuncinya kosong"),
            (("PG", "S?", "x", "y", "z", "A,B"), "Kolom Kunci: Ada 2 kunci (A, B)"),
            (("PG", "S?", "x", "", "", "A"), "Kolom Pilihan: Isi paling sedikit dua"),
            (("PG", "", "x", "y", "z", "A"), "Kolom Soal: Soalnya kosong"),
            (("Tebak", "S?", "x", "y", "z", "A"), "Kolom Jenis: “Tebak” tidak dikenal"),
            (("", "S?"), "Kolom Jenis: Kosong, dan tidak dapat ditebak"),
            (("Benar/salah", "S?", "", "", "", "mungkin"), "Kolom Kunci: “mungkin” bukan kunci"),
            (("Angka", "S?", "", "", "", "tiga"), "Kolom Kunci: “tiga” bukan angka"),
            (("Angka", "S?", "", "", "", "3", "-1"), "Kolom Toleransi: “-1” bukan toleransi"),
            (("Isian singkat", "S?"), "Kolom Kunci: Kuncinya kosong"),
            (("Menjodohkan", "S?", "x y", "b = c"), "Kolom Pilihan: “x y” belum berpasangan"),
            (("Menjodohkan", "S?", "a = ", "b = c"), "Kolom Pilihan: “a =” kosong di satu sisi"),
            (("Mengurutkan", "S?", "x", "y", "z", "A,B"), "Kolom Kunci: Sebut semua huruf"),
            (("Isian rumpang", "S?", "x"), "Kolom Soal: Tandai tiap tempat kosong"),
            (("Isian rumpang", "[[1]] [[2]]", "x"), "Kolom Pilihan: Ada 2 tempat kosong dan 1"),
        ],
    )
    def test_each_names_row_column_and_remedy(self, row: Sequence[str], said: str) -> None:
        found = read(("PG", "Baik?", "x", "y", "z", "A"), row)
        assert [draft.text for draft in found.drafts] == ["Baik?"]
        assert found.problems[0].line == 3
        assert found.problems[0].message.startswith(said)
        assert [each.line for each in found.faulty] == [3]

    def test_a_wrong_level_is_named_and_the_question_kept(self) -> None:
        found = read(("PG", "S?", "x", "y", "z", "A", "", "C6"))
        assert found.drafts[0].level == ""
        assert "“C6” tidak dikenal. Pilih C1, C2, C3, atau C4." in found.problems[0].message

    def test_faulty_rows_come_back_as_a_sheet_and_are_read_once_mended(self) -> None:
        found = read(("PG", "S?", "x", "y", "=1+1", "E", "", "C1"))
        again = sheet.write_faulty(found.faulty, [found.problems[0].message])
        book = CalamineWorkbook.from_filelike(io.BytesIO(again))
        head, row = book.get_sheet_by_name("Soal").to_python()
        assert (head[-1], "tidak menunjuk" in str(row[-1])) == ("Masalah", True)
        assert sheet.read(again).faulty[0].cells == found.faulty[0].cells

    @pytest.mark.parametrize(
        ("content", "said"),
        [
            (b"", "kosong"),
            (b"halo", "rusak atau bukan"),
            (b"\xd0\xcf\x11\xe0" * 100, "berformat lama"),
            (a_book([("Nama", "NIK"), ("x", "y")]), "Judul kolom tidak ditemukan"),
            (a_book([HEAD]), "Belum ada baris"),
            (a_book([HEAD, *[("PG", "S", "x", "y")] * 2001]), "paling banyak 2000"),
        ],
    )
    def test_a_file_that_cannot_be_taken(self, content: bytes, said: str) -> None:
        with pytest.raises(Unreadable, match=said):
            sheet.read(content)

    def test_the_template_holds_no_question(self) -> None:
        with pytest.raises(Unreadable, match="Belum ada baris"):
            sheet.read(sheet.write([]))


# surrogates and control signs cannot stand in XML; line ends are one kind
LETTERS = st.characters(exclude_categories=("Cc", "Cs", "Cn", "Co")) | st.sampled_from(
    "\n=+-@;:\\A.{}"
)
TEXT = st.text(LETTERS, min_size=1, max_size=30).map(str.strip).filter(bool)
SHARE = st.fractions(-1, 1, max_denominator=12)
MARKUP = st.sampled_from(Markup)
ANSWER = st.builds(DraftAnswer, TEXT, SHARE, st.just("") | TEXT, markup=st.just(Markup.PLAIN))
NUMBER = st.decimals(-1000, 1000, places=3).map(str) | st.integers().map(str)
SPAN = st.builds(
    DraftAnswer, NUMBER, SHARE, st.just("") | TEXT,
    st.none() | st.fractions(0, 100, max_denominator=1000), st.just(Markup.PLAIN),
)  # fmt: skip
PAIR = st.builds(DraftPair, TEXT, TEXT)
WORD = st.builds(DraftWord, TEXT, st.integers(1, 9), st.booleans())


def several(of: Any, fewest: int) -> Any:
    return st.lists(of, min_size=fewest, max_size=6).map(tuple)


TYPED: Mapping[str, Mapping[str, Any]] = {
    "multichoice": {"answers": several(ANSWER, 2), "single": st.booleans()},
    "truefalse": {
        "correctanswer": st.booleans(),
        "feedbacktrue": st.just("") | TEXT,
        "feedbackfalse": TEXT,
    },
    "shortanswer": {"answers": several(ANSWER, 1), "minds_case": st.booleans()},
    "numerical": {"answers": several(SPAN, 1)},
    "match": {"pairs": st.tuples(PAIR, PAIR, st.builds(DraftPair, st.just(""), TEXT))},
    "ordering": {
        "answers": several(st.builds(DraftAnswer, TEXT, st.just(Fraction(1)),
                                     markup=st.just(Markup.PLAIN)), 2)
    },
    "essay": {"graderinfo": st.just("") | TEXT},
    "description": {},
    "gapselect": {"words": several(WORD, 1)},
    "ddwtos": {"words": several(WORD, 1)},
    "multianswer": {"text": TEXT.map(lambda text: text + "{1:SHORTANSWER:=ya}")},
    "category": {},
}  # fmt: skip


@st.composite
def drafts(draw: st.DrawFn) -> Draft:
    type_ = draw(st.sampled_from(sorted(TYPED)))
    common = {
        "name": st.just("") | TEXT,
        "text": TEXT,
        "generalfeedback": st.just("") | TEXT,
        "defaultgrade": st.fractions(0, 10, max_denominator=8),
        "idnumber": st.just("") | TEXT,
        "tags": st.lists(TEXT.map(lambda x: x.replace("\n", " ")), max_size=2).map(tuple),
        "category": st.just("") | TEXT,
        "objective": st.just("") | TEXT,
        "level": st.sampled_from(["", "C1", "C4"]),
    }
    told = {key: draw(each) for key, each in {**common, **TYPED[type_]}.items()}
    markup = draw(MARKUP)
    answers = tuple(replace(each, markup=markup) for each in told.pop("answers", ()))
    return Draft(type=type_, line=2, markup=markup, answers=answers, **told)


class TestRoundTrip:
    @settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(drafts())
    def test_a_row_reads_back_as_the_draft(self, draft: Draft) -> None:
        row = sheet.row_of(draft)
        found = take(row)
        assert found.faults == ()
        assert found.draft == draft

    @settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(st.lists(drafts(), min_size=1, max_size=6))
    def test_a_sheet_reads_back_as_the_drafts(self, several: list[Draft]) -> None:
        numbered = tuple(replace(each, line=line) for line, each in enumerate(several, start=2))
        found = sheet.read(sheet.write(numbered))
        assert found.problems == ()
        assert found.drafts == numbered

    @pytest.mark.parametrize("text", ["=1+1", "+62", "-5", "@a", "'=x", "''+x"])
    def test_no_cell_is_a_formula(self, text: str) -> None:
        draft = Draft("essay", 2, text=text, markup=Markup.PLAIN)
        book = CalamineWorkbook.from_filelike(io.BytesIO(sheet.write([draft])))
        assert str(book.get_sheet_by_name("Soal").to_python()[1][2]).startswith("'")
        assert sheet.read(sheet.write([draft])).drafts == (draft,)

    def test_what_a_sheet_cannot_hold_is_named(self) -> None:
        many = tuple(DraftAnswer(str(number), Fraction()) for number in range(30))
        said = sheet.lost(Draft("multichoice", 2, text="x" * 40_000, answers=many))
        assert len(said) == 2
