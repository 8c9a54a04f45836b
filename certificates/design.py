"""Designs: folders with a page, a style sheet and a few measures, read once and kept warm."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from jinja2 import FileSystemLoader, StrictUndefined, Template
from jinja2.sandbox import ImmutableSandboxedEnvironment
from weasyprint import CSS
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from certificates.fitting import Room
from certificates.typefaces import FILES

FOLDER = Path(__file__).parent / "designs"

_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_ROOMS = ("text_pt", "foot_pt", "text_room_pt", "facts_room_pt")
_KEYS = frozenset({"title", "densities", "name_face", "name_room", *_ROOMS})
_SUFFIXES = {".svg": "image/svg+xml", ".png": "image/png", ".jpg": "image/jpeg"}


class DesignError(ValueError):
    """A design does not exist, lacks something, or asks for files that are not its own."""


@dataclass(frozen=True, eq=False)
class Design:
    """One design, ready to draw with: its template, parsed style sheet and loaded fonts."""

    name: str
    title: str
    densities: int
    name_face: str
    name_room: Room
    text_pt: float  # type size of the facts
    foot_pt: float  # type size of the address at the foot
    text_room_pt: float  # width of a line across the page
    facts_room_pt: float  # width of the column of facts
    template: Template
    style: CSS
    fonts: FontConfiguration
    fetcher: "OwnFiles"


class OwnFiles(URLFetcher):  # type: ignore[misc]  # WeasyPrint carries no types
    """Gives a design its own images and our fonts (`font:NAME`), and refuses everything else."""

    def __init__(self, folder: Path) -> None:
        super().__init__(allowed_protocols=("font", "file"), allow_redirects=False)
        self._folder = folder.resolve()

    def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
        """Give the bytes of an allowed address.

        Raises:
            FatalURLFetchingError: any other address; this stops the drawing.
        """
        scheme, _, rest = url.partition(":")
        if scheme == "font" and rest in FILES:
            return URLFetcherResponse(url, FILES[rest].read_bytes(), {"Content-Type": "font/otf"})
        path = self._own(url) if scheme == "file" else None
        if path is None:
            raise FatalURLFetchingError(f"Desain meminta berkas di luar miliknya: {url[:200]}")
        return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": _SUFFIXES[path.suffix]})

    def _own(self, url: str) -> Path | None:
        path = Path(url.removeprefix("file://")).resolve()
        own = path.parent == self._folder and path.suffix in _SUFFIXES and path.is_file()
        return path if own else None


def names() -> tuple[str, ...]:
    """Give the names of the shipped designs."""
    return tuple(sorted(path.parent.name for path in FOLDER.glob("*/design.yaml")))


@cache
def load(name: str) -> Design:
    """Give a shipped design by name; the first call reads it, later ones are free.

    Raises:
        DesignError: there is no such design, or it is not well made.
    """
    if not _NAME.fullmatch(name) or name not in names():
        raise DesignError(f"Desain sertifikat tidak ada: {name!r}.")
    return read(FOLDER / name)


def read(folder: Path) -> Design:
    """Give the design in a folder.

    Raises:
        DesignError: it is not well made, or its style sheet asks for files not its own.
    """
    measures = _measures(folder)
    fonts = FontConfiguration()
    fetcher = OwnFiles(folder)
    return Design(
        name=folder.name,
        title=measures["title"],
        densities=measures["densities"],
        name_face=measures["name_face"],
        name_room=Room(**measures["name_room"]),
        **{name: float(measures[name]) for name in _ROOMS},
        template=_environment(folder).get_template("page.html"),
        style=_style(folder, fonts, fetcher),
        fonts=fonts,
        fetcher=fetcher,
    )


def _measures(folder: Path) -> dict[str, Any]:
    data = yaml.safe_load((folder / "design.yaml").read_text(encoding="utf-8"))
    if not isinstance(data, dict) or data.keys() != _KEYS or data["name_face"] not in FILES:
        raise DesignError(f"design.yaml harus memuat tepat: {', '.join(sorted(_KEYS))}.")
    return data


def _environment(folder: Path) -> ImmutableSandboxedEnvironment:
    return ImmutableSandboxedEnvironment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _style(folder: Path, fonts: FontConfiguration, fetcher: OwnFiles) -> CSS:
    text = (folder / "style.css").read_text(encoding="utf-8")
    try:
        return CSS(string=text, base_url=base_url(folder), url_fetcher=fetcher, font_config=fonts)
    except FatalURLFetchingError as error:
        raise DesignError(str(error)) from error


def base_url(folder: Path) -> str:
    """Give the address against which a design names its own images."""
    return folder.resolve().as_uri() + "/"
