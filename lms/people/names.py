"""What a name may be: as on the KTP, of one letter or a hundred, of one word or many."""

import unicodedata
from difflib import SequenceMatcher

from lms.kernel.sentence import Sentence, say
from lms.regions.folding import fold

LONGEST = 100
_PUNCTUATION = frozenset("'’‘ʼ`´-‐–.,/()")
_LIKENESS = 0.7
_LETTER, _MARK, _DIGIT, _BLANK = "L", "M", "Nd", " "


def tidy(name: str) -> str:
    """Give the name composed (NFC), without blanks at its ends or doubled within."""
    composed = unicodedata.normalize("NFC", name)
    return _BLANK.join(word for word in composed.split(_BLANK) if word)


def alike(one: str, other: str) -> bool:
    """Tell whether two spellings may well be the same person's name."""
    return SequenceMatcher(None, fold(one), fold(other)).ratio() >= _LIKENESS


def problems(name: str) -> tuple[Sentence, ...]:
    """Give what is wrong with a name or title, one sentence each; none: it may stand."""
    found = []
    if not any(unicodedata.category(sign).startswith(_LETTER) for sign in name):
        found.append(say("Nama harus memuat huruf. Tulis nama seperti pada KTP."))
    if len(name) > LONGEST:
        words = "Nama paling panjang 100 huruf. Anda mengetik %(count)s."
        found.append(say(words, count=len(name)))
    strange = [sign for sign in dict.fromkeys(name) if not _may_stand(sign)]
    if strange:
        found.append(_refusal(strange))
    return tuple(found)


def _may_stand(sign: str) -> bool:
    kind = unicodedata.category(sign)
    return kind[0] in (_LETTER, _MARK) or kind == _DIGIT or sign == _BLANK or sign in _PUNCTUATION


def _refusal(strange: list[str]) -> Sentence:
    shown = " ".join(sign for sign in strange if sign.isprintable())
    if not shown:
        return say("Nama memuat tanda yang tidak terlihat. Ketik ulang nama itu.")
    return say("Nama tidak boleh memuat %(signs)s. Tulis nama seperti pada KTP.", signs=shown)
