"""Kisi-kisi: what tests want of a module against what is ready, and papers drawn as a sample."""

from typing import Any

import pytest
from sqlalchemy.orm import Session

from courses.kinds import Form, Level
from lms.kernel.errors import NotFound
from lms.training.catalogue import Curriculum, Mode
from lms.training.models import TestKind
from lms.workshop import bank_queries, cells
from lms.workshop.cells import Wanted
from lms.workshop.models import ItemStatus, Manuscript
from tests.browser import Browser
from tests.factories.assessment import an_attempt
from tests.factories.training import (
    a_curriculum,
    a_kelas,
    a_module,
    a_participant,
    an_angkatan,
    an_open_test,
)
from tests.workshop.bank_samples import a_manuscript, a_question, a_writer, an_item


def a_course(session: Session, **changes: Any) -> tuple[Manuscript, Curriculum]:
    """Give a manuscript and a curriculum whose tests ask its module."""
    module = a_module(session)
    naskah = a_manuscript(session)
    curriculum = a_curriculum(session, materials=[("Kerelawanan", 2, Mode.ASYNCHRONOUS, module)])
    akhir = {**curriculum.content["tests"]["akhir"], **changes}
    curriculum.content = {**curriculum.content, "tests": {"akhir": akhir}}
    session.flush()
    return naskah, curriculum


def with_items(session: Session, naskah: Manuscript, count: int, **changes: Any) -> None:
    """Put so many ready items into the bank."""
    for number in range(count):
        question = a_question(f"Soal {changes} {number}?", **changes)
        an_item(session, naskah, question, status=ItemStatus.READY)


def test_a_shortage_is_said_before_publishing(session: Session) -> None:
    naskah, curriculum = a_course(session)
    with_items(session, naskah, 4)
    an_item(session, naskah, a_question("Draf?"))
    (found,) = cells.of_manuscript(session, naskah)
    assert (found.curriculum_id, found.title) == (curriculum.id, "Bimtek Dasar PSM")
    (test,) = found.tests
    assert test.kind is TestKind.POST
    assert test.shortages == (
        "Modul “Kerelawanan” harus memberi 10 soal tes, tetapi baru mempunyai 4.",
    )
    with_items(session, naskah, 6, objective="Menerapkan")
    assert cells.of_manuscript(session, naskah)[0].tests[0].shortages == ()


def test_each_cell_says_what_fits_it(session: Session) -> None:
    asked = [
        {"module": "kerelawanan", "count": 2, "objective": "Menerapkan", "level": "C3"},
        {"module": "kerelawanan", "count": 1, "objective": None, "level": None},
        {"module": "lain", "count": 3, "objective": None, "level": None},
    ]
    naskah, _curriculum = a_course(session, cells=asked, questions=6)
    with_items(session, naskah, 1, objective="Menerapkan", level=Level.C3)
    with_items(session, naskah, 1)
    (test,) = cells.of_manuscript(session, naskah)[0].tests
    assert [(line.level, line.wanted, line.fitting) for line in test.lines] == [
        ("C3", 2, 1),
        (None, 1, 2),
    ]
    assert [str(line.word) for line in test.lines] == ["Kurang 1", "Cukup"]
    assert len(test.shortages) == 1 and "Menerapkan" in test.shortages[0]


def test_sample_papers_of_both_forms_share_no_question(session: Session) -> None:
    naskah, curriculum = a_course(session)
    with_items(session, naskah, 24)
    drawn = {
        form: cells.sample(
            session, naskah, Wanted(curriculum.id, TestKind.POST, form), seed="contoh"
        )
        for form in Form
    }
    keys = {form: {question.key for question in each.questions} for form, each in drawn.items()}
    assert len(keys[Form.A]) == len(keys[Form.B]) == 10
    assert not keys[Form.A] & keys[Form.B]


def test_a_sample_that_cannot_be_drawn_says_why(session: Session) -> None:
    naskah, curriculum = a_course(session)
    found = cells.sample(session, naskah, Wanted(), seed="contoh")
    assert (found.curriculum_id, found.kind) == (curriculum.id, TestKind.POST)
    assert found.questions == ()
    assert "baru mempunyai 0" in found.shortages[0]
    for wanted in (Wanted(curriculum.id, TestKind.PRE), Wanted(naskah.id)):
        with pytest.raises(NotFound):
            cells.sample(session, naskah, wanted, seed="contoh")


def test_the_papers_that_asked_an_item_are_counted(session: Session) -> None:
    naskah, curriculum = a_course(session)
    kelas = a_kelas(session, an_angkatan(session, curriculum))
    window = an_open_test(session, kelas)
    attempt = an_attempt(session, a_participant(session, kelas), window)
    keys = [each["question_key"] for each in attempt.paper]
    found = bank_queries.papers(session, naskah)
    assert (found.by_key, found.latest_count) == (dict.fromkeys(keys, 1), None)
    an_attempt(session, a_participant(session, kelas), window)
    assert bank_queries.papers(session, naskah, most=2).latest_count is None
    latest = bank_queries.papers(session, naskah, most=1)
    assert (latest.by_key.total(), latest.latest_count) == (len(keys), 1)


def test_the_pages_show_gaps_shortages_and_papers(browser: Browser, session: Session) -> None:
    naskah, curriculum = a_course(session)
    with_items(session, naskah, 11)
    writer = a_writer(session)
    session.commit()
    browser.sign_in(writer)
    page = browser.get("workshop_bank.blueprint_cells", manuscript_id=naskah.id)
    assert "11 siap" in page and "kosong" in page and "Cukup untuk tes ini" in page
    asked: dict[str, Any] = {"kurikulum": curriculum.id, "tes": "akhir", "manuscript_id": naskah.id}
    short = browser.get("workshop_bank.sample_paper", paket="A", **asked)
    assert "Naskah belum dapat disusun" in short
    with_items(session, naskah, 12, objective="Menerapkan")
    session.commit()
    paper = browser.get("workshop_bank.sample_paper", paket="A", contoh="2", **asked)
    assert "Contoh nomor 2" in paper and "Karena sukarela." not in paper
    keyed = browser.get("workshop_bank.sample_paper", paket="B", kunci="ya", **asked)
    assert "Karena sukarela." in keyed
    browser.get("workshop_bank.sample_paper", expect=404, paket="C", **asked)
