"""Reads what stands between the braces of a GIFT question, one reader for each kind."""

import re
from dataclasses import replace
from fractions import Fraction

from courses.exchange.drafts import Draft, DraftAnswer, DraftPair, Markup
from courses.exchange.gift_text import Marked, marked, plain
from courses.exchange.shares import decimal_text, read_decimal, read_share
from courses.exchange.texts import TRIM

MOST_IN_ONE = 1_000
ANYTHING = "*"
TRUE, FALSE = ("T", "TRUE"), ("F", "FALSE")

_WEIGHT = re.compile(r"%(-?[0-9]{1,2}\.?[0-9]{0,30})%")
_ORDERING = re.compile(r">[ \t]*(?:ALL|[0-9]+)(?:[ \t]+\w+)*[ \t]*\n(.*)", re.DOTALL)


class Misshapen(Exception):
    """The answers cannot be taken; the text is a sentence with the remedy."""


def answered(draft: Draft, answers: str) -> Draft:
    """Give the draft with the type and the answers that this (shielded) text makes.

    Raises:
        Misshapen: with a sentence that says why.
    """
    count = answers.count("=") + answers.count("~") + answers.count("\n")
    if count > MOST_IN_ONE:
        raise Misshapen(
            f"Satu soal paling banyak memuat {MOST_IN_ONE} jawaban; pisahkan soal dengan baris "
            "kosong."
        )
    kind = _kind(answers)
    return _READERS[kind](replace(draft, type=kind), answers)


def _kind(answers: str) -> str:
    if not answers:
        return "essay"
    if answers.startswith("#"):
        return "numerical"
    if _ordered(answers):
        return "ordering"
    if "~" in answers:
        return "multichoice"
    if "=" in answers and "->" in answers:
        return "match"
    statement = answers.partition("#")[0].strip(TRIM)
    return "truefalse" if statement in TRUE + FALSE else "shortanswer"


def _essay(draft: Draft, answers: str) -> Draft:
    return draft


def _multichoice(draft: Draft, answers: str) -> Draft:
    options = _split(answers.replace("=", "~="), "~")
    if len(options) < 2:
        raise Misshapen(
            "Pilihan ganda memerlukan paling sedikit dua jawaban: = yang benar dan ~ yang salah."
        )
    found = tuple(_option(option, draft.markup) for option in options)
    return replace(draft, answers=found, single="=" in answers)


def _option(option: str, markup: Markup) -> DraftAnswer:
    if option.startswith("="):
        return _answer(option[1:], Fraction(1), markup)
    return _weighed(option, Fraction(0), markup)


def _match(draft: Draft, answers: str) -> Draft:
    pairs = _split(answers, "=")
    if len(pairs) < 2:
        raise Misshapen("Menjodohkan memerlukan paling sedikit dua pasangan =kiri -> kanan.")
    if not all("->" in pair for pair in pairs):
        raise Misshapen("Tulis setiap pasangan sebagai =kiri -> kanan.")
    return replace(draft, pairs=tuple(_pair(pair, draft.markup) for pair in pairs))


def _pair(pair: str, markup: Markup) -> DraftPair:
    left, _arrow, right = pair.partition("->")
    return DraftPair(marked(left, markup).text, plain(right))


def _truefalse(draft: Draft, answers: str) -> Draft:
    statement, *feedback = answers.split("#", 2)
    wrong, right = (marked(text.strip(TRIM), draft.markup).text for text in [*feedback, "", ""][:2])
    is_true = statement.strip(TRIM) in TRUE
    return replace(
        draft,
        correctanswer=is_true,
        feedbacktrue=right if is_true else wrong,
        feedbackfalse=wrong if is_true else right,
    )


def _shortanswer(draft: Draft, answers: str) -> Draft:
    texts = _split(answers, "=")
    if not texts:
        raise Misshapen("Isian singkat memerlukan paling sedikit satu jawaban, misalnya {=teks}.")
    found = tuple(_weighed(text, Fraction(1), draft.markup) for text in texts)
    return replace(draft, answers=found)


