"""Credentials for tests, issued by the operations that pages use."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from certificates.claims import Claims, Material
from lms.credentials import operations
from lms.credentials.models import Certificate, Credential
from lms.credentials.operations import Holding, Numbering, Stamp
from lms.kernel import clock
from lms.kernel.access import SYSTEM
from lms.kernel.database import reading, writing
from tests.factories.regions import METRO

PATTERN = "{no:03}/BIMTEK-PSM/{unit}/{bulan_romawi}/{tahun}"
ON = date(2026, 11, 22)


@contextmanager
def configured(app: Flask, **changes: Any) -> Iterator[Flask]:
    """Give the application with other settings, and put the old ones back."""
    before = app.extensions["bekal.settings"]
    app.extensions["bekal.settings"] = before.model_copy(update=changes)
    yield app
    app.extensions["bekal.settings"] = before


def a_holding(person_id: UUID, **changes: Any) -> Holding:
    """Give what somebody from Metro shall hold."""
    values: dict[str, Any] = {
        "person_id": person_id,
        "achievement": "bimtek-dasar-psm",
        "family": "psm",
        "tier": "dasar",
        "version_id": uuid4(),
        "source_id": uuid4(),
        "region_code": METRO,
        "issuer_region_code": "18",
    }
    return Holding(**values | changes)


def a_numbering(**changes: Any) -> Numbering:
    """Give a numbering of an office in Lampung."""
    values: dict[str, Any] = {
        "pattern": PATTERN,
        "unit": "DINSOS-LPG",
        "kode": "BIMTEK-DASAR-PSM",
        "angkatan": 2,
        "on": ON,
    }
    return Numbering(**values | changes)


def claims_of(stamp: Stamp, *, name: str = "Sekar Wulandari") -> Claims:
    """Give what a certificate states."""
    return Claims(
        number=stamp.number,
        token=stamp.token,
        document_title="SERTIFIKAT",
        status_line="LULUS",
        holder_name=name,
        origin="Kelurahan Metro, Kecamatan Metro Pusat, Kota Metro",
        delegate_of="Dinas Sosial Kota Metro",
        programme_title="Bimtek Dasar PSM",
        tier="Dasar",
        angkatan_title="Bimtek Dasar PSM Angkatan II",
        kind_label="Bimbingan Teknis",
        organiser="Dinas Sosial Provinsi Lampung",
        partners=(),
        place="Metro",
        starts_on=ON,
        ends_on=ON,
        jp_total=5,
        materials=(Material("Kerelawanan", 2, "mandiri"), Material("PSM", 3, "tatap muka")),
        qualification=None,
        issued_at_place="Metro",
        issued_on=ON,
        signatory_office="Kepala Dinas Sosial",
        signatory_name="Rahmat Hidayat",
        signatory_id="",
        back_signatory_office="Kepala Bidang",
        back_signatory_name="Wayan Astuti",
        legal_basis=(),
        design="baku",
        is_specimen=stamp.is_specimen,
    )


def issue(session: Session, person_id: UUID, **changes: Any) -> Credential:
    """Issue to a person now."""
    holding = a_holding(person_id, **changes)
    return operations.issue(session, SYSTEM, holding, a_numbering(), claims_of, at=clock.now())


def issued(person_id: UUID, **changes: Any) -> Certificate:
    """Issue to a person in a transaction of its own; give the certificate."""
    with writing() as session:
        credential = issue(session, person_id, **changes)
    return certificate_of(credential.id)


def certificate_of(credential_id: UUID) -> Certificate:
    """Give a credential's certificate as it is now."""
    with reading() as session:
        return session.scalars(
            select(Certificate).where(Certificate.credential_id == credential_id)
        ).one()
