"""Answers come from forms, go back into them, and are said in words."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from courses.answering import (
    MOST_ESSAY,
    MOST_SHORT,
    BadAnswer,
    Form,
    asked_items,
    fields,
    filled,
    handles,
    is_complete,
    option,
    read,
    right,
    right_answer,
    rights,
    said,
)
from courses.kinds import Level
from courses.marking import mark
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
from tests.courses.asked import marked_by_machine, plain_texts, questions
from tests.courses.values import a_choice

ASKED = ("soal", "Menjelaskan", Level.C1, "Apa?", "Begitu.")
OPTIONS = (Option("a", "Satu", True), Option("b", "Dua"), Option("c", "Tiga"))
CHOICE = Choice(*ASKED, options=OPTIONS)
CHOICES = Choices(*ASKED, options=OPTIONS)
TRUTH = TrueFalse(*ASKED, is_true=True)
WORDS = ShortAnswer(*ASKED, accepted=(Accepted("gotong*royong"), Accepted("x", Fraction(1, 2))))
NUMBER = Numeric(*ASKED, spans=(Span(Fraction("3.4"), Fraction("3.6")),), unit="km")
MATCHING = Matching(
    *ASKED,
    pairs=(Pair("a", "Desa", "Kades"), Pair("b", "Kota", "Wali"), Pair("c", "Dusun", "Kades")),
    others=("Camat",),
)
ORDERING = Ordering(*ASKED, items=OPTIONS)
CLOZE = Cloze(
    *ASKED,
    gaps=(Gap(options=OPTIONS), Gap(accepted=(Accepted("desa"),)), Gap(spans=NUMBER.spans)),
)
ESSAY = Essay(*ASKED, criteria=(Criterion("isi", "Isi", ("1", "2", "3", "4")),))
DESCRIPTION = Description(*ASKED)


def form(values: Mapping[str, Sequence[str]]) -> Form:
    return lambda name: list(values.get(name, ()))


@given(questions())
def test_a_form_has_one_field_for_each_place(question: Question) -> None:
    names = fields(question, "jawaban")
    assert len(set(names)) == len(names)
    assert all(name.startswith("jawaban") for name in names)
    assert read(question, form({}), "jawaban") == ()


def test_the_fields_are_named_by_their_places() -> None:
    assert fields(CHOICE, "j") == fields(CHOICES, "j") == fields(ESSAY, "j") == ("j",)
    assert fields(ORDERING, "j") == fields(CLOZE, "j") == ("j-1", "j-2", "j-3")
    assert fields(DESCRIPTION, "j") == ()


@given(marked_by_machine(plain_texts))
def test_a_right_answer_goes_into_the_form_and_back(question: Question) -> None:
    answer = right_answer(question)
    assert is_complete(question, answer)
    again = read(question, form(filled(question, answer, "j")), "j")
    assert mark(question, again) == 1
    assert again == answer


@given(questions(), st.data())
def test_a_form_of_anything_gives_an_answer_or_a_sentence(
    question: Question, data: st.DataObject
) -> None:
    values = st.sampled_from(["", "a", "b", "x1", "1", "2", "true", "3,5"]) | st.text(max_size=9)
    typed = {name: data.draw(st.lists(values, max_size=3)) for name in fields(question, "j")}
    try:
        answer = read(question, form(typed), "j")
    except BadAnswer as wrong:
        assert str(wrong).endswith(".")
        return
    assert all(isinstance(part, str) and "\0" not in part for part in answer)
    assert read(question, form(filled(question, answer, "j")), "j") == answer
    assert all(said(question, answer)) or isinstance(question, Description)


@given(questions())
def test_nothing_answered_is_nothing_said(question: Question) -> None:
    assert said(question, None) == said(question, ()) == ()
    assume(not isinstance(question, Description))
    assert not is_complete(question, None)


@pytest.mark.parametrize(
    ("question", "values", "answer"),
    [
        (CHOICE, {"j": ["b"]}, ("b",)),
        (CHOICES, {"j": ["c", "a", "c"]}, ("a", "c")),
        (TRUTH, {"j": ["false"]}, ("false",)),
        (WORDS, {"j": ["  gotong \n royong\x00 "]}, ("gotong royong",)),
        (NUMBER, {"j": [" 3,5 km "]}, ("3,5 km",)),
        (MATCHING, {"j-1": ["2"], "j-2": ["1"]}, ("a", "x1", "")),
        (ORDERING, {"j-1": ["1"], "j-2": ["3"], "j-3": ["2"]}, ("b", "c", "a")),
        (ORDERING, {"j-1": ["1"]}, ("b", "", "")),
        (CLOZE, {"j-1": ["b"], "j-2": [" di desa "], "j-3": ["3.5"]}, ("b", "di desa", "3.5")),
        (ESSAY, {"j": ["Satu.\r\n\r\nDua.\x08"]}, ("Satu.\n\nDua.",)),
        (ESSAY, {"j": ["  \n "]}, ()),
        (DESCRIPTION, {"j": ["apa saja"]}, ()),
    ],
)
def test_an_answer_is_read_from_its_fields(
    question: Question, values: dict[str, list[str]], answer: tuple[str, ...]
) -> None:
    assert read(question, form(values), "j") == answer


@pytest.mark.parametrize(
    ("question", "values", "told"),
    [
        (CHOICE, {"j": ["z"]}, "tidak ada dalam soal"),
        (CHOICES, {"j": ["a", "z"]}, "tidak ada dalam soal"),
        (TRUTH, {"j": ["benar"]}, "tidak ada dalam soal"),
        (MATCHING, {"j-1": ["x9"]}, "tidak ada dalam soal"),
        (ORDERING, {"j-1": ["4"]}, "tidak ada dalam soal"),
        (CLOZE, {"j-1": ["z"]}, "tidak ada dalam soal"),
        (ORDERING, {"j-1": ["2"], "j-3": ["2"]}, "Urutan 2 dipakai lebih dari satu kali"),
        (WORDS, {"j": ["k" * (MOST_SHORT + 1)]}, "201 huruf; paling banyak 200"),
        (CLOZE, {"j-2": ["k" * (MOST_SHORT + 1)]}, "paling banyak 200"),
        (ESSAY, {"j": ["k" * (MOST_ESSAY + 1)]}, "paling banyak 10000"),
        (NUMBER, {"j": ["tiga"]}, "“tiga” bukan angka"),
        (CLOZE, {"j-3": ["3,5 km"]}, "bukan angka"),
    ],
)
def test_an_answer_that_cannot_be_is_refused_with_the_remedy(
    question: Question, values: dict[str, list[str]], told: str
) -> None:
    with pytest.raises(BadAnswer, match=told):
        read(question, form(values), "j")


@pytest.mark.parametrize(
    ("question", "answer", "lines"),
    [
        (CHOICE, ("b",), ("Dua",)),
        (CHOICES, ("a", "c"), ("Satu", "Tiga")),
        (TRUTH, ("false",), ("Salah",)),
        (WORDS, ("royong",), ("royong",)),
        (NUMBER, ("3",), ("3 km",)),
        (NUMBER, ("3 KM",), ("3 KM",)),
        (MATCHING, ("a", "", "x1"), ("Desa → Kades", "Kota → (belum dijawab)", "Dusun → Camat")),
        (ORDERING, ("b", "", "a"), ("1. Dua", "2. (belum dijawab)", "3. Satu")),
        (CLOZE, ("c", "", "7"), ("[1] Tiga", "[2] (belum dijawab)", "[3] 7")),
        (ESSAY, ("Uraian.",), ("Uraian.",)),
    ],
)
def test_an_answer_is_said_in_words(
    question: Question, answer: tuple[str, ...], lines: tuple[str, ...]
) -> None:
    assert said(question, answer) == lines


@pytest.mark.parametrize(
    ("question", "lines"),
    [
        (CHOICE, ("Satu",)),
        (CHOICES, ("Satu",)),
        (TRUTH, ("Benar",)),
        (WORDS, ("gotong…royong",)),
        (NUMBER, ("3,4 sampai 3,6 km",)),
        (MATCHING, ("Desa → Kades", "Kota → Wali", "Dusun → Kades")),
        (ORDERING, ("1. Satu", "2. Dua", "3. Tiga")),
        (CLOZE, ("[1] Satu", "[2] desa", "[3] 3,4 sampai 3,6")),
        (ESSAY, ()),
        (DESCRIPTION, ()),
    ],
)
def test_what_is_right_is_said_in_words(question: Question, lines: tuple[str, ...]) -> None:
    assert right(question) == lines


@pytest.mark.parametrize(
    ("question", "answer", "complete"),
    [
        (CHOICES, ("a",), True),
        (CHOICES, (), False),
        (MATCHING, ("a", "b", ""), False),
        (MATCHING, ("a", "b"), False),
        (MATCHING, ("a", "b", "x1"), True),
        (ESSAY, (" ",), False),
        (DESCRIPTION, None, True),
    ],
)
def test_an_answer_is_complete_once_every_place_is_filled(
    question: Question, answer: tuple[str, ...] | None, complete: bool
) -> None:
    assert is_complete(question, answer) is complete


def test_a_right_that_belongs_to_two_pairs_is_shown_once() -> None:
    assert [(each.key, each.text) for each in rights(MATCHING)] == [
        ("a", "Kades"),
        ("b", "Wali"),
        ("x1", "Camat"),
    ]


def test_an_option_is_found_by_its_key() -> None:
    question = a_choice(right="c")
    assert option(question, "b") == question.options[1]
    assert option(question, "z") is option(question, None) is option(TRUTH, "a") is None
    assert option(ORDERING, "c") == OPTIONS[2]


@given(questions())
def test_the_fields_of_a_form_do_not_tell_the_key(question: Question) -> None:
    # the same question, its pairs matched otherwise or its items in another right order
    match question:
        case Matching():
            turned = (*question.pairs[1:], question.pairs[0])
            other: Question = replace(
                question,
                pairs=tuple(
                    replace(pair, right=by.right)
                    for pair, by in zip(question.pairs, turned, strict=True)
                ),
            )
            seen = [
                sorted(zip(handles(each).values(), _shown(each), strict=True))
                for each in (question, other)
                if isinstance(each, Matching)
            ]
        case Ordering():
            keys = [item.key for item in question.items]
            turned_items = zip(keys, reversed(question.items), strict=True)
            other = replace(
                question, items=tuple(replace(item, key=key) for key, item in turned_items)
            )
            seen = [
                [item.text for item in asked_items(each)]
                for each in (question, other)
                if isinstance(each, Ordering)
            ]
        case _:
            return
    assert seen[0] == seen[1]


def _shown(question: Matching) -> list[str]:
    texts = {each.key: each.text for each in rights(question)}
    return [texts[key] for key in handles(question)]
