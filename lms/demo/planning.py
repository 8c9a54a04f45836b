"""Planning an angkatan for the demonstration, as its organiser does."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from random import Random
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from certificates.numbering import roman
from lms.demo import offices, places
from lms.demo.acts import Play
from lms.kernel import clock
from lms.kernel.access import NATION, Actor
from lms.regions.models import Organisation
from lms.training import operations as training
from lms.training.catalogue import Curriculum, Programme
from lms.training.models import Angkatan, Duty, Kelas

PROVINSI = places.LAMPUNG
SIGNATORY = "Kepala Dinas Sosial Provinsi Lampung"
PROGRAMME = "bimtek-dasar-psm"
QUOTA = {"18.72": 10, "18.02": 10, "18.07": 10, "18.01": 10}
"""The four senders of S0: Kota Metro, Lampung Tengah, Lampung Timur, Lampung Selatan."""

Offices = Mapping[str, Organisation]


@dataclass(frozen=True)
class Scene:
    """An event as its organiser plans it; offices by name, `seats` by region code or office."""

    programme: str
    organiser: str
    staff: str
    title: str
    number: int
    place: str
    starts_on: date
    ends_on: date
    seats: Mapping[str, int]
    issue_place: str
    signatory: str
    back_signatory: str
    partners: tuple[str, ...] = ()
    pattern: str = "{no:03}/BIMTEK-PSM/{unit}/{bulan_romawi}/{tahun}"


@dataclass(frozen=True)
class Trainer:
    """Who leads a kelas with an account of their own, and who comes as a guest."""

    login_name: str
    name: str
    home: str
    guest: str
    duty: Duty = Duty.WIDYAISWARA


def is_planned(session: Session, made: Offices, scene: Scene) -> bool:
    """Tell whether this angkatan is there already."""
    found = (
        select(Angkatan.id)
        .join(Programme, Programme.id == Angkatan.programme_id)
        .where(
            Programme.slug == scene.programme,
            Angkatan.organiser_id == made[scene.organiser].id,
            Angkatan.year == scene.starts_on.year,
            Angkatan.number == scene.number,
        )
    )
    return session.scalar(found) is not None


def plan(session: Session, made: Offices, scene: Scene, *, at: datetime) -> Angkatan:
    """Plan the angkatan of a scene with its partners and the seats of its senders."""
    actor = organiser(session, scene, on=clock.day_of(at))
    facts = training.Plan(
        curriculum_id=curriculum_id(session, scene.programme),
        organiser_id=made[scene.organiser].id,
        partner_ids=tuple(made[name].id for name in scene.partners),
        place=scene.place,
        starts_on=scene.starts_on,
        ends_on=scene.ends_on,
        contact_name=f"Panitia {made[scene.organiser].short_name}",
        whatsapp="+6289900000001",
        number_pattern=scene.pattern,
        issue_place=scene.issue_place,
        signatory_office=scene.signatory,
        signatory_name="(nama pejabat)",
        back_signatory_office=scene.back_signatory,
        back_signatory_name="(nama pejabat)",
        title=scene.title,
        number=scene.number,
    )
    angkatan = training.plan(session, actor, facts, at=at)
    for sender, seats in scene.seats.items():
        of = training.Sender(organisation_id=made[sender].id) if sender in made else None
        whose = of or training.Sender(sender)
        training.set_quota(session, actor, angkatan.id, whose, seats, at=at)
    return angkatan


def curriculum_id(session: Session, programme: str = PROGRAMME) -> UUID:
    """Give the newest curriculum of a programme."""
    newest = (
        select(Curriculum.id)
        .join(Programme, Programme.id == Curriculum.programme_id)
        .where(Programme.slug == programme, Curriculum.region_code == NATION)
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
    """Plan a Bimtek Dasar of Dinas Sosial Provinsi Lampung with quotas for the four senders."""
    scene = of_lampung(number=number, starts_on=starts_on, ends_on=ends_on)
    return plan(session, {organiser.name: organiser}, scene, at=at)


def next_number(session: Session, organiser: Organisation, year: int) -> int:
    """Give the number of the organiser's next angkatan of a year."""
    last = select(func.coalesce(func.max(Angkatan.number), 0)).where(
        Angkatan.organiser_id == organiser.id, Angkatan.year == year
    )
    return session.scalars(last).one() + 1


def of_lampung(*, number: int, starts_on: date, ends_on: date) -> Scene:
    """Give the plan of a Bimtek Dasar of Dinas Sosial Provinsi Lampung."""
    return Scene(
        programme=PROGRAMME,
        organiser=PROVINSI,
        staff="contoh-panitia",
        title=f"Bimtek Dasar PSM Angkatan {roman(number)}",
        number=number,
        place="Aula Pertemuan, Kota Metro",
        starts_on=starts_on,
        ends_on=ends_on,
        seats=QUOTA,
        issue_place="Metro",
        signatory=SIGNATORY,
        back_signatory="Kepala Bidang Pemberdayaan Sosial",
    )


def organiser(session: Session, scene: Scene, *, on: date) -> Actor:
    """Give who organises a scene."""
    return offices.actor_named(session, scene.staff, on=on)


def only_kelas(session: Session, angkatan: Angkatan) -> Kelas:
    """Give the kelas of an angkatan that has one."""
    return session.scalars(select(Kelas).where(Kelas.angkatan_id == angkatan.id)).one()


_TRAINER = Trainer(
    "contoh-pengajar", "Yunita Maharani", "18.72.01.1001", "Praktisi dari IPSM Provinsi Lampung"
)


def on_stage(
    session: Session,
    angkatan: Angkatan,
    *,
    at: datetime,
    seed: int,
    staff: str = "contoh-panitia",
    trainer: Trainer = _TRAINER,
    kelas: Kelas | None = None,
) -> Play:
    """Give a kelas of the angkatan (its only one) with its organiser and its trainer."""
    actor = offices.actor_named(session, staff, on=clock.day_of(at))
    room = kelas or only_kelas(session, angkatan)
    person = offices.trainer_person(
        session, trainer.login_name, trainer.name, home=trainer.home, at=at
    )
    lead = training.Trainer(trainer.duty, person_id=person.id)
    training.add_trainer(session, actor, room.id, lead, at=at)
    guest = training.Trainer(Duty.NARASUMBER, name=trainer.guest)
    training.add_trainer(session, actor, room.id, guest, at=at)
    teacher = offices.as_trainee(session, person.id)
    return Play(session, angkatan, room, actor, teacher, Random(seed))
