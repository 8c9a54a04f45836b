"""Words for pages that have nothing to show yet."""

from dataclasses import dataclass

from flask_babel import gettext as _

from lms.home.queries import Belonging
from lms.kernel.access import Actor, Permission


@dataclass(frozen=True)
class Nothing:
    """What an empty page says: what is not there, what will appear and how to begin."""

    title: str
    text: str


def nothing_to_do(actor: Actor, belonging: Belonging) -> Nothing:
    """Give the words for somebody for whom nothing waits."""
    title = _("Tidak ada yang harus dilakukan sekarang")
    if actor.may_somewhere(Permission.CONTENT_WRITE):
        words = _("Naskah dan soal yang menunggu Anda muncul di sini. Mulailah di Bengkel materi.")
        return Nothing(title, words)
    if actor.grants:
        return Nothing(
            title, _("Tugas baru dari wilayah Anda muncul di sini. Pilih halaman dari menu.")
        )
    if belonging.teaches:
        return Nothing(
            title, _("Sesi, tes, dan penilaian kelas Anda muncul di sini pada waktunya.")
        )
    if belonging.takes_part:
        return Nothing(
            title, _("Undangan, presensi, tes, dan sertifikat Anda muncul di sini pada waktunya.")
        )
    return Nothing(
        title,
        _(
            "Anda belum diusulkan ke pelatihan mana pun. Dinas Sosial kabupaten/kota Anda "
            "mengusulkan peserta; undangannya akan muncul di sini."
        ),
    )
