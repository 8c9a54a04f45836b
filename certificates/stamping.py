"""Certificates of one event at a fraction of the cost: laid out once, the words stamped in.

People of one event differ in name, number, origin, sender, address and QR code. A model with
marks in their places is laid out by WeasyPrint once for each shape (how many lines each takes);
every further certificate only replaces the marked words, placed as the layout would place them.
Whoever doesn't fit a model (rare letters, more lines, a crowded page) gets a layout of their own.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from html import escape
from math import floor
from typing import Any

from certificates import design, forms, layout, pieces, qr, shaping
from certificates.claims import Claims, canonical, digest
from certificates.forms import MARKS, SANS, Form, Line, Place, Shape, Sheet
from certificates.typefaces import typeface

_UNIT = 1024  # parts of a CSS pixel that the layout engine tells apart
_PT = 0.75  # points in a CSS pixel


def stamp(claims: Claims, *, verify_url: str, test_signature: bool) -> bytes | None:
    """Give the certificate, stamped into its event's model; None if it doesn't fit one."""
    chosen = design.load(claims.design)
    words = layout.worded(claims, chosen, verify_url=verify_url, test_signature=test_signature)
    lines = forms.lines_of(chosen, words)
    if lines is None or forms.SIGN in canonical(claims).decode():
        return None
    form = forms.form(_common(claims), _shape(words, lines))
    if form is None or not _has_glyphs(form, lines):
        return None
    return _filled(form, lines, words, claims)


def _common(claims: Claims) -> Claims:
    """Give what all certificates of an event state; the rest is the same for everybody."""
    return replace(
        claims,
        holder_name="-",
        number="-",
        token="-",
        origin="-" if claims.origin else "",
        delegate_of="-" if claims.delegate_of else "",
    )


def _shape(words: Mapping[str, Any], lines: Mapping[str, Line]) -> Shape:
    url = words["verify_url"]
    return Shape(
        name_lines=_count(lines, "name"),
        origin_lines=_count(lines, "origin"),
        delegate_lines=_count(lines, "delegate"),
        qr_side=qr.side(url),
        url_base=url.rpartition("/")[0],
        test_signature=words["test_signature"],
    )


def _count(lines: Mapping[str, Line], what: str) -> int:
    return sum(key.partition(" ")[0] == what for key in lines)


def _has_glyphs(form: Form, lines: Mapping[str, Line]) -> bool:
    return all(
        form.glyphs[line.face].issuperset(shaping.shape(line.face, line.text).glyphs)
        for line in lines.values()
    )


def _filled(
    form: Form, lines: Mapping[str, Line], words: Mapping[str, Any], claims: Claims
) -> bytes:
    url = words["verify_url"]
    streams = {
        sheet.number: "".join(_content(sheet, lines, url)).encode("ascii") for sheet in form.sheets
    }
    texts = _texts(words)
    number, told = form.metadata
    for mark, text in texts.items():
        told = told.replace(mark, escape(text, quote=False))
    streams |= {number: told.encode(), form.attachment: canonical(claims)}
    edges = _edges(form, lines)
    return form.model.copy(
        pieces.Words(texts, streams, {form.link: edges}, bytes.fromhex(digest(claims))[:16])
    )


def _content(sheet: Sheet, lines: Mapping[str, Line], url: str) -> Iterator[str]:
    for kept, place in zip(sheet.kept, sheet.places, strict=False):
        yield kept
        yield _code(url) if place is None else _stamped(place, lines[place.key])
    yield sheet.kept[-1]


def _stamped(place: Place, line: Line) -> str:
    size = _pixels(line.size_pt)
    width = shaping.shape(line.face, line.text).width * size
    run = shaping.shape(line.face, line.text + place.tail)
    x = place.x + (place.width - width) / 2 if line.is_centred else place.x
    y = place.y + typeface(line.face).middle * (size - place.size)
    return (
        f"BT\n1 0 0 -1 {x:.6f} {y:.6f} Tm\n{place.font} {size:.6f} Tf\n"
        f"{shaping.shown(line.face, run)} TJ\nET\n"
    )


def _edges(form: Form, lines: Mapping[str, Line]) -> tuple[float, float]:
    """Give where the address begins and ends, in points."""
    place = next(
        place for sheet in form.sheets for place in sheet.places if place and place.key == "url"
    )
    width = shaping.shape(SANS, lines["url"].text).width * place.size
    middle = place.x + place.width / 2
    return (middle - width / 2) * _PT, (middle + width / 2) * _PT


def _pixels(points: float) -> float:
    """Give a type size in CSS pixels, as finely as the layout engine knows it."""
    return floor(points / _PT * _UNIT) / _UNIT


def _code(url: str) -> str:
    rows = (f"{x} {y} {width} 1 re\n" for x, y, width in qr.runs(url))
    return "".join(rows) + "f\n"


def _texts(words: Mapping[str, Any]) -> dict[str, str]:
    """Give what stands in place of each mark in titles, bookmarks and addresses."""
    return {
        MARKS["verify_url"]: words["verify_url"],
        MARKS["number"]: words["number"],
        " ".join(forms.name_marks(len(words["name"].lines))): " ".join(words["name"].lines),
        MARKS["holder_name"]: words["holder_name"],
    }
