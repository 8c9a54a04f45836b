"""One SK for one person or many: registers those who applied, renews those who are registered."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from lms.kernel import audit
from lms.kernel.access import NATION, Actor, Permission, contains
from lms.kernel.errors import Refused
from lms.kernel.sentence import Sentence, say
from lms.registration import appointing, deciding, inserting, practice, queries, tenure_queries
from lms.registration.appointing import Under
from lms.registration.models import Registration, RegistrationState
from lms.registration.tenure_models import Appointment, Decree

MOST = 200
_OFFICE_PARTS = 2
_YEAR_FIRST = 1990


@dataclass(frozen=True)
class Paper:
    """An SK as somebody types it; the term begins with the SK and ends as the region's rule says.

    `starts_on` and `ends_on` say otherwise.
    """

    number: str
    on: date
    signatory: str
    starts_on: date | None = None
    ends_on: date | None = None

    def problems(self, today: date) -> tuple[Sentence, ...]:
        """Give what is wrong with it, one sentence each."""
        found = []
        if not self.number.strip():
            found.append(say("Nomor SK wajib diisi."))
        if not self.signatory.strip():
            found.append(say("Jabatan penanda tangan SK wajib diisi."))
        if self.on > today:
            found.append(say("Tanggal SK belum terjadi. Tulis tanggal hari ini atau sebelumnya."))
        if self.on.year < _YEAR_FIRST:
            found.append(say("Tanggal SK terlalu lama. Periksa tahunnya."))
        if self.ends_on is not None and self.ends_on < (self.starts_on or self.on):
            found.append(say("Masa berlaku berakhir sebelum dimulai. Periksa kedua tanggalnya."))
        return tuple(found)


@dataclass(frozen=True)
class Chosen:
    """Who shall come under an SK: applications to approve, and present terms to renew."""

    registration_ids: tuple[UUID, ...] = ()
    appointment_ids: tuple[UUID, ...] = ()

    @property
    def count(self) -> int:
        """Give how many were chosen."""
        return len(self.registration_ids) + len(self.appointment_ids)


@dataclass(frozen=True)
class Candidate:
    """Somebody chosen for an SK, and everything that speaks against it; `renews`: their term."""

    registration: Registration
    renews: Appointment | None
    against: tuple[Sentence, ...]

    @property
    def name(self) -> str:
        """Give the person's name."""
        return self.registration.person.full_name


def candidates(
    session: Session, actor: Actor, chosen: Chosen, *, at: datetime, lock: bool = False
) -> tuple[Candidate, ...]:
    """Give those chosen, by name, each with what speaks against putting them under an SK.

    Raises:
        NotFound: somebody is not of the actor's regions.
        Refused: too many are chosen.
    """
    if chosen.count > MOST:
        raise Refused(say("Paling banyak %(most)s orang dalam satu kali simpan.", most=MOST))
    rows = tenure_queries.chosen(session, actor, chosen.registration_ids, lock=lock)
    terms = tenure_queries.terms(session, actor, chosen.appointment_ids, lock=lock)
    found = [Candidate(row, None, _applying(session, actor, row, at=at)) for row in rows]
    found += [Candidate(one.registration, one, _renewing(actor, one)) for one in terms]
    return tuple(sorted(found, key=lambda one: (one.name.lower(), str(one.registration.id))))


def _applying(
    session: Session, actor: Actor, row: Registration, *, at: datetime
) -> tuple[Sentence, ...]:
    if row.state is RegistrationState.APPROVED:
        return (say("Sudah ditetapkan lebih dahulu dengan SK %(number)s.", number=row.sk_number),)
    if row.state is not RegistrationState.SUBMITTED:
        return (say("Sudah ditolak, ditarik, atau dikembalikan lebih dahulu."),)
    return deciding.against(session, actor, row, at=at)


def _renewing(actor: Actor, term: Appointment) -> tuple[Sentence, ...]:
    row = term.registration
    if row.state is not RegistrationState.APPROVED:
        return (say("Keanggotaannya sudah berakhir."),)
    if term.replaced_at is not None:
        return (say("Sudah diperpanjang lebih dahulu dengan SK lain."),)
    if row.person_id == actor.person_id:
        return (say("Anda tidak dapat memperpanjang keanggotaan Anda sendiri."),)
    return ()


def region_of(codes: Sequence[str]) -> str:
    """Give the kabupaten or kota that contains them all, else the province, else the nation."""
    for parts in range(_OFFICE_PARTS, 0, -1):
        outer = {".".join(code.split(".")[:parts]) for code in codes}
        if len(outer) == 1:
            return outer.pop()
    return NATION


