"""Draws the questions of a test and arranges their options, the same for the same seed.

Order comes from SHA-256 of the seed and the keys, not from `random`, so that a paper can be drawn
again years later, on any version of Python.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from courses.codec import Value
from courses.model import Module, Option, Question, TestPlan


@dataclass(frozen=True)
class PaperItem(Value):
    """One question of a paper, by the slug of its module and its own key."""

    module: str
    question: str


class Shortage(Exception):
    """The pool cannot give what the plan asks; the text is one sentence in Indonesian."""

    def __init__(self, *, module: str, wanted: int, found: int) -> None:
        """Keep the module's title (or slug), and how many questions it should and can give."""
        super().__init__(
            f"Modul “{module}” harus memberi {wanted} soal tes, tetapi baru mempunyai {found}."
        )
        self.module = module
        self.wanted = wanted
        self.found = found


def draw(pool: Sequence[Module], plan: TestPlan, *, seed: str) -> tuple[PaperItem, ...]:
    """Give the paper: as many questions from each module of the plan, at most one more or less.

    Self-check questions are left out. Nothing repeats.

    Raises:
        Shortage: a module is not in the pool or has too few questions.
    """
    items: list[PaperItem] = []
    for module, share in _shares(pool, plan, seed):
        asked = [PaperItem(module.slug, question.key) for question in module.test_pool]
        items += sorted(asked, key=lambda item: _rank(seed, item.module, item.question))[:share]
    return tuple(sorted(items, key=lambda item: _rank(seed, "order", item.module, item.question)))


def arrange(question: Question, *, seed: str) -> tuple[Option, ...]:
    """Give the options in the order this attempt shows them, always the same for its seed."""
    return tuple(sorted(question.options, key=lambda option: _rank(seed, question.key, option.key)))


def _shares(pool: Sequence[Module], plan: TestPlan, seed: str) -> tuple[tuple[Module, int], ...]:
    """Give each module of the plan with the number of questions it shall give."""
    found = {module.slug: module for module in pool}
    least, extra = divmod(plan.questions, len(plan.modules))
    for slug in plan.modules:
        if slug not in found:
            raise Shortage(module=slug, wanted=least or 1, found=0)
        _enough(found[slug], least)
    by_chance = sorted(plan.modules, key=lambda slug: _rank(seed, "extra", slug))
    able = [slug for slug in by_chance if len(found[slug].test_pool) > least]
    if len(able) < extra:
        short = next(slug for slug in plan.modules if slug not in able)
        _enough(found[short], least + 1)
    return tuple((found[slug], least + (slug in able[:extra])) for slug in plan.modules)


def _enough(module: Module, wanted: int) -> None:
    if len(module.test_pool) < wanted:
        raise Shortage(module=module.title, wanted=wanted, found=len(module.test_pool))


def _rank(seed: str, *names: str) -> bytes:
    return hashlib.sha256("\0".join((seed, *names)).encode()).digest()
