"""Every kind of question, and all the other parts of a module, are read or told with their line."""

from fractions import Fraction
from pathlib import Path

import pytest

from courses.checking import check_module
from courses.kinds import Form, Level
from courses.media import contents
from courses.model import (
    Accepted,
    Cell,
    Choices,
    Cloze,
    Description,
    Essay,
    Library,
    Matching,
    Module,
    Numeric,
    Ordering,
    Pair,
    ShortAnswer,
    Span,
    Step,
    Term,
    TrueFalse,
)
from courses.reading import check, read
from tests.courses.folders import (
    CURRICULUM_FILE,
    LESSON_FILE,
    MODULE_FILE,
    QUESTIONS_FILE,
    spoil,
    write,
)
from tests.courses.full_folder import (
    HANDOUT_FILE,
    PDF,
    PDF_FILE,
    PLAN_FILE,
    SVG_FILE,
    TERMS_FILE,
    a_full_folder,
)

HALF = Fraction(1, 2)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return a_full_folder(tmp_path)


@pytest.fixture
def library(folder: Path) -> Library:
    return read(folder)


@pytest.fixture
def module(library: Library) -> Module:
    return library.module("gotong-royong")


def test_a_folder_with_everything_is_read_without_a_problem(folder: Path) -> None:
    assert check(folder) == ()
    assert check_module(read(folder).module("gotong-royong")) == ()


def test_questions_with_options_are_read(module: Module) -> None:
    several = module.question("banyak")
    assert isinstance(several, Choices)
    assert [option.right for option in several.options] == [True, True, False]
    assert several.options[1].feedback == "Benar juga."
    statement = module.question("benar-salah")
    assert isinstance(statement, TrueFalse)
    assert statement.is_true is False
    bound = module.question("khusus-b")
    assert bound.form is Form.B


def test_questions_for_words_and_numbers_are_read(module: Module) -> None:
    words = module.question("isian")
    assert isinstance(words, ShortAnswer)
    assert words.accepted == (
        Accepted("gugur gunung"),
        Accepted("*gunung*", HALF, "Kurang lengkap."),
    )
    near = module.question("angka")
    assert isinstance(near, Numeric)
    assert near.spans == (Span(Fraction("3.4"), Fraction("3.6")),)
    assert near.unit == "km"
    ranges = module.question("rentang")
    assert isinstance(ranges, Numeric)
    assert ranges.spans == (
        Span(Fraction(1000), Fraction("1250.5")),
        Span(Fraction(900), Fraction(1300), HALF, "Hampir."),
    )


def test_questions_with_several_places_are_read(module: Module) -> None:
    matching = module.question("pasangan")
    assert isinstance(matching, Matching)
    assert matching.pairs[1] == Pair("b", "Kota", "Wali kota")
    assert matching.others == ("Camat",)
    ordering = module.question("urutan")
    assert isinstance(ordering, Ordering)
    assert [(item.key, item.text) for item in ordering.items][2] == ("c", "Makan")
    cloze = module.question("rumpang")
    assert isinstance(cloze, Cloze)
    options, words, number = cloze.gaps
    assert [option.right for option in options.options] == [True, False]
    assert (words.accepted[1], words.minds_case) == (Accepted("kampung", HALF), True)
    assert (number.spans, number.weight) == ((Span(Fraction(6), Fraction(8)),), 2)


def test_uraian_and_texts_between_questions_are_read(module: Module) -> None:
    essay = module.question("uraian")
    assert isinstance(essay, Essay)
    assert essay.criteria[0].levels[3] == "Sangat baik"
    assert isinstance(module.question("bacaan"), Description)
    assert module.question("bacaan") not in module.test_pool


def test_plan_handouts_terms_and_tasks_are_read(library: Library, module: Module) -> None:
    assert module.plan[0] == Step(60, "Bermain peran", "bermain peran", "kartu")
    assert [(each.slug, each.title, each.for_trainer) for each in module.handouts] == [
        ("01-kasus", "Kasus Bu Lastri", True)
    ]
    assert library.terms == (
        Term("PSM", "Pekerja sosial masyarakat."),
        Term("rembuk", "Berbicara bersama."),
    )
    assert library.rubric("praktik").task == "Lakukan."


def test_media_are_read_with_their_size_and_bytes(
    folder: Path, library: Library, module: Module
) -> None:
    paper, picture = module.media
    assert (picture.name, picture.kind) == ("gambar.svg", "image/svg+xml")
    assert (picture.width, picture.height) == (640, 320)
    assert (paper.kind, paper.bytes_count, paper.width) == ("application/pdf", len(PDF), None)
    assert dict(contents(folder, library))[paper] == PDF


