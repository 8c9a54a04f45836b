"""Pictures in the texts of a draft: taken out as marks before it is read, put in again after.

A mark is two private letters around a number; it passes every converter as a word would.
"""

import base64
import html
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from urllib.parse import unquote

from courses import pictures
from courses.codec import Json, decode, encode
from courses.exchange.drafts import Draft, DraftFile, Markup
from courses.model import Question

INSIDE = "@@PLUGINFILE@@/"
"""How the address of a file begins that travels inside a question file, as Moodle writes it."""

MOST_MARKS = 200

_TAG = re.compile(r"""<img\b(?:[^>"']|"[^"]*"|'[^']*')*+>""", re.IGNORECASE)
_SAID = re.compile(r"""\b(src|alt)\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]+)""", re.IGNORECASE)
_MARKDOWN = re.compile(r"!\[((?:[^\[\]\\]|\\.)*+)\]\(\s*<?([^)\s>]+)>?[^)\n]{0,300}\)")
_DATA = re.compile(
    r"""(\bsrc\s*=\s*["'])data:image/([a-z]{3,4})(?:\+xml)?;base64,([A-Za-z0-9+/=\s]*+)(?=["'])""",
    re.IGNORECASE,
)
_INSIDE = re.compile(r"@@PLUGINFILE@@/[^)\s]+")
_OF_MODULE = re.compile(r"(?<=\]\()media/([a-z0-9.-]{1,80})(?=[\s)])")
_MARK = re.compile("\ue000([0-9]{1,3})\ue001")
_PRIVATE = re.compile("[\ue000\ue001]")
_AT_END = re.compile("(?<=[^\ue001\\s])\\s*((?:\ue000[0-9]{1,3}\ue001\\s*)+)$")


def unpacked(draft: Draft) -> Draft:
    """Give the draft with pictures that are written into its texts as files beside them."""
    found = list(draft.files)

    def taken(match: re.Match[str]) -> str:
        file = DraftFile(f"gambar-{len(found) + 1}.{match[2].lower()}", "".join(match[3].split()))
        if file.content not in {each.content for each in found}:
            found.append(file)
        name = next(each.name for each in found if each.content == file.content)
        return f"{match[1]}{INSIDE}{name}"

    changed = _with_texts(draft, lambda text, _markup: _DATA.sub(taken, text))
    return replace(changed, files=tuple(found))


def shown(draft: Draft) -> tuple[str, ...]:
    """Give the names of the files that a draft shows where a question may show pictures."""
    marks = _Marks({file.name: file.name for file in draft.files})
    marks.marked(draft)
    return tuple(dict.fromkeys(name for name, _alt in marks.found))


def content_of(file: DraftFile) -> bytes:
    """Give the bytes of a file that travelled inside; b"" if they are broken."""
    try:
        return base64.b64decode(file.content, validate=True)
    except ValueError:
        return b""


@dataclass
class _Marks:
    """The pictures of one draft: the name under which a module has each, and what is said."""

    named: Mapping[str, str]
    found: list[tuple[str, str]] = field(default_factory=list)

    def marked(self, draft: Draft) -> Draft:
        """Give the draft with a mark for each picture that is named."""
        return _with_texts(draft, self._text)

    def _text(self, text: str, markup: Markup) -> str:
        text = _PRIVATE.sub("", text)
        if markup in (Markup.HTML, Markup.MOODLE):
            return _TAG.sub(self._of_tag, text)
        of_markdown = self._of_plain if markup is Markup.PLAIN else self._of_markdown
        return _MARKDOWN.sub(of_markdown, text)

    def _of_tag(self, tag: re.Match[str]) -> str:
        return self._mark(*_said_of(tag[0])) or tag[0]

    def _of_markdown(self, found: re.Match[str]) -> str:
        return self._mark(found[2], found[1]) or found[0]

    def _of_plain(self, found: re.Match[str]) -> str:
        """Give the mark, or words: nobody reads Markdown in a plain text."""
        if not found[2].startswith(INSIDE):
            return found[0]
        return self._mark(found[2], found[1]) or _words(file_name(found[2]), found[1])

    def _mark(self, address: str, alt: str) -> str:
        name = self.named.get(file_name(address)) if address.startswith(INSIDE) else None
        if name is None or len(self.found) >= MOST_MARKS:
            return ""
        self.found.append((name, " ".join(_PRIVATE.sub("", alt).split())))
        return f"\ue000{len(self.found)}\ue001"


def marked(draft: Draft, named: Mapping[str, str]) -> tuple[Draft, Sequence[tuple[str, str]]]:
    """Give the draft with marks, and for each mark the medium's name and its alternative text.

    `named` says under which name the module has a file of the draft.
    """
    marks = _Marks(named)
    return marks.marked(draft), marks.found


