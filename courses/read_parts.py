"""Reads the parts of a module's folder: lessons, handouts, the session plan and the media."""

import re
from collections.abc import Callable, Collection
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from courses.checking import MOST_LESSON_MINUTES, unknown_media
from courses.files import Folder
from courses.media import MOST_PAPER_BYTES, BadMedia, examine, references
from courses.model import Handout, Lesson, Media, Step
from courses.nodes import Fields

Part = TypeVar("Part", Lesson, Handout)
Front = TypeVar("Front")

PART_FILE = re.compile(r"[0-9]{2}-[a-z0-9]+(-[a-z0-9]+)*\.md")
MOST_STEP_MINUTES = 600


class Reader(StrEnum):
    """For whom a handout is, in the word of its front."""

    TRAINEE = "peserta"
    TRAINER = "pengajar"


def read_lessons(folder: Folder, path: Path, media: Collection[str]) -> tuple[Lesson, ...]:
    """Give the lessons of the folder, which may show these media; there must be one."""
    if not path.is_dir():
        folder.problem(path, "Folder materi ini tidak ada.")
        return ()
    if not _files(path):
        folder.problem(path, "Folder ini harus berisi sedikitnya satu materi.")
    parts = _parts(folder, path, media, _lesson_front, fallback=("", 1))
    return tuple(Lesson(slug, title, minutes, text) for slug, (title, minutes), text in parts)


def read_handouts(folder: Folder, path: Path, media: Collection[str]) -> tuple[Handout, ...]:
    """Give the cases, role plays, forms and tasks of the folder, if there is one."""
    if not path.is_dir():
        return ()
    parts = _parts(folder, path, media, _handout_front, fallback=("", False))
    return tuple(
        Handout(slug, title, for_trainer, text) for slug, (title, for_trainer), text in parts
    )


def read_plan(folder: Folder, path: Path) -> tuple[Step, ...]:
    """Give the steps of the session plan, if there is one."""
    return folder.yaml_list(path, _step) if path.exists() else ()


def read_media(folder: Folder, path: Path) -> tuple[Media, ...]:
    """Give what the pictures and papers of the folder are, if there is one, by their names."""
    if not path.is_dir():
        return ()
    return tuple(filter(None, (_medium(folder, part) for part in _files(path))))


def _files(path: Path) -> list[Path]:
    return sorted(part for part in path.iterdir() if not part.name.startswith("."))


def _parts(
    folder: Folder,
    path: Path,
    media: Collection[str],
    make: Callable[[Fields], Front],
    *,
    fallback: Front,
) -> list[tuple[str, Front, str]]:
    """Give name, front and text of each numbered file."""
    found: list[tuple[str, Front, str]] = []
    for part in _files(path):
        if not PART_FILE.fullmatch(part.name):
            folder.problem(part, "Nama berkas harus seperti 01-nama-materi.md.")
            continue
        text = folder.text(part)
        if text is None:
            continue
        number = len(found) + 1
        if int(part.name[:2]) != number:
            folder.problem(part, f"Nomor berkas harus urut; di sini seharusnya {number:02}.")
        for line, name in references(text):
            if name not in media:
                folder.problem(part, unknown_media(name), line=line)
        front, body = _split(folder, part, text)
        read = folder.fields(part, front, make, first_line=2) if front else None
        found.append((part.stem, read or fallback, body))
    return found


def _split(folder: Folder, path: Path, text: str) -> tuple[str, str]:
    front, mark, body = text.removeprefix("---\n").partition("\n---\n")
    if not text.startswith("---\n") or not mark:
        folder.problem(
            path, "Berkas ini harus diawali title dan lainnya di antara dua baris “---”."
        )
        return "", ""
    if not body.strip():
        folder.problem(path, "Isi materi masih kosong.", line=front.count("\n") + 4)
    return front, body.strip() + "\n"


def _lesson_front(fields: Fields) -> tuple[str, int]:
    return fields.text("title"), fields.number("minutes", least=1, most=MOST_LESSON_MINUTES)


def _handout_front(fields: Fields) -> tuple[str, bool]:
    return fields.text("title"), fields.one_of("for", Reader) is Reader.TRAINER


def _step(fields: Fields) -> Step:
    return Step(
        minutes=fields.number("minutes", least=1, most=MOST_STEP_MINUTES),
        activity=fields.text("activity"),
        method=fields.text("method"),
        materials=fields.optional_text("materials") or "",
        short=fields.number("short", least=1, most=MOST_STEP_MINUTES)
        if fields.has("short")
        else None,
    )


def _medium(folder: Folder, path: Path) -> Media | None:
    if not path.is_file():
        folder.problem(path, "Di sini hanya boleh ada gambar dan berkas PDF.")
        return None
    with path.open("rb") as opened:
        content = opened.read(MOST_PAPER_BYTES + 1)
    try:
        return examine(path.name, content)
    except BadMedia as wrong:
        for line, message in wrong.faults:
            folder.problem(path, message, line=line)
        return None
