"""Reading figures back from pages, sheets and papers."""

import io
from collections.abc import Iterator
from contextlib import contextmanager

import html5lib
from flask import Flask
from pypdf import PdfReader
from python_calamine import CalamineWorkbook
from sqlalchemy import event

from lms.kernel.database import db
from tests.browser import Browser, Page, forget_user

Row = tuple[str, ...]
OWN = {"family": "psm", "tier": "dasar"}


@contextmanager
def counted(app: Flask) -> Iterator[list[str]]:
    """Give the list of the statements that run meanwhile."""
    found: list[str] = []

    def note(connection: object, cursor: object, statement: str, *rest: object) -> None:
        if statement.lstrip().upper().startswith(("SELECT", "WITH")):
            found.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    yield found
    event.remove(db.engine, "before_cursor_execute", note)


def _words(cell: object) -> str:
    return " ".join("".join(cell.itertext()).split())  # type: ignore[attr-defined]  # an element


def page_rows(page: Page) -> list[Row]:
    """Give the cells of a page's tables, a region's name without its bar and office."""
    tree = html5lib.parse(page.html, namespaceHTMLElements=False)
    rows = (line.findall("td") for line in tree.iter("tr"))
    return [(_first(row[0]), *map(_words, row[1:])) for row in rows if row]


def _first(cell: object) -> str:
    links = [link for link in cell.iter("a") if link.get("class") is None]  # type: ignore[attr-defined]
    return _words(links[0] if links else cell)


def made_report(browser: Browser, view: str, code: str, **filters: str) -> Page:
    """Make a report of a view and give its page."""
    data = {"tampilan": view, **filters}
    return browser.submit("oversight.make_report", data, code=code, **OWN)


def report_id(page: Page) -> str:
    """Give the id of the report whose page this is."""
    return page.response.request.path.rsplit("/", 1)[-1]


def _file(browser: Browser, endpoint: str, page: Page) -> bytes:
    forget_user()
    answer = browser.client.get(browser.address(endpoint, report_id=report_id(page)))
    assert answer.status_code == 200
    return answer.data


def sheet(browser: Browser, page: Page) -> tuple[str, list[Row]]:
    """Give the notes above a report's table and the table with its headings, as texts."""
    data = _file(browser, "oversight.report_sheet", page)
    grid = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()
    texts = [tuple(str(int(v)) if isinstance(v, float) else str(v) for v in row) for row in grid]
    top = next(n for n, row in enumerate(texts) if row[0] in {"Kode", "Nama"})
    return "\n".join(row[0] for row in texts[:top]), texts[top:]


def paper(browser: Browser, app: Flask, page: Page) -> str:
    """Let the worker draw a report and give the words on its paper."""
    assert app.extensions["bekal.worker"].drain() == (1, 0)
    data = _file(browser, "oversight.report_paper", page)
    pages = PdfReader(io.BytesIO(data)).pages
    return " ".join(" ".join(one.extract_text() for one in pages).split())
