"""What a form calls the options of a question: nothing in its source tells the file's order."""

import hashlib
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from courses.model import Choice, Choices, Cloze, Question, TrueFalse
from courses.saying import TRUTHS

SEALED = "s."
"""How a seed begins whose forms have never named keys, so that they are not taken from them."""

_LETTERS = 12
_KEPT = 1024


def called(question: Question, seed: str, gap: int = 0) -> Mapping[str, str]:
    """Give by its key what the form with this seed calls each option; without a seed by its key.

    `gap` is the gap's number, from 1, in a text with gaps. Other kinds have nothing to call.
    """
    place = f"{question.key}[{gap}]" if gap else question.key
    return _named(seed, place, _keys(question, gap))


def meant(question: Question, seed: str, gap: int = 0) -> Mapping[str, str]:
    """Give the keys by what a form may send for them.

    A page that was drawn before there were such names still sends the keys themselves.
    """
    handles = called(question, seed, gap)
    keys = {} if seed.startswith(SEALED) else {key: key for key in handles}
    return keys | {handle: key for key, handle in handles.items()}


@lru_cache(_KEPT)  # a page and the save that follows it ask several times
def _named(seed: str, place: str, keys: tuple[str, ...]) -> Mapping[str, str]:
    return MappingProxyType({key: _handle(seed, place, key) if seed else key for key in keys})


def _keys(question: Question, gap: int) -> tuple[str, ...]:
    match question:
        case Choice() | Choices():
            return tuple([each.key for each in question.options])
        case TrueFalse():
            return tuple(TRUTHS)
        case Cloze() if gap:
            return tuple([each.key for each in question.gaps[gap - 1].options])
        case _:
            return ()


def _handle(seed: str, place: str, key: str) -> str:
    text = "\0".join((seed, "handle", place, key))
    return hashlib.sha256(text.encode()).hexdigest()[:_LETTERS]
