"""What members, terms and ends are called on pages."""

from flask_babel import gettext as _

from lms.registration.families import FAMILY_WORDS
from lms.registration.models import Verdict
from lms.registration.presenters import Word
from lms.registration.tenure_models import EndKind, NoteKind
from lms.training.catalogue import Family


def family_word(family: str) -> str:
    """Give "PSM" or "Pensosmas"."""
    return str(FAMILY_WORDS[Family(family)].name)


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
