"""What a question must fulfil however it was made: in a folder, in the browser or from a file."""

import re
from collections.abc import Iterator
from typing import assert_never

from courses.faults import (
    FEWEST_PLACES,
    MOST_PLACES,
    SLUG,
    Fault,
    accepted_faults,
    counted,
    option_faults,
    span_faults,
    twice,
    unlike,
)
from courses.marking import shares
from courses.model import (
    TOP_LEVEL,
    Choice,
    Choices,
    Cloze,
    Description,
    Essay,
    Gap,
    Matching,
    Numeric,
    Ordering,
    Question,
    ShortAnswer,
    TrueFalse,
)
from courses.pictures import alt_faults

MOST_OPTIONS = 5
FEWEST_GAP_OPTIONS = 2
MOST_GAPS = 20
MOST_CRITERIA = 6
MOST_WEIGHT = 100
MOST_UNIT_LETTERS = 20

WORDS = {
    "key": "Nama soal",
    "stem": "Pertanyaan",
    "objective": "Indikator",
    "explanation": "Pembahasan",
    "options": "Pilihan jawaban",
    "accepted": "Jawaban yang diterima",
    "pairs": "Pasangan",
    "others": "Pengecoh",
    "items": "Butir yang diurutkan",
    "gaps": "Isian rumpang",
    "criteria": "Kriteria",
}

_PLACE = re.compile(r"\[\[([0-9]{1,3})\]\]")


def question_faults(question: Question) -> tuple[Fault, ...]:
    """Give what is wrong with a question whose fields are filled in; `where` is the field."""
    return (*_use_faults(question), *_kind_faults(question), *alt_faults(question))


def question_blanks(question: Question) -> tuple[Fault, ...]:
    """Give the fields of a question that are not filled in."""
    needed = {"key": (question.key,), "stem": (question.stem,)} | _texts(question)
    if not isinstance(question, Description):
        needed |= {"objective": (question.objective,), "explanation": (question.explanation,)}
    return tuple(
        Fault(where, f"{WORDS[where]} belum diisi.")
        for where, texts in needed.items()
        if not all(text.strip() for text in texts)
    )


def _texts(question: Question) -> dict[str, tuple[str, ...]]:
    """Give the texts that must not be blank, by the field they stand in."""
    match question:
        case Choice() | Choices():
            return {"options": tuple(option.text for option in question.options)}
        case ShortAnswer():
            return {"accepted": tuple(each.text for each in question.accepted)}
        case Matching():
            sides = tuple(side for pair in question.pairs for side in (pair.left, pair.right))
            return {"pairs": sides, "others": question.others}
        case Ordering():
            return {"items": tuple(item.text for item in question.items)}
        case Cloze():
            return {"gaps": tuple(text for gap in question.gaps for text in _gap_texts(gap))}
        case Essay():
            levels = (text for each in question.criteria for text in (each.title, *each.levels))
            return {"criteria": tuple(levels)}
        case TrueFalse() | Numeric() | Description():
            return {}
        case _:
            assert_never(question)


def _gap_texts(gap: Gap) -> tuple[str, ...]:
    accepted = (each.text for each in gap.accepted)
    return (*(option.text for option in gap.options), *accepted)


def _use_faults(question: Question) -> Iterator[Fault]:
    """Give what is wrong with a question's key and with where it is asked."""
    if question.key and not SLUG.fullmatch(question.key):
        yield Fault("key", "Nama soal hanya boleh berisi huruf kecil, angka, dan tanda hubung.")
    if not question.selfcheck:
        return
    if not question.lesson:
        yield Fault("selfcheck", "Soal periksa diri harus menyebut materinya.")
    if question.form:
        yield Fault("form", "Paket A atau B hanya untuk soal tes, bukan soal periksa diri.")
    if isinstance(question, Essay):
        yield Fault(
            "selfcheck", "Uraian dinilai orang, jadi tidak dapat menjadi soal periksa diri."
        )


def _kind_faults(question: Question) -> Iterator[Fault]:
    match question:
        case Choice():
            yield from option_faults(
                "options", question.options, least=FEWEST_PLACES, most=MOST_OPTIONS
            )
        case Choices():
            yield from _choices_faults(question)
        case ShortAnswer():
            yield from accepted_faults("accepted", question.accepted, question.minds_case)
        case Numeric():
            yield from _numeric_faults(question)
        case Matching():
            yield from _matching_faults(question)
        case Ordering():
            yield from counted("items", question.items, "butir", FEWEST_PLACES, MOST_PLACES)
            yield from unlike("items", [item.text for item in question.items], "butir")
        case Cloze():
            yield from _cloze_faults(question)
        case Essay():
            yield from _essay_faults(question)
        case TrueFalse() | Description():
            return
        case _:
            assert_never(question)


