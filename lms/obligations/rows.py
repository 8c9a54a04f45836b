"""The sheets of obliged people and of targets, and what is wrong with each of their rows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from lms.kernel.access import contains
from lms.kernel.sentence import Sentence, say
from lms.people import names, nik
from lms.standings.models import Mode
from lms.web.sheets import Column, Row

ROWS_MOST = 100_000
BYTES_MOST = 11 * 1024 * 1024
TARGET_MOST = 1000

_DESA = Column(
    "desa",
    "Desa/kelurahan",
    ("kode desa", "kode wilayah", "desa", "kelurahan", "domisili"),
    40,
    is_required=True,
    is_text=True,
    help="Kode desa atau kelurahan (misalnya 18.72.01.1001), atau “desa, kecamatan, "
    "kabupaten/kota”.",
)
COLUMNS: dict[Mode, tuple[Column, ...]] = {
    Mode.NAMES: (
        Column(
            "nik",
            "NIK",
            ("nomor nik", "no nik"),
            20,
            is_required=True,
            is_text=True,
            help="16 angka, sebagai teks.",
        ),
        Column("name", "Nama lengkap", ("nama",), 30, True, help="Seperti pada KTP, tanpa gelar."),
        _DESA,
    ),
    Mode.TARGETS: (
        _DESA,
        Column(
            "count",
            "Jumlah wajib",
            ("jumlah", "target", "jumlah orang"),
            14,
            is_required=True,
            help="Berapa orang di desa ini wajib dilatih, misalnya 5.",
        ),
    ),
}
TITLES = {column.key: column.title for columns in COLUMNS.values() for column in columns}
HELP = (
    "Isi satu orang (atau satu desa) pada satu baris di lembar pertama; jangan ubah baris judul.",
    "Kolom NIK sudah berformat teks. Bila menyalin dari berkas lain, pakai “Tempel sebagai "
    "nilai” agar angka NIK tidak berubah.",
    "Unggah berkas ini pada halaman Daftar wajib. Setiap baris diperiksa dahulu; belum ada yang "
    "berlaku sebelum Anda menekan Terapkan.",
)

Problem = tuple[str, Sentence]


@dataclass(frozen=True)
class Named:
    """A good row of a list of names."""

    row: int
    nik: str
    name: str
    region_code: str


@dataclass(frozen=True)
class Aimed:
    """A good row of a list of targets."""

    row: int
    region_code: str
    people_count: int


@dataclass(frozen=True)
class Fault:
    """A row that can't be applied: what to mend, by column."""

    row: Row
    problems: tuple[Problem, ...]


@dataclass
class Judged:
    """What became of every row."""

    named: list[Named] = field(default_factory=list)
    aimed: list[Aimed] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    @property
    def good_count(self) -> int:
        """Give how many rows can be applied."""
        return len(self.named) + len(self.aimed)

    @property
    def people_count(self) -> int:
        """Give how many people the good rows oblige."""
        return len(self.named) + sum(each.people_count for each in self.aimed)


def judge(
    mode: Mode,
    rows: Sequence[Row],
    desa: Mapping[str, str | Sentence],
    *,
    scope: str,
    today: date,
) -> Judged:
    """Judge every row by itself and against those before it.

    `desa` gives for each text of the column the code, or what is wrong with it.
    """
    found, seen = Judged(), dict[str, int]()
    for row in rows:
        code, problems = _desa(row.cells.get("desa", ""), desa, scope)
        if mode is Mode.NAMES:
            _judge_name(found, row, code, problems, seen, today)
        else:
            _judge_target(found, row, code, problems, seen)
    return found


def _desa(text: str, desa: Mapping[str, str | Sentence], scope: str) -> tuple[str, list[Problem]]:
    known = desa.get(text) if text else say("Isi desa atau kelurahan.")
    if not isinstance(known, str):
        return "", [("desa", known or say("Isi desa atau kelurahan."))]
    if not contains(scope, known):
        words = "Desa %(code)s di luar wilayah daftar ini. Hapus barisnya atau perbaiki kodenya."
        return "", [("desa", say(words, code=known))]
    return known, []


def _judge_name(
    found: Judged,
    row: Row,
    code: str,
    problems: list[Problem],
    seen: dict[str, int],
    today: date,
) -> None:
    digits, name = nik.bare(row.cells.get("nik", "")), names.tidy(row.cells.get("name", ""))
    problems = [*_nik_problems(row, digits, seen, today), *_name_problems(name), *problems]
    if problems:
        found.faults.append(Fault(row, tuple(problems)))
        return
    seen[digits] = row.number
    found.named.append(Named(row.number, digits, name, code))


def _nik_problems(row: Row, digits: str, seen: Mapping[str, int], today: date) -> list[Problem]:
    if "nik" in row.numbers:
        words = (
            "NIK ini tersimpan sebagai angka, sehingga angka terakhirnya hilang. Ubah kolom NIK "
            "menjadi Teks, lalu ketik ulang."
        )
        return [("nik", say(words))]
    if digits in seen:
        words = "NIK ini sudah ada pada baris %(row)s. Hapus salah satunya."
        return [("nik", say(words, row=seen[digits]))]
    return [("nik", sentence) for sentence in nik.check(digits, today=today).problems]


def _name_problems(name: str) -> list[Problem]:
    if not name:
        return [("name", say("Isi nama lengkap."))]
    return [("name", sentence) for sentence in names.problems(name)]


def _judge_target(
    found: Judged, row: Row, code: str, problems: list[Problem], seen: dict[str, int]
) -> None:
    if code in seen:
        words = "Desa ini sudah ada pada baris %(row)s. Hapus salah satunya."
        problems = [*problems, ("desa", say(words, row=seen[code]))]
    count, against = _people_count(row.cells.get("count", ""))
    problems = [*problems, *against]
    if problems:
        found.faults.append(Fault(row, tuple(problems)))
        return
    seen[code] = row.number
    found.aimed.append(Aimed(row.number, code, count))


def _people_count(text: str) -> tuple[int, list[Problem]]:
    if text.isascii() and text.isdigit() and len(text) <= 6 and int(text) <= TARGET_MOST:
        return int(text), []
    words = "Tulis bilangan bulat 0 sampai %(most)s."
    return 0, [("count", say(words, most=TARGET_MOST))]
