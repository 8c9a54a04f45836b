"""Small makers of content values. The strategies for questions stand in `asked`."""

from datetime import date
from string import ascii_lowercase

from hypothesis import strategies as st

from courses.kinds import Level, RubricKind, Track
from courses.model import Choice, Criterion, Lesson, Module, Option, Question, Rubric, Source
from tests.courses.asked import choices, questions, texts

__all__ = ["a_choice", "a_module", "choices", "questions", "rubrics", "texts"]


def a_choice(
    key: str = "soal",
    *,
    right: str = "a",
    options_count: int = 4,
    lesson: str | None = None,
    objective: str = "Menjelaskan",
    level: Level = Level.C1,
) -> Choice:
    """Give a question whose option `right` is right; a self-check when it names a lesson."""
    options = tuple(
        Option(each, f"Jawaban {each}", each == right) for each in ascii_lowercase[:options_count]
    )
    return Choice(
        key,
        objective,
        level,
        f"Apa arti {key}?",
        "Karena begitu.",
        selfcheck=lesson is not None,
        lesson=lesson,
        options=options,
    )


def a_module(
    slug: str = "modul",
    *,
    pool_count: int = 5,
    text: str = "Isi.\n",
    pool: tuple[Question, ...] | None = None,
) -> Module:
    """Give a module with one lesson, one self-check and a pool of `pool_count` for tests."""
    if pool is None:
        pool = tuple(a_choice(f"soal-{number}") for number in range(pool_count))
    return Module(
        slug=slug,
        code="A7",
        title=f"Modul {slug}",
        track=Track.DASAR,
        jp=2,
        summary="Ringkas.",
        outcome="Mampu.",
        indicators=("Menjelaskan", "Menerapkan"),
        sources=(Source("UU Nomor 11 Tahun 2009", "Pasal 1"),),
        valid_on=date(2026, 11, 1),
        review_on=date(2027, 1, 31),
        lessons=(Lesson("01-arti", "Arti", 10, text),),
        questions=(a_choice("cek-1", lesson="01-arti"), *pool),
    )


@st.composite
def rubrics(draw: st.DrawFn) -> Rubric:
    """Give any rubric with one to eight criteria."""
    criteria = tuple(
        Criterion(f"kriteria-{number}", draw(texts), tuple(draw(texts) for _ in range(4)))
        for number in range(draw(st.integers(1, 8)))
    )
    kind = draw(st.sampled_from(RubricKind))
    return Rubric("rubrik", draw(texts), kind, criteria, 70, draw(texts | st.just("")))
