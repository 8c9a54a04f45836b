"""The name to be printed on the certificate, as its holder confirms it."""

from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher
from uuid import UUID

from sqlalchemy.orm import Session

from lms.kernel import audit
from lms.kernel.access import Actor
from lms.kernel.errors import Refused
from lms.kernel.sentence import say
from lms.people.names import problems as name_problems
from lms.training import queries
from lms.training.models import Participation, ParticipationState, Stage
from lms.training.participating import lock

_LIKENESS = 0.75


@dataclass(frozen=True)
class PrintedName:
    """A name as it shall stand on the certificate."""

    name: str
    gelar_depan: str = ""
    gelar_belakang: str = ""

    @property
    def text(self) -> str:
        """Give it as one line."""
        front = f"{self.gelar_depan} {self.name}".strip()
        return f"{front}, {self.gelar_belakang}" if self.gelar_belakang else front


def confirm_name(
    session: Session,
    actor: Actor,
    participation_id: UUID,
    printed: PrintedName,
    *,
    at: datetime,
) -> Participation:
    """Keep how the actor wants their own name printed.

    Raises:
        Refused: the name can't be printed, is another than theirs, or it is too late.
    """
    found = queries.my_participation(session, actor, participation_id)
    angkatan = lock(session, found.angkatan_id)
    against = list(name_problems(printed.name))
    if not _alike(printed.name, found.person.name):
        against.append(
            say(
                "Nama ini berbeda jauh dari nama Anda pada data peserta (%(name)s). "
                "Hubungi panitia untuk membetulkannya.",
                name=found.person.name,
            )
        )
    if found.state is not ParticipationState.ENROLLED:
        against.append(say("Nama diperiksa setelah Anda terdaftar sebagai peserta."))
    if angkatan.stage is Stage.CLOSED and found.name_confirmed_at is not None:
        against.append(say("Angkatan ini sudah ditutup. Hubungi panitia untuk mengubah nama."))
    if against:
        raise Refused(*against)
    if found.confirmed_name == printed.text:
        return found
    found.confirmed_name, found.name_confirmed_at = printed.text, at
    region = angkatan.region_code
    audit.record(session, actor, "participation.name-confirmed", found, region_code=region, at=at)
    return found


def _alike(one: str, other: str) -> bool:
    return SequenceMatcher(None, one.casefold(), other.casefold()).ratio() >= _LIKENESS
