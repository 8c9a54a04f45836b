"""What an item still lacks before it can be asked, and what it may become. Pure."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum

from courses.checking import check_question, unknown_media
from courses.grounds import grounds_faults
from courses.model import Question
from courses.pictures import names
from lms.kernel.access import Permission
from lms.kernel.sentence import Sentence, say
from lms.workshop.models import ItemStatus


class Act(StrEnum):
    """What is done with an item; the value is the last part of the address."""

    SEND = "kirim"
    APPROVE = "setujui"
    RETURN = "kembalikan"
    QUARANTINE = "karantina"
    RETIRE = "pensiunkan"
    RESTORE = "pulihkan"


@dataclass(frozen=True)
class Step:
    """What an act needs and makes; `noted` is its name in the trail."""

    noted: str
    permission: Permission
    before: frozenset[ItemStatus]
    after: ItemStatus
    needs_reason: bool = False


STEPS = {
    Act.SEND: Step(
        "item.sent",
        Permission.CONTENT_WRITE,
        frozenset({ItemStatus.DRAFT, ItemStatus.QUARANTINED}),
        ItemStatus.IN_REVIEW,
    ),
    Act.APPROVE: Step(
        "item.approved",
        Permission.CONTENT_APPROVE,
        frozenset({ItemStatus.IN_REVIEW}),
        ItemStatus.READY,
    ),
    Act.RETURN: Step(
        "item.returned",
        Permission.CONTENT_APPROVE,
        frozenset({ItemStatus.IN_REVIEW}),
        ItemStatus.DRAFT,
        needs_reason=True,
    ),
    Act.QUARANTINE: Step(
        "item.quarantined",
        Permission.CONTENT_WRITE,
        frozenset({ItemStatus.READY, ItemStatus.IN_REVIEW}),
        ItemStatus.QUARANTINED,
        needs_reason=True,
    ),
    Act.RETIRE: Step(
        "item.retired",
        Permission.CONTENT_WRITE,
        frozenset({ItemStatus.DRAFT, ItemStatus.READY, ItemStatus.QUARANTINED}),
        ItemStatus.RETIRED,
        needs_reason=True,
    ),
    Act.RESTORE: Step(
        "item.restored",
        Permission.CONTENT_WRITE,
        frozenset({ItemStatus.RETIRED}),
        ItemStatus.DRAFT,
    ),
}


def lacks(
    question: Question,
    *,
    objectives: Collection[str],
    lessons: Mapping[str, str],
    media: Collection[str] = (),
) -> tuple[Sentence, ...]:
    """Give why a question can't be asked yet, one sentence each; none means that it can.

    `lessons` are the texts of the module's lessons by their slugs, `media` the names of its
    pictures and papers.
    """
    said = [Sentence(problem) for problem in check_question(question)]
    if question.objective and question.objective not in objectives:
        said.append(say("Indikatornya tidak ada lagi dalam modul. Pilih indikator yang lain."))
    if question.lesson and question.lesson not in lessons:
        said.append(say("Materinya tidak ada lagi dalam modul. Pilih materi yang lain."))
    faults = grounds_faults(question.grounds, lessons.values())
    said += [Sentence(fault.message) for fault in faults]
    said += [Sentence(unknown_media(each)) for each in sorted(names(question) - {*media})]
    return tuple(said)


def objections(
    act: Act, status: ItemStatus, missing: tuple[Sentence, ...], *, is_own: bool
) -> tuple[Sentence, ...]:
    """Give every reason against an act; `is_own`: the actor was the last to change the item."""
    step = STEPS[act]
    if status not in step.before:
        return (say("Status butir ini sudah berubah. Muat ulang halaman untuk melihatnya."),)
    if act is Act.APPROVE and is_own:
        return (say("Butir ini terakhir Anda ubah sendiri. Mintalah orang lain menyetujuinya."),)
    if act in (Act.SEND, Act.APPROVE) and missing:
        return (say("Butir ini belum dapat dipakai."), *missing)
    return ()
