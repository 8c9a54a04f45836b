"""The pictures that the texts of a question show: where they may stand, and how they are named."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import assert_never

from courses.faults import Fault
from courses.model import (
    Choice,
    Choices,
    Cloze,
    Description,
    Essay,
    Matching,
    Numeric,
    Option,
    Ordering,
    Pair,
    Question,
    ShortAnswer,
    TrueFalse,
)

_SHOWN = re.compile(r"!\[((?:[^\[\]\\]|\\.)*+)\]\(\s*<?media/([^)\s>]+)")
_NAMED = re.compile(r"(\]\(\s*<?media/)([^)\s>]+)")

Change = Callable[[str], str]


def texts(question: Question) -> Iterator[tuple[str, str]]:
    """Give every text of a question that may show a picture, with the field it stands in."""
    yield "stem", question.stem
    yield "explanation", question.explanation
    match question:
        case Choice() | Choices():
            yield from (("options", option.text) for option in question.options)
        case Matching():
            yield from (("pairs", side) for each in question.pairs for side in _sides(each))
            yield from (("others", text) for text in question.others)
        case Ordering():
            yield from (("items", item.text) for item in question.items)
        case TrueFalse() | ShortAnswer() | Numeric() | Cloze() | Essay() | Description():
            return
        case _:
            assert_never(question)


def changed(question: Question, change: Change) -> Question:
    """Give the question with each of its `texts` changed."""
    said = replace(question, stem=change(question.stem), explanation=change(question.explanation))
    match said:
        case Choice() | Choices():
            return replace(said, options=_options(said.options, change))
        case Matching():
            pairs = (
                replace(each, left=change(each.left), right=change(each.right))
                for each in said.pairs
            )
            return replace(said, pairs=tuple(pairs), others=tuple(map(change, said.others)))
        case Ordering():
            return replace(said, items=_options(said.items, change))
        case TrueFalse() | ShortAnswer() | Numeric() | Cloze() | Essay() | Description():
            return said
        case _:
            assert_never(said)


def names(question: Question) -> frozenset[str]:
    """Give the names of the pictures and papers that a question shows or leads to."""
    return frozenset(name for _, text in texts(question) for _, name in _NAMED.findall(text))


def renamed(question: Question, now: Mapping[str, str]) -> Question:
    """Give the question with some of its pictures under other names."""
    return changed(
        question,
        lambda text: _NAMED.sub(lambda found: found[1] + now.get(found[2], found[2]), text),
    )


def alt_faults(question: Question) -> Iterator[Fault]:
    """Give the pictures of which nothing is said to those who cannot see them."""
    for where, text in texts(question):
        for alt, name in _SHOWN.findall(text):
            if not says_something(alt, name):
                yield Fault(
                    where,
                    f"Gambar “{name}” belum mempunyai teks alternatif: tulis apa yang terlihat, "
                    f"di antara kurung siku ![…](media/{name}).",
                )


def says_something(alt: str, name: str) -> bool:
    """Tell whether an alternative text is more than the name of the file."""
    said = alt.strip().casefold()
    return bool(said) and said not in (name.casefold(), name.rpartition(".")[0].casefold())


def _sides(pair: Pair) -> tuple[str, str]:
    return pair.left, pair.right


def _options(options: tuple[Option, ...], change: Change) -> tuple[Option, ...]:
    return tuple(replace(option, text=change(option.text)) for option in options)