def test_forms_and_cells_are_read(library: Library) -> None:
    tests = library.curriculum("bimtek-kecil").tests
    assert tests.awal is not None
    assert tests.akhir is not None
    assert (tests.awal.form, tests.akhir.form) == (Form.A, Form.B)
    assert tests.awal.cells == (
        Cell("gotong-royong", 1, None, Level.C2),
        Cell("gotong-royong", 1, "Menjelaskan gotong royong", Level.C1),
    )


MISTAKES = [
    (QUESTIONS_FILE, "type: choices", "type: pilihan", "type: pilihan", "tidak dikenal; pakai"),
    (QUESTIONS_FILE, "{text: Lembur}", "{text: Lembur, right: true}", "Kerja bakti", "yang salah"),
    (QUESTIONS_FILE, "{text: Lembur}", "{text: arisan}", "Kerja bakti", "dua pilihan"),
    (QUESTIONS_FILE, "    - {text: Lembur}\n", "", "Kerja bakti", "3 sampai 8 pilihan"),
    (QUESTIONS_FILE, "bakti, right: true", "bakti, right: true, share: 0", "bakti", "berjumlah 1"),
    (QUESTIONS_FILE, "{text: Lembur}", "{text: Lembur, share: 50%}", "bakti", "0 atau kurang"),
    (QUESTIONS_FILE, "{text: Lembur}", "{text: Lembur, share: dua}", "share: dua", "“1/2” atau"),
    (QUESTIONS_FILE, "answer: false", "answer: tidak", "answer: tidak", "true atau false"),
    (QUESTIONS_FILE, "  answer: false\n", "", "key: benar-salah", "“answer” belum diisi"),
    (QUESTIONS_FILE, "    - gugur gunung\n", "", '"*gunung*"', "bernilai penuh"),
    (QUESTIONS_FILE, "- gugur gunung", "- 2009", "- 2009", "tanda kutip"),
    (QUESTIONS_FILE, "- gugur gunung", '- "*"', '- "*"', "tulisan apa pun"),
    (QUESTIONS_FILE, "share: 1/2", "share: 3/2", "gugur gunung", "antara 0 dan 1"),
    (QUESTIONS_FILE, '{text: "*gunung*"', "{text: Gugur gunung", "gugur", "dua jawaban"),
    (QUESTIONS_FILE, "- gugur gunung", "- [gugur]", "[gugur]", "daftar isian"),
    (QUESTIONS_FILE, '"3,5"', "tiga", "answer: tiga", "harus berupa angka"),
    (QUESTIONS_FILE, '"3,5"', "[3]", "answer: [3]", "harus berupa angka"),
    (QUESTIONS_FILE, '  answer: "3,5"\n', "", "key: angka", "“answer” belum diisi"),
    (QUESTIONS_FILE, '"0,1"', '"-0,1"', "tolerance", "kurang dari 0"),
    (QUESTIONS_FILE, 'low: "1.000"', 'low: "2.000"', "2.000", "Batas bawah"),
    (QUESTIONS_FILE, "  unit: km", "  unit: " + "k" * 21, "unit", "20 huruf"),
    (QUESTIONS_FILE, "{left: Kota", "{left: desa", "{left: Desa", "dua sisi kiri"),
    (QUESTIONS_FILE, "[Camat]", "[gubernur]", "others", "sama dengan sisi kanan"),
    (QUESTIONS_FILE, "[Camat]", "Camat", "others: Camat", "harus berupa daftar"),
    (QUESTIONS_FILE, "right: Gubernur", "wrong: Gubernur", "wrong: Gub", "“right” belum diisi"),
    (QUESTIONS_FILE, "[Rapat, Kerja, Makan]", "[Rapat, Kerja]", "items", "3 sampai 8 butir"),
    (QUESTIONS_FILE, "[Rapat, Kerja, Makan]", "[Rapat, Kerja, rapat]", "items", "dua butir"),
    (QUESTIONS_FILE, "[[2]] pukul [[3]]", "[[2]] pukul [[2]]", "stem: Kerja", "[[1]] sampai [[3]]"),
    (
        QUESTIONS_FILE,
        "bakti, right: true}\n        ",
        "bakti}\n        ",
        "- options:",
        "Rumpang 1",
    ),
    (QUESTIONS_FILE, "weight: 2", "weight: 0", "weight: 0", "antara 1 dan 100"),
    (QUESTIONS_FILE, "{answer: 7", "{jawab: 7", "{jawab: 7", "“answer” belum diisi"),
    (QUESTIONS_FILE, "[Kurang, Cukup, Baik, Sangat baik]", "[a, b]", "levels", "4 uraian"),
    (QUESTIONS_FILE, "media/gambar.svg", "media/lain.svg", "media/lain.svg", "media/lain.svg"),
    (QUESTIONS_FILE, "form: B", "form: C", "form: C", "A, B"),
    (QUESTIONS_FILE, "selfcheck: true", "selfcheck: true\n  form: A", "form: A", "soal tes"),
    (PLAN_FILE, "minutes: 60", "minutes: 50", "minutes: 50", "harus 90 (2 JP × 45); ada 80"),
    (PLAN_FILE, ", method: diskusi", "", "activity: Membahas", "“method” belum diisi"),
    (HANDOUT_FILE, "for: pengajar", "for: guru", "for: guru", "peserta, pengajar"),
    (HANDOUT_FILE, "Bu Lastri memindahkan meja.", "[a](media/x.pdf)", "media/x.pdf", "media/x.pdf"),
    (LESSON_FILE, "media/formulir.pdf", "media/tidak.pdf", "media/tidak.pdf", "Tidak ada berkas"),
    (SVG_FILE, "<rect", "<script", "<script", "Unsur <script>"),
    (TERMS_FILE, "rembuk", "psm", "term: PSM", "sudah dijelaskan di baris 1"),
    (TERMS_FILE, ", meaning: Berbicara bersama.", "", "rembuk", "“meaning” belum diisi"),
    (CURRICULUM_FILE, "count: 1, level: C2", "count: 2, level: C2", "awal", "ada 3"),
    (CURRICULUM_FILE, "count: 1, level: C2", "count: 1, level: C4", "awal", "1 soal tes C4 untuk"),
    (CURRICULUM_FILE, "royong, count: 1, level: C2", "lain, count: 1", "awal", "dalam “cells”"),
    (
        CURRICULUM_FILE,
        "level: C1, objective: Menjelaskan gotong royong",
        "level: C2",
        "awal",
        "dua",
    ),
    (CURRICULUM_FILE, "form: A", "form: Z", "form: Z", "A, B"),
]


