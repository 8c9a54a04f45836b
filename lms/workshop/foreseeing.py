"""What taking a curriculum file in would do: to a region's manuscripts, or to the whole nation."""

import hashlib
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from courses import kinds
from courses.model import Curriculum as CurriculumContent
from courses.model import Library
from courses.model import Module as ModuleContent
from courses.model import Programme as ProgrammeContent
from lms.kernel.access import NATION
from lms.training import renewing
from lms.training.catalogue import (
    Curriculum,
    CurriculumRubric,
    GlossaryTerm,
    Module,
    Programme,
    RubricVersion,
)
from lms.training.models import Angkatan
from lms.workshop.models import Manuscript


class Fate(StrEnum):
    """What taking a module in would do."""

    NEW = "baru"
    CHANGED = "berbeda"
    SAME = "sama"
    TAKEN = "ada-naskah"
    UNUSED = "tak-dipakai"


@dataclass(frozen=True)
class Preview:
    """A module of the file, what would become of it in a region, and what is taught there now."""

    module: ModuleContent
    fate: Fate
    base: Module | None


@dataclass(frozen=True)
class CurriculumLine:
    """A curriculum of the file: the version that holds now and the one it gets, or none each."""

    content: CurriculumContent
    before: int | None
    version: int | None
    is_new_programme: bool
    keepers: tuple[Angkatan, ...]


@dataclass(frozen=True)
class Difference:
    """Something that says another thing in the file than here; `before` is empty for new words."""

    name: str
    before: str
    after: str


@dataclass(frozen=True)
class Forecast:
    """All that publishing a file would do; `library` is what would be loaded.

    Facts of programmes that are there stay as they are: `kept` names those the file has otherwise.
    """

    modules: tuple[Preview, ...]
    curricula: tuple[CurriculumLine, ...]
    rubrics: tuple[str, ...]
    terms: tuple[Difference, ...]
    kept: tuple[Difference, ...]
    library: Library

    @property
    def is_empty(self) -> bool:
        """Tell whether everything is here already."""
        has_curricula = any(each.version for each in self.curricula)
        return not (has_curricula or self.terms)

    @property
    def digest(self) -> str:
        """Give the SHA-256 (hex) of all that would change; angkatan come and go without it."""
        said = [
            [(each.module.slug, each.module.digest, each.fate.value) for each in self.modules],
            [(each.content.digest, each.before, each.version) for each in self.curricula],
            self.rubrics,
            [(each.name, each.before, each.after) for each in self.terms],
        ]
        return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()


def previews(session: Session, library: Library, region_code: str) -> list[Preview]:
    """Give what making manuscripts of the file's modules would do in a region."""
    slugs = [each.slug for each in library.modules]
    written = select(Manuscript.slug).where(
        Manuscript.region_code == region_code, Manuscript.slug.in_(slugs)
    )
    held = _held(session, region_code)
    return _previews(library, held, frozenset(session.scalars(written)))


def _held(session: Session, region_code: str) -> dict[str, Module]:
    """Give the modules that the curricula holding in a region teach, the latest of each slug."""
    holding = [each.id for each in renewing.nearest(session, region_code)]
    found = {
        line.module
        for lines in renewing.materials(session, holding).values()
        for line in lines
        if line.module
    }
    return {each.slug: each for each in sorted(found, key=lambda row: (row.loaded_at, row.id))}


def _previews(
    library: Library, held: Mapping[str, Module], written: Collection[str]
) -> list[Preview]:
    return [_preview(each, held.get(each.slug), written) for each in library.modules]


def _preview(module: ModuleContent, base: Module | None, written: Collection[str]) -> Preview:
    if base is not None and base.digest == module.digest:
        return Preview(module, Fate.SAME, base)
    if module.slug in written:
        return Preview(module, Fate.TAKEN, base)
    return Preview(module, Fate.NEW if base is None else Fate.CHANGED, base)


def forecast(session: Session, library: Library) -> Forecast:
    """Give what publishing the file for the nation would do."""
    programmes = _programmes(session, library)
    lines = _lines(session, library, programmes)
    taught = {m.module for each in library.curricula for m in each.materials}
    modules = _previews(library, _held(session, NATION), ())
    return Forecast(
        modules=tuple(
            each if each.module.slug in taught else replace(each, fate=Fate.UNUSED)
            for each in modules
        ),
        curricula=lines,
        rubrics=_new_rubrics(session, library),
        terms=_terms(session, library),
        kept=_kept(library, programmes),
        library=replace(
            library,
            curricula=tuple(replace(x.content, version=x.version) for x in lines if x.version),
            modules=tuple(each for each in library.modules if each.slug in taught),
        ),
    )


