"""What the pages of manuscripts show, worked out before they are drawn."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from flask import url_for
from flask_babel import gettext as _

from courses import checking
from courses import media as media_in
from courses.checking import Area
from courses.model import Lesson, Media, Module, Term
from lms.kernel.access import Actor, Permission
from lms.learning import texts
from lms.workshop import drafting
from lms.workshop.drafting import Part, PartKind
from lms.workshop.models import ItemStatus, Manuscript, ManuscriptState
from lms.workshop.tasks import Listing, Task
from lms.workshop.words import AREA_WORDS, LISTING_WORDS, STATE_WORDS, STATUS_WORDS

WORDS_PER_MINUTE = 130
"""How fast a text of this kind is read with thought."""


@dataclass(frozen=True)
class Tab:
    """A list of manuscripts to choose, with how many are in it."""

    label: str
    url: str
    is_current: bool


@dataclass(frozen=True)
class PartLine:
    """A lesson or handout in a list; `minutes` only of a lesson."""

    name: str
    number: int
    title: str
    minutes: int | None
    for_trainer: bool
    kilobytes: int
    checks_count: int
    is_first: bool
    is_last: bool


@dataclass(frozen=True)
class MediaLine:
    """A picture or paper in the list."""

    media: Media
    kilobytes: int
    is_picture: bool
    is_used: bool


@dataclass(frozen=True)
class Todo:
    """What is still wrong in a part of a manuscript, and the page where it is mended."""

    title: str
    url: str
    sentences: tuple[str, ...]


@dataclass(frozen=True)
class Rights:
    """What the one who looks may do with a manuscript."""

    writes: bool
    approves: bool
    publishes: bool


@dataclass(frozen=True)
class ManuscriptLine:
    """A manuscript in the list: its state in words, and what waits."""

    row: Manuscript
    word: str
    tone: str
    lessons_count: int
    ready_count: int
    waiting: str


def rights(actor: Actor, manuscript: Manuscript) -> Rights:
    """Give what the actor may do here."""

    def may(permission: Permission) -> bool:
        return actor.may(permission, within=manuscript.region_code)

    return Rights(
        may(Permission.CONTENT_WRITE),
        may(Permission.CONTENT_APPROVE),
        may(Permission.CONTENT_PUBLISH),
    )


def listed(rows: Sequence[Manuscript], tasks: Iterable[Task], asked: str) -> list[Manuscript]:
    """Give the manuscripts of the listing that is asked for; all where there is no such one."""
    if asked not in set(Listing):
        return list(rows)
    ids = {each.manuscript_id for each in tasks if Listing(asked).holds(each)}
    return [row for row in rows if row.id in ids]


def tabs(rows: Sequence[Manuscript], tasks: Sequence[Task], asked: str) -> list[Tab]:
    """Give the lists to choose from: all, then those in which something is."""
    found = [Tab(f"{_('Semua')} ({len(rows)})", url_for("workshop.overview"), asked == "")]
    for each, words in LISTING_WORDS.items():
        count = sum(each.holds(task) for task in tasks)
        if count or asked == each.value:
            url = url_for("workshop.overview", daftar=each.value)
            found.append(Tab(f"{words} ({count})", url, asked == each.value))
    return found if len(found) > 1 else []


def manuscript_lines(
    rows: Sequence[Manuscript], counts: Mapping[UUID, Mapping[str, int]]
) -> list[ManuscriptLine]:
    """Give the list of manuscripts."""
    return [_manuscript_line(row, counts.get(row.id, {})) for row in rows]


def _manuscript_line(row: Manuscript, counts: Mapping[str, int]) -> ManuscriptLine:
    word, tone = STATE_WORDS[row.state]
    statuses = (ItemStatus.DRAFT, ItemStatus.IN_REVIEW)
    waiting = [f"{counts[s.value]} {STATUS_WORDS[s]}" for s in statuses if counts.get(s.value)]
    return ManuscriptLine(
        row,
        str(word),
        tone,
        len(row.content.get("lessons", [])),
        counts.get(ItemStatus.READY.value, 0),
        ", ".join(waiting),
    )


def part_lines(module: Module, kind: PartKind) -> list[PartLine]:
    """Give the lessons or handouts of a module with what each makes a phone load."""
    parts: Sequence[Part] = module.lessons if kind is PartKind.LESSON else module.handouts
    return [
        PartLine(
            drafting.name_of(part),
            number,
            part.title,
            part.minutes if isinstance(part, Lesson) else None,
            not isinstance(part, Lesson) and part.for_trainer,
            texts.kilobytes(shown(part.text, module)),
            len(module.selfcheck_of(part.slug)) if isinstance(part, Lesson) else 0,
            number == 1,
            number == len(parts),
        )
        for number, part in enumerate(parts, start=1)
    ]


def shown(text: str, module: Module, terms: tuple[Term, ...] = ()) -> texts.Text:
    """Give a text as the trainee will see it, with all its pictures."""
    return texts.text(text, module.media, texts.Manner(terms, shows_all=True))


def reading_minutes(text: str) -> int:
    """Give how many minutes a text takes to read, by its words."""
    return max(1, round(len(text.split()) / WORDS_PER_MINUTE))


def media_lines(module: Module, in_bank: Collection[str] = ()) -> list[MediaLine]:
    """Give the pictures and papers of a module; questions show those that are `in_bank`."""
    used = {*media_in.used(module), *in_bank}
    return [
        MediaLine(
            each,
            -(-each.bytes_count // 1000),
            each.width is not None or each.kind.startswith("image/"),
            each.name in used,
        )
        for each in module.media
    ]


def todos(manuscript: Manuscript, module: Module, pending_count: int) -> list[Todo]:
    """Give what is still wrong with a module by where it is mended; of questions what waits too."""
    found = {area: list(said) for area, said in checking.check_areas(module).items() if said}
    if pending_count and Area.QUESTIONS in found:
        words = _("Hanya soal yang siap dihitung; %(count)s butir masih draf atau ditelaah.")
        found[Area.QUESTIONS].append(words % {"count": pending_count})
    return [
        Todo(str(AREA_WORDS[area][0]), _address(area, manuscript), tuple(said))
        for area, said in found.items()
    ]


def _address(area: Area, manuscript: Manuscript) -> str:
    endpoint, anchor = AREA_WORDS[area][1:]
    return url_for(endpoint, manuscript_id=manuscript.id, _anchor=anchor)


def may_send(manuscript: Manuscript) -> bool:
    """Tell whether a manuscript may be sent for review now."""
    return manuscript.state in (ManuscriptState.DRAFT, ManuscriptState.RETURNED)
