"""Reads curricula/*.yaml; what they name elsewhere is noted, not looked up."""

import re
from dataclasses import dataclass, field
from pathlib import Path

from courses.files import Folder
from courses.kinds import Family, Form, Kind, Level, Mode, OrganiserLevel, Tier
from courses.model import (
    Cell,
    Curriculum,
    Material,
    Programme,
    Requirements,
    TestPlan,
    Tests,
)
from courses.nodes import Fields
from courses.read_modules import read_source
from courses.read_rubrics import check_unique

JP_MINUTES = 45  # what public training takes as one JP, where the organiser sets nothing else
CODE = re.compile(r"[A-Z][0-9]{1,2}")


@dataclass(frozen=True)
class Reference:
    """A slug written at a line that must name something of this sort elsewhere."""

    file: str
    line: int
    sort: str
    slug: str


@dataclass(frozen=True)
class WrittenPlan:
    """A test's plan and the lines where it asks questions: `line`, and one for each cell."""

    file: str
    line: int
    plan: TestPlan
    cells: tuple[int, ...]

    def line_of(self, cell: Cell | None) -> int:
        """Give the line of a cell, or that of the plan where it has none."""
        if cell in self.plan.cells:
            return self.cells[self.plan.cells.index(cell)]
        return self.line


@dataclass
class Lines:
    """Where a curriculum says what can only be checked once everything is read."""

    references: list[Reference] = field(default_factory=list)
    plans: list[WrittenPlan] = field(default_factory=list)
    programmes: list[tuple[str, int, Programme, int]] = field(default_factory=list)

    def refer(self, fields: Fields, key: str, sort: str, *slugs: str | None) -> None:
        """Note the slugs written in the field `key`."""
        for slug in filter(None, slugs):
            self.references.append(Reference(fields.file, fields.line_of(key), sort, slug))


def read_curriculum(folder: Folder, path: Path, lines: Lines) -> Curriculum | None:
    """Give the curriculum of the file, named by it, or None where it cannot be read."""
    return folder.yaml(path, lambda fields: _curriculum(fields, path.stem, lines))


def _curriculum(fields: Fields, slug: str, lines: Lines) -> Curriculum:
    programme = fields.child("programme", lambda child: _programme(child, lines))
    if programme is None:
        fields.problem("Isian “programme” belum diisi.")
        programme = Programme(slug, "", Family.PSM, None, (), "", ())
    version = fields.number("version", least=1, most=999)
    lines.programmes.append((fields.file, fields.line_of("programme"), programme, version))
    materials = fields.entries("materials", lambda child: _material(child, lines))
    if not materials:
        fields.problem("Kurikulum harus mempunyai sedikitnya satu materi.", key="materials")
    check_unique(fields, "materials", [material.code for material in materials])
    tests = fields.child("tests", lambda child: _tests(child, materials, lines)) or Tests()
    return Curriculum(
        slug=slug,
        title=fields.optional_text("title") or programme.title,
        programme=programme,
        version=version,
        kind=fields.one_of("kind", Kind),
        materials=materials,
        tests=tests,
        requirements=_required(fields, materials, tests, lines),
        sources=fields.entries("sources", read_source),
        jp_minutes=_jp_minutes(fields),
    )


def _jp_minutes(fields: Fields) -> int:
    if not fields.has("jp_minutes"):
        return JP_MINUTES
    return fields.number("jp_minutes", least=30, most=60)


def _programme(fields: Fields, lines: Lines) -> Programme:
    programme = Programme(
        slug=fields.slug("slug"),
        title=fields.text("title"),
        family=fields.one_of("family", Family),
        tier=fields.one_of("tier", Tier) if fields.has("tier") else None,
        organiser_levels=fields.several_of("organiser_levels", OrganiserLevel),
        document_title=fields.text("document_title"),
        requires=fields.texts("requires") if fields.has("requires") else (),
    )
    if not programme.organiser_levels:
        fields.problem("Sebutkan sedikitnya satu tingkat penyelenggara.", key="organiser_levels")
    lines.refer(fields, "requires", "program", *programme.requires)
    return programme


