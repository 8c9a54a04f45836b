"""The editor of questions: what it shows is what it saves, for every kind."""

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from string import ascii_lowercase
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

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
    Matching,
    Numeric,
    Option,
    Ordering,
    Pair,
    Question,
    ShortAnswer,
    Span,
    TrueFalse,
)
from lms.workshop import item_numbers
from lms.workshop.item_filling import filled
from lms.workshop.item_reading import KINDS, Places, Reading, read
from lms.workshop.item_rows import acted, cleaned

PLACES = Places(("Menjelaskan", "Menerapkan"), ("01-arti", "02-nilai"))

_letters = st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp"))
texts = st.text(_letters, min_size=1, max_size=30).map(str.strip).filter(bool)
blocks = st.lists(texts, min_size=1, max_size=3).map("\n".join)
lines = texts.map(lambda text: " ".join(text.split())).filter(bool)
maybe = st.just("") | texts
shares = st.fractions(min_value=-1, max_value=1, max_denominator=60)
numbers = st.fractions(min_value=-(10**6), max_value=10**6, max_denominator=1000)


def _unlike(found: list[str]) -> bool:
    return len({text.casefold() for text in found}) == len(found)


def several(least: int = 2, most: int = 6, of: Any = texts) -> Any:
    """Give lists of texts of which no two are alike."""
    return st.lists(of, min_size=least, max_size=most).filter(_unlike)


@st.composite
def options(draw: Callable[..., Any], *, is_single: bool) -> tuple[Option, ...]:
    found = draw(several())
    if is_single:
        rights = {draw(st.integers(0, len(found) - 1))}
    else:
        rights = draw(st.sets(st.integers(0, len(found) - 1), min_size=1))
    return tuple(
        Option(key, text, place in rights, draw(st.none() | shares), draw(maybe))
        for place, (key, text) in enumerate(zip(ascii_lowercase, found, strict=False))
    )


@st.composite
def accepted(draw: Callable[..., Any]) -> tuple[Accepted, ...]:
    whole = [Accepted(text) for text in draw(several(1, of=lines))]
    parts = draw(st.lists(st.builds(Accepted, lines, shares, texts), max_size=3))
    return (*whole, *parts)


@st.composite
def spans(draw: Callable[..., Any]) -> tuple[Span, ...]:
    ends = draw(st.lists(st.tuples(numbers, numbers), min_size=1, max_size=4))
    return tuple(Span(min(pair), max(pair), draw(shares), draw(maybe)) for pair in ends)


gaps = (
    st.builds(lambda o, w: Gap(options=o, weight=w), options(is_single=True), st.integers(1, 100))
    | st.builds(
        lambda a, m, w: Gap(accepted=a, minds_case=m, weight=w),
        accepted(),
        st.booleans(),
        st.integers(1, 9),
    )
    | st.builds(lambda s: Gap(spans=s), spans())
)


@st.composite
def clozes(draw: Callable[..., Any], asked: dict[str, Any]) -> Cloze:
    found = draw(st.lists(gaps, min_size=1, max_size=3))
    places = " ".join(f"kata [[{number}]]" for number in range(1, len(found) + 1))
    return Cloze(**{**asked, "stem": places}, gaps=tuple(found))


@st.composite
def criteria(draw: Callable[..., Any]) -> tuple[Criterion, ...]:
    titles = draw(several(1, 4))
    return tuple(
        Criterion(f"k{place}", title, tuple(draw(st.lists(texts, min_size=4, max_size=4))))
        for place, title in enumerate(titles)
    )


def _own(kind: str, asked: dict[str, Any]) -> st.SearchStrategy[Question]:
    pairs = several().flatmap(
        lambda found: st.tuples(
            *(
                st.builds(Pair, st.just(k), st.just(t), texts)
                for k, t in zip("abcdef", found, strict=False)
            )
        )
    )
    items = several().map(lambda found: tuple(map(Option, "abcdef", found)))
    made: dict[str, st.SearchStrategy[Any]] = {
        "choice": st.builds(lambda o: Choice(**asked, options=o), options(is_single=True)),
        "choices": st.builds(lambda o: Choices(**asked, options=o), options(is_single=False)),
        "truefalse": st.builds(lambda t: TrueFalse(**asked, is_true=t), st.booleans()),
        "shortanswer": st.builds(
            lambda a, m: ShortAnswer(**asked, accepted=a, minds_case=m), accepted(), st.booleans()
        ),
        "numeric": st.builds(
            lambda s, u: Numeric(**asked, spans=s, unit=u), spans(), st.sampled_from(["", "JP"])
        ),
        "matching": st.builds(
            lambda p, o: Matching(**asked, pairs=p, others=tuple(dict.fromkeys(o))),
            pairs,
            st.lists(lines, max_size=3),
        ),
        "ordering": st.builds(lambda i: Ordering(**asked, items=i), items),
        "cloze": clozes(asked),
        "essay": st.builds(lambda c: Essay(**asked, criteria=c), criteria()),
        "description": st.just(Description(**asked)),
    }
    return made[kind]


@st.composite
def questions(draw: Callable[..., Any]) -> Question:
    """Give any question that an editor can hold."""
    lesson = draw(st.none() | st.sampled_from(sorted(PLACES.lessons)))
    asked = {
        "key": "soal",
        "objective": draw(st.sampled_from(["", *PLACES.objectives])),
        "level": draw(st.sampled_from(Level)),
        "stem": draw(blocks),
        "explanation": draw(st.just("") | blocks),
        "selfcheck": bool(lesson) and draw(st.booleans()),
        "lesson": lesson,
        "form": draw(st.none() | st.sampled_from(Form)),
    }
    found: Question = draw(_own(draw(st.sampled_from(KINDS)), asked))
    return found


