"""What is still missing? One list of requirements from plain facts. Pure.

The trainee's page, the organiser's table, the preview, the decision and the certificate all use
the list that `evaluate` gives.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from uuid import UUID

from lms.completion.models import Outcome
from lms.kernel.sentence import Sentence, say
from lms.training.models import Kind

ATTENDANCE_ONLY = frozenset({Kind.RAKOR, Kind.PEMBINAAN})
"""Kinds that attest having been there, and no competence; a pembinaan evaluates kinerja too."""

JP, FACE_TO_FACE, TEST, ATTITUDE, NAME = "jp", "tatap-muka", "tes-akhir", "sikap", "nama"
RUBRIC = "rubrik:"

MODULES_PAGE, SESSIONS_PAGE, TESTS_PAGE = "materi", "presensi", "tes"
PRACTICE_PAGE, NAME_PAGE = "praktik", "nama"


@dataclass(frozen=True)
class PlannedMaterial:
    """A line of the curriculum: face to face, or alone by a module (none: not written yet)."""

    id: UUID
    jp: int
    is_synchronous: bool
    module_id: UUID | None = None


@dataclass(frozen=True)
class PlannedSession:
    """A session of the kelas that teaches a part of a material."""

    id: UUID
    material_id: UUID
    jp: int


@dataclass(frozen=True)
class RubricTarget:
    """A rubric that has to be passed, or only scored."""

    slug: str
    title: str
    pass_percent: int
    is_attitude: bool = False
    is_performance: bool = False  # evaluated and told, not passed


@dataclass(frozen=True)
class Plan:
    """What an angkatan asks of everybody in a kelas."""

    kind: Kind
    attendance_percent: int
    materials: tuple[PlannedMaterial, ...]
    sessions: tuple[PlannedSession, ...] = ()
    kkm_percent: int | None = None  # None: no tes akhir is asked
    rubrics: tuple[RubricTarget, ...] = ()
    asks_name: bool = True


@dataclass(frozen=True)
class Facts:
    """What one participant has done, against the plan."""

    plan: Plan
    attended: frozenset[UUID] = frozenset()  # session ids
    modules_done: frozenset[UUID] = frozenset()
    best_score: Decimal | None = None
    awaits_marks: bool = False  # a tes akhir has uraian that nobody has marked yet
    percents: Mapping[str, Decimal] = field(default_factory=dict)  # final, by rubric slug
    name_is_confirmed: bool = False


@dataclass(frozen=True)
class Requirement:
    """One thing that is asked: met or not, with value, target and what to do next.

    `fact` is the value in a form that no wording changes; `next_page` names a page of the site.
    """

    key: str
    label: Sentence
    is_met: bool
    fact: str
    value: Sentence
    target: Sentence | None
    next_step: Sentence
    next_page: str | None


def evaluate(facts: Facts) -> tuple[Requirement, ...]:
    """Give everything that is asked of a participant, in the order in which people ask."""
    plan = facts.plan
    found = [*_hours(facts)]
    is_course = plan.kind not in ATTENDANCE_ONLY
    if is_course and plan.kkm_percent is not None:
        found.append(_test(facts, plan.kkm_percent))
    for each in plan.rubrics:
        if is_course or each.is_performance:
            found.append(_rubric(each, facts.percents.get(each.slug)))
    if plan.asks_name:
        found.append(_name(facts.name_is_confirmed))
    return tuple(found)


def outcome(requirements: Iterable[Requirement], kind: Kind) -> Outcome:
    """Give what follows from the list: all met, or not yet. Nobody fails by it."""
    if not all(each.is_met for each in requirements):
        return Outcome.NOT_YET
    return Outcome.ATTENDED if kind in ATTENDANCE_ONLY else Outcome.PASSED


def unmet(requirements: Iterable[Requirement]) -> tuple[Requirement, ...]:
    """Give what is still missing."""
    return tuple(each for each in requirements if not each.is_met)


def earned_jp(facts: Facts, material: PlannedMaterial) -> int:
    """Give the JP of a material that count, at most its planned JP.

    Face to face they are the planned JP in proportion of its sessions' JP attended, rounded
    down; JP not scheduled or not held yet are missing. Alone they count once the module is done.
    """
    if not material.is_synchronous:
        return material.jp if material.module_id in facts.modules_done else 0
    of_it = [each for each in facts.plan.sessions if each.material_id == material.id]
    scheduled = sum(each.jp for each in of_it)
    attended = sum(each.jp for each in of_it if each.id in facts.attended)
    return material.jp * attended // max(material.jp, scheduled)


def _hours(facts: Facts) -> tuple[Requirement, ...]:
    """Give the share of all planned JP, and of those face to face: reading alone never passes."""
    materials = facts.plan.materials
    in_class = [each for each in materials if each.is_synchronous]
    alone_is_done = all(
        earned_jp(facts, each) == each.jp for each in materials if not each.is_synchronous
    )
    whole = _share(
        facts,
        materials,
        key=JP,
        label=say("Jam pelajaran (JP)"),
        next_step=_ATTEND if alone_is_done else _READ,
        next_page=SESSIONS_PAGE if alone_is_done else MODULES_PAGE,
    )
    if not in_class or len(in_class) == len(materials):
        return (whole,)
    face_to_face = _share(
        facts,
        in_class,
        key=FACE_TO_FACE,
        label=say("JP tatap muka"),
        next_step=_ATTEND,
        next_page=SESSIONS_PAGE,
    )
    return whole, face_to_face


_ATTEND = say("Hadiri sesi berikutnya. Bila tidak ada lagi, tanyakan sesi susulan kepada panitia.")
_READ = say("Selesaikan modul belajar mandiri yang tersisa.")


def _share(
    facts: Facts,
    materials: Iterable[PlannedMaterial],
    *,
    key: str,
    label: Sentence,
    next_step: Sentence,
    next_page: str,
) -> Requirement:
    materials = tuple(materials)
    planned = sum(each.jp for each in materials)
    earned = sum(earned_jp(facts, each) for each in materials)
    percent = facts.plan.attendance_percent
    needed = -(-percent * planned // 100)  # rounded up
    return Requirement(
        key=key,
        label=label,
        is_met=earned * 100 >= percent * planned,
        fact=f"{earned}/{planned}",
        value=say("%(earned)s dari %(planned)s JP", earned=earned, planned=planned),
        target=say("%(needed)s JP (%(percent)s%%)", needed=needed, percent=percent),
        next_step=next_step,
        next_page=next_page,
    )


def _test(facts: Facts, kkm_percent: int) -> Requirement:
    best = facts.best_score
    is_met = best is not None and best >= kkm_percent
    waits = facts.awaits_marks and not is_met
    return Requirement(
        key=TEST,
        label=say("Tes akhir"),
        is_met=is_met,
        fact=_canonical(best),
        value=_UNMARKED if waits else _written(best, say("Belum ada nilai")),
        target=say("KKM %(percent)s", percent=kkm_percent),
        next_step=_BY_SCORING if waits else say("Ikuti tes akhir ketika pengajar membukanya."),
        next_page=TESTS_PAGE,
    )


_UNMARKED = say("Menunggu penilaian uraian")


def _rubric(rubric: RubricTarget, percent: Decimal | None) -> Requirement:
    if rubric.is_performance:
        return _performance(rubric, percent)
    again = say("Tanyakan kepada pengajar apa yang perlu diperbaiki.")
    return Requirement(
        key=ATTITUDE if rubric.is_attitude else RUBRIC + rubric.slug,
        label=say(rubric.title),
        is_met=percent is not None and percent >= rubric.pass_percent,
        fact=_canonical(percent),
        value=_written(percent, say("Belum dinilai")),
        target=say("nilai %(percent)s", percent=rubric.pass_percent),
        next_step=_BY_SCORING if percent is None else again,
        next_page=PRACTICE_PAGE,
    )


_BY_SCORING = say("Tunggu penilaian pengajar.")


def _performance(rubric: RubricTarget, percent: Decimal | None) -> Requirement:
    """Ask that it was evaluated; how well somebody works decides nothing."""
    return Requirement(
        key=RUBRIC + rubric.slug,
        label=say(rubric.title),
        is_met=percent is not None,
        fact=_canonical(percent),
        value=_written(percent, say("Belum dinilai")),
        target=say("sudah dinilai"),
        next_step=_BY_SCORING,
        next_page=PRACTICE_PAGE,
    )


def _name(is_confirmed: bool) -> Requirement:
    return Requirement(
        key=NAME,
        label=say("Nama yang akan dicetak"),
        is_met=is_confirmed,
        fact="ya" if is_confirmed else "",
        value=say("Sudah diperiksa") if is_confirmed else say("Belum diperiksa"),
        target=None,
        next_step=say("Periksa ejaan nama dan gelar, lalu nyatakan sudah benar."),
        next_page=NAME_PAGE,
    )


def _canonical(percent: Decimal | None) -> str:
    return "" if percent is None else f"{percent:.1f}"


def _written(percent: Decimal | None, none: Sentence) -> Sentence:
    if percent is None:
        return none
    return say("Nilai %(percent)s", percent=f"{percent:.1f}".removesuffix(".0").replace(".", ","))