def _material(fields: Fields, lines: Lines) -> Material:
    material = Material(
        code=fields.text("code"),
        title=fields.text("title"),
        jp=fields.number("jp", least=1, most=40),
        mode=fields.one_of("mode", Mode),
        module=fields.optional_text("module"),
        practice=fields.optional_text("practice"),
    )
    if material.code and not CODE.fullmatch(material.code):
        fields.problem("“code” harus berupa huruf besar dan nomor, misalnya A7.", key="code")
    lines.refer(fields, "module", "modul", material.module)
    lines.refer(fields, "practice", "rubrik praktik", material.practice)
    return material


def _tests(fields: Fields, materials: tuple[Material, ...], lines: Lines) -> Tests:
    taught = {material.module for material in materials}
    return Tests(
        awal=fields.child("awal", lambda child: _plan(child, taught, lines, is_final=False)),
        akhir=fields.child("akhir", lambda child: _plan(child, taught, lines, is_final=True)),
    )


def _plan(fields: Fields, taught: set[str | None], lines: Lines, *, is_final: bool) -> TestPlan:
    cells = fields.entries("cells", _cell) if fields.has("cells") else ()
    plan = TestPlan(
        questions=fields.number("questions", least=1, most=200),
        minutes=fields.number("minutes", least=1, most=300),
        modules=fields.texts("modules"),
        pass_percent=fields.number("pass_percent", least=1, most=100) if is_final else None,
        form=fields.one_of("form", Form) if fields.has("form") else None,
        cells=tuple(cell for _, cell in cells),
    )
    for module in plan.modules:
        if module not in taught:
            fields.problem(f"Modul “{module}” diujikan tetapi tidak diajarkan.", key="modules")
    _check_cells(fields, plan)
    if not plan.modules:
        fields.problem("Tes harus mengambil soal dari sedikitnya satu modul.", key="modules")
    else:
        where = tuple(line for line, _ in cells)
        lines.plans.append(WrittenPlan(fields.file, fields.line_of("questions"), plan, where))
    return plan


def _cell(fields: Fields) -> tuple[int, Cell]:
    return fields.line, Cell(
        module=fields.text("module"),
        count=fields.number("count", least=1, most=200),
        objective=fields.optional_text("objective"),
        level=fields.one_of("level", Level) if fields.has("level") else None,
    )


def _check_cells(fields: Fields, plan: TestPlan) -> None:
    if not plan.cells:
        return
    total = sum(cell.count for cell in plan.cells)
    if total != plan.questions:
        fields.problem(
            f"Jumlah soal dalam “cells” harus {plan.questions}, sama dengan “questions”; "
            f"ada {total}.",
            key="cells",
        )
    asked = {cell.module for cell in plan.cells}
    for module in sorted(asked.symmetric_difference(plan.modules)):
        fields.problem(
            f"Modul “{module}” harus ada dalam “modules” dan dalam “cells”.", key="cells"
        )
    parts = [(cell.module, cell.objective, cell.level) for cell in plan.cells]
    if len(set(parts)) < len(parts):
        fields.problem("Ada dua bagian “cells” yang sama; gabungkan jumlahnya.", key="cells")


def _required(
    fields: Fields, materials: tuple[Material, ...], tests: Tests, lines: Lines
) -> Requirements:
    required = fields.child("requirements", lambda child: _requirements(child, lines))
    if required is None:
        fields.problem("Isian “requirements” belum diisi.")
        return Requirements(0, False, (), None, False)
    if required.tes_akhir and tests.akhir is None:
        fields.problem("Tes akhir disyaratkan, tetapi “tests” tidak memuatnya.", key="requirements")
    practised = {material.practice for material in materials}
    for rubric in required.rubrics:
        if rubric not in practised:
            fields.problem(
                f"Rubrik “{rubric}” disyaratkan, tetapi tidak ada materi yang mempraktikkannya.",
                key="requirements",
            )
    return required


def _requirements(fields: Fields, lines: Lines) -> Requirements:
    requirements = Requirements(
        attendance_percent=fields.number("attendance_percent", least=1, most=100),
        tes_akhir=fields.flag("tes_akhir", default=False),
        rubrics=fields.texts("rubrics") if fields.has("rubrics") else (),
        attitude=fields.optional_text("attitude"),
        name_confirmed=fields.flag("name_confirmed", default=True),
    )
    lines.refer(fields, "rubrics", "rubrik praktik", *requirements.rubrics)
    lines.refer(fields, "attitude", "rubrik sikap", requirements.attitude)
    return requirements
