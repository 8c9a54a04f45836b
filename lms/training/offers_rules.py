"""When an angkatan may be announced, and who may put themselves forward for it. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from lms.kernel.access import contains
from lms.kernel.sentence import Sentence, say
from lms.training.models import Stage

ADULT_YEARS = 18
"""How old a participant is at least, as a PSM has to be (reference: domain, section 1.1, d)."""

TAKES_PART = say("Anda sudah tercatat dalam angkatan ini; lihat halaman Undangan.")
UNKNOWN_RECEIPT = say(
    "Tidak ada pengajuan dengan nomor tanda terima dan angka HP ini. Periksa keduanya. Pengajuan "
    "yang sudah lama diputuskan tidak disimpan lagi."
)


@dataclass(frozen=True)
class Door:
    """What decides whether one may apply: the angkatan's stage, the last day, whose seats."""

    stage: Stage
    is_announced: bool
    closes_on: date
    sender_codes: tuple[str, ...]

    def sender_of(self, domicile_code: str) -> str | None:
        """Give the sender's region in which somebody lives; None: they live in none."""
        fits = [code for code in self.sender_codes if contains(code, domicile_code)]
        return max(fits, key=len, default=None)


def against_announcing(
    stage: Stage, sender_codes: Sequence[str], *, starts_on: date, closes_on: date, today: date
) -> tuple[Sentence, ...]:
    """Give every reason not to announce an angkatan."""
    found = []
    if stage is not Stage.PLANNED:
        found.append(say("Hanya angkatan yang masih direncanakan dapat diumumkan."))
    if not sender_codes:
        found.append(
            say(
                "Beri dahulu kuota kepada sekurang-kurangnya satu wilayah: hanya warga wilayah "
                "itu yang dapat mengajukan diri."
            )
        )
    if closes_on < today:
        found.append(say("Hari terakhir pengajuan sudah lewat."))
    if closes_on > starts_on:
        found.append(say("Hari terakhir pengajuan harus sebelum atau pada hari pertama angkatan."))
    return tuple(found)


def closed(door: Door, *, today: date) -> Sentence | None:
    """Say why nobody may apply (any more); None: the door is open."""
    if door.stage is Stage.CANCELLED:
        return say("Angkatan ini dibatalkan oleh penyelenggaranya.")
    if door.stage is not Stage.PLANNED:
        return say("Angkatan ini sudah dimulai; pengajuan diri sudah ditutup.")
    if not door.is_announced or today > door.closes_on:
        return say("Pengajuan diri untuk angkatan ini sudah ditutup.")
    return None


def against_applying(
    door: Door, *, domicile_code: str | None, born_on: date | None, today: date
) -> tuple[Sentence, ...]:
    """Give every reason why this person can't apply; an unknown birth date is no reason."""
    shut = closed(door, today=today)
    if shut is not None:
        return (shut,)
    found = []
    if domicile_code is None:
        found.append(say("Isi dahulu desa atau kelurahan tempat tinggal Anda di Data saya."))
    elif door.sender_of(domicile_code) is None:
        found.append(
            say(
                "Angkatan ini hanya untuk warga wilayah yang mendapat kuota. Lihat angkatan lain "
                "yang terbuka bagi wilayah Anda."
            )
        )
    if born_on is not None and _years(born_on, today) < ADULT_YEARS:
        found.append(
            say(
                "Terima kasih atas kepedulian Anda. Peserta harus berusia sekurang-kurangnya "
                "%(years)s tahun; ajukan diri lagi setelah Anda cukup umur.",
                years=ADULT_YEARS,
            )
        )
    return tuple(found)


def _years(born_on: date, on: date) -> int:
    return on.year - born_on.year - ((on.month, on.day) < (born_on.month, born_on.day))
