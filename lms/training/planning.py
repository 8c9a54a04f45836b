"""Planning an angkatan: what its organiser decides, and what speaks against it."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from certificates import numbering
from lms.kernel import audit
from lms.kernel.access import Actor, Permission, contains
from lms.kernel.clock import Zone
from lms.kernel.errors import NotFound, Refused
from lms.kernel.sentence import Sentence, say
from lms.regions.models import Level, Organisation
from lms.training.catalogue import Curriculum, CurriculumMaterial, Mode
from lms.training.models import Angkatan, Kelas, Kind, Partner, Stage

_LEVELS = {
    Level.NATION: "pusat",
    Level.PROVINCE: "provinsi",
    Level.KABUPATEN_KOTA: "kabupaten_kota",
}


@dataclass(frozen=True)
class Plan:
    """What an organiser decides about an angkatan; without number the next one is taken."""

    curriculum_id: UUID
    organiser_id: UUID
    place: str
    starts_on: date
    ends_on: date
    contact_name: str
    whatsapp: str
    number_pattern: str
    issue_place: str
    signatory_office: str
    signatory_name: str
    back_signatory_office: str
    back_signatory_name: str
    signatory_nip: str = ""
    title: str = ""
    number: int | None = None
    zone: Zone | None = None
    partner_ids: tuple[UUID, ...] = ()
    level_reason: str = ""


def plan(session: Session, actor: Actor, facts: Plan, *, at: datetime) -> Angkatan:
    """Plan an angkatan with its first kelas "A".

    Raises:
        Forbidden: the organiser lies outside the actor's regions.
        Refused: all that speaks against it, one sentence each.
    """
    organiser = _organiser(session, facts.organiser_id)
    actor.require(Permission.ANGKATAN_PLAN, within=organiser.region_code)
    curriculum = _curriculum(session, facts.curriculum_id)
    facts = replace(facts, number=facts.number or _next_number(session, curriculum, facts))
    against = [
        *_strangeness(curriculum, organiser),
        *_objections(session, curriculum, facts),
        *level_objections(curriculum, organiser, facts.level_reason),
    ]
    if against:
        raise Refused(*against)
    made = _angkatan(curriculum, organiser, facts, at=at)
    session.add(made)
    session.flush()
    session.add(Kelas(angkatan_id=made.id, name="A"))
    for partner_id in dict.fromkeys(facts.partner_ids):
        if partner_id != organiser.id:
            session.add(Partner(angkatan_id=made.id, organisation_id=partner_id))
    session.flush()
    audit.record(
        session,
        actor,
        "angkatan.planned",
        made,
        region_code=made.region_code,
        at=at,
        reason=facts.level_reason or None,
        detail={"curriculum_id": curriculum.id, "organiser_id": organiser.id},
    )
    return made


def _organiser(session: Session, organiser_id: UUID) -> Organisation:
    wanted = select(Organisation).where(Organisation.id == organiser_id)
    loaded = wanted.options(joinedload(Organisation.region, innerjoin=True))
    # the lock keeps two planners from taking the same number
    locked = loaded.with_for_update(key_share=True, of=Organisation)
    found = session.scalars(locked).one_or_none()
    if found is None:
        raise NotFound
    return found


def _curriculum(session: Session, curriculum_id: UUID) -> Curriculum:
    wanted = select(Curriculum).where(Curriculum.id == curriculum_id)
    found = session.scalars(wanted.options(joinedload(Curriculum.programme))).one_or_none()
    if found is None:
        raise NotFound
    return found


def _strangeness(curriculum: Curriculum, organiser: Organisation) -> list[Sentence]:
    if contains(curriculum.region_code, organiser.region_code):
        return []
    return [
        say(
            "Kurikulum ini dibuat untuk daerah lain, bukan untuk %(organiser)s. "
            "Pilih kurikulum lain.",
            organiser=organiser.name,
        )
    ]


def _next_number(session: Session, curriculum: Curriculum, facts: Plan) -> int:
    last = select(func.coalesce(func.max(Angkatan.number), 0)).where(
        Angkatan.organiser_id == facts.organiser_id,
        Angkatan.programme_id == curriculum.programme_id,
        Angkatan.year == facts.starts_on.year,
    )
    return session.scalars(last).one() + 1


def _objections(session: Session, curriculum: Curriculum, facts: Plan) -> list[Sentence]:
    against = [Sentence(problem) for problem in numbering.check(facts.number_pattern)]
    if facts.ends_on < facts.starts_on:
        against.append(say("Hari terakhir mendahului hari pertama."))
    taken = select(Angkatan.id).where(
        Angkatan.organiser_id == facts.organiser_id,
        Angkatan.programme_id == curriculum.programme_id,
        Angkatan.year == facts.starts_on.year,
        Angkatan.number == facts.number,
    )
    if session.scalar(taken) is not None:
        number, year = numbering.roman(facts.number or 0), facts.starts_on.year
        against.append(
            say(
                "Angkatan %(number)s tahun %(year)s program ini sudah ada. Pakai nomor lain.",
                number=number,
                year=year,
            )
        )
    unwritten = select(CurriculumMaterial.title).where(
        CurriculumMaterial.curriculum_id == curriculum.id,
        CurriculumMaterial.mode == Mode.ASYNCHRONOUS,
        CurriculumMaterial.module_id.is_(None),
    )
    titles = session.scalars(unwritten).all()
    if titles:
        against.append(
            say(
                "Modul mandiri belum tersedia untuk: %(titles)s. Pilih kurikulum lain.",
                titles=", ".join(titles),
            )
        )
    return against


def level_objections(
    curriculum: Curriculum, organiser: Organisation, reason: str
) -> tuple[Sentence, ...]:
    """Warn when this level of organiser isn't meant for the programme; a reason overrules it.

    The rule is soft: tiers differ in practice from region to region.
    """
    allowed = curriculum.programme.organiser_levels
    if _LEVELS.get(organiser.region.level) in allowed or reason.strip():
        return ()
    return (
        say(
            "Program ini biasanya diselenggarakan tingkat %(levels)s, bukan oleh %(organiser)s. "
            "Bila memang demikian, tuliskan alasannya.",
            levels=", ".join(str(level).replace("_", "/") for level in allowed),
            organiser=organiser.name,
        ),
    )


def _angkatan(
    curriculum: Curriculum, organiser: Organisation, facts: Plan, *, at: datetime
) -> Angkatan:
    number = facts.number or 1
    proposed = f"{curriculum.programme.title} Angkatan {numbering.roman(number)}"
    return Angkatan(
        programme_id=curriculum.programme_id,
        curriculum_id=curriculum.id,
        kind=Kind(curriculum.kind),
        number=number,
        year=facts.starts_on.year,
        title=(facts.title or proposed)[:200],
        organiser_id=organiser.id,
        region_code=organiser.region_code,
        place=facts.place,
        zone=facts.zone or organiser.region.zone,
        starts_on=facts.starts_on,
        ends_on=facts.ends_on,
        stage=Stage.PLANNED,
        contact_name=facts.contact_name,
        whatsapp=facts.whatsapp,
        number_pattern=facts.number_pattern,
        issue_place=facts.issue_place,
        signatory_office=facts.signatory_office,
        signatory_name=facts.signatory_name,
        signatory_nip=facts.signatory_nip,
        back_signatory_office=facts.back_signatory_office,
        back_signatory_name=facts.back_signatory_name,
        created_at=at,
    )
