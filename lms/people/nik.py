"""The rules of the NIK (nomor induk kependudukan).

Source: PP 40/2019 Art. 31: six digits of the kecamatan at registration, birth date DDMMYY (for
women the day + 40), four running digits. Art. 30: it never changes and doesn't follow domicile,
so it is not compared with where somebody lives. Whether Dukcapil knows it can't be told offline.
"""

import re
from dataclasses import dataclass
from datetime import date

from lms.kernel import clock
from lms.kernel.sentence import Sentence, say
from lms.people.models import Sex

LENGTH = 16
ABROAD = "99"
_NOISE = re.compile(r"[\s.\-\u2010-\u2015]+")
_FEMALE_SHIFT = 40
_ADULT, _OLDEST = 18, 100
_PROVINCES = frozenset(
    str(code)
    for first, last in (
        *((11, 19), (21, 21), (31, 36), (51, 53)),
        *((61, 65), (71, 76), (81, 82), (91, 96)),
    )
    for code in range(first, last + 1)
)


@dataclass(frozen=True)
class NikReport:
    """What a NIK says. `problems` make it invalid; `warnings` only ask to look twice."""

    valid: bool
    problems: tuple[Sentence, ...]
    born_on: date | None = None
    sex: Sex | None = None
    district: str | None = None
    warnings: tuple[Sentence, ...] = ()


def bare(text: str) -> str:
    """Give a NIK without the blanks, dots and dashes that people write into it."""
    return _NOISE.sub("", text)


def mask(nik: str) -> str:
    """Give the NIK as lists show it: 3578********0001."""
    return f"{nik[:4]}{'*' * (LENGTH - 8)}{nik[-4:]}"


def check(nik: str, *, today: date | None = None) -> NikReport:
    """Give what is right and wrong with a NIK, without asking anybody."""
    digits = bare(nik)
    shape = _shape_problem(digits)
    if shape:
        return NikReport(False, (shape,))
    day, month, year = int(digits[6:8]), int(digits[8:10]), int(digits[10:12])
    sex = Sex.FEMALE if day > _FEMALE_SHIFT else Sex.MALE
    born_on = _born_on(day % _FEMALE_SHIFT, month, year, today=today or clock.today())
    found = _problems(digits, day=day, month=month, born_on=born_on)
    if found:
        return NikReport(False, found)
    return NikReport(True, (), born_on, sex, digits[:6], _warnings(digits))


def mismatches(report: NikReport, *, born_on: date | None, sex: Sex | None) -> tuple[Sentence, ...]:
    """Give where a NIK differs from what was entered by hand: to be confirmed, no error."""
    found = []
    if born_on and report.born_on and born_on != report.born_on:
        found.append(say("Tanggal lahir yang ditulis berbeda dari tanggal lahir pada NIK."))
    if sex and report.sex and sex is not report.sex:
        found.append(say("Jenis kelamin yang ditulis berbeda dari jenis kelamin pada NIK."))
    return tuple(found)


def _shape_problem(digits: str) -> Sentence | None:
    if not digits:
        return say("NIK harus 16 angka. Anda belum mengetiknya.")
    if not (digits.isascii() and digits.isdigit()):
        return say("NIK hanya terdiri atas angka 0 sampai 9.")
    if len(digits) != LENGTH:
        return say("NIK harus 16 angka. Anda mengetik %(count)s.", count=len(digits))
    return None


def _problems(digits: str, *, day: int, month: int, born_on: date | None) -> tuple[Sentence, ...]:
    found = []
    if not (1 <= day <= 31 or 41 <= day <= 71):
        found.append(say("Angka ke-7 dan ke-8 NIK (tanggal lahir) harus 01–31 atau 41–71."))
    if not 1 <= month <= 12:
        found.append(say("Angka ke-9 dan ke-10 NIK (bulan lahir) harus 01–12."))
    if not found and born_on is None:
        found.append(say("Tanggal lahir pada NIK tidak ada dalam kalender."))
    if digits.endswith("0000"):
        found.append(say("Empat angka terakhir NIK tidak boleh 0000."))
    return tuple(found)


def _born_on(day: int, month: int, year: int, *, today: date) -> date | None:
    """Give the day in the century that makes an adult of at most 100, else the nearest past."""
    century = today.year // 100 * 100
    days = [_day(base + year, month, day) for base in (century, century - 100)]
    past = [born for born in days if born and born <= today]
    adults = [born for born in past if _ADULT <= _age(born, today) <= _OLDEST]
    return next(iter(adults or past), None)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _age(born: date, today: date) -> int:
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))


def _warnings(digits: str) -> tuple[Sentence, ...]:
    province = digits[:2]
    if province in _PROVINCES or province == ABROAD:
        return ()
    return (
        say("Dua angka pertama NIK, %(code)s, bukan kode provinsi yang dikenal.", code=province),
    )
