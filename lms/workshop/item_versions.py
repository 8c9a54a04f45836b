"""The versions of an item, and what changed between two of them, field by field."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from courses.comparing import steps_between
from courses.model import Question
from lms.regions.zones import zone_of
from lms.web import formats
from lms.workshop import bank_pages, bank_queries
from lms.workshop.assembling import question_of
from lms.workshop.item_boxes import Box
from lms.workshop.item_editor import Offer, editor
from lms.workshop.item_filling import filled
from lms.workshop.models import BankItem, BankItemVersion

_WORD = re.compile(r"\s+|[^\s]+")


@dataclass(frozen=True)
class Piece:
    """Some words; `is_changed`: the other version has others here."""

    text: str
    is_changed: bool


@dataclass(frozen=True)
class Difference:
    """A field that differs, with the words of both versions."""

    label: str
    before: tuple[Piece, ...]
    after: tuple[Piece, ...]


@dataclass(frozen=True)
class Version:
    """A version in the list; `older` is the one before it."""

    number: int
    who: str
    when: str
    older: int | None


@dataclass(frozen=True)
class VersionsPage:
    """The versions of an item, and the difference of two of them."""

    item: BankItem
    stem: str
    versions: tuple[Version, ...]
    before: int | None
    after: int
    differences: tuple[Difference, ...]


def page(
    session: Session, item: BankItem, offer: Offer, *, before: int | None, after: int | None
) -> VersionsPage:
    """Give the versions, and what changed between two; without numbers, the last change."""
    found: list[BankItem | BankItemVersion] = [item, *bank_queries.versions(session, item.id)]
    by_number = {each.version: each for each in found}
    new = after if after in by_number else item.version
    old = before if before in by_number else _older(by_number, new)
    differences: tuple[Difference, ...] = ()
    if old is not None:
        pair = (question_of(by_number[old]), question_of(by_number[new]))
        differences = tuple(compare(*pair, offer))
    return VersionsPage(
        item, bank_pages.excerpt(item), _lines(session, item, found), old, new, differences
    )


def _older(numbers: dict[int, BankItem | BankItemVersion], number: int) -> int | None:
    return max((each for each in numbers if each < number), default=None)


def _lines(
    session: Session, item: BankItem, found: list[BankItem | BankItemVersion]
) -> tuple[Version, ...]:
    people = bank_queries.names(session, [each.changed_by_id for each in found])
    zone = zone_of(item.manuscript.region_code)
    numbers = {each.version: each for each in found}
    return tuple(
        Version(
            each.version,
            bank_pages.name_of(people, each.changed_by_id),
            formats.moment(each.changed_at, zone),
            _older(numbers, each.version),
        )
        for each in found
    )


def compare(before: Question, after: Question, offer: Offer) -> Iterator[Difference]:
    """Give the fields of the editor that differ, in the order of the page."""
    old, new = _values(before, offer), _values(after, offer)
    for name in [*new, *(name for name in old if name not in new)]:
        label = (new.get(name) or old[name])[0]
        was, now = old.get(name, (label, ""))[1], new.get(name, (label, ""))[1]
        if was != now:
            yield Difference(label, *_pieces(was, now))


def _values(question: Question, offer: Offer) -> dict[str, tuple[str, str]]:
    """Give what each field says, by its id, with its label."""
    found: dict[str, tuple[str, str]] = {}
    for group in editor(question.type, filled(question), offer).groups:
        place = f"{group.title}: " if group.id.startswith("gap-") else ""
        for box in group.boxes:
            _put(found, place + box.label, box)
        for row in group.rows:
            for box in (*row.boxes, *row.extras):
                _put(found, f"{place}{row.title}, {box.label}", box)
    return found


def _put(found: dict[str, tuple[str, str]], label: str, box: Box) -> None:
    if box.shape == "hidden":
        return
    value = dict(box.choices).get(box.value, box.value)
    if box.shape in ("check", "radio"):
        value = _("ya") if box.is_on else _("tidak")
    found[box.id] = (label, value)


def _pieces(before: str, after: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    old, new = _WORD.findall(before), _WORD.findall(after)
    was, now = [], []
    for tag, i, j, k, m in steps_between(old, new):
        is_changed = tag != "equal"
        was += [Piece("".join(old[i:j]), is_changed)] if i < j else []
        now += [Piece("".join(new[k:m]), is_changed)] if k < m else []
    return tuple(was), tuple(now)
