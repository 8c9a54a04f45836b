"""Draws the questions of a test and arranges their options, the same for the same seed.

Order comes from SHA-256 of the seed and the keys, not from `random`, so that a paper can be drawn
again years later, on any version of Python.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from courses.allotment import allot
from courses.codec import Value
from courses.kinds import Form, Level
from courses.model import Cell, Cloze, Module, Option, Question, TestPlan
from courses.parallel import eligible
from courses.places import options

__all__ = ["PaperItem", "Shortage", "arrange", "arrange_gap", "draw", "eligible", "missing"]


@dataclass(frozen=True)
class PaperItem(Value):
    """One question of a paper, by the slug of its module and its own key."""

    module: str
    question: str


class Shortage(Exception):
    """The pool cannot give what the plan asks; the text is one sentence in Indonesian."""

    def __init__(
        self,
        *,
        module: str,
        wanted: int,
        found: int,
        objective: str | None = None,
        level: Level | None = None,
        form: Form | None = None,
        cell: Cell | None = None,
    ) -> None:
        """Keep the module's title (or slug), and how many questions it should and can give.

        `cell` is the cell of the kisi-kisi that stays short, where the plan has any.
        """
        sort = f" {level}" if level else ""
        about = f" tentang “{objective}”" if objective else ""
        where = f" untuk paket {form}" if form else ""
        super().__init__(
            f"Modul “{module}” harus memberi {wanted} soal tes{sort}{about}{where}, "
            f"tetapi baru mempunyai {found}."
        )
        self.module = module
        self.wanted = wanted
        self.found = found
        self.objective = objective
        self.level = level
        self.form = form
        self.cell = cell


def draw(pool: Sequence[Module], plan: TestPlan, *, seed: str) -> tuple[PaperItem, ...]:
    """Give the paper: by the cells of the kisi-kisi, or as many questions from each module.

    Without cells, a module gives at most one question more or less than another. Self-check
    questions and those of the other parallel form are left out. Nothing repeats.

    Raises:
        Shortage: a module is not in the pool or has too few questions; the first of `missing`.
    """
    cells = plan.cells or _shares(pool, plan, seed)
    allotted = _allotted(pool, plan, cells, seed)
    if any(len(found) < cell.count for cell, found in zip(cells, allotted, strict=True)):
        raise missing(pool, plan)[0]
    items = [item for found in allotted for item in found]
    return tuple(sorted(items, key=lambda item: _rank(seed, "order", item.module, item.question)))


def missing(pool: Sequence[Module], plan: TestPlan) -> tuple[Shortage, ...]:
    """Give every shortage of the pool at once; none means that papers can be drawn."""
    cells = plan.cells or _shares(pool, plan, "")
    titles = {module.slug: module.title for module in pool}
    return tuple(
        Shortage(
            module=titles.get(cell.module, cell.module),
            wanted=cell.count,
            found=len(found),
            objective=cell.objective,
            level=cell.level,
            form=plan.form,
            cell=cell if plan.cells else None,
        )
        for cell, found in zip(cells, _allotted(pool, plan, cells, ""), strict=True)
        if len(found) < cell.count
    )


def arrange(question: Question, *, seed: str) -> tuple[Option, ...]:
    """Give what is chosen from or ordered as this attempt shows it, always so for its seed.

    Those are the options, what may belong to the pairs, or the items; nothing for other kinds.
    """
    shown = options(question)
    return tuple(sorted(shown, key=lambda option: _rank(seed, question.key, option.key)))


def arrange_gap(question: Cloze, number: int, *, seed: str) -> tuple[Option, ...]:
    """Give the options of the gap with this number, from 1, as this attempt shows them."""
    place = f"{question.key}[{number}]"
    shown = question.gaps[number - 1].options
    return tuple(sorted(shown, key=lambda option: _rank(seed, place, option.key)))


def _shares(pool: Sequence[Module], plan: TestPlan, seed: str) -> tuple[Cell, ...]:
    """Give each module of the plan with the number of questions it shall give."""
    least, extra = divmod(plan.questions, len(plan.modules))
    sizes = {module.slug: len(eligible(module, plan.form)) for module in pool}
    by_chance = sorted(plan.modules, key=lambda slug: _rank(seed, "extra", slug))
    able = [slug for slug in by_chance if sizes.get(slug, 0) > least]
    unable = [slug for slug in plan.modules if slug not in able]
    more = {*able[:extra], *unable[: max(0, extra - len(able))]}
    return tuple(
        Cell(slug, max(least + (slug in more), slug not in sizes)) for slug in plan.modules
    )


def _allotted(
    pool: Sequence[Module], plan: TestPlan, cells: Sequence[Cell], seed: str
) -> tuple[tuple[PaperItem, ...], ...]:
    """Give for each cell its questions, as far as there are any left for it."""
    wanted = {cell.module for cell in cells}
    ranked = {
        module.slug: sorted(
            eligible(module, plan.form), key=lambda each: _rank(seed, module.slug, each.key)
        )
        for module in pool
        if module.slug in wanted
    }
    fits = [
        [
            PaperItem(cell.module, question.key)
            for question in ranked.get(cell.module, ())
            if _fits(cell, question)
        ]
        for cell in cells
    ]
    return allot([cell.count for cell in cells], fits)


def _fits(cell: Cell, question: Question) -> bool:
    return cell.objective in (None, question.objective) and cell.level in (None, question.level)


def _rank(seed: str, *names: str) -> bytes:
    return hashlib.sha256("\0".join((seed, *names)).encode()).digest()
