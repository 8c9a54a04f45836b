"""What is printed of a module: its lessons, its handouts, the plan of its session."""

from collections.abc import Sequence
from dataclasses import dataclass

from courses.model import Handout
from lms.learning.presenters import Desk
from lms.learning.texts import Manner, Text, kilobytes, text

ALL = Manner(shows_all=True)


@dataclass(frozen=True)
class HandoutLine:
    """A handout in the module's list."""

    title: str
    url: str
    kilobytes: int
    for_trainer: bool


def handouts(desk: Desk, *, teaches: bool) -> Sequence[HandoutLine]:
    """Give the handouts that this reader may print."""
    return [
        HandoutLine(
            each.title,
            desk.url("learning.handout", handout_slug=each.slug),
            kilobytes(handout_text(desk, each)),
            each.for_trainer,
        )
        for each in desk.taught.content.handouts
        if teaches or not each.for_trainer
    ]


def handout_text(desk: Desk, handout: Handout) -> Text:
    """Give a handout as it is printed."""
    return text(handout.text, desk.taught.content.media, ALL)
