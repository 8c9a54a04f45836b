"""Gap-free running numbers."""

from sqlalchemy import String, update
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Mapped, Session, mapped_column

from lms.kernel.model import Model


class Series(Model):
    """A counter. Its row is locked until the transaction ends, so no number is lost or twice."""

    __tablename__ = "series"

    name: Mapped[str] = mapped_column(String(120), primary_key=True)
    last: Mapped[int]


def following(session: Session, name: str) -> int:
    """Give the next number of the series, starting with 1."""
    insert = sqlite_insert if session.get_bind().dialect.name == "sqlite" else postgresql_insert
    session.execute(insert(Series).values(name=name, last=0).on_conflict_do_nothing())
    step = update(Series).where(Series.name == name).values(last=Series.last + 1)
    return session.execute(step.returning(Series.last)).scalar_one()
