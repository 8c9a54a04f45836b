"""Reads one row of questions, from a sheet or a Word table, into a draft or what is wrong."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any

from courses.exchange import sheet_answers, sheet_texts
from courses.exchange.drafts import Draft, DraftAnswer, Markup
from courses.exchange.sheet_columns import LETTERS, OFFERED_KINDS, TYPES, fold, kind_of
from courses.exchange.sheet_texts import Fault

_TRUE = {"benar", "b", "ya", "betul", "true", "t", "1", "right", "y"}
_FALSE = {"salah", "s", "tidak", "false", "f", "0", "bukan", "wrong"}
_LEVEL = re.compile(r"c\s?([1-6])")
_LEVEL_WORDS = {
    "mengingat": "C1",
    "mengetahui": "C1",
    "memahami": "C2",
    "menerapkan": "C3",
    "mengaplikasikan": "C3",
    "menganalisis": "C4",
    "menganalisa": "C4",
}
_MARKUPS = {"biasa": Markup.PLAIN, "": Markup.PLAIN, **{each.value: each for each in Markup}}


@dataclass(frozen=True)
class Row:
    """A filled row: its number, the texts by column; the choices stand under their letters."""

    line: int
    cells: Mapping[str, str]

    def cell(self, key: str) -> str:
        """Give the text of a column, empty if it stands open or is not there."""
        return self.cells.get(key, "")

    @property
    def choices(self) -> Mapping[str, str]:
        """Give the filled choices by letter, without a typed "A." before them."""
        return {
            letter: re.sub(rf"(?i)^\(?{letter}[.)]\s+(?=\S)", "", self.cell(letter))
            for letter in LETTERS
            if self.cell(letter)
        }


@dataclass(frozen=True)
class Taken:
    """What a row gave: a draft if it can be used, and every fault as a sentence."""

    draft: Draft | None
    faults: tuple[str, ...] = field(default=())


def take(row: Row) -> Taken:
    """Give the row as a draft, or everything that is wrong with it."""
    faults: list[Fault] = []

    def tried(read: Callable[[], Any], otherwise: Any) -> Any:
        try:
            return read()
        except Fault as fault:
            faults.append(fault)
            return otherwise

    level = tried(lambda: _level(row.cell("level")), "")
    light = len(faults)
    kind = tried(lambda: _kind(row), None)
    markup, of_answers = tried(lambda: _markups(row.cell("markup")), (Markup.PLAIN, Markup.PLAIN))
    grade = tried(lambda: _grade(row.cell("grade")), Fraction(1))
    if not row.cell("stem"):
        faults.append(Fault("Soal", "Soalnya kosong. Tulis soalnya, atau hapus baris ini."))
    told = tried(lambda: _told(row, kind, of_answers), {}) if kind else {}
    said = tuple(f"Kolom {fault.column}: {fault.message}" for fault in faults)
    if kind is None or len(faults) > light:
        return Taken(None, said)
    draft = Draft(
        type=TYPES[kind],
        line=row.line,
        name=row.cell("name"),
        text=row.cell("stem"),
        markup=markup,
        generalfeedback=row.cell("explanation"),
        defaultgrade=grade,
        idnumber=row.cell("code"),
        tags=sheet_texts.split(row.cell("tags")),
        category=row.cell("category"),
        objective=row.cell("objective"),
        level=level,
    )
    return Taken(replace(draft, **told), said)


def _level(text: str) -> str:
    folded = fold(text)
    found = _LEVEL.match(folded) or re.fullmatch(r"([1-6])", folded)
    level = f"C{found[1]}" if found else _LEVEL_WORDS.get(folded, "")
    if folded and level not in ("C1", "C2", "C3", "C4"):
        raise Fault("Tingkat", f"“{text[:40]}” tidak dikenal. Pilih C1, C2, C3, atau C4.")
    return level


def _markups(text: str) -> tuple[Markup, Markup]:
    whole, _, answers = text.casefold().partition("/")
    try:
        return _MARKUPS[whole.strip()], _MARKUPS[(answers or whole).strip()]
    except KeyError:
        raise Fault(
            "Format teks", f"“{text[:40]}” tidak dikenal. Kosongkan, atau tulis markdown."
        ) from None


def _grade(text: str) -> Fraction:
    return sheet_texts.tolerance(text, "Nilai") if text else Fraction(1)


def _kind(row: Row) -> str:
    typed = row.cell("kind")
    if not typed:
        return _guessed(row)
    kind = kind_of(typed)
    if kind is None:
        offered = ", ".join(OFFERED_KINDS)
        raise Fault("Jenis", f"“{typed[:40]}” tidak dikenal. Pilih salah satu: {offered}.")
    return kind


def _guessed(row: Row) -> str:
    """Give the kind that choices and key speak of."""
    key, choices = row.cell("key"), row.choices
    words = {fold(each) for each in choices.values()}
    if words == {"benar", "salah"} or (not choices and fold(key) in _TRUE | _FALSE - {"0", "1"}):
        return "Benar/salah"
    if choices:
        several = len(sheet_answers.letters(key, choices)) > 1
        return "Pilihan ganda kompleks" if several else "Pilihan ganda"
    if not key:
        raise Fault(
            "Jenis",
            "Kosong, dan tidak dapat ditebak karena tidak ada pilihan dan kunci. Pilih jenisnya "
            "(misalnya Uraian), atau isi pilihan A, B, C dan kuncinya.",
        )
    try:
        sheet_texts.span(key, "Kunci")
    except Fault:
        return "Isian singkat"
    return "Angka"


def _told(row: Row, kind: str, markup: Markup) -> dict[str, Any]:
    """Give the fields of a draft that belong to its kind."""
    match TYPES[kind]:
        case "truefalse":
            return _true_false(row)
        case "essay":
            return {"graderinfo": row.cell("key")}
        case "multichoice":
            single = kind == "Pilihan ganda"
            answers = sheet_answers.choice(row.choices, row.cell("key"), row.cell("shares"), single)
            told: dict[str, Any] = {"answers": answers, "single": single}
        case "shortanswer":
            answers = sheet_answers.short(row.choices, row.cell("key"), row.cell("shares"))
            told = {"answers": answers, "minds_case": fold(row.cell("case")) in _TRUE}
        case "numerical":
            answers = sheet_answers.numbers(row.choices, _numeric_cells(row))
            told = {"answers": answers, "unit": row.cell("unit")}
        case "ordering":
            return {"answers": sheet_answers.order(row.choices, row.cell("key"), markup)}
        case "match":
            return {"pairs": sheet_answers.pairs(row.choices)}
        case "multianswer":
            return {"text": sheet_answers.cloze(row.cell("stem"), row.choices)}
        case "gapselect" | "ddwtos":
            return {"words": sheet_answers.words(row.choices, row.cell("shares"))}
        case _:
            return {}
    return told | {"answers": _with_comments(row, told["answers"], markup)}


def _numeric_cells(row: Row) -> sheet_answers.NumericCells:
    return sheet_answers.NumericCells(row.cell("key"), row.cell("tolerance"), row.cell("shares"))


def _with_comments(
    row: Row, answers: tuple[DraftAnswer, ...], markup: Markup
) -> tuple[DraftAnswer, ...]:
    names = list(row.choices)
    comments = sheet_texts.comments(row.cell("comments"), names)
    padded = names + [""] * (len(answers) - len(names))
    return tuple(
        replace(answer, markup=markup, feedback=comments.get(name, ""))
        for name, answer in zip(padded, answers, strict=False)
    )


def _true_false(row: Row) -> dict[str, Any]:
    key = row.choices.get(row.cell("key").strip(" .)").upper(), row.cell("key"))
    folded = fold(key)
    if folded not in _TRUE | _FALSE:
        raise Fault("Kunci", f"“{key[:40]}” bukan kunci Benar/salah. Tulis Benar atau Salah.")
    comments = sheet_texts.comments(row.cell("comments"), ("Benar", "Salah"))
    return {
        "correctanswer": folded in _TRUE,
        "feedbacktrue": comments.get("Benar", ""),
        "feedbackfalse": comments.get("Salah", ""),
    }
