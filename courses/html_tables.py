"""Tables of a lesson that a phone shows as cards: each cell says which column it belongs to."""

from collections.abc import Iterator, Sequence

from markdown_it.token import Token
from markupsafe import Markup

FEWEST_COLUMNS = 4
"""A narrower table fits beside itself on a screen 360 px wide."""

HELD_BEGINS = Markup('<div class="wide" role="group" aria-label="Tabel" tabindex="0">')
"""Opens what holds a table: on a narrow screen it can be moved sideways, by keys too."""
HELD_ENDS = Markup("</div>\n")


def label_cells(tokens: Sequence[Token]) -> None:
    """Mark tables of many columns, and give each of their cells the words of its column's head."""
    for table in _tables(tokens):
        heads = [_words(table[at + 1]) for at, token in enumerate(table) if token.type == "th_open"]
        if len(heads) < FEWEST_COLUMNS:
            continue
        table[0].attrSet("class", "by-card")
        cells = [token for token in table if token.type == "td_open"]
        for number, cell in enumerate(cells):
            if heads[number % len(heads)]:
                cell.attrSet("data-label", heads[number % len(heads)])


def _tables(tokens: Sequence[Token]) -> Iterator[Sequence[Token]]:
    begins = 0
    for at, token in enumerate(tokens):
        if token.type == "table_open":
            begins = at
        if token.type == "table_close":
            yield tokens[begins : at + 1]


def _words(line: Token) -> str:
    return "".join(child.content for child in line.children or [])
