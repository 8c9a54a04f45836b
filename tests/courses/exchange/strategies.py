"""Drafts as hypothesis makes them: any text, any sign of a format, all types that GIFT knows."""

from dataclasses import replace
from fractions import Fraction

from hypothesis import strategies as st

from courses.exchange.drafts import Draft, DraftAnswer, DraftPair, Markup
from courses.exchange.shares import exact_share
from courses.exchange.texts import TRIM

SIGNS = ["~", "=", "#", "{", "}", ":", "\\", "\n", "->", "%50%", "[html]", "[x", "//", "::"]
SIGNS += ["$CATEGORY:", "####", "\\n", "T", "TRUE", ">ALL", "*", "..", "<p>", "&amp;", "é", "😀"]

letters = st.characters(exclude_categories=["Cc", "Cs"])
texts = st.lists(st.sampled_from(SIGNS) | st.text(letters, max_size=6), max_size=8).map(
    lambda parts: "".join(parts).strip(TRIM)
)
said = texts.filter(bool)
names = texts.map(lambda text: " ".join(text.split()))
labels = (
    st.text(letters.filter(lambda sign: sign not in "<>`\\"), max_size=12)
    .map(str.strip)
    .filter(lambda text: not text.casefold().startswith(("indikator:", "level:")))
)
shares = st.sampled_from([Fraction(1), Fraction(0), Fraction(1, 3), Fraction(-1, 6)]) | (
    st.integers(-(10**7), 10**7).map(lambda number: exact_share(Fraction(number, 10**7)))
)
numbers = st.sampled_from(["3", "-3.5", ".5", "1e3", "3,5", "0", "1822"]) | st.integers().map(
    lambda number: str(number)[:30]
)
markups = st.sampled_from(Markup)
FULL = Fraction(1)


def _answers(shares: st.SearchStrategy[Fraction]) -> st.SearchStrategy[DraftAnswer]:
    return st.builds(DraftAnswer, texts, shares, texts, markup=markups)


def _with_full(answers: list[DraftAnswer], place: int) -> tuple[DraftAnswer, ...]:
    place %= len(answers)
    answers[place] = replace(answers[place], fraction=FULL)
    return tuple(answers)


single_options = st.builds(
    _with_full, st.lists(_answers(shares), min_size=2, max_size=6), st.integers(0)
)
many_options = st.lists(_answers(shares), min_size=2, max_size=6).map(tuple)
pairs = st.lists(
    st.builds(DraftPair, texts.filter(lambda text: "->" not in text), texts),
    min_size=2,
    max_size=5,
).map(tuple)
items = st.lists(
    st.builds(DraftAnswer, said, st.just(FULL), texts, markup=markups), min_size=2, max_size=5
).map(tuple)


def _measured(markup: Markup) -> st.SearchStrategy[tuple[DraftAnswer, ...]]:
    margins = st.integers(0, 10**6).map(lambda number: Fraction(number, 1000))
    number = st.builds(DraftAnswer, numbers, shares, texts, margins, st.just(markup))
    rest = st.builds(DraftAnswer, st.just("*"), shares, texts, markup=st.just(markup))
    return st.tuples(number, st.lists(number | rest, max_size=4)).map(
        lambda parts: (parts[0], *parts[1])
    )


@st.composite
def drafts(draw: st.DrawFn) -> Draft:
    """Give any question that GIFT can carry."""
    kind = draw(st.sampled_from(sorted(_FILLED)))
    plain = Draft(
        kind,
        0,
        name=draw(names),
        text=draw(texts),
        markup=draw(markups),
        idnumber=draw(labels),
        tags=tuple(draw(st.lists(labels.filter(bool), max_size=3))),
        objective=draw(labels),
        level=draw(st.sampled_from(["", "C2"])),
    )
    return _FILLED[kind](draw, plain)


def _description(draw: st.DrawFn, draft: Draft) -> Draft:
    return replace(draft, text=draft.text or draw(said))


def _essay(draw: st.DrawFn, draft: Draft) -> Draft:
    return replace(draft, generalfeedback=draw(texts))


def _truefalse(draw: st.DrawFn, draft: Draft) -> Draft:
    return replace(
        _essay(draw, draft),
        correctanswer=draw(st.booleans()),
        feedbacktrue=draw(texts),
        feedbackfalse=draw(texts),
    )


def _multichoice(draw: st.DrawFn, draft: Draft) -> Draft:
    is_single = draw(st.booleans())
    options = draw(single_options if is_single else many_options)
    return replace(_essay(draw, draft), single=is_single, answers=options)


def _shortanswer(draw: st.DrawFn, draft: Draft) -> Draft:
    answers = draw(st.lists(_answers(shares), min_size=1, max_size=4).map(tuple))
    has_arrow = any("->" in text for each in answers for text in (each.text, each.feedback))
    return replace(_essay(draw, draft), answers=answers[:1] if has_arrow else answers)


def _numerical(draw: st.DrawFn, draft: Draft) -> Draft:
    return replace(_essay(draw, draft), answers=draw(_measured(draft.markup)))


def _match(draw: st.DrawFn, draft: Draft) -> Draft:
    return replace(_essay(draw, draft), pairs=draw(pairs))


def _ordering(draw: st.DrawFn, draft: Draft) -> Draft:
    return replace(_essay(draw, draft), answers=draw(items))


_FILLED = {
    "description": _description,
    "essay": _essay,
    "truefalse": _truefalse,
    "multichoice": _multichoice,
    "shortanswer": _shortanswer,
    "numerical": _numerical,
    "match": _match,
    "ordering": _ordering,
}


@st.composite
def files(draw: st.DrawFn) -> tuple[Draft, ...]:
    """Give the drafts of a file, some behind a category that names itself on each of them."""
    found: list[Draft] = []
    category = ""
    for draft in draw(st.lists(drafts(), max_size=6)):
        if draw(st.integers(0, 3)) == 0:
            category = draw(labels.filter(bool))
            found.append(Draft("category", 0, text=category))
        found.append(replace(draft, category=category))
    return tuple(found)
