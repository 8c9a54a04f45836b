"""Reads rubrics/*.yaml: criteria, each with four levels in observable words."""

from pathlib import Path

from courses.files import Folder
from courses.kinds import RubricKind
from courses.model import TOP_LEVEL, Criterion, Rubric
from courses.nodes import Fields


def read_rubric(folder: Folder, path: Path) -> Rubric | None:
    """Give the rubric of the file, or None where it cannot be read."""
    rubric = folder.yaml(path, _rubric)
    _check_name(folder, path, rubric.slug if rubric else path.stem)
    return rubric


def _check_name(folder: Folder, path: Path, slug: str) -> None:
    if slug != path.stem:
        folder.problem(path, f"“slug” harus sama dengan nama berkasnya, “{path.stem}”.")


def _rubric(fields: Fields) -> Rubric:
    rubric = Rubric(
        slug=fields.slug("slug"),
        title=fields.text("title"),
        kind=fields.one_of("kind", RubricKind),
        criteria=fields.entries("criteria", read_criterion),
        pass_percent=fields.number("pass_percent", least=1, most=100),
        task=fields.optional_text("task") or "",
    )
    if not rubric.criteria:
        fields.problem("Rubrik harus mempunyai sedikitnya satu kriteria.", key="criteria")
    check_unique(fields, "criteria", [criterion.key for criterion in rubric.criteria])
    return rubric


def read_criterion(fields: Fields) -> Criterion:
    """Give one criterion with the words for its four levels."""
    criterion = Criterion(fields.slug("key"), fields.text("title"), fields.texts("levels"))
    if len(criterion.levels) != TOP_LEVEL:
        fields.problem(
            f"“levels” harus berisi {TOP_LEVEL} uraian, untuk skor 1 sampai {TOP_LEVEL}.",
            key="levels",
        )
    return criterion


def check_unique(fields: Fields, key: str, names: list[str]) -> None:
    """Report every name of the list in the field `key` that comes more than once."""
    for name in sorted({name for name in names if name and names.count(name) > 1}):
        fields.problem(f"“{name}” ada lebih dari satu kali dalam “{key}”.", key=key)
