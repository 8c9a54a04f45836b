"""The Dinas decides on applications: nominates or declines; old ones are forgotten."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from lms.kernel import audit, clock
from lms.kernel.access import Actor
from lms.kernel.errors import NotFound, Refused
from lms.kernel.sentence import say
from lms.people import nik, sealing
from lms.people.models import Person
from lms.training import nominating, nomination_queries, offers_queries
from lms.training.judging import judge
from lms.training.models import Angkatan, Participation, ParticipationState, Quota
from lms.training.nomination_queries import Target, sender_name
from lms.training.offers_models import ApplicationState, SelfApplication
from lms.training.participating import begin, lock, refuse_closed
from lms.web.sheets import Row

_NO_SEATS = say(
    "Wilayah ini tidak lagi mendapat kuota pada angkatan ini. Hubungi penyelenggaranya."
)


def nominate(
    session: Session, actor: Actor, application_id: UUID, *, at: datetime
) -> Participation:
    """Make an application a nomination of its region: person, account, participation.

    A stranger is judged as a row of a nomination list, so a known NIK leads to its person.

    Raises:
        NotFound: it lies outside the regions for which the actor nominates.
        Refused: it is decided, the angkatan takes nobody, or the NIK belongs to another name.
    """
    row = _waiting(session, actor, application_id)
    refuse_closed(lock(session, row.angkatan_id))
    to, quota = _target(session, actor, row)
    person = row.person or _person(session, actor, to, row, quota, at=at)
    made = offers_queries.taking_part(session, row.angkatan_id, person.id)
    if made is None:
        made = _take_part(session, actor, to, person, quota, at=at)
    row.person_id, row.participation_id = person.id, made.id
    row.nik_sealed = row.nik_fingerprint = row.nik_masked = None
    _decide(session, actor, row, ApplicationState.NOMINATED, reason=None, at=at)
    return made


def _waiting(session: Session, actor: Actor, application_id: UUID) -> SelfApplication:
    row = offers_queries.application(session, actor, application_id, lock=True)
    if row.state is not ApplicationState.SUBMITTED:
        raise Refused(say("Pengajuan ini sudah diputuskan."))
    return row


def _target(session: Session, actor: Actor, row: SelfApplication) -> tuple[Target, Quota]:
    """Give where to nominate and the seats of the applicant's region, or raise Refused."""
    try:
        to = nomination_queries.target(session, actor, row.angkatan_id)
    except NotFound:  # no region of the actor sends anybody (any more)
        raise Refused(_NO_SEATS) from None
    for quota in to.quotas:
        if quota.sender_code == row.sender_code:
            return to, quota
    raise Refused(_NO_SEATS)


def _person(
    session: Session,
    actor: Actor,
    to: Target,
    row: SelfApplication,
    quota: Quota,
    *,
    at: datetime,
) -> Person:
    cipher = sealing.cipher()
    digits = cipher.decrypt(row.nik_sealed or "")
    sex = nik.check(digits, today=clock.day_of(at)).sex
    cells = {
        "name": row.name,
        "nik": digits,
        "phone": row.phone,
        "sex": sex.value if sex else "",
        "domicile": row.domicile_code,
        "origin": sender_name(quota),
    }
    verdict = judge(session, to, [Row(1, cells, frozenset())], cipher=cipher)[0]
    if verdict.nominee is None or verdict.problems:
        raise Refused(*(problem.sentence for problem in verdict.problems))
    return nominating.person_of(session, actor, verdict, verdict.nominee, at=at)


def _take_part(
    session: Session, actor: Actor, to: Target, person: Person, quota: Quota, *, at: datetime
) -> Participation:
    made = Participation(
        angkatan_id=to.angkatan.id,
        person_id=person.id,
        quota_id=quota.id,
        origin=sender_name(quota),
        state=ParticipationState.NOMINATED,
        created_at=at,
    )
    return begin(session, actor, made, region_code=to.angkatan.region_code, at=at)


def decline(
    session: Session, actor: Actor, application_id: UUID, reason: str, *, at: datetime
) -> None:
    """Decline an application; its applicant reads the reason."""
    row = _waiting(session, actor, application_id)
    if not reason.strip():
        raise Refused(say("Tulis alasan penolakan; pemohon membacanya."))
    _decide(session, actor, row, ApplicationState.DECLINED, reason=reason, at=at)


def _decide(
    session: Session,
    actor: Actor,
    row: SelfApplication,
    state: ApplicationState,
    *,
    reason: str | None,
    at: datetime,
) -> None:
    row.state, row.reason = state, reason
    row.decided_at, row.decided_by_id = at, actor.account_id
    session.flush()
    is_nominated = state is ApplicationState.NOMINATED
    act = "application.nominated" if is_nominated else "application.declined"
    detail = {"angkatan_id": row.angkatan_id, "participation_id": row.participation_id}
    code = row.sender_code
    # the reason may name somebody: it stays in the row that is forgotten, not in the trail
    audit.record(session, actor, act, row, region_code=code, at=at, detail=detail)


def forget(session: Session, actor: Actor, *, days: int, at: datetime) -> int:
    """Delete what was declined so many days ago, and all whose angkatan is over as long.

    Give how many. The trail keeps that there was an application, not whose.
    """
    before = at - timedelta(days=days)
    declined = (SelfApplication.state == ApplicationState.DECLINED) & (
        SelfApplication.decided_at < before
    )
    over = (Angkatan.ends_on < clock.day_of(before)) & (SelfApplication.submitted_at < before)
    found = select(SelfApplication).join(Angkatan, Angkatan.id == SelfApplication.angkatan_id)
    rows = session.scalars(found.where(or_(declined, over))).all()
    for row in rows:
        code = row.sender_code
        audit.record(session, actor, "application.forgotten", row, region_code=code, at=at)
        session.delete(row)
    session.flush()
    return len(rows)
