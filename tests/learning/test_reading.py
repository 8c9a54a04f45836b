"""Reading with little data, on any device: places, pictures, words, papers."""

from datetime import timedelta
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from courses.model import Step
from lms.kernel import clock
from lms.kernel.access import Actor, Role
from lms.kernel.errors import Forbidden, NotFound
from lms.learning import places
from lms.learning.models import LessonPlace
from lms.training.catalogue import CurriculumMaterial, Module
from lms.training.models import Kelas, Participation
from tests.assessment.counting import statements
from tests.browser import Browser
from tests.factories.assessment import acting
from tests.factories.people import a_staff_member
from tests.factories.training import a_participant, a_trainer, account_of
from tests.learning.books import LESSON, a_kelas_with_book

MODULE = {"module_slug": "kerelawanan"}


@pytest.fixture
def kelas(session: Session) -> Kelas:
    """A kelas that reads the book."""
    return a_kelas_with_book(session)


@pytest.fixture
def reader(session: Session, kelas: Kelas, browser: Browser) -> Browser:
    """A participant's browser."""
    account = account_of(session, a_participant(session, kelas))
    session.commit()
    return browser.sign_in(account)


def of(kelas: Kelas) -> dict[str, UUID]:
    return {"angkatan_id": kelas.angkatan_id}


class TestPlace:
    def test_next_keeps_the_place_for_every_device(
        self, app: Flask, kelas: Kelas, reader: Browser, session: Session
    ) -> None:
        page = reader.get("learning.lesson", **of(kelas), **LESSON)
        assert "Bacaan 1 dari 2" in page
        assert "Lanjut (4 kB) Nilai" in page
        there = reader.submit("learning.go", **of(kelas), **MODULE, lesson_slug="02-nilai")
        assert "Kembali (4 kB) Arti" in there
        row = session.scalars(select(LessonPlace)).one()
        own = account_of(session, session.get_one(Participation, row.participation_id))
        session.commit()
        other = Browser(app).sign_in(own)
        assert "Baca: Nilai" in other.get("learning.module", **of(kelas), **MODULE)
        assert "Lanjutkan: Nilai" in other.get("learning.modules")

    def test_the_last_place_counts_whatever_comes_late(
        self, kelas: Kelas, session: Session
    ) -> None:
        own = a_participant(session, kelas)
        actor, at = acting(account_of(session, own)), clock.now()
        for lesson, minutes in (("01-arti", 0), ("02-nilai", 2), ("01-arti", 1)):
            moment = at + timedelta(minutes=minutes)
            places.go(session, actor, kelas.angkatan_id, "kerelawanan", lesson, at=moment)
        (row,) = session.scalars(select(LessonPlace))
        assert (row.lesson, row.at) == ("02-nilai", at + timedelta(minutes=2))

    def test_who_looks_without_taking_part_leaves_no_place(
        self, kelas: Kelas, session: Session, browser: Browser
    ) -> None:
        trainer = a_trainer(session, kelas)
        with pytest.raises(Forbidden):
            go(session, kelas, acting(trainer))
        session.commit()
        page = browser.sign_in(trainer).get("learning.lesson", **of(kelas), **LESSON)
        assert "/buka" not in page.html
        assert "Lanjut (4 kB) Nilai" in page

    def test_an_unknown_lesson_is_no_place(self, kelas: Kelas, session: Session) -> None:
        own = account_of(session, a_participant(session, kelas))
        with pytest.raises(NotFound):
            go(session, kelas, acting(own), "09-tidak-ada")
        assert session.scalar(select(func.count(LessonPlace.id))) == 0

    def test_answering_keeps_the_place_too(self, kelas: Kelas, reader: Browser) -> None:
        answer = {"lesson_slug": "02-nilai", "question_key": "cek-1"}
        reader.submit("learning.answer", {"cek-cek-1": "a"}, **of(kelas), **MODULE, **answer)
        assert "Baca: Nilai" in reader.get("learning.module", **of(kelas), **MODULE)