def a_choice(**changes: Any) -> Choice:
    """Give a question that may be asked."""
    asked = Choice(
        key="soal",
        objective="Menjelaskan",
        level=Level.C1,
        stem="Apa arti relawan?",
        explanation="Karena sukarela.",
        options=tuple(Option(key, f"Jawaban {key}", key == "b") for key in "abcd"),
    )
    return replace(asked, **changes)


def _read(kind: str, **fields: str) -> Reading:
    base = {"stem": "Apa?", "level": "C1", "use": "tes"}
    return read(kind, cleaned(base | fields), PLACES, key="soal")


@given(questions())
def test_what_the_editor_shows_is_what_it_saves(question: Question) -> None:
    shown = filled(question)
    again = read(question.type, cleaned(shown), PLACES, key=question.key)
    assert again.errors == {}
    assert again.question == question


@given(questions())
def test_what_is_saved_is_shown_again(question: Question) -> None:
    saved = read(question.type, cleaned(filled(question)), PLACES, key="soal").question
    assert saved is not None and filled(saved) == filled(question)


@given(
    st.dictionaries(st.sampled_from(sorted(filled(a_choice()))), st.text()), st.sampled_from(KINDS)
)
def test_whatever_is_typed_is_a_question_or_errors(fields: dict[str, str], kind: str) -> None:
    found = read(kind, cleaned(fields), PLACES, key="soal")
    assert (found.question is None) == bool(found.errors)


@given(numbers)
def test_numbers_come_back_exactly(value: Fraction) -> None:
    assert item_numbers.number(item_numbers.number_text(value)) == value


@given(shares)
def test_parts_of_a_mark_come_back_exactly(value: Fraction) -> None:
    assert item_numbers.share(item_numbers.share_text(value)) == value


@pytest.mark.parametrize(
    ("typed", "low", "high"),
    [
        ("3,5", "7/2", "7/2"),
        ("1.250", "1250", "1250"),
        ("3 sampai 4", "3", "4"),
        ("4 s.d. 3", "3", "4"),
        ("−2", "-2", "-2"),
    ],
)
def test_numbers_are_read_as_people_type_them(typed: str, low: str, high: str) -> None:
    assert item_numbers.span(typed) == (Fraction(low), Fraction(high))


@pytest.mark.parametrize("typed", ["banyak", "", "1/0", "3 sampai", "12345678901234567890/7x"])
def test_what_is_no_number_is_none(typed: str) -> None:
    assert item_numbers.span(typed) is None


def test_a_tolerance_is_put_around_the_number() -> None:
    found = _read("numeric", **{"span-1-value": "3,5", "span-1-tolerance": "0,1"}).question
    assert isinstance(found, Numeric)
    assert found.spans == (Span(Fraction("3.4"), Fraction("3.6")),)


@pytest.mark.parametrize(
    ("kind", "fields", "name"),
    [
        ("choice", {"option-1-text": "A", "option-2-text": "B"}, "option"),
        ("choice", {"option-1-text": "A", "option-right": "1"}, "option"),
        ("choice", {"option-1-text": "A", "option-2-text": "a", "option-right": "1"}, "option"),
        ("choices", {"option-1-text": "A", "option-2-text": "B"}, "option"),
        ("choice", {"option-1-text": "A", "option-1-share": "banyak"}, "option-1-share"),
        ("choice", {"option-1-share": "50"}, "option-1-text"),
        ("truefalse", {}, "is_true"),
        ("shortanswer", {}, "words"),
        ("numeric", {}, "span"),
        ("numeric", {"span-1-value": "banyak"}, "span-1-value"),
        ("numeric", {"span-1-value": "3", "span-1-tolerance": "-1"}, "span-1-tolerance"),
        ("matching", {"pair-1-left": "A"}, "pair-1-right"),
        ("ordering", {"item-1-text": "A"}, "item"),
        ("cloze", {"stem": "tanpa tempat"}, "stem"),
        ("cloze", {"stem": "[[1]] dan [[3]]"}, "stem"),
        ("cloze", {"stem": "[[1]]"}, "gap-1-option"),
        ("cloze", {"stem": "[[1]]", "gap-1-weight": "0"}, "gap-1-weight"),
        ("essay", {}, "criterion"),
        ("essay", {"criterion-1-title": "Isi", "criterion-1-level-1": "x"}, "criterion-1-level-2"),
        ("description", {"stem": ""}, "stem"),
        ("description", {"objective": "Menari"}, "objective"),
        ("description", {"use": "periksa-diri"}, "lesson"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(kind: str, fields: dict[str, str], name: str) -> None:
    found = _read(kind, **fields)
    assert found.question is None
    assert name in found.errors


def test_rows_are_added_removed_and_moved_with_the_right_one() -> None:
    fields = filled(a_choice())
    assert "option-5-text" in (acted(fields, "add:option") or {})
    less = acted(fields, "remove:option:1") or {}
    assert (less["option-1-text"], less["option-right"]) == ("Jawaban b", "1")
    assert "option-4-text" not in less
    moved = acted(fields, "up:option:2") or {}
    assert (moved["option-1-text"], moved["option-right"]) == ("Jawaban b", "1")
    assert (moved["option-2-text"]) == "Jawaban a"
    assert acted(fields, "remove:option:2") == {
        **{k: v for k, v in fields.items() if not k.startswith("option-")},
        "option-1-text": "Jawaban a",
        "option-2-text": "Jawaban c",
        "option-3-text": "Jawaban d",
        "option-right": "",
    }
    assert acted(fields, "save") is None
