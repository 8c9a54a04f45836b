"""What waits at the desks: people who put themselves forward, papers of earlier training, and
applications of graduates; and one member who has a number and a surat tugas already."""

import io
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from pkgutil import resolve_name
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.datastructures import FileStorage

from lms.credentials import recognising, recognition_deciding
from lms.credentials.models import Credential
from lms.credentials.recognition_models import Recognition
from lms.credentials.recognition_rules import EarlierPaper, PaperKind
from lms.demo import offices, planning, registering, s0
from lms.demo.crowd import MadeUp, crowd
from lms.kernel.access import contains
from lms.kernel.clock import day_of
from lms.people.counter import Gaps
from lms.people.models import Account, Person
from lms.people.operations import PersonFacts
from lms.registration import counter, letters, tenure
from lms.registration import operations as registration
from lms.registration.models import Registration, RegistrationState
from lms.training import offers, offers_applying
from lms.training.models import Angkatan
from lms.training.offers_applying import Stranger
from lms.web.scans import Scan, read_scan

METRO, LAMPUNG_TENGAH = "18.72", "18.02"
DECREES = ("460/031/SK-PSM/2015", "460/044/SK-PSM/2016")
"""Numbers of the SK that two serving PSM bring: the first waits, the second is recognised."""

_PROVINCE = "18"
_MEMBERSHIP = "PSM-MTR-0001"
_SEATS = {METRO: 10, LAMPUNG_TENGAH: 10}
_WEEKS_AHEAD, _WEEKS_OPEN = timedelta(weeks=5), timedelta(weeks=3)
_SINCE = timedelta(days=3)
_SEED = 72
_TEXTS = (
    "Saya kader posyandu sejak 2019 dan ingin mendampingi warga dengan lebih baik.",
    "Saya pengurus karang taruna dan sering membantu pendataan warga.",
)
_ASKED = "Datang ke loket dengan KTP dan meminta didaftarkan."


def is_there(session: Session) -> bool:
    """Tell whether all this was built already."""
    found = select(Recognition.id).where(Recognition.number.in_(DECREES))
    return session.scalars(found).first() is not None


def build(session: Session, made: planning.Offices, *, at: datetime) -> None:
    """Let it all have come in during the last days."""
    since = at - _SINCE
    serving, strangers = _strangers(session)
    _announce(session, made, strangers, at=since)
    _recognise(session, serving, at=since)
    _apply(session, at=since)
    _send_out(session, at=since)


def _strangers(session: Session) -> tuple[list[MadeUp], list[MadeUp]]:
    people = crowd(session, METRO, len(DECREES) + len(_TEXTS), seed=_SEED)
    return people[: len(DECREES)], people[len(DECREES) :]


def _announce(
    session: Session, made: planning.Offices, people: Sequence[MadeUp], *, at: datetime
) -> None:
    """Announce an angkatan for two senders; two citizens of one of them apply."""
    today = day_of(at)
    first = today + _WEEKS_AHEAD
    office = made[planning.PROVINSI]
    number = planning.next_number(session, office, first.year)
    scene = planning.of_lampung(number=number, starts_on=first, ends_on=first + timedelta(days=1))
    angkatan = planning.plan(session, made, replace(scene, seats=_SEATS), at=at)
    actor = planning.organiser(session, scene, on=today)
    note = "Terbuka bagi warga yang ingin menjadi PSM di desa atau kelurahannya."
    offers.announce(session, actor, angkatan.id, today + _WEEKS_OPEN, note, at=at)
    for each, text in zip(people, _TEXTS, strict=True):
        stranger = Stranger(each.name, each.phone, each.nik, each.domicile_code, text, uuid4())
        offers_applying.apply(session, angkatan.id, stranger, at=at)


