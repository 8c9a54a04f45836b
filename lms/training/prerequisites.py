"""What a programme asks people to hold before it, and what follows when they don't. Pure.

The rule is soft: who holds only paper from earlier years may be enrolled, for a reason.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from lms.kernel.sentence import Sentence, say

_NAMES_MOST = 10


@dataclass(frozen=True)
class Prerequisite:
    """A programme to be held before: the achievement in the ledger, and its title."""

    achievement: str
    title: str


@dataclass(frozen=True)
class Lacking:
    """Somebody who doesn't hold all that the programme asks for."""

    name: str
    missing: tuple[Prerequisite, ...]


def missing(
    required: Sequence[Prerequisite], achievements: Collection[str]
) -> tuple[Prerequisite, ...]:
    """Give what is required and not held, in the order of the programme."""
    return tuple(each for each in required if each.achievement not in achievements)


def remark(titles: Iterable[str]) -> Sentence:
    """Say what somebody doesn't hold; a remark only, never a problem."""
    return say("Belum memegang %(titles)s.", titles=", ".join(titles))


def objections(lacking: Sequence[Lacking], *, reason: str | None) -> tuple[Sentence, ...]:
    """Give every reason against enrolling these people, grouped by what they lack."""
    if not lacking or (reason or "").strip():
        return ()
    names: dict[tuple[str, ...], list[str]] = {}
    for each in lacking:
        names.setdefault(tuple(one.title for one in each.missing), []).append(each.name)
    groups = (
        say("%(names)s belum memegang %(titles)s.", names=_listed(group), titles=", ".join(titles))
        for titles, group in names.items()
    )
    return (*groups, say("Bila memang demikian, tuliskan alasan tetap mendaftarkan."))


def _listed(names: Sequence[str]) -> str:
    more = len(names) - _NAMES_MOST
    shown = "; ".join(names[:_NAMES_MOST])
    return f"{shown} (+{more})" if more > 0 else shown