def _programmes(session: Session, library: Library) -> dict[str, Programme]:
    slugs = {each.programme.slug for each in library.curricula}
    found = select(Programme).where(Programme.slug.in_(slugs))
    return {each.slug: each for each in session.scalars(found.options(joinedload(Programme.tier)))}


def _kept(library: Library, programmes: Mapping[str, Programme]) -> tuple[Difference, ...]:
    said = {each.programme.slug: each.programme for each in library.curricula}
    return tuple(
        each for slug, here in programmes.items() for each in _otherwise(said[slug], _facts(here))
    )


def _lines(
    session: Session, library: Library, programmes: Mapping[str, Programme]
) -> tuple[CurriculumLine, ...]:
    newest = {
        (each.programme_id, each.content.get("slug")): each
        for each in renewing.nearest(session, NATION)
    }
    ids = [each.id for each in programmes.values()]
    running = renewing.users(session, ids)
    following = {key: renewing.next_version(session, key) for key in ids}
    made = []
    for each in library.curricula:
        programme = programmes.get(each.programme.slug)
        if programme is None:
            made.append(CurriculumLine(each, None, each.version, True, ()))
            continue
        here = replace(each, programme=_facts(programme))
        before = newest.get((programme.id, each.slug))
        number = before.version if before else None
        if before and _says_the_same(session, before, here, library):
            made.append(CurriculumLine(here, number, None, False, ()))
            continue
        version = max(each.version, following[programme.id])
        following[programme.id] = version + 1
        keepers = _keepers(running, programme, each.slug)
        made.append(CurriculumLine(here, number, version, False, keepers))
    return tuple(made)


def _says_the_same(
    session: Session, row: Curriculum, each: CurriculumContent, library: Library
) -> bool:
    """Tell whether a version teaches exactly what the file's curriculum does."""
    here = CurriculumContent.from_json(row.content)
    if replace(here, version=each.version, programme=each.programme) != each:
        return False
    lines = renewing.materials(session, [row.id])[row.id]
    taught = [line.module.digest if line.module else None for line in lines]
    wanted = [library.module(m.module).digest if m.module else None for m in each.materials]
    asked = select(RubricVersion.slug, RubricVersion.digest).join(
        CurriculumRubric, CurriculumRubric.rubric_id == RubricVersion.id
    )
    rubrics = session.execute(asked.where(CurriculumRubric.curriculum_id == row.id))
    known = {one.slug: one.digest for one in library.rubrics}
    return taught == wanted and all(known.get(slug) == digest for slug, digest in rubrics)


def _keepers(running: Sequence[Angkatan], programme: Programme, slug: str) -> tuple[Angkatan, ...]:
    return tuple(
        each
        for each in running
        if each.programme_id == programme.id and each.curriculum.content.get("slug") == slug
    )


def _facts(row: Programme) -> ProgrammeContent:
    return ProgrammeContent(
        slug=row.slug,
        title=row.title,
        family=kinds.Family(row.family.value),
        tier=kinds.Tier(row.tier.slug) if row.tier else None,
        organiser_levels=tuple(kinds.OrganiserLevel(each) for each in row.organiser_levels),
        document_title=row.document_title,
        requires=tuple(str(each) for each in row.requires),
    )


def _otherwise(there: ProgrammeContent, here: ProgrammeContent) -> list[Difference]:
    """Give what a file says otherwise of a programme; what it requires is never in a file."""
    pairs = (
        (here.title, there.title),
        (here.family.value, there.family.value),
        (str(here.tier or "-"), str(there.tier or "-")),
        (", ".join(here.organiser_levels), ", ".join(there.organiser_levels)),
        (here.document_title, there.document_title),
    )
    return [Difference(here.title, old, new) for old, new in pairs if old != new]


def _new_rubrics(session: Session, library: Library) -> tuple[str, ...]:
    known = set(session.scalars(select(RubricVersion.digest)))
    return tuple(each.title for each in library.rubrics if each.digest not in known)


def _terms(session: Session, library: Library) -> tuple[Difference, ...]:
    rows = session.execute(select(GlossaryTerm.term, GlossaryTerm.meaning))
    known = {term: meaning for term, meaning in rows}
    return tuple(
        Difference(each.term, known.get(each.term, ""), each.meaning)
        for each in library.terms
        if known.get(each.term) != each.meaning
    )
