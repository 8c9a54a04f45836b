"""The offices and the staff of the demonstration: real kinds of offices, made-up people."""

from typing import NamedTuple

from lms.kernel.access import Role
from lms.regions.models import OrganisationKind as Kind

KEMENSOS = "Kementerian Sosial"
LAMPUNG = "Dinas Sosial Provinsi Lampung"
METRO = "Dinas Sosial Kota Metro"
BENGKULU_SELATAN = "Dinas Sosial Kabupaten Bengkulu Selatan"
IPSM_JATENG = "IPSM Provinsi Jawa Tengah"
PEMKAB_TEGAL = "Pemerintah Kabupaten Tegal"
JATIM = "Dinas Sosial Provinsi Jawa Timur"
IPSM_PUSAT = "IPSM Pusat"
BBPPKS = "BBPPKS Regional III Yogyakarta"


class Office(NamedTuple):
    """An office: where, what it is called, and how it stands in certificate numbers."""

    region_code: str
    name: str
    short_name: str
    kind: Kind
    unit_code: str


class Member(NamedTuple):
    """Somebody of the staff: the account's name, the person's, and the role for an office."""

    login_name: str
    name: str
    role: Role
    region_code: str
    office: str


OFFICES = (
    Office("ID", KEMENSOS, "Kemensos", Kind.KEMENTERIAN, "KEMENSOS"),
    Office("18", LAMPUNG, "Dinsos Lampung", Kind.DINAS, "DINSOS-LPG"),
    Office("18.72", METRO, "Dinsos Metro", Kind.DINAS, "DINSOS-MTR"),
    Office(
        "18.02",
        "Dinas Sosial Kabupaten Lampung Tengah",
        "Dinsos Lampung Tengah",
        Kind.DINAS,
        "DINSOS-LTG",
    ),
    Office(
        "18.07",
        "Dinas Sosial Kabupaten Lampung Timur",
        "Dinsos Lampung Timur",
        Kind.DINAS,
        "DINSOS-LTM",
    ),
    Office(
        "18.01",
        "Dinas Sosial Kabupaten Lampung Selatan",
        "Dinsos Lampung Selatan",
        Kind.DINAS,
        "DINSOS-LSL",
    ),
    Office("18", "IPSM Provinsi Lampung", "IPSM Lampung", Kind.IPSM, "IPSM-LPG"),
    Office("17.01", BENGKULU_SELATAN, "Dinsos Bengkulu Selatan", Kind.DINAS, "DINSOS-BS"),
    Office("33", IPSM_JATENG, "IPSM Jateng", Kind.IPSM, "IPSM-JTG"),
    Office("33.28", PEMKAB_TEGAL, "Pemkab Tegal", Kind.OTHER, "PEMKAB-TGL"),
    Office("35", JATIM, "Dinsos Jatim", Kind.DINAS, "DINSOS-JTM"),
    Office("34.71", BBPPKS, "BBPPKS Yogyakarta", Kind.BALAI, "BBPPKS-YGY"),
    Office("ID", IPSM_PUSAT, "IPSM Pusat", Kind.IPSM, "IPSM"),
    Office("32.75", "Dinas Sosial Kota Bekasi", "Dinsos Kota Bekasi", Kind.DINAS, "DINSOS-KBK"),
    Office(
        "32.16", "Dinas Sosial Kabupaten Bekasi", "Dinsos Kab. Bekasi", Kind.DINAS, "DINSOS-BKS"
    ),
)
"""Since 2015 all of them; IPSM is an organisation too."""

STAFF = (
    Member("contoh-admin", "Ratna Kusumawardani", Role.ADMIN, "ID", KEMENSOS),
    Member("contoh-kemensos", "Bramantyo Adi", Role.OFFICER, "ID", KEMENSOS),
    Member("contoh-auditor", "Lestari Handayani", Role.AUDITOR, "ID", KEMENSOS),
    Member("contoh-pusat", "Danu Wicaksono", Role.ORGANISER, "ID", KEMENSOS),
    Member("contoh-penulis", "Yuliana Pramesti", Role.AUTHOR, "ID", KEMENSOS),
    Member("contoh-panitia", "Sekar Wulandari", Role.ORGANISER, "18", LAMPUNG),
    Member("contoh-registrar", "Hendra Saputra", Role.REGISTRAR, "18", LAMPUNG),
    Member("contoh-utusan", "Mulyono Hadi", Role.ORGANISER, "18.72", METRO),
    Member("contoh-loket", "Wiwik Prasetyowati", Role.CLERK, "18.72", METRO),
    Member("contoh-pembina", "Darmawan Yusuf", Role.ORGANISER, "17.01", BENGKULU_SELATAN),
    Member("contoh-ipsm", "Sutrisno Wibowo", Role.ORGANISER, "33", IPSM_JATENG),
    Member("contoh-jatim", "Nanik Rahayuningsih", Role.ORGANISER, "35", JATIM),
    Member("contoh-registrar-jatim", "Agus Santoso", Role.REGISTRAR, "35", JATIM),
)
