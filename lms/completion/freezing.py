"""A requirement list as it is kept with a decision, and how a later list differs from it. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lms.completion.progress import Requirement

Frozen = Sequence[Mapping[str, Any]]


@dataclass(frozen=True)
class Change:
    """A requirement that stands otherwise than it did."""

    label: str
    was: str
    now: str
    is_met: bool


def freeze(requirements: Iterable[Requirement]) -> list[dict[str, Any]]:
    """Give the list as JSON: what was asked, what was there, in words and as a bare fact."""
    return [
        {
            "key": each.key,
            "is_met": each.is_met,
            "fact": each.fact,
            "label": str(each.label),
            "value": str(each.value),
            "target": str(each.target or ""),
        }
        for each in requirements
    ]


def changes(before: Frozen, now: Frozen) -> tuple[Change, ...]:
    """Give what differs between two frozen lists; a changed wording is no difference."""
    was = {each["key"]: each for each in before}
    is_now = {each["key"]: each for each in now}
    found = []
    for key in dict.fromkeys((*was, *is_now)):
        old, new = was.get(key), is_now.get(key)
        if _bare(old) == _bare(new):
            continue
        known = new or old or {}
        found.append(
            Change(
                label=known["label"],
                was=old["value"] if old else "–",
                now=new["value"] if new else "–",
                is_met=bool(new and new["is_met"]),
            )
        )
    return tuple(found)


def _bare(requirement: Mapping[str, Any] | None) -> tuple[bool, str] | None:
    return (requirement["is_met"], requirement["fact"]) if requirement else None