def go(session: Session, kelas: Kelas, actor: Actor, lesson: str = "01-arti") -> None:
    places.go(session, actor, kelas.angkatan_id, "kerelawanan", lesson, at=clock.now())


class TestPictures:
    def test_small_ones_are_shown_and_big_ones_wait(self, kelas: Kelas, reader: Browser) -> None:
        page = reader.get("learning.lesson", **of(kelas), **LESSON)
        assert page.html.count("<img") == 1
        assert 'alt="Alur rujukan" width="300" height="200" loading="lazy"' in page.html
        assert "Tampilkan gambar (46 kB): Peta layanan" in page
        assert "1 gambar belum dimuat agar hemat kuota. Tampilkan semua gambar (46 kB)" in page

    def test_who_wants_them_gets_all_and_on_the_next_page_too(
        self, kelas: Kelas, reader: Browser
    ) -> None:
        page = reader.get("learning.lesson", **of(kelas), **LESSON, gambar="semua")
        assert page.html.count("<img") == 2
        assert "belum dimuat" not in page
        answer = reader.post(
            "learning.go", {"gambar": "semua"}, **of(kelas), **MODULE, lesson_slug="02-nilai"
        )
        assert answer.location.endswith("/02-nilai?gambar=semua")

    def test_papers_say_type_and_size(self, kelas: Kelas, reader: Browser) -> None:
        page = reader.get("learning.lesson", **of(kelas), **LESSON)
        assert "Formulir rujukan (PDF, 23 B)" in page
        assert ".pdf?nama=formulir.pdf" in page.html


class TestWords:
    def test_a_word_leads_to_its_meaning_and_back(self, kelas: Kelas, reader: Browser) -> None:
        page = reader.get("learning.lesson", **of(kelas), **LESSON)
        assert "Istilah di halaman ini PPKS Pemerlu pelayanan. Kembali ke bacaan" in page
        for part in ('id="dari-ppks" href="#istilah-ppks"', 'id="istilah-ppks"', "#dari-ppks"):
            assert part in page.html

    def test_on_the_whole_page_each_is_explained_once(self, kelas: Kelas, reader: Browser) -> None:
        page = reader.get("learning.whole", **of(kelas), **MODULE)
        assert page.html.count('class="term"') == 2
        assert 'href="#b1-istilah-rujukan"' in page.html


