"""The number on a certificate, from a pattern with tokens and a running number."""

import re
from datetime import date

MAX_LENGTH = 120
EXAMPLE = "{no:03}/BIMTEK-PSM/{unit}/{bulan_romawi}/{tahun}"

_TOKEN = re.compile(r"\{(?P<name>[^{}:]*)(?::(?P<width>[^{}]*))?\}")
_WIDTH = re.compile(r"0[1-9]")
_PADDED = frozenset({"no", "bulan"})
_KNOWN = ("no", "unit", "kode", "angkatan", "bulan_romawi", "bulan", "tahun")
_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
    (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip


class PatternError(ValueError):
    """A pattern that `check` finds fault with; `problems` lists why."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__(" ".join(problems))
        self.problems = problems


def roman(n: int) -> str:
    """Give 1 to 3999 in Roman letters.

    Raises:
        ValueError: n has no Roman numeral.
    """
    if not 1 <= n <= 3999:
        raise ValueError(f"no Roman numeral for {n}")
    letters = []
    for value, letter in _ROMAN:
        times, n = divmod(n, value)
        letters.append(letter * times)
    return "".join(letters)


def check(pattern: str) -> tuple[str, ...]:
    """Give every problem of a pattern, one Indonesian sentence each; none means usable."""
    problems = [*_problems_of_text(pattern)]
    tokens = list(_TOKEN.finditer(pattern))
    for token in tokens:
        problems.extend(_problems_of_token(token))
    names = [token["name"] for token in tokens]
    if "no" not in names:
        problems.append("Pola harus memuat nomor urut {no}, misalnya {no:03}.")
    if names.count("no") > 1:
        problems.append("Nomor urut {no} hanya boleh ditulis satu kali.")
    return tuple(problems)


def render(pattern: str, *, no: int, unit: str, kode: str, angkatan: int | str, on: date) -> str:
    """Give the number for the running number `no` on a day; an angkatan given as int is Roman.

    Raises:
        PatternError: the pattern has problems.
        ValueError: no is below 1.
    """
    problems = check(pattern)
    if problems:
        raise PatternError(problems)
    if no < 1:
        raise ValueError("a running number starts at 1")
    values: dict[str, int | str] = {
        "no": no,
        "unit": unit,
        "kode": kode,
        "angkatan": roman(angkatan) if isinstance(angkatan, int) else angkatan,
        "bulan_romawi": roman(on.month),
        "bulan": on.month,
        "tahun": on.year,
    }
    return _TOKEN.sub(lambda token: _filled(token, values), pattern)


def _filled(token: re.Match[str], values: dict[str, int | str]) -> str:
    width = int(token["width"] or 0)
    return str(values[token["name"]]).zfill(width)


def _problems_of_text(pattern: str) -> tuple[str, ...]:
    problems = []
    if len(pattern) > MAX_LENGTH:
        problems.append(f"Pola paling panjang {MAX_LENGTH} huruf.")
    if pattern != pattern.strip():
        problems.append("Pola tidak boleh diawali atau diakhiri spasi.")
    if not pattern.isprintable():
        problems.append("Pola memuat tanda yang tidak dapat dicetak.")
    rest = _TOKEN.sub("", pattern)
    if "{" in rest or "}" in rest:
        problems.append("Kurung kurawal tidak berpasangan; tulis setiap token seperti {no}.")
    return tuple(problems)


def _problems_of_token(token: re.Match[str]) -> tuple[str, ...]:
    name, width = token["name"], token["width"]
    if name not in _KNOWN:
        known = ", ".join(f"{{{token_name}}}" for token_name in _KNOWN)
        return (f"Token {token[0]} tidak dikenal. Yang dapat dipakai: {known}.",)
    if width is None:
        return ()
    if name not in _PADDED:
        return (f"Token {token[0]} tidak dapat diberi lebar; tulis {{{name}}}.",)
    if not _WIDTH.fullmatch(width):
        return (f"Lebar pada {token[0]} harus 01 sampai 09, misalnya {{{name}:03}}.",)
    return ()
