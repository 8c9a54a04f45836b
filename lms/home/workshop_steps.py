"""What somebody should do now in the workshop: telaah, publishing, writing on. Pure."""

from collections.abc import Callable, Iterable
from typing import Any

from lms.home.step import NextStep, Urgency
from lms.kernel.sentence import Sentence, say
from lms.workshop.models import ManuscriptState
from lms.workshop.tasks import Listing, Task

_SINGLE_MOST = 2
_REASON_LETTERS = 160
_NAMED = 3


def workshop_steps(tasks: tuple[Task, ...]) -> tuple[NextStep, ...]:
    """Give what waits for somebody in the workshop, then what of theirs waits for others."""
    return (
        *_returned(tasks),
        *_to_decide(tasks),
        *_questions_to_decide(tasks),
        *_to_publish(tasks),
        *_returned_questions(tasks),
        *_unsent(tasks),
        *_with_others(tasks),
    )


def _returned(tasks: Iterable[Task]) -> Iterable[NextStep]:
    for each in tasks:
        if each.is_own and each.state is ManuscriptState.RETURNED:
            title = say("Naskah “%(title)s” dikembalikan dengan catatan", title=each.title)
            reason = say("Catatannya: %(reason)s", reason=_short(each.reason))
            yield _show(each, Urgency.TODAY, title, reason, say("Perbaiki naskah"))


def _to_decide(tasks: Iterable[Task]) -> Iterable[NextStep]:
    found = [each for each in tasks if Listing.TO_DECIDE.holds(each)]
    many = say("%(count)s naskah menunggu telaah Anda", count=len(found))

    def one(task: Task) -> NextStep:
        title = say("Naskah “%(title)s” menunggu telaah Anda", title=task.title)
        text = say("%(place)s. Baca yang berubah, lalu setujui atau kembalikan.", place=task.place)
        return _show(task, Urgency.TODAY, title, text, say("Telaah naskah"))

    return _each(found, one, many, Listing.TO_DECIDE)


def _questions_to_decide(tasks: Iterable[Task]) -> Iterable[NextStep]:
    found = [each for each in tasks if Listing.QUESTIONS.holds(each)]
    count = sum(each.to_decide_count for each in found)
    many = say(
        "%(count)s butir soal dalam %(places)s naskah menunggu telaah Anda",
        count=count,
        places=len(found),
    )

    def one(task: Task) -> NextStep:
        title = say("%(count)s butir soal menunggu telaah Anda", count=task.to_decide_count)
        return _questions(task, "telaah", title, say("Telaah soal"))

    return _each(found, one, many, Listing.QUESTIONS)


def _to_publish(tasks: Iterable[Task]) -> Iterable[NextStep]:
    found = [each for each in tasks if Listing.TO_PUBLISH.holds(each)]
    many = say("%(count)s naskah sudah disetujui dan siap terbit", count=len(found))

    def one(task: Task) -> NextStep:
        title = say("Naskah “%(title)s” sudah disetujui dan siap terbit", title=task.title)
        text = say("%(place)s. Pilih kurikulum yang memakainya.", place=task.place)
        where = {"manuscript_id": task.manuscript_id}
        label = say("Terbitkan")
        return NextStep(Urgency.TODAY, title, text, label, "workshop.ask_publish", where)

    return _each(found, one, many, Listing.TO_PUBLISH)


def _returned_questions(tasks: Iterable[Task]) -> Iterable[NextStep]:
    for each in tasks:
        if each.returned_count:
            count = each.returned_count
            title = say("%(count)s butir soal Anda dikembalikan dengan alasan", count=count)
            yield _questions(each, "draf", title, say("Perbaiki soal"))


def _unsent(tasks: Iterable[Task]) -> Iterable[NextStep]:
    found = [each for each in tasks if each.is_own and each.state is ManuscriptState.DRAFT]
    many = say("%(count)s naskah Anda belum dikirim untuk ditelaah", count=len(found))

    def one(task: Task) -> NextStep:
        title = say("Naskah “%(title)s” belum dikirim untuk ditelaah", title=task.title)
        return _show(task, Urgency.SOON, title, _left(task), say("Lanjutkan naskah"))

    return _each(found, one, many, Listing.OWN, urgency=Urgency.SOON)


def _left(task: Task) -> Sentence:
    if task.drafts_count:
        words = "%(count)s butir soal Anda di dalamnya masih draf. Lanjutkan, lalu kirim."
        return say(words, count=task.drafts_count)
    return say("Lanjutkan menulis, lalu kirim kepada orang kedua.")


def _with_others(tasks: Iterable[Task]) -> Iterable[NextStep]:
    for each in tasks:
        title, open_it = say("Naskah “%(title)s”", title=each.title), say("Lihat naskah")
        if each.is_own and each.state is ManuscriptState.IN_REVIEW:
            text = say("Orang kedua sedang menelaah naskah Anda.")
            yield _show(each, Urgency.WAITING, title, text, open_it)
        elif each.is_own and each.state is ManuscriptState.APPROVED and not each.may_publish:
            text = say("Sudah disetujui. Panitia menerbitkannya.")
            yield _show(each, Urgency.WAITING, title, text, open_it)
    sent = sum(each.sent_count for each in tasks)
    if sent:
        title = say("%(count)s butir soal Anda menunggu telaah orang kedua", count=sent)
        yield NextStep(Urgency.WAITING, title, say("Yang dikembalikan muncul di sini."))


def _each(
    found: list[Task],
    one: Callable[[Task], NextStep],
    many: Sentence,
    listing: Listing,
    *,
    urgency: Urgency = Urgency.TODAY,
) -> Iterable[NextStep]:
    """Give one step for each, or a single one that leads to the list where they are many."""
    if len(found) <= _SINGLE_MOST:
        return [one(each) for each in found]
    names = ", ".join(each.title for each in found[:_NAMED])
    text = (
        say("%(names)s, …", names=names) if len(found) > _NAMED else say("%(names)s", names=names)
    )
    where = {"daftar": listing.value}
    return [NextStep(urgency, many, text, say("Buka daftarnya"), "workshop.overview", where)]


def _show(
    task: Task, urgency: Urgency, title: Sentence, text: Sentence, label: Sentence
) -> NextStep:
    where: dict[str, Any] = {"manuscript_id": task.manuscript_id}
    return NextStep(urgency, title, text, label, "workshop.show", where)


def _questions(task: Task, status: str, title: Sentence, label: Sentence) -> NextStep:
    text = say("Dalam naskah “%(title)s”, %(place)s.", title=task.title, place=task.place)
    where: dict[str, Any] = {"manuscript_id": task.manuscript_id, "status": status}
    return NextStep(Urgency.TODAY, title, text, label, "workshop_bank.items", where)


def _short(reason: str) -> str:
    line = " ".join(reason.split())
    return line if len(line) <= _REASON_LETTERS else line[: _REASON_LETTERS - 1].rstrip() + "…"
