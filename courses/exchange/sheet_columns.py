"""The columns of a list of questions, the words people use for them, and the kinds of question."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from string import ascii_uppercase

LETTERS = ascii_uppercase
OFFERED_LETTERS = "ABCDEF"
HEADING_WITHIN = 15

_NOT_WORD = re.compile(r"[^0-9a-z]+")


@dataclass(frozen=True)
class Column:
    """A column: its title, other words for it, how it is filled in; `is_extra` if seldom used."""

    key: str
    title: str
    also: tuple[str, ...]
    width: int
    help: str
    is_extra: bool = False


COLUMNS = (
    Column(
        "code",
        "Kode",
        ("kode soal", "id", "id soal", "idnumber", "nomor kode"),
        12,
        "Boleh kosong. Kode Anda sendiri untuk soal ini, misalnya PSM-012.",
    ),
    Column(
        "kind",
        "Jenis",
        ("jenis soal", "tipe", "tipe soal", "bentuk", "bentuk soal", "type"),
        22,
        "Pilih dari daftar. Bila kosong, jenis ditebak dari pilihan dan kuncinya.",
    ),
    Column(
        "stem",
        "Soal",
        ("pertanyaan", "butir soal", "pokok soal", "rumusan soal", "question", "uraian soal"),
        60,
        "Wajib. Tulis seperti akan dibaca peserta; baris baru dengan Alt+Enter.",
    ),
    Column(
        "key",
        "Kunci",
        ("kunci jawaban", "jawaban", "jawaban benar", "jawaban yang benar", "answer", "kunci jwb"),
        16,
        "Huruf pilihan yang benar: B, atau A,C bila lebih dari satu; Benar atau Salah; jawaban "
        "isian (beberapa dipisah titik koma); angka; untuk Uraian kriterianya, lihat contoh.",
    ),
    Column(
        "tolerance",
        "Toleransi",
        ("tolerance", "galat"),
        11,
        "Hanya untuk Angka: selisih yang masih dianggap benar, misalnya 0,1.",
    ),
    Column(
        "explanation",
        "Pembahasan",
        ("penjelasan", "alasan", "feedback", "umpan balik", "pembahasan soal"),
        50,
        "Mengapa kuncinya benar; dibaca peserta setelah tes.",
    ),
    Column(
        "objective",
        "Tujuan/indikator",
        ("tujuan", "indikator", "tujuan pembelajaran", "indikator soal", "indikator hasil belajar"),
        36,
        "Indikator hasil belajar yang diuji, sama persis dengan yang tertulis pada modul.",
    ),
    Column(
        "level",
        "Tingkat",
        ("level", "level kognitif", "ranah", "ranah kognitif", "jenjang", "level soal"),
        8,
        "C1 mengingat, C2 memahami, C3 menerapkan, C4 menganalisis.",
    ),
    Column(
        "unit",
        "Satuan",
        ("unit",),
        10,
        "Hanya untuk Angka: satuan yang tampil di samping isian, misalnya kg.",
        is_extra=True,
    ),
    Column(
        "shares",
        "Bobot",
        ("bobot pilihan", "nilai pilihan"),
        22,
        "Hanya bila pilihan bernilai sebagian: persen tiap pilihan, misalnya A=100; C=50; D=-50. "
        "Untuk Pilih kata: nomor kelompok tiap kata, misalnya A=1; B=2; tanda * setelah nomor "
        "berarti kata itu boleh dipakai berkali-kali.",
        is_extra=True,
    ),
    Column(
        "comments",
        "Tanggapan",
        ("tanggapan pilihan", "umpan balik pilihan"),
        40,
        "Tanggapan untuk tiap pilihan, satu baris satu pilihan: A: … lalu B: …; untuk "
        "Benar/salah: Benar: … lalu Salah: ….",
        is_extra=True,
    ),
    Column(
        "case",
        "Bedakan huruf besar",
        ("huruf besar", "peka huruf"),
        12,
        "Hanya untuk Isian singkat: ya bila huruf besar dan kecil harus sama.",
        is_extra=True,
    ),
    Column("name", "Nama", ("nama soal", "judul soal"), 24, "Nama pendek soal.", is_extra=True),
    Column("category", "Kategori", ("kelompok soal",), 24, "Kelompok soal.", is_extra=True),
    Column("tags", "Label", ("tag", "tags"), 18, "Label, dipisah titik koma.", is_extra=True),
    Column("grade", "Nilai", ("skor", "poin"), 8, "Nilai paling tinggi; biasanya 1.", True),
    Column(
        "markup",
        "Format teks",
        ("format",),
        14,
        "biasa bila kosong: teks tampil seperti diketik. markdown: **tebal**, *miring*.",
        is_extra=True,
    ),
)
"""All columns but the choices, in the order in which they are offered; choices come after Soal."""

BY_KEY: Mapping[str, Column] = {column.key: column for column in COLUMNS}

KINDS: Mapping[str, tuple[str, ...]] = {
    "Pilihan ganda": ("pg", "pilgan", "multiple choice", "multichoice", "ganda", "pilihan"),
    "Pilihan ganda kompleks": (
        "pgk",
        "pg kompleks",
        "pilihan ganda banyak jawaban",
        "jawaban ganda",
        "multiple response",
        "banyak jawaban",
    ),
    "Benar/salah": ("bs", "b s", "benar atau salah", "true false", "truefalse"),
    "Isian singkat": ("isian", "jawaban singkat", "short answer", "shortanswer", "jawaban pendek"),
    "Angka": ("numerik", "numerical", "numeric", "bilangan", "hitungan"),
    "Menjodohkan": ("jodoh", "penjodohan", "memasangkan", "pasangan", "matching", "match"),
    "Mengurutkan": ("urutan", "urutkan", "pengurutan", "ordering"),
    "Isian rumpang": ("rumpang", "melengkapi", "cloze", "multianswer"),
    "Uraian": ("esai", "essay", "esei", "uraian terbuka", "uraian singkat"),
    "Keterangan": ("deskripsi", "description", "wacana", "bacaan"),
    "Pilih kata": ("gapselect",),
    "Seret kata": ("ddwtos",),
    "Kategori": ("category",),
}
"""What stands in "Jenis", and the other words understood for it."""

OFFERED_KINDS = tuple(KINDS)[:10]
TYPES: Mapping[str, str] = {
    "Pilihan ganda": "multichoice",
    "Pilihan ganda kompleks": "multichoice",
    "Benar/salah": "truefalse",
    "Isian singkat": "shortanswer",
    "Angka": "numerical",
    "Menjodohkan": "match",
    "Mengurutkan": "ordering",
    "Isian rumpang": "multianswer",
    "Uraian": "essay",
    "Keterangan": "description",
    "Pilih kata": "gapselect",
    "Seret kata": "ddwtos",
    "Kategori": "category",
}
"""The type of a draft, for each kind."""


def fold(text: str) -> str:
    """Give a word as words are compared: lower case, no signs, no star for "required"."""
    return _NOT_WORD.sub(" ", text.lower()).strip()


_KIND_WORDS = {fold(word): kind for kind, also in KINDS.items() for word in (kind, *also)}
_COLUMN_WORDS = {
    fold(word): column.key for column in COLUMNS for word in (column.title, *column.also)
}
_CHOICE = re.compile(r"(?:(?:pilihan|opsi|option|jawaban|alternatif|butir) )*([a-z])")


def kind_of(text: str) -> str | None:
    """Give the kind that a word in "Jenis" means."""
    return _KIND_WORDS.get(fold(text))


def column_of(heading: str) -> str | None:
    """Give the key of the column that a heading means; a letter is the key of a choice."""
    folded = fold(heading.partition("(")[0])
    if folded in _COLUMN_WORDS:
        return _COLUMN_WORDS[folded]
    choice = _CHOICE.fullmatch(folded)
    return choice[1].upper() if choice else None


def places(headings: Sequence[str]) -> Mapping[str, int] | None:
    """Give where each column stands if this line is a heading: Soal and one column more."""
    found: dict[str, int] = {}
    for place, heading in enumerate(headings):
        key = column_of(heading) if len(heading) < 60 else None
        if key:
            found.setdefault(key, place)
    return found if "stem" in found and len(found) > 1 else None
