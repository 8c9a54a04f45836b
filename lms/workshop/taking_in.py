"""Taking a curriculum file in: as manuscripts of a region, or for the nation as new versions."""

from datetime import datetime

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from courses.model import Library
from courses.model import Module as ModuleContent
from lms.kernel.access import Actor
from lms.kernel.errors import Refused
from lms.kernel.sentence import say
from lms.training import loading
from lms.training.catalogue import Module
from lms.training.loading import Loaded
from lms.workshop import beginning, queries
from lms.workshop.foreseeing import Fate, Preview, previews
from lms.workshop.models import ItemStatus, Manuscript
from lms.workshop.touching import touch

_SOURCE = "berkas kurikulum"


def as_manuscripts(
    session: Session, actor: Actor, library: Library, *, region_code: str, at: datetime
) -> list[Manuscript]:
    """Make a manuscript of each module that is new or different; nothing is published.

    Raises:
        Forbidden: the actor doesn't write for this region.
        Refused: there is nothing to take in.
    """
    beginning.require_region(session, actor, region_code)
    wanted = [
        each
        for each in previews(session, library, region_code)
        if each.fate in (Fate.NEW, Fate.CHANGED)
    ]
    if not wanted:
        raise Refused(say("Tidak ada modul yang baru atau berbeda di dalam berkas ini."))
    return [_manuscript(session, actor, each, region_code=region_code, at=at) for each in wanted]


def _manuscript(
    session: Session, actor: Actor, line: Preview, *, region_code: str, at: datetime
) -> Manuscript:
    made = beginning.make(session, actor, line.module, region_code=region_code, at=at)
    made.base_module_id = line.base.id if line.base else None
    questions = line.module.questions
    status = ItemStatus.READY
    beginning.put_questions(session, made, questions, actor, source=_SOURCE, status=status)
    known = _questions(line.base)
    for item in queries.items(session, made.id):
        if known.get(item.key) != item.content:  # nobody here has approved it yet
            item.status = ItemStatus.IN_REVIEW
    touch(session, actor, made, "carried", at=at)
    return made


def _questions(base: Module | None) -> dict[str, object]:
    if base is None:
        return {}
    module = ModuleContent.from_json(base.content)
    return {each.key: each.to_json() for each in module.questions}


def as_versions(session: Session, actor: Actor, library: Library, *, at: datetime) -> Loaded:
    """Publish what a forecast says that publishing its file loads; its caller has asked who may.

    Raises:
        Refused: somebody else loads the same in this moment.
    """
    try:
        with session.begin_nested():
            loaded = loading.load(session, actor, library, at=at)
            session.flush()
    except IntegrityError as error:
        words = "Orang lain sedang menerbitkan isi yang sama. Muat ulang halaman, lalu periksa."
        raise Refused(say(words)) from error
    return loaded
