"""Limiting a query to regions."""

from collections.abc import Iterable

from sqlalchemy import ColumnElement, false, or_, true
from sqlalchemy.orm import InstrumentedAttribute

from lms.kernel.access import NATION

CodeColumn = InstrumentedAttribute[str] | InstrumentedAttribute[str | None]


def lying_in(column: CodeColumn, codes: Iterable[str]) -> ColumnElement[bool]:
    """Give the condition that a region code lies in one of these regions; none: never."""
    wanted = tuple(codes)
    if NATION in wanted:
        return true()
    inside = [
        or_(column == code, column.startswith(code + ".", autoescape=True)) for code in wanted
    ]
    return or_(false(), *inside)
