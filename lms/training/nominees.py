"""The list of nominees: its columns, and reading one row into facts or problems. Pure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from lms.kernel.sentence import Sentence, say
from lms.people import names, nik, phones
from lms.people.models import Sex
from lms.regions.folding import fold
from lms.web.sheets import Column, Row

_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_SEXES = {
    "l": Sex.MALE,
    "laki laki": Sex.MALE,
    "lakilaki": Sex.MALE,
    "pria": Sex.MALE,
    "p": Sex.FEMALE,
    "perempuan": Sex.FEMALE,
    "wanita": Sex.FEMALE,
}
_LONGEST = {"gelar_depan": 40, "gelar_belakang": 60, "email": 254, "origin": 200, "unsur": 80}

HELP = (
    "Isi satu orang pada satu baris di lembar pertama; jangan ubah baris judul.",
    "Kolom NIK dan HP sudah berformat teks. Bila menyalin dari berkas lain, pakai “Tempel "
    "sebagai nilai” agar angka NIK tidak berubah.",
    "Unggah berkas ini pada halaman Usulan peserta. Setiap baris diperiksa dahulu; belum ada "
    "yang tersimpan sebelum Anda menekan Terapkan.",
)


def columns(senders: Sequence[str]) -> tuple[Column, ...]:
    """Give the columns; the names of the senders are offered for asal."""
    return (
        Column("name", "Nama lengkap", ("nama",), 30, True, help="Seperti pada KTP, tanpa gelar."),
        Column("gelar_depan", "Gelar depan", width=14, help="Misalnya Drs. atau H."),
        Column("gelar_belakang", "Gelar belakang", width=14, help="Misalnya S.Sos. atau M.Si."),
        Column("nik", "NIK", ("nomor nik", "no nik"), 20, is_text=True, help="16 angka."),
        Column(
            "phone",
            "HP/WhatsApp",
            ("hp", "no hp", "nomor hp", "no hp wa", "telepon", "whatsapp", "hp wa"),
            18,
            is_required=True,
            is_text=True,
            help="Misalnya 0812-3456-7890. Satu nomor boleh dipakai beberapa orang.",
        ),
        Column("email", "E-mail", ("email", "surel"), 24, help="Bila ada."),
        Column(
            "sex",
            "Jenis kelamin",
            ("l p", "jk", "kelamin"),
            10,
            is_required=True,
            options=("L", "P"),
            help="L untuk laki-laki, P untuk perempuan.",
        ),
        Column(
            "domicile",
            "Domisili",
            ("desa kelurahan domisili", "kode desa domisili", "kode desa", "desa", "alamat desa"),
            40,
            is_required=True,
            is_text=True,
            help="Kode desa atau kelurahan (misalnya 18.72.01.1001), atau “desa, kecamatan, "
            "kabupaten/kota”.",
        ),
        Column(
            "origin",
            "Asal/utusan",
            ("asal", "utusan", "asal utusan", "pengirim"),
            26,
            is_required=True,
            options=tuple(senders),
            help="Siapa yang mengutus; boleh berbeda dari domisili.",
        ),
        Column("unsur", "Unsur", width=22, help="Misalnya PSM, karang taruna, perangkat desa."),
    )


class Result(StrEnum):
    """What becomes of a row."""

    NEW = "baru"
    KNOWN = "sudah ada"
    PROBLEM = "masalah"


@dataclass(frozen=True)
class Nominee:
    """The facts of a row that can be believed."""

    name: str
    gelar_depan: str
    gelar_belakang: str
    nik: str | None
    phone: str
    email: str | None
    sex: Sex
    domicile_code: str
    origin: str
    unsur: str
    quota_id: UUID | None


@dataclass(frozen=True)
class Problem:
    """What is wrong in one field of a row, and what to do."""

    key: str
    sentence: Sentence


@dataclass(frozen=True)
class Known:
    """What rows are held against: desa by text, quota by sender's name, whether any is free."""

    domiciles: Mapping[str, str | Sentence]
    senders: Mapping[str, UUID]
    any_sender: bool


