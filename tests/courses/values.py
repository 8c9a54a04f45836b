"""Hypothesis strategies and small makers for content values."""

from datetime import date
from string import ascii_lowercase

from hypothesis import strategies as st

from courses.kinds import Level, RubricKind, Track
from courses.model import Choice, Criterion, Lesson, Module, Option, Rubric, Source

texts = st.text(min_size=1, max_size=40)


def a_choice(
    key: str = "soal", *, right: str = "a", options_count: int = 4, lesson: str | None = None
) -> Choice:
    """Give a question whose option `right` is right; a self-check when it names a lesson."""
    options = tuple(
        Option(each, f"Jawaban {each}", each == right) for each in ascii_lowercase[:options_count]
    )
    return Choice(
        key,
        "Menjelaskan",
        Level.C1,
        f"Apa arti {key}?",
        options,
        "Karena begitu.",
        selfcheck=lesson is not None,
        lesson=lesson,
    )


def a_module(slug: str = "modul", *, pool_count: int = 5, text: str = "Isi.\n") -> Module:
    """Give a module with one lesson, one self-check and `pool_count` questions for tests."""
    pool = tuple(a_choice(f"soal-{number}") for number in range(pool_count))
    return Module(
        slug=slug,
        code="A7",
        title=f"Modul {slug}",
        track=Track.DASAR,
        jp=2,
        summary="Ringkas.",
        outcome="Mampu.",
        indicators=("Menjelaskan",),
        sources=(Source("UU Nomor 11 Tahun 2009", "Pasal 1"),),
        valid_on=date(2026, 11, 1),
        review_on=date(2027, 1, 31),
        lessons=(Lesson("01-arti", "Arti", 10, text),),
        questions=(a_choice("cek-1", lesson="01-arti"), *pool),
    )


@st.composite
def choices(draw: st.DrawFn) -> Choice:
    """Give any question with three to five options."""
    count = draw(st.integers(3, 5))
    right = draw(st.sampled_from(ascii_lowercase[:count]))
    options = tuple(Option(key, draw(texts), key == right) for key in ascii_lowercase[:count])
    return Choice(
        draw(texts),
        draw(texts),
        draw(st.sampled_from(Level)),
        draw(texts),
        options,
        draw(texts),
        draw(st.booleans()),
        draw(st.none() | texts),
    )


@st.composite
def rubrics(draw: st.DrawFn) -> Rubric:
    """Give any rubric with one to eight criteria."""
    criteria = tuple(
        Criterion(f"kriteria-{number}", draw(texts), tuple(draw(texts) for _ in range(4)))
        for number in range(draw(st.integers(1, 8)))
    )
    return Rubric("rubrik", draw(texts), draw(st.sampled_from(RubricKind)), criteria, 70)
