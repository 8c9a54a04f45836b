"""The closed sets of the content model; the values are the words written in the content files."""

from enum import StrEnum


class Track(StrEnum):
    """Which of the three rows of modules a module belongs to."""

    DASAR = "A"
    LANJUTAN = "B"
    PENSOSMAS = "C"


class Level(StrEnum):
    """How high a question asks: remember, understand, apply, analyse."""

    C1 = "C1"
    C2 = "C2"
    C3 = "C3"
    C4 = "C4"


class Form(StrEnum):
    """One of the two parallel forms of a test: the same kisi-kisi, other questions."""

    A = "A"
    B = "B"


class Mode(StrEnum):
    """How a material is taught: in a session with presensi, or by reading a module alone."""

    TATAP_MUKA = "tatap_muka"
    MANDIRI = "mandiri"


class Family(StrEnum):
    """For which volunteers a programme is."""

    PSM = "psm"
    PENSOSMAS = "pensosmas"


class Tier(StrEnum):
    """The step of a programme in its family; meetings stand on none."""

    DASAR = "dasar"
    LANJUTAN = "lanjutan"
    KHUSUS = "khusus"
    PEMBEKALAN = "pembekalan"


class OrganiserLevel(StrEnum):
    """The level of government that may hold a programme."""

    KABUPATEN_KOTA = "kabupaten_kota"
    PROVINSI = "provinsi"
    PUSAT = "pusat"


class Kind(StrEnum):
    """What an angkatan of a curriculum is called and how it is run."""

    BIMTEK = "bimtek"
    PEMBEKALAN = "pembekalan"
    PELATIHAN = "pelatihan"
    PEMBINAAN = "pembinaan"
    RAKOR = "rakor"


class RubricKind(StrEnum):
    """Whether a rubric scores practice, the attitude over the angkatan, or work done before it.

    Kinerja is evaluated and told, not passed or failed.
    """

    PRAKTIK = "praktik"
    SIKAP = "sikap"
    KINERJA = "kinerja"
