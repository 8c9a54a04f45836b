"""Made-up people: invented names, NIK of the real structure, homes in real desa."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from random import Random

from faker import Faker
from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.people.models import Sex
from lms.regions.models import Region

_FIRST_YEAR, _YEARS = 1962, 34
_GIVEN = {
    Sex.MALE: ("Jatmiko", "Suhardi", "Wirata", "Tarmuji", "Yusron", "Bagas", "Imron", "Wagiman"),
    Sex.FEMALE: ("Wulansari", "Marlinah", "Ariani", "Sumiyem", "Rohayati", "Nur'aini", "Painah"),
}


@dataclass(frozen=True)
class MadeUp:
    """Somebody who does not exist."""

    name: str
    sex: Sex
    born_on: date
    nik: str
    phone: str
    domicile_code: str
    kabupaten_kota: str  # who sends them, as lists name it
    unsur: str = "Calon PSM"


def crowd(session: Session, kabupaten_kota: str, count: int, *, seed: int) -> list[MadeUp]:
    """Give made-up people who live in the desa of one kabupaten or kota; equal for equal seeds."""
    random, faker = Random(f"{kabupaten_kota} {seed}"), _faker()
    faker.seed_instance(f"{kabupaten_kota} {seed}")
    kecamatan = select(Region.code).where(Region.parent_code == kabupaten_kota)
    inside = Region.parent_code.in_(kecamatan)
    desa = session.scalars(
        select(Region.code).where(inside, Region.is_active).order_by(Region.code)
    ).all()
    place = session.get_one(Region, kabupaten_kota).name
    homes = random.sample(desa, min(count, len(desa)))
    return [
        _somebody(random, faker, homes[index % len(homes)], place, seed * 1000 + index)
        for index in range(count)
    ]


@cache
def _faker() -> Faker:
    return Faker("id_ID")


def _somebody(random: Random, faker: Faker, home: str, place: str, number: int) -> MadeUp:
    sex = random.choice(list(Sex))
    born_on = date(_FIRST_YEAR, 1, 1) + timedelta(days=random.randrange(_YEARS * 365))
    day = born_on.day + (40 if sex is Sex.FEMALE else 0)
    district = home.replace(".", "")[:6]
    serial = 1 + (number * 37 + random.randrange(9)) % 9998
    return MadeUp(
        name=_name(random, faker, sex),
        sex=sex,
        born_on=born_on,
        nik=f"{district}{day:02}{born_on:%m%y}{serial:04}",
        phone=f"+62899{home.replace('.', '')[:4]}{number % 10000:04}",
        domicile_code=home,
        kabupaten_kota=place,
    )


def _name(random: Random, faker: Faker, sex: Sex) -> str:
    given = random.choice(_GIVEN[sex])
    if random.random() < 0.2:
        return given  # single names are normal
    family: str = faker.last_name_male() if sex is Sex.MALE else faker.last_name_female()
    return f"{given} {family}"
