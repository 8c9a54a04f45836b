"""A curriculum as one file: out, back in, and what is refused."""

import io
import tracemalloc
import zipfile

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from courses import media as media_in
from courses.reading import read
from lms.kernel import clock
from lms.kernel.access import Role
from lms.kernel.errors import Refused
from lms.kernel.storage import Storage
from lms.training import loading, media
from lms.training.catalogue import Curriculum
from lms.web.templating import content_folder
from lms.workshop import carrying, weighing
from lms.workshop.models import CarriedCurriculum, Manuscript, ManuscriptState
from tests.browser import Browser
from tests.factories.people import a_staff_member
from tests.training.support import actor_for


@pytest.fixture
def stored(app: Flask) -> Storage:
    """The application's storage."""
    found: Storage = app.extensions["bekal.storage"]
    return found


@pytest.fixture
def shipped(session: Session, stored: Storage) -> Curriculum:
    """A curriculum of the shipped content, loaded with its pictures."""
    library = read(content_folder())
    for _media, content in media_in.contents(content_folder(), library):
        media.keep(stored, content)
    author = actor_for(session, a_staff_member(session, Role.ORGANISER, "ID"))
    loading.load(session, author, library, at=clock.now())
    session.flush()
    with_modules = select(Curriculum).order_by(Curriculum.jp_total.desc())
    return session.scalars(with_modules).first()  # type: ignore[return-value]


class TestFile:
    def test_it_comes_back_as_manuscripts_of_a_region(
        self, session: Session, shipped: Curriculum, browser: Browser
    ) -> None:
        organiser = a_staff_member(session, Role.ORGANISER, "18")
        session.commit()
        browser.sign_in(organiser)
        page = browser.get("workshop.curricula")
        assert "Unduh kurikulum" in page
        sent = browser.get("workshop.download", curriculum_id=shipped.id)
        content = sent.response.get_data()
        with_pictures = weighing.sizes(session, [shipped.id])[shipped.id]
        session.rollback()
        assert with_pictures == pytest.approx(len(content), rel=0.1)
        assert f"kira-kira {round(with_pictures / 1000)} kB" in page
        content = _changed(content, "module.yaml", b"review_on: 2", b"review_on: 3")
        made = browser.post(
            "workshop.try_curriculum",
            {"file": (io.BytesIO(content), "kurikulum.zip"), "region_code": "18"},
        )
        shown = browser.open(made.location)
        assert "Berbeda dari yang terbit" in shown
        assert "Minta diterbitkan" not in shown
        (carried_id,) = session.scalars(select(CarriedCurriculum.id))
        other = a_staff_member(session, Role.ORGANISER, "18").id
        session.commit()
        browser.post("workshop.take_in", {}, carried_id=carried_id)
        found = {
            tuple(x) for x in session.execute(select(Manuscript.region_code, Manuscript.state))
        }
        session.rollback()
        assert found == {("18", ManuscriptState.DRAFT)}
        browser.post("workshop.take_in", {}, carried_id=carried_id, expect=409)
        assert "Menjadi naskah" in browser.get("workshop.carried_file", carried_id=carried_id)
        browser.sign_in(other)
        browser.get("workshop.carried_file", carried_id=carried_id, expect=404)

    def test_problems_come_with_file_and_line(
        self, session: Session, shipped: Curriculum, browser: Browser
    ) -> None:
        organiser = a_staff_member(session, Role.ORGANISER, "18")
        session.commit()
        browser.sign_in(organiser)
        content = browser.get("workshop.download", curriculum_id=shipped.id).response.get_data()
        broken = _changed(content, "module.yaml", b"jp: ", b"jp: banyak")
        page = browser.post(
            "workshop.try_curriculum",
            {"file": (io.BytesIO(broken), "kurikulum.zip"), "region_code": "18"},
            expect=422,
        )
        assert "“jp” harus berupa bilangan bulat." in page
        assert "module.yaml" in page


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ({}, "kosong"),
        ({"../keluar.txt": b"x"}, "tidak dapat diterima"),
        ({"/etc/passwd": b"x"}, "tidak dapat diterima"),
        ({"modules/a\\b.md": b"x"}, "tidak dapat diterima"),
        ({"modules/x.yaml": b"0" * (4 * 1024 * 1024)}, "terlalu besar"),
        ({f"modules/{n}.yaml": b"0" * 1024 * 1024 for n in range(4)}, "terlalu besar"),
        ({f"modules/{n}.yaml": b"" for n in range(3001)}, "terlalu banyak"),
        ({"modules": b"x"}, "rusak"),
        ({"modules/a": b"x", "modules/a/b": b"x"}, "rusak"),
        ({f"{'a' * 300}.md": b"x"}, "rusak"),
    ],
)
def test_a_zip_that_is_no_curriculum_is_refused(files: dict[str, bytes], words: str) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed:
        for path, content in files.items():
            packed.writestr(path, content)
    with pytest.raises(Refused, match=words):
        carrying.opened(stream.getvalue())


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 rusak", b"bukan zip" * 100])
def test_what_is_no_zip_is_refused(content: bytes) -> None:
    with pytest.raises(Refused, match="rusak"):
        carrying.opened(content)


@pytest.mark.parametrize("packing", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA, zipfile.ZIP_DEFLATED])
def test_a_file_that_lies_about_its_size_does_not_fill_the_memory(packing: int) -> None:
    stream, size = io.BytesIO(), 60_000_000
    with zipfile.ZipFile(stream, "w", packing) as packed:
        packed.writestr("modules/x.yaml", bytes(size))
    lying = stream.getvalue().replace(size.to_bytes(4, "little"), (600).to_bytes(4, "little"))
    tracemalloc.start()
    with pytest.raises(Refused, match="rusak"):
        carrying.opened(lying)
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 20_000_000


def test_a_file_with_damaged_contents_is_refused() -> None:
    whole = carrying.zipped({"modules/x.yaml": b"halo dunia" * 500})
    at = whole.index(b"x.yaml") + len(b"x.yaml")
    with pytest.raises(Refused, match="rusak"):
        carrying.opened(whole[:at] + b"\xff" * 12 + whole[at + 12 :])


def _changed(content: bytes, ending: str, old: bytes, new: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        files = {name: packed.read(name) for name in packed.namelist()}
    first = next(name for name in sorted(files) if name.endswith(ending))
    assert old in files[first]
    files[first] = files[first].replace(old, new, 1)
    return carrying.zipped(files)
