"""What was reported of an angkatan elsewhere, beside what is recorded here."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from lms.kernel import audit
from lms.kernel.access import Actor
from lms.kernel.errors import Refused
from lms.kernel.sentence import Sentence, say
from lms.training import queries
from lms.training.access import require_planner
from lms.training.models import Participation, ParticipationState, ReportedCount
from lms.training.nomination_queries import sender_name


def note_report(
    session: Session,
    actor: Actor,
    angkatan_id: UUID,
    people_count: int,
    source: str,
    *,
    at: datetime,
) -> ReportedCount:
    """Keep how many people a report speaks of, and which report; earlier ones stay as history.

    Nothing else changes: the five counts are only ever counted.

    Raises:
        Refused: nobody is reported, or the source is missing.
        Forbidden, NotFound: the actor doesn't plan the angkatan.
    """
    angkatan = require_planner(session, actor, angkatan_id)
    against = []
    if people_count < 1:
        against.append(say("Jumlah yang dilaporkan paling sedikit 1 orang."))
    if not source.strip():
        against.append(say("Tuliskan sumber angkanya."))
    if against:
        raise Refused(*against)
    made = ReportedCount(
        angkatan_id=angkatan_id,
        people_count=people_count,
        source=source.strip(),
        noted_at=at,
        noted_by_id=actor.account_id,
    )
    session.add(made)
    session.flush()
    detail = {"people_count": people_count}
    region = angkatan.region_code
    audit.record(
        session, actor, "angkatan.reported", angkatan, region_code=region, at=at, detail=detail
    )
    return made


def latest(session: Session, angkatan_id: UUID) -> ReportedCount | None:
    """Give what was reported last; None: nothing was."""
    found = select(ReportedCount).where(ReportedCount.angkatan_id == angkatan_id)
    ordered = found.order_by(ReportedCount.noted_at.desc(), ReportedCount.id)
    return session.scalars(ordered.limit(1)).one_or_none()


def told(session: Session, angkatan_id: UUID) -> tuple[Sentence, ...]:
    """Give in words how a reported number stands to who is recorded; empty without a report."""
    reported = latest(session, angkatan_id)
    if reported is None:
        return ()
    by_sender = _enrolled(session, angkatan_id)
    recorded = sum(count for _, count in by_sender)
    parts = ", ".join(f"{name} {count}" for name, count in by_sender)
    return (
        say(
            "Dilaporkan %(count)s orang. Sumber: %(source)s.",
            count=reported.people_count,
            source=reported.source,
        ),
        say("Tercatat di sini: %(parts)s; jumlahnya %(sum)s.", parts=parts, sum=recorded),
        _difference(reported.people_count - recorded),
    )


def _difference(missing: int) -> Sentence:
    if missing > 0:
        return say(
            "Selisih %(missing)s orang: tidak ada nama dan tidak ada pengirimnya, jadi tidak "
            "ditambahkan ke angka mana pun.",
            missing=missing,
        )
    if missing < 0:
        return say("Yang tercatat %(more)s orang lebih banyak dari laporan.", more=-missing)
    return say("Laporan dan catatan sama.")


def _enrolled(session: Session, angkatan_id: UUID) -> list[tuple[str, int]]:
    """Give each sender with how many are enrolled by its quota; those without one as others."""
    rows = session.execute(
        select(Participation.quota_id, func.count())
        .where(
            Participation.angkatan_id == angkatan_id,
            Participation.state == ParticipationState.ENROLLED,
        )
        .group_by(Participation.quota_id)
    )
    counts = {quota_id: count for quota_id, count in rows}
    senders = [
        (sender_name(quota), counts.pop(quota.id, 0))
        for quota in queries.quotas(session, angkatan_id)
    ]
    others = sum(counts.values())
    return [*senders, *([("tanpa pengirim", others)] if others else [])]
