"""Taking a curriculum file in: as manuscripts of a region, or for the nation as new versions."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from courses.model import Curriculum as CurriculumContent
from courses.model import Library
from courses.model import Module as ModuleContent
from lms.kernel.access import NATION, Actor, Permission
from lms.kernel.errors import Refused
from lms.kernel.sentence import say
from lms.training import loading, renewing
from lms.training.catalogue import Curriculum, Module, Programme
from lms.training.loading import Loaded
from lms.workshop import beginning
from lms.workshop.models import ItemStatus, Manuscript
from lms.workshop.touching import touch


class Fate(StrEnum):
    """What taking a module in would do."""

    NEW = "baru"
    CHANGED = "berbeda"
    SAME = "sama"
    TAKEN = "ada-naskah"


@dataclass(frozen=True)
class Preview:
    """A module of the file, and what would become of it in a region."""

    module: ModuleContent
    fate: Fate


def previews(session: Session, library: Library, region_code: str) -> list[Preview]:
    """Give what taking each module in would do in a region."""
    slugs = [each.slug for each in library.modules]
    published = session.execute(select(Module.slug, Module.digest).where(Module.slug.in_(slugs)))
    known = {(slug, digest) for slug, digest in published}
    written = set(
        session.scalars(
            select(Manuscript.slug).where(
                Manuscript.region_code == region_code, Manuscript.slug.in_(slugs)
            )
        )
    )
    return [Preview(each, _fate(each, known, written)) for each in library.modules]


def _fate(module: ModuleContent, known: set[tuple[str, str]], written: set[str]) -> Fate:
    if (module.slug, module.digest) in known:
        return Fate.SAME
    if module.slug in written:
        return Fate.TAKEN
    return Fate.CHANGED if module.slug in {slug for slug, _ in known} else Fate.NEW


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
        each.module
        for each in previews(session, library, region_code)
        if each.fate in (Fate.NEW, Fate.CHANGED)
    ]
    if not wanted:
        raise Refused(say("Tidak ada modul yang baru atau berbeda di dalam berkas ini."))
    made = []
    for module in wanted:
        manuscript = beginning.make(session, actor, module, region_code=region_code, at=at)
        manuscript.base_module_id = _base(session, actor, module.slug)
        beginning.put_questions(
            session,
            manuscript,
            module.questions,
            actor,
            source="berkas kurikulum",
            status=ItemStatus.READY,
        )
        touch(session, actor, manuscript, "carried", at=at)
        made.append(manuscript)
    return made


def _base(session: Session, actor: Actor, slug: str) -> UUID | None:
    versions = beginning.versions(session, actor, slug)
    return versions[-1].id if versions else None


def as_versions(session: Session, actor: Actor, library: Library, *, at: datetime) -> Loaded:
    """Publish the file's modules and curricula for the nation; a number that is taken goes up.

    Raises:
        Forbidden: the actor doesn't publish for the nation.
    """
    actor.require(Permission.CONTENT_PUBLISH, within=NATION)
    raised = tuple(_raised(session, each) for each in library.curricula)
    return loading.load(session, actor, replace(library, curricula=raised), at=at)


def _raised(session: Session, each: CurriculumContent) -> CurriculumContent:
    programme = session.scalar(select(Programme).where(Programme.slug == each.programme.slug))
    if programme is None:
        return each
    requires = tuple(str(slug) for slug in programme.requires)
    each = replace(each, programme=replace(each.programme, requires=requires))
    taken = select(Curriculum.digest).where(
        Curriculum.programme_id == programme.id, Curriculum.version == each.version
    )
    digests = set(session.scalars(taken))
    if not digests or digests == {each.digest}:
        return each
    return replace(each, version=renewing.next_version(session, programme.id))
