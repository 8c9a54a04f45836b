"""Goes through a lesson's Markdown token by token: headings, pictures, papers, terms."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markupsafe import Markup

from courses import html_parts as parts
from courses import html_tables
from courses.glossing import Glossing
from courses.html_parts import MediaUrl
from courses.model import Media, Term

TOP_HEADING = 2
LOWEST_HEADING = 6
NO_MEDIA: Mapping[str, Media] = MappingProxyType({})
MARKDOWN = MarkdownIt("js-default", {"html": False})

_renderer = RendererHTML()


@dataclass(frozen=True)
class Look:
    """How a text is to be shown.

    `media` are the pictures and papers by name; a picture above `pictures_most` bytes stands
    behind a link, the others load when they come near, if `waits`, else with the page. The highest
    heading is h`top`. Ids begin with `prefix`; headings have one only where `anchors` says so.
    """

    media: Mapping[str, Media] = field(default_factory=dict)
    media_url: MediaUrl | None = None
    terms: Sequence[Term] = ()
    pictures_most: int | None = None
    waits: bool = True
    top: int = TOP_HEADING
    prefix: str = ""
    anchors: bool = False


@dataclass(frozen=True)
class Heading:
    """A heading of the highest level, and the id under which it stands."""

    id: str
    title: str


@dataclass
class Drawn:
    """A text as HTML, and what it holds.

    `pictures` load with the page, `later` are pictures behind a link, `papers` are linked files.
    """

    html: Markup = field(default_factory=Markup)
    terms: tuple[Term, ...] = ()
    headings: list[Heading] = field(default_factory=list)
    pictures: list[Media] = field(default_factory=list)
    later: list[Media] = field(default_factory=list)
    papers: list[Media] = field(default_factory=list)


class Drawing:
    """Goes through the tokens of one text."""

    def __init__(self, look: Look) -> None:
        self.look, self.drawn = look, Drawn()
        self.glossing = Glossing(look.terms)
        self.addresses: set[str] = set()

    def blocks(self, tokens: Sequence[Token]) -> Iterator[Token]:
        """Give the block tokens with headings in order and pictures as figures."""
        self._shift_headings(tokens)
        html_tables.label_cells(tokens)
        is_heading = False
        at = 0
        while at < len(tokens):
            token = tokens[at]
            pictures = self._only_pictures(tokens[at : at + 3])
            if pictures:
                yield _raw("html_block", Markup().join(map(self._figure, pictures)))
                at += 3
                continue
            if token.type in ("heading_open", "heading_close"):
                is_heading = token.type == "heading_open"
            if token.children is not None:
                glosses = not is_heading
                token.children = list(self.inline(token.children, glosses=glosses))
            yield from _held(token)
            at += 1

    def inline(self, tokens: Sequence[Token], *, glosses: bool = False) -> Iterator[Token]:
        """Give the tokens of a line; what is no medium of this module is said in words."""
        links: list[Media | None | bool] = []
        for token in tokens:
            if token.type == "image":
                yield self._inline_picture(token)
            elif token.type == "link_open":
                links.append(self._link(token))
                if links[-1] is not None:
                    yield token
            elif token.type == "link_close":
                yield from self._link_end(token, links.pop())
            elif token.type == "text" and glosses and not links:
                yield from self._glossed(token)
            else:
                yield token

    def _shift_headings(self, tokens: Sequence[Token]) -> None:
        used = sorted({token.tag for token in tokens if token.type == "heading_open"})
        level = self.look.top - 1
        for token in tokens:
            if token.type == "heading_open":
                level = min(used.index(token.tag) + self.look.top, level + 1, LOWEST_HEADING)
            if token.type in ("heading_open", "heading_close"):
                token.tag = f"h{level}"
        for at, token in enumerate(tokens):
            if token.type == "heading_open" and self.look.anchors:
                self._name(token, tokens[at + 1])

    def _name(self, opening: Token, inner: Token) -> None:
        if opening.tag != f"h{self.look.top}":
            return
        name = f"{self.look.prefix}bagian-{len(self.drawn.headings) + 1}"
        opening.attrSet("id", name)
        self.drawn.headings.append(Heading(name, _words(inner)))

    def _only_pictures(self, three: Sequence[Token]) -> list[Token]:
        if [token.type for token in three] != ["paragraph_open", "inline", "paragraph_close"]:
            return []
        children = [t for t in three[1].children or [] if not _is_blank(t)]
        known = [t for t in children if t.type == "image" and self._picture(t) is not None]
        return known if len(known) == len(children) else []

    def _figure(self, token: Token) -> Markup:
        return parts.figure(self._shown(token), str(token.attrGet("title") or ""))

    def _inline_picture(self, token: Token) -> Token:
        if self._picture(token) is None:
            return _text(_words(token))
        return _raw("html_inline", self._shown(token))

    def _shown(self, token: Token) -> Markup:
        media, alt = self._picture(token), _words(token)
        if media is None or self.look.media_url is None:
            return Markup.escape(alt)
        url, most = self.look.media_url(media), self.look.pictures_most
        if most is not None and media.bytes_count > most:
            self.drawn.later.append(media)
            return parts.picture_link(media, url, alt)
        self.addresses.add(url)
        self.drawn.pictures.append(media)
        return parts.picture(media, url, alt, waits=self.look.waits)

    def _picture(self, token: Token) -> Media | None:
        found = self._medium(str(token.attrGet("src") or ""))
        return found if found and parts.is_picture(found) else None

    def _medium(self, address: str) -> Media | None:
        if self.look.media_url is None:
            return None
        return self.look.media.get(address) or self.look.media.get(address.removeprefix("media/"))

    def _link(self, opening: Token) -> Media | bool | None:
        """Give the file it leads to, True for another place, None where there is nothing."""
        address = str(opening.attrGet("href") or "")
        if not address.startswith("media/"):
            return True
        found = self._medium(address)
        if found and self.look.media_url:
            opening.attrSet("href", self.look.media_url(found))
            self.drawn.papers.append(found)
        return found

    def _link_end(self, closing: Token, leads_to: Media | bool | None) -> Iterator[Token]:
        if leads_to is not None:
            yield closing
        if isinstance(leads_to, Media):
            yield _text(parts.paper_note(leads_to))

    def _glossed(self, token: Token) -> Iterator[Token]:
        for piece in self.glossing.pieces(token.content):
            if piece.term is None:
                yield _text(piece.text)
            else:
                link = parts.term_link(piece.term, piece.text, self.look.prefix)
                yield _raw("html_inline", link)


def _held(token: Token) -> Iterator[Token]:
    if token.type == "table_open":
        yield _raw("html_block", html_tables.HELD_BEGINS)
    yield token
    if token.type == "table_close":
        yield _raw("html_block", html_tables.HELD_ENDS)


def _raw(kind: str, html: Markup) -> Token:
    return Token(kind, "", 0, content=str(html))


def _text(words: str) -> Token:
    return Token("text", "", 0, content=words)


def _is_blank(token: Token) -> bool:
    return token.type == "softbreak" or (token.type == "text" and not token.content.strip())


def _words(token: Token) -> str:
    """Give what a line, or a picture's description, says without its markup."""
    inner = token.children or []
    return _renderer.renderInlineAsText(inner, MARKDOWN.options, {})
