"""Reads the choices and the key of a row, for each kind of question."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from courses.exchange import sheet_texts
from courses.exchange.drafts import DraftAnswer, DraftPair, DraftWord, Markup
from courses.exchange.sheet_texts import Fault

_BETWEEN = re.compile(r"\s*(?:[,;/&+\n]|\bdan\b)\s*|\s+")
_GAP = re.compile(r"\[\[(\d{1,2})\]\]")
_CODE = re.compile(r"\{\d*:[A-Z_]+:")
_SPECIAL = re.compile(r"([\\~}#\"])")


@dataclass(frozen=True)
class NumericCells:
    """The cells that say which numbers are right."""

    key: str
    tolerance: str
    shares: str


def letters(key: str, choices: Mapping[str, str]) -> tuple[str, ...]:
    """Give the letters that a key names: "B", "b.", "A,C", "A dan C", "AC", a choice's own text.

    Raises:
        Fault: a letter without a choice, or no letter at all.
    """
    texts = {text.casefold(): letter for letter, text in choices.items()}
    if key.casefold() in texts:
        return (texts[key.casefold()],)
    parts = [part.strip("().").upper() for part in _BETWEEN.split(key)]
    found = [part for part in parts if part]
    if len(found) == 1 and len(found[0]) > 1 and all(each in choices for each in found[0]):
        found = list(found[0])
    wrong = next((part for part in found if part not in choices), None)
    if wrong is not None:
        filled = ", ".join(choices)
        raise Fault(
            "Kunci",
            f"“{key[:40]}” tidak menunjuk pilihan yang terisi. Tulis hurufnya saja: {filled}.",
        )
    return tuple(dict.fromkeys(found))


def choice(
    choices: Mapping[str, str], key: str, weights: str, single: bool
) -> tuple[DraftAnswer, ...]:
    """Give the options of a multiple choice with what each earns."""
    if len(choices) < 2:
        raise Fault("Pilihan", "Isi paling sedikit dua pilihan, mulai dari Pilihan A.")
    right = letters(key, choices)
    share = _weights(weights, choices) if weights else _usual(choices, right, single)
    return tuple(
        DraftAnswer(text, share.get(letter, Fraction())) for letter, text in choices.items()
    )


def _usual(
    choices: Mapping[str, str], right: Sequence[str], single: bool
) -> Mapping[str, Fraction]:
    if not right:
        raise Fault("Kunci", "Kuncinya kosong. Tulis huruf pilihan yang benar, misalnya B.")
    if single and len(right) > 1:
        raise Fault(
            "Kunci",
            f"Ada {len(right)} kunci ({', '.join(right)}). Sisakan satu, atau ganti jenisnya "
            "menjadi Pilihan ganda kompleks.",
        )
    part = Fraction(1, len(right))
    wrong = Fraction() if single else -part
    return {letter: part if letter in right else wrong for letter in choices}


def _weights(text: str, choices: Mapping[str, str]) -> Mapping[str, Fraction]:
    shares = sheet_texts.shares(text)
    _refuse_unknown(shares, choices)
    return shares


def _refuse_unknown(named: Mapping[str, object], choices: Mapping[str, str]) -> None:
    wrong = next((letter for letter in named if letter not in choices), None)
    if wrong:
        raise Fault("Bobot", f"Pilihan {wrong} kosong. Isi pilihannya, atau hapus bobotnya.")


def short(choices: Mapping[str, str], key: str, weights: str) -> tuple[DraftAnswer, ...]:
    """Give the texts that are accepted: those of the choices, then those of the key."""
    shares = _weights(weights, choices) if weights else {}
    accepted = [
        DraftAnswer(text, shares.get(letter, Fraction(1))) for letter, text in choices.items()
    ]
    accepted += [DraftAnswer(text, Fraction(1)) for text in sheet_texts.split(key)]
    if not accepted:
        raise Fault(
            "Kunci", "Kuncinya kosong. Tulis jawaban yang diterima; beberapa dipisah titik koma."
        )
    return tuple(accepted)


def numbers(choices: Mapping[str, str], cells: NumericCells) -> tuple[DraftAnswer, ...]:
    """Give the numbers that are right, each with its tolerance."""
    around = sheet_texts.tolerance(cells.tolerance, "Toleransi") if cells.tolerance else None
    shares = _weights(cells.shares, choices) if cells.shares else {}
    found = []
    for letter, text in choices.items():
        middle, own = sheet_texts.span(text, "Pilihan")
        found.append(DraftAnswer(middle, shares.get(letter, Fraction(1)), tolerance=own))
    for text in sheet_texts.split(cells.key):
        middle, own = sheet_texts.span(text, "Kunci")
        found.append(DraftAnswer(middle, Fraction(1), tolerance=around if own is None else own))
    if not found:
        raise Fault("Kunci", "Kuncinya kosong. Tulis angka yang benar, misalnya 3,5.")
    return tuple(found)


def order(choices: Mapping[str, str], key: str, markup: Markup) -> tuple[DraftAnswer, ...]:
    """Give the items in their right order: that of the choices, or that of the key."""
    if len(choices) < 2:
        raise Fault("Pilihan", "Isi paling sedikit dua hal yang diurutkan, satu pada tiap pilihan.")
    sequence = letters(key, choices) or tuple(choices)
    if len(sequence) != len(choices):
        raise Fault(
            "Kunci", "Sebut semua huruf menurut urutan yang benar, misalnya C,A,B; atau kosongkan."
        )
    return tuple(DraftAnswer(choices[letter], Fraction(1), markup=markup) for letter in sequence)


def pairs(choices: Mapping[str, str]) -> tuple[DraftPair, ...]:
    """Give what belongs together."""
    found = tuple(DraftPair(*sheet_texts.pair(text)) for text in choices.values())
    if sum(bool(each.question) for each in found) < 2:
        raise Fault("Pilihan", "Isi paling sedikit dua pasangan, satu pada tiap pilihan.")
    return found


def words(choices: Mapping[str, str], text: str) -> tuple[DraftWord, ...]:
    """Give the words for the gaps with their groups."""
    if not choices:
        raise Fault("Pilihan", "Isi kata untuk tiap tempat kosong, satu pada tiap pilihan.")
    groups = sheet_texts.groups(text)
    _refuse_unknown(groups, choices)
    return tuple(
        DraftWord(word, *groups.get(letter, (1, False))) for letter, word in choices.items()
    )


def cloze(stem: str, choices: Mapping[str, str]) -> str:
    """Give the text with a code at each gap [[1]], whose answers the choices say in this order."""
    gaps = [int(number) for number in _GAP.findall(stem)]
    if _CODE.search(stem) and not choices:
        return stem
    if not gaps:
        raise Fault("Soal", "Tandai tiap tempat kosong dengan [[1]], [[2]], dan seterusnya.")
    answers = list(choices.values())
    if sorted(set(gaps)) != list(range(1, len(answers) + 1)) or len(gaps) != len(answers):
        raise Fault(
            "Pilihan",
            f"Ada {len(gaps)} tempat kosong dan {len(answers)} pilihan. Isi Pilihan A untuk "
            "[[1]], Pilihan B untuk [[2]], dan seterusnya.",
        )
    return _GAP.sub(lambda found: _gap_code(answers[int(found[1]) - 1]), stem)


def _gap_code(text: str) -> str:
    parts = sheet_texts.split(text)
    if any(part.startswith("*") for part in parts):
        said = (("=" if p.startswith("*") else "") + _coded(p.removeprefix("*")) for p in parts)
        return "{1:MULTICHOICE:" + "~".join(said) + "}"
    if len(parts) == 1 and (code := _numeric_code(parts[0])):
        return code
    return "{1:SHORTANSWER:" + "~".join("=" + _coded(part) for part in parts) + "}"


def _numeric_code(text: str) -> str | None:
    try:
        middle, around = sheet_texts.span(text, "Pilihan")
    except Fault:
        return None
    return f"{{1:NUMERICAL:={middle}:{sheet_texts.decimal(around or Fraction())}}}"


def _coded(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text.strip())
