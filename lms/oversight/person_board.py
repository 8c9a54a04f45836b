"""Where one person stands in each tier, for whoever reads figures where they live."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from lms.kernel.access import NATION, Actor, Permission
from lms.oversight import offices, operations, people_board, queries, tiers
from lms.oversight.people_board import PersonRow
from lms.oversight.queries import Listed
from lms.oversight.tiers import Offered
from lms.oversight.words import FAMILY_WORDS
from lms.people import nik, sealing
from lms.people import queries as persons
from lms.people.models import Person
from lms.regions import queries as regions
from lms.regions.models import Organisation
from lms.standings import queries as standings
from lms.standings.buckets import REGISTERED_TIER, Bucket, Key
from lms.standings.figures import Subject
from lms.web.templating import sentence


@dataclass(frozen=True)
class Answer:
    """Where somebody stands in one tier; row None: neither obliged nor ever trained."""

    tier: Offered
    row: PersonRow | None


@dataclass(frozen=True)
class Found:
    """One person: who they are, each tier, whether they are registered, whom to call."""

    name: str
    facts: Sequence[tuple[str, str]]
    answers: Sequence[Answer]
    registered: Sequence[tuple[str, bool]]
    office: Organisation | None


def look_up(session: Session, actor: Actor, typed: str, *, at: datetime) -> Found | None:
    """Give the person of a NIK in the actor's regions, or None; noted in the trail either way.

    Nobody learns from the answer whether the NIK is known elsewhere.
    """
    person = persons.find_by_nik(session, typed)
    subjects = _of_person(session, person) if person else _listed(session, typed)
    code = _code(person, subjects)
    if code is None or not actor.may(Permission.OVERSIGHT_READ, within=code):
        own = actor.regions(Permission.OVERSIGHT_READ)
        operations.looked_up(session, actor, None, region_code=own[0] if own else NATION, at=at)
        return None
    operations.looked_up(session, actor, person, region_code=code, at=at)
    return _found(session, person, subjects, code, at=at)


def _of_person(session: Session, person: Person) -> dict[Key, Subject]:
    home = persons.region_of(person)
    return {
        one.key: Subject(person.id, None, None, None, home, one.is_obliged, one.bucket)
        for one in standings.of_person(session, person.id)
    }


def _listed(session: Session, typed: str) -> dict[Key, Subject]:
    fingerprint = sealing.cipher().fingerprint(nik.bare(typed))
    return {one.key: _subject(one) for one in queries.listed(session, fingerprint)}


def _subject(one: Listed) -> Subject:
    standing = one.standing
    return Subject(
        None,
        standing.nik_fingerprint,
        one.name,
        one.nik_masked,
        standing.region_code,
        standing.is_obliged,
        standing.bucket,
    )


def _code(person: Person | None, subjects: dict[Key, Subject]) -> str | None:
    if person is not None:
        return persons.region_of(person)
    return next((one.region_code for one in subjects.values()), None)


def _found(
    session: Session,
    person: Person | None,
    subjects: dict[Key, Subject],
    code: str,
    *,
    at: datetime,
) -> Found:
    on = at.astimezone(regions.zone_of(code).info).date()
    answers = []
    for tier in tiers.offered(session):
        subject = subjects.get(tier.key)
        rows = people_board.rows(session, tier, [subject] if subject else [], on=on)
        answers.append(Answer(tier, next(iter(rows), None)))
    who = person or next(iter(subjects.values()))
    name = person.full_name if person else next(iter(subjects.values())).listed_name or "–"
    has_account = person is not None and bool(queries.with_account(session, [person.id]))
    place = _("belum tercatat") if code == NATION else regions.full_name(session, code)
    return Found(
        name=name,
        facts=[
            (_("NIK"), who.nik_masked or "–"),
            (_("Domisili") if person else _("Desa pada daftar wajib"), place),
            (_("Akun Bekal"), _("aktif") if has_account else _("belum ada yang aktif")),
        ],
        answers=answers,
        registered=_registered(subjects),
        office=offices.nearest(session, [code], on=on).get(code),
    )


def _registered(subjects: dict[Key, Subject]) -> list[tuple[str, bool]]:
    return [
        (sentence(words), _is_registered(subjects.get(Key(family, REGISTERED_TIER))))
        for family, words in FAMILY_WORDS.items()
    ]


def _is_registered(subject: Subject | None) -> bool:
    return subject is not None and subject.bucket is Bucket.DONE
