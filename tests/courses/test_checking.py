"""One set of rules holds for a module, whether it came from a folder, the browser or a file."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given

from courses.checking import check_module, check_question
from courses.kinds import Form, Level
from courses.model import (
    Accepted,
    Choice,
    Choices,
    Cloze,
    Criterion,
    Description,
    Essay,
    Gap,
    Handout,
    Lesson,
    Matching,
    Media,
    Module,
    Numeric,
    Option,
    Ordering,
    Pair,
    Question,
    ShortAnswer,
    Source,
    Span,
    Step,
    TrueFalse,
)
from tests.courses.asked import plain_texts, questions
from tests.courses.values import a_choice, a_module

ASKED = ("soal", "Menjelaskan", Level.C1, "Apa?", "Begitu.")
ABC = (Option("a", "Satu", True), Option("b", "Dua"), Option("c", "Tiga"))
HALF = Fraction(1, 2)


def a_whole_module() -> Module:
    """Give a module that breaks no rule."""
    checks = tuple(a_choice(f"cek-{number}", lesson="01-arti") for number in (1, 2, 3))
    return replace(
        a_module(pool=()),
        questions=(*checks, *(a_choice(f"soal-{number}") for number in range(3))),
        plan=(Step(60, "Diskusi", "diskusi"), Step(30, "Praktik", "bermain peran")),
        handouts=(Handout("01-kasus", "Kasus", True, "![Meja](media/meja.svg)\n"),),
        media=(Media("meja.svg", "image/svg+xml", "0" * 64, 900, 640, 320),),
    )


def test_a_whole_module_has_no_fault() -> None:
    assert check_module(a_whole_module()) == ()


@given(questions(plain_texts))
def test_questions_as_the_rules_demand_have_no_fault(question: Question) -> None:
    if isinstance(question, Essay):
        question = replace(question, selfcheck=False)
    assert check_question(question) == ()


def with_question(question: Question) -> dict[str, object]:
    return {"questions": (*a_whole_module().questions, question)}


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"title": " "}, "Judul: Belum diisi."),
        ({"slug": "Besar"}, "Nama modul: Hanya boleh"),
        ({"code": "X1"}, "misalnya A7"),
        ({"code": "B7"}, "Kode: Hurufnya"),
        ({"jp": 0}, "JP: Harus antara"),
        ({"indicators": ()}, "Indikator: Harus ada"),
        ({"indicators": ("Menjelaskan", "menjelaskan")}, "dua indikator yang sama"),
        ({"sources": ()}, "Sumber: Harus ada"),
        ({"sources": (Source("UU", ""),)}, "dengan judul dan tempatnya"),
        ({"review_on": date(2026, 11, 1)}, "Tinjau ulang: Harus sesudah"),
        ({"lessons": ()}, "sedikitnya satu bacaan"),
        ({"lessons": (Lesson("02-arti", "Arti", 9, "x"),)}, "“Arti”: Namanya harus diawali"),
        ({"lessons": (Lesson("01-arti", "", 9, "x"),)}, "“01-arti”: Judulnya belum diisi"),
        ({"lessons": (Lesson("01-arti", "Arti", 9, "\n"),)}, "“Arti”: Isinya masih kosong"),
        ({"lessons": (Lesson("01-arti", "Arti", 0, "x"),)}, "Menitnya harus antara 1 dan 180"),
        ({"lessons": (Lesson("01-lain", "Lain", 9, "x"),)}, "“Lain” belum mempunyai soal"),
        ({"questions": ()}, "sedikitnya 3 soal periksa diri; ada 0"),
        ({"plan": (Step(60, "Diskusi", "diskusi"),)}, "harus 90 (2 JP × 45); ada 60"),
        ({"plan": (Step(90, "", "diskusi"),)}, "langkah 1: Menit, kegiatan"),
        ({"plan": (Step(90, "Diskusi", "diskusi", short=40),)}, "kelipatan 45 dan kurang dari 90"),
        ({"plan": (Step(90, "Diskusi", "diskusi", short=90),)}, "kelipatan 45 dan kurang dari 90"),
        ({"handouts": ()}, "“media/meja.svg”: Berkas ini tidak dipakai"),
        ({"media": ()}, "Tidak ada berkas “media/meja.svg”"),
        (with_question(a_choice("soal-1")), "Nama soal “soal-1” ada lebih dari satu kali"),
        (with_question(a_choice("lain", objective="Terbang")), "Soal “lain”: Indikatornya"),
        (with_question(a_choice("lain", lesson="09-x")), "Soal “lain”: Tidak ada materi “09-x”"),
        (with_question(a_choice("lain", options_count=2)), "Soal “lain”: Harus ada 3 sampai 5"),
        (
            with_question(replace(a_choice("lain"), stem="Apa arti soal-1?")),
            "Pertanyaan “Apa arti soal-1?” ada lebih dari satu kali",
        ),
    ],
)
def test_each_fault_of_a_module_is_told(change: dict[str, object], told: str) -> None:
    faults = check_module(replace(a_whole_module(), **change))  # type: ignore[arg-type]
    assert any(told in fault for fault in faults), faults


def a_gap(gap: Gap) -> Cloze:
    return Cloze(*ASKED[:3], "Isi [[1]].", "Begitu.", gaps=(gap,))


CRITERION = Criterion("isi", "Isi", ("1", "2", "3", "4"))
NEAR = Span(Fraction(1), Fraction(2))


@pytest.mark.parametrize(
    ("question", "told"),
    [
        (replace(a_choice(), key=""), "Nama soal belum diisi"),
        (replace(a_choice(), key="Soal 1"), "huruf kecil, angka"),
        (replace(a_choice(), stem=" "), "Pertanyaan belum diisi"),
        (replace(a_choice(), explanation=""), "Pembahasan belum diisi"),
        (replace(a_choice(), objective=""), "Indikator belum diisi"),
        (replace(a_choice(), selfcheck=True), "harus menyebut materinya"),
        (replace(a_choice(lesson="01-arti"), form=Form.A), "hanya untuk soal tes"),
        (Choice(*ASKED, options=(*ABC, Option("d", " "))), "Pilihan jawaban belum diisi"),
        (Choice(*ASKED, options=(*ABC, Option("d", "satu "))), "dua pilihan jawaban yang sama"),
        (Choice(*ASKED, options=(*ABC, Option("d", "x", True))), "harus benar; ada 2"),
        (Choice(*ASKED, options=(*ABC, Option("d", "x", share=Fraction(1)))), "salah tidak boleh"),
        (Choice(*ASKED, options=(Option("z", "x", True, HALF), *ABC[1:])), "bernilai penuh"),
        (Choices(*ASKED, options=ABC[1:]), "yang benar dan pilihan yang salah"),
        (Choices(*ASKED, options=(Option("z", "x", True, HALF), *ABC[1:])), "berjumlah 1"),
        (Choices(*ASKED, options=(*ABC, Option("d", "x", share=HALF))), "0 atau kurang"),
        (ShortAnswer(*ASKED, accepted=()), "1 sampai 20 jawaban"),
        (ShortAnswer(*ASKED, accepted=(Accepted(""),)), "diterima belum diisi"),
        (ShortAnswer(*ASKED, accepted=(Accepted("a", HALF),)), "Sedikitnya satu jawaban"),
        (ShortAnswer(*ASKED, accepted=(Accepted("* *"),)), "tulisan apa pun"),
        (ShortAnswer(*ASKED, accepted=(Accepted("a"), Accepted("A"))), "dua jawaban yang sama"),
        (ShortAnswer(*ASKED, accepted=(Accepted("k" * 201),)), "paling panjang 200"),
        (Numeric(*ASKED, spans=()), "rentang angka; ada 0"),
        (Numeric(*ASKED, spans=(NEAR, Span(Fraction(3), Fraction(2)))), "Batas bawah"),
        (Numeric(*ASKED, spans=(NEAR, replace(NEAR, share=-HALF))), "antara 0 dan 1"),
        (Matching(*ASKED, pairs=(Pair("a", "x", "y"),)), "3 sampai 8 pasangan"),
        (Matching(*ASKED, pairs=tuple(Pair(k, k, "y") for k in "abc")), "Semua sisi kanan sama"),
        (Matching(*ASKED, pairs=tuple(Pair(k, "x", k) for k in "abc")), "dua sisi kiri"),
        (
            Matching(*ASKED, pairs=tuple(Pair(k, k, k) for k in "abc"), others=("A",)),
            "pengecoh yang sama",
        ),
        (
            Matching(*ASKED, pairs=tuple(Pair(k, k, k) for k in "abc"), others=("d",) * 9),
            "paling banyak 8",
        ),
        (Ordering(*ASKED, items=ABC[:2]), "3 sampai 8 butir"),
        (Cloze(*ASKED, gaps=(Gap(spans=(NEAR,)),)), "memuat tempat [[1]]"),
        (a_gap(Gap()), "Rumpang 1: Isi salah satu"),
        (a_gap(Gap(options=ABC[:1])), "Rumpang 1: Harus ada 2 sampai 8 pilihan"),
        (a_gap(Gap(accepted=(Accepted("a", HALF),))), "Rumpang 1: Sedikitnya satu"),
        (a_gap(Gap(spans=(NEAR,), weight=0)), "Bobot harus antara"),
        (Essay(*ASKED, criteria=()), "1 sampai 6 kriteria"),
        (Essay(*ASKED, criteria=(CRITERION, CRITERION)), "“isi” ada lebih dari satu kali"),
        (Essay(*ASKED, criteria=(replace(CRITERION, key="Isi 1"),)), "Nama kriteria"),
        (Essay(*ASKED, criteria=(replace(CRITERION, levels=("1",)),)), "4 uraian"),
        (
            Essay(*ASKED, selfcheck=True, lesson="01-x", criteria=(CRITERION,)),
            "tidak dapat menjadi soal periksa diri",
        ),
    ],
)
def test_each_fault_of_a_question_is_told(question: Question, told: str) -> None:
    assert any(told in fault for fault in check_question(question)), check_question(question)


def test_a_description_needs_only_its_text() -> None:
    assert check_question(Description("baca", "", Level.C1, "Baca.", "")) == ()
    assert check_question(TrueFalse(*ASKED, is_true=True)) == ()


def test_a_module_names_the_question_whose_sentence_left_the_lessons() -> None:
    module = a_whole_module()
    first, *others = module.questions
    asked = replace(first, grounds=("Kalimat ini sudah dihapus dari materi.",))
    (problem,) = check_module(replace(module, questions=(asked, *others)))
    assert problem.startswith(f"Soal “{first.key}”: Kalimat dasar tidak ada")
