"""A few real regions, and organisations in them."""

from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from lms.kernel import clock
from lms.kernel.access import contains
from lms.kernel.clock import Zone
from lms.regions.models import Level, Organisation, OrganisationKind

_SAMPLE = (
    ("ID", "Indonesia", "nation", "negara", None, "WIB"),
    ("18", "Lampung", "province", "provinsi", "ID", "WIB"),
    ("18.02", "Kabupaten Lampung Tengah", "kabupaten_kota", "kabupaten", "18", "WIB"),
    ("18.02.01", "Kalirejo", "kecamatan", "kecamatan", "18.02", "WIB"),
    ("18.02.01.2001", "Kalirejo", "desa", "desa", "18.02.01", "WIB"),
    ("18.72", "Kota Metro", "kabupaten_kota", "kota", "18", "WIB"),
    ("18.72.01", "Metro Pusat", "kecamatan", "kecamatan", "18.72", "WIB"),
    ("18.72.01.1001", "Metro", "desa", "kelurahan", "18.72.01", "WIB"),
    ("18.72.01.1002", "Imopuro", "desa", "kelurahan", "18.72.01", "WIB"),
    ("35", "Jawa Timur", "province", "provinsi", "ID", "WIB"),
    ("35.78", "Kota Surabaya", "kabupaten_kota", "kota", "35", "WIB"),
    ("35.78.01", "Karangpilang", "kecamatan", "kecamatan", "35.78", "WIB"),
    ("35.78.01.1001", "Karangpilang", "desa", "kelurahan", "35.78.01", "WIB"),
    ("91", "Papua", "province", "provinsi", "ID", "WIT"),
    ("91.71", "Kota Jayapura", "kabupaten_kota", "kota", "91", "WIT"),
)
METRO, IMOPURO, KALIREJO = "18.72.01.1001", "18.72.01.1002", "18.02.01.2001"
KARANGPILANG = "35.78.01.1001"

REGIONS: list[dict[str, Any]] = [
    {
        "code": code,
        "name": name,
        "search_name": name.lower(),
        "level": Level(level),
        "kind": kind,
        "parent_code": parent,
        "postal_code": None,
        "zone": Zone(zone),
        "source": "uji",
        "is_active": True,
        "desa_count": sum(
            inner == "desa" and contains(code, one)
            for one, _name, inner, *_rest in _SAMPLE
            if one != code
        ),
    }
    for code, name, level, kind, parent, zone in _SAMPLE
]


def an_organisation(
    session: Session, region_code: str = "18", name: str = "Dinas Sosial Provinsi Lampung"
) -> Organisation:
    """Give an office that has existed for long."""
    made = Organisation(
        name=name,
        short_name=name[:60],
        kind=OrganisationKind.DINAS,
        region_code=region_code,
        unit_code="DINSOS-LPG",
        contact_name="Sekar Wulandari",
        whatsapp="+6281200000001",
        valid_from=date(2015, 1, 1),
        created_at=clock.now(),
    )
    session.add(made)
    session.flush()
    return made
