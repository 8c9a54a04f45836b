"""docs/coverage.md names only pages and tests that there are."""

import ast
import re
from pathlib import Path

import pytest
from flask import Flask

from lms.app import create_app
from lms.kernel.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
TEXT = (ROOT / "docs" / "coverage.md").read_text("utf-8")
_CODE = re.compile(r"`([^`]+)`")
_COLUMNS = 3


def _rows() -> list[list[str]]:
    lines = [line for line in TEXT.splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines]


ROWS = [row for row in _rows() if not row[0].startswith(("---", "what"))]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """The application, its database never opened."""
    return create_app(Settings(home=tmp_path_factory.mktemp("home"), secret_key="s" * 40))


def _tests_of(path: Path) -> set[str]:
    tree = ast.parse(path.read_text("utf-8"))
    names = {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
    for node in tree.body:
        if isinstance(node, ast.ClassDef):
            methods = (each for each in node.body if isinstance(each, ast.FunctionDef))
            names |= {node.name, *(f"{node.name}::{each.name}" for each in methods)}
    return names


def test_every_row_has_a_statement_a_page_and_a_test() -> None:
    assert ROWS
    for row in ROWS:
        assert len(row) == _COLUMNS, row
        assert all(row), row
        assert _CODE.search(row[2]), f"no test: {row[0]}"


def test_every_page_is_a_route(site: Flask) -> None:
    rules = {rule.rule for rule in site.url_map.iter_rules()}
    named = {code for row in ROWS for code in _CODE.findall(row[1]) if code.startswith("/")}
    assert named
    assert not named - rules


def test_every_test_exists() -> None:
    missing = []
    for row in ROWS:
        for code in _CODE.findall(row[2]):
            name, _, test = code.partition("::")
            path = ROOT / name
            if not path.is_file() or test not in _tests_of(path):
                missing.append(code)
    assert not missing