def read(row: Row, known: Known) -> Nominee | tuple[Problem, ...]:
    """Give the nominee of a row, or everything that is wrong with it."""
    reader = _Reader(row, known)
    nominee = reader.nominee()
    return tuple(reader.problems) if reader.problems else nominee


def plain(name: str) -> str:
    """Give a sender's name as names are compared."""
    return re.sub(r"\bkab(upaten)?\b\.?", "kabupaten", fold(name)).replace(".", "").strip()


class _Reader:
    def __init__(self, row: Row, known: Known) -> None:
        self.row, self.known = row, known
        self.problems: list[Problem] = []

    def nominee(self) -> Nominee:
        for key, most in _LONGEST.items():
            if len(self._cell(key)) > most:
                self._refuse(key, say("Paling panjang %(most)s huruf.", most=most))
        return Nominee(
            name=self._name("name"),
            gelar_depan=self._title("gelar_depan"),
            gelar_belakang=self._title("gelar_belakang"),
            nik=self._nik(),
            phone=self._phone(),
            email=self._email(),
            sex=self._sex(),
            domicile_code=self._domicile(),
            origin=self._cell("origin"),
            unsur=self._cell("unsur"),
            quota_id=self._quota(),
        )

    def _cell(self, key: str) -> str:
        return self.row.cells.get(key, "")

    def _refuse(self, key: str, *sentences: Sentence) -> None:
        self.problems += [Problem(key, sentence) for sentence in sentences]

    def _name(self, key: str) -> str:
        name = names.tidy(self._cell(key))
        self._refuse(key, *(names.problems(name) if name else (say("Nama wajib diisi."),)))
        return name

    def _title(self, key: str) -> str:
        return self._name(key) if self._cell(key) else ""

    def _nik(self) -> str | None:
        text = self._cell("nik").replace(" ", "")
        if not text:
            return None
        if "nik" in self.row.numbers:
            self._refuse(
                "nik",
                say(
                    "NIK ini tersimpan sebagai angka, sehingga angka terakhirnya hilang. Beri "
                    "kolom NIK format Teks, lalu ketik ulang NIK-nya."
                ),
            )
            return None
        report = nik.check(text)
        self._refuse("nik", *report.problems)
        return text

    def _phone(self) -> str:
        text = self._cell("phone")
        if not text:
            self._refuse("phone", say("Nomor HP wajib diisi."))
            return ""
        # a number in the cell has lost its leading 0; the country's rule gives it back
        try:
            return phones.normalise(text)
        except ValueError:
            self._refuse("phone", say("Tulis nomor HP seperti 0812-3456-7890."))
            return ""

    def _email(self) -> str | None:
        text = self._cell("email")
        if text and not _EMAIL.fullmatch(text):
            self._refuse("email", say("Tulis e-mail seperti nama@contoh.id, atau kosongkan."))
        return text or None

    def _sex(self) -> Sex:
        found = _SEXES.get(re.sub(r"[^a-z]+", " ", self._cell("sex").lower()).strip())
        if found is None:
            self._refuse("sex", say("Isi L untuk laki-laki atau P untuk perempuan."))
        return found or Sex.MALE

    def _domicile(self) -> str:
        text = self._cell("domicile")
        found = self.known.domiciles.get(text) if text else say("Domisili wajib diisi.")
        if isinstance(found, Sentence):
            self._refuse("domicile", found)
            return ""
        return found or ""

    def _quota(self) -> UUID | None:
        text = self._cell("origin")
        if not text:
            self._refuse("origin", say("Asal atau utusan wajib diisi."))
            return None
        if self.known.any_sender:
            return None
        found = self.known.senders.get(plain(text))
        if found is None:
            self._refuse(
                "origin",
                say(
                    "Pengirim ini tidak mempunyai kuota yang dapat Anda isi. Pakai salah satu "
                    "nama pada daftar pilihan kolom Asal/utusan."
                ),
            )
        return found
