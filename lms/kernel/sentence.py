"""Sentences for people, made below the edge and translated by the page."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Sentence:
    """An Indonesian sentence (the msgid) and the values that stand in it."""

    msgid: str
    values: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.msgid % self.values if self.values else self.msgid


def say(msgid: str, **values: object) -> Sentence:
    """Give a sentence; Babel collects the msgid because it knows the name `say`."""
    return Sentence(msgid, values)
