"""A surat tugas as PDF. Only workers import this: it is heavy."""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from threading import Lock
from typing import Any

from jinja2 import FileSystemLoader, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

from certificates.design import OwnFiles
from certificates.typefaces import printable

_FOLDER = Path(__file__).parent / "letter"
_drawing = Lock()


def draw(content: Mapping[str, Any]) -> bytes:
    """Give the letter as PDF/A-3u, A4; equal content gives equal bytes."""
    words = {
        name: printable(value) if isinstance(value, str) else value
        for name, value in content.items()
    }
    with _drawing:
        return _draw(words)


def _draw(words: Mapping[str, Any]) -> bytes:
    environment = ImmutableSandboxedEnvironment(
        loader=FileSystemLoader(_FOLDER), autoescape=True, undefined=StrictUndefined
    )
    fonts, fetcher = FontConfiguration(), OwnFiles(_FOLDER)
    style = CSS(
        string=(_FOLDER / "style.css").read_text("utf-8"), url_fetcher=fetcher, font_config=fonts
    )
    page = HTML(string=environment.get_template("page.html").render(words), url_fetcher=fetcher)
    text = json.dumps(words, sort_keys=True, ensure_ascii=False)
    pdf: bytes = page.write_pdf(
        stylesheets=[style],
        font_config=fonts,
        pdf_variant="pdf/a-3u",
        pdf_tags=True,
        pdf_identifier=hashlib.sha256(text.encode()).digest()[:16],
    )
    return pdf
