"""What a page is sent by somebody who wants it to break: refused or read, never an error."""

import io
import re
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.kernel.access import Role
from lms.workshop import carrying
from lms.workshop.models import CarriedCurriculum, Manuscript
from tests.browser import Browser
from tests.courses.full_folder import a_full_folder
from tests.courses.test_media import a_picture
from tests.workshop.bank_samples import a_manuscript, a_writer


@pytest.fixture
def naskah(session: Session) -> Manuscript:
    """A manuscript in Lampung."""
    found = a_manuscript(session)
    session.commit()
    return found


@pytest.fixture
def writer(session: Session, naskah: Manuscript, browser: Browser) -> Browser:
    """A writer of Lampung, signed in."""
    account = a_writer(session)
    session.commit()
    return browser.sign_in(account)


@pytest.mark.parametrize("minutes", ["²", "٣", "99999", "-1", "\x00"])
def test_minutes_of_a_plan_that_are_no_number_count_as_none(
    session: Session, writer: Browser, naskah: Manuscript, minutes: str
) -> None:
    seen = _seen(writer, "workshop.plan", manuscript_id=naskah.id)
    step = {"minutes": minutes, "activity": "Bercerita", "method": "", "materials": "", "short": ""}
    writer.post("workshop.save_plan", {**step, "seen": seen}, manuscript_id=naskah.id)
    session.refresh(naskah)
    kept = [(each["activity"], each["minutes"]) for each in naskah.content["plan"]]
    assert kept == [("Bercerita", 0)]


@pytest.mark.parametrize("cursor", ["9" * 5000, "²", "٣", "-1"])
def test_a_cursor_that_is_nowhere_puts_the_picture_at_the_end(
    session: Session, writer: Browser, naskah: Manuscript, cursor: str
) -> None:
    lesson = naskah.content["lessons"][0]["slug"].partition("-")[2]
    part = {"manuscript_id": naskah.id, "kind": "bacaan", "name": lesson}
    seen = _seen(writer, "workshop.part", **part)
    sent = {"title": "Arti", "minutes": "8", "text": "Teks.", "alt": "Peta", "seen": seen}
    picture = (io.BytesIO(a_picture("PNG")), "peta.png")
    writer.post("workshop.save_part", {**sent, "cursor": cursor, "file": picture}, **part)
    session.refresh(naskah)
    assert naskah.content["lessons"][0]["text"].startswith("Teks.\n\n![Peta](media/")


@pytest.mark.parametrize("region_code", ["99", "18.99.99", "", "XX", "35"])
@pytest.mark.parametrize("own", ["ID", "18"])
def test_a_curriculum_file_is_brought_for_no_region_that_is_not_theirs(
    session: Session, browser: Browser, tmp_path: Path, region_code: str, own: str
) -> None:
    account = a_writer(session, own, Role.ORGANISER)
    session.commit()
    browser.sign_in(account)
    sent = {"file": (io.BytesIO(_a_file(tmp_path)), "k.zip"), "region_code": region_code}
    browser.post("workshop.try_curriculum", sent, expect=422)
    assert session.scalars(select(CarriedCurriculum)).all() == []


def _a_file(root: Path) -> bytes:
    folder = a_full_folder(root)
    files = [each for each in folder.rglob("*") if each.is_file()]
    return carrying.zipped({str(each.relative_to(folder)): each.read_bytes() for each in files})


def _seen(browser: Browser, page: str, **place: Any) -> str:
    found = re.search(r'name="seen"[^>]*value="([^"]*)"', browser.get(page, **place).html)
    assert found
    return found[1]
