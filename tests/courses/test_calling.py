"""A form's source says nothing of the order in which the options stand in the file."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.answering import BadAnswer, Form, filled, read
from courses.calling import SEALED, called, meant
from courses.kinds import Level
from courses.marking import mark
from courses.model import (
    Answer,
    Choice,
    Choices,
    Cloze,
    Gap,
    Option,
    Question,
    ShortAnswer,
    TrueFalse,
)
from tests.courses.asked import choices, clozes, several_choices, truths

ASKED = ("soal", "Menjelaskan", Level.C1, "Apa?", "Begitu.")
OPTIONS = (Option("a", "Satu", True), Option("b", "Dua"), Option("c", "Tiga"))
CHOICE = Choice(*ASKED, options=OPTIONS)
CHOICES = Choices(*ASKED, options=OPTIONS)
TRUTH = TrueFalse(*ASKED, is_true=True)
CLOZE = Cloze(*ASKED, gaps=(Gap(options=OPTIONS), Gap(options=OPTIONS[:2])))

seeds = st.text("0123456789abcdef", min_size=8, max_size=32)
sealed = seeds.map(lambda text: SEALED + text)
chosen_from = choices() | several_choices() | truths() | clozes()


def form(values: Mapping[str, Sequence[str]]) -> Form:
    return lambda name: list(values.get(name, ()))


def answers_to(question: Question) -> st.SearchStrategy[Answer]:
    """Give answers that fill in every place with something to choose."""
    match question:
        case Choices():
            keys = [each.key for each in question.options]
            some = st.sets(st.sampled_from(keys), min_size=1)
            return some.map(lambda chosen: tuple(key for key in keys if key in chosen))
        case Cloze():
            gaps = [called(question, "", n) or {"7": ""} for n in range(1, len(question.gaps) + 1)]
            return st.tuples(*(st.sampled_from(sorted(keys)) for keys in gaps))
        case _:
            return st.sampled_from(sorted(called(question, ""))).map(lambda key: (key,))


@given(chosen_from, seeds | sealed, st.data())
def test_what_a_form_sends_is_what_was_chosen(
    question: Question, seed: str, data: st.DataObject
) -> None:
    answer = data.draw(answers_to(question))
    assert read(question, form(filled(question, answer, "j", seed)), "j", seed) == answer


@given(chosen_from, seeds, st.data())
def test_a_page_from_before_there_were_such_names_is_still_read(
    question: Question, seed: str, data: st.DataObject
) -> None:
    answer = data.draw(answers_to(question))
    assert read(question, form(filled(question, answer, "j")), "j", seed) == answer


@given(choices() | several_choices() | truths(), sealed, st.data())
def test_who_sends_keys_by_hand_gets_nowhere(
    question: Question, seed: str, data: st.DataObject
) -> None:
    answer = data.draw(answers_to(question))
    with pytest.raises(BadAnswer, match="tidak ada dalam soal"):
        read(question, form(filled(question, answer, "j")), "j", seed)


@given(chosen_from, seeds | sealed)
def test_every_option_has_its_own_name_which_is_no_key(question: Question, seed: str) -> None:
    gaps = range(1, len(question.gaps) + 1) if isinstance(question, Cloze) else [0]
    for gap in gaps:
        names = called(question, seed, gap)
        assert len(set(names.values())) == len(names)
        assert all(re.fullmatch("[0-9a-f]{12}", name) for name in names.values())
        assert {meant(question, seed, gap)[names[key]] for key in names} == set(names)


@pytest.mark.parametrize("question", [CHOICE, CHOICES, TRUTH], ids=lambda each: each.type)
def test_names_differ_from_attempt_to_attempt_and_from_question_to_question(
    question: Question,
) -> None:
    other = replace(question, key="lain")
    names = [
        *called(question, "satu").values(),
        *called(question, "dua").values(),
        *called(other, "satu").values(),
    ]
    assert len(set(names)) == len(names)
    assert called(question, "satu") == called(question, "satu")


def test_gaps_with_the_same_options_call_them_otherwise() -> None:
    assert not set(called(CLOZE, "s", 1).values()) & set(called(CLOZE, "s", 2).values())


def test_sorted_by_name_the_right_option_stands_everywhere_alike() -> None:
    drawn = [called(CHOICE, str(number)) for number in range(600)]
    places = [sorted(names.values()).index(names["a"]) for names in drawn]
    for place in range(len(OPTIONS)):
        assert 150 < places.count(place) < 250


@given(seeds)
def test_choosing_the_first_of_the_file_by_hand_earns_nothing(seed: str) -> None:
    first = form({"j": ["a"]})
    assert mark(CHOICE, read(CHOICE, first, "j", seed)) == 1  # an attempt from before
    with pytest.raises(BadAnswer):
        read(CHOICE, first, "j", SEALED + seed)


@given(seeds | sealed)
def test_what_is_typed_keeps_its_words(seed: str) -> None:
    words = ShortAnswer(*ASKED, accepted=())
    assert filled(words, ("a",), "j", seed) == {"j": ["a"]}
    assert read(words, form({"j": ["a"]}), "j", seed) == ("a",)
