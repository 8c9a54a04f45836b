"""Objective and level as tags, so that formats that know neither carry them too."""

import re
from dataclasses import replace

from courses.exchange.drafts import Draft
from courses.kinds import Level

OBJECTIVE = "indikator: "
LEVEL = "level: "

_BARE = re.compile(r"[Cc][1-6]")
_LEVEL = re.compile(r"(?<!\w)[Cc]([1-6])(?!\w)")


def labelled(draft: Draft) -> Draft:
    """Give the draft with objective and level taken out of its tags, where they stand there.

    A tag that is just a level, such as C3, stays a tag as well.
    """
    objective, level, rest = draft.objective, draft.level, []
    for tag in draft.tags:
        if not objective and tag.casefold().startswith(OBJECTIVE):
            objective = tag[len(OBJECTIVE) :].strip()
        elif not level and tag.casefold().startswith(LEVEL):
            level = tag[len(LEVEL) :].strip()
        else:
            rest.append(tag)
    level = level or next((tag.upper() for tag in draft.tags if _BARE.fullmatch(tag)), "")
    return replace(draft, objective=objective, level=level, tags=tuple(rest))


def tags_of(draft: Draft) -> tuple[str, ...]:
    """Give the draft's tags, and objective and level as tags that `labelled` takes out again."""
    objective = (OBJECTIVE + draft.objective,) if draft.objective else ()
    level = (LEVEL + draft.level,) if draft.level else ()
    return (*draft.tags, *objective, *level)


def level_of(draft: Draft) -> Level:
    """Give the level that the draft or one of its tags names, C1 where none does.

    C5 and C6 count as C4, the highest level here.
    """
    for text in (draft.level, *draft.tags):
        if found := _LEVEL.search(text):
            return Level(f"C{min(int(found[1]), 4)}")
    return Level.C1
