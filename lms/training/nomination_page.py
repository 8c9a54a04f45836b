"""What the pages of a nomination list show."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

from lms.kernel.cipher import Cipher
from lms.kernel.sentence import Sentence
from lms.people.nik import mask
from lms.training import nominees, prerequisites
from lms.training.models import NominationSheet, ParticipationState
from lms.training.nominating import counts, problems_of, rows_of
from lms.training.nomination_queries import Target
from lms.training.nominees import Result
from lms.training.words import STATE_WORDS
from lms.web.templating import sentence

_NIK_LETTERS = 16
_TONES = {Result.NEW: "good", Result.KNOWN: "info", Result.PROBLEM: "danger"}


@dataclass(frozen=True)
class RowLine:
    """A row of the list and what becomes of it."""

    number: int
    name: str
    contents: tuple[str, ...]
    result: str
    tone: str
    remarks: tuple[str, ...]


@dataclass(frozen=True)
class SheetPage:
    """A list that was tried, and perhaps applied."""

    sheet: NominationSheet
    to: Target
    rows: tuple[RowLine, ...]
    new_count: int
    known_count: int
    problem_count: int
    state_word: str

    @property
    def good_count(self) -> int:
        """Give how many rows can be applied."""
        return self.new_count + self.known_count

    @property
    def may_apply(self) -> bool:
        """Tell whether there is something to apply."""
        return self.sheet.applied_at is None and self.good_count > 0


def page(found: NominationSheet, to: Target, *, cipher: Cipher) -> SheetPage:
    """Give the page's values."""
    counted = counts(found)
    titles = {column.key: column.title for column in nominees.columns(())}
    clear = rows_of(found, cipher)
    entries = found.rows["rows"]
    return SheetPage(
        sheet=found,
        to=to,
        rows=tuple(
            _line(entry, row.cells, titles) for entry, row in zip(entries, clear, strict=True)
        ),
        new_count=counted[Result.NEW],
        known_count=counted[Result.KNOWN],
        problem_count=counted[Result.PROBLEM],
        state_word=str(STATE_WORDS[ParticipationState(found.rows["state"])][0]),
    )


def _line(entry: Mapping[str, Any], cells: Mapping[str, str], titles: Mapping[str, str]) -> RowLine:
    remarks = [f"{titles[key]}: {sentence(words)}" for key, words in problems_of(entry)]
    if entry["note"]:
        remarks.append(sentence(Sentence(entry["note"])))
    if entry["lacks"]:
        remarks.append(sentence(prerequisites.remark(entry["lacks"])))
    return RowLine(
        number=entry["number"],
        name=cells.get("name", ""),
        contents=_contents(cells),
        result=entry["result"],
        tone=_TONES[Result(entry["result"])],
        remarks=tuple(remarks),
    )


def state_choices(to: Target) -> list[tuple[str, str]]:
    """Give what nominees may become: only who plans the angkatan may invite at once."""
    invited = (ParticipationState.INVITED.value, _("Diundang (langsung dapat menjawab)"))
    nominated = (ParticipationState.NOMINATED.value, _("Diusulkan (diperiksa panitia dahulu)"))
    return [invited, nominated] if to.may_plan else [nominated]


def _contents(cells: Mapping[str, str]) -> tuple[str, ...]:
    nik = cells.get("nik", "")
    shown = {
        _("HP"): cells.get("phone", ""),
        _("domisili"): cells.get("domicile", ""),
        _("asal"): cells.get("origin", ""),
        _("NIK"): mask(nik) if len(nik) == _NIK_LETTERS else "",
    }
    return tuple(f"{label} {value}" for label, value in shown.items() if value)


@dataclass(frozen=True)
class SheetLine:
    """A list that was uploaded, in the list of lists."""

    sheet: NominationSheet
    rows_count: int
    problem_count: int


def sheet_lines(found: Sequence[NominationSheet]) -> tuple[SheetLine, ...]:
    """Give the lists with their counts."""
    return tuple(
        SheetLine(each, len(each.rows["rows"]), counts(each)[Result.PROBLEM]) for each in found
    )
