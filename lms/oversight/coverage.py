"""Who is registered, trained, in training, by region: values, words and definitions. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from lms.kernel.sentence import Sentence, say

_WIDTHS = {1: 2, 2: 5, 5: 8, 8: 13}
_NATION_WIDTH = 1


class Status(StrEnum):
    """How a desa stands, best first; the best that applies counts."""

    REGISTERED = "terdaftar"
    TRAINED = "terlatih"
    IN_TRAINING = "dilatih"
    NONE = "belum-ada"


@dataclass(frozen=True)
class Figures:
    """People by domicile, and desa by how they stand."""

    registered: int = 0
    trained: int = 0
    in_training: int = 0
    desa: int = 0
    desa_registered: int = 0
    desa_trained: int = 0
    desa_in_training: int = 0

    @property
    def desa_none(self) -> int:
        """Give the desa without anybody registered, trained or in training."""
        return self.desa - self.desa_registered - self.desa_trained - self.desa_in_training

    @property
    def has_people(self) -> bool:
        """Tell whether anybody is counted here."""
        return bool(self.registered or self.trained or self.in_training)

    def __add__(self, other: "Figures") -> "Figures":
        return Figures(
            self.registered + other.registered,
            self.trained + other.trained,
            self.in_training + other.in_training,
            self.desa + other.desa,
            self.desa_registered + other.desa_registered,
            self.desa_trained + other.desa_trained,
            self.desa_in_training + other.desa_in_training,
        )


@dataclass(frozen=True)
class RegionFigures:
    """The figures of one region; with the parent's own code: people known only to that level."""

    code: str
    name: str
    is_active: bool
    figures: Figures


def child_width(code: str) -> int | None:
    """Give how many characters the codes of a region's children have; None for a desa.

    The nation's code counts as one character; its children are the provinces.
    """
    return _WIDTHS.get(_NATION_WIDTH if code.isalpha() else len(code))


def status(figures: Figures) -> Status:
    """Give how a desa with these figures stands."""
    if figures.registered:
        return Status.REGISTERED
    if figures.trained:
        return Status.TRAINED
    return Status.IN_TRAINING if figures.in_training else Status.NONE


def total(rows: Iterable[RegionFigures]) -> Figures:
    """Give the sum of rows."""
    return sum((row.figures for row in rows), Figures())


def definitions(achievements: Sequence[str]) -> tuple[Sentence, ...]:
    """Give what the columns mean, one sentence each, for the page and the sheet."""
    return (
        say("Terdaftar: orang yang penetapannya sebagai PSM tercatat di Bekal dan tidak dicabut."),
        say(
            "Terlatih: orang yang memegang bimtek dasar yang diminta pendaftaran PSM dan tidak "
            "dicabut (kode program: %(programmes)s). PSM terdaftar yang memegangnya dihitung juga.",
            programmes=", ".join(achievements) or "-",
        ),
        say(
            "Dalam pelatihan: peserta terdaftar pada angkatan bimtek dasar yang sedang berjalan, "
            "yang belum terlatih."
        ),
        say(
            "Semua desa: desa dan kelurahan menurut kode wilayah yang berlaku. Belum ada: yang "
            "tanpa seorang pun dari ketiganya."
        ),
        say("Setiap orang dihitung di wilayah domisilinya yang tercatat sekarang."),
    )
