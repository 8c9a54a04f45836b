"""Taking a content folder into the catalogue: what is there stays, what is new is added."""

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from courses import model as content
from courses.kinds import Tier as TierSlug
from lms.kernel import audit, clock
from lms.kernel.access import NATION, Actor
from lms.kernel.errors import Refused
from lms.kernel.sentence import Sentence, say
from lms.training import renewing, terms
from lms.training.catalogue import (
    Curriculum,
    CurriculumMaterial,
    CurriculumRubric,
    Family,
    Mode,
    Module,
    Programme,
    RubricVersion,
    Tier,
)


@dataclass
class Loaded:
    """What a loading added, and what its reader should know."""

    modules: list[str] = field(default_factory=list)
    rubrics: list[str] = field(default_factory=list)
    curricula: list[str] = field(default_factory=list)
    terms: list[str] = field(default_factory=list)
    notes: list[Sentence] = field(default_factory=list)


def load(session: Session, actor: Actor, library: content.Library, *, at: datetime) -> Loaded:
    """Add the library's modules, rubrics, programmes and curricula that are not there yet.

    Raises:
        Refused: a curriculum changed under a version number that is already taken.
    """
    loaded = Loaded()
    modules = {each.slug: _module(session, each, loaded, at=at) for each in library.modules}
    rubrics = {each.slug: _rubric(session, each, loaded, at=at) for each in library.rubrics}
    loaded.terms = terms.keep(session, library.terms)
    problems = []
    for each in library.curricula:
        programme = _programme(session, each.programme)
        found = _same(session, programme, each)
        if found is None:
            made = _publish(session, actor, programme, each, modules, rubrics, at=at)
            loaded.curricula.append(f"{each.slug} versi {made.version}")
        elif found.digest != each.digest:
            problems.append(_changed(each))
        else:
            loaded.notes += _outdated(session, found, each, modules)
    if problems:
        raise Refused(*problems)
    return loaded


def _changed(each: content.Curriculum) -> Sentence:
    return say(
        "Kurikulum “%(slug)s” versi %(version)s sudah pernah dimuat dengan isi lain. "
        "Naikkan nomor versinya.",
        slug=each.slug,
        version=each.version,
    )


def _module(session: Session, each: content.Module, loaded: Loaded, *, at: datetime) -> Module:
    kept = keep_module(session, each, at=at)
    if kept in session.new:
        loaded.modules.append(each.slug)
    return kept


def keep_module(session: Session, each: content.Module, *, at: datetime) -> Module:
    """Give the row of a module as it stands, a new one where there is none."""
    found = session.scalar(select(Module).where(Module.digest == each.digest))
    if found is not None:
        return found
    made = Module(
        code=each.code,
        slug=each.slug,
        title=each.title,
        digest=each.digest,
        content=each.to_json(),
        loaded_at=at,
    )
    session.add(made)
    return made


def _rubric(
    session: Session, each: content.Rubric, loaded: Loaded, *, at: datetime
) -> RubricVersion:
    found = session.scalar(select(RubricVersion).where(RubricVersion.digest == each.digest))
    if found is not None:
        return found
    loaded.rubrics.append(each.slug)
    made = RubricVersion(
        slug=each.slug,
        title=each.title,
        digest=each.digest,
        content=each.to_json(),
        loaded_at=at,
    )
    session.add(made)
    return made


def _programme(session: Session, each: content.Programme) -> Programme:
    found = session.scalar(select(Programme).where(Programme.slug == each.slug))
    programme = found or Programme(slug=each.slug)
    programme.title = each.title
    programme.family = Family(each.family.value)
    programme.tier_id = _tier(session, each).id if each.tier else None
    programme.organiser_levels = [level.value for level in each.organiser_levels]
    programme.requires = list(each.requires)
    programme.document_title = each.document_title
    session.add(programme)
    session.flush()
    return programme


def _tier(session: Session, each: content.Programme) -> Tier:
    family, slug = Family(each.family.value), str(each.tier)
    found = session.scalar(select(Tier).where(Tier.family == family, Tier.slug == slug))
    if found is None:
        position = list(TierSlug).index(TierSlug(slug)) + 1
        found = Tier(family=family, slug=slug, title=slug.capitalize(), position=position)
        session.add(found)
        session.flush()
    return found


def _same(session: Session, programme: Programme, each: content.Curriculum) -> Curriculum | None:
    """Give what was loaded before; a number that the workshop took meanwhile doesn't count."""
    as_it_is = session.scalar(select(Curriculum).where(Curriculum.digest == each.digest))
    if as_it_is is not None:
        return as_it_is
    found = _same_version(session, programme, each)
    is_ours = found is not None and found.content.get(renewing.ORIGIN) == renewing.WORKSHOP
    return None if is_ours else found


def _same_version(
    session: Session, programme: Programme, each: content.Curriculum
) -> Curriculum | None:
    found = select(Curriculum).where(
        Curriculum.programme_id == programme.id,
        Curriculum.region_code == NATION,
        Curriculum.version == each.version,
    )
    return session.scalars(found).one_or_none()


def _publish(
    session: Session,
    actor: Actor,
    programme: Programme,
    each: content.Curriculum,
    modules: dict[str, Module],
    rubrics: dict[str, RubricVersion],
    *,
    at: datetime,
) -> Curriculum:
    is_taken = _same_version(session, programme, each) is not None
    version = renewing.next_version(session, programme.id) if is_taken else each.version
    made = Curriculum(
        programme_id=programme.id,
        version=version,
        kind=each.kind.value,
        digest=each.digest,
        content=each.to_json(),
        jp_total=each.jp_total,
        published_on=clock.day_of(at),
    )
    session.add(made)
    session.flush()
    for position, material in enumerate(each.materials, start=1):
        session.add(_material(made, position, material, modules))
    for position, slug in enumerate(_rubric_slugs(each), start=1):
        rubric = rubrics[slug]
        row = CurriculumRubric(curriculum_id=made.id, rubric_id=rubric.id, position=position)
        session.add(row)
    detail = {"programme": programme.slug, "version": version, "digest": each.digest}
    audit.record(
        session, actor, "curriculum.published", made, region_code=NATION, at=at, detail=detail
    )
    return made


def _material(
    curriculum: Curriculum, position: int, material: content.Material, modules: dict[str, Module]
) -> CurriculumMaterial:
    return CurriculumMaterial(
        curriculum_id=curriculum.id,
        position=position,
        code=material.code,
        title=material.title,
        jp=material.jp,
        mode=Mode(material.mode.value),
        module_id=modules[material.module].id if material.module else None,
    )


def _rubric_slugs(each: content.Curriculum) -> list[str]:
    attitude = each.requirements.attitude
    slugs = [*each.requirements.rubrics, *([attitude] if attitude else [])]
    return list(dict.fromkeys(slugs))


def _outdated(
    session: Session, found: Curriculum, each: content.Curriculum, modules: dict[str, Module]
) -> list[Sentence]:
    held = select(CurriculumMaterial.module_id).where(
        CurriculumMaterial.curriculum_id == found.id, CurriculumMaterial.module_id.is_not(None)
    )
    kept = set(session.scalars(held))
    wanted = dict.fromkeys(m.module for m in each.materials if m.module)
    return [
        say(
            "Modul “%(module)s” berubah, tetapi kurikulum “%(slug)s” versi %(version)s tetap "
            "memakai yang lama. Naikkan nomor versi kurikulum untuk memakai yang baru.",
            module=slug,
            slug=each.slug,
            version=each.version,
        )
        for slug in wanted
        if modules[slug].id not in kept
    ]