@pytest.mark.parametrize(("file", "right", "wrong", "line", "message"), MISTAKES)
def test_a_mistake_is_told_with_its_line(
    folder: Path, file: str, right: str, wrong: str, line: str, message: str
) -> None:
    spoil(folder, file, right, wrong)
    lines = (folder / file).read_text(encoding="utf-8").splitlines()
    problems = check(folder)
    assert [
        problem
        for problem in problems
        if problem.file == file and message in problem.message and line in lines[problem.line - 1]
    ], "\n".join(map(str, problems))


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        ("modules/gotong-royong/media/Foto.png", "x", "nama-gambar.svg"),
        ("modules/gotong-royong/media/foto.png", "x", "tidak dapat dibaca sebagai png"),
        ("modules/gotong-royong/media/lain/satu.svg", "x", "hanya boleh ada gambar"),
        (PDF_FILE, "x", "bukan PDF"),
        ("modules/gotong-royong/handouts/kasus.md", "x", "seperti 01-nama-materi.md"),
        ("modules/gotong-royong/handouts/02-lain.md", "x", "dua baris “---”"),
        (PLAN_FILE, "minutes: 1", "harus berisi daftar"),
        (TERMS_FILE, "", "kosong"),
    ],
)
def test_a_file_that_will_not_do_is_told(
    folder: Path, name: str, content: str, problem: str
) -> None:
    write(folder, name, content)
    assert any(problem in each.message for each in check(folder)), check(folder)


def test_a_picture_that_no_text_shows_is_told(folder: Path) -> None:
    write(folder, SVG_FILE.replace("gambar", "sisa"), (folder / SVG_FILE).read_text())
    (problem,) = check(folder)
    assert problem.file.endswith("sisa.svg")
    assert "tidak dipakai" in problem.message


def test_shortages_of_every_cell_are_told_at_once(folder: Path) -> None:
    spoil(folder, CURRICULUM_FILE, "questions: 2,", "questions: 18,")
    spoil(folder, CURRICULUM_FILE, "count: 1, level: C2", "count: 9, level: C2")
    spoil(folder, CURRICULUM_FILE, "count: 1, level: C1", "count: 9, level: C1")
    told = [problem.message for problem in check(folder)]
    assert len(told) == 2
    assert all("harus memberi 9 soal tes" in message for message in told)


def test_a_module_without_its_jp_still_tells_the_rest(folder: Path) -> None:
    spoil(folder, MODULE_FILE, "jp: 2", "jp: 3")
    (problem,) = check(folder)
    assert problem.file == PLAN_FILE
