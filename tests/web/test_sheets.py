"""XLSX in and out."""

import io
import tracemalloc
import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from lms.kernel.errors import Refused
from lms.web import sheets
from lms.web.sheets import Column, form_workbook, neutral, table_workbook
from lms.web.workbooks import bare

COLUMNS = (
    Column("name", "Nama lengkap", ("nama",), is_required=True, help="Seperti pada KTP."),
    Column("nik", "NIK", is_text=True, help="16 angka."),
    Column("sex", "Jenis kelamin", options=("L", "P"), help="L atau P."),
)


def _workbook(*rows: tuple[object, ...]) -> io.BytesIO:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for line, row in enumerate(rows):
            sheet.write_row(line, 0, row)
    stream.seek(0)
    return stream


def _lines(content: bytes, sheet: int = 0) -> list[list[object]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return list(book.get_sheet_by_index(sheet).to_python(skip_empty_area=False))


class TestReading:
    def test_the_heading_row_may_stand_below_a_title_and_names_differ(self) -> None:
        rows = sheets.read(
            _workbook(("Daftar usulan",), (), ("No", "NAMA (sesuai KTP)", "nik"), (1, "Sri", "12")),
            COLUMNS,
        )
        assert [(r.number, dict(r.cells)) for r in rows] == [(4, {"name": "Sri", "nik": "12"})]

    def test_a_number_where_text_belongs_is_marked(self) -> None:
        rows = sheets.read(_workbook(("Nama", "NIK"), ("Sri", 1872014107900001)), COLUMNS)
        assert rows[0].numbers == {"nik"}

    def test_empty_rows_between_are_skipped_and_numbers_stay(self) -> None:
        rows = sheets.read(_workbook(("Nama",), ("A",), ("",), ("B",)), COLUMNS)
        assert [(r.number, r.cells["name"]) for r in rows] == [(2, "A"), (4, "B")]

    @pytest.mark.parametrize(
        ("content", "sentence"),
        [
            (b"", "kosong"),
            (b"bukan excel", "rusak"),
            (b"PK\x03\x04 hampir zip", "rusak"),
            (b"x" * (20 * 1024 * 1024), "lebih besar dari 5 MB"),
        ],
    )
    def test_what_is_no_sheet_is_refused_with_a_sentence(
        self, content: bytes, sentence: str
    ) -> None:
        with pytest.raises(Refused, match=sentence):
            sheets.read(io.BytesIO(content), COLUMNS)

    def test_a_cut_file_is_refused(self) -> None:
        whole = _workbook(("Nama",), ("A",)).getvalue()
        with pytest.raises(Refused, match="rusak"):
            sheets.read(io.BytesIO(whole[: len(whole) // 2]), COLUMNS)

    def test_a_zip_that_is_no_workbook_is_refused(self) -> None:
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w") as packed:
            packed.writestr("readme.txt", "halo")
        stream.seek(0)
        with pytest.raises(Refused, match="rusak"):
            sheets.read(stream, COLUMNS)

    def test_wrong_headings_are_named(self) -> None:
        with pytest.raises(Refused, match="tidak ditemukan: Nama lengkap"):
            sheets.read(_workbook(("Siapa", "Umur"), ("A", 3)), COLUMNS)

    def test_headings_without_rows_are_refused(self) -> None:
        with pytest.raises(Refused, match="Tidak ada baris"):
            sheets.read(_workbook(("Nama", "NIK")), COLUMNS)

    def test_too_many_rows_are_refused(self) -> None:
        rows = [("Nama",), *((f"Orang {n}",) for n in range(2001))]
        with pytest.raises(Refused, match="Ada 2001 baris terisi"):
            sheets.read(_workbook(*rows), COLUMNS)

    def test_a_sheet_that_claims_billions_of_cells_is_refused_before_it_fills_the_memory(
        self,
    ) -> None:
        stream = io.BytesIO()
        with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
            sheet = book.add_worksheet()
            sheet.write(0, 0, "Nama")
            sheet.write(1048575, 16383, "jauh")
        stream.seek(0)
        with pytest.raises(Refused, match="terlalu luas"):
            sheets.read(stream, COLUMNS)

    @pytest.mark.parametrize("packing", [zipfile.ZIP_BZIP2, zipfile.ZIP_DEFLATED])
    @pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"])
    def test_a_part_that_hides_its_size_does_not_fill_the_memory(
        self, packing: int, part: str
    ) -> None:
        stream, size = io.BytesIO(), 60_000_000
        with zipfile.ZipFile(stream, "w", packing) as packed:
            packed.writestr(part, bytes(size))
        lying = stream.getvalue().replace(size.to_bytes(4, "little"), (600).to_bytes(4, "little"))
        tracemalloc.start()
        with pytest.raises(Refused, match="rusak"):
            sheets.read(io.BytesIO(lying), COLUMNS)
        _now, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert most < 20_000_000

    def test_damaged_contents_are_refused(self) -> None:
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed:
            packed.writestr("xl/worksheets/sheet1.xml", b"halo dunia" * 500)
        whole = stream.getvalue()
        at = whole.index(b"sheet1.xml") + len(b"sheet1.xml")
        with pytest.raises(Refused, match="rusak"):
            sheets.read(io.BytesIO(whole[:at] + b"\xff" * 12 + whole[at + 12 :]), COLUMNS)

    @given(st.binary(max_size=400))
    def test_garbage_is_always_refused(self, content: bytes) -> None:
        with pytest.raises(Refused):
            sheets.read(io.BytesIO(content), COLUMNS)


class TestWriting:
    def test_a_table_says_its_notes_above_its_headings(self) -> None:
        content = table_workbook(
            "Terlatih per provinsi",
            ["Provinsi", "Terlatih", "Pada", "Bagian"],
            [["Lampung", 3, date(2026, 3, 9), Decimal("1.5")], ["Papua", None, None, None]],
            ["Keadaan 9 Maret 2026 pukul 14.05 WIB.", "Terlatih: memegang sertifikat Dasar."],
        )
        lines = _lines(content)
        assert lines[0][0] == "Terlatih per provinsi"
        assert lines[1][0] == "Keadaan 9 Maret 2026 pukul 14.05 WIB."
        assert lines[4] == ["Provinsi", "Terlatih", "Pada", "Bagian"]
        assert lines[5] == ["Lampung", 3.0, date(2026, 3, 9), 1.5]

    def test_a_moment_is_written_day_first(self) -> None:
        at = datetime(2026, 3, 9, 14, 5, tzinfo=UTC)
        lines = _lines(table_workbook("Uji", ["Pada"], [[at]], []))
        assert lines[-1] == ["09/03/2026 14.05"]

    def test_an_empty_table_is_a_workbook_too(self) -> None:
        assert _lines(table_workbook("Uji / [aneh]", ["A"], [], []))[0][0] == "Uji / [aneh]"

    @pytest.mark.parametrize("text", ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\tx"])
    def test_formulas_are_neutralised_in_every_sheet(self, text: str) -> None:
        table = _lines(table_workbook("Uji", ["A"], [[text]], []))
        form = _lines(form_workbook("Uji", COLUMNS, [{"name": text}], problems=[text]))
        assert table[-1][0] == form[1][0] == form[1][3] == "'" + text

    def test_a_phone_number_is_no_formula(self) -> None:
        assert neutral("+62 812-3456-7890") == "+62 812-3456-7890"

    @given(st.text())
    def test_what_was_neutralised_comes_back_as_it_was(self, text: str) -> None:
        assert bare(neutral(text)) == text or text.startswith("'")

    def test_a_filled_form_can_be_read_again_and_ignores_the_problem_column(self) -> None:
        rows = [{"name": "Sri", "nik": "1872014107900001", "sex": "P"}]
        content = form_workbook("Usulan", COLUMNS, rows, help_lines=["Isi."], problems=["NIK."])
        assert _lines(content)[0] == ["Nama lengkap *", "NIK", "Jenis kelamin", "Masalah"]
        read = sheets.read(io.BytesIO(content), COLUMNS)
        assert [dict(row.cells) for row in read] == rows
        assert read[0].numbers == frozenset()

    def test_the_help_sheet_explains_each_column(self) -> None:
        help_lines = _lines(form_workbook("Usulan", COLUMNS, help_lines=["Isi."]), sheet=1)
        assert ["NIK", "Boleh kosong. 16 angka."] in help_lines
