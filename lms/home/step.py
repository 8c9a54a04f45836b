"""One thing to do, and how urgent it is. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any

from lms.kernel.sentence import Sentence


class Urgency(IntEnum):
    """When a step wants to be taken; the order of the list."""

    NOW = 1  # it closes within the hour
    BLOCKING = 2  # nothing else goes on before it
    TODAY = 3
    SOON = 4
    OPTION = 5
    WAITING = 6  # others act; nothing to do


@dataclass(frozen=True)
class NextStep:
    """One thing to do, or to wait for: the endpoint that does it, and why."""

    urgency: Urgency
    title: Sentence
    text: Sentence
    label: Sentence | None = None
    endpoint: str | None = None
    values: Mapping[str, Any] = field(default_factory=dict)

    @property
    def is_waiting(self) -> bool:
        """Tell whether somebody else has to act."""
        return self.urgency is Urgency.WAITING

    @property
    def tone(self) -> str:
        """Give the tone in which it is shown."""
        return _TONES[self.urgency]


_TONES = {
    Urgency.NOW: "danger",
    Urgency.BLOCKING: "attention",
    Urgency.TODAY: "attention",
    Urgency.SOON: "info",
    Urgency.OPTION: "good",
    Urgency.WAITING: "neutral",
}


def in_order(*groups: tuple[NextStep, ...]) -> tuple[NextStep, ...]:
    """Give the steps of all groups, most urgent first; equals stay as they came."""
    return tuple(sorted((step for group in groups for step in group), key=lambda s: s.urgency))
