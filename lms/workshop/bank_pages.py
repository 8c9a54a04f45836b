"""What the list of a bank shows."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy.orm import Session

from courses.kinds import Level
from lms.kernel.access import Actor, Permission
from lms.kernel.clock import Zone, day_of
from lms.regions.zones import zone_of
from lms.training import asking
from lms.web import formats
from lms.web.paging import Paging
from lms.web.templating import sentence
from lms.workshop import bank_queries
from lms.workshop.assembling import question_of
from lms.workshop.bank_queries import PAGE_ROWS, Papers, Use, Wanted
from lms.workshop.bank_rules import STEPS, Act
from lms.workshop.bank_status import missing_of
from lms.workshop.bank_words import KIND_WORDS, STATUS_WORDS
from lms.workshop.models import BankItem, ItemStatus, Manuscript

SEVERAL = (Act.SEND, Act.APPROVE)
"""What can be done with several items at once."""

_STEM_LETTERS = 160
_READIEST = (
    ItemStatus.READY,
    ItemStatus.IN_REVIEW,
    ItemStatus.DRAFT,
    ItemStatus.QUARANTINED,
    ItemStatus.RETIRED,
)


@dataclass(frozen=True)
class Line:
    """An item in the list."""

    item: BankItem
    stem: str
    sort: str
    objective: str
    word: str
    tone: str
    lack: str
    writer: str
    used: str
    changed: str
    acts: frozenset[Act]  # what can be done with it together with others
    is_chosen: bool


@dataclass(frozen=True)
class Cell:
    """How many items of an objective and level there are, in words, and where they are listed."""

    level: str
    words: str
    url: str
    is_gap: bool


@dataclass(frozen=True)
class ObjectiveRow:
    """An objective with its cells."""

    objective: str
    cells: tuple[Cell, ...]
    ready_count: int


@dataclass(frozen=True)
class BankPage:
    """A page of the bank of a manuscript."""

    manuscript: Manuscript
    lines: tuple[Line, ...]
    paging: Paging
    total: int
    summary: str
    objectives: tuple[ObjectiveRow, ...]
    may_write: bool
    is_filtered: bool

    @property
    def acts(self) -> frozenset[Act]:
        """Give what can be done with some of these items."""
        return frozenset(act for line in self.lines for act in line.acts)

    @property
    def choose_all_url(self) -> str:
        """Give the same page with every item ticked."""
        return self.paging.url(self.paging.number) + "&pilih=semua"


def bank_page(
    session: Session,
    actor: Actor,
    manuscript: Manuscript,
    wanted: Wanted,
    *,
    number: int,
    is_all_chosen: bool,
) -> BankPage:
    """Give a page of the items asked for."""
    rows, count = bank_queries.page(session, manuscript.id, wanted, number)
    counts = bank_queries.counts(session, manuscript.id)
    values = {"manuscript_id": manuscript.id, **wanted.values}
    region_code = manuscript.region_code
    return BankPage(
        manuscript=manuscript,
        lines=_lines(session, actor, manuscript, rows, is_all_chosen=is_all_chosen),
        paging=Paging(number, count, PAGE_ROWS, "workshop_bank.items", values),
        total=sum(sum(each.values()) for each in counts.values()),
        summary=said_counts(sum(counts.values(), Counter())),
        objectives=objective_rows(manuscript, counts),
        may_write=actor.may(Permission.CONTENT_WRITE, within=region_code),
        is_filtered=bool(wanted.values),
    )


def _lines(
    session: Session,
    actor: Actor,
    manuscript: Manuscript,
    rows: Sequence[BankItem],
    *,
    is_all_chosen: bool,
) -> tuple[Line, ...]:
    people = bank_queries.names(
        session, [each for row in rows for each in (row.author_id, row.changed_by_id)]
    )
    papers = bank_queries.papers(session, manuscript)
    published = bank_queries.published(session, manuscript)
    zone = zone_of(manuscript.region_code)
    return tuple(
        _line(
            manuscript,
            row,
            people,
            used(papers, row.key, published.get(row.key)),
            zone,
            acts=acts_of(actor, manuscript, row),
            is_all_chosen=is_all_chosen,
        )
        for row in rows
    )


def _line(
    manuscript: Manuscript,
    row: BankItem,
    people: Mapping[UUID, str],
    used_words: str,
    zone: Zone,
    *,
    acts: frozenset[Act],
    is_all_chosen: bool,
) -> Line:
    word, tone = STATUS_WORDS[row.status]
    missing = missing_of(manuscript, row) if row.status is ItemStatus.DRAFT else ()
    return Line(
        item=row,
        stem=excerpt(row),
        sort=f"{sentence(KIND_WORDS[row.kind])} · {row.level}",
        objective=row.objective or str(_("belum dipilih")),
        word=sentence(word),
        tone=tone,
        lack=sentence(missing[0]) if missing else "",
        writer=name_of(people, row.author_id),
        used=used_words,
        changed=changed_words(row, people, zone),
        acts=acts,
        is_chosen=is_all_chosen and bool(acts),
    )


def acts_of(actor: Actor, manuscript: Manuscript, row: BankItem) -> frozenset[Act]:
    """Give what the actor can do with an item together with others."""
    is_own = row.changed_by_id == actor.account_id
    return frozenset(
        act
        for act in SEVERAL
        if actor.may(STEPS[act].permission, within=manuscript.region_code)
        and row.status in STEPS[act].before
        and not (act is Act.APPROVE and is_own)
    )


def name_of(people: Mapping[UUID, str], account_id: UUID | None) -> str:
    """Give a name; what came with a published module has no author here."""
    return people.get(account_id, "–") if account_id else str(_("modul terbit"))


def changed_words(row: BankItem, people: Mapping[UUID, str], zone: Zone) -> str:
    """Give "09/03/2026, Sri Lestari"."""
    day = formats.short_day(day_of(row.changed_at, zone))
    name = people.get(row.changed_by_id) if row.changed_by_id else None
    return f"{day}, {name}" if name else day


def excerpt(row: BankItem) -> str:
    """Give the beginning of what an item asks, as plain text."""
    text = " ".join(asking.stem_to_read(question_of(row)).html.striptags().split())
    return text if len(text) <= _STEM_LETTERS else text[: _STEM_LETTERS - 1].rstrip() + "…"


def used(papers: Papers, key: str, uses: Sequence[Use] | None) -> str:
    """Say in how many papers an item stood and in how many versions of curricula it is."""
    count = papers.by_key[key]
    if not uses and not count and papers.latest_count is None:
        return str(_("belum"))
    versions = len(uses or ())
    words = ngettext("%(num)s naskah tes", "%(num)s naskah tes", count)
    if papers.latest_count is not None:
        latest = formats.number(papers.latest_count)
        words = _("%(num)s dari %(latest)s naskah tes terbaru", num=count, latest=latest)
    held = ngettext("%(num)s versi kurikulum", "%(num)s versi kurikulum", versions)
    return f"{words}, {held}"


def said_counts(counts: Counter[ItemStatus]) -> str:
    """Give "12 siap, 3 ditelaah"."""
    return ", ".join(
        f"{counts[status]} {sentence(STATUS_WORDS[status][0]).lower()}"
        for status in _READIEST
        if counts[status]
    )


def objective_rows(
    manuscript: Manuscript, counts: Mapping[tuple[str, str], Counter[ItemStatus]]
) -> tuple[ObjectiveRow, ...]:
    """Give the manuscript's objectives with their items by level, those of no objective last."""
    known = list(manuscript.content["indicators"])
    strange = sorted({objective for objective, _level in counts} - set(known))
    return tuple(_objective_row(manuscript, each, counts) for each in [*known, *strange])


def _objective_row(
    manuscript: Manuscript, objective: str, counts: Mapping[tuple[str, str], Counter[ItemStatus]]
) -> ObjectiveRow:
    found = {level: counts.get((objective, level.value), Counter()) for level in Level}
    return ObjectiveRow(
        objective or str(_("Tanpa indikator")),
        tuple(_cell(manuscript, objective, level, each) for level, each in found.items()),
        sum(each[ItemStatus.READY] for each in found.values()),
    )


def _cell(
    manuscript: Manuscript, objective: str, level: Level, counts: Counter[ItemStatus]
) -> Cell:
    asked: dict[str, Any] = {**Wanted(objective=objective, level=level.value).values}
    url = url_for("workshop_bank.items", manuscript_id=manuscript.id, **asked)
    return Cell(level.value, said_counts(counts), url, not counts[ItemStatus.READY])
