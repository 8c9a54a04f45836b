"""Our export reads back the same; no file breaks the reader, takes long or fills the memory."""

import random
import subprocess
import sys
import time
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from courses.exchange import moodle_xml
from courses.exchange.accepting import accept
from courses.exchange.drafts import (
    Draft,
    DraftAnswer,
    DraftFile,
    DraftPair,
    DraftWord,
    Markup,
    Reading,
    Unreadable,
)
from tests.courses.exchange.moodle_files import (
    HIDDEN_OUTSIDE,
    LAUGHS,
    OUTSIDE,
    a_question,
    a_quiz,
    an_answer,
)

SECONDS = 20
MEMORY_MB = 300
SHARES = [Fraction(1), Fraction(0), Fraction(1, 3), Fraction(-1, 7), Fraction(1, 20)]

text = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn"])).map(str.strip)
words = text.filter(bool)
share = st.sampled_from(SHARES)
markups = st.sampled_from(Markup)
answers = st.lists(st.builds(DraftAnswer, words, share, text, markup=markups), max_size=4)
numbers = st.integers(-(10**6), 10**6).map(lambda number: Fraction(number, 1000))
spans = st.lists(
    st.builds(
        DraftAnswer,
        numbers.map(lambda number: str(float(number))) | st.just("*"),
        share,
        text,
        st.none() | numbers.map(abs),
        markups,
    )
)
pairs = st.lists(st.builds(DraftPair, words, text) | st.builds(DraftPair, st.just(""), words))
said_of: dict[str, dict[str, st.SearchStrategy[Any]]] = {
    "multichoice": {"answers": answers, "single": st.booleans()},
    "truefalse": {"correctanswer": st.booleans(), "feedbacktrue": text, "feedbackfalse": text},
    "shortanswer": {"answers": answers, "minds_case": st.booleans()},
    "numerical": {"answers": spans, "unit": text},
    "match": {"pairs": pairs},
    "essay": {"graderinfo": text},
    "description": {},
    "multianswer": {"text": text.map(lambda stem: f"{{1:SA:=ya}} {stem}".strip())},
    "gapselect": {"words": st.lists(st.builds(DraftWord, text, st.integers(1, 9)))},
    "ddwtos": {"words": st.lists(st.builds(DraftWord, text, st.integers(1, 9), st.booleans()))},
    "ordering": {
        "answers": st.lists(st.builds(DraftAnswer, words, st.just(Fraction(1)), markup=markups))
    },
    "category": {},
}


@st.composite
def drafts(draw: st.DrawFn) -> Draft:
    type_ = draw(st.sampled_from(sorted(said_of)))
    strategies: dict[str, st.SearchStrategy[Any]] = {
        "text": text,
        "markup": markups,
        "generalfeedback": text,
        "idnumber": text,
    }
    if type_ != "category":
        strategies |= {
            "name": text,
            "defaultgrade": numbers,
            "tags": st.lists(words.map(lambda tag: f"k {tag}")),
            "objective": text,
            "level": st.sampled_from(["", "C1", "C4"]),
            "files": st.sets(st.builds(DraftFile, words, st.just("QUJD"))).map(
                lambda files: sorted(files, key=lambda file: file.name)
            ),
        }
    told = {name: draw(each) for name, each in (strategies | said_of[type_]).items()}
    return Draft(type_, 1, **{n: tuple(v) if isinstance(v, list) else v for n, v in told.items()})


def settled(reading: Reading) -> list[Draft]:
    """Give the drafts without what follows from their place in the file."""
    return [replace(draft, line=1, category="") for draft in reading.drafts]


def tried(content: bytes) -> Reading | str:
    began = time.monotonic()
    try:
        return moodle_xml.read(content)
    except Unreadable as refusal:
        return str(refusal)
    finally:
        assert time.monotonic() - began < SECONDS


class TestRoundTrip:
    @settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(st.lists(drafts(), max_size=4))
    def test_our_export_reads_back_the_same(self, told: list[Draft]) -> None:
        reading = moodle_xml.read(moodle_xml.write(told))
        assert reading.problems == ()
        assert settled(reading) == told
        assert moodle_xml.read(moodle_xml.write(reading.drafts)) == reading

    def test_files_stand_where_they_are_shown(self) -> None:
        answer = DraftAnswer('<img src="@@PLUGINFILE@@/a%20b.png">', Fraction(1))
        file = DraftFile("a b.png", "QUJD")
        draft = Draft("multichoice", 1, text="x", answers=(answer,), files=(file,))
        content = moodle_xml.write([draft])
        assert content.index(b"<answer ") < content.index(b"<file ")
        assert moodle_xml.read(content).drafts[0].files == (file,)

    def test_a_category_of_its_own_is_written_before_a_question(self) -> None:
        told = [Draft("essay", 1, text="x", category="Desa"), Draft("essay", 1, text="y")]
        kinds = [draft.type for draft in moodle_xml.read(moodle_xml.write(told)).drafts]
        assert kinds == ["category", "essay", "essay"]