def _numerical(draft: Draft, answers: str) -> Draft:
    numbers, tilde, wrong = answers[1:].partition("~")
    texts = _split(numbers, "=")
    if not texts:
        raise Misshapen("Soal angka memerlukan paling sedikit satu angka, misalnya {#3.5}.")
    found = [_number(_weighed(text, Fraction(1), draft.markup)) for text in texts]
    if tilde:
        feedback = marked(wrong.partition("#")[2].strip(TRIM), draft.markup).text
        found.append(DraftAnswer(ANYTHING, Fraction(0), feedback, markup=draft.markup))
    return replace(draft, answers=tuple(found))


def _number(answer: DraftAnswer) -> DraftAnswer:
    """Give a number, a number:tolerance or a low..high as number and tolerance."""
    low, dots, high = answer.text.partition("..")
    if dots and low:
        ends = (_decimal(low, answer), _decimal(high, answer))
        middle, tolerance = sum(ends) / 2, abs(ends[1] - ends[0]) / 2
        return _measured(answer, decimal_text(Fraction(middle)), tolerance)
    number, colon, margin = answer.text.partition(":")
    if number.strip(TRIM) == ANYTHING:
        return answer
    _decimal(number, answer)
    tolerance = _decimal(margin, answer) if colon else Fraction(0)
    return _measured(answer, number.strip(TRIM), tolerance)


def _measured(answer: DraftAnswer, text: str, tolerance: Fraction) -> DraftAnswer:
    return DraftAnswer(text, answer.fraction, answer.feedback, tolerance, answer.markup)


def _decimal(text: str, answer: DraftAnswer) -> Fraction:
    number = read_decimal(text)
    if number is None:
        raise Misshapen(
            f"“{answer.text[:40]}” bukan angka. Tulis angka dengan titik desimal, misalnya "
            "{#3.5}, {#3.5:0.1} atau {#3..4}."
        )
    return number


def _ordering(draft: Draft, answers: str) -> Draft:
    items = (_answer(item, Fraction(1), draft.markup) for item in _ordered(answers))
    return replace(draft, answers=tuple(items))


def _ordered(answers: str) -> list[str]:
    """Give the items of `>ALL …`, one to a line; none if these answers are not of that kind."""
    if not answers.startswith(">") or not (found := _ORDERING.fullmatch(answers)):
        return []
    items = [line.strip(TRIM) for line in found[1].split("\n")]
    items = [item for item in items if item]
    return items if len(items) > 1 else []


def _split(answers: str, sign: str) -> list[str]:
    """Give the parts between these signs; nothing before the first one is no part."""
    parts = [part.strip(TRIM) for part in answers.split(sign)]
    return parts if parts[0] else parts[1:]


def _weighed(text: str, otherwise: Fraction, markup: Markup) -> DraftAnswer:
    """Give an answer with its %weight%, without one the share it has otherwise."""
    found = _WEIGHT.match(text)
    if not found:
        return _answer(text, otherwise, markup)
    share = read_share(found[1])
    if share is None:
        raise Misshapen(f"Bobot {found[0][:20]} harus antara -100 dan 100 persen.")
    return _answer(text[found.end() :], share, markup)


def _answer(text: str, fraction: Fraction, markup: Markup) -> DraftAnswer:
    said, _hash, feedback = text.partition("#")
    answer: Marked = marked(said.strip(TRIM), markup)
    return DraftAnswer(
        answer.text,
        fraction,
        marked(feedback.strip(TRIM), markup).text,
        markup=answer.markup,
    )


_READERS = {
    "essay": _essay,
    "multichoice": _multichoice,
    "match": _match,
    "truefalse": _truefalse,
    "shortanswer": _shortanswer,
    "numerical": _numerical,
    "ordering": _ordering,
}
