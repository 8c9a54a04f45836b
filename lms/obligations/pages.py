"""What the pages of the lists show."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from lms.kernel.cipher import Cipher
from lms.kernel.clock import Zone
from lms.obligations import operations, queries, rows
from lms.obligations.forms import MODE_WORDS, key_value
from lms.obligations.queries import Offer
from lms.people import nik
from lms.regions.queries import full_names
from lms.regions.zones import zone_of
from lms.standings.buckets import Key
from lms.standings.models import Mode, ObligedFault, ObligedList
from lms.web import formats
from lms.web.forms import SelectChoice
from lms.web.paging import Paging
from lms.web.templating import sentence

FAMILY_WORDS = {"psm": "PSM", "pensosmas": "Pensosmas"}
FAULTS, GOOD = "salah", "benar"


@dataclass(frozen=True)
class State:
    """How a list stands: a word and its tone."""

    word: str
    tone: str


@dataclass(frozen=True)
class Line:
    """A list in the list of lists."""

    made: ObligedList
    words: str
    place: str
    state: State
    zone: Zone


@dataclass(frozen=True)
class RowLine:
    """A row of a list: what it says, and what to mend."""

    number: int
    title: str
    contents: str
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Tab:
    """A side of the result."""

    label: str
    url: str
    is_current: bool


@dataclass(frozen=True)
class ListPage:
    """One list with a page of its rows."""

    made: ObligedList
    words: str
    place: str
    state: State
    zone: Zone
    replaces: ObligedList | None
    good_count: int
    rows: tuple[RowLine, ...]
    paging: Paging
    tabs: tuple[Tab, ...]
    facts: tuple[tuple[str, str], ...]

    @property
    def is_tried(self) -> bool:
        """Tell whether it was only tried so far."""
        return self.made.applied_at is None

    @property
    def may_apply(self) -> bool:
        """Tell whether it can be put in force."""
        return self.is_tried and self.good_count > 0

    @property
    def is_in_force(self) -> bool:
        """Tell whether it obliges now."""
        return not self.is_tried and self.made.replaced_at is None

    @property
    def apply_label(self) -> str:
        """Give what the button does: "Terapkan 79.998 baris, 2 dilewati"."""
        if not self.made.faults_count:
            return str(_("Terapkan %(count)s baris", count=formats.number(self.good_count)))
        words = _(
            "Terapkan %(count)s baris, %(left)s dilewati",
            count=formats.number(self.good_count),
            left=formats.number(self.made.faults_count),
        )
        return str(words)


def key_words(key: Key, titles: Mapping[Key, str]) -> str:
    """Give "PSM, tingkat Dasar"."""
    family = FAMILY_WORDS.get(key.family, key.family)
    tier = titles.get(key, key.tier.capitalize())
    return str(_("%(family)s, tingkat %(tier)s", family=family, tier=tier))


def key_choices(offered: Offer) -> list[SelectChoice]:
    """Give the tiers a list may be for."""
    titles = dict(offered.keys)
    return [SelectChoice(key_value(key), key_words(key, titles)) for key, _title in offered.keys]


def state_of(made: ObligedList) -> State:
    """Give how a list stands."""
    if made.applied_at is None:
        return State(_("Baru diperiksa"), "attention")
    if made.replaced_at is None:
        return State(_("Berlaku"), "good")
    return State(_("Diganti") if made.replaced_by_id else _("Diakhiri"), "neutral")


def lines(session: Session, found: Sequence[ObligedList], offered: Offer) -> tuple[Line, ...]:
    """Give the lists of the list."""
    places = full_names(session, {each.region_code for each in found})
    titles = dict(offered.keys)
    return tuple(
        Line(
            each,
            key_words(Key(each.family, each.tier), titles),
            places[each.region_code],
            state_of(each),
            zone_of(each.region_code),
        )
        for each in found
    )


def page(
    session: Session, made: ObligedList, offered: Offer, *, side: str, number: int, cipher: Cipher
) -> ListPage:
    """Give one list with a page of its faulty or good rows."""
    good = queries.good_count(session, made)
    side = side if side in (FAULTS, GOOD) else FAULTS if made.faults_count else GOOD
    shown = _fault_lines if side == FAULTS else _good_lines
    (line,) = lines(session, [made], offered)
    count = made.faults_count if side == FAULTS else good
    return ListPage(
        made=made,
        words=line.words,
        place=line.place,
        state=line.state,
        zone=line.zone,
        replaces=queries.in_force(session, made) if made.applied_at is None else None,
        good_count=good,
        rows=shown(session, made, number, cipher),
        paging=Paging(
            number, count, queries.PAGE_ROWS, "obligations.show", {"list_id": made.id, "isi": side}
        ),
        tabs=_tabs(made, side, good),
        facts=_facts(made, line),
    )


def _tabs(made: ObligedList, side: str, good: int) -> tuple[Tab, ...]:
    labels = {
        FAULTS: _("Baris salah (%(count)s)", count=formats.number(made.faults_count)),
        GOOD: _("Baris benar (%(count)s)", count=formats.number(good)),
    }
    return tuple(
        Tab(label, url_for("obligations.show", list_id=made.id, isi=one), one == side)
        for one, label in labels.items()
    )


def _facts(made: ObligedList, line: Line) -> tuple[tuple[str, str], ...]:
    found = [
        (_("Wajib mengikuti"), line.words),
        (_("Wilayah"), line.place),
        (_("Isi"), str(MODE_WORDS[made.mode])),
        (_("Sumber"), made.source),
        (_("Tanggal sumber"), formats.plain_day(made.dated_on)),
        (_("Orang yang diwajibkan"), formats.number(made.people_count)),
        (_("Diunggah"), f"{formats.moment(made.uploaded_at, line.zone)}, {made.filename}"),
    ]
    if made.applied_at:
        found.append((_("Diterapkan"), formats.moment(made.applied_at, line.zone)))
    if made.replaced_at:
        found.append((_("Berakhir"), formats.moment(made.replaced_at, line.zone)))
    return tuple(found)


def _fault_lines(
    session: Session, made: ObligedList, number: int, cipher: Cipher
) -> tuple[RowLine, ...]:
    found = queries.faults(session, made.id, number)
    return tuple(_fault_line(each, operations.cells_of(each, cipher)) for each in found)


def _fault_line(each: ObligedFault, cells: Mapping[str, str]) -> RowLine:
    digits = cells.get("nik", "")
    shown = nik.mask(digits) if len(digits) == nik.LENGTH else digits
    contents = [shown, cells.get("desa", ""), cells.get("count", "")]
    return RowLine(
        number=each.row,
        title=cells.get("name", ""),
        contents="; ".join(one for one in contents if one),
        remarks=tuple(
            f"{rows.TITLES[key]}: {sentence(one)}" for key, one in operations.problems_of(each)
        ),
    )


def _good_lines(
    session: Session, made: ObligedList, number: int, cipher: Cipher
) -> tuple[RowLine, ...]:
    if made.mode is Mode.NAMES:
        named = queries.named(session, made.id, number)
        places = full_names(session, {each.region_code for each in named})
        return tuple(
            RowLine(each.row, each.name, f"{each.nik_masked}; {places[each.region_code]}")
            for each in named
        )
    aimed = queries.aimed(session, made.id, number)
    places = full_names(session, {each.region_code for each in aimed})
    return tuple(
        RowLine(each.row, places[each.region_code], _("%(count)s orang", count=each.people_count))
        for each in aimed
    )
