"""Reads a module's folder: module.yaml, lessons/NN-slug.md and questions.yaml."""

import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from courses.files import Folder
from courses.kinds import Track
from courses.model import Lesson, Module, Source
from courses.nodes import Fields
from courses.read_questions import read_questions

LESSON_FILE = re.compile(r"[0-9]{2}-[a-z0-9]+(-[a-z0-9]+)*\.md")
CODE = re.compile(r"[A-C][0-9]{1,2}")
PARTS = {"module.yaml", "questions.yaml", "lessons"}
LEAST_SELFCHECKS = 3


def read_module(folder: Folder, path: Path) -> Module | None:
    """Give the module in the folder `path`, or None where its module.yaml cannot be read."""
    for part in sorted(path.iterdir()):
        if part.name not in PARTS and not part.name.startswith("."):
            folder.problem(part, "Berkas ini tidak dikenal dalam folder modul.")
    module = folder.yaml(path / "module.yaml", _module)
    if module is None:
        return None
    if module.slug != path.name:
        folder.problem(
            path / "module.yaml",
            f"“slug” harus sama dengan nama foldernya, “{path.name}”.",
        )
    lessons = _lessons(folder, path / "lessons")
    questions = read_questions(
        folder,
        path / "questions.yaml",
        lessons=[lesson.slug for lesson in lessons],
        indicators=module.indicators,
    )
    module = replace(module, lessons=lessons, questions=questions)
    _check_selfchecks(folder, path, module)
    return module


def read_source(fields: Fields) -> Source:
    """Give one source with its place."""
    return Source(title=fields.text("title"), place=fields.text("place"))


def _module(fields: Fields) -> Module:
    module = Module(
        slug=fields.slug("slug"),
        code=fields.text("code"),
        title=fields.text("title"),
        track=fields.one_of("track", Track),
        jp=fields.number("jp", least=1, most=40),
        summary=fields.text("summary"),
        outcome=fields.text("outcome"),
        indicators=fields.texts("indicators"),
        sources=fields.entries("sources", read_source),
        valid_on=fields.day("valid_on"),
        review_on=fields.day("review_on"),
        lessons=(),
        questions=(),
    )
    _check_facts(fields, module)
    return module


def _check_facts(fields: Fields, module: Module) -> None:
    if module.code and not CODE.fullmatch(module.code):
        fields.problem("“code” harus berupa huruf A, B, atau C dan nomor, misalnya A7.", key="code")
    elif module.code and module.code[0] != module.track:
        fields.problem("Huruf “code” harus sama dengan “track”.", key="code")
    if not module.indicators:
        fields.problem("“indicators” harus berisi sedikitnya satu indikator.", key="indicators")
    if not module.sources:
        fields.problem("“sources” harus berisi sedikitnya satu sumber.", key="sources")
    if module.review_on - module.valid_on < timedelta(days=1):
        fields.problem("“review_on” harus sesudah “valid_on”.", key="review_on")


def _lessons(folder: Folder, path: Path) -> tuple[Lesson, ...]:
    if not path.is_dir():
        folder.problem(path, "Folder materi ini tidak ada.")
        return ()
    found = sorted(part for part in path.iterdir() if not part.name.startswith("."))
    lessons: list[Lesson] = []
    for part in found:
        if not LESSON_FILE.fullmatch(part.name):
            folder.problem(part, "Nama berkas materi harus seperti 01-nama-materi.md.")
        elif lesson := _lesson(folder, part, number=len(lessons) + 1):
            lessons.append(lesson)
    if not found:
        folder.problem(path, "Folder ini harus berisi sedikitnya satu materi.")
    return tuple(lessons)


def _lesson(folder: Folder, path: Path, *, number: int) -> Lesson | None:
    text = folder.text(path)
    if text is None:
        return None
    if int(path.name[:2]) != number:
        folder.problem(path, f"Nomor materi harus urut; di sini seharusnya {number:02}.")
    front, mark, body = text.removeprefix("---\n").partition("\n---\n")
    if not text.startswith("---\n") or not mark:
        folder.problem(path, "Materi harus diawali title dan minutes di antara dua baris “---”.")
        return Lesson(path.stem, "", 1, "")
    if not body.strip():
        folder.problem(path, "Isi materi masih kosong.", line=front.count("\n") + 4)
    title, minutes = folder.fields(path, front, _front, first_line=2) or ("", 1)
    return Lesson(path.stem, title, minutes, body.strip() + "\n")


def _front(fields: Fields) -> tuple[str, int]:
    return fields.text("title"), fields.number("minutes", least=1, most=180)


def _check_selfchecks(folder: Folder, path: Path, module: Module) -> None:
    where = path / "questions.yaml"
    for lesson in module.lessons:
        if not module.selfcheck_of(lesson.slug):
            folder.problem(where, f"Materi “{lesson.slug}” belum mempunyai soal periksa diri.")
    count = len(module.questions) - len(module.test_pool)
    if count < LEAST_SELFCHECKS:
        folder.problem(
            where,
            f"Modul harus mempunyai sedikitnya {LEAST_SELFCHECKS} soal periksa diri; ada {count}.",
        )
