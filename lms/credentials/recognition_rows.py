"""Lists of papers: their columns, and reading one row into facts or problems. Pure."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from lms.credentials.recognition_people import Whom
from lms.credentials.recognition_rules import (
    KIND_WORDS,
    Countable,
    EarlierPaper,
    PaperKind,
    problems,
)
from lms.kernel.sentence import Sentence, say
from lms.people import nik, phones
from lms.people.names import tidy
from lms.regions.folding import fold
from lms.web.sheets import Column, Row

_LONGEST = {"title": 200, "organiser": 200, "number": 120, "signatory": 160}
_REQUIRED = ("title", "organiser")
_MONTHS = ("jan", "feb", "mar", "apr", "mei", "jun", "jul", "agu", "sep", "okt", "nov", "des")
_DAY_FIRST = re.compile(r"(\d{1,2})[/.\- ](\d{1,2}|[a-z]+)[/.\- ](\d{4})")
_YEAR_FIRST = re.compile(r"(\d{4})-(\d{2})-(\d{2})")

HELP = (
    "Isi satu dokumen pada satu baris di lembar pertama; jangan ubah baris judul.",
    "Setiap baris diperiksa dahulu; belum ada yang tersimpan sebelum Anda menekan Terapkan.",
    "Setelah diterapkan, setiap dokumen menunggu pindaiannya. Unggah pindaian satu per satu pada "
    "halaman dokumennya; baru sesudah itu orang kedua dapat memutuskan.",
)


def columns(programmes: Sequence[Countable]) -> tuple[Column, ...]:
    """Give the columns; the programmes are offered for the last one."""
    return (
        Column("nik", "NIK", ("nomor nik",), 20, is_required=True, is_text=True, help="16 angka."),
        Column("name", "Nama lengkap", ("nama",), 30, True, help="Seperti pada KTP, tanpa gelar."),
        Column("phone", "HP/WhatsApp", ("hp", "no hp"), 18, is_text=True, help="Bila ada."),
        Column(
            "domicile_code",
            "Domisili",
            ("kode desa", "desa"),
            40,
            is_required=True,
            is_text=True,
            help="Kode desa atau kelurahan, atau “desa, kecamatan, kabupaten/kota”.",
        ),
        Column(
            "kind",
            "Jenis dokumen",
            ("jenis",),
            14,
            is_required=True,
            options=("Sertifikat", "SK"),
            help="SK untuk PSM yang sudah bertugas dan tidak mempunyai sertifikat.",
        ),
        Column(
            "title", "Nama pelatihan", ("pelatihan", "judul sk"), 34, True, help="Atau judul SK."
        ),
        Column("organiser", "Penyelenggara", ("penerbit",), 30, True, help="Atau penerbit SK."),
        Column(
            "number",
            "Nomor dokumen",
            ("nomor", "nomor sertifikat", "nomor sk"),
            26,
            is_text=True,
            help="Wajib untuk SK.",
        ),
        Column("dated_on", "Tanggal dokumen", ("tanggal",), 16, True, help="Misalnya 10/08/2017."),
        Column("signatory", "Penanda tangan", (), 24, help="Jabatannya; wajib untuk SK."),
        Column(
            "wanted",
            "Diminta sebagai",
            ("program",),
            26,
            options=tuple(each.title for each in programmes),
            help="Boleh dikosongkan; pemeriksa yang menentukan.",
        ),
    )


@dataclass(frozen=True)
class Entry:
    """The facts of a row that can be believed."""

    whom: Whom
    paper: EarlierPaper


@dataclass(frozen=True)
class Known:
    """What rows are held against."""

    domiciles: Mapping[str, str | Sentence]
    programmes: Sequence[Countable]
    today: date


Problems = tuple[tuple[str, Sentence], ...]


def read(row: Row, known: Known) -> Entry | Problems:
    """Give the entry of a row, or everything that is wrong with it: (column, sentence) each."""
    reader = _Reader(row, known)
    entry = reader.entry()
    if entry is None or reader.problems:
        return tuple(reader.problems)
    against = problems(entry.paper, today=known.today)
    return against or entry


def day_of(text: str) -> date | None:
    """Give the day that somebody typed: 10/08/2017, 10 Agustus 2017 or 2017-08-10."""
    try:
        if found := _YEAR_FIRST.fullmatch(text):
            return date(*map(int, found.groups()))
        if found := _DAY_FIRST.fullmatch(fold(text)):
            day, month, year = found.groups()
            return date(int(year), _month(month), int(day))
    except ValueError:
        return None
    return None


def _month(text: str) -> int:
    if text.isdigit():
        return int(text)
    return _MONTHS.index(text[:3]) + 1


@dataclass
class _Reader:
    row: Row
    known: Known
    problems: list[tuple[str, Sentence]] = field(default_factory=list)

    def entry(self) -> Entry | None:
        for key in _REQUIRED:
            if not self._cell(key):
                self._refuse(key, say("Wajib diisi."))
        for key, most in _LONGEST.items():
            if len(self._cell(key)) > most:
                self._refuse(key, say("Paling panjang %(most)s huruf.", most=most))
        whom, kind, day = self._whom(), self._kind(), self._day()
        wanted = self._wanted()
        if whom is None or kind is None or day is None:
            return None
        paper = EarlierPaper(
            kind=kind,
            title=self._cell("title"),
            organiser=self._cell("organiser"),
            number=self._cell("number"),
            dated_on=day,
            signatory=self._cell("signatory"),
            wanted=wanted,
        )
        return Entry(whom, paper)

    def _cell(self, key: str) -> str:
        return self.row.cells.get(key, "")

    def _refuse(self, key: str, sentence: Sentence) -> None:
        self.problems.append((key, sentence))

    def _whom(self) -> Whom | None:
        name, domicile, digits = tidy(self._cell("name")), self._domicile(), self._nik()
        if not name:
            self._refuse("name", say("Nama wajib diisi."))
        phone = self._try("phone", phones.normalise, say("Tulis nomor HP seperti 0812-3456-7890."))
        return Whom(name, digits, phone, domicile) if name and domicile and digits else None

    def _nik(self) -> str:
        if "nik" in self.row.numbers:
            words = (
                "NIK ini tersimpan sebagai angka, sehingga angka terakhirnya hilang. Beri kolom "
                "NIK format Teks, lalu ketik ulang NIK-nya."
            )
            self._refuse("nik", say(words))
            return ""
        report = nik.check(self._cell("nik"))
        for sentence in report.problems:
            self._refuse("nik", sentence)
        return nik.bare(self._cell("nik"))

    def _domicile(self) -> str:
        text = self._cell("domicile_code")
        found = self.known.domiciles.get(text) if text else say("Domisili wajib diisi.")
        if isinstance(found, Sentence):
            self._refuse("domicile_code", found)
            return ""
        return found or ""

    def _kind(self) -> PaperKind | None:
        text = fold(self._cell("kind"))
        for kind in PaperKind:
            if text and text in (kind.value, fold(str(KIND_WORDS[kind]))):
                return kind
        self._refuse("kind", say("Isi Sertifikat atau SK."))
        return None

    def _day(self) -> date | None:
        found = day_of(self._cell("dated_on"))
        if found is None:
            self._refuse("dated_on", say("Tulis tanggal seperti 10/08/2017."))
        return found

    def _wanted(self) -> str | None:
        text = fold(self._cell("wanted"))
        if not text:
            return None
        for each in self.known.programmes:
            if text in (fold(each.title), each.achievement):
                return each.achievement
        titles = ", ".join(each.title for each in self.known.programmes)
        words = "Program ini tidak ada. Pakai salah satu: %(titles)s; atau kosongkan."
        self._refuse("wanted", say(words, titles=titles))
        return None

    def _try(self, key: str, clean: Callable[[str], str], sentence: Sentence) -> str | None:
        text = self._cell(key)
        try:
            return clean(text) if text else None
        except ValueError:
            self._refuse(key, sentence)
            return None
