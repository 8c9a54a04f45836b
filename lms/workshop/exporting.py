"""The bank of a manuscript as a question file, and what a format has no room for."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass

from sqlalchemy.orm import Session

from courses.exchange import illustrating
from courses.exchange.accepting import draft_of
from courses.exchange.drafts import Draft
from courses.exchange.formats import CARRIES, WITH_FILES, WRITERS
from courses.model import Media
from lms.kernel.storage import Storage
from lms.training import media as media_kept
from lms.workshop import queries
from lms.workshop.assembling import question_of
from lms.workshop.drafting import module_of
from lms.workshop.models import BankItem, ItemStatus, Manuscript


@dataclass(frozen=True)
class FileKind:
    """A format that a bank can be written in: its name, what people call it, its MIME type."""

    name: str
    title: str
    ending: str
    mimetype: str


FILE_KINDS = {
    kind.name: kind
    for kind in (
        FileKind(
            "xlsx",
            "Excel",
            "xlsx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ),
        FileKind("gift", "GIFT", "gift", "text/plain"),
        FileKind("moodle-xml", "Moodle XML", "xml", "application/xml"),
        FileKind("qti", "QTI 2.1", "zip", "application/zip"),
        FileKind("aiken", "Aiken", "txt", "text/plain"),
    )
}


@dataclass(frozen=True)
class Room:
    """How much of a bank a format holds; `left_out` names the items it has no room for."""

    kind: FileKind
    count: int
    left_out: tuple[str, ...]


def rooms(session: Session, manuscript: Manuscript) -> tuple[Room, ...]:
    """Give for each format how many of the living items it holds."""
    drafts = _drafts(session, manuscript)
    return tuple(_room(kind, drafts) for kind in FILE_KINDS.values())


def _room(kind: FileKind, drafts: Sequence[Draft]) -> Room:
    carries = CARRIES[kind.name]
    left = tuple(draft.name for draft in drafts if not carries(draft))
    return Room(kind, len(drafts) - len(left), left)


def written(session: Session, manuscript: Manuscript, kind: FileKind, storage: Storage) -> bytes:
    """Give the living items of a bank as a file, with their pictures where it holds any."""
    carries = CARRIES[kind.name]
    drafts = [each for each in _drafts(session, manuscript) if carries(each)]
    if kind.name in WITH_FILES:
        media = {each.name: each for each in module_of(manuscript.content).media}
        drafts = [_illustrated(each, media, storage) for each in drafts]
    return WRITERS[kind.name](drafts)


def _illustrated(draft: Draft, media: Mapping[str, Media], storage: Storage) -> Draft:
    """Give the draft with its pictures beside it; one that is lost stays a name."""
    contents = {}
    for name in illustrating.media_in(draft):
        with suppress(FileNotFoundError):
            if name in media:
                contents[name] = media_kept.read(storage, media[name].digest)
    return illustrating.packed(draft, contents)


def _drafts(session: Session, manuscript: Manuscript) -> list[Draft]:
    rows = queries.items(session, manuscript.id)
    return [_draft(row) for row in rows if row.status is not ItemStatus.RETIRED]


def _draft(row: BankItem) -> Draft:
    return draft_of(question_of(row))
