"""Rules that hold for the whole site, one test each."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.routing import Rule

from lms.app import create_app
from lms.kernel.model import Model
from lms.kernel.settings import Settings
from lms.web import access

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = ROOT / "templates"
_WORD = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_LIBRARIES = {"static", "bootstrap.static", "api-docs.openapi_json"}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """The application, its database never opened."""
    return create_app(Settings(home=tmp_path_factory.mktemp("home"), secret_key="s" * 40))


def _rules(site: Flask) -> Iterator[Rule]:
    return (rule for rule in site.url_map.iter_rules() if rule.endpoint not in _LIBRARIES)


def test_every_view_declares_who_may_come(site: Flask) -> None:
    silent = [
        name
        for name, view in site.view_functions.items()
        if name not in _LIBRARIES and not access.access_of(view)
    ]
    assert not silent


def test_a_silent_view_stops_the_start(tmp_path: Path) -> None:
    app = create_app(Settings(home=tmp_path, secret_key="s" * 40))
    app.view_functions["baru.diam"] = lambda: ""
    with pytest.raises(RuntimeError, match=r"baru\.diam"):
        access.guard(app)


def test_addresses_are_kebab_case_and_typed(site: Flask) -> None:
    for rule in _rules(site):
        for part in filter(None, rule.rule.split("/")):
            if part.startswith("<"):
                assert ":" in part, f"{rule.rule}: a parameter without a type"
            else:
                assert _WORD.fullmatch(part.replace(".xlsx", "").replace(".pdf", "")), rule.rule


def test_the_domain_of_a_page_is_its_endpoint(site: Flask) -> None:
    folders = {path.name for path in TEMPLATES.iterdir() if path.is_dir()}
    blueprints = set(site.blueprints) | {"components", "layouts", "errors"}
    assert folders <= blueprints


def test_no_template_switches_escaping_off_or_runs_inline_code() -> None:
    breaches = re.compile(
        r"\|\s*safe\b|autoescape\s+(off|false)|\son\w+=\"|<script>|<style|<[^>{]*\sstyle=\""
    )
    for page in TEMPLATES.rglob("*.html"):
        found = breaches.search(page.read_text("utf-8"))
        assert not found, f"{page.relative_to(ROOT)}: {found and found.group()}"


def test_templates_stay_short() -> None:
    lengths = {p: len(p.read_text("utf-8").splitlines()) for p in TEMPLATES.rglob("*.html")}
    assert not {str(p): n for p, n in lengths.items() if n > 120}


def test_layers_are_kept() -> None:
    linter = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([linter], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_the_glossary_names_every_table() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    missing = sorted(name for name in Model.metadata.tables if f"`{name}`" not in readme)
    assert not missing


def test_modules_stay_short() -> None:
    long = {
        str(path.relative_to(ROOT)): count
        for folder in ("lms", "courses", "certificates")
        for path in (ROOT / folder).rglob("*.py")
        if "migrations" not in path.parts
        and (count := len(path.read_text("utf-8").splitlines())) > 300
    }
    assert not long


def test_words_for_people_are_collected_for_translation(tmp_path: Path) -> None:
    collected = tmp_path / "messages.pot"
    command = [Path(sys.executable).with_name("pybabel"), "-q", "extract", "-F", "babel.cfg"]
    keywords = ["-k", "say", "-k", "_l", "-o", str(collected), "."]
    subprocess.run([*command, *keywords], cwd=ROOT, check=True)
    text = collected.read_text("utf-8")
    assert "Anda tidak berwenang melakukan ini." in text
    assert "Wajib diisi." in text
    assert "DEMONSTRASI" in text
