"""Reports, and people of whom somebody said that they must be trained."""

from sqlalchemy.orm import Session

from lms.credentials import holdings
from lms.kernel import clock, endings
from lms.kernel.access import SYSTEM
from lms.oversight import operations
from lms.oversight.models import CoverageReport
from lms.oversight.tables import Snapshot, View
from lms.people.models import Person
from tests.factories.people import a_person
from tests.factories.regions import METRO
from tests.factories.registration import a_credential


def a_snapshot(region_code: str = "18", rows: int = 1) -> Snapshot:
    """Give a small view of a region's figures."""
    return Snapshot(
        view=View.REGION,
        family="psm",
        tier="dasar",
        region_code=region_code,
        filters={},
        title="Pelatihan wajib: Lampung",
        facts=[("Wilayah", "Lampung")],
        headings=["Kode", "Wilayah", "Wajib"],
        rows=[["18.72", "Kota Metro", number] for number in range(rows)],
        notes=["Wajib: orang pada daftar wajib."],
    )


def a_report(session: Session, region_code: str = "18") -> CoverageReport:
    """Give a report that was made of a region's figures."""
    return operations.report(session, SYSTEM, a_snapshot(region_code), at=clock.now())


def somebody_trained(session: Session, code: str = METRO, name: str = "Sekar Rahayu") -> Person:
    """Give somebody who lives there and holds the basic training."""
    person = a_person(session, name, code)
    made = a_credential(session, person)
    made.tier = "dasar"
    holdings.changed(session, made)
    endings.finish(session)
    return person
