"""Obliged lists for tests, in force at once."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from itertools import count

from sqlalchemy.orm import Session

from lms.kernel import clock
from lms.people import homes, nik, sealing
from lms.standings import listing
from lms.standings.buckets import Key
from lms.standings.models import Mode, Obligation, ObligedList, ObligedTarget

BASIC = Key("psm", "dasar")
_moments = count(1)


def a_nik(number: int) -> str:
    """Give a NIK, another one for each number."""
    return f"187201150590{number + 1:04d}"


def fingerprint(number: int) -> str:
    """Give the fingerprint of that NIK."""
    return sealing.cipher().fingerprint(a_nik(number))


def a_list(
    session: Session, region_code: str = "18", key: Key = BASIC, mode: Mode = Mode.NAMES
) -> ObligedList:
    """Give a tried list of nobody."""
    made = ObligedList(
        family=key.family,
        tier=key.tier,
        region_code=region_code,
        mode=mode,
        source="SK Kepala Dinas Sosial 12/2026",
        dated_on=date(2026, 1, 2),
        filename="wajib.xlsx",
        rows_count=0,
        faults_count=0,
        people_count=0,
        uploaded_at=clock.now(),
    )
    session.add(made)
    session.flush()
    return made


def put(session: Session, made: ObligedList) -> None:
    """Put a tried list in force; each one later than the one before."""
    at = clock.now() + timedelta(milliseconds=next(_moments))
    listing.put_in_force(session, made, by_id=None, holders=homes.holders, at=at)


def names(
    session: Session, people: Sequence[tuple[int, str]], region_code: str = "18", key: Key = BASIC
) -> ObligedList:
    """Give a list in force of (number of a NIK, code of the desa)."""
    made = a_list(session, region_code, key)
    for row, (number, code) in enumerate(people, start=2):
        session.add(
            Obligation(
                list_id=made.id,
                row=row,
                nik_fingerprint=fingerprint(number),
                nik_sealed="tersandi",
                nik_masked=nik.mask(a_nik(number)),
                name=f"Nama Wajib {number}",
                region_code=code,
            )
        )
    session.flush()
    put(session, made)
    return made


def targets(
    session: Session, wanted: Mapping[str, int], region_code: str = "18", key: Key = BASIC
) -> ObligedList:
    """Give a list in force that says how many of each desa must be trained."""
    made = a_list(session, region_code, key, Mode.TARGETS)
    for row, (code, people) in enumerate(wanted.items(), start=2):
        session.add(ObligedTarget(list_id=made.id, region_code=code, row=row, people_count=people))
    session.flush()
    put(session, made)
    return made
