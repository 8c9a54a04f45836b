"""What the page of a curriculum file shows, worked out before it is drawn."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from lms.kernel.access import NATION, Actor, Permission
from lms.kernel.errors import NotFound, Refused
from lms.kernel.storage import Storage
from lms.regions.zones import zone_of
from lms.web.formats import moment
from lms.web.templating import sentence
from lms.workshop import carried, carried_queries, foreseeing, queries
from lms.workshop.carried import File
from lms.workshop.carried_words import CARRIED_WORDS
from lms.workshop.foreseeing import Fate, Forecast, Preview
from lms.workshop.models import CarriedCurriculum, CarriedState


@dataclass(frozen=True)
class CarriedPage:
    """A file; `lines` and `coming` only while it is kept, `coming` only of one for the nation."""

    row: CarriedCurriculum
    word: str
    tone: str
    bringer: str
    brought: str
    decider: str
    decided: str
    until: str
    is_own: bool
    decides: bool
    lost: tuple[str, ...]
    lines: tuple[Preview, ...]
    coming: Forecast | None

    @property
    def is_tried(self) -> bool:
        """Tell whether its bringer still chooses what becomes of it."""
        return self.is_own and self.row.state is CarriedState.TRIED

    @property
    def is_waiting(self) -> bool:
        """Tell whether it waits for a second person."""
        return self.row.state is CarriedState.WAITING

    @property
    def may_send(self) -> bool:
        """Tell whether a second person can be asked to publish it."""
        return self.is_tried and self.coming is not None and not self.coming.is_empty

    @property
    def may_take_in(self) -> bool:
        """Tell whether manuscripts can be made of it."""
        is_news = any(each.fate in (Fate.NEW, Fate.CHANGED) for each in self.lines)
        return self.is_tried and is_news

    @property
    def may_withdraw(self) -> bool:
        """Tell whether its bringer can take it back."""
        return self.is_own and self.row.state in carried_queries.OPEN

    @property
    def may_decide(self) -> bool:
        """Tell whether the reader publishes or refuses it now."""
        return self.decides and self.is_waiting and not self.is_own and self.coming is not None

    @property
    def news(self) -> tuple[Preview, ...]:
        """Give the modules of which something becomes."""
        return tuple(each for each in self.lines if each.fate is not Fate.SAME)

    @property
    def known(self) -> tuple[Preview, ...]:
        """Give the modules that are taught here just as they are in the file."""
        return tuple(each for each in self.lines if each.fate is Fate.SAME)

    @property
    def questions_count(self) -> int:
        """Give how many questions the file holds."""
        return sum(len(each.module.questions) for each in self.lines)


def carried_page(
    session: Session, actor: Actor, row: CarriedCurriculum, storage: Storage
) -> CarriedPage:
    """Give the page of a file that the actor may see."""
    word, tone = CARRIED_WORDS[row.state]
    names = queries.names(session, [row.brought_by_id, row.decided_by_id])
    zone = zone_of(row.region_code)
    coming, lines, lost = _inside(session, row, storage)
    return CarriedPage(
        row=row,
        word=str(word),
        tone=tone,
        bringer=names.get(row.brought_by_id, "-"),
        brought=moment(row.brought_at, zone),
        decider=names.get(row.decided_by_id, "-") if row.decided_by_id else "-",
        decided=moment(row.decided_at, zone) if row.decided_at else "-",
        until=moment(carried.kept_until(row), zone),
        is_own=row.brought_by_id == actor.account_id,
        decides=all(actor.may(each, within=row.region_code) for each in _DECIDING),
        lost=lost,
        lines=lines,
        coming=coming,
    )


_DECIDING = (Permission.CONTENT_APPROVE, Permission.CONTENT_PUBLISH)


def _inside(
    session: Session, row: CarriedCurriculum, storage: Storage
) -> tuple[Forecast | None, tuple[Preview, ...], tuple[str, ...]]:
    """Give what publishing would do, the modules, and why the file can't be opened any more."""
    if row.state not in carried_queries.OPEN:
        return None, (), ()
    try:
        file = carried.opened(storage, row)
    except Refused as refusal:
        return None, (), tuple(sentence(each) for each in refusal.reasons)
    coming, lines = _seen(session, row, file)
    return coming, tuple(lines), ()


def _seen(
    session: Session, row: CarriedCurriculum, file: File
) -> tuple[Forecast | None, Sequence[Preview]]:
    """Give what publishing would do where it may be published, and what becomes of each module."""
    if row.region_code != NATION:
        return None, foreseeing.previews(session, file.library, row.region_code)
    coming = foreseeing.forecast(session, file.library)
    is_sent = row.state is CarriedState.WAITING
    return coming, coming.modules if is_sent else foreseeing.previews(session, file.library, NATION)


def line_of(session: Session, row: CarriedCurriculum, file: File, slug: str) -> Preview:
    """Give a module of a file with what is taught now; raises NotFound where there is none."""
    lines = foreseeing.previews(session, file.library, row.region_code)
    found = next((each for each in lines if each.module.slug == slug), None)
    if found is None:
        raise NotFound
    return found
