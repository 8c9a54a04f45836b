"""Looks into an SVG drawing: only shapes, text and colours, nothing that runs or loads."""

import re
from dataclasses import dataclass, field

from lxml import etree

NAMESPACE = "{http://www.w3.org/2000/svg}"
XLINK = "{http://www.w3.org/1999/xlink}href"
XML = "{http://www.w3.org/XML/1998/namespace}"
TAGS = frozenset(
    (
        *("svg", "g", "defs", "symbol", "use", "title", "desc"),
        *("path", "rect", "circle", "ellipse", "line", "polyline", "polygon"),
        *("text", "tspan", "marker", "clipPath", "pattern"),
        *("linearGradient", "radialGradient", "stop"),
    )
)
ATTRIBUTES = frozenset(
    (
        *("id", "class", "role", "version", "viewBox", "preserveAspectRatio", "width", "height"),
        *("x", "y", "x1", "y1", "x2", "y2", "cx", "cy", "r", "rx", "ry", "fx", "fy", "dx", "dy"),
        *("d", "points", "transform", "rotate", "pathLength", "href", "lang", "offset"),
        *("fill", "fill-opacity", "fill-rule", "clip-path", "clip-rule", "opacity", "color"),
        *("stroke", "stroke-width", "stroke-linecap", "stroke-linejoin", "stroke-dasharray"),
        *("stroke-dashoffset", "stroke-miterlimit", "stroke-opacity", "vector-effect"),
        *("font-family", "font-size", "font-weight", "font-style", "letter-spacing"),
        *("text-anchor", "dominant-baseline", "alignment-baseline", "baseline-shift"),
        *("textLength", "lengthAdjust", "text-decoration", "word-spacing", "display"),
        *("stop-color", "stop-opacity", "spreadMethod", "gradientUnits", "gradientTransform"),
        *("clipPathUnits", "patternUnits", "patternContentUnits", "patternTransform"),
        *("marker-start", "marker-mid", "marker-end", "markerWidth", "markerHeight"),
        *("markerUnits", "refX", "refY", "orient", "visibility", "focusable", "shape-rendering"),
    )
)
_LENGTH = re.compile(r"\s*([0-9]{1,5}(?:\.[0-9]+)?)(?:px)?\s*")
# what CSS loads from elsewhere; a backslash could hide its letters
_LOADS = re.compile(r"url\s*\(\s*(?!#)|image(?:-set)?\s*\(|\\", re.IGNORECASE)
_BOX = re.compile(r"[\s,]+")


@dataclass
class Drawing:
    """What an SVG is: its size in pixels, and every fault with its line."""

    width: int | None = None
    height: int | None = None
    faults: list[tuple[int, str]] = field(default_factory=list)


def look(content: bytes) -> Drawing:
    """Give the size of an SVG and everything that keeps it from being shown."""
    drawing = Drawing()
    root = _root(content, drawing)
    if root is None:
        return drawing
    around = [*root.itersiblings(preceding=True), *root.itersiblings()]
    for part in (*around, *root.iter()):
        drawing.faults += [(part.sourceline or 1, fault) for fault in _faults(part)]
    title = root.find(f"{NAMESPACE}title")
    if title is None or not (title.text or "").strip():
        drawing.faults.append((1, "Gambar SVG harus mempunyai <title> yang menyebut isinya."))
    drawing.width, drawing.height = _size(root)
    if drawing.width is None:
        drawing.faults.append((1, "Gambar SVG harus menyebut ukurannya di width dan height."))
    return drawing


def _root(content: bytes, drawing: Drawing) -> etree._Element | None:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        drawing.faults.append((1, "Gambar SVG harus tersimpan sebagai UTF-8."))
        return None
    if "<!DOCTYPE" in text.upper() or "<!ENTITY" in text.upper():
        drawing.faults.append((1, "Gambar SVG tidak boleh memuat DOCTYPE; hapus barisnya."))
        return None
    parser = etree.XMLParser(  # whatever the file names, it is given as UTF-8 and read so
        encoding="utf-8", resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        root = etree.fromstring(text.encode(), parser)
    except (etree.XMLSyntaxError, ValueError) as wrong:
        line = getattr(wrong, "lineno", None) or 1
        drawing.faults.append((line, "Susunan XML gambar ini rusak di sekitar baris ini."))
        return None
    if root.tag != f"{NAMESPACE}svg":
        drawing.faults.append((1, "Berkas ini bukan gambar SVG."))
        return None
    return root


def _faults(part: etree._Element) -> list[str]:
    if isinstance(part, etree._Comment):
        return []
    name = str(part.tag).removeprefix(NAMESPACE)
    if not isinstance(part.tag, str) or name not in TAGS:
        return [f"Unsur <{name if isinstance(part.tag, str) else '?'}> tidak boleh ada dalam SVG."]
    return [
        f"Isian {key} pada <{name}> tidak boleh ada dalam SVG."
        for key, value in part.attrib.items()
        if not _is_allowed(str(key), str(value))
    ]


def _is_allowed(key: str, value: str) -> bool:
    if key in ("href", XLINK):
        return value.startswith("#")
    if key in (f"{XML}space", f"{XML}lang") or key.startswith("aria-"):
        return True
    return key in ATTRIBUTES and not _LOADS.search(value)


def _size(root: etree._Element) -> tuple[int | None, int | None]:
    """Give width and height in pixels: as said, else those of the viewBox."""
    said = [_LENGTH.fullmatch(root.get(name, "")) for name in ("width", "height")]
    box = _BOX.split(root.get("viewBox", "").strip())
    if said[0] and said[1]:
        width, height = float(said[0][1]), float(said[1][1])
    elif len(box) == 4 and all(map(_LENGTH.fullmatch, box[2:])):
        width, height = float(box[2]), float(box[3])
    else:
        return None, None
    return (round(width), round(height)) if min(width, height) >= 1 else (None, None)
