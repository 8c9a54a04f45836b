"""Lessons as HTML, and how much a phone must load for them."""

import zlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from flask import request
from markupsafe import Markup

from courses.html import Drawn, Heading, Look, draw
from courses.model import Media, Term
from lms.training.media_views import address

FRAME_BYTES = 3_000
"""What the page around the text weighs when it is sent compressed."""
PICTURES_MOST = 30_000
"""A picture above this many bytes is loaded only by those who ask for it."""


@dataclass(frozen=True)
class Manner:
    """How texts are shown to a reader: with which terms, and whether with all pictures."""

    terms: tuple[Term, ...] = ()
    shows_all: bool = False


@dataclass(frozen=True)
class Text:
    """A text as HTML; `bytes_count` is what it weighs with the pictures shown, as it is sent.

    `later_bytes` is what the pictures weigh that are not shown, `later_count` how many they are.
    """

    html: Markup
    terms: tuple[Term, ...]
    headings: tuple[Heading, ...]
    bytes_count: int
    later_count: int
    later_bytes: int


def text(
    markdown: str,
    media: Sequence[Media] = (),
    manner: Manner = Manner(),  # noqa: B008  # frozen
    *,
    top: int = 2,
    prefix: str = "",
) -> Text:
    """Give a text of a module with its weight; with a prefix, its headings can be led to."""
    root = request.script_root if request else ""
    return _text(markdown, tuple(media), manner, top, prefix, root)


def texts(
    markdowns: Sequence[tuple[str, str]], media: Sequence[Media], manner: Manner, *, top: int
) -> tuple[Text, ...]:
    """Give texts for one page by (prefix, text); a term is explained in the first of them only."""
    found = []
    for prefix, markdown in markdowns:
        shown = text(markdown, media, manner, top=top, prefix=prefix)
        manner = replace(manner, terms=tuple(t for t in manner.terms if t not in shown.terms))
        found.append(shown)
    return tuple(found)


def look(media: Sequence[Media], *, shows_all: bool = False) -> Look:
    """Give how texts of a module with these pictures and papers are drawn."""
    return Look(
        media={each.name: each for each in media},
        media_url=address,
        pictures_most=None if shows_all else PICTURES_MOST,
    )


@lru_cache(maxsize=512)
def _text(
    markdown: str, media: tuple[Media, ...], manner: Manner, top: int, prefix: str, root: str
) -> Text:
    # root: addresses within the text begin with it
    found = look(media, shows_all=manner.shows_all)
    placed = replace(found, terms=manner.terms, top=top, prefix=prefix, anchors=bool(prefix))
    if prefix or manner.shows_all:  # to be read without a connection, or printed
        placed = replace(placed, waits=False)
    return _weighed(draw(markdown, placed))


def _weighed(drawn: Drawn) -> Text:
    pictures = sum(
        each.bytes_count for each in {each.digest: each for each in drawn.pictures}.values()
    )
    later = {each.digest: each for each in drawn.later}
    return Text(
        drawn.html,
        drawn.terms,
        tuple(drawn.headings),
        len(zlib.compress(drawn.html.encode())) + pictures,
        len(later),
        sum(each.bytes_count for each in later.values()),
    )


def kilobytes(*shown: Text) -> int:
    """Give the kB (rounded up) that one page with these texts makes a phone load."""
    return -(-(FRAME_BYTES + sum(each.bytes_count for each in shown)) // 1000)
