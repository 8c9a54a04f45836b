"""What a module must fulfil however it was made: in a folder, in the browser or from a file."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from enum import Enum, auto

from courses import media
from courses.faults import SLUG, Fault, twice
from courses.grounds import grounds_faults
from courses.model import Handout, Lesson, Module, Question
from courses.question_rules import question_blanks, question_faults

__all__ = [
    "CODE",
    "JP_MINUTES",
    "LEAST_SELFCHECKS",
    "PART_NAME",
    "Area",
    "check_areas",
    "check_module",
    "check_question",
    "plan_faults",
    "selfcheck_faults",
    "unknown_media",
]

JP_MINUTES = 45
LEAST_SELFCHECKS = 3
MOST_JP = 40
MOST_LESSON_MINUTES = 180
CODE = re.compile(r"[A-C][0-9]{1,2}")
PART_NAME = re.compile(r"[0-9]{2}-[a-z0-9]+(-[a-z0-9]+)*")


class Area(Enum):
    """A part of a module in which something may be wrong, in the order in which it is written."""

    HEADER = auto()
    LESSONS = auto()
    HANDOUTS = auto()
    PLAN = auto()
    MEDIA = auto()
    QUESTIONS = auto()


def check_module(module: Module) -> tuple[str, ...]:
    """Give every mistake of the module in a sentence with its place; none means it is whole."""
    return tuple(each for found in check_areas(module).values() for each in found)


def check_areas(module: Module) -> dict[Area, tuple[str, ...]]:
    """Give the same mistakes by the part of the module that is to be mended."""
    found = {
        Area.HEADER: _header_faults(module),
        Area.LESSONS: (*_parts_faults("Bacaan", module.lessons), *_lesson_faults(module)),
        Area.HANDOUTS: _parts_faults("Lembar", module.handouts),
        Area.PLAN: plan_faults(module),
        Area.MEDIA: _media_faults(module),
        Area.QUESTIONS: (*_questions_faults(module), *selfcheck_faults(module)),
    }
    return {area: tuple(map(_said, faults)) for area, faults in found.items()}


def _said(fault: Fault) -> str:
    return f"{fault.where}: {fault.message}" if fault.where else fault.message


def check_question(question: Question) -> tuple[str, ...]:
    """Give every mistake of one question alone in a sentence; none means it can be asked."""
    faults = (*question_blanks(question), *question_faults(question))
    return tuple(dict.fromkeys(fault.message for fault in faults))


def plan_faults(module: Module) -> Iterator[Fault]:
    """Give what is wrong with the session plan, where there is one."""
    minutes = sum(step.minutes for step in module.plan)
    wanted = module.jp * JP_MINUTES
    if module.plan and minutes != wanted:
        yield Fault(
            "Rencana pembelajaran",
            f"Jumlah menit harus {wanted} ({module.jp} JP × {JP_MINUTES}); ada {minutes}.",
        )
    short = sum(step.short or 0 for step in module.plan)
    if short and (short % JP_MINUTES or short >= wanted):
        yield Fault(
            "Rencana pembelajaran",
            f"Jumlah menit singkat harus kelipatan {JP_MINUTES} dan kurang dari {wanted}; "
            f"ada {short}.",
        )
    for number, step in enumerate(module.plan, 1):
        if step.minutes < 1 or not step.activity.strip() or not step.method.strip():
            yield Fault(
                f"Rencana pembelajaran, langkah {number}",
                "Menit, kegiatan, dan metode harus diisi.",
            )


def selfcheck_faults(module: Module) -> Iterator[Fault]:
    """Give what is missing for trainees to check themselves."""
    for lesson in module.lessons:
        if not module.selfcheck_of(lesson.slug):
            yield Fault("", f"Bacaan “{lesson.title}” belum mempunyai soal periksa diri.")
    count = sum(question.selfcheck for question in module.questions)
    if count < LEAST_SELFCHECKS:
        yield Fault(
            "",
            f"Modul harus mempunyai sedikitnya {LEAST_SELFCHECKS} soal periksa diri; ada {count}.",
        )


def unknown_media(name: str) -> str:
    """Give the sentence that a text names a picture or paper that is not there."""
    return f"Tidak ada berkas “media/{name}” dalam modul ini."


def _header_faults(module: Module) -> Iterator[Fault]:
    named = {"Kode": module.code, "Judul": module.title}
    named |= {"Ringkasan": module.summary, "Hasil belajar": module.outcome}
    yield from (Fault(word, "Belum diisi.") for word, text in named.items() if not text.strip())
    if not SLUG.fullmatch(module.slug):
        yield Fault("Nama modul", "Hanya boleh berisi huruf kecil, angka, dan tanda hubung.")
    if module.code.strip() and not CODE.fullmatch(module.code):
        yield Fault("Kode", "Harus berupa huruf A, B, atau C dan nomor, misalnya A7.")
    elif module.code.strip() and module.code[0] != module.track:
        yield Fault("Kode", "Hurufnya harus sama dengan kelompok modul.")
    if not 1 <= module.jp <= MOST_JP:
        yield Fault("JP", f"Harus antara 1 dan {MOST_JP}.")
    if module.review_on - module.valid_on < timedelta(days=1):
        yield Fault("Tinjau ulang", "Harus sesudah tanggal berlaku.")
    yield from _listed_faults(module)


def _listed_faults(module: Module) -> Iterator[Fault]:
    if not module.indicators or not all(map(str.strip, module.indicators)):
        yield Fault("Indikator", "Harus ada sedikitnya satu, dan tidak ada yang kosong.")
    if twice(module.indicators):
        yield Fault("Indikator", "Ada dua indikator yang sama.")
    texts = [text for source in module.sources for text in (source.title, source.place)]
    if not texts or not all(map(str.strip, texts)):
        yield Fault("Sumber", "Harus ada sedikitnya satu, dengan judul dan tempatnya.")


def _parts_faults(word: str, parts: Sequence[Lesson | Handout]) -> Iterator[Fault]:
    for number, part in enumerate(parts, 1):
        where = f"{word} “{part.title.strip() or part.slug}”"
        if not PART_NAME.fullmatch(part.slug) or int(part.slug[:2]) != number:
            yield Fault(where, f"Namanya harus diawali nomor urutnya, {number:02}-.")
        if not part.title.strip():
            yield Fault(where, "Judulnya belum diisi.")
        if not part.text.strip():
            yield Fault(where, "Isinya masih kosong.")


def _lesson_faults(module: Module) -> Iterator[Fault]:
    if not module.lessons:
        yield Fault("", "Modul harus berisi sedikitnya satu bacaan.")
    for lesson in module.lessons:
        if not 1 <= lesson.minutes <= MOST_LESSON_MINUTES:
            yield Fault(
                f"Bacaan “{lesson.title}”", f"Menitnya harus antara 1 dan {MOST_LESSON_MINUTES}."
            )


def _media_faults(module: Module) -> Iterator[Fault]:
    names = {each.name for each in module.media}
    used = media.used(module)
    yield from (Fault("", unknown_media(name)) for name in sorted(used - names))
    yield from (Fault(f"“media/{name}”", media.UNUSED) for name in sorted(names - used))


def _questions_faults(module: Module) -> Iterator[Fault]:
    questions = module.questions
    yield from _repeated("Nama soal", [question.key for question in questions])
    yield from _repeated("Pertanyaan", [question.stem for question in questions])
    lessons = {lesson.slug for lesson in module.lessons}
    for question in questions:
        where = f"Soal “{question.key}”"
        yield from (Fault(where, message) for message in check_question(question))
        if question.objective.strip() and question.objective not in module.indicators:
            yield Fault(where, "Indikatornya tidak ada dalam daftar indikator modul.")
        if question.lesson and question.lesson not in lessons:
            yield Fault(where, f"Tidak ada materi “{question.lesson}” dalam modul ini.")
        texts = [lesson.text for lesson in module.lessons]
        yield from (Fault(where, each.message) for each in grounds_faults(question.grounds, texts))


def _repeated(word: str, texts: Iterable[str]) -> Iterator[Fault]:
    """Give the texts that come twice exactly."""
    seen: set[str] = set()
    for text in texts:
        if text and text in seen:
            yield Fault("", f"{word} “{text}” ada lebih dari satu kali.")
        seen.add(text)