def _choices_faults(question: Choices) -> Iterator[Fault]:
    options = question.options
    yield from counted("options", options, "pilihan jawaban", FEWEST_PLACES, MOST_PLACES)
    yield from unlike("options", [option.text for option in options])
    rights = {option.key for option in options if option.right}
    if not rights or len(rights) == len(options):
        yield Fault("options", "Harus ada pilihan yang benar dan pilihan yang salah.")
        return
    earned = shares(question)
    if any(earned[key] <= 0 for key in rights) or sum(earned[key] for key in rights) != 1:
        yield Fault("options", "Nilai semua pilihan yang benar harus berjumlah 1.")
    if any(not -1 <= share <= 0 for key, share in earned.items() if key not in rights):
        yield Fault("options", "Nilai pilihan yang salah harus 0 atau kurang, paling rendah −1.")


def _numeric_faults(question: Numeric) -> Iterator[Fault]:
    yield from span_faults("ranges", question.spans)
    if len(question.unit) > MOST_UNIT_LETTERS:
        yield Fault("unit", f"Satuan paling panjang {MOST_UNIT_LETTERS} huruf.")


def _matching_faults(question: Matching) -> Iterator[Fault]:
    yield from counted("pairs", question.pairs, "pasangan", FEWEST_PLACES, MOST_PLACES)
    yield from unlike("pairs", [pair.left for pair in question.pairs], "sisi kiri")
    rights = {pair.right for pair in question.pairs}
    if len(question.pairs) > 1 and len(rights) == 1:
        yield Fault("pairs", "Semua sisi kanan sama, jadi tidak ada yang dapat dipasangkan.")
    if len(question.others) > MOST_PLACES:
        yield Fault("others", f"Pengecoh paling banyak {MOST_PLACES}; ada {len(question.others)}.")
    if twice([*rights, *question.others]):
        yield Fault("others", "Ada pengecoh yang sama dengan sisi kanan atau pengecoh lain.")


def _cloze_faults(question: Cloze) -> Iterator[Fault]:
    yield from counted("gaps", question.gaps, "isian rumpang", 1, MOST_GAPS)
    places = sorted(int(number) for number in _PLACE.findall(question.stem))
    if places != list(range(1, len(question.gaps) + 1)):
        yield Fault(
            "stem",
            f"Pertanyaan harus memuat tempat [[1]] sampai [[{len(question.gaps)}]], "
            "masing-masing satu kali.",
        )
    for number, gap in enumerate(question.gaps, 1):
        for fault in _gap_faults(gap):
            yield Fault("gaps", f"Rumpang {number}: {fault.message}")


def _gap_faults(gap: Gap) -> Iterator[Fault]:
    if sum(map(bool, (gap.options, gap.accepted, gap.spans))) != 1:
        yield Fault("gaps", "Isi salah satu: pilihan, jawaban yang diterima, atau angka.")
    if gap.options:
        yield from option_faults("gaps", gap.options, least=FEWEST_GAP_OPTIONS, most=MOST_PLACES)
    if gap.accepted:
        yield from accepted_faults("gaps", gap.accepted, gap.minds_case)
    if gap.spans:
        yield from span_faults("gaps", gap.spans)
    if not 1 <= gap.weight <= MOST_WEIGHT:
        yield Fault("gaps", f"Bobot harus antara 1 dan {MOST_WEIGHT}.")


def _essay_faults(question: Essay) -> Iterator[Fault]:
    yield from counted("criteria", question.criteria, "kriteria", 1, MOST_CRITERIA)
    keys = [criterion.key for criterion in question.criteria]
    for key in twice(keys):
        yield Fault("criteria", f"Kriteria “{key}” ada lebih dari satu kali.")
    if not all(SLUG.fullmatch(key) for key in keys if key):
        yield Fault(
            "criteria", "Nama kriteria hanya boleh berisi huruf kecil, angka, dan tanda hubung."
        )
    if any(len(each.levels) != TOP_LEVEL for each in question.criteria):
        yield Fault(
            "criteria", f"Tiap kriteria harus berisi {TOP_LEVEL} uraian, untuk skor 1 sampai 4."
        )
