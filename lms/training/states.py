"""Which step may follow which in a participation, and which of them need a reason. Pure."""

from lms.kernel.sentence import Sentence, say
from lms.training.models import ParticipationState as State

_NEXT: dict[State, frozenset[State]] = {
    State.NOMINATED: frozenset({State.INVITED, State.RESERVE, State.WITHDRAWN}),
    State.INVITED: frozenset({State.WILLING, State.DECLINED, State.RESERVE, State.WITHDRAWN}),
    State.WILLING: frozenset({State.ENROLLED, State.DECLINED, State.RESERVE, State.WITHDRAWN}),
    State.DECLINED: frozenset({State.INVITED}),
    State.RESERVE: frozenset({State.INVITED, State.ENROLLED, State.DECLINED, State.WITHDRAWN}),
    State.ENROLLED: frozenset({State.WITHDRAWN}),
    State.WITHDRAWN: frozenset({State.INVITED}),
}
FIRST = frozenset({State.NOMINATED, State.INVITED})
"""The states somebody may begin in."""

NEEDS_REASON = frozenset({State.DECLINED, State.WITHDRAWN})
"""The steps that say why."""

MAY_ENROL = frozenset(state for state, after in _NEXT.items() if State.ENROLLED in after)
"""The states from which somebody may be enrolled."""


def following(state: State) -> tuple[State, ...]:
    """Give the states that may follow, in the order of the enumeration."""
    return tuple(each for each in State if each in _NEXT[state])


def objections(before: State, after: State, *, reason: str | None) -> tuple[Sentence, ...]:
    """Give every reason against a step, one sentence each; none means that it may be taken."""
    found = []
    if after not in _NEXT[before]:
        found.append(
            say(
                "Dari keadaan “%(before)s” tidak dapat langsung menjadi “%(after)s”.",
                before=before.value,
                after=after.value,
            )
        )
    if after in NEEDS_REASON and not (reason or "").strip():
        found.append(say("Tuliskan alasannya."))
    return tuple(found)