def may_sign(actor: Actor, code: str) -> bool:
    """Tell whether the actor may keep an SK that is signed for this region."""
    return actor.may(Permission.REGISTRATION_DECIDE, within=code)


def make(session: Session, actor: Actor, chosen: Chosen, paper: Paper, *, at: datetime) -> Decree:
    """Register or renew all of these people by one SK, or none of them.

    Raises:
        NotFound: somebody is not of the actor's regions.
        Refused: the SK is wrong or known already, somebody was decided meanwhile (each is named),
            or somebody's requirements are not met.
    """
    people = _welcome(session, actor, chosen, at=at)
    code = region_of([one.registration.region_code for one in people])
    reasons = list(paper.problems(queries.today(code, at=at)))
    if not may_sign(actor, code):
        reasons.append(say("Buat SK terpisah untuk setiap kabupaten atau kota."))
    if reasons:
        raise Refused(*reasons)
    decree = _insert(session, actor, code, paper, at=at)
    first = paper.starts_on or paper.on
    last = paper.ends_on or practice.of_region(session, code).last_day(first)
    _put_under(session, actor, people, Under(decree, first, last), at=at)
    detail = {"people": len(people), "year": decree.year, "number": decree.number}
    audit.record(session, actor, "decree.made", decree, region_code=code, at=at, detail=detail)
    return decree


def add(
    session: Session,
    actor: Actor,
    decree_id: UUID,
    chosen: Chosen,
    reason: str,
    *,
    at: datetime,
) -> Decree:
    """Put further people under an SK that is recorded already, with the reason.

    Raises:
        NotFound: the SK or somebody is not of the actor's regions.
        Refused: no reason, somebody of another region, decided meanwhile, or not eligible.
    """
    decree = tenure_queries.decree(session, actor, decree_id)
    said = reason.strip()
    if not said:
        raise Refused(say("Tulis alasan menambahkan orang ke SK yang sudah tercatat."))
    people = _welcome(session, actor, chosen, at=at)
    outside = [
        say("%(name)s bukan dari wilayah SK ini.", name=one.name)
        for one in people
        if not contains(decree.region_code, one.registration.region_code)
    ]
    if outside:
        raise Refused(*outside)
    first, last = tenure_queries.period(session, decree)
    _put_under(session, actor, people, Under(decree, first, last, said), at=at)
    code, detail = decree.region_code, {"people": len(people)}
    audit.record(
        session,
        actor,
        "decree.extended",
        decree,
        region_code=code,
        at=at,
        reason=said,
        detail=detail,
    )
    return decree


def _welcome(
    session: Session, actor: Actor, chosen: Chosen, *, at: datetime
) -> tuple[Candidate, ...]:
    """Give those chosen with their rows locked, if nothing speaks against any of them."""
    if not chosen.count:
        raise Refused(say("Centang sekurang-kurangnya satu orang."))
    people = candidates(session, actor, chosen, at=at, lock=True)
    against = [
        say("%(name)s: %(why)s", name=one.name, why=why) for one in people for why in one.against
    ]
    if against:
        raise Refused(*against)
    return people


def _put_under(
    session: Session, actor: Actor, people: Sequence[Candidate], under: Under, *, at: datetime
) -> None:
    # in the order of regions, so that two who count the same desa wait and don't block each other
    for one in sorted(people, key=lambda each: each.registration.region_code):
        if one.renews is None:
            appointing.approve(session, actor, one.registration, under, at=at)
        else:
            appointing.renew(session, actor, one.renews, under, at=at)


def _insert(session: Session, actor: Actor, code: str, paper: Paper, *, at: datetime) -> Decree:
    number = " ".join(paper.number.split())
    decree_id = inserting.once(
        session,
        Decree,
        ("region_code", "year", "number_key"),
        region_code=code,
        number=number,
        number_key=tenure_queries.number_key(number),
        year=paper.on.year,
        signed_on=paper.on,
        signatory=" ".join(paper.signatory.split()),
        made_at=at,
        made_by_id=actor.account_id,
    )
    if decree_id is None:
        raise Refused(
            say(
                "SK nomor %(number)s tahun %(year)s sudah tercatat. Buka SK itu pada Daftar SK "
                "untuk menambahkan orang dengan alasan.",
                number=number,
                year=paper.on.year,
            )
        )
    return session.get_one(Decree, decree_id)