class TestPapers:
    def test_the_whole_module_has_a_list_of_contents(self, kelas: Kelas, reader: Browser) -> None:
        page = reader.get("learning.whole", **of(kelas), **MODULE)
        assert "Daftar isi Arti Arti Nilai Nilai" in page
        assert '<a href="#b1-bagian-1">' in page.html
        assert 'id="b1-bagian-1"' in page.html
        assert "UU Nomor 11 Tahun 2009, Pasal 1" in page

    def test_the_printed_one_has_all_pictures_and_no_menu(
        self, kelas: Kelas, reader: Browser
    ) -> None:
        page = reader.get("learning.paper", **of(kelas), **MODULE)
        assert page.html.count("<img") == 2
        assert "<nav" not in page.html
        assert "berlaku per 1 November 2026" in page

    def test_trainees_find_their_handouts_only(self, kelas: Kelas, reader: Browser) -> None:
        page = reader.get("learning.module", **of(kelas), **MODULE)
        assert "Lembar kerja Kasus untuk dicetak" in page
        assert "Kunci" not in page
        assert "Rencana pembelajaran" not in page
        assert "Bacalah." in reader.get(
            "learning.handout", **of(kelas), **MODULE, handout_slug="01-kasus"
        )
        for slug in ("02-kunci", "03-tidak-ada"):
            address = {**of(kelas), **MODULE, "handout_slug": slug}
            reader.get("learning.handout", expect=404, **address)
        reader.get("learning.plan", expect=404, **of(kelas), **MODULE)

    def test_who_teaches_there_finds_plan_and_all_handouts(
        self, kelas: Kelas, session: Session, browser: Browser
    ) -> None:
        trainer = a_trainer(session, kelas)
        session.commit()
        browser.sign_in(trainer)
        page = browser.get("learning.module", **of(kelas), **MODULE)
        assert "Rencana pembelajaran untuk pengajar" in page
        plan = browser.get("learning.plan", **of(kelas), **MODULE)
        assert "2 JP, 60 menit" in plan
        assert "Curah pendapat" in plan
        key = browser.get("learning.handout", **of(kelas), **MODULE, handout_slug="02-kunci")
        assert "Untuk pengajar, jangan dibagikan." in key

    def test_a_plan_longer_than_the_curriculum_gives_says_so(
        self, kelas: Kelas, session: Session, browser: Browser
    ) -> None:
        trainer = a_trainer(session, kelas)
        session.execute(update(CurriculumMaterial).values(jp=1))
        session.commit()
        page = browser.sign_in(trainer).get("learning.plan", **of(kelas), **MODULE)
        assert "Kurikulum angkatan ini memberi 1 JP, sedangkan rencana ini untuk 2 JP." in page

    def test_a_short_plan_is_given_where_the_curriculum_gives_fewer_hours(
        self, kelas: Kelas, session: Session, browser: Browser
    ) -> None:
        trainer = a_trainer(session, kelas)
        session.execute(update(CurriculumMaterial).values(jp=1))
        row = session.scalars(select(Module).where(Module.slug == MODULE["module_slug"])).one()
        steps = (Step(60, "Bermain peran", "simulasi", short=45), Step(30, "Ceramah", "ceramah"))
        row.content = {**row.content, "plan": [step.to_json() for step in steps]}
        session.commit()
        page = browser.sign_in(trainer).get("learning.plan", **of(kelas), **MODULE)
        assert "Ini rencana singkat untuk 1 JP; dalam rencana lengkap modul ini 2 JP." in page
        assert "1 JP, 45 menit" in page
        assert "45 menit Bermain peran" in page
        assert "Ceramah" not in page

    def test_staff_who_do_not_teach_find_neither(
        self, kelas: Kelas, session: Session, browser: Browser
    ) -> None:
        officer = a_staff_member(session, Role.ORGANISER, "18")
        session.commit()
        browser.sign_in(officer)
        assert "Kunci" not in browser.get("learning.module", **of(kelas), **MODULE)
        browser.get("learning.plan", expect=404, **of(kelas), **MODULE)

    def test_a_module_past_its_review_says_so_to_trainers(
        self, kelas: Kelas, session: Session, reader: Browser, browser: Browser
    ) -> None:
        module = session.scalars(select(Module)).one()
        module.content = {**module.content, "valid_on": "2020-01-01", "review_on": "2020-12-31"}
        trainer = a_trainer(session, kelas)
        session.commit()
        words = "Modul ini sudah waktunya ditinjau"
        assert words not in reader.get("learning.module", **of(kelas), **MODULE)
        page = browser.sign_in(trainer).get("learning.module", **of(kelas), **MODULE)
        assert words in page
        assert "paling lambat 31 Desember 2020" in page


class TestStatements:
    @pytest.mark.parametrize(
        ("endpoint", "most"),
        [
            ("learning.lesson", 10),
            ("learning.module", 10),
            ("learning.whole", 9),
            ("learning.paper", 9),
            ("learning.handout", 8),
        ],
    )
    def test_a_page_asks_the_database_a_few_times(
        self, kelas: Kelas, reader: Browser, endpoint: str, most: int
    ) -> None:
        values = {**LESSON, "handout_slug": "01-kasus"}
        given = {"module_slug": "kerelawanan"} | {
            name: values[name]
            for name in ("lesson_slug", "handout_slug")
            if endpoint.endswith(name.partition("_")[0])
        }
        reader.get(endpoint, **of(kelas), **given)
        with statements() as seen:
            reader.get(endpoint, **of(kelas), **given)
        assert len(seen) <= most, "\n".join(seen)