def _recognise(session: Session, people: Sequence[MadeUp], *, at: datetime) -> None:
    """File the SK of two serving PSM at the counter; somebody else recognises one of them."""
    clerk = offices.actor_named(session, "contoh-loket", on=day_of(at))
    papers = []
    for each, number in zip(people, DECREES, strict=True):
        facts = PersonFacts(
            name=each.name,
            sex=each.sex,
            born_on=each.born_on,
            phone=each.phone,
            domicile_code=each.domicile_code,
        )
        person, _warnings = counter.record(session, clerk, facts, each.nik, at=at)
        paper, scan = _decree(number), _scan(each.name, number)
        papers.append(recognising.file(session, clerk, person, paper, scan, at=at))
    second = offices.actor_named(session, "contoh-utusan", on=day_of(at))
    later = at + timedelta(days=1)
    recognition_deciding.confirm(session, second, papers[-1].id, planning.PROGRAMME, at=later)


def _decree(number: str) -> EarlierPaper:
    return EarlierPaper(
        kind=PaperKind.DECREE,
        title="Penetapan Pekerja Sosial Masyarakat Kota Metro",
        organiser="Dinas Sosial Kota Metro",
        number=number,
        dated_on=date(int(number[-4:]), 3, 2),
        signatory="Wali Kota Metro",
        wanted=planning.PROGRAMME,
    )


def _scan(name: str, number: str) -> Scan:
    draw: Callable[[Sequence[str]], bytes] = resolve_name("lms.demo.specimen:draw")
    picture = draw(("Surat Keputusan", f"Nomor {number}", "Pekerja Sosial Masyarakat", name))
    return read_scan(FileStorage(io.BytesIO(picture), filename="sk.jpg"))


def _apply(session: Session, *, at: datetime) -> None:
    """Let one graduate of S0 apply, and the clerk file for another one."""
    free = _unregistered(session)
    for person in [each for each in free if each.born_on][:1]:
        registering.apply(session, person.id, s0.FAMILY, at=at)
    clerk = offices.actor_named(session, "contoh-loket", on=day_of(at))
    declared = registering.declarations(session, s0.FAMILY)
    born_on = registering.births(s0.people(session))
    near = [each for each in free if not each.born_on and contains(METRO, each.domicile_code or "")]
    for person in near[:1]:
        gaps = Gaps(born_on=born_on.get(person.phone or ""))
        counter.complete(session, clerk, person.id, gaps, "", at=at)
        registration.file(session, clerk, person.id, s0.FAMILY, declared, _ASKED, at=at)


def _unregistered(session: Session) -> Sequence[Person]:
    """Give the graduates of Bimtek Dasar in Lampung who never applied, but for contoh-lulusan."""
    applied = select(Registration.person_id).where(Registration.family == s0.FAMILY)
    found = (
        select(Person)
        .join(Credential, Credential.person_id == Person.id)
        .join(Angkatan, Angkatan.id == Credential.source_id)
        .join(Account, Account.person_id == Person.id)
        .where(
            Angkatan.number == s0.NUMBER,
            Angkatan.year == s0.DAY.year,
            Angkatan.region_code == _PROVINCE,
            Person.id.not_in(applied),
            Account.login_name != "contoh-lulusan",
        )
    )
    return session.scalars(found.order_by(Person.search_name, Person.id)).all()


def _send_out(session: Session, *, at: datetime) -> None:
    """Give one member a number and a surat tugas, which a worker draws."""
    registrar = offices.actor_named(session, "contoh-registrar", on=day_of(at))
    found = select(Registration.id).where(
        Registration.family == s0.FAMILY, Registration.state == RegistrationState.APPROVED
    )
    nearest = found.order_by(Registration.region_code.desc(), Registration.id)
    for member_id in session.scalars(nearest.limit(1)):
        tenure.set_number(session, registrar, member_id, _MEMBERSHIP, at=at)
        on = day_of(at)
        order = letters.Order(f"800/001/SPT-PSM/{on.year}", on, "Kepala Dinas Sosial")
        letters.make(session, registrar, member_id, order, at=at)