REFUSED = {
    "laughs": (LAUGHS, "DTD"),
    "external": (OUTSIDE, "DTD"),
    "external behind a comment": (HIDDEN_OUTSIDE, "DTD"),
    "external in UTF-16": (OUTSIDE.decode().encode("utf-16"), "DTD"),
    "empty": (b"", "kosong"),
    "blank": (b" \n", "kosong"),
    "archive": (b"PK\x03\x04" + bytes(1000), "bukan XML Moodle"),
    "text": (b"::Soal:: Siapa? {=a ~b}", "bukan XML Moodle"),
    "page": (b"<html><body/></html>", "bukan ekspor soal Moodle"),
    "50 MB": (b"<quiz>" + b" " * 50_000_000, "20 MB"),
    "broken encoding": (a_quiz("\n<x>").replace(b"<x>", b"\xff\xfe"), "baris 4"),
    "unknown encoding": (b'<?xml version="1.0" encoding="klingon"?><quiz/>', "klingon"),
    "encoding that is none": (b'<?xml version="1.0" encoding="base64"?><quiz/>', "base64"),
    "deep": (b"<quiz>" + b"<a>" * 200_000, "rumit"),
    "deep in a question": (b"<quiz><question type='essay'>" + b"<a>" * 90_000, "rumit"),
    "wide": (b"<quiz><question type='essay'>" + b"<a/>" * 90_000, "rumit"),
    "many": (b"<quiz>" + b"<question type='essay'/>" * 10_001 + b"</quiz>", "10.000 soal"),
    "attributes": (
        b"<quiz><question " + b" ".join(b'a%d=""' % number for number in range(60_000)) + b"/>",
        "terlalu banyak",
    ),
    "long text": (b"<quiz><question>" + b"x" * 10_500_000 + b"</question></quiz>", "rusak"),
}


class TestHarm:
    @pytest.mark.parametrize("name", REFUSED)
    def test_is_refused_with_a_sentence(self, name: str) -> None:
        content, sentence = REFUSED[name]
        refusal = tried(content)
        assert isinstance(refusal, str)
        assert sentence in refusal
        assert refusal.endswith(".")

    def test_html_may_speak_of_a_doctype(self) -> None:
        content = a_quiz(a_question("essay", stem="Apa arti <!DOCTYPE html>?"))
        assert isinstance(tried(content), Reading)

    @settings(max_examples=200, deadline=None)
    @given(st.binary() | st.binary().map(lambda tail: b"<quiz>" + tail))
    def test_any_bytes(self, content: bytes) -> None:
        assert isinstance(tried(content), Reading | str)

    @settings(max_examples=300, deadline=None)
    @given(st.randoms(use_true_random=False))
    def test_any_mutation_of_a_sound_file(self, dice: random.Random) -> None:
        content = bytearray(SOUND)
        for _ in range(dice.randint(1, 8)):
            place, length = dice.randrange(len(content)), dice.randint(0, 40)
            other = dice.randrange(len(content))
            piece = content[other : other + length] if dice.random() < 0.7 else dice.randbytes(2)
            content[place : place + dice.randint(0, 20)] = piece
        found = tried(bytes(content))
        for draft in found.drafts if isinstance(found, Reading) else ():
            question, reasons = accept(draft, key="k")
            assert question is not None or reasons

    def test_20_mb_stay_below_300_mb(self) -> None:
        run = subprocess.run(
            [sys.executable, "-c", LARGE], capture_output=True, text=True, check=True, timeout=120
        )
        read, used_mb = map(int, run.stdout.split())
        assert read > 9_000
        assert used_mb < MEMORY_MB


SOUND = a_quiz(
    '<question type="category"><category><text>Desa</text></category></question>',
    a_question("multichoice", "<single>true</single>" + an_answer("a") + an_answer("b", "-33.333")),
    a_question("truefalse", an_answer("true") + an_answer("false", "0", "Salah")),
    a_question("numerical", an_answer("3.5", more="<tolerance>0.1</tolerance>")),
    a_question("cloze", stem="{1:MC:=a#ya~%50%b} {2:NM:=1:0.1} {SA:=x}"),
    a_question("ddwtos", "<dragbox><text>a</text><group>1</group></dragbox>", "[[1]]"),
    a_question("match", "<subquestion><text>a</text><answer><text>b</text></answer></subquestion>"),
)

LARGE = """
import re
from courses.exchange import moodle_xml
answer = '<answer fraction="50"><text>' + 'kata ' * 30 + '</text></answer>'
file = '<file name="a.png" encoding="base64">' + 'QUJD' * 300 + '</file>'
one = f'<question type="multichoice">{answer * 4}{file}</question>'.encode()
content = b'<quiz>' + one * (19_900_000 // len(one)) + b'</quiz>'
read = len(moodle_xml.read(content).drafts)
used_kb = re.search(r"VmHWM:\\s+(\\d+)", open("/proc/self/status").read())[1]
print(read, int(used_kb) // 1024)
"""
