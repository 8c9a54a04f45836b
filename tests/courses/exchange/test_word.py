"""Questions from Word documents."""

import io
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn

from courses.exchange import illustrating, word
from courses.exchange.accepting import accept
from courses.exchange.drafts import Draft, Unreadable
from courses.exchange.sheet import SheetReading
from courses.model import Choice
from tests.workshop.picture_samples import a_picture


def saved(document: Any) -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def of_lines(*lines: str) -> SheetReading:
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    return word.read(saved(document))


def of_table(*rows: Sequence[str]) -> SheetReading:
    document = docx.Document()
    table = document.add_table(rows=0, cols=len(rows[0]))
    for texts in rows:
        for cell, text in zip(table.add_row().cells, texts, strict=True):
            cell.text = text
    return word.read(saved(document))


def right(draft: Draft) -> list[str]:
    return [answer.text for answer in draft.answers if answer.fraction > 0]


def texts(draft: Draft) -> list[str]:
    return [answer.text for answer in draft.answers]


class TestParagraphs:
    def test_numbered_questions_with_options_key_and_explanation(self) -> None:
        found = of_lines(
            "SOAL PRE-TES",
            "1. Apa singkatan PSM?",
            "A. Pekerja Sosial Masyarakat",
            "B. Pusat Sosial",
            "C. Pekerja Sosial Mandiri",
            "Kunci: A",
            "Pembahasan: Sebutannya pada peraturan.",
            "Level: C1",
            "2. Siapa pembinanya?",
            "a) Dinas sosial",
            "b) Dinas pekerjaan umum",
            "c) Dinas perhubungan",
            "Jawaban : a",
        )
        assert found.problems == ()
        first, second = found.drafts
        assert (first.text, first.line, first.level) == ("Apa singkatan PSM?", 2, "C1")
        assert right(first) == ["Pekerja Sosial Masyarakat"]
        assert first.generalfeedback == "Sebutannya pada peraturan."
        assert right(second) == ["Dinas sosial"]

    def test_aiken_without_numbers(self) -> None:
        found = of_lines(
            "Apa warna bendera?", "A. Merah putih", "B. Biru", "ANSWER: A", "", "Dan laut?",
            "A. Biru", "B. Jingga", "ANSWER: A",
        )  # fmt: skip
        assert [each.text for each in found.drafts] == ["Apa warna bendera?", "Dan laut?"]

    def test_options_beside_each_other_and_a_starred_one(self) -> None:
        found = of_lines("1. Berapa 1+1?", "A. 1\tB. 2\tC. 3", "Kunci: B", "2. Dan 2+2?",
                         "A. 1   *B. 4   C. 3")  # fmt: skip
        assert [right(each) for each in found.drafts] == [["2"], ["4"]]
        assert texts(found.drafts[0]) == ["1", "2", "3"]

    def test_keys_listed_at_the_end(self) -> None:
        found = of_lines("1. Satu?", "A. a1", "B. b1", "2. Dua?", "A. a2", "B. b2",
                         "Kunci Jawaban", "1. B   2. A")  # fmt: skip
        assert [right(each) for each in found.drafts] == [["b1"], ["a2"]]

    def test_statements_counted_inside_a_stem_stay_in_it(self) -> None:
        found = of_lines("5. Perhatikan:", "1. tua", "2. muda", "Yang benar:", "A. satu", "B. dua",
                         "Kunci: B")  # fmt: skip
        assert found.drafts[0].text == "Perhatikan:\n1. tua\n2. muda\nYang benar:"

    def test_several_keys_truth_and_essays(self) -> None:
        found = of_lines("1. Mana saja?", "A. x", "B. y", "C. z", "Kunci: A dan C",
                         "2. Bumi bulat.", "Kunci: Benar",
                         "3. Jelaskan peran PSM.", "Jenis: Uraian")  # fmt: skip
        assert [each.type for each in found.drafts] == ["multichoice", "truefalse", "essay"]
        assert [answer.fraction for answer in found.drafts[0].answers] == [
            Fraction(1, 2),
            Fraction(-1, 2),
            Fraction(1, 2),
        ]

    def test_word_numbers_and_letters_the_lists_itself(self) -> None:
        document = docx.Document()
        for stem in ("Satu?", "Dua?"):
            document.add_paragraph(stem, style="List Number")
            document.add_paragraph("A. ya")
            document.add_paragraph("B. tidak")
            document.add_paragraph("Kunci: B")
        found = word.read(saved(document))
        assert [(each.text, right(each)) for each in found.drafts] == [
            ("Satu?", ["tidak"]),
            ("Dua?", ["tidak"]),
        ]

    def test_raised_digits_stay_raised(self) -> None:
        document = docx.Document()
        paragraph = document.add_paragraph("1. Luas 10 m")
        paragraph.add_run("2").font.superscript = True
        document.add_paragraph("Jenis: Uraian")
        assert word.read(saved(document)).drafts[0].text == "Luas 10 m²"

    def test_a_fault_names_the_paragraph_the_column_and_the_remedy(self) -> None:
        found = of_lines("Judul", "1. Satu?", "A. ya", "B. tidak", "Kunci: E", "2. Dua?", "A. x",
                         "B. y", "Kunci: A")  # fmt: skip
        assert [each.text for each in found.drafts] == ["Dua?"]
        assert found.problems[0].line == 2
        assert found.problems[0].message.startswith("Paragraf 2: Kolom Kunci: “E” tidak menunjuk")
        assert found.faulty[0].cell("key") == "E"


