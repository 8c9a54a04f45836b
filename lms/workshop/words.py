"""Words of the workshop."""

from typing import Any

from flask_babel import lazy_gettext as _l

from courses.checking import Area
from courses.comparing import Mark
from lms.workshop.drafting import PartKind
from lms.workshop.models import ItemStatus, ManuscriptState
from lms.workshop.tasks import Listing

STATE_WORDS = {
    ManuscriptState.DRAFT: (_l("Draf"), "neutral"),
    ManuscriptState.IN_REVIEW: (_l("Menunggu telaah"), "info"),
    ManuscriptState.RETURNED: (_l("Dikembalikan"), "attention"),
    ManuscriptState.APPROVED: (_l("Disetujui, siap terbit"), "info"),
    ManuscriptState.PUBLISHED: (_l("Terbit"), "good"),
}
"""The word and the tone of each state."""

LISTING_WORDS = {
    Listing.TO_DECIDE: _l("Menunggu telaah Anda"),
    Listing.QUESTIONS: _l("Soal menunggu telaah Anda"),
    Listing.TO_PUBLISH: _l("Siap terbit"),
    Listing.OWN: _l("Sedang Anda kerjakan"),
}

STATUS_WORDS = {
    ItemStatus.DRAFT: _l("draf"),
    ItemStatus.IN_REVIEW: _l("ditelaah"),
    ItemStatus.READY: _l("siap"),
    ItemStatus.QUARANTINED: _l("karantina"),
    ItemStatus.RETIRED: _l("pensiun"),
}

PART_WORDS = {PartKind.LESSON: _l("Bacaan"), PartKind.HANDOUT: _l("Lembar sesi")}

AREA_WORDS: dict[Area, tuple[Any, str, str | None]] = {
    Area.HEADER: (_l("Kepala modul"), "workshop.header", None),
    Area.LESSONS: (_l("Bacaan"), "workshop.show", "bacaan"),
    Area.HANDOUTS: (_l("Lembar sesi"), "workshop.show", "lembar"),
    Area.PLAN: (_l("Rencana pembelajaran (RP)"), "workshop.plan", None),
    Area.MEDIA: (_l("Gambar dan berkas"), "workshop.media", None),
    Area.QUESTIONS: (_l("Bank soal"), "workshop_bank.items", None),
}
"""What a part of a manuscript is called, and where it is mended."""

FIELD_WORDS = {
    "title": _l("Judul modul"),
    "code": _l("Kode"),
    "jp": _l("Jam pelajaran (JP)"),
    "summary": _l("Ringkasan"),
    "outcome": _l("Hasil belajar"),
    "indicators": _l("Indikator hasil belajar"),
    "sources": _l("Sumber"),
    "valid_on": _l("Berlaku per tanggal"),
    "review_on": _l("Tinjau ulang sebelum"),
    "plan": _l("Rencana pembelajaran (RP)"),
}

MARK_WORDS = {
    Mark.ADDED: (_l("Ditambah"), "good"),
    Mark.REMOVED: (_l("Dihapus"), "danger"),
    Mark.CHANGED: (_l("Diubah"), "info"),
}
"""What became of a part: the word and its tone."""
