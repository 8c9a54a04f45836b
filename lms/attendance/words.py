"""The words and tones of presensi, as pages show them."""

from flask_babel import gettext as _

from lms.attendance.models import Status, Way


def word(status: Status | None) -> str:
    """Give a status as people read it."""
    words = {
        Status.PRESENT: _("Hadir"),
        Status.LATE: _("Terlambat"),
        Status.EXCUSED: _("Izin"),
        Status.SICK: _("Sakit"),
        Status.ABSENT: _("Alpa"),
    }
    return str(words[status]) if status else str(_("Belum"))


def tone(status: Status | None) -> str:
    """Give the tone that goes with a status."""
    tones = {
        Status.PRESENT: "good",
        Status.LATE: "attention",
        Status.EXCUSED: "info",
        Status.SICK: "info",
        Status.ABSENT: "danger",
    }
    return tones[status] if status else "neutral"


def way_word(way: Way) -> str:
    """Give how a mark came to be, as people read it."""
    words = {
        Way.CODE: _("kode diketik"),
        Way.QR: _("QR dipindai"),
        Way.LIST: _("dicatat pengajar"),
        Way.PAPER: _("dari kertas"),
    }
    return str(words[way])
