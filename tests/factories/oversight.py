"""Reports, and people of whom somebody said that they must be trained."""

from sqlalchemy.orm import Session

from lms.kernel import clock
from lms.kernel.access import SYSTEM
from lms.oversight import operations
from lms.oversight.models import CoverageReport
from lms.oversight.tables import Snapshot, View


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
