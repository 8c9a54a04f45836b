"""What certificates of one event share: a model laid out once, with marks in place of words."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from typing import Any

import pikepdf
from weasyprint import CSS

from certificates import design, layout, pieces, qr, shaping
from certificates.claims import Claims
from certificates.design import Design
from certificates.fitting import Setting
from certificates.typefaces import printable

SANS = "sans"
SIGN = "Zqx"  # begins every mark; claims that hold it are laid out by themselves

_NAME_LINES_MOST = 3
MARKS = {
    "verify_url": "https://zqx4vj.example/periksa",
    "number": "Zqx5Vj",
    "holder_name": "Zqx6Vj",
}
_LETTERS = "".join(map(chr, range(0x21, 0x7F))) + "‘’“”–—ÀÁÄÉÈÊËÍÏÑÓÖÚÜÇàáâäãåéèêëíîïñóòôöúûüçøšž"
_JOINED = "fi fl ff ffi ffl Th St, Sp. Rp: A.B, B-C/D:"
_MARK_SIZE = 3  # of the line that makes the layout embed all letters; it is taken out again
_TEXT = re.compile(
    r"BT\n1 0 0 -1 (?P<x>\S+) (?P<y>\S+) Tm\n(?P<font>/\w+) (?P<size>\S+) Tf\n"
    r"\[(?P<shown>[^\]]*)\] TJ\nET\n"
)
_QR_MARK = '<path fill="#000" d="M1.125 2.375h.5v.5h-.5z"/>'
_QR_DRAWN = re.compile(r"1\.125 2\.375 m\n.*?\nf\n", re.DOTALL)
_GLYPHS = re.compile(r"<([0-9a-f]*)>")


@dataclass(frozen=True)
class Shape:
    """What must be alike for two certificates to share a model."""

    name_lines: int
    origin_lines: int
    delegate_lines: int
    qr_side: int
    url_base: str
    test_signature: bool


@dataclass(frozen=True)
class Line:
    """A line to be stamped: its face, text and size; centred or flush left."""

    face: str
    text: str
    size_pt: float
    is_centred: bool = True


@dataclass(frozen=True)
class Place:
    """Where a line of the model stands, in CSS pixels."""

    key: str
    font: str
    x: float
    y: float
    size: float
    width: float
    tail: str  # a space towards the next line, for whoever reads the text aloud


@dataclass(frozen=True)
class Sheet:
    """A page's content: what stays, and between it the keys of what is stamped."""

    number: int
    kept: tuple[str, ...]
    places: tuple[Place | None, ...]  # None: the QR code


@dataclass(frozen=True)
class Form:
    """A model laid out for one shape."""

    model: pieces.Model
    sheets: tuple[Sheet, ...]
    glyphs: Mapping[str, frozenset[int]]  # by face: what is embedded
    attachment: int
    metadata: tuple[int, str]
    link: int


def lines_of(chosen: Design, words: Mapping[str, Any]) -> dict[str, Line] | None:
    """Give every line to be stamped by its key, or None where the layout itself must decide."""
    setting: Setting = words["name"]
    if len(setting.lines) > _NAME_LINES_MOST:
        return None
    number = f"Nomor: {words['number']}"
    revision = f" (Revisi {words['revision']})" if words["revision"] > 1 else ""
    size, small, wide = chosen.text_pt, chosen.foot_pt, chosen.text_room_pt
    lines = {
        f"name {n}": Line(chosen.name_face, text, setting.size_pt)
        for n, text in enumerate(setting.lines)
    }
    lines["number"] = Line(SANS, number + revision, size)
    lines["url"] = Line(SANS, words["verify_url"], small)
    lines["holder"] = Line(SANS, words["holder_name"], size)
    lines["back-number"] = Line(SANS, number, size)
    if any(
        shaping.shape(each.face, each.text).width * each.size_pt > wide * 0.99
        for key, each in lines.items()
        if not key.startswith("name")
    ):
        return None
    for key, text in (("origin", words["origin"]), ("delegate", words["delegate_of"])):
        broken = shaping.broken(SANS, text, chosen.facts_room_pt / size) if text else ()
        if broken is None:
            return None
        lines |= {f"{key} {n}": Line(SANS, line, size, False) for n, line in enumerate(broken)}
    return lines


def _long_marks(letter: str, count: int, room: float) -> str:
    """Give a text that takes this many lines: words of more than half a line each."""
    word = letter + "Zqx"
    while shaping.shape(SANS, word).width < room * 0.7:
        word += "m"
    return " ".join(f"{word}{n}" for n in range(count))


def name_marks(count: int) -> tuple[str, ...]:
    """Give the marks of a name's lines."""
    return tuple(f"Zqx7Vj{n}" for n in range(count))


@lru_cache(maxsize=256)
def form(claims: Claims, shape: Shape) -> Form | None:
    """Give the model for an event and a shape; None if its page is too full to be stamped."""
    chosen = design.load(claims.design)
    marked, lines = _marked(chosen, claims, shape)
    settled = layout.settled(chosen, claims, marked, more=[_all_letters(chosen)])
    if settled.pages_count != 2 or settled.front_density:
        return None
    return _read(chosen, settled.pdf, lines)


