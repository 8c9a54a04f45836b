"""What the help sheet says: how to fill in, each column, an example of each kind."""

from collections.abc import Mapping

LINES = (
    "Isi lembar “Soal”: satu soal pada satu baris. Urutan kolom boleh diubah; kolom lain dilewati.",
    "Unggah di Bekal pada Bengkel, naskah modul, Impor soal. Semua baris diperiksa dahulu; belum "
    "ada yang tersimpan sebelum Anda menekan “Masukkan”.",
    "Contoh di bawah tidak ikut terbaca; salin ke lembar “Soal” bila ingin mencobanya.",
)

CHOICES = (
    "Pilihan A–F",
    "Pilihan jawaban, satu pada tiap kolom; boleh ditambah sampai Pilihan H. Menjodohkan: "
    "“kiri = kanan” pada tiap kolom, dan “pengecoh = kanan” untuk lawan yang tidak berpasangan. "
    "Mengurutkan: hal-halnya menurut urutan yang benar (Bekal mengacaknya). Isian rumpang: "
    "jawaban untuk [[1]] di Pilihan A, [[2]] di Pilihan B; beberapa jawaban dipisah titik koma; "
    "dengan tanda * di depan yang benar, peserta memilih dari daftar.",
)

EXAMPLES: tuple[Mapping[str, str], ...] = (
    {
        "kind": "Pilihan ganda",
        "stem": "Kepada siapa PSM melaporkan hasil pendataan di desanya?",
        "A": "Kepala desa atau lurah",
        "B": "Ketua karang taruna",
        "C": "Kepala sekolah",
        "key": "A",
        "explanation": "PSM bekerja bersama pemerintah desa atau kelurahan.",
        "level": "C1",
    },
    {
        "kind": "Pilihan ganda kompleks",
        "stem": "Mana saja yang dicatat pada kunjungan rumah?",
        "A": "Keadaan tempat tinggal",
        "B": "Anggota keluarga",
        "C": "Pilihan politik",
        "D": "Kebutuhan mendesak",
        "key": "A,B,D",
        "level": "C2",
    },
    {
        "kind": "Benar/salah",
        "stem": "Data keluarga boleh dibagikan di grup percakapan warga.",
        "key": "Salah",
        "explanation": "Data pribadi hanya diberikan kepada yang berwenang.",
        "level": "C2",
    },
    {
        "kind": "Isian singkat",
        "stem": "Apa singkatan dari Pekerja Sosial Masyarakat?",
        "key": "PSM; P.S.M.",
        "level": "C1",
    },
    {
        "kind": "Angka",
        "stem": "Berapa kilogram beras untuk 12 keluarga bila tiap keluarga menerima 2,5 kg?",
        "key": "30",
        "tolerance": "0,5",
        "level": "C3",
    },
    {
        "kind": "Menjodohkan",
        "stem": "Pasangkan peran dengan kegiatannya.",
        "A": "Pendamping = mendampingi keluarga",
        "B": "Penyuluh = menyampaikan informasi",
        "C": "Penghubung = menghubungkan dengan layanan",
        "D": "pengecoh = memungut iuran",
        "level": "C2",
    },
    {
        "kind": "Mengurutkan",
        "stem": "Urutkan langkah penanganan masalah.",
        "A": "Pendekatan awal",
        "B": "Asesmen",
        "C": "Rencana",
        "D": "Pelaksanaan",
        "level": "C3",
    },
    {
        "kind": "Isian rumpang",
        "stem": "Kunjungan rumah dimulai dengan [[1]] dan diakhiri dengan [[2]].",
        "A": "memperkenalkan diri; perkenalan",
        "B": "*kesepakatan; perdebatan; pungutan",
        "level": "C2",
    },
    {
        "kind": "Uraian",
        "stem": "Sebuah keluarga menolak didata. Apa yang Anda lakukan, dan mengapa?",
        "key": "Kriteria [sikap]: Menghargai keluarga\n"
        "1 = Memaksa atau mengancam.\n"
        "2 = Pergi tanpa menjelaskan.\n"
        "3 = Menjelaskan tujuan dengan sopan.\n"
        "4 = Menjelaskan dengan sopan dan menawarkan waktu lain.",
        "explanation": "Keluarga berhak menolak; kepercayaan dibangun dengan penjelasan.",
        "level": "C4",
    },
    {
        "kind": "Keterangan",
        "stem": "Bacalah kasus berikut untuk menjawab tiga soal sesudahnya. …",
    },
)
