"""What the figures of "Pelatihan wajib" are called, and what they mean."""

from lms.kernel.sentence import Sentence, say
from lms.standings.buckets import Bucket
from lms.standings.figures import Basis
from lms.training.catalogue import Family

BUCKET_WORDS: dict[Bucket, tuple[Sentence, str]] = {
    Bucket.DONE: (say("Selesai"), "good"),
    Bucket.RECOGNISED: (say("Diakui"), "good"),
    Bucket.IN_TRAINING: (say("Dalam pelatihan"), "info"),
    Bucket.UNFINISHED: (say("Belum lulus"), "attention"),
    Bucket.ABSENT: (say("Diundang, belum hadir"), "danger"),
    Bucket.NEVER: (say("Belum pernah"), "neutral"),
}
"""The word of each bucket and the tone in which it is shown."""

FAMILY_WORDS = {Family.PSM.value: say("PSM"), Family.PENSOSMAS.value: say("Pensosmas")}

BASIS_WORDS = {
    Basis.LIST: say("menurut daftar nama"),
    Basis.TARGET: say("menurut target per desa"),
    Basis.NONE: say("belum ditetapkan"),
}

UNSET = say("belum ditetapkan")


def definitions(family: str) -> tuple[Sentence, ...]:
    """Give what the columns mean, one sentence each, for a family in words."""
    return (
        say(
            "Wajib: orang pada daftar wajib yang berlaku, atau target per desa. Enam keadaan di "
            "bawah ini membagi habis yang wajib; jumlahnya selalu sama dengan Wajib. Tanpa daftar "
            "dan tanpa target: belum ditetapkan, bukan 0%."
        ),
        say("Selesai: memegang sertifikat pelatihan tingkat ini yang terbit di Bekal dan berlaku."),
        say(
            "Diakui: pelatihan terdahulunya diakui dari dokumen, diperiksa dua petugas, dan tidak "
            "dicabut."
        ),
        say("Dalam pelatihan: peserta terdaftar pada angkatan tingkat ini yang sedang berjalan."),
        say("Belum lulus: pernah hadir pada angkatan yang sudah ditutup, tetapi belum lulus."),
        say("Diundang, belum hadir: pernah diundang, tetapi belum pernah hadir."),
        say("Belum pernah: wajib, tetapi belum pernah diundang, atau belum diketahui orangnya."),
        say("Terlatih: selesai atau diakui, sebagai bagian dari yang wajib, dibulatkan ke bawah."),
        say("Di luar daftar: orang yang selesai atau diakui tanpa termasuk yang wajib."),
        say(
            "Terdaftar: orang yang penetapannya sebagai %(family)s tercatat di Bekal dan berlaku.",
            family=family,
        ),
        say(
            "Desa belum ada: desa dan kelurahan menurut kode wilayah yang berlaku, tanpa seorang "
            "pun yang selesai atau diakui, wajib atau tidak."
        ),
        say(
            "Setiap orang dihitung sekali, di wilayah domisilinya sekarang; nama tanpa akun di "
            "desa pada daftarnya."
        ),
    )
