"""Activation cards for those who take part in an angkatan, wherever they live."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from lms.kernel import audit, clock
from lms.kernel.access import Actor, Permission
from lms.kernel.errors import Refused
from lms.kernel.sentence import say
from lms.people import codes
from lms.people.models import Account, CodePurpose
from lms.people.queries import Vouched, may_take_over
from lms.training import participant_queries, queries
from lms.training.models import Angkatan, Stage

CARDS_AT_ONCE = 100
"""How many codes one transaction makes."""


@dataclass(frozen=True)
class Issued:
    """The accounts with their codes, shown once; those of staff are left to their admins."""

    cards: tuple[tuple[Account, str], ...]
    skipped_count: int


def waiting(session: Session, actor: Actor, angkatan_id: UUID) -> Sequence[UUID]:
    """Give the accounts that are to get a card, by name.

    Raises:
        Forbidden, NotFound: the actor manages no accounts in the angkatan's region.
        Refused: the angkatan was called off, or everybody's account is active.
    """
    _require(session, actor, angkatan_id)
    found = participant_queries.unactivated_ids(session, angkatan_id)
    if not found:
        raise Refused(say("Akun semua peserta sudah aktif; kartu tidak diperlukan."))
    return found


def _require(session: Session, actor: Actor, angkatan_id: UUID) -> Angkatan:
    angkatan = queries.angkatan(session, actor, angkatan_id)
    actor.require(Permission.ACCOUNT_MANAGE, within=angkatan.region_code)
    if angkatan.stage is Stage.CANCELLED:
        raise Refused(say("Angkatan ini dibatalkan."))
    return angkatan


def issue(
    session: Session,
    actor: Actor,
    angkatan_id: UUID,
    account_ids: Sequence[UUID],
    *,
    at: datetime,
) -> Issued:
    """Give new codes for these accounts, as far as they still wait and their persons take part.

    Codes given before end. Raises as `waiting`.
    """
    angkatan = _require(session, actor, angkatan_id)
    cards, skipped = [], 0
    for account in participant_queries.unactivated(session, angkatan_id, account_ids):
        proof = Vouched(account.person_id, angkatan.region_code, angkatan_id)
        if may_take_over(session, actor, account, on=clock.day_of(at), proof=proof):
            purpose = CodePurpose.ACTIVATE
            code = codes.issue_code(session, actor, account, purpose, at=at, proof=proof)
            cards.append((account, code))
        else:
            skipped += 1
    detail = {"account_ids": [account.id for account, _code in cards], "skipped": skipped}
    region = angkatan.region_code
    audit.record(
        session, actor, "angkatan.cards-made", angkatan, region_code=region, at=at, detail=detail
    )
    return Issued(tuple(cards), skipped)
