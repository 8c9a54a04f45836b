"""Publishing an approved manuscript: a module, and new versions of the curricula that teach it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from courses.model import Module as Content
from courses.model import TestPlan
from courses.papers import missing
from lms.kernel import audit
from lms.kernel.access import Actor, Permission, contains
from lms.kernel.errors import Refused
from lms.kernel.sentence import Sentence, say
from lms.training import loading, renewing
from lms.training.catalogue import Curriculum, CurriculumMaterial, Module, Programme
from lms.training.contents import contents
from lms.training.models import Angkatan, TestKind
from lms.workshop import queries, reviewing
from lms.workshop.assembling import assemble
from lms.workshop.models import Manuscript, ManuscriptState


@dataclass(frozen=True)
class Keeper:
    """A planned or running angkatan that keeps the version it has."""

    angkatan: Angkatan
    version: int


@dataclass(frozen=True)
class Candidate:
    """A curriculum that may get a new version with the module, and whom that leaves as they are.

    With shortages its tests couldn't be drawn, so it can't be chosen.
    """

    curriculum: Curriculum
    title: str
    next_version: int
    materials: tuple[CurriculumMaterial, ...]
    keepers: tuple[Keeper, ...]
    shortages: tuple[str, ...]


def candidates(session: Session, manuscript: Manuscript, module: Content) -> list[Candidate]:
    """Give the curricula that teach the module or have a place for it, in the region's versions."""
    holding = renewing.nearest(session, manuscript.region_code)
    lines = renewing.materials(session, [each.id for each in holding])
    taking = {
        each.id: tuple(x for x in lines[each.id] if renewing.takes(x, module.slug, module.code))
        for each in holding
    }
    chosen = [each for each in holding if taking[each.id]]
    running = renewing.users(session, {each.programme_id for each in chosen})
    return [
        Candidate(
            each,
            each.content.get("title") or each.programme.title,
            renewing.next_version(session, each.programme_id),
            taking[each.id],
            _keepers(running, each, manuscript.region_code),
            _shortages(session, each, lines[each.id], module),
        )
        for each in chosen
    ]


def publish(
    session: Session,
    actor: Actor,
    manuscript_id: UUID,
    curriculum_ids: Collection[UUID],
    seen: str,
    *,
    at: datetime,
) -> Module:
    """Publish what was approved: a module row, and a new version of each chosen curriculum.

    `seen` is the digest of the module that the actor had before them.

    Raises:
        Forbidden: the actor doesn't publish in its region.
        Refused: it isn't approved as it stands, isn't what was seen, or tests couldn't be drawn.
    """
    manuscript = queries.lock(session, queries.manuscript(session, actor, manuscript_id))
    actor.require(Permission.CONTENT_PUBLISH, within=manuscript.region_code)
    module = assemble(session, manuscript)
    approval = reviewing.approved(session, manuscript)
    if approval is None or approval.digest != module.digest:
        raise Refused(say("Naskah ini belum disetujui dalam bentuknya yang sekarang."))
    if seen != module.digest:
        words = "Naskah ini berubah sesudah Anda membukanya. Baca lagi sebelum menerbitkan."
        raise Refused(say(words))
    chosen = _chosen(candidates(session, manuscript, module), curriculum_ids)
    programmes = {each.curriculum.programme_id for each in chosen}
    renewing.lock_programmes(session, Programme.id.in_(programmes))
    row = _kept(session, module, at=at)
    region_code = manuscript.region_code
    for each in chosen:
        renewing.renew(session, actor, each.curriculum, row, region_code=region_code, at=at)
    manuscript.state = ManuscriptState.PUBLISHED
    manuscript.base_module_id = row.id
    detail = {"manuscript_id": manuscript.id, "digest": row.digest, "slug": row.slug}
    audit.record(
        session, actor, "module.published", row, region_code=region_code, at=at, detail=detail
    )
    return row


def _kept(session: Session, module: Content, *, at: datetime) -> Module:
    try:
        with session.begin_nested():
            row = loading.keep_module(session, module, at=at)
            session.flush()
    except IntegrityError:  # another region publishes the same module in this moment
        row = loading.keep_module(session, module, at=at)
    return row


def _chosen(found: Sequence[Candidate], curriculum_ids: Collection[UUID]) -> list[Candidate]:
    known = {each.curriculum.id: each for each in found}
    if unknown := [each for each in curriculum_ids if each not in known]:
        count = len(unknown)
        raise Refused(say("Ada %(count)s kurikulum yang tidak memuat modul ini.", count=count))
    chosen = [each for key, each in known.items() if key in set(curriculum_ids)]
    if found and not chosen:
        raise Refused(say("Pilih sedikitnya satu kurikulum yang memakai versi baru."))
    against = [
        Sentence(f"{each.title}: {shortage}") for each in chosen for shortage in each.shortages
    ]
    if against:
        raise Refused(*against)
    return chosen


def _keepers(
    running: Sequence[Angkatan], curriculum: Curriculum, region_code: str
) -> tuple[Keeper, ...]:
    slug = curriculum.content.get("slug")
    return tuple(
        Keeper(each, each.curriculum.version)
        for each in running
        if each.programme_id == curriculum.programme_id
        and each.curriculum.content.get("slug") == slug
        and contains(region_code, each.region_code)
    )


def _shortages(
    session: Session, curriculum: Curriculum, lines: Sequence[CurriculumMaterial], module: Content
) -> tuple[str, ...]:
    ids = {line.module_id for line in lines if line.module_id}
    taught = contents(session, ids)
    pool = {each.slug: each for each in taught.values()} | {module.slug: module}
    plans: Mapping[str, object] = curriculum.content.get("tests") or {}
    found: list[str] = []
    for kind in TestKind:
        plan = plans.get(kind.value)
        if isinstance(plan, Mapping):
            plan = TestPlan.from_json(plan)
            found += [f"tes {kind.value}: {each}" for each in missing(list(pool.values()), plan)]
    return tuple(found)
