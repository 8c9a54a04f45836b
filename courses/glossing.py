"""Finds the terms that a text uses, so that each can be explained where it first stands."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from courses.model import Term

_NOT_BESIDE = r"[\w-]"


@dataclass(frozen=True)
class Piece:
    """A part of a text; `term` is set where the part is the first use of a term."""

    text: str
    term: Term | None = None


@dataclass
class Glossing:
    """Looks for terms in one text after the other; `found` keeps them in the order of reading."""

    terms: Sequence[Term]
    found: list[Term] = field(default_factory=list)

    def pieces(self, text: str) -> Iterator[Piece]:
        """Give the text in parts, each term that was not met before as a part of its own."""
        pattern, by_word = _known(tuple(self.terms))
        done = 0
        for match in pattern.finditer(text) if pattern else ():
            term = by_word.get(match[0]) or by_word.get(match[0].casefold())
            if term is None or term in self.found:
                continue
            self.found.append(term)
            yield Piece(text[done : match.start()])
            yield Piece(match[0], term)
            done = match.end()
        yield Piece(text[done:])


def anchor(term: Term) -> str:
    """Give the term as the end of an id: "data-terpadu" for "Data terpadu"."""
    plain = unicodedata.normalize("NFKD", term.term).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")


def is_abbreviation(term: Term) -> bool:
    """Tell whether it is written in capitals (PPKS), and so found in capitals only."""
    return sum(letter.isupper() for letter in term.term) > 1


@lru_cache(maxsize=8)
def _known(terms: tuple[Term, ...]) -> tuple[re.Pattern[str] | None, dict[str, Term]]:
    by_word = {t.term if is_abbreviation(t) else t.term.casefold(): t for t in terms}
    if not by_word:
        return None, by_word
    words = [
        re.escape(t.term) if is_abbreviation(t) else f"(?i:{re.escape(t.term)})"
        for t in sorted(terms, key=lambda each: -len(each.term))
    ]
    return re.compile(f"(?<!{_NOT_BESIDE})(?:{'|'.join(words)})(?!{_NOT_BESIDE})"), by_word
