"""Turns the texts of question files into Markdown, and Markdown into HTML and plain text."""

import html
import re
from collections.abc import Callable
from dataclasses import dataclass
from pkgutil import resolve_name
from urllib.parse import unquote

import nh3
from markdown_it import MarkdownIt

from courses.exchange.drafts import Markup
from courses.exchange.escaping import escaped

_CONVERTER = "markdownify:markdownify"  # by name: what it imports weighs 17 MB in each web process
MOST_LETTERS = 60_000
"""What stands in a text beyond these is not looked at."""
DEEPEST = 40
MOST_OPEN = 300

INLINE = {"strong", "b", "em", "i", "s", "del", "code", "a", "br", "img"}
BLOCKS = {
    *("p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "hr"),
    *("ul", "ol", "li", "table", "thead", "tbody", "tr", "th", "td"),
}
ATTRIBUTES = {"a": {"href"}, "img": {"src", "alt"}, "ol": {"start"}}
SCHEMES = {"http", "https", "mailto"}

_TAG = re.compile(r'(<(?:[^>"]|"[^"]*+")*+>)')
_NAME = re.compile(r"</?([a-z0-9]+)")
_IMAGE_SOURCE = re.compile(r'\bsrc="([^"]*)"')
_IMAGE_TEXT = re.compile(r'\balt="([^"]*)"')
_MARKDOWN_IMAGE = re.compile(r"!\[[^\[\]]{0,500}\]\(([^()\s]{1,500})")
_DATA = re.compile(r"\bdata:[a-z]+/[^\s\"'>]*+")
_OPENING = re.compile(r"<(?!br|hr|img|input)[a-zA-Z]")
_BREAK = re.compile(r"(?<!>)[ \t]*\r?\n(?!\s*<)")
_ANY_TAG = re.compile(r"<[^<>]*+>")
_SPACE = re.compile(r"[ \t\r\n\xa0]+")
_BLANK_LINES = re.compile(r"[ \t]*\n(?:[ \t]*\n)+")

_renderer = MarkdownIt("js-default", {"html": False})


def to_markdown(text: str, markup: Markup) -> str:
    """Give a text of any markup as Markdown that reads the same.

    Scripts, styles and colours are left out; a picture becomes its name in brackets.
    """
    match markup:
        case Markup.MARKDOWN:
            return text.strip()
        case Markup.PLAIN:
            return escaped(text)
        case _:
            return _of_html(_clean(_with_breaks(text, markup), INLINE | BLOCKS))


def to_inline(text: str, markup: Markup) -> str:
    """Give a text of any markup as one line of Markdown, without paragraphs and lists."""
    if markup in (Markup.MARKDOWN, Markup.PLAIN):
        return " ".join(to_markdown(text, markup).split())
    cleaned = _clean(_with_breaks(text, markup), INLINE | BLOCKS)
    flat = "".join(" " if _is_block(part) else part for part in _TAG.split(cleaned))
    return " ".join(_of_html(flat).split())


def to_html(markdown: str) -> str:
    """Give Markdown as HTML; HTML inside it is shown, not run."""
    return str(_renderer.render(markdown)).strip()


def to_plain(text: str, markup: Markup) -> str:
    """Give a text of any markup without its markup, paragraphs on lines of their own."""
    if markup is Markup.PLAIN:
        return text.strip()
    source = to_html(text) if markup is Markup.MARKDOWN else _with_breaks(text, markup)
    parts = _TAG.split(_clean(source, INLINE | BLOCKS))
    words = "".join(_spoken(part) for part in parts)
    return "\n".join(filter(None, (_SPACE.sub(" ", line).strip() for line in words.split("\n"))))


def rewritten(text: str, markup: Markup, wanted: Markup) -> str:
    """Give a text of one markup in another, as near as that can say it."""
    if not text or markup is wanted or {markup, wanted} <= {Markup.HTML, Markup.MOODLE}:
        return text
    if wanted is Markup.MARKDOWN:
        return to_markdown(text, markup)
    if wanted is Markup.PLAIN:
        return to_plain(text, markup)
    return to_html(text) if markup is Markup.MARKDOWN else html.escape(text, quote=False)


def pictures(text: str, markup: Markup) -> tuple[str, ...]:
    """Give the names of the pictures that a text shows, in their order."""
    if markup is Markup.PLAIN:
        return ()
    if markup is Markup.MARKDOWN:
        return tuple(_file_name(found[1]) for found in _MARKDOWN_IMAGE.finditer(text))
    parts = _TAG.split(_clean(text, {"img"}))
    return tuple(_picture(part) for part in parts if part.startswith("<img"))


def without_data(text: str) -> str:
    """Give a text without the pictures that are written into it as data: addresses."""
    return _DATA.sub("data:", text)


def _with_breaks(text: str, markup: Markup) -> str:
    """Give the HTML of Moodle's auto-format, where the end of a line is a line break."""
    return _BREAK.sub("<br>", text.strip()) if markup is Markup.MOODLE else text


def _clean(source: str, tags: set[str]) -> str:
    """Give well-formed HTML of these tags only; what is too deep or too long loses all tags."""
    cut = without_data(source)[:MOST_LETTERS]
    if len(_OPENING.findall(cut)) - cut.count("</") > MOST_OPEN:
        return html.escape(_ANY_TAG.sub(" ", cut), quote=False)
    cleaned = nh3.clean(
        cut, tags=tags, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel=None
    ).replace("&nbsp;", " ")
    if _depth(cleaned) > DEEPEST:
        return _TAG.sub(" ", cleaned)
    return cleaned


def _depth(cleaned: str) -> int:
    depth = deepest = 0
    for tag in _TAG.findall(cleaned):
        if tag.startswith("</"):
            depth -= 1
        elif _name(tag) not in ("br", "hr", "img"):
            depth += 1
            deepest = max(deepest, depth)
    return deepest


@dataclass
class _Escaper:
    """Escapes the text nodes of clean HTML, knowing where lines begin and what is code."""

    at_start: bool = True
    in_code: int = 0
    in_pre: int = 0
    in_cell: int = 0

    def part(self, part: str) -> str:
        """Give a tag or a text node as `markdownify` shall see it."""
        return self._tag(part) if part.startswith("<") else self._text(part)

    def _tag(self, tag: str) -> str:
        name, step = _name(tag), -1 if tag.startswith("</") else 1
        self.in_code += step * (name in ("code", "pre"))
        self.in_pre += step * (name == "pre")
        self.in_cell += step * (name in ("td", "th"))
        self.at_start = self.at_start or name == "br" or _is_block(tag)
        if name == "img":
            self.at_start = False
            return html.escape(escaped(f"(gambar: {_caption(tag)})"))
        if name == "a" and step == 1 and "://" not in tag and "mailto:" not in tag:
            return "<a>"
        return tag

    def _text(self, node: str) -> str:
        if self.in_pre or not node:
            return node
        text = _SPACE.sub(" ", html.unescape(node))
        if self.at_start:
            text = text.lstrip()
        if not self.in_code:
            text = escaped(text, strip=False, at_start=self.at_start)
        if self.in_cell:
            text = text.replace("|", "\\|")
        self.at_start = self.at_start and not text.strip()
        return html.escape(text, quote=False)


def _of_html(cleaned: str) -> str:
    escaper = _Escaper()
    source = "".join(escaper.part(part) for part in _TAG.split(cleaned))
    converter: Callable[..., str] = resolve_name(_CONVERTER)
    made = converter(
        source,
        heading_style="atx",
        bullets="-",
        escape_asterisks=False,
        escape_underscores=False,
        autolinks=False,
        table_infer_header=True,
    )
    return _BLANK_LINES.sub("\n\n", str(made)).strip()


def _spoken(part: str) -> str:
    if not part.startswith("<"):
        return html.unescape(_SPACE.sub(" ", part))
    if part.startswith("<img"):
        return f"(gambar: {_caption(part)})"
    return "\n" if _is_block(part) or _name(part) == "br" else ""


def _name(tag: str) -> str:
    found = _NAME.match(tag)
    return found[1] if found else ""


def _is_block(part: str) -> bool:
    return part.startswith("<") and _name(part) in BLOCKS


def _caption(tag: str) -> str:
    text = _IMAGE_TEXT.search(tag)
    return html.unescape(text[1]).strip() if text and text[1].strip() else _picture(tag)


def _picture(tag: str) -> str:
    source = _IMAGE_SOURCE.search(tag)
    return _file_name(html.unescape(source[1])) if source else "tanpa nama"


def _file_name(address: str) -> str:
    return unquote(address.split("?")[0].rsplit("/", 1)[-1]) or "tanpa nama"
