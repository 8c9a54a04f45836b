"""The chain of the trail."""

from flask import Flask
from sqlalchemy import update

from lms.kernel import audit, audit_state, clock
from lms.kernel.access import SYSTEM
from lms.kernel.audit import AuditEntry
from lms.kernel.database import reading, writing


def _act(name: str) -> None:
    with writing() as session:
        for suffix in ("satu", "dua"):
            audit.record(
                session,
                SYSTEM,
                f"{name}.{suffix}",
                ("uji", "1"),
                region_code="ID",
                at=clock.now(),
                detail={"nilai": 85},
            )


def test_entries_are_chained_from_the_first(app: Flask) -> None:
    _act("pertama")
    _act("kedua")
    with reading() as session:
        assert audit_state.first_break(session) is None
        entries = session.query(AuditEntry).order_by(AuditEntry.position).all()
    assert [entry.act for entry in entries] == [
        "pertama.satu",
        "pertama.dua",
        "kedua.satu",
        "kedua.dua",
    ]


def test_a_changed_entry_is_found(app: Flask) -> None:
    _act("pertama")
    with writing() as session:
        session.execute(
            update(AuditEntry).where(AuditEntry.position == 2).values(detail={"nilai": 90})
        )
    with reading() as session:
        assert audit_state.first_break(session) == 2


def test_a_removed_entry_is_found_even_at_the_end(app: Flask) -> None:
    _act("pertama")
    with writing() as session:
        session.query(AuditEntry).filter_by(position=2).delete()
    with reading() as session:
        assert audit_state.first_break(session) == 2
