"""The second person: recognises a paper, returns it for completion, or declines it."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.credentials import holdings, queries, recognition_config, recognition_queries
from lms.credentials.models import Basis, Credential, Merit
from lms.credentials.recognising import lock, note_step
from lms.credentials.recognition_models import Recognition, RecognitionState
from lms.credentials.recognition_rules import Countable, objections
from lms.credentials.recognition_words import STATE_WORDS
from lms.kernel import audit, clock
from lms.kernel.access import Actor, Permission
from lms.kernel.errors import Forbidden, Refused
from lms.kernel.sentence import Sentence, say
from lms.people.models import Person
from lms.people.queries import region_of
from lms.regions.zones import zone_of


def confirm(
    session: Session, actor: Actor, recognition_id: UUID, achievement: str, *, at: datetime
) -> Credential:
    """Recognise a paper as a programme: the person holds it from now on, "diakui".

    Raises:
        Forbidden: the actor filed it, it is the actor's own, or may not decide here.
        Refused: somebody else was faster, such a paper doesn't count for this programme, or the
            person holds it already.
    """
    row = _to_decide(session, actor, recognition_id)
    programme = _programme(session, row, achievement)
    note_step(session, actor, row, RecognitionState.CONFIRMED, at=at)
    row.decided_at, row.decided_by_id = at, actor.account_id
    row.reason, row.achievement = None, achievement
    return _into_ledger(session, actor, row, programme, at=at)


def give_back(
    session: Session, actor: Actor, recognition_id: UUID, reason: str, *, at: datetime
) -> None:
    """Return a paper to be completed, with what is missing.

    Raises:
        Forbidden, Refused: as `confirm`; no reason.
    """
    row = _to_decide(session, actor, recognition_id)
    row.reason = _reason(reason)
    note_step(session, actor, row, RecognitionState.RETURNED, at=at, reason=row.reason)
    _note(session, actor, row, "recognition.returned", at=at)


def decline(
    session: Session, actor: Actor, recognition_id: UUID, reason: str, *, at: datetime
) -> None:
    """Decline a paper for good, with the reason.

    Raises:
        Forbidden, Refused: as `confirm`; no reason.
    """
    row = _to_decide(session, actor, recognition_id)
    row.reason = _reason(reason)
    row.decided_at, row.decided_by_id = at, actor.account_id
    note_step(session, actor, row, RecognitionState.DECLINED, at=at, reason=row.reason)
    _note(session, actor, row, "recognition.declined", at=at)


def objection(session: Session, actor: Actor, row: Recognition) -> Sentence | None:
    """Give why the actor may not decide this paper although others there may."""
    if actor.person_id == row.person_id:
        return say("Ini dokumen Anda sendiri; orang lain yang memutuskannya.")
    if actor.account_id in recognition_queries.handlers(session, row):
        return say("Anda ikut mengajukan dokumen ini; orang kedua yang memutuskannya.")
    if not actor.may(Permission.RECOGNITION_CONFIRM, within=region_of(row.person)):
        return say("Yang memutuskan adalah penyelenggara atau petugas pendaftaran di wilayah ini.")
    return None


def _to_decide(session: Session, actor: Actor, recognition_id: UUID) -> Recognition:
    row = recognition_queries.at_desk(session, actor, recognition_id)
    against = objection(session, actor, row)
    if against is not None:
        raise Forbidden(against)
    row = lock(session, row)
    if row.state is not RecognitionState.FILED:
        word = str(STATE_WORDS[row.state]).lower()
        raise Refused(say("Dokumen ini tidak menunggu keputusan lagi: %(word)s.", word=word))
    return row


def _reason(typed: str) -> str:
    if not typed.strip():
        raise Refused(say("Tuliskan alasannya, supaya pengaju tahu apa yang harus diperbaiki."))
    return typed.strip()


def _programme(session: Session, row: Recognition, achievement: str) -> Countable:
    programmes = recognition_config.programmes()
    today = clock.today(zone_of(region_of(row.person)))
    against = objections(programmes, row.kind, row.dated_on, achievement, today=today)
    if against:
        raise Refused(*against)
    # two papers of one person, decided at once, must not both count
    session.execute(select(Person.id).where(Person.id == row.person_id).with_for_update())
    if queries.holds(session, row.person_id, achievement):
        raise Refused(
            say("%(name)s sudah memegang program ini di Bekal.", name=row.person.full_name)
        )
    return next(each for each in programmes if each.achievement == achievement)


def _into_ledger(
    session: Session, actor: Actor, row: Recognition, programme: Countable, *, at: datetime
) -> Credential:
    region_code = region_of(row.person)
    made = Credential(
        person_id=row.person_id,
        achievement=programme.achievement,
        family=programme.family,
        tier=programme.tier,
        version_id=row.id,
        source_id=row.id,
        basis=Basis.RECOGNITION,
        merit=Merit.RECOGNISED,
        region_code=region_code,
        issuer_region_code=region_code,
        issued_at=at,
        issued_by_id=actor.account_id,
    )
    session.add(made)
    session.flush()
    holdings.changed(session, made)
    _note(session, actor, row, "recognition.confirmed", at=at)
    detail = {"person_id": row.person_id, "achievement": made.achievement, "recognition": row.id}
    act = "credential.recognised"
    audit.record(session, actor, act, made, region_code=region_code, at=at, detail=detail)
    return made


def _note(session: Session, actor: Actor, row: Recognition, act: str, *, at: datetime) -> None:
    detail = {"person_id": row.person_id, "kind": row.kind.value, "achievement": row.achievement}
    region = region_of(row.person)
    audit.record(
        session, actor, act, row, region_code=region, at=at, reason=row.reason, detail=detail
    )
