"""Who can be signed in with one click in the demonstration, and what to try first as them."""

from typing import NamedTuple

from lms.kernel.sentence import Sentence, say


class DemoAccount(NamedTuple):
    """An account of the demonstration: its login name, what it is, what to do first."""

    login_name: str
    label: Sentence
    first: Sentence

    @property
    def button(self) -> Sentence:
        """Give the verb that signs in as this one."""
        return say("Masuk sebagai %(label)s", label=self.label.msgid)


DEMO_ACCOUNTS = (
    DemoAccount(
        "contoh-peserta",
        say("Peserta angkatan yang sedang berjalan"),
        say("Isi presensi, baca modul, kerjakan tes, lihat apa yang masih kurang."),
    ),
    DemoAccount(
        "contoh-pengajar",
        say("Pengajar"),
        say("Buka presensi dan tampilkan kodenya, buka tes, nilai praktik."),
    ),
    DemoAccount(
        "contoh-penulis",
        say("Penulis materi (widyaiswara)"),
        say("Buka bengkel materi: ubah modul, tulis soal, impor soal dari Excel atau Word."),
    ),
    DemoAccount(
        "contoh-panitia",
        say("Panitia Dinas Sosial provinsi"),
        say("Lihat lima angka angkatan, undang peserta, tetapkan kelulusan."),
    ),
    DemoAccount(
        "contoh-utusan",
        say("Dinas Sosial kabupaten/kota"),
        say("Usulkan peserta dengan berkas XLSX sesuai kuota."),
    ),
    DemoAccount(
        "contoh-lulusan",
        say("Lulusan Bimtek Dasar 2017"),
        say("Unduh sertifikat, daftarkan diri sebagai PSM, lihat jenjang berikutnya."),
    ),
    DemoAccount(
        "contoh-psm",
        say("Peserta pembinaan PSM"),
        say("Baca evaluasi kinerja: pengetahuan, keterampilan, dan sikap."),
    ),
    DemoAccount(
        "contoh-loket",
        say("Petugas loket"),
        say("Ajukan pendaftaran atas nama warga, dan catat pelatihan terdahulu."),
    ),
    DemoAccount(
        "contoh-registrar",
        say("Petugas pendaftaran PSM"),
        say("Periksa dan putuskan pendaftaran yang menunggu."),
    ),
    DemoAccount(
        "contoh-pusat",
        say("Panitia Kementerian Sosial"),
        say("Buka kelima kegiatan contoh: lima angka, evaluasi kinerja, dan notula."),
    ),
    DemoAccount(
        "contoh-kemensos",
        say("Petugas Kementerian Sosial"),
        say("Lihat siapa yang sudah terlatih sampai desa, dan siapa yang belum."),
    ),
    DemoAccount(
        "contoh-admin",
        say("Admin"),
        say("Kelola organisasi, petugas, dan perannya."),
    ),
    DemoAccount(
        "contoh-auditor",
        say("Auditor"),
        say("Baca jejak tindakan; tidak mengubah apa pun."),
    ),
)
"""In the order of the front page."""
