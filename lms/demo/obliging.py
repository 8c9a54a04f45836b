"""Who must be trained: a target for each desa of the four senders in Lampung, made up."""

import io
from datetime import datetime

from flask import current_app
from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from lms.demo import offices, planning
from lms.kernel.access import contains
from lms.kernel.clock import day_of
from lms.obligations import operations, rows
from lms.obligations.operations import ListFacts
from lms.regions.models import Level, Region
from lms.standings.buckets import Key
from lms.standings.models import Mode, ObligedList
from lms.web import workbooks

SOURCE = "Target contoh pelatihan wajib, Provinsi Lampung"
PROVINCE, METRO = "18", "18.72"
KEY = Key("psm", "dasar")
_IN_METRO, _ELSEWHERE = 2, 1  # people for each kelurahan or desa


def is_there(session: Session) -> bool:
    """Tell whether the list was applied already."""
    return session.scalar(select(ObligedList.id).where(ObligedList.source == SOURCE)) is not None


def build(session: Session, *, at: datetime) -> None:
    """Try the list and put it in force, as the officer of the ministry does."""
    officer = offices.actor_named(session, "contoh-kemensos", on=day_of(at))
    facts = ListFacts(KEY, PROVINCE, Mode.TARGETS, SOURCE, day_of(at))
    tried = operations.try_list(
        session,
        officer,
        facts,
        io.BytesIO(_sheet(session)),
        filename="target.xlsx",
        cipher=current_app.extensions["bekal.cipher"],
        at=at,
    )
    operations.apply_list(session, officer, tried.id, leave_out=False, at=at)


def _sheet(session: Session) -> bytes:
    cells = [
        {"desa": code, "count": str(_IN_METRO if contains(METRO, code) else _ELSEWHERE)}
        for code in _desa(session)
    ]
    return workbooks.form_workbook("Daftar wajib", rows.COLUMNS[Mode.TARGETS], cells, help_lines=())


def _desa(session: Session) -> list[str]:
    inside = [Region.code.startswith(f"{code}.", autoescape=True) for code in planning.QUOTA]
    found = select(Region.code).where(Region.level == Level.DESA, Region.is_active, or_(*inside))
    return list(session.scalars(found.order_by(Region.code)))
