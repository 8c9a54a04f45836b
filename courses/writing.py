"""Writes content as the files that `courses.reading` reads back equal."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import yaml

from courses.model import (
    Criterion,
    Curriculum,
    Handout,
    Lesson,
    Library,
    Material,
    Media,
    Module,
    Programme,
    Rubric,
    Source,
    Term,
    TestPlan,
)
from courses.write_questions import question_entry

JP_MINUTES = 45  # what the reader takes where a curriculum says nothing
_WIDTH = 98


class _Dumper(yaml.SafeDumper):
    """Writes texts of several lines as they are read, and lists set in below their name."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = "|" if "\n" in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _text)


def dump(value: object) -> str:
    """Give plain values as YAML, in their order."""
    written: str = yaml.dump(
        value, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=_WIDTH
    )
    return written


def library_files(
    library: Library, bytes_of: Callable[[Media], bytes] | None = None
) -> dict[str, bytes]:
    """Give the files of a content folder by their path in it.

    `bytes_of` gives the pictures and papers; without it they are left out.
    """
    files: dict[str, bytes] = {}
    for module in library.modules:
        for path, content in module_files(module, bytes_of).items():
            files[f"modules/{module.slug}/{path}"] = content
    for rubric in library.rubrics:
        files[f"rubrics/{rubric.slug}.yaml"] = dump(_rubric(rubric)).encode()
    for curriculum in library.curricula:
        files[f"curricula/{curriculum.slug}.yaml"] = dump(_curriculum(curriculum)).encode()
    if library.terms:
        files["terms.yaml"] = dump([_term(term) for term in library.terms]).encode()
    return files


def module_files(
    module: Module, bytes_of: Callable[[Media], bytes] | None = None
) -> dict[str, bytes]:
    """Give the files of a module's folder by their path in it."""
    files = {
        "module.yaml": dump(_header(module)).encode(),
        "questions.yaml": dump([question_entry(each) for each in module.questions]).encode(),
    }
    for lesson in module.lessons:
        files[f"lessons/{lesson.slug}.md"] = _lesson(lesson).encode()
    for handout in module.handouts:
        files[f"handouts/{handout.slug}.md"] = _handout(handout).encode()
    if module.plan:
        steps = [_filled(step.to_json()) for step in module.plan]
        files["plan.yaml"] = dump(steps).encode()
    if bytes_of is not None:
        files |= {f"media/{media.name}": bytes_of(media) for media in module.media}
    return files


def _header(module: Module) -> dict[str, object]:
    return {
        "code": module.code,
        "slug": module.slug,
        "title": module.title,
        "track": module.track.value,
        "jp": module.jp,
        "summary": module.summary,
        "outcome": module.outcome,
        "indicators": list(module.indicators),
        "sources": _sources(module.sources),
        "valid_on": module.valid_on,
        "review_on": module.review_on,
    }


def _sources(sources: Sequence[Source]) -> list[Any]:
    return [source.to_json() for source in sources]


def _lesson(lesson: Lesson) -> str:
    return _with_front({"title": lesson.title, "minutes": lesson.minutes}, lesson.text)


def _handout(handout: Handout) -> str:
    reader = "pengajar" if handout.for_trainer else "peserta"
    return _with_front({"title": handout.title, "for": reader}, handout.text)


def _with_front(front: Mapping[str, object], text: str) -> str:
    return f"---\n{dump(dict(front))}---\n{text}"


def _rubric(rubric: Rubric) -> dict[str, object]:
    written: dict[str, object] = {
        "slug": rubric.slug,
        "title": rubric.title,
        "kind": rubric.kind.value,
        "pass_percent": rubric.pass_percent,
    }
    if rubric.task:
        written["task"] = rubric.task
    return written | {"criteria": [_criterion(each) for each in rubric.criteria]}


def _criterion(criterion: Criterion) -> dict[str, object]:
    return {"key": criterion.key, "title": criterion.title, "levels": list(criterion.levels)}


def _curriculum(curriculum: Curriculum) -> dict[str, object]:
    tests = {
        kind: _plan(plan)
        for kind, plan in (("awal", curriculum.tests.awal), ("akhir", curriculum.tests.akhir))
        if plan is not None
    }
    written: dict[str, object] = {
        "title": curriculum.title,
        "programme": _programme(curriculum.programme),
        "version": curriculum.version,
        "kind": curriculum.kind.value,
    }
    if curriculum.jp_minutes != JP_MINUTES:
        written["jp_minutes"] = curriculum.jp_minutes
    written["materials"] = [_material(each) for each in curriculum.materials]
    if tests:
        written["tests"] = tests
    requirements = curriculum.requirements.to_json()
    return written | {
        "requirements": {name: value for name, value in requirements.items() if value is not None},
        "sources": _sources(curriculum.sources),
    }


def _programme(programme: Programme) -> dict[str, object]:
    return {name: value for name, value in programme.to_json().items() if value is not None}


def _material(material: Material) -> dict[str, object]:
    return {name: value for name, value in material.to_json().items() if value is not None}


def _plan(plan: TestPlan) -> dict[str, object]:
    written: dict[str, object] = {
        name: value for name, value in plan.to_json().items() if value is not None
    }
    written.pop("cells")
    if plan.cells:
        written["cells"] = [_filled(cell.to_json()) for cell in plan.cells]
    return written


def _term(term: Term) -> dict[str, object]:
    return dict(term.to_json())


def _filled(values: Mapping[str, object]) -> dict[str, object]:
    return {name: value for name, value in values.items() if value not in (None, "")}
