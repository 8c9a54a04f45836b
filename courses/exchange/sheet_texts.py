"""Small languages inside a cell: numbers, lists, pairs, shares, comments; each read and written."""

import re
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_GROUPED = re.compile(r"[+-]?\d{1,3}(?:\.\d{3})+(?:,\d+)?")
_NUMBER = re.compile(r"[+-]?(?:\d+(?:[.,]\d*)?|[.,]\d+)(?:[eE][+-]?\d{1,3})?")
_SHARE = re.compile(r"([A-Za-z])\s*[=:]\s*(-?[\d.,]+(?:/\d+)?)\s*%?")
_GROUP = re.compile(r"([A-Za-z])\s*[=:]\s*(\d{1,3})(\*?)")
_COMMENT = re.compile(r"(?s)(\w+)\s*:\s?(.*)")
_RANGE = re.compile(r"(.+?)\s*(?:\.\.\.?|…|s\.?d\.?|sampai|(?<=\d)\s*[–-](?=\s*\d))\s*(.+)")
_ARROWS = ("→", "->", "|")
_NOBODY = "pengecoh"


class Fault(Exception):
    """What is wrong in one column of a row, with the remedy."""

    def __init__(self, column: str, message: str) -> None:
        self.column, self.message = column, message
        super().__init__(message)


def clean(text: str) -> str:
    """Give the text without control signs and with one kind of line end."""
    return _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def neutral(text: str) -> str:
    """Give the text so that no spreadsheet takes it for a formula."""
    return "'" + text if _FORMULA.match(text) else text


