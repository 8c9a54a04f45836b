"""All people behind a region's figures as CSV: a nation's list, sent as it is read."""

import csv
import io
from collections.abc import Iterable, Iterator
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from lms.oversight import people_board
from lms.oversight.people_board import Asked, PersonRow
from lms.oversight.tiers import Offered
from lms.regions import queries as regions
from lms.standings import queries as standings
from lms.web import formats
from lms.web.workbooks import neutral

_FIRST = "\ufeffsep=;\r\n"  # so that Excel reads letters and columns right


def lines(
    session: Session, tier: Offered, code: str, *, asked: Asked, at: datetime
) -> Iterator[str]:
    """Give the file in pieces: as-of time, headings, then everybody, a batch at a time."""
    zone = regions.zone_of(code)
    on = at.astimezone(zone.info).date()
    yield _FIRST + _written(
        [
            [tier.words, regions.full_name(session, code)],
            [_("Keadaan per"), formats.moment(at, zone)],
            [_("Nama"), _("NIK"), _("Wilayah"), _("Wajib"), _("Keadaan"), _("Berikutnya")],
        ]
    )
    batches = standings.everybody(session, code, tier.key, asked.bucket, only_here=asked.only_here)
    for subjects in batches:
        yield _written(_cells(one) for one in people_board.rows(session, tier, subjects, on=on))


def _cells(one: PersonRow) -> list[str]:
    return [one.name, one.nik, one.place, one.duty, one.word, one.next]


def _written(rows: Iterable[Iterable[str]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";")
    writer.writerows([neutral(cell) for cell in row] for row in rows)
    return text.getvalue()
