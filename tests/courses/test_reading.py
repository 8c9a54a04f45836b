"""A folder reads whole or tells every mistake with file and line."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from courses.model import Choice
from courses.reading import ContentError, Problem, check, read
from tests.courses.folders import (
    CURRICULUM,
    CURRICULUM_FILE,
    FILES,
    LESSON,
    LESSON_FILE,
    MODULE_FILE,
    QUESTIONS_FILE,
    RUBRIC_FILE,
    a_folder,
    spoil,
    write,
)

MISTAKES = [
    (MODULE_FILE, "jp: 2", "jp: dua", 5, "bilangan bulat"),
    (MODULE_FILE, "jp: 2", "jp: 99", 5, "antara 1 dan 40"),
    (MODULE_FILE, "title: Gotong royong", "title:", 3, "“title” belum diisi"),
    (MODULE_FILE, "title: Gotong royong\n", "", 1, "“title” belum diisi"),
    (MODULE_FILE, "title: Gotong royong", "title: 2026", 3, "tanda kutip"),
    (MODULE_FILE, "title: Gotong royong", "title: [a]", 3, "harus berupa teks"),
    (MODULE_FILE, "title: Gotong royong", "title: ' '", 3, "belum diisi"),
    (MODULE_FILE, "summary:", "sumary:", 6, "“sumary” tidak dikenal"),
    (MODULE_FILE, "track: A", "track: D", 4, "salah satu dari: A, B, C"),
    (MODULE_FILE, "track: A", "track: B", 1, "sama dengan “track”"),
    (MODULE_FILE, "code: A7", "code: X", 1, "misalnya A7"),
    (MODULE_FILE, "slug: gotong-royong", "slug: Gotong", 2, "huruf kecil"),
    (MODULE_FILE, "slug: gotong-royong", "slug: lain", 1, "sama dengan nama foldernya"),
    (MODULE_FILE, "2027-01-31", "2026-10-31", 14, "sesudah “valid_on”"),
    (MODULE_FILE, "2026-11-01", "1 November", 13, "tanggal seperti 2026-11-01"),
    (MODULE_FILE, "  - Menjelaskan gotong royong", "  []", 9, "sedikitnya satu indikator"),
    (MODULE_FILE, "jp: 2", "jp: 2\njp: 3", 6, "ditulis dua kali"),
    (MODULE_FILE, "title: Gotong royong", "? [title]\n: a", 3, "berupa satu kata"),
    (MODULE_FILE, "title: Gotong royong", "title: a: b", 3, "Susunan YAML rusak"),
    (MODULE_FILE, "title: Gotong royong", 'title: "\x00"', 1, "karakter terlarang"),
    (MODULE_FILE, "    place: Pasal 2\n", "", 11, "“place” belum diisi"),
    (LESSON_FILE, "minutes: 10", "minutes: 0", 3, "antara 1 dan 180"),
    (LESSON_FILE, "minutes: 10", "waktu: 10", 3, "“waktu” tidak dikenal"),
    (LESSON_FILE, "---\n", "", 1, "dua baris “---”"),
    (LESSON_FILE, "## Bersama\n\nIsi materi.", " ", 5, "Isi materi masih kosong"),
    (QUESTIONS_FILE, "type: choice", "type: esai", 2, "“esai” tidak dikenal"),
    (QUESTIONS_FILE, "level: C1", "level: C9", 4, "salah satu dari: C1"),
    (QUESTIONS_FILE, "      right: true\n", "", 7, "Tepat satu pilihan"),
    (QUESTIONS_FILE, "sendiri", "sendiri\n      right: true", 7, "ada 2"),
    (QUESTIONS_FILE, "    - text: Bekerja sendiri\n", "", 7, "3 sampai 5 pilihan"),
    (QUESTIONS_FILE, "sendiri", "bersama", 7, "dua pilihan jawaban yang sama"),
    (QUESTIONS_FILE, "right: true", "right: ya", 8, "true atau false"),
    (QUESTIONS_FILE, "right: true", "benar: true", 8, "“benar” tidak dikenal"),
    (QUESTIONS_FILE, "key: cek-2", "key: cek-1", 14, "sama dengan yang di baris 1"),
    (QUESTIONS_FILE, "key: cek-1", "key: Cek_1", 1, "huruf kecil"),
    (QUESTIONS_FILE, "arti cek-2", "arti cek-1", 18, "“stem” ini sama"),
    (QUESTIONS_FILE, "  lesson: 01-arti\n", "", 12, "menyebut materinya"),
    (QUESTIONS_FILE, "lesson: 01-arti", "lesson: 09-lain", 13, "Tidak ada materi “09-lain”"),
    (QUESTIONS_FILE, "Menjelaskan gotong", "Memahami gotong", 3, "“indicators”"),
    (QUESTIONS_FILE, "selfcheck: true", "selfcheck: false", 1, "sedikitnya 3 soal periksa"),
    (RUBRIC_FILE, ", Sangat baik", "", 8, "4 uraian"),
    (RUBRIC_FILE, "slug: praktik", "slug: lain", 1, "sama dengan nama berkasnya"),
    (RUBRIC_FILE, "kind: praktik", "kind: ujian", 3, "praktik, sikap"),
    (CURRICULUM_FILE, "module: gotong-royong", "module: lain", 13, "Tidak ada modul bernama"),
    (CURRICULUM_FILE, "practice: praktik", "practice: sikap", 12, "rubrik praktik"),
    (CURRICULUM_FILE, "attitude: sikap", "attitude: praktik", 21, "rubrik sikap"),
    (CURRICULUM_FILE, "requires: []", "requires: [lain]", 8, "Tidak ada program bernama"),
    (CURRICULUM_FILE, "requires: []", "requires: [bimtek-kecil]", 2, "dirinya sendiri"),
    (CURRICULUM_FILE, "questions: 3", "questions: 4", 16, "harus memberi 4 soal tes"),
    (CURRICULUM_FILE, "minutes: 5,", "minutes: 5, pass_percent: 1,", 15, "tidak dikenal"),
    (CURRICULUM_FILE, ", pass_percent: 70", "", 16, "“pass_percent” belum diisi"),
    (CURRICULUM_FILE, "modules: [gotong-royong]", "modules: [lain]", 15, "tidak diajarkan"),
    (CURRICULUM_FILE, "modules: [gotong-royong]", "modules: []", 15, "sedikitnya satu modul"),
    (CURRICULUM_FILE, "code: A1,", "code: A7,", 12, "lebih dari satu kali"),
    (CURRICULUM_FILE, ", practice: praktik", "", 18, "tidak ada materi yang mempraktikkannya"),
    (CURRICULUM_FILE, "mode: mandiri", "mode: daring", 13, "tatap_muka, mandiri"),
    (CURRICULUM_FILE, "levels: [provinsi]", "levels: []", 6, "tingkat penyelenggara"),
    (CURRICULUM_FILE, "tier: dasar", "tier: madya", 5, "salah satu dari: dasar"),
    (CURRICULUM_FILE, "version: 1", "version: 0", 9, "antara 1 dan 999"),
]


def test_a_folder_without_mistakes_is_read_whole(tmp_path: Path) -> None:
    library = read(a_folder(tmp_path))
    module = library.module("gotong-royong")
    assert check(tmp_path) == ()
    asked = module.question("cek-1")
    assert isinstance(asked, Choice)
    assert [option.key for option in asked.options] == ["a", "b", "c"]
    assert asked.right.key == "a"
    assert module.lessons[0].text == "## Bersama\n\nIsi materi.\n"
    assert library.rubric("sikap").criteria[0].levels[3] == "Sangat baik"
    assert library.curriculum("bimtek-kecil").title == "Bimtek kecil"


@pytest.mark.parametrize(("file", "right", "wrong", "line", "message"), MISTAKES)
def test_a_mistake_is_told_with_its_file_and_line(
    tmp_path: Path, file: str, right: str, wrong: str, line: int, message: str
) -> None:
    spoil(a_folder(tmp_path), file, right, wrong)
    problems = check(tmp_path)
    assert [
        problem
        for problem in problems
        if (problem.file, problem.line) == (file, line) and message in problem.message
    ], "\n".join(map(str, problems))


def test_all_mistakes_are_told_at_once_in_the_order_of_the_files(tmp_path: Path) -> None:
    a_folder(tmp_path)
    spoil(tmp_path, QUESTIONS_FILE, "level: C1", "level: C9")
    spoil(tmp_path, MODULE_FILE, "jp: 2", "jp: dua")
    spoil(tmp_path, RUBRIC_FILE, "pass_percent: 70", "pass_percent: 101")
    with pytest.raises(ContentError) as caught:
        read(tmp_path)
    assert [(each.file, each.line) for each in caught.value.problems] == [
        (MODULE_FILE, 5),
        (QUESTIONS_FILE, 4),
        (RUBRIC_FILE, 4),
    ]
    assert f"{MODULE_FILE}:5: “jp” harus berupa bilangan bulat." in str(caught.value)


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        ("modules/catatan.txt", "x", "hanya boleh ada folder"),
        ("modules/gotong-royong/foto.png", "x", "tidak dikenal dalam folder modul"),
        ("modules/gotong-royong/lessons/dua.md", LESSON, "seperti 01-nama-materi.md"),
        ("modules/gotong-royong/lessons/03-nilai.md", LESSON, "seharusnya 02"),
        ("modules/gotong-royong/lessons/02-nilai.md", LESSON, "belum mempunyai soal periksa"),
        ("rubrics/lama.yml", "x", "hanya boleh ada berkas .yaml"),
        ("rubrics/lain.yaml", "- a\n", "daftar isian"),
        ("rubrics/lain.yaml", "", "kosong"),
        ("rubrics/lain.yaml", "[" * 2000, "terlalu dalam"),
        ("rubrics/lain.yaml", "a: " + "x" * 1_000_001, "lebih besar dari 1 MB"),
        (QUESTIONS_FILE, "key: cek-1\n", "harus berisi daftar"),
        ("curricula/bimtek-lain.yaml", CURRICULUM, "sudah mempunyai kurikulum versi 1"),
        (
            "curricula/bimtek-lain.yaml",
            CURRICULUM.replace("tier: dasar", "tier: khusus"),
            "berbeda dari yang di curricula/bimtek-kecil.yaml",
        ),
        ("curricula/bimtek-lain.yaml", "version: 1\n", "“programme” belum diisi"),
    ],
)
def test_a_file_that_does_not_belong_or_cannot_be_read_is_told(
    tmp_path: Path, name: str, content: str, problem: str
) -> None:
    write(a_folder(tmp_path), name, content)
    assert any(problem in each.message for each in check(tmp_path)), check(tmp_path)


def test_programmes_that_require_each_other_are_told(tmp_path: Path) -> None:
    a_folder(tmp_path)
    spoil(tmp_path, CURRICULUM_FILE, "requires: []", "requires: [bimtek-lain]")
    other = CURRICULUM.replace("bimtek-kecil", "bimtek-lain")
    other = other.replace("requires: []", "requires: [bimtek-kecil]")
    write(tmp_path, "curricula/bimtek-lain.yaml", other)
    assert [each.file for each in check(tmp_path)] == [
        "curricula/bimtek-kecil.yaml",
        "curricula/bimtek-lain.yaml",
    ]


def test_a_broken_encoding_is_told_with_its_line(tmp_path: Path) -> None:
    path = a_folder(tmp_path) / LESSON_FILE
    path.write_bytes(path.read_bytes() + b"\xff\xfe")
    problem = check(tmp_path)[0]
    assert (problem.file, problem.line) == (LESSON_FILE, 9)
    assert "UTF-8" in problem.message


def test_files_saved_on_windows_are_read_as_well(tmp_path: Path) -> None:
    a_folder(tmp_path)
    for path in tmp_path.rglob("*.*"):
        text = path.read_text(encoding="utf-8").replace("\n", "\r\n")
        path.write_bytes(b"\xef\xbb\xbf" + text.encode())
    assert check(tmp_path) == ()


@pytest.mark.parametrize("name", [MODULE_FILE, QUESTIONS_FILE, LESSON_FILE])
def test_a_missing_part_of_a_module_is_told(tmp_path: Path, name: str) -> None:
    (a_folder(tmp_path) / name).unlink()
    assert check(tmp_path)


def test_a_module_that_cannot_be_read_is_the_only_thing_told(tmp_path: Path) -> None:
    spoil(a_folder(tmp_path), MODULE_FILE, "code: A7", "- code: A7\nx")
    assert [problem.file for problem in check(tmp_path)] == [MODULE_FILE]


CUTS = st.tuples(
    st.sampled_from(sorted(FILES)),
    st.integers(0, 1500),
    st.integers(0, 40),
    st.text("\n -:?[]{}&*!|>'\"%@`#,<=abc012\t\x07é\ud800", max_size=8),
)


@settings(max_examples=80, deadline=None)
@given(st.lists(CUTS, min_size=1, max_size=3))
def test_no_damage_whatever_stops_the_reader(cuts: list[tuple[str, int, int, str]]) -> None:
    with TemporaryDirectory() as name:
        folder = a_folder(Path(name))
        for file, start, length, put in cuts:
            text = (folder / file).read_bytes()
            damaged = text[:start] + put.encode(errors="surrogatepass") + text[start + length :]
            (folder / file).write_bytes(damaged)
        assert all(problem.line >= 1 and problem.message for problem in check(folder))


def test_a_text_that_is_repeated_by_reference_is_told_and_not_unfolded(tmp_path: Path) -> None:
    first, *_rest = (a_folder(tmp_path) / QUESTIONS_FILE).read_text().split("\n- ")
    once = first.replace("- key", "- &soal\n  key", 1) + "\n"
    (tmp_path / QUESTIONS_FILE).write_text(once + "- *soal\n" * 50_000)
    problems = [each for each in check(tmp_path) if each.file == QUESTIONS_FILE]
    assert len(problems) < 5
    assert any(each.message.startswith("Susunan YAML rusak") for each in problems)


def test_a_folder_that_is_not_there_or_empty_is_told(tmp_path: Path) -> None:
    assert check(tmp_path / "tidak-ada") == (
        Problem(".", 1, "Folder isi pelatihan ini tidak ada."),
    )
    assert [each.message for each in check(tmp_path)] == [
        "Folder “curricula” tidak ada.",
        "Folder “modules” tidak ada.",
        "Folder “rubrics” tidak ada.",
    ]
