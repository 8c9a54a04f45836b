"""Planning an angkatan of Dinas Sosial Provinsi Lampung for the demonstration."""

from datetime import date, datetime
from random import Random
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from certificates.numbering import roman
from lms.demo import offices
from lms.demo.acts import Play
from lms.regions.models import Organisation
from lms.training import operations as training
from lms.training.catalogue import Curriculum, Programme
from lms.training.models import Angkatan, Duty, Kelas

PROVINSI = "Dinas Sosial Provinsi Lampung"
SIGNATORY = "Kepala Dinas Sosial Provinsi Lampung"
PROGRAMME = "bimtek-dasar-psm"
QUOTA = {"18.72": 10, "18.02": 10, "18.07": 10, "18.01": 10}
"""The four senders of S0: Kota Metro, Lampung Tengah, Lampung Timur, Lampung Selatan."""


def curriculum_id(session: Session) -> UUID:
    """Give the newest curriculum of the basic Bimtek."""
    newest = (
        select(Curriculum.id)
        .join(Programme, Programme.id == Curriculum.programme_id)
        .where(Programme.slug == PROGRAMME)
        .order_by(Curriculum.version.desc())
    )
    return session.scalars(newest).first() or _missing()


def _missing() -> UUID:
    raise LookupError("kurikulum belum dimuat: lms content load courses/content")


def planned(
    session: Session,
    organiser: Organisation,
    *,
    number: int,
    starts_on: date,
    ends_on: date,
    at: datetime,
) -> Angkatan:
    """Plan an angkatan with quotas for the four senders."""
    actor = offices.actor_named(session, "contoh-panitia", on=at.date())
    facts = training.Plan(
        curriculum_id=curriculum_id(session),
        organiser_id=organiser.id,
        place="Aula Pertemuan, Kota Metro",
        starts_on=starts_on,
        ends_on=ends_on,
        contact_name="Sekar Wulandari",
        whatsapp="+6289900000001",
        number_pattern="{no:03}/BIMTEK-PSM/{unit}/{bulan_romawi}/{tahun}",
        issue_place="Metro",
        signatory_office=SIGNATORY,
        signatory_name="(nama pejabat)",
        back_signatory_office="Kepala Bidang Pemberdayaan Sosial",
        back_signatory_name="(nama pejabat)",
        title=f"Bimtek Dasar PSM Angkatan {roman(number)}",
        number=number,
    )
    made = training.plan(session, actor, facts, at=at)
    for code, seats in QUOTA.items():
        training.set_quota(session, actor, made.id, training.Sender(code), seats, at=at)
    return made


def on_stage(session: Session, angkatan: Angkatan, *, at: datetime, seed: int) -> Play:
    """Give the angkatan's only kelas with its organiser and the trainer contoh-pengajar."""
    actor = offices.actor_named(session, "contoh-panitia", on=at.date())
    kelas = session.scalars(select(Kelas).where(Kelas.angkatan_id == angkatan.id)).one()
    person = offices.trainer_person(session, "contoh-pengajar", "Yunita Maharani", at=at)
    trainer = training.Trainer(Duty.WIDYAISWARA, person_id=person.id)
    training.add_trainer(session, actor, kelas.id, trainer, at=at)
    guest = training.Trainer(Duty.NARASUMBER, name="Praktisi dari IPSM Provinsi Lampung")
    training.add_trainer(session, actor, kelas.id, guest, at=at)
    teacher = offices.as_trainee(session, person.id)
    return Play(session, angkatan, kelas, actor, teacher, Random(seed))