def _marked(chosen: Design, claims: Claims, shape: Shape) -> tuple[dict[str, Any], dict[str, Line]]:
    """Give the page's words with marks in place of a person's, and the marked lines."""
    room = chosen.facts_room_pt / chosen.text_pt
    words = layout.worded(
        claims, chosen, verify_url=MARKS["verify_url"], test_signature=shape.test_signature
    )
    names = name_marks(shape.name_lines)
    size = chosen.name_room.smallest_pt
    words |= {
        "holder_name": MARKS["holder_name"],
        "number": MARKS["number"],
        "origin": _long_marks("O", shape.origin_lines, room),
        "delegate_of": _long_marks("U", shape.delegate_lines, room),
        "name": Setting(size, names),
        "qr": qr.frame(shape.qr_side, _QR_MARK, title=f"Kode QR menuju {MARKS['verify_url']}"),
    }
    lines = lines_of(chosen, words)
    if lines is None:
        raise AssertionError("the marks of a design fit their rooms")
    return words, lines


def _all_letters(chosen: Design) -> CSS:
    """Give a style that sets all letters in a margin, so that their glyphs are embedded."""
    content = f"{_LETTERS} {_JOINED} {' '.join(_LETTERS)}"
    said = "".join(f"\\{ord(letter):x} " for letter in content if printable(letter) == letter)
    faces = {"top-left": '400 3px/1 "Bekal Sans"', "top-right": '600 3px/1 "Bekal Serif"'}
    boxes = "".join(
        f'@{box} {{ content: "{said}"; font: {font}; width: 50%; hyphens: none }}'
        for box, font in faces.items()
    )
    return CSS(string=f"@page front {{ {boxes} }}", font_config=chosen.fonts)


def _read(chosen: Design, pdf: bytes, lines: Mapping[str, Line]) -> Form:
    with pikepdf.open(BytesIO(pdf)) as opened:
        contents = {
            page.Contents.objgen[0]: page.Contents.read_bytes().decode("ascii")
            for page in opened.pages
        }
        metadata, link = opened.Root.Metadata, opened.pages[0].Annots[0].objgen[0]
        attachment = opened.Root.AF[0].EF.F.objgen[0]
        told = metadata.objgen[0], metadata.read_bytes().decode()
        faces = _faces(chosen, opened)
    sheets = tuple(_sheet(number, text, lines) for number, text in contents.items())
    marks = (*MARKS.values(), "Zqx7Vj")
    model = pieces.take_apart(pdf, marks, frozenset({*contents, told[0], attachment}))
    return Form(model, sheets, faces, attachment, told, link)


def _faces(chosen: Design, opened: pikepdf.Pdf) -> dict[str, frozenset[int]]:
    """Give the glyphs that are embedded of each face that is stamped."""
    wanted = {"Bekal-Sans": SANS, "Bekal-Serif-Semi-Bold": chosen.name_face}
    found = {}
    for font in opened.pages[0].Resources.Font.values():
        face = wanted.get(str(font.BaseFont).partition("+")[2])
        if face is not None:
            found[face] = frozenset(_listed(font.DescendantFonts[0].W))
    return found


def _listed(widths: Any) -> Iterator[int]:
    """Give the glyphs that a font's table of widths names."""
    first = 0
    for each in widths:
        if isinstance(each, pikepdf.Array):
            yield from range(first, first + len(each))
        else:
            first = int(each)


def _sheet(number: int, content: str, lines: Mapping[str, Line]) -> Sheet:
    """Cut a page's content where marked lines and the QR code stand."""
    wanted = {shaping.shape(line.face, line.text).glyphs: key for key, line in lines.items()}
    cuts: list[tuple[int, int, Place | None, str]] = []
    for found in _TEXT.finditer(content):
        glyphs = _glyphs(found["shown"])
        key = wanted.get(glyphs) or wanted.get(glyphs[:-1])
        if float(found["size"]) == _MARK_SIZE:
            cuts.append((*found.span(), None, "left out"))
        elif key is not None:
            tail = "" if glyphs in wanted else " "
            cuts.append((*found.span(), _place(key, found, lines[key], tail), key))
    code = _QR_DRAWN.search(content)
    if code:
        cuts.append((*code.span(), None, "code"))
    return _cut(number, content, sorted(cuts, key=lambda cut: cut[0]))


def _cut(number: int, content: str, cuts: list[tuple[int, int, Place | None, str]]) -> Sheet:
    kept, places, end = [""], [], 0
    for begins, ends, place, key in cuts:
        kept[-1] += content[end:begins]
        end = ends
        if key != "left out":
            places.append(place)
            kept.append("")
    kept[-1] += content[end:]
    return Sheet(number, tuple(kept), tuple(places))


def _glyphs(shown: str) -> tuple[int, ...]:
    digits = "".join(_GLYPHS.findall(shown))
    return tuple(int(digits[n : n + 4], 16) for n in range(0, len(digits), 4))


def _place(key: str, found: re.Match[str], line: Line, tail: str) -> Place:
    size = float(found["size"])
    width = shaping.shape(line.face, line.text).width * size
    return Place(key, found["font"], float(found["x"]), float(found["y"]), size, width, tail)
