"""What a certificate states about a participant, put together from training's facts."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from certificates.claims import FACE_TO_FACE, SELF_STUDY, Claims, Material
from lms.completion import loading
from lms.completion.models import Outcome
from lms.credentials.models import Merit
from lms.credentials.operations import Holding, Numbering, Stamp
from lms.regions.models import Level, Region
from lms.regions.queries import ancestors
from lms.training import queries as training
from lms.training.catalogue import CurriculumMaterial, Mode
from lms.training.models import Angkatan, Kind, Participation

DESIGN = "baku"
_LETTER = "SURAT KETERANGAN"
_STATUS = {Outcome.PASSED: "LULUS", Outcome.ATTENDED: "TELAH MENGIKUTI"}
_KINDS = {
    Kind.BIMTEK: "Bimbingan Teknis",
    Kind.PEMBEKALAN: "Pembekalan",
    Kind.PELATIHAN: "Pelatihan",
    Kind.PEMBINAAN: "Pembinaan",
    Kind.RAKOR: "Rapat Koordinasi",
}


@dataclass(frozen=True)
class Statement:
    """An angkatan (with programme, tier, curriculum and organiser) as its papers state it."""

    angkatan: Angkatan
    partners: tuple[str, ...]
    materials: Sequence[CurriculumMaterial]
    origins: dict[str, str]  # words by region code
    at: datetime

    def claims(self, participation: Participation, outcome: Outcome, stamp: Stamp) -> Claims:
        """Give what the paper of one participant states."""
        angkatan, programme = self.angkatan, self.angkatan.programme
        return Claims(
            number=stamp.number,
            token=stamp.token,
            document_title=_title(programme.document_title, outcome),
            status_line=_STATUS[outcome],
            holder_name=participation.confirmed_name or participation.person.full_name,
            origin=self.origins.get(participation.person.domicile_code or "", ""),
            delegate_of=participation.origin,
            programme_title=programme.title,
            tier=programme.tier.title if programme.tier else "",
            angkatan_title=angkatan.title,
            kind_label=_KINDS[angkatan.kind],
            organiser=angkatan.organiser.name,
            partners=self.partners,
            place=angkatan.place,
            starts_on=angkatan.starts_on,
            ends_on=angkatan.ends_on,
            jp_total=sum(each.jp for each in self.materials),
            materials=tuple(_material(each) for each in self.materials),
            qualification=None,
            issued_at_place=angkatan.issue_place,
            issued_on=self.at.astimezone(angkatan.zone.info).date(),
            signatory_office=angkatan.signatory_office,
            signatory_name=angkatan.signatory_name,
            signatory_id=angkatan.signatory_nip,
            back_signatory_office=angkatan.back_signatory_office,
            back_signatory_name=angkatan.back_signatory_name,
            legal_basis=(),
            design=DESIGN,
            is_specimen=stamp.is_specimen,
        )

    def holding(self, participation: Participation, outcome: Outcome) -> Holding:
        """Give what the ledger shall say of one participant."""
        angkatan, programme = self.angkatan, self.angkatan.programme
        return Holding(
            person_id=participation.person_id,
            achievement=programme.slug,
            family=programme.family.value,
            tier=programme.tier.slug if programme.tier else None,
            version_id=angkatan.curriculum_id,
            source_id=angkatan.id,
            region_code=participation.person.domicile_code or angkatan.region_code,
            issuer_region_code=angkatan.region_code,
            merit=Merit.ATTENDED if outcome is Outcome.ATTENDED else Merit.PASSED,
        )

    def numbering(self) -> Numbering:
        """Give how the papers of this angkatan are numbered."""
        angkatan = self.angkatan
        return Numbering(
            pattern=angkatan.number_pattern,
            unit=angkatan.organiser.unit_code,
            kode=angkatan.programme.slug.upper(),
            angkatan=angkatan.number,
            on=self.at.astimezone(angkatan.zone.info).date(),
        )


def statement(
    session: Session, angkatan: Angkatan, participations: Sequence[Participation], *, at: datetime
) -> Statement:
    """Give the statement for these participants (with their persons), with three queries."""
    codes = {each.person.domicile_code for each in participations if each.person.domicile_code}
    partners = training.partners(session, angkatan.id)
    return Statement(
        angkatan=angkatan,
        partners=tuple(sorted(each.organisation.name for each in partners)),
        materials=loading.materials(session, angkatan.curriculum_id),
        origins=_origins(session, codes),
        at=at,
    )


def _title(document_title: str, outcome: Outcome) -> str:
    if outcome is Outcome.PASSED or document_title.startswith(_LETTER):
        return document_title
    return _LETTER


def _material(row: CurriculumMaterial) -> Material:
    mode = FACE_TO_FACE if row.mode is Mode.SYNCHRONOUS else SELF_STUDY
    return Material(row.title, row.jp, mode)


def _origins(session: Session, codes: Collection[str]) -> dict[str, str]:
    """Give "Kelurahan Metro, Kecamatan Metro Pusat, Kota Metro" for each code."""
    steps = {step for code in codes for step in ancestors(code)}
    rows = {row.code: row for row in session.scalars(select(Region).where(Region.code.in_(steps)))}
    return {
        code: ", ".join(_named(rows[step]) for step in ancestors(code) if _is_near(rows.get(step)))
        for code in codes
    }


def _is_near(region: Region | None) -> bool:
    return region is not None and region.level is not Level.PROVINCE


def _named(region: Region) -> str:
    if region.level in (Level.DESA, Level.KECAMATAN):
        return f"{region.kind.capitalize()} {region.name}"
    return region.name
