"""Plans and facts for the pure evaluator, by hand and at random."""

from dataclasses import replace
from decimal import Decimal
from uuid import UUID

from hypothesis import strategies as st

from lms.completion.progress import Facts, Plan, PlannedMaterial, PlannedSession, RubricTarget
from lms.training.models import Kind


def identity(number: int) -> UUID:
    """Give an id that is the same in each run."""
    return UUID(int=number)


BLENDED = Plan(
    kind=Kind.BIMTEK,
    attendance_percent=80,
    materials=(
        *(
            PlannedMaterial(identity(n), jp, True)
            for n, jp in enumerate((1, 2, 3, 3, 3, 3, 2, 2), start=1)
        ),
        *(
            PlannedMaterial(identity(n), jp, False, identity(n + 100))
            for n, jp in enumerate((2, 2, 2, 2, 2, 3, 3, 2), start=11)
        ),
    ),
    sessions=tuple(
        PlannedSession(identity(n + 200), identity(n), jp)
        for n, jp in enumerate((1, 2, 3, 3, 3, 3, 2, 2), start=1)
    ),
    kkm_percent=70,
    rubrics=(
        RubricTarget("praktik-penyuluhan", "Praktik penyuluhan", 70),
        RubricTarget("sikap", "Sikap", 75, is_attitude=True),
    ),
)
"""A course of 37 JP, of which 19 face to face."""


def complete(plan: Plan = BLENDED) -> Facts:
    """Give the facts of somebody who did everything."""
    return Facts(
        plan=plan,
        attended=frozenset(each.id for each in plan.sessions),
        modules_done=frozenset(each.module_id for each in plan.materials if each.module_id),
        best_score=Decimal("80.0"),
        percents={each.slug: Decimal("87.5") for each in plan.rubrics},
        name_is_confirmed=True,
    )


def nothing(plan: Plan = BLENDED) -> Facts:
    """Give the facts of somebody who did nothing."""
    return Facts(plan=plan)


_percents = st.decimals(min_value=0, max_value=100, places=1)


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    """Give a plan: materials of both modes, sessions that cover them more or less."""
    materials = []
    sessions = []
    for n in range(draw(st.integers(1, 6))):
        is_synchronous = draw(st.booleans())
        module_id = draw(st.sampled_from([None, identity(100 + n)]))
        jp = draw(st.integers(1, 8))
        materials.append(PlannedMaterial(identity(n + 1), jp, is_synchronous, module_id))
        for k in range(draw(st.integers(0, 3))):
            session_id = identity(1000 + n * 10 + k)
            sessions.append(PlannedSession(session_id, identity(n + 1), draw(st.integers(0, 5))))
    rubrics = (RubricTarget("praktik", "Praktik", 70), RubricTarget("sikap", "Sikap", 70, True))
    return Plan(
        kind=draw(st.sampled_from(Kind)),
        attendance_percent=draw(st.integers(0, 100)),
        materials=tuple(materials),
        sessions=tuple(sessions),
        kkm_percent=draw(st.none() | st.integers(0, 100)),
        rubrics=rubrics[: draw(st.integers(0, 2))],
        asks_name=draw(st.booleans()),
    )


@st.composite
def facts(draw: st.DrawFn) -> Facts:
    """Give what somebody did of a random plan."""
    plan = draw(plans())
    sessions = [each.id for each in plan.sessions]
    modules = [each.module_id for each in plan.materials if each.module_id]
    return Facts(
        plan=plan,
        attended=frozenset(each for each in sessions if draw(st.booleans())),
        modules_done=frozenset(each for each in modules if draw(st.booleans())),
        best_score=draw(st.none() | _percents),
        percents={each.slug: draw(_percents) for each in plan.rubrics if draw(st.booleans())},
        name_is_confirmed=draw(st.booleans()),
    )


@st.composite
def facts_and_more(draw: st.DrawFn) -> tuple[Facts, Facts]:
    """Give facts, and the same with further ones added."""
    less = draw(facts())
    plan = less.plan
    more_sessions = {each.id for each in plan.sessions if draw(st.booleans())}
    more_modules = {each.module_id for each in plan.materials if each.module_id}
    missing = [each.slug for each in plan.rubrics if each.slug not in less.percents]
    score = draw(st.none() | _percents)
    scores = [each for each in (less.best_score, score) if each is not None]
    more = replace(
        less,
        attended=less.attended | more_sessions,
        modules_done=less.modules_done | (more_modules if draw(st.booleans()) else set()),
        best_score=max(scores) if scores else None,
        percents={**less.percents, **{slug: draw(_percents) for slug in missing}},
        name_is_confirmed=less.name_is_confirmed or draw(st.booleans()),
    )
    return less, more