def bare(text: str) -> str:
    """Give back what `neutral` was given."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text


def join(parts: Iterable[str]) -> str:
    """Give a list as one text that `split` takes apart."""
    return "; ".join(_escaped(part, ";") for part in parts)


def split(text: str) -> tuple[str, ...]:
    """Give the parts between semicolons or lines."""
    parts = re.split(r"(?<!\\)((?:\\\\)*)[;\n]", text)
    whole = ["".join(parts[i : i + 2]) for i in range(0, len(parts), 2)]
    return tuple(_plain(part.strip(), ";") for part in whole if part.strip())


def _escaped(text: str, mark: str) -> str:
    return text.replace("\\", "\\\\").replace(mark, "\\" + mark)


def _plain(text: str, mark: str) -> str:
    return re.sub(r"\\([\\" + re.escape(mark) + "])", r"\1", text)


def pair(text: str) -> tuple[str, str]:
    """Give what belongs together in "kiri = kanan"; the left is empty in "pengecoh = kanan"."""
    found = re.match(r"(?s)((?:[^\\=]|\\.)*)=>?(.*)", text)
    if found:
        left, right = found[1].strip(), found[2].strip()
    else:
        arrow = next((each for each in _ARROWS if each in text), None)
        if arrow is None:
            raise Fault("Pilihan", f"“{text[:60]}” belum berpasangan. Tulis: kiri = kanan.")
        left, _, right = (part.strip() for part in text.partition(arrow))
    if not left or not right:
        raise Fault("Pilihan", f"“{text[:60]}” kosong di satu sisi. Tulis: kiri = kanan.")
    if left.casefold() == _NOBODY:
        return "", _plain(right, "=")
    is_that_word = left[1:].casefold() == _NOBODY and left[0] == "\\"
    return left[1:] if is_that_word else _plain(left, "="), _plain(right, "=")


def paired(left: str, right: str) -> str:
    """Give two texts as `pair` reads them."""
    written = _escaped(left, "=") or _NOBODY
    if left.casefold() == _NOBODY:
        written = "\\" + left
    return f"{written} = {_escaped(right, '=')}"


def number(text: str, column: str) -> str:
    """Give a number as drafts write it, with a point: "1.250,5" becomes "1250.5"."""
    typed = text.replace("−", "-").replace("\u00a0", "").replace(" ", "")
    if typed == "*":
        return typed
    if _GROUPED.fullmatch(typed):
        return typed.replace(".", "").replace(",", ".")
    if not _NUMBER.fullmatch(typed):
        raise Fault(
            column,
            f"“{text[:40]}” bukan angka. Tulis angkanya saja, misalnya 3,5 atau 1250; satuannya "
            "di dalam soal.",
        )
    return typed.replace(",", ".")


def numbered(text: str) -> str:
    """Give a number of a draft as people here write it, with a comma."""
    return text.replace(".", ",") if re.fullmatch(r"[+-]?\d*\.\d*(?:[eE][+-]?\d+)?", text) else text


def span(text: str, column: str) -> tuple[str, Fraction | None]:
    """Give a number and its tolerance: "3,5", "3,5 ± 0,1", "3,4 s.d. 3,6"."""
    middle, sign, around = text.partition("±")
    if sign:
        return number(middle.strip(), column), tolerance(around.strip(), column)
    ends = _RANGE.fullmatch(text.strip())
    if ends is None:
        return number(text, column), None
    low, high = (Fraction(number(end.strip(), column)) for end in ends.groups())
    return decimal((low + high) / 2), abs(high - low) / 2


def tolerance(text: str, column: str) -> Fraction:
    """Give a tolerance, also written as a fraction."""
    above, slash, below = text.partition("/")
    top, bottom = number(above, column), number(below, column) if slash else "1"
    if "*" in (top, bottom) or not Fraction(bottom) or Fraction(top) < 0:
        raise Fault(column, f"“{text[:40]}” bukan toleransi. Tulis misalnya 0,1.")
    return Fraction(top) / Fraction(bottom)


def decimal(value: Fraction) -> str:
    """Give a number in decimals with a point if that is exact, else as a fraction."""
    for places in range(13):
        scaled = value * 10**places
        if scaled.denominator == 1:
            digits = str(abs(scaled.numerator)).rjust(places + 1, "0")
            whole, part = (digits[:-places], digits[-places:]) if places else (digits, "")
            return ("-" if value < 0 else "") + whole + ("." + part if part else "")
    return str(value)


def shares(text: str) -> Mapping[str, Fraction]:
    """Give the part of the mark for each letter in "A=100; B=-50"."""
    found = {}
    for part in split(text):
        read = _SHARE.fullmatch(part)
        if read is None:
            raise Fault("Bobot", f"“{part[:40]}” tidak terbaca. Tulis misalnya A=100; C=50.")
        above, _, below = read[2].partition("/")
        top = number(above, "Bobot")
        share = Fraction(top) / (100 * (int(below or 1) or 1))
        if not -1 <= share <= 1:
            raise Fault("Bobot", f"“{part[:40]}” harus antara -100 dan 100.")
        found[read[1].upper()] = share
    return found


def shared(by_letter: Mapping[str, Fraction]) -> str:
    """Give shares as `shares` reads them."""
    percents = ((letter, numbered(decimal(share * 100))) for letter, share in by_letter.items())
    return "; ".join(f"{letter}={percent}" for letter, percent in percents)


def groups(text: str) -> Mapping[str, tuple[int, bool]]:
    """Give group and endlessness for each letter in "A=1; B=2*"."""
    found = {}
    for part in split(text):
        read = _GROUP.fullmatch(part)
        if read is None:
            raise Fault("Bobot", f"“{part[:40]}” tidak terbaca. Tulis misalnya A=1; B=2.")
        found[read[1].upper()] = (int(read[2]), bool(read[3]))
    return found


def comments(text: str, names: Sequence[str]) -> Mapping[str, str]:
    """Give the comment for each of the names that begin a line as "A: …"."""
    known = {name.casefold(): name for name in names}
    found: dict[str, list[str]] = {}
    last: str | None = None
    for line in text.split("\n"):
        read = _COMMENT.fullmatch(line)
        name = known.get(read[1].casefold()) if read else None
        if read and name and name not in found:
            last = name
            found[name] = [read[2]]
        elif last is not None:
            found[last].append(re.sub(r"^\\(\\*\w+\s*:)", r"\1", line))
        elif line.strip():
            hint = f"Tulis tiap baris seperti “{names[0]}: …”." if names else "Kosongkan."
            raise Fault("Tanggapan", f"“{line[:40]}” tidak terbaca. {hint}")
    return {name: "\n".join(lines).strip() for name, lines in found.items()}


def commented(by_name: Mapping[str, str]) -> str:
    """Give comments as `comments` reads them."""
    return "\n".join(f"{name}: {_kept(text)}" for name, text in by_name.items() if text)


def _kept(text: str) -> str:
    """Give the text so that none of its further lines begins like another comment."""
    return re.sub(r"\n(?=\\*\w+\s*:)", r"\n\\", text)
