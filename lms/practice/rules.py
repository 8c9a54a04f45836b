"""When a score may change and when it may be final. Pure, no database."""

from collections.abc import Mapping
from decimal import Decimal

from courses import rubrics
from courses.model import TOP_LEVEL, Rubric
from lms.kernel.sentence import Sentence, say
from lms.practice.models import ScoreStage

Levels = Mapping[str, int]

_GRADES = {1: say("Kurang"), 2: say("Cukup"), 3: say("Baik"), 4: say("Sangat baik")}


def stray_objection(rubric: Rubric, levels: Levels) -> Sentence | None:
    """Give why these levels can't belong to the rubric; None: they may."""
    known = {criterion.key for criterion in rubric.criteria}
    if levels.keys() - known or any(not 1 <= level <= TOP_LEVEL for level in levels.values()):
        return say("Nilai yang dikirim tidak ada dalam rubrik ini. Muat ulang halaman.")
    return None


def final_objection(rubric: Rubric, levels: Levels) -> Sentence | None:
    """Give why a scoring can't be final; None: every criterion is scored."""
    absent = rubrics.missing(rubric, levels)
    if not absent:
        return None
    return say(
        "Belum semua kriteria dinilai: %(titles)s.",
        titles=", ".join(criterion.title for criterion in absent),
    )


def change_objection(
    stage: ScoreStage | None, rubric: Rubric, levels: Levels, *, reason: str
) -> Sentence | None:
    """Give why a score can't be changed to these levels; None: a draft, or well founded."""
    if stage is not ScoreStage.FINAL:
        return None
    if not reason:
        return say("Nilai ini sudah final. Tulis alasan perubahannya.")
    return final_objection(rubric, levels)


def percent(rubric: Rubric, levels: Levels) -> Decimal | None:
    """Give the share of the highest sum in percent; None: a criterion is not scored yet."""
    if rubrics.missing(rubric, levels):
        return None
    return rubrics.total_percent(rubric, levels)


def grade(value: Decimal) -> Sentence:
    """Give a score in percent as a word: how an evaluation is told that nobody passes or fails."""
    return _GRADES[rubrics.nearest_level(value)]


def traced(rubric: Rubric, levels: Levels) -> str:
    """Give levels as "3,-,4" in the rubric's order: what a page showed when it was opened."""
    return ",".join(str(levels.get(criterion.key, "-")) for criterion in rubric.criteria)
