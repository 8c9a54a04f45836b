"""Lessons as HTML, and how much a phone must load for them."""

import zlib
from dataclasses import dataclass
from functools import lru_cache

from markupsafe import Markup

from courses.html import lesson_html

FRAME_BYTES = 3_000
"""What the page around the text weighs when it is sent compressed."""


@dataclass(frozen=True)
class Text:
    """A lesson's text as HTML; `bytes_count` is what it weighs compressed, as it is sent."""

    html: Markup
    bytes_count: int


@lru_cache(maxsize=512)
def text(markdown: str) -> Text:
    """Give a lesson's Markdown as HTML with its weight."""
    html = lesson_html(markdown)
    return Text(html, len(zlib.compress(html.encode())))


def kilobytes(*markdowns: str) -> int:
    """Give the kB (rounded up) that one page with these lessons makes a phone load."""
    return -(-(FRAME_BYTES + sum(text(each).bytes_count for each in markdowns)) // 1000)
