"""What is written is read back equal; two versions are told apart."""

from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses import media
from courses.comparing import Mark, compare, lines_between
from courses.kinds import Form, Level, Track
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
    Library,
    Matching,
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
from courses.reading import read
from courses.write_questions import amount
from courses.writing import library_files

CONTENT = Path(__file__).resolve().parents[2] / "courses" / "content"
PDF = b"%PDF-1.4\n" + b"% kosong\n" * 100_000 + b"%%EOF\n"
WHO = "Menjelaskan: siapa “relawan” #1"


def _asked(key: str, **more: object) -> dict[str, Any]:
    facts: dict[str, Any] = {
        "objective": WHO,
        "level": Level.C2,
        "explanation": f"Karena\n\n- {key}",
    }
    return {"key": key, "stem": f"Soal {key}: ya?", **facts, **more}


def _options(*texts: str, right: int = 0) -> tuple[Option, ...]:
    return tuple(
        Option("abcdefgh"[n], text, n == right, feedback="Coba lagi." if n == 1 else "")
        for n, text in enumerate(texts)
    )


def _criterion(key: str) -> Criterion:
    return Criterion(key, f"Kriteria {key}", ("satu", "dua", "tiga", "empat"))


def _questions() -> tuple[Question, ...]:
    made: list[Question] = [
        Choice(
            **_asked(f"cek-{n}", selfcheck=True, lesson="01-arti"),
            options=_options("ya", "tidak", "2026"),
        )
        for n in range(3)
    ]
    third = Fraction(1, 3)
    some = (
        Option("a", "satu", True, Fraction(1, 3)),
        Option("b", "dua", True, Fraction(2, 3)),
        Option("c", "tiga", False, -third),
    )
    cloze = Cloze(
        **_asked("isi", stem="Ibu [[1]] [[2]] [[3]]."),
        gaps=(
            Gap(options=_options("kota", "desa")),
            Gap(accepted=(Accepted("di*"), Accepted("ke", Fraction(1, 2))), weight=2),
            Gap(spans=(Span(Fraction(1), Fraction(3, 2)),)),
        ),
    )
    more: list[Question] = [
        Choice(**_asked("pilih", form=Form.A), options=_options("true", "1e3", "- butir", right=2)),
        Choices(**_asked("banyak"), options=some),
        TrueFalse(**_asked("benar"), is_true=False),
        ShortAnswer(
            **_asked("singkat"), accepted=(Accepted("PSM"), Accepted("p*", third)), minds_case=True
        ),
        Numeric(
            **_asked("angka"),
            spans=(Span(Fraction("12.5"), Fraction(13)), Span(Fraction(-2), Fraction(0), third)),
            unit="kg",
        ),
        Matching(
            **_asked("jodoh"),
            pairs=tuple(Pair(k, f"kiri {k}", f"kanan {k}") for k in "abc"),
            others=("lain",),
        ),
        Ordering(**_asked("urut"), items=tuple(Option(k, f"langkah {k}") for k in "abc")),
        cloze,
        Essay(**_asked("uraian"), criteria=(_criterion("isi"), _criterion("bahasa"))),
        Description(**_asked("bacaan")),
    ]
    return (*made, *more)


@pytest.fixture
def module() -> Module:
    """A module with everything that a module may have."""
    return Module(
        slug="segala",
        code="A19",
        title="Segala: “isi”",
        track=Track.DASAR,
        jp=2,
        summary="Ringkas: ya.",
        outcome="Mampu.",
        indicators=(WHO,),
        sources=(Source("UU 11/2009", "Pasal 1: a"),),
        valid_on=date(2026, 11, 1),
        review_on=date(2027, 11, 1),
        lessons=(
            Lesson("01-arti", "Arti: awal", 5, "## Arti\n\n---\n\n[Formulir](media/form.pdf)\n"),
        ),
        questions=_questions(),
        plan=(Step(60, "Pembukaan: salam", "Ceramah"), Step(30, "Kasus", "Kelompok", "Kartu")),
        handouts=(Handout("01-kasus", "Kasus", True, "Baca kasus ini.\n"),),
        media=(media.examine("form.pdf", PDF),),
    )


def _read_back(library: Library, folder: Path) -> Library:
    known = {
        each.digest: content for each, content in media.contents(CONTENT, library_of_content())
    }
    known[media.examine("form.pdf", PDF).digest] = PDF
    for path, content in library_files(library, lambda found: known[found.digest]).items():
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
    return read(folder)


def library_of_content() -> Library:
    """Give the shipped content."""
    return read(CONTENT)


def test_the_shipped_content_with_a_module_of_every_kind_comes_back_equal(
    tmp_path: Path, module: Module
) -> None:
    shipped = library_of_content()
    modules = sorted((*shipped.modules, module), key=lambda each: each.slug)
    library = replace(shipped, modules=tuple(modules))
    assert _read_back(library, tmp_path) == library


@given(st.fractions(min_value=-1000, max_value=1000, max_denominator=1000))
def test_amounts_are_written_exactly(value: Fraction) -> None:
    text = amount(value)
    assert Fraction(text.replace(",", ".")) == value


class TestComparing:
    def test_the_same_says_nothing(self, module: Module) -> None:
        assert compare(module, module).is_empty

    def test_every_part_tells_what_became_of_it(self, module: Module) -> None:
        lesson = module.lessons[0]
        after = replace(
            module,
            title="Lain",
            lessons=(
                replace(lesson, text="## Arti\n\nBaru.\n"),
                Lesson("02-nilai", "Nilai", 5, "Nilai.\n"),
            ),
            questions=(
                replace(module.questions[0], stem="Lain?"),
                *module.questions[2:],
                replace(module.questions[1], key="baru"),
            ),
            plan=(),
            handouts=(),
            media=(),
        )
        found = compare(module, after)
        assert [(c.name, c.mark) for c in found.header] == [("title", Mark.CHANGED)]
        assert [(c.name, c.mark) for c in found.lessons] == [
            ("arti", Mark.CHANGED),
            ("nilai", Mark.ADDED),
        ]
        assert {(c.name, c.mark) for c in found.questions} == {
            ("cek-0", Mark.CHANGED),
            ("cek-1", Mark.REMOVED),
            ("baru", Mark.ADDED),
        }
        assert [each[0].mark for each in (found.plan, found.handouts, found.media)] == [
            Mark.REMOVED
        ] * 3

    @given(st.lists(st.sampled_from("abc")), st.lists(st.sampled_from("abc")))
    def test_the_lines_lead_from_one_text_to_the_other(
        self, before: list[str], after: list[str]
    ) -> None:
        lines = lines_between("\n".join(before), "\n".join(after))
        kept = sum(line.count for line in lines if line.mark in (Mark.SAME, Mark.LEFT_OUT))
        assert kept + sum(line.mark is Mark.REMOVED for line in lines) == len(before)
        assert kept + sum(line.mark is Mark.ADDED for line in lines) == len(after)
