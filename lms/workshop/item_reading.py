"""From an editor's fields to a question: the way back of `item_filling`."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from courses.grounds import grounds_faults
from courses.kinds import Form, Level
from courses.model import (
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
from lms.kernel.sentence import Sentence, say
from lms.workshop import item_parts as parts
from lms.workshop.item_parts import LONG_MOST, Typed
from lms.workshop.item_rows import Fields

SELFCHECK, TEST = "periksa-diri", "tes"
GAPS_MOST = 20
CHOSEN, WORDS, NUMBER = "pilihan", "kata", "angka"
"""How a gap is filled in."""

_PLACE = re.compile(r"\[\[(\d{1,3})\]\]")


@dataclass(frozen=True)
class Reading:
    """The question, or by the field's name what is wrong."""

    question: Question | None
    errors: Mapping[str, tuple[Sentence, ...]]


@dataclass(frozen=True)
class Places:
    """What a question of a module may name: its indicators, its lessons' slugs and texts."""

    objectives: Collection[str]
    lessons: Collection[str]
    texts: Collection[str] = ()


def gaps_count(stem: str) -> int:
    """Give how many gaps a stem with [[1]], [[2]], … has."""
    return min(max(map(int, _PLACE.findall(stem)), default=0), GAPS_MOST)


def read(kind: str, fields: Fields, places: Places, *, key: str) -> Reading:
    """Give the question of this kind that the fields say.

    Raises:
        KeyError: there is no such kind.
    """
    reader = _READERS[kind]
    typed = Typed(fields)
    asked = _asked(typed, places)
    own = reader(typed)
    errors = {name: tuple(found) for name, found in typed.errors.items()}
    if errors:
        return Reading(None, errors)
    return Reading(_KINDS[kind](key=key, **asked, **own), {})


def _asked(typed: Typed, places: Places) -> dict[str, Any]:
    return {
        "objective": _among(typed, "objective", places.objectives),
        "level": Level(_among(typed, "level", tuple(Level)) or Level.C1),
        "stem": typed.needed("stem", LONG_MOST),
        "explanation": typed.text("explanation", LONG_MOST),
        "selfcheck": _selfcheck(typed),
        "lesson": _among(typed, "lesson", places.lessons) or None,
        "form": Form(form) if (form := _among(typed, "form", tuple(Form))) else None,
        "grounds": _grounds(typed, places.texts),
    }


def _among(typed: Typed, name: str, known: Collection[str]) -> str:
    found = typed.get(name)
    if found and found not in known:
        typed.wrong(name, say("Pilihan ini tidak ada dalam daftar."))
        return ""
    return found


def _selfcheck(typed: Typed) -> bool:
    is_selfcheck = _among(typed, "use", (SELFCHECK, TEST)) == SELFCHECK
    if is_selfcheck and not typed.get("lesson"):
        typed.wrong("lesson", say("Pilih materi yang diperiksa oleh soal ini."))
    return is_selfcheck


def _grounds(typed: Typed, texts: Collection[str]) -> tuple[str, ...]:
    grounds = tuple(filter(None, map(str.strip, typed.text("grounds").splitlines())))
    for fault in grounds_faults(grounds, texts):
        typed.wrong("grounds", Sentence(fault.message))
    return grounds


def _choice(typed: Typed) -> dict[str, Any]:
    return {"options": parts.options(typed, "option", is_single=True)}


def _choices(typed: Typed) -> dict[str, Any]:
    return {"options": parts.options(typed, "option", is_single=False)}


def _truefalse(typed: Typed) -> dict[str, Any]:
    if not _among(typed, "is_true", ("true", "false")):
        typed.wrong("is_true", say("Pilih apakah pernyataan ini benar atau salah."))
    return {"is_true": typed.get("is_true") == "true"}


def _shortanswer(typed: Typed) -> dict[str, Any]:
    found = parts.accepted(typed, "words", "part")
    return {"accepted": found, "minds_case": typed.is_on("minds_case")}


def _numeric(typed: Typed) -> dict[str, Any]:
    return {"spans": parts.spans(typed, "span"), "unit": typed.text("unit", 20)}


def _matching(typed: Typed) -> dict[str, Any]:
    return {"pairs": parts.pairs(typed), "others": parts.others(typed)}


def _ordering(typed: Typed) -> dict[str, Any]:
    return {"items": parts.items(typed)}


def _cloze(typed: Typed) -> dict[str, Any]:
    places = [int(number) for number in _PLACE.findall(typed.get("stem"))]
    if not places:
        typed.wrong("stem", say("Tulis tempat kosong dalam teks: [[1]], [[2]], dan seterusnya."))
    if len(places) > GAPS_MOST:
        typed.wrong("stem", say("Paling banyak %(most)s tempat kosong.", most=GAPS_MOST))
    elif sorted(places) != list(range(1, len(places) + 1)):
        words = "Nomori tempat kosong berurutan mulai dari [[1]], masing-masing satu kali."
        typed.wrong("stem", say(words))
    count = gaps_count(typed.get("stem"))
    return {"gaps": tuple(_gap(typed, f"gap-{number}") for number in range(1, count + 1))}


def _gap(typed: Typed, name: str) -> Gap:
    weight = typed.get(f"{name}-weight") or "1"
    if not (weight.isascii() and weight.isdigit() and 0 < int(weight[:4]) <= 100):
        typed.wrong(f"{name}-weight", say("Tulis bilangan bulat 1 sampai 100."))
        weight = "1"
    kind = _among(typed, f"{name}-kind", (CHOSEN, WORDS, NUMBER)) or CHOSEN
    count = int(weight[:4])
    if kind == CHOSEN:
        options = parts.options(typed, f"{name}-option", is_single=True)
        return Gap(options=options, weight=count)
    if kind == NUMBER:
        return Gap(spans=parts.spans(typed, f"{name}-span"), weight=count)
    words = parts.accepted(typed, f"{name}-words", f"{name}-part")
    minds_case = typed.is_on(f"{name}-minds_case")
    return Gap(accepted=words, minds_case=minds_case, weight=count)


def _essay(typed: Typed) -> dict[str, Any]:
    return {"criteria": parts.criteria(typed)}


def _description(typed: Typed) -> dict[str, Any]:
    return {}


_READERS = {
    "choice": _choice,
    "choices": _choices,
    "truefalse": _truefalse,
    "shortanswer": _shortanswer,
    "numeric": _numeric,
    "matching": _matching,
    "ordering": _ordering,
    "cloze": _cloze,
    "essay": _essay,
    "description": _description,
}
_KINDS: dict[str, type[Any]] = {
    "choice": Choice,
    "choices": Choices,
    "truefalse": TrueFalse,
    "shortanswer": ShortAnswer,
    "numeric": Numeric,
    "matching": Matching,
    "ordering": Ordering,
    "cloze": Cloze,
    "essay": Essay,
    "description": Description,
}
KINDS = tuple(_KINDS)
"""The kinds that can be written, in the order in which they are offered."""
