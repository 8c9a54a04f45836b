"""Makes HTML of a lesson's Markdown: the one place where content becomes markup."""

from collections.abc import Sequence

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

TOP_HEADING = 2
LOWEST_HEADING = 6
TAGS = {f"h{level}" for level in range(TOP_HEADING, LOWEST_HEADING + 1)} | {
    *("p", "br", "hr", "strong", "em", "s", "code", "pre", "blockquote", "ul", "ol", "li", "a"),
    *("table", "thead", "tbody", "tr", "th", "td"),
}
ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}}
SCHEMES = {"http", "https", "mailto", "tel"}

_markdown = MarkdownIt("js-default", {"html": False}).disable("image")


def lesson_html(text: str) -> Markup:
    """Give a lesson's Markdown as safe HTML; HTML written inside it is shown, not run.

    Headings become h2, h3, … without a gap, because the page's own title is h1. Pictures are
    shown as links. Links lead to http, https, mailto, tel or within the site, nowhere else.
    """
    tokens = _markdown.parse(text)
    _shift_headings(tokens)
    rendered = _markdown.renderer.render(tokens, _markdown.options, {})
    return Markup(nh3.clean(rendered, tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES))


def _shift_headings(tokens: Sequence[Token]) -> None:
    headings = [token for token in tokens if token.type in ("heading_open", "heading_close")]
    used = sorted({token.tag for token in headings})
    for token in headings:
        token.tag = f"h{min(used.index(token.tag) + TOP_HEADING, LOWEST_HEADING)}"
