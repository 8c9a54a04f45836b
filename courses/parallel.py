"""Splits a module's pool into two parallel forms that never share a question."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable

from courses.kinds import Form, Level
from courses.model import Module, Question


def eligible(module: Module, form: Form | None) -> tuple[Question, ...]:
    """Give the questions that a test of this form may ask; without a form, the whole pool."""
    if form is None:
        return module.test_pool
    forms = split(module)
    return tuple(question for question in module.test_pool if forms[question.key] is form)


def split(module: Module) -> dict[str, Form]:
    """Give the form of each question of the pool by its key.

    A question bound to a form belongs to it. The others of each cell (objective and level) are
    dealt out by the hash of their keys, so that both forms have as many, give or take one.
    """
    cells: dict[tuple[str, Level], list[Question]] = defaultdict(list)
    for question in module.test_pool:
        cells[question.objective, question.level].append(question)
    forms: dict[str, Form] = {}
    sizes = Counter[Form]()
    for cell in sorted(cells):
        dealt = _dealt(module.slug, cells[cell], sizes)
        forms |= dealt
        sizes.update(dealt.values())
    return forms


def _dealt(module: str, questions: Iterable[Question], sizes: Counter[Form]) -> dict[str, Form]:
    """Give each question of one cell its form; an odd one goes to the form that has fewer yet."""
    questions = sorted(questions, key=lambda question: _rank(module, question.key))
    forms = {question.key: question.form for question in questions if question.form}
    here = Counter(forms.values())
    for question in questions:
        if question.form is None:
            form = min(Form, key=lambda each: (here[each], sizes[each]))
            forms[question.key] = form
            here[form] += 1
    return forms


def _rank(*names: str) -> bytes:
    return hashlib.sha256("\0".join(names).encode()).digest()
