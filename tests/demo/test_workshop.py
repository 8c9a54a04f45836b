"""In the workshop of the demonstration something is being written and something waits."""

from flask import Flask
from sqlalchemy import select

from lms.demo import workshop
from lms.kernel.database import reading
from lms.workshop.models import BankItem, ItemStatus, Manuscript, ManuscriptState
from tests.demo import looking


def test_a_changed_module_waits_for_its_second_reader(built: Flask) -> None:
    with reading() as session:
        rows = session.execute(select(Manuscript.slug, Manuscript.state))
        states = {slug: state for slug, state in rows}
    assert states == {
        workshop.CHANGED: ManuscriptState.IN_REVIEW,
        workshop.BEGUN: ManuscriptState.DRAFT,
    }
    approver = looking.signed_in(built, "contoh-pusat")
    assert "Menunggu" in approver.get("workshop.overview")


def test_a_question_is_being_written(built: Flask) -> None:
    with reading() as session:
        drafts = select(BankItem.objective).where(BankItem.status == ItemStatus.DRAFT)
        assert len(session.scalars(drafts).all()) == 1


def test_the_writer_sees_both_manuscripts(built: Flask) -> None:
    page = looking.signed_in(built, "contoh-penulis").get("workshop.overview")
    assert "Kerelawanan" in page
    assert "PSKS" in page
