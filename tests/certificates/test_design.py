import shutil
from pathlib import Path

import pytest
from jinja2 import UndefinedError
from jinja2.exceptions import SecurityError
from weasyprint import HTML
from weasyprint.urls import FatalURLFetchingError

from certificates import design
from certificates.design import DesignError


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a copy of the shipped design that a test may spoil."""
    return Path(shutil.copytree(design.FOLDER / "baku", tmp_path / "baku"))


def test_every_shipped_design_loads_and_has_a_title() -> None:
    assert "baku" in design.names()
    assert all(design.load(name).title for name in design.names())


def test_a_design_is_read_once_and_kept_warm() -> None:
    assert design.load("baku") is design.load("baku")


@pytest.mark.parametrize(
    "url",
    [
        "https://example.go.id/lambang.png",
        "http://127.0.0.1:8000/",
        "file:///etc/passwd",
        "../rahasia.svg",
        "style.css",
        "tiada.svg",
        "data:image/svg+xml,<svg/>",
        "font:sistem",
    ],
)
def test_a_page_gets_no_file_but_its_own(folder: Path, url: str) -> None:
    (folder.parent / "rahasia.svg").write_text("<svg/>", encoding="utf-8")
    chosen = design.read(folder)
    page = HTML(
        string=f'<img src="{url}" alt="">',
        base_url=design.base_url(folder),
        url_fetcher=chosen.fetcher,
    )
    with pytest.raises(FatalURLFetchingError):
        page.render(font_config=chosen.fonts)


def test_a_style_sheet_gets_no_file_but_its_own(folder: Path) -> None:
    style = folder / "style.css"
    style.write_text('@import "https://example.go.id/a.css";', encoding="utf-8")
    with pytest.raises(DesignError, match="di luar"):
        design.read(folder)


def test_a_link_out_of_the_folder_is_not_followed(folder: Path) -> None:
    (folder.parent / "rahasia.svg").write_text("<svg/>", encoding="utf-8")
    (folder / "tautan.svg").symlink_to(folder.parent / "rahasia.svg")
    with pytest.raises(FatalURLFetchingError):
        design.read(folder).fetcher.fetch((folder / "tautan.svg").as_uri())


def test_a_template_sees_only_what_it_is_given(folder: Path) -> None:
    page = folder / "page.html"
    page.write_text("{{ tiada }}", encoding="utf-8")
    with pytest.raises(UndefinedError):
        design.read(folder).template.render()
    page.write_text("{{ ''.__class__.__mro__ }}", encoding="utf-8")
    with pytest.raises(SecurityError):
        design.read(folder).template.render()


def test_measures_are_complete(folder: Path) -> None:
    (folder / "design.yaml").write_text("title: Kurang\n", encoding="utf-8")
    with pytest.raises(DesignError, match="design.yaml"):
        design.read(folder)
