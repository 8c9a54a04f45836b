"""New versions of curricula when a module of theirs is published anew; older ones stay."""

import hashlib
import json
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session, joinedload

from lms.kernel import audit, clock
from lms.kernel.access import NATION, Actor, contains
from lms.kernel.errors import Refused
from lms.kernel.sentence import say
from lms.training.catalogue import (
    Curriculum,
    CurriculumMaterial,
    CurriculumRubric,
    Module,
    Programme,
)
from lms.training.models import Angkatan, Stage

ORIGIN = "origin"
WORKSHOP = "workshop"
"""Stands in the content of a version that was published here, not loaded from a folder."""


def nearest(session: Session, region_code: str) -> list[Curriculum]:
    """Give of each curriculum the version that holds in a region: its own newest, else a wider's.

    Each comes with its programme.
    """
    found = session.scalars(
        select(Curriculum)
        .join(Curriculum.programme)
        .options(joinedload(Curriculum.programme))
        .order_by(Programme.family.desc(), Programme.title, Curriculum.version)
    )
    holding = [each for each in found if contains(each.region_code, region_code)]
    narrow = sorted(holding, key=lambda each: (_depth(each.region_code), each.version))
    newest = {(each.programme_id, each.content.get("slug")): each for each in narrow}
    return [each for each in holding if each in newest.values()]


def _depth(code: str) -> int:
    return 0 if code == NATION else 1 + code.count(".")


def materials(
    session: Session, curriculum_ids: Collection[UUID]
) -> dict[UUID, list[CurriculumMaterial]]:
    """Give the materials of each curriculum in order, each with its module."""
    found = select(CurriculumMaterial).where(CurriculumMaterial.curriculum_id.in_(curriculum_ids))
    ordered = found.options(joinedload(CurriculumMaterial.module)).order_by(
        CurriculumMaterial.position
    )
    by_curriculum: dict[UUID, list[CurriculumMaterial]] = {id_: [] for id_ in curriculum_ids}
    for each in session.scalars(ordered):
        by_curriculum[each.curriculum_id].append(each)
    return by_curriculum


def takes(material: CurriculumMaterial, slug: str, code: str) -> bool:
    """Tell whether a module of this slug is taught here, or fills a line left without one."""
    if material.module is not None:
        return material.module.slug == slug
    return material.code == code


def users(session: Session, programme_ids: Collection[UUID]) -> Sequence[Angkatan]:
    """Give the planned and running angkatan of these programmes, each with its curriculum."""
    found = select(Angkatan).where(
        Angkatan.programme_id.in_(programme_ids),
        Angkatan.stage.in_((Stage.PLANNED, Stage.RUNNING)),
    )
    loaded = found.options(joinedload(Angkatan.curriculum))
    return session.scalars(loaded.order_by(Angkatan.starts_on)).all()


def next_version(session: Session, programme_id: UUID) -> int:
    """Give the number after the highest of a programme, whatever region it is for."""
    last = select(func.coalesce(func.max(Curriculum.version), 0)).where(
        Curriculum.programme_id == programme_id
    )
    return session.scalars(last).one() + 1


def lock_programmes(session: Session, which: ColumnElement[bool]) -> None:
    """Keep others from numbering versions of these programmes until the transaction ends.

    All lock in the same order, so that two who publish never wait for each other.
    """
    locked = select(Programme.id).where(which).order_by(Programme.id)
    session.execute(locked.with_for_update(key_share=True))


def renew(
    session: Session,
    actor: Actor,
    before: Curriculum,
    module: Module,
    *,
    region_code: str,
    at: datetime,
) -> Curriculum:
    """Publish a version of the curriculum with the same materials, one module replaced.

    Raises:
        Refused: another version holds in the region meanwhile, whose changes would be lost.
    """
    lock_programmes(session, Programme.id == before.programme_id)
    if before not in nearest(session, region_code):
        words = "Kurikulum ini baru saja mendapat versi lain. Muat ulang halaman, lalu periksa."
        raise Refused(say(words))
    lines = materials(session, [before.id])[before.id]
    version = next_version(session, before.programme_id)
    made = Curriculum(
        programme_id=before.programme_id,
        region_code=region_code,
        version=version,
        kind=before.kind,
        content=_content(before, lines, module, version),
        digest="",
        jp_total=before.jp_total,
        published_on=clock.day_of(at),
    )
    made.digest = _digest(made, [module.digest], before)
    session.add(made)
    session.flush()
    _copy_lines(session, made, before, lines, module)
    detail = {"programme_id": made.programme_id, "version": version, "digest": made.digest}
    audit.record(
        session, actor, "curriculum.published", made, region_code=region_code, at=at, detail=detail
    )
    return made


def _content(
    before: Curriculum, lines: Sequence[CurriculumMaterial], module: Module, version: int
) -> dict[str, Any]:
    taking = {line.code for line in lines if takes(line, module.slug, module.code)}
    said = [
        {**each, "module": module.slug} if each.get("code") in taking else each
        for each in before.content.get("materials", [])
    ]
    return {**before.content, "materials": said, "version": version, ORIGIN: WORKSHOP}


def _digest(made: Curriculum, modules: list[str], before: Curriculum) -> str:
    """Give a digest over what is taught: the words, the modules, the version before, the region."""
    said = [made.content, modules, before.digest, made.region_code]
    canonical = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def _copy_lines(
    session: Session,
    made: Curriculum,
    before: Curriculum,
    lines: Sequence[CurriculumMaterial],
    module: Module,
) -> None:
    for line in lines:
        is_new = takes(line, module.slug, module.code)
        session.add(
            CurriculumMaterial(
                curriculum_id=made.id,
                position=line.position,
                code=line.code,
                title=line.title,
                jp=line.jp,
                mode=line.mode,
                module_id=module.id if is_new else line.module_id,
            )
        )
    rubrics = select(CurriculumRubric).where(CurriculumRubric.curriculum_id == before.id)
    for row in session.scalars(rubrics).all():
        session.add(
            CurriculumRubric(curriculum_id=made.id, rubric_id=row.rubric_id, position=row.position)
        )
    session.flush()
