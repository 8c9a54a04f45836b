"""Which papers from outside may count for which programme, and what a paper must say. Pure."""

import hashlib
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from lms.kernel.sentence import Sentence, say
from lms.regions.folding import fold

EARLIEST = date(1970, 1, 1)
_NOT_LETTER = re.compile(r"[^a-z0-9]+")
_SHORT_WORDS = {
    "dinsos": "dinas sosial",
    "kab": "kabupaten",
    "prov": "provinsi",
    "kemensos": "kementerian sosial",
    "ri": "",
}


class PaperKind(StrEnum):
    """What somebody brings."""

    CERTIFICATE = "sertifikat"
    DECREE = "sk"


KIND_WORDS = {
    PaperKind.CERTIFICATE: say("Sertifikat pelatihan"),
    PaperKind.DECREE: say("SK sebagai PSM"),
}


@dataclass(frozen=True)
class Countable:
    """A programme that can be recognised: by which papers, of at least how many years."""

    achievement: str
    title: str
    family: str
    tier: str | None
    years_least: Mapping[PaperKind, int]
    source: str

    def accepts(self, kind: PaperKind, dated_on: date, today: date) -> bool:
        """Tell whether a paper of this kind and day may count for the programme."""
        least = self.years_least.get(kind)
        return least is not None and _years_between(dated_on, today) >= least


@dataclass(frozen=True, kw_only=True)
class EarlierPaper:
    """What stands on the paper, as somebody typed it."""

    kind: PaperKind
    title: str  # of the training, or of the SK
    organiser: str  # or the office that issued the SK
    number: str  # "" where a certificate has none
    dated_on: date
    signatory: str  # of the SK; "" where a certificate doesn't say
    wanted: str | None  # the achievement that the filer thinks of


def read(rows: Iterable[Mapping[str, Any]]) -> tuple[Countable, ...]:
    """Give the programmes of a configuration.

    Raises:
        KeyError, ValueError: something is missing, or no kind of paper is called so.
    """
    return tuple(
        Countable(
            achievement=row["achievement"],
            title=row["title"],
            family=row["family"],
            tier=row.get("tier"),
            years_least={PaperKind(kind): int(least) for kind, least in row["accepts"].items()},
            source=row["source"],
        )
        for row in rows
    )


def countable(
    programmes: Sequence[Countable], kind: PaperKind, dated_on: date, *, today: date
) -> tuple[Countable, ...]:
    """Give the programmes for which such a paper may count, in the configuration's order."""
    return tuple(each for each in programmes if each.accepts(kind, dated_on, today))


def objections(
    programmes: Sequence[Countable],
    kind: PaperKind,
    dated_on: date,
    achievement: str,
    *,
    today: date,
) -> tuple[Sentence, ...]:
    """Give why such a paper can't be recognised as this programme; none: it can."""
    wanted = next((each for each in programmes if each.achievement == achievement), None)
    if wanted is None:
        return (say("Program ini tidak ada dalam daftar program yang dapat diakui."),)
    if wanted.accepts(kind, dated_on, today):
        return ()
    least = wanted.years_least.get(kind)
    if least is None:
        words = "%(kind)s tidak dapat diakui sebagai %(title)s menurut aturan yang dipakai di sini."
        return (say(words, kind=str(KIND_WORDS[kind]), title=wanted.title),)
    words = "%(kind)s diakui sebagai %(title)s bila sudah berumur %(years)s tahun atau lebih."
    return (say(words, kind=str(KIND_WORDS[kind]), title=wanted.title, years=least),)


def problems(paper: EarlierPaper, *, today: date) -> tuple[tuple[str, Sentence], ...]:
    """Give what is wrong with what was typed: (field, sentence) each."""
    found = []
    is_decree = paper.kind is PaperKind.DECREE
    if paper.dated_on > today:
        words = (
            "SK ini bertanggal sesudah hari ini. Periksa tanggalnya pada SK."
            if is_decree
            else "Tanggal ini belum terjadi. Periksa tanggalnya pada dokumen."
        )
        found.append(("dated_on", say(words)))
    if paper.dated_on < EARLIEST:
        found.append(("dated_on", say("Tanggal sebelum 1970 tidak diterima. Periksa tahunnya.")))
    if is_decree and not paper.number:
        found.append(("number", say("Nomor SK wajib diisi.")))
    if is_decree and not paper.signatory:
        found.append(("signatory", say("Tulis jabatan penanda tangan SK, misalnya Wali Kota.")))
    return tuple(found)


def paper_key(paper: EarlierPaper, person_id: object) -> str:
    """Give a key that is the same for the same paper, however it was typed.

    A certificate's number belongs to one person; an SK names many, and a certificate without a
    number can only be told apart by its holder, title and day.
    """
    organiser, number = _spelt_out(paper.organiser), _NOT_LETTER.sub("", fold(paper.number))
    parts = [paper.kind.value, organiser, number]
    if paper.kind is PaperKind.DECREE or not number:
        parts.append(str(person_id))
    if not number:
        parts += [_spelt_out(paper.title), paper.dated_on.isoformat()]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def _spelt_out(name: str) -> str:
    words = _NOT_LETTER.sub(" ", fold(name)).split()
    return " ".join(filter(None, (_SHORT_WORDS.get(word, word) for word in words)))


def _years_between(first: date, last: date) -> int:
    return last.year - first.year - ((last.month, last.day) < (first.month, first.day))