def put_in(question: Question, found: Sequence[tuple[str, str]]) -> Question:
    """Give the question with the pictures where their marks stand, or with words for them."""
    if not found:
        return question
    apart = replace(question, stem=_apart(question.stem), explanation=_apart(question.explanation))
    drawn = pictures.changed(
        apart, lambda text: _MARK.sub(lambda mark: _picture(*found[int(mark[1]) - 1]), text)
    )
    made: Question = decode(Question, _worded(encode(drawn), found))
    return made


def with_pictures(
    source: str, convert: Callable[[str], str], address_of: Callable[[str], str | None]
) -> str:
    """Give HTML converted to Markdown, with the pictures that have an address there."""
    found: list[tuple[str, str]] = []

    def mark(tag: re.Match[str]) -> str:
        shown, alt = _said_of(tag[0])
        address = address_of(shown)
        if address is None or len(found) >= MOST_MARKS:
            return tag[0]
        found.append((address, " ".join(alt.split())))
        return f"\ue000{len(found)}\ue001"

    converted = convert(_TAG.sub(mark, _PRIVATE.sub("", source)))
    return _MARK.sub(lambda each: _shown_at(*found[int(each[1]) - 1]), converted)


def at_addresses(text: str, address_of: Callable[[str], str | None]) -> str:
    """Give Markdown with its pictures at other addresses, where there is one."""

    def there(found: re.Match[str]) -> str:
        address = address_of(found[2])
        return found[0] if address is None else _shown_at(address, found[1])

    return _MARKDOWN.sub(there, text)


def tidy(text: str) -> str:
    """Give a text without white space at its ends and without more than one blank line."""
    return re.sub(r"\n{3,}", "\n\n", text).strip()


def media_in(draft: Draft) -> tuple[str, ...]:
    """Give the names of the media that a draft of Markdown shows."""
    found: dict[str, None] = {}

    def seen(text: str, _markup: Markup) -> str:
        found.update(dict.fromkeys(_OF_MODULE.findall(text)))
        return text

    _with_texts(draft, seen)
    return tuple(found)


def packed(draft: Draft, contents: Mapping[str, bytes]) -> Draft:
    """Give the draft of a question with these of its media as files beside it."""

    def inside(found: re.Match[str]) -> str:
        return INSIDE + found[1] if found[1] in contents else found[0]

    files = tuple(
        DraftFile(name, base64.b64encode(content).decode()) for name, content in contents.items()
    )
    changed = _with_texts(draft, lambda text, _markup: _OF_MODULE.sub(inside, text))
    return replace(changed, files=tuple(sorted(files, key=lambda file: (file.name, file.content))))


def beside(draft: Draft, contents: Mapping[str, bytes]) -> Draft:
    """Give the draft with those of these files beside it that its texts show."""
    found: dict[str, None] = {}

    def seen(text: str, _markup: Markup) -> str:
        found.update(dict.fromkeys(map(file_name, _INSIDE.findall(text))))
        return text

    _with_texts(draft, seen)
    files = (
        DraftFile(name, base64.b64encode(contents[name]).decode())
        for name in sorted(found)
        if name in contents
    )
    return replace(draft, files=(*draft.files, *files))


def file_name(address: str) -> str:
    """Give the name of the file that an address leads to."""
    return unquote(address.split("?")[0].rsplit("/", 1)[-1])


def _apart(text: str) -> str:
    """Give a text whose last pictures stand in a paragraph of their own."""
    return _AT_END.sub(r"\n\n\1", text).strip()


def _said_of(tag: str) -> tuple[str, str]:
    """Give the address and the alternative text of a picture."""
    said = {name.lower(): value.strip("\"'") for name, value in _SAID.findall(tag)}
    return html.unescape(said.get("src", "")), html.unescape(said.get("alt", ""))


def _picture(name: str, alt: str) -> str:
    return _shown_at(f"media/{name}", alt)


def _shown_at(address: str, alt: str) -> str:
    plain = _PRIVATE.sub("", alt).replace("\\", "").replace("[", "(").replace("]", ")")
    return f"![{plain}]({address})"


def _worded(data: Json, found: Sequence[tuple[str, str]]) -> Json:
    """Give the JSON of a question with words for marks that stand where no picture can."""
    match data:
        case str():
            return _MARK.sub(lambda mark: _words(*found[int(mark[1]) - 1]), data)
        case list():
            return [_worded(each, found) for each in data]
        case dict():
            return {name: _worded(each, found) for name, each in data.items()}
        case _:
            return data


def _words(name: str, alt: str) -> str:
    return f"(gambar: {alt or name})"


def _with_texts(draft: Draft, change: Callable[[str, Markup], str]) -> Draft:
    """Give the draft with the texts changed in which a question may show a picture."""
    own = draft.markup
    return replace(
        draft,
        text=change(draft.text, own),
        generalfeedback=change(draft.generalfeedback, own),
        answers=tuple(replace(each, text=change(each.text, each.markup)) for each in draft.answers),
        pairs=tuple(
            replace(each, question=change(each.question, own), answer=change(each.answer, own))
            for each in draft.pairs
        ),
    )
