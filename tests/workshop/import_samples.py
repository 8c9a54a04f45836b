"""Question files to import."""

import io
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import docx
from sqlalchemy.orm import Session

from courses.exchange import sheet
from courses.exchange.sheet_rows import Row
from lms.kernel import clock
from lms.kernel.access import Actor
from lms.training.media_views import storage
from lms.workshop import import_pictures, importing, queries
from lms.workshop.models import Manuscript, QuestionImport
from tests.workshop.bank_samples import OBJECTIVES


def a_row(stem: str, **cells: str) -> dict[str, str]:
    """Give a row of a sheet with a whole question."""
    return {
        "kind": "Pilihan ganda",
        "stem": stem,
        "A": "Sukarela",
        "B": "Dibayar",
        "C": "Dipaksa",
        "key": "A",
        "explanation": "Karena sukarela.",
        "objective": OBJECTIVES[0],
        "level": "C2",
    } | cells


def a_sheet(*rows: dict[str, str]) -> bytes:
    """Give an XLSX with these rows below its headings."""
    filled = [Row(number, {k: v for k, v in row.items() if v}) for number, row in enumerate(rows)]
    return sheet.write_faulty(filled, [])


def a_letter(*lines: str) -> bytes:
    """Give a Word file with a paragraph for each line."""
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def tried(
    session: Session,
    actor: Actor,
    manuscript: Manuscript,
    content: bytes,
    filename: str = "a.xlsx",
    **given: Any,
) -> QuestionImport:
    """Give an import of the file that was looked at."""
    found = queries.manuscript(session, actor, manuscript.id)
    trial = importing.look_at(found, content, storage(), filename=filename, **given)
    return importing.keep(session, actor, found.id, trial, at=clock.now())


def applied(session: Session, actor: Actor, found: QuestionImport, times: int = 9) -> int:
    """Put the rows into the bank; give in how many steps."""
    import_pictures.publish(storage(), found)
    for step in range(1, times + 1):
        at = clock.now() + timedelta(seconds=step)
        if importing.apply_some(session, actor, found.id, at=at).applied_at is not None:
            return step
    raise AssertionError("never done")


def words(rows: Sequence[importing.Verdict]) -> list[str]:
    """Give what becomes of each row."""
    return [row.result.value for row in rows]
