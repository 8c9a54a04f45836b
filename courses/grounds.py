"""The sentences of a module's lessons on which the key of a question rests."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from courses.faults import Fault

_LINK = re.compile(r"!?\[([^\]]*)\]\([^)\s]*\)")
_BEGIN = re.compile(r"(?m)^\s*(?:[-*+]|[0-9]+[.)]|#{1,6}|>)\s+")
_MARKS = re.compile(r"[*_`|\\]")
_LEAST = 12
"""A shorter piece stands in any text."""


def grounds_faults(grounds: Iterable[str], texts: Iterable[str]) -> Iterator[Fault]:
    """Give what is wrong with the grounds of a question whose module has lessons of these texts."""
    plains = [_plain(text) for text in texts]
    for ground in grounds:
        said = _plain(ground)
        if len(said) < _LEAST:
            yield Fault("grounds", f"Kalimat dasar terlalu pendek: “{ground}”.")
        elif not any(said in plain for plain in plains):
            yield Fault(
                "grounds",
                f"Kalimat dasar tidak ada dalam materi modul ini: “{ground}”. "
                "Periksa apakah kuncinya masih benar, lalu salin kalimatnya dari materi.",
            )


@lru_cache(maxsize=64)
def _plain(text: str) -> str:
    """Give the words of a Markdown text in one line, without its marks."""
    return " ".join(_MARKS.sub("", _LINK.sub(r"\1", _BEGIN.sub("", text))).split())