class TestTables:
    def test_the_same_columns_as_in_excel(self) -> None:
        found = of_table(
            ("No", "Soal", "Opsi A", "Opsi B", "Kunci Jawaban", "Tingkat"),
            ("1", "Satu?", "ya", "tidak", "B", "2"),
            ("", "", "", "", "", ""),
            ("2", "Dua?", "ya", "tidak", "", "C9"),
        )
        assert [(each.text, each.line, each.level) for each in found.drafts] == [("Satu?", 2, "C2")]
        messages = [each.message for each in found.problems]
        assert any(
            each.startswith("Tabel 1 baris 4: Kolom Kunci: Kuncinya kosong") for each in messages
        )
        assert any("Kolom Tingkat: “C9” tidak dikenal" in each for each in messages)

    @pytest.mark.parametrize("heading", [[("No", "Soal")], []])
    def test_number_and_question_with_everything_in_one_cell(
        self, heading: list[tuple[str, str]]
    ) -> None:
        cell = "Siapa?\nA. Andi\nB. Budi\nC. Citra\nKunci: C\nPembahasan: Ya."
        found = of_table(*heading, ("1", cell), ("2", cell.replace("Kunci: C", "Kunci: B")))
        assert [right(each) for each in found.drafts] == [["Citra"], ["Budi"]]
        assert found.drafts[0].generalfeedback == "Ya."

    def test_options_in_the_question_and_a_column_for_the_key(self) -> None:
        found = of_table(("No", "Butir Soal", "Kunci"), ("1", "Siapa?\nA. Andi\nB. Budi", "B"))
        assert right(found.drafts[0]) == ["Budi"]

    def test_what_is_neither_text_nor_picture_is_named(self) -> None:
        document = docx.Document()
        document.add_paragraph("1. Apa ini?")
        document.add_paragraph("A. rumah")
        document.add_paragraph("B. balai")
        document.add_paragraph("Kunci: A")
        body = document.element.body
        run = body.xpath("w:p/w:r")[0]
        run.append(run.makeelement(qn("w:drawing"), {}))
        found = word.read(saved(document))
        assert len(found.drafts) == 1
        assert "Paragraf 1: Rumus atau objek pada soal ini tidak ikut" in found.problems[0].message


