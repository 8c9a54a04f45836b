"""A reading becomes the JSON of `lms questions`, and that becomes the same drafts again."""

import json
from dataclasses import fields, replace
from fractions import Fraction

import pytest
from hypothesis import given, settings

from courses.exchange import contract
from courses.exchange.drafts import (
    Draft,
    DraftAnswer,
    DraftFile,
    DraftPair,
    DraftWord,
    FileProblem,
    Markup,
    Reading,
    Unreadable,
)
from tests.courses.exchange.strategies import files

FULL = Draft(
    "numerical",
    7,
    name="Nama",
    text="Teks",
    markup=Markup.HTML,
    generalfeedback="Umum",
    answers=(DraftAnswer("1", Fraction(-1, 3), "Umpan", Fraction(1, 8), Markup.PLAIN),),
    single=False,
    minds_case=True,
    correctanswer=False,
    feedbacktrue="Ya",
    feedbackfalse="Tidak",
    pairs=(DraftPair("kiri", "kanan"),),
    words=(DraftWord("kata", 2, True),),
    graderinfo="Rubrik",
    defaultgrade=Fraction(5, 2),
    idnumber="n-1",
    tags=("satu", "dua"),
    category="a/b",
    objective="DSR-1",
    level="C2",
    files=(DraftFile("gambar.png", "AAAA"),),
    unit="kg",
)


def printed(reading: Reading) -> str:
    return "".join(contract.pieces(reading))


def test_nothing_of_a_draft_is_lost() -> None:
    plain = Draft("", 0)
    assert all(getattr(FULL, spec.name) != getattr(plain, spec.name) for spec in fields(Draft))
    assert contract.drafts_of(printed(Reading((FULL,)))) == (FULL,)


@settings(max_examples=50)
@given(files())
def test_any_reading_comes_back(found: tuple[Draft, ...]) -> None:
    again = contract.drafts_of(printed(Reading(found)))
    assert tuple(replace(draft, line=0) for draft in again) == found


def test_the_words_are_those_of_the_contract() -> None:
    drafts = (
        Draft("category", 1, text="a/b"),
        Draft("match", 3, text="Apa?", pairs=(DraftPair("kiri", "kanan"),)),
        Draft("multichoice", 5, answers=(DraftAnswer("x", Fraction(1), "ya"),)),
    )
    said = json.loads(printed(Reading(drafts, (FileProblem(9, "Rusak."),))))
    assert said["questions"] == [
        {"type": "category", "line": 1, "category": "a/b"},
        {
            "type": "match",
            "line": 3,
            "name": "",
            "text": "Apa?",
            "generalfeedback": "",
            "pairs": [{"q": "kiri", "a": "kanan"}],
        },
        {
            "type": "multichoice",
            "line": 5,
            "name": "",
            "text": "",
            "generalfeedback": "",
            "answers": [{"text": "x", "fraction": 1, "feedback": "ya"}],
        },
    ]
    assert said["problems"] == [{"line": 9, "message": "Rusak."}]


def test_a_list_written_by_hand_needs_no_more_than_types_and_texts() -> None:
    found = contract.drafts_of('[{"type": "essay", "text": "Apa?"}, {"type": "essay"}]')
    assert found == (Draft("essay", 1, text="Apa?"), Draft("essay", 2))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[",
        "1",
        "{}",
        "[1]",
        '{"questions": 1}',
        '[{"type": "peta"}]',
        '[{"type": "essay", "text": 1}]',
        '[{"type": "essay", "line": "1"}]',
        '[{"type": "essay", "markup": "rtf"}]',
        '[{"type": "essay", "tags": [1]}]',
        '[{"type": "essay", "tags": "a"}]',
        '[{"type": "essay", "single": 1}]',
        '[{"type": "essay", "pairs": {}}]',
        '[{"type": "essay", "words": [{}]}]',
        '[{"type": "essay", "defaultgrade": "1"}]',
        '[{"type": "essay", "answers": [{"fraction": true}]}]',
        '[{"type": "essay", "answers": [{"fraction": NaN}]}]',
        '[{"type": "essay", "answers": [{"fraction": 1e999}]}]',
        '[{"type": "essay", "answers": [{"tolerance": "1e999"}]}]',
        "[" * 100_000,
        '[{"type": "essay", "line": ' + "1" * 5000 + "}]",
    ],
)
def test_another_json_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(Unreadable, match=r"bukan JSON soal.*\.$"):
        contract.drafts_of(text)
