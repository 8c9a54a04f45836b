"""Reads a module's folder: module.yaml, and with `read_parts` and `read_questions` the rest."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from courses import media
from courses.checking import CODE, MOST_JP, plan_faults, selfcheck_faults
from courses.files import Folder
from courses.kinds import Track
from courses.model import Module, Source
from courses.nodes import Fields
from courses.read_parts import read_handouts, read_lessons, read_media, read_plan
from courses.read_questions import read_questions

PARTS = {"module.yaml", "questions.yaml", "lessons", "plan.yaml", "handouts", "media"}


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
    module = _whole(folder, path, module)
    _check_whole(folder, path, module)
    return module


def _whole(folder: Folder, path: Path, module: Module) -> Module:
    """Give the module with all its parts."""
    names = {part.name for part in (path / "media").glob("*")}
    lessons = read_lessons(folder, path / "lessons", names)
    return replace(
        module,
        lessons=lessons,
        questions=read_questions(
            folder,
            path / "questions.yaml",
            lessons={lesson.slug: lesson.text for lesson in lessons},
            indicators=module.indicators,
            media=names,
        ),
        plan=read_plan(folder, path / "plan.yaml"),
        handouts=read_handouts(folder, path / "handouts", names),
        media=read_media(folder, path / "media"),
    )


def read_source(fields: Fields) -> Source:
    """Give one source with its place."""
    return Source(title=fields.text("title"), place=fields.text("place"))


def _module(fields: Fields) -> Module:
    module = Module(
        slug=fields.slug("slug"),
        code=fields.text("code"),
        title=fields.text("title"),
        track=fields.one_of("track", Track),
        jp=fields.number("jp", least=1, most=MOST_JP),
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


def _check_whole(folder: Folder, path: Path, module: Module) -> None:
    for fault in selfcheck_faults(module):
        folder.problem(path / "questions.yaml", fault.message)
    for fault in plan_faults(module):
        folder.problem(path / "plan.yaml", fault.message)
    used = media.used(module)
    for each in module.media:
        if each.name not in used:
            folder.problem(path / "media" / each.name, media.UNUSED)