class TestTemplate:
    def test_its_examples_are_no_questions(self) -> None:
        found = word.read(word.template())
        assert (found.drafts, found.problems) == ((), ())

    def test_what_is_filled_in_is_read(self) -> None:
        document = docx.Document(io.BytesIO(word.template()))
        cells = document.tables[0].rows[4].cells
        for cell, text in zip(cells, ("", "Siapa?", "Andi", "Budi", "", "", "B"), strict=False):
            cell.text = text
        assert right(word.read(saved(document)).drafts[0]) == ["Budi"]


class TestRefused:
    @pytest.mark.parametrize("content", [b"", b"halo", b"PK\x03\x04rusak", b"\xd0\xcf\x11\xe0" * 9])
    def test_what_is_no_word_file(self, content: bytes) -> None:
        with pytest.raises(Unreadable):
            word.read(content)

    def test_a_letter_without_questions(self) -> None:
        with pytest.raises(Unreadable, match="Tidak ada soal yang dikenali"):
            of_lines("Dengan hormat,", "bersama ini kami kirim soal.")


def draw(run: Any, content: bytes, alt: str) -> None:
    """Put a picture into a run, with what Word calls its alternative text."""
    run.add_picture(io.BytesIO(content))
    (about,) = run._r.iter(
        "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
    )
    about.set("descr", alt)


class TestPictures:
    def test_they_stand_where_they_stood_with_their_words(self) -> None:
        document = docx.Document()
        draw(document.add_paragraph("1. Apa ini? ").add_run(), a_picture("red"), "Peta [desa]")
        document.add_paragraph("A. rumah")
        draw(document.add_paragraph("B. ").add_run(), a_picture("blue"), "Balai")
        document.add_paragraph("C. kantor")
        document.add_paragraph("Kunci: B")
        draw(document.add_paragraph().add_run(), a_picture("red"), "Peta lagi")
        document.add_paragraph("2. Apa itu?")
        document.add_paragraph("A. rumah")
        document.add_paragraph("B. balai")
        document.add_paragraph("Kunci: A")
        found = word.read(saved(document))
        assert found.problems == ()
        first, second = found.drafts
        assert [file.name for file in first.files] == ["gambar-1.png", "gambar-2.png"]
        assert illustrating.content_of(first.files[1]) == a_picture("blue")
        assert second.files == ()
        names = {"gambar-1.png": "peta.png", "gambar-2.png": "balai.png"}
        question, remarks = accept(first, key="q", media=names)
        assert isinstance(question, Choice)
        assert remarks == ()
        assert question.stem == (
            "Apa ini?\n\n![Peta (desa)](media/peta.png)  \n![Peta lagi](media/peta.png)"
        )
        assert question.right.text == "![Balai](media/balai.png)"

    def test_in_a_table_too(self) -> None:
        document = docx.Document()
        table = document.add_table(rows=0, cols=5)
        for texts in (("Soal", "Pilihan A", "Pilihan B", "Pilihan C", "Kunci"),
                      ("Apa ini?", "rumah", "balai", "kantor", "A")):  # fmt: skip
            for cell, text in zip(table.add_row().cells, texts, strict=True):
                cell.text = text
        draw(table.rows[1].cells[0].add_paragraph().add_run(), a_picture(), "Peta")
        (draft,) = word.read(saved(document)).drafts
        question, _ = accept(draft, key="q", media={"gambar-1.png": "peta.png"})
        assert question is not None
        assert question.stem == "Apa ini?\n\n![Peta](media/peta.png)"

    def test_what_is_not_taken_is_said_in_words(self) -> None:
        document = docx.Document()
        draw(document.add_paragraph("1. Apa ini? ").add_run(), a_picture(), "Peta")
        for line in ("A. rumah", "B. balai", "C. kantor", "Kunci: B"):
            document.add_paragraph(line)
        (draft,) = word.read(saved(document)).drafts
        question, remarks = accept(draft, key="q")
        assert question is not None
        assert question.stem == "Apa ini? (gambar: Peta)"
        assert remarks == ("Berkas “gambar-1.png” tidak ikut; pasang di materi bila diperlukan.",)
