"""Reports that were made of the figures, so that a printed one can be looked up."""

from uuid import UUID

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.kernel.model import At, Document, Id, Model, RegionCode
from lms.people.models import Account
from lms.regions.models import Region


class CoverageReport(Model):
    """A view of figures or people, frozen at one moment under a gap-free number."""

    __tablename__ = "coverage_report"
    __table_args__ = (Index("ix_coverage_report_region", "region_code", "made_at"),)

    id: Mapped[Id]
    number: Mapped[str] = mapped_column(String(40), unique=True)
    family: Mapped[str] = mapped_column(String(20))
    tier: Mapped[str] = mapped_column(String(20))
    region_code: Mapped[RegionCode] = mapped_column(ForeignKey("region.code"))
    view: Mapped[str] = mapped_column(String(20))  # tables.View
    title: Mapped[str] = mapped_column(String(300))
    rows_count: Mapped[int]
    content: Mapped[Document]  # tables.Snapshot.to_json
    made_at: Mapped[At]
    made_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    xlsx_key: Mapped[str] = mapped_column(String(200), unique=True)
    xlsx_sha256: Mapped[str] = mapped_column(String(64))
    drawn_at: Mapped[At | None]
    pdf_key: Mapped[str | None] = mapped_column(String(200), unique=True)
    pdf_sha256: Mapped[str | None] = mapped_column(String(64))

    region: Mapped[Region] = relationship(lazy="raise_on_sql")
    made_by: Mapped[Account | None] = relationship(lazy="raise_on_sql")
