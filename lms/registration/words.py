"""What members, terms and ends are called on pages."""

from flask_babel import gettext as _

from lms.registration.models import Verdict
from lms.registration.presenters import Word
from lms.registration.tenure_models import EndKind, NoteKind

_SHORT = {"psm": "PSM", "pensosmas": "Pensosmas"}


def family_word(family: str) -> str:
    """Give "PSM" or "Pensosmas"."""
    return _SHORT[family]


def verdict_word(verdict: Verdict | None) -> Word:
    """Give how it is written what a registrar found about a scan."""
    words = {
        None: Word(_("Belum diperiksa"), "attention"),
        Verdict.FITS: Word(_("Sesuai"), "good"),
        Verdict.UNFIT: Word(_("Belum sesuai"), "danger"),
    }
    return words[verdict]


def end_words() -> dict[EndKind, str]:
    """Give how the kinds of an end are written."""
    return {
        EndKind.RESIGNED: _("Mengundurkan diri"),
        EndKind.DECIDED: _("Diberhentikan"),
        EndKind.EXPIRED: _("Masa berlaku habis dan tidak diperpanjang"),
        EndKind.MOVED: _("Pindah domisili"),
        EndKind.BASIS: _("Sertifikat yang menjadi dasar dicabut"),
        EndKind.DIED: _("Meninggal dunia"),
    }


def note_words() -> dict[NoteKind, str]:
    """Give how the answers to a revoked basis are written."""
    return {
        NoteKind.TRAIN: _("Diminta mengikuti pelatihan lagi"),
        NoteKind.KEEP: _("Tetap terdaftar, dengan alasan"),
    }
