"""A curriculum as one file: a ZIP with the layout of a content folder, out and in."""

import io
import re
import stat
import tempfile
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from courses import media as media_in
from courses import packed as zips
from courses import reading
from courses.model import Curriculum as CurriculumContent
from courses.model import Library, Media, Rubric
from courses.model import Module as ModuleContent
from courses.problems import Problem
from courses.writing import library_files
from lms.kernel.access import Actor, contains
from lms.kernel.errors import NotFound, Refused
from lms.kernel.sentence import Sentence, say
from lms.kernel.storage import Storage
from lms.training import media
from lms.training.catalogue import Curriculum, CurriculumRubric, RubricVersion
from lms.training.renewing import materials
from lms.training.terms import terms
from lms.workshop import queries

PACKED_MOST = 10 * 1024 * 1024
UNPACKED_MOST = 60 * 1024 * 1024
TEXTS_MOST = 3 * 1024 * 1024
"""All but pictures and papers; reading YAML takes seconds a megabyte."""

FILES_MOST = 3000
_FILE_MOST = 3 * 1024 * 1024
_PATH = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*(/[A-Za-z0-9][A-Za-z0-9._-]*){0,5}")
_MEDIA = re.compile(r"modules/[^/]+/media/[^/]+")
_EPOCH = (2026, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class Carried:
    """A curriculum file that was opened: what it holds, or what is wrong with it."""

    library: Library | None
    problems: tuple[Problem, ...]


def curricula(session: Session, actor: Actor) -> Sequence[Curriculum]:
    """Give the curricula that hold in the actor's regions or lie in them, newest first."""
    codes = {code for each in queries.READERS for code in actor.regions(each)}
    found = session.scalars(
        select(Curriculum)
        .options(joinedload(Curriculum.programme))
        .join(Curriculum.programme)
        .order_by(Curriculum.programme_id, Curriculum.version.desc())
    )
    return [
        each
        for each in found
        if any(contains(each.region_code, c) or contains(c, each.region_code) for c in codes)
    ]


def pack(
    session: Session, actor: Actor, curriculum_id: UUID, storage: Storage
) -> tuple[str, bytes]:
    """Give a curriculum with its modules, rubrics, pictures and terms as (file name, ZIP).

    Raises:
        NotFound: there is none, or none that the actor may see.
    """
    row = next((each for each in curricula(session, actor) if each.id == curriculum_id), None)
    if row is None:
        raise NotFound
    library = _library(session, row)

    def bytes_of(found: Media) -> bytes:
        return media.read(storage, found.digest)

    files = library_files(library, bytes_of)
    (curriculum,) = library.curricula
    return f"kurikulum-{curriculum.slug}-v{row.version}.zip", zipped(files)


def zipped(files: dict[str, bytes]) -> bytes:
    """Give files as a ZIP, always the same for the same files."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed:
        for path in sorted(files):
            packed.writestr(zipfile.ZipInfo(path, _EPOCH), files[path], zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def _library(session: Session, row: Curriculum) -> Library:
    lines = materials(session, [row.id])[row.id]
    modules = {x.module.slug: ModuleContent.from_json(x.module.content) for x in lines if x.module}
    curriculum = replace(CurriculumContent.from_json(row.content), version=row.version)
    return Library(
        modules=tuple(modules[slug] for slug in sorted(modules)),
        rubrics=_rubrics(session, row, {m.practice for m in curriculum.materials if m.practice}),
        curricula=(_alone(curriculum),),
        terms=terms(session),
    )


def _rubrics(session: Session, row: Curriculum, practised: set[str]) -> tuple[Rubric, ...]:
    """Give the rubrics that the version pins, and the newest of those that are only practised."""
    newest = select(RubricVersion).where(RubricVersion.slug.in_(practised))
    found = {x.slug: x for x in session.scalars(newest.order_by(RubricVersion.loaded_at))}
    pinned = session.scalars(
        select(CurriculumRubric)
        .where(CurriculumRubric.curriculum_id == row.id)
        .options(joinedload(CurriculumRubric.rubric))
    )
    found |= {each.rubric.slug: each.rubric for each in pinned}
    return tuple(Rubric.from_json(found[slug].content) for slug in sorted(found))


def _alone(curriculum: CurriculumContent) -> CurriculumContent:
    """Give the curriculum without the programmes it requires, which its file doesn't hold."""
    return replace(curriculum, programme=replace(curriculum.programme, requires=()))


@lru_cache(maxsize=1)
def opened(content: bytes) -> Carried:
    """Give what a curriculum file holds, or every problem with file and line.

    Reading one takes seconds, and the pages that lead to a decision read the same one each time.

    Raises:
        Refused: it is no ZIP, too large, or holds what no content folder has.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for part in ("modules", "rubrics", "curricula"):  # an empty one isn't in the ZIP
            (folder / part).mkdir()
        _unpack(content, folder)
        try:
            return Carried(reading.read(folder), ())
        except reading.ContentError as error:
            return Carried(None, error.problems)


def keep_media(content: bytes, library: Library, storage: Storage) -> None:
    """Keep the pictures and papers of a curriculum file that was found good."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _unpack(content, folder)
        for _media, found in media_in.contents(folder, library):
            media.keep(storage, found)


def _unpack(content: bytes, folder: Path) -> None:
    if len(content) > PACKED_MOST:
        raise Refused(say("Berkas ini lebih besar dari %(most)s MB.", most=PACKED_MOST // 1024**2))
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            infos = [each for each in packed.infolist() if not each.is_dir()]
            _check(infos)
            left = UNPACKED_MOST
            for info in infos:
                left -= _write(packed, info, folder, left)
    except zips.BROKEN as error:
        raise Refused(_BROKEN) from error


_BROKEN = say("Berkas ini bukan berkas .zip atau rusak. Unduh lagi dari Bekal, lalu muat lagi.")


def _check(infos: Sequence[zipfile.ZipInfo]) -> None:
    if not infos or len(infos) > FILES_MOST:
        raise Refused(say("Berkas ini kosong atau berisi terlalu banyak berkas."))
    strange = [
        info.filename
        for info in infos
        if not _PATH.fullmatch(info.filename) or stat.S_ISLNK(info.external_attr >> 16)
    ]
    if strange:
        raise Refused(
            say("Nama berkas “%(name)s” di dalamnya tidak dapat diterima.", name=strange[0][:80])
        )
    texts = sum(info.file_size for info in infos if not _MEDIA.fullmatch(info.filename))
    if texts > TEXTS_MOST or sum(info.file_size for info in infos) > UNPACKED_MOST:
        raise Refused(_too_large())


def _write(packed: zipfile.ZipFile, info: zipfile.ZipInfo, folder: Path, left: int) -> int:
    """Write one file; give how much it is."""
    if info.file_size > min(left, _FILE_MOST):
        raise Refused(_too_large())
    content = zips.content_of(packed, info)
    path = folder / info.filename
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return len(content)


def _too_large() -> Sentence:
    return say("Isi berkas ini terlalu besar bila dibuka.")
