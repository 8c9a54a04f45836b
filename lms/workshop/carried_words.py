"""Words of curriculum files that were brought."""

from flask_babel import lazy_gettext as _l

from lms.workshop.foreseeing import Fate
from lms.workshop.models import CarriedState

CARRIED_WORDS = {
    CarriedState.TRIED: (_l("Diperiksa, belum dikirim"), "neutral"),
    CarriedState.WAITING: (_l("Menunggu orang kedua"), "info"),
    CarriedState.PUBLISHED: (_l("Terbit"), "good"),
    CarriedState.REFUSED: (_l("Ditolak"), "danger"),
    CarriedState.WITHDRAWN: (_l("Ditarik"), "neutral"),
    CarriedState.TAKEN: (_l("Menjadi naskah"), "good"),
    CarriedState.EXPIRED: (_l("Lewat waktu, dihapus"), "attention"),
}
"""The word and the tone of each state."""

FATE_WORDS = {
    Fate.NEW: (_l("Modul baru"), "good"),
    Fate.CHANGED: (_l("Berbeda dari yang terbit"), "info"),
    Fate.SAME: (_l("Sama dengan yang terbit"), "neutral"),
    Fate.UNUSED: (_l("Tidak dipakai kurikulum di berkas ini, dilewati"), "attention"),
    Fate.TAKEN: (_l("Naskahnya sudah ada, dilewati"), "attention"),
}
"""What becomes of a module of the file."""
