"""Makes HTML of a lesson's Markdown: the one place where content becomes markup."""

from collections.abc import Mapping, Sequence, Set

import nh3
from markdown_it.token import Token
from markupsafe import Markup

from courses.html_parts import MediaUrl
from courses.html_tokens import (
    LOWEST_HEADING,
    MARKDOWN,
    NO_MEDIA,
    TOP_HEADING,
    Drawing,
    Drawn,
    Heading,
    Look,
)
from courses.model import Media, Term

__all__ = ["Drawn", "Heading", "Look", "draw", "inline_html", "lesson_html"]

_HEADINGS = {f"h{level}" for level in range(TOP_HEADING, LOWEST_HEADING + 1)}
_INLINE = {"br", "strong", "em", "s", "code", "a", "img"}
TAGS = (
    _HEADINGS
    | _INLINE
    | {
        *("p", "hr", "pre", "blockquote", "ul", "ol", "li", "figure", "figcaption"),
        *("div", "table", "thead", "tbody", "tr", "th", "td"),
    }
)
ATTRIBUTES = {
    "a": {"href", "title", "id", "class"},
    "img": {"src", "alt", "width", "height", "loading"},
    "table": {"class"},
    "td": {"data-label"},
    "div": {"class", "role", "aria-label", "tabindex"},
    "ol": {"start"},
    **{heading: {"id"} for heading in _HEADINGS},
}
_PLAIN = Look()
SCHEMES = {"http", "https", "mailto", "tel"}


def lesson_html(
    text: str,
    *,
    media: Mapping[str, Media] = NO_MEDIA,
    media_url: MediaUrl | None = None,
    terms: Sequence[Term] = (),
) -> Markup:
    """Give a lesson's Markdown as safe HTML; HTML written inside it is shown, not run.

    Headings become h2, h3, … without a gap, because the page's own title is h1. Only pictures and
    papers of `media` are shown; of others, the words. Links lead to http, https, mailto, tel or
    within the site, nowhere else.
    """
    return draw(text, Look(media=media, media_url=media_url, terms=terms)).html


def inline_html(text: str, look: Look = _PLAIN) -> Markup:
    """Give one line of Markdown as safe HTML without blocks, for an option.

    Of its pictures those are shown that `look` knows, of others the words.
    """
    (line,) = MARKDOWN.parseInline(text)
    drawing = Drawing(look)
    line.children = list(drawing.inline(line.children or []))
    return _safe([line], drawing.addresses, tags=_INLINE)


def draw(text: str, look: Look) -> Drawn:
    """Give a text as safe HTML, with what a page says around it."""
    drawing = Drawing(look)
    tokens = list(drawing.blocks(MARKDOWN.parse(text)))
    drawn = drawing.drawn
    drawn.terms = tuple(drawing.glossing.found)
    drawn.html = _safe(tokens, drawing.addresses, tags=TAGS)
    return drawn


def _safe(tokens: Sequence[Token], own: Set[str], *, tags: Set[str]) -> Markup:
    rendered = MARKDOWN.renderer.render(tokens, MARKDOWN.options, {})

    def kept(tag: str, name: str, value: str) -> str | None:
        return None if (tag, name) == ("img", "src") and value not in own else value

    return Markup(
        nh3.clean(
            rendered,
            tags=set(tags),
            attributes=ATTRIBUTES,
            url_schemes=SCHEMES,
            attribute_filter=kept,
        )
    )
