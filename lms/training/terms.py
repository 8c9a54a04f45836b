"""The words that lessons explain in place."""

from collections.abc import Collection
from functools import lru_cache

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from courses.model import Term
from lms.kernel.database import rows
from lms.training.catalogue import GlossaryTerm

_ALL = select(GlossaryTerm.term, GlossaryTerm.meaning).order_by(GlossaryTerm.term)


def terms(session: Session) -> tuple[Term, ...]:
    """Give every term with its meaning, by the words."""
    return _terms(tuple(rows(session, _ALL, {})))


@lru_cache(maxsize=4)
def _terms(found: tuple[Row[str, str], ...]) -> tuple[Term, ...]:
    # all lessons ask for the same: made once as long as nobody changes them
    return tuple(Term(term, meaning) for term, meaning in found)


def keep(session: Session, given: Collection[Term]) -> list[str]:
    """Add the terms that are new and correct those that mean something else; give those words."""
    known = {row.term: row for row in session.scalars(select(GlossaryTerm))}
    changed = []
    for each in given:
        row = known.get(each.term)
        if row is None:
            session.add(GlossaryTerm(term=each.term, meaning=each.meaning))
        elif row.meaning == each.meaning:
            continue
        else:
            row.meaning = each.meaning
        changed.append(each.term)
    session.flush()
    return changed
