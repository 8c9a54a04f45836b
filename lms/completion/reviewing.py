"""Looking again at decisions whose facts changed afterwards."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from lms.completion import queries
from lms.completion.models import Review
from lms.completion.operations import locked
from lms.kernel import audit
from lms.kernel.access import Actor
from lms.kernel.errors import Refused
from lms.kernel.sentence import say


def review(
    session: Session,
    actor: Actor,
    angkatan_id: UUID,
    decision_id: UUID,
    conclusion: str,
    *,
    at: datetime,
) -> Review:
    """Note that changed facts were looked at, and what follows; the certificate stays as it is.

    Raises:
        Refused: no conclusion, or there is nothing to look at (any more).
        Forbidden, NotFound: as queries.to_decide.
    """
    angkatan = locked(session, actor, angkatan_id)
    waiting = {each.decision.id: each for each in queries.to_review(session, angkatan)}
    against = []
    if not conclusion.strip():
        against.append(say("Tuliskan kesimpulan peninjauan."))
    if decision_id not in waiting:
        against.append(say("Tidak ada perubahan yang perlu ditinjau lagi."))
    if against:
        raise Refused(*against)
    made = Review(
        decision_id=decision_id,
        requirements=waiting[decision_id].now,
        conclusion=conclusion.strip(),
        reviewed_at=at,
        reviewed_by_id=actor.account_id,
    )
    session.add(made)
    session.flush()
    audit.record(
        session,
        actor,
        "decision.reviewed",
        made,
        region_code=angkatan.region_code,
        at=at,
        detail={"decision_id": decision_id},
    )
    return made
