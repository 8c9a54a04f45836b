"""The history of a manuscript: who did what with it and its questions, when and why."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms.kernel.audit import AuditEntry
from lms.kernel.clock import Zone
from lms.kernel.database import reading
from lms.kernel.sentence import Sentence, say
from lms.regions.zones import zone_of
from lms.web.access import actor, allow
from lms.web.formats import moment
from lms.web.paging import Paging, page_number
from lms.web.templating import sentence
from lms.workshop import history, queries
from lms.workshop.bank_words import ITEM_ACTS
from lms.workshop.desk import blueprint
from lms.workshop.models import ManuscriptState
from lms.workshop.queries import READERS
from lms.workshop.touching import FELL
from lms.workshop.words import STATE_WORDS

_EVERYTHING = "semua"
_ACTS: Mapping[str, Sentence] = {
    **ITEM_ACTS,
    "manuscript.begun": say("Naskah dimulai"),
    "manuscript.changed": say("Naskah diubah"),
    "manuscript.sent": say("Naskah dikirim untuk ditelaah"),
    "manuscript.approved": say("Naskah disetujui"),
    "manuscript.returned": say("Naskah dikembalikan"),
    "module.published": say("Modul diterbitkan"),
    "question-import.applied": say("Soal dari berkas dimasukkan ke bank"),
    "curriculum-file.taken": say("Naskah dibuat dari berkas kurikulum"),
}
_PARTS: Mapping[str, Sentence] = {
    "header": say("Kepala modul"),
    "plan": say("Rencana pembelajaran (RP)"),
    "bacaan": say("Bacaan"),
    "lembar": say("Lembar sesi"),
    "item": say("Butir soal"),
    "media": say("Gambar dan berkas"),
    "carried": say("Dari berkas kurikulum"),
}


@dataclass(frozen=True)
class Happening:
    """One act: what, of which part, by whom, when and why; `fell`: it made it a draft again."""

    words: str
    part: str
    who: str
    when: str
    reason: str
    fell: str


@dataclass(frozen=True)
class Tab:
    """A part of the history to look at."""

    label: str
    url: str
    is_current: bool


@blueprint.get("/naskah/<uuid:manuscript_id>/riwayat")
@allow(*READERS)
def manuscript_history(manuscript_id: UUID) -> ResponseReturnValue:
    """Tell what was done with a manuscript; first only what changed a status."""
    wanted, number = request.args.get("lihat", ""), page_number()
    is_whole = wanted == _EVERYTHING
    with reading() as session:
        row = queries.manuscript(session, actor(), manuscript_id)
        found, count = history.entries(session, row, status_only=not is_whole, number=number)
        names = queries.names(session, [each.account_id for each in found])
    zone = zone_of(row.region_code)
    values = {"manuscript_id": row.id, **({"lihat": wanted} if is_whole else {})}
    endpoint = "workshop.manuscript_history"
    return render_template(
        "workshop/history.html",
        row=row,
        happenings=[_happening(each, names, zone) for each in found],
        tabs_shown=_tabs(row.id, is_whole=is_whole),
        paging=Paging(number, count, history.PAGE_ROWS, endpoint, values),
    )


def _tabs(manuscript_id: UUID, *, is_whole: bool) -> tuple[Tab, ...]:
    place = "workshop.manuscript_history"
    status = url_for(place, manuscript_id=manuscript_id)
    everything = url_for(place, manuscript_id=manuscript_id, lihat=_EVERYTHING)
    return (
        Tab(_("Perubahan keadaan"), status, not is_whole),
        Tab(_("Semua suntingan"), everything, is_whole),
    )


def _happening(entry: AuditEntry, names: Mapping[UUID, str], zone: Zone) -> Happening:
    fell = entry.detail.get(FELL)
    return Happening(
        words=sentence(_ACTS.get(entry.act, say("Catatan lain"))),
        part=_part(entry),
        who=names.get(entry.account_id, "-") if entry.account_id else _("Bekal"),
        when=moment(entry.at, zone),
        reason=entry.reason or "",
        fell=str(STATE_WORDS[ManuscriptState(fell)][0]) if fell else "",
    )


def _part(entry: AuditEntry) -> str:
    """Give which part of the manuscript it was: "Bacaan 01-peran", "Butir soal asas-relawan"."""
    if "key" in entry.detail:
        return str(entry.detail["key"])
    kind, _sign, name = str(entry.detail.get("what", "")).partition(":")
    words = _PARTS.get(kind)
    return f"{sentence(words)} {name}".strip() if words else kind
