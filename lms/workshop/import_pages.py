"""What the pages of question imports show."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from courses.exchange import sheet
from courses.html import Look
from courses.model import Media, Question
from lms.kernel.sentence import Sentence
from lms.regions.zones import zone_of
from lms.training.asking import Card, Layout
from lms.training.media import SUFFIXES
from lms.training.media_views import address
from lms.web.formats import moment
from lms.web.paging import Paging
from lms.web.templating import sentence
from lms.workshop import bank, importing
from lms.workshop.bank_desk import look_of
from lms.workshop.bank_words import KIND_WORDS
from lms.workshop.import_pictures import media_of
from lms.workshop.importing import Result, Verdict
from lms.workshop.item_pages import KeyShown, key_shown
from lms.workshop.models import Manuscript, QuestionImport

PAGE_ROWS = 25
_TONES = {Result.ENTERS: "good", Result.MEND: "danger", Result.SKIPPED: "neutral"}
_CHOSEN = {"masuk": Result.ENTERS, "perbaiki": Result.MEND, "dilewati": Result.SKIPPED}


@dataclass(frozen=True)
class Preview:
    """A question as the trainee will see it, and what only its writer sees."""

    card: Card
    key: KeyShown
    facts: tuple[str, ...]


@dataclass(frozen=True)
class Line:
    """A row of the file."""

    place: str
    word: str
    tone: str
    remarks: tuple[str, ...]
    cells: tuple[tuple[str, str], ...]
    preview: Preview | None


@dataclass(frozen=True)
class Tab:
    """A part of the rows to look at."""

    label: str
    url: str
    is_current: bool


@dataclass(frozen=True)
class ImportPage:
    """A file that was tried, and perhaps applied."""

    found: QuestionImport
    manuscript: Manuscript
    lines: tuple[Line, ...]
    counts: Counter[Result]
    tabs: tuple[Tab, ...]
    paging: Paging
    applied: str
    entered_count: int

    @property
    def enters_count(self) -> int:
        """Give how many rows can enter the bank."""
        return self.counts[Result.ENTERS]

    @property
    def mend_count(self) -> int:
        """Give how many rows are to be mended."""
        return self.counts[Result.MEND]

    @property
    def may_apply(self) -> bool:
        """Tell whether there is something to put into the bank."""
        return self.found.applied_at is None and self.enters_count > 0


def import_page(session: Session, found: QuestionImport, *, wanted: str, number: int) -> ImportPage:
    """Give a page of the rows of an import; `wanted` is a key of the tabs."""
    manuscript = found.manuscript
    verdicts = importing.judge(found, bank.known(session, manuscript))
    if found.applied_at is not None:
        verdicts = tuple(map(_after, verdicts))
    result = _CHOSEN.get(wanted)
    rows = zip(verdicts, found.reading["rows"], strict=True)
    chosen = [(each, row["cells"]) for each, row in rows if result in (None, each.result)]
    values = {"import_id": found.id, **({"hasil": wanted} if result else {})}
    first = (number - 1) * PAGE_ROWS
    look = _look(found, manuscript)
    counts = Counter(each.result for each in verdicts)
    return ImportPage(
        found=found,
        manuscript=manuscript,
        lines=tuple(
            _line(first + place, verdict, cells, look)
            for place, (verdict, cells) in enumerate(chosen[first : first + PAGE_ROWS], start=1)
        ),
        counts=counts,
        tabs=_tabs(found, counts, result),
        paging=Paging(number, len(chosen), PAGE_ROWS, "workshop_import.show", values),
        applied=_moment(found, manuscript),
        entered_count=importing.entered_count(found),
    )


def _look(found: QuestionImport, manuscript: Manuscript) -> Look:
    """Give how questions are shown: until they are applied, with the pictures of the trial."""
    look, own = look_of(manuscript), media_of(found)
    if found.applied_at is not None or not own:
        return look
    digests = {each.digest for each in own}

    def url(media: Media) -> str:
        if media.digest not in digests:
            return address(media)
        suffix = SUFFIXES[media.kind]
        return url_for(
            "workshop_import.picture", import_id=found.id, digest=media.digest, suffix=suffix
        )

    return Look(media={**look.media, **{each.name: each for each in own}}, media_url=url)


def _after(verdict: Verdict) -> Verdict:
    """Give a row of an applied import: what did not enter was left out, whatever stands now."""
    if verdict.result is Result.ENTERS and not verdict.is_done:
        return replace(verdict, result=Result.SKIPPED)
    return verdict


def _moment(found: QuestionImport, manuscript: Manuscript) -> str:
    zone = zone_of(manuscript.region_code)
    return moment(found.applied_at, zone) if found.applied_at else ""


def _tabs(found: QuestionImport, counts: Counter[Result], result: Result | None) -> tuple[Tab, ...]:
    words = {
        "masuk": _("Masuk"),
        "perbaiki": _("Perlu diperbaiki"),
        "dilewati": _("Dilewati"),
    }
    every = url_for("workshop_import.show", import_id=found.id)
    tabs = [Tab(f"{_('Semua')} ({counts.total()})", every, result is None)]
    for key, each in _CHOSEN.items():
        url = url_for("workshop_import.show", import_id=found.id, hasil=key)
        tabs.append(Tab(f"{words[key]} ({counts[each]})", url, result is each))
    return tuple(tabs)


def _line(number: int, verdict: Verdict, cells: Mapping[str, str], look: Look) -> Line:
    question = verdict.question
    return Line(
        place=verdict.place,
        word=_result_word(verdict.result),
        tone=_TONES[verdict.result],
        remarks=tuple(sentence(Sentence(each)) for each in verdict.remarks),
        cells=sheet.titled(cells),
        preview=_preview(question, number, look) if question is not None else None,
    )


def _result_word(result: Result) -> str:
    words = {
        Result.ENTERS: _("Masuk"),
        Result.MEND: _("Perlu diperbaiki"),
        Result.SKIPPED: _("Dilewati"),
    }
    return str(words[result])


def _preview(question: Question, number: int, look: Look) -> Preview:
    layout = Layout(number, f"baris-{number}", f"baris-{number}", look)
    objective = question.objective or str(_("indikator belum dipilih"))
    facts = (sentence(KIND_WORDS[question.type]), question.level.value, objective)
    return Preview(layout.card(question, None), key_shown(question, look), facts)


@dataclass(frozen=True)
class ImportLine:
    """An import in the list of imports."""

    found: QuestionImport
    when: str
    rows_count: int
    entered_count: int


def import_lines(found: Sequence[QuestionImport], manuscript: Manuscript) -> tuple[ImportLine, ...]:
    """Give the imports of a manuscript with their counts."""
    zone = zone_of(manuscript.region_code)
    return tuple(
        ImportLine(
            each,
            moment(each.made_at, zone),
            len(each.reading["rows"]),
            importing.entered_count(each),
        )
        for each in found
    )
