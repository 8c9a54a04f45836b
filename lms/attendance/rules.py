"""What counts as late, who may mark, and every refusal in words. Pure, no database."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from lms.attendance.codes import Verdict
from lms.attendance.models import Mark, Status
from lms.kernel.clock import Zone
from lms.kernel.sentence import Sentence, say
from lms.training.models import TrainingSession
from lms.web.formats import clock_time, plain_day

LATE_AFTER_MINUTES = 15
CONTACT_MINUTES = 10
"""A scan judged at first contact is worth this long, so that a slow sign-in doesn't lose it."""

COUNTS_AS_PRESENT = frozenset({Status.PRESENT, Status.LATE})


@dataclass(frozen=True)
class Contact:
    """A code as it was judged when it first reached the server; `key` is spent by one mark."""

    key: str
    judged_at: datetime
    verdict: Verdict


def status_at(starts_at: datetime, arrived_at: datetime) -> Status:
    """Give HADIR, or TERLAMBAT for whoever arrives over 15 minutes after the start."""
    late = arrived_at - starts_at > timedelta(minutes=LATE_AFTER_MINUTES)
    return Status.LATE if late else Status.PRESENT


def is_open(row: TrainingSession) -> bool:
    """Tell whether presensi can be taken now."""
    return row.opened_at is not None and row.closed_at is None


def was_open(row: TrainingSession, at: datetime) -> bool:
    """Tell whether presensi was open at a moment of its last opening."""
    opened = row.opened_at is not None and row.opened_at <= at
    return opened and (row.closed_at is None or at < row.closed_at)


def closed_objection(row: TrainingSession, zone: Zone, at: datetime) -> Sentence | None:
    """Give why a session can't be marked as of this moment; None: it is open."""
    if was_open(row, at):
        return None
    if row.closed_at is not None and row.opened_at is not None and row.opened_at <= at:
        return say(
            "Presensi sesi “%(title)s” sudah ditutup pukul %(time)s. Jika Anda hadir, "
            "sampaikan kepada pengajar atau panitia.",
            title=row.title,
            time=clock_time(row.closed_at, zone),
        )
    return say(
        "Presensi sesi “%(title)s” belum dibuka. Jadwalnya %(day)s pukul %(time)s; tunggu "
        "sampai pengajar membukanya.",
        title=row.title,
        day=plain_day(row.starts_at.astimezone(zone.info).date()),
        time=clock_time(row.starts_at, zone),
    )


def contact_objection(contact: Contact | None, at: datetime) -> Sentence | None:
    """Give why a scan doesn't count; None: it counts."""
    if contact is None:
        return say("Belum ada kode untuk sesi ini. Pindai QR di layar, atau ketik enam angkanya.")
    if at - contact.judged_at > timedelta(minutes=CONTACT_MINUTES):
        return say(
            "Pemindaian Anda sudah lebih dari %(minutes)s menit. Pindai lagi QR yang tampil "
            "sekarang.",
            minutes=CONTACT_MINUTES,
        )
    return code_objection(contact.verdict)


def code_objection(verdict: Verdict) -> Sentence | None:
    """Give why a code doesn't count; None: it counts."""
    if verdict is Verdict.VALID:
        return None
    if verdict is Verdict.EXPIRED:
        return say(
            "Kode ini sudah tidak berlaku: kode berganti setiap 20 detik. Pakai kode yang tampil "
            "di layar sekarang."
        )
    return say("Kode ini tidak cocok. Lihat lagi kode di layar kelas Anda, lalu ulangi.")


def standing_objection(mark: Mark) -> Sentence | None:
    """Give why a code can't change what a trainer has noted; None: it says present already."""
    if mark.status in COUNTS_AS_PRESENT:
        return None
    return say(
        "Pengajar sudah mencatat Anda: %(status)s. Jika keliru, minta pengajar mengubahnya.",
        status=mark.status.value,
    )


def needs_reason(row: TrainingSession, earlier: Mark | None) -> bool:
    """Tell whether a trainer must say why: when a mark changes, or presensi is not open."""
    return earlier is not None or not is_open(row)


def list_objection(
    row: TrainingSession, earlier: Mark | None, *, reason: str, at: datetime
) -> Sentence | None:
    """Give why a trainer can't mark somebody by list; None: go ahead."""
    if not is_open(row) and at < row.starts_at:
        return say("Sesi ini belum dimulai. Catat presensi saat sesi berlangsung atau sesudahnya.")
    if needs_reason(row, earlier) and not reason:
        return say("Tulis alasan perubahan ini; alasannya tersimpan dalam riwayat.")
    return None


def shared_devices(marks: Iterable[Mark]) -> frozenset[UUID]:
    """Give the participation ids whose mark came from a browser that marked others too."""
    people: dict[str, set[UUID]] = {}
    for mark in marks:
        if mark.device is not None:
            people.setdefault(mark.device, set()).add(mark.participation_id)
    return frozenset(who for group in people.values() if len(group) > 1 for who in group)
