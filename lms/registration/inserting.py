"""Rows of which the database allows one by a key: the first makes it, the others are told."""

from typing import Any
from uuid import UUID

from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Session

from lms.registration.tenure_models import Decree, DutyLetter


def once(
    session: Session,
    model: type[Decree] | type[DutyLetter],
    keys: tuple[str, ...],
    **values: Any,
) -> UUID | None:
    """Add a row unless one of these keys is there, and give its id; None: there is one."""
    insert = sqlite_insert if session.get_bind().dialect.name == "sqlite" else postgresql_insert
    row = insert(model).values(**values).on_conflict_do_nothing(index_elements=keys)
    return session.scalars(row.returning(model.id)).one_or_none()
