"""Hypothesis strategies for questions of every kind, each as the rules demand it."""

from collections.abc import Callable
from fractions import Fraction
from string import ascii_lowercase, ascii_uppercase, digits
from typing import Any

from hypothesis import strategies as st

from courses.kinds import Form, Level
from courses.model import (
    TOP_LEVEL,
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

LETTERS = ascii_lowercase + ascii_uppercase + digits
Texts = st.SearchStrategy[str]

texts = st.text(min_size=1, max_size=40)
plain_texts = st.text(LETTERS + "éñ .,;:?!'\"()/%&<>=~#{}[]*_-→“”", min_size=1, max_size=30).map(
    lambda text: " ".join(f"k {text} k".split())
)
"""One line of letters and of the marks that question files use for themselves."""

keys = st.from_regex(r"[a-z][a-z0-9]{0,6}(-[a-z0-9]{1,5})?", fullmatch=True)
decimals = st.integers(-(10**6), 10**6).map(lambda number: Fraction(number, 1000))
parts = st.sampled_from([Fraction(1, 2), Fraction(1, 3), Fraction(1, 4), Fraction(0)])


def several(words: Texts, least: int, most: int) -> st.SearchStrategy[list[str]]:
    """Give texts of which no two are the same, whatever their case."""
    return st.lists(words, min_size=least, max_size=most, unique_by=lambda text: text.casefold())


def lettered(
    words: list[str], rights: set[int], feedback: Callable[[], str] = str
) -> tuple[Option, ...]:
    """Give options with the keys a, b, …; those at the places `rights` are right."""
    return tuple(
        Option(key, text, number in rights, None, feedback())
        for number, (key, text) in enumerate(zip(ascii_lowercase, words, strict=False))
    )


def _header(draw: st.DrawFn, words: Texts) -> dict[str, Any]:
    selfcheck = draw(st.booleans())
    return {
        "key": draw(keys),
        "objective": draw(words),
        "level": draw(st.sampled_from(Level)),
        "stem": draw(words),
        "explanation": draw(words),
        "selfcheck": selfcheck,
        "lesson": draw(keys) if selfcheck else None,
        "form": None if selfcheck else draw(st.none() | st.sampled_from(Form)),
    }


@st.composite
def choices(draw: st.DrawFn, words: Texts = texts) -> Choice:
    """Give any question with three to five options, one of them right."""
    told = draw(several(words, 3, 5))
    right = draw(st.integers(0, len(told) - 1))
    options = lettered(told, {right}, lambda: draw(st.just("") | words))
    return Choice(**_header(draw, words), options=options)


@st.composite
def partial_choices(draw: st.DrawFn, words: Texts = texts) -> Choice:
    """Give a question with one right option where wrong ones may earn a part."""
    plain = draw(choices(words))
    options = tuple(
        Option(each.key, each.text, each.right, Fraction(1) if each.right else draw(parts))
        for each in plain.options
    )
    return Choice(**_header(draw, words), options=options)


@st.composite
def several_choices(draw: st.DrawFn, words: Texts = texts) -> Choices:
    """Give any question with one or more right options and one or more wrong ones."""
    told = draw(several(words, 3, 8))
    places = st.integers(0, len(told) - 1)
    rights = draw(st.sets(places, min_size=1, max_size=len(told) - 1))
    options = lettered(told, rights, lambda: draw(st.just("") | words))
    if draw(st.booleans()):
        wrong = draw(parts)
        earned = Fraction(1, len(rights))
        options = tuple(
            Option(each.key, each.text, each.right, earned if each.right else -wrong)
            for each in options
        )
    return Choices(**_header(draw, words), options=options)


@st.composite
def truths(draw: st.DrawFn, words: Texts = texts) -> TrueFalse:
    """Give any statement."""
    return TrueFalse(**_header(draw, words), is_true=draw(st.booleans()))


@st.composite
def accepted(draw: st.DrawFn, words: Texts = texts) -> tuple[Accepted, ...]:
    """Give accepted texts; the first earns all, the others a part."""
    told = draw(several(words, 1, 4))
    escaped = [" ".join(text.split()).replace("*", "\\*") or "k" for text in told]
    feedback = st.just("") | words
    first, *others = escaped
    return (
        Accepted(first, Fraction(1), draw(feedback)),
        *(Accepted(text, draw(parts), draw(feedback)) for text in others),
    )


@st.composite
def short_answers(draw: st.DrawFn, words: Texts = texts) -> ShortAnswer:
    """Give any question for a few words."""
    told = draw(accepted(words))
    minds_case = draw(st.booleans())
    return ShortAnswer(**_header(draw, words), accepted=told, minds_case=minds_case)


@st.composite
def spans(draw: st.DrawFn, words: Texts = texts) -> tuple[Span, ...]:
    """Give ranges of numbers; the first earns all, the others a part."""
    found = []
    for number in range(draw(st.integers(1, 3))):
        low = draw(decimals)
        width = abs(draw(decimals))
        share = draw(parts) if number else Fraction(1)
        found.append(Span(low, low + width, share, draw(st.just("") | words)))
    return tuple(found)


@st.composite
def numerics(draw: st.DrawFn, words: Texts = texts) -> Numeric:
    """Give any question for a number."""
    unit = draw(st.sampled_from(["", "km", "orang", "%", "Rp"]))
    return Numeric(**_header(draw, words), spans=draw(spans(words)), unit=unit)


@st.composite
def matchings(draw: st.DrawFn, words: Texts = texts) -> Matching:
    """Give any question of what belongs together, with or without rights too many."""
    lefts = draw(several(words, 3, 8))
    rights = draw(several(words, len(lefts), len(lefts) + 3))
    pairs = tuple(map(Pair, ascii_lowercase, lefts, rights))
    others = tuple(rights[len(lefts) :])
    return Matching(**_header(draw, words), pairs=pairs, others=others)


@st.composite
def orderings(draw: st.DrawFn, words: Texts = texts) -> Ordering:
    """Give any items to order."""
    items = lettered(draw(several(words, 3, 8)), set())
    return Ordering(**_header(draw, words), items=items)


@st.composite
def gaps(draw: st.DrawFn, words: Texts = texts) -> Gap:
    """Give any gap: of options, of texts or of numbers."""
    weight = draw(st.integers(1, 3))
    match draw(st.sampled_from(["options", "accepted", "spans"])):
        case "options":
            told = draw(several(words, 2, 5))
            right = draw(st.integers(0, len(told) - 1))
            return Gap(options=lettered(told, {right}), weight=weight)
        case "accepted":
            told_texts = draw(accepted(words))
            return Gap(accepted=told_texts, minds_case=draw(st.booleans()), weight=weight)
        case _:
            return Gap(spans=draw(spans(words)), weight=weight)


@st.composite
def clozes(draw: st.DrawFn, words: Texts = texts) -> Cloze:
    """Give any text with one to four gaps."""
    found = tuple(draw(st.lists(gaps(words), min_size=1, max_size=4)))
    stem = " ".join(f"kata {number} [[{number}]]" for number in range(1, len(found) + 1))
    return Cloze(**_header(draw, words) | {"stem": stem}, gaps=found)


@st.composite
def essays(draw: st.DrawFn, words: Texts = texts) -> Essay:
    """Give any uraian with one to six criteria."""
    criteria = tuple(
        Criterion(f"kriteria-{number}", draw(words), tuple(draw(several(words, 4, TOP_LEVEL))))
        for number in range(1, draw(st.integers(1, 6)) + 1)
    )
    return Essay(**_header(draw, words), criteria=criteria)


@st.composite
def descriptions(draw: st.DrawFn, words: Texts = texts) -> Description:
    """Give any text between questions."""
    return Description(**_header(draw, words))


def marked_by_machine(words: Texts = texts) -> st.SearchStrategy[Question]:
    """Give any question whose mark needs nobody."""
    return st.one_of(
        choices(words),
        partial_choices(words),
        several_choices(words),
        truths(words),
        short_answers(words),
        numerics(words),
        matchings(words),
        orderings(words),
        clozes(words),
    )


def questions(words: Texts = texts) -> st.SearchStrategy[Question]:
    """Give any question of any kind; `plain_texts` are texts that every file format can carry."""
    return st.one_of(marked_by_machine(words), essays(words), descriptions(words))
