"""What acts on an angkatan are called in its history."""

from lms.kernel.sentence import say

ACT_WORDS = {
    "angkatan.planned": say("Direncanakan"),
    "angkatan.changed": say("Diubah"),
    "angkatan.quota-set": say("Kuota pengirim diisi"),
    "angkatan.quota-removed": say("Kuota pengirim dihapus"),
    "angkatan.started": say("Dimulai"),
    "angkatan.cancelled": say("Dibatalkan"),
    "angkatan.closed": say("Ditutup"),
    "round.decided": say("Kelulusan ditetapkan"),
}
