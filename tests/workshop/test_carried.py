"""A curriculum file is published by a second person, who saw what it does; nothing is left."""

import io
import re
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from courses.model import Library, Term
from courses.writing import library_files
from lms.kernel import audit, clock
from lms.kernel.access import SYSTEM, Actor, Role
from lms.kernel.audit import AuditEntry
from lms.kernel.errors import Forbidden, NotFound, Refused
from lms.kernel.jobs import Job
from lms.kernel.storage import Storage
from lms.people.models import Account
from lms.training import loading, terms
from lms.training.catalogue import Curriculum, GlossaryTerm, Module, Programme
from lms.workshop import carried, carried_queries, carrying, foreseeing
from lms.workshop.foreseeing import Fate
from lms.workshop.models import BankItem, CarriedCurriculum, CarriedState, ItemStatus
from tests.browser import Browser
from tests.factories.people import a_staff_member
from tests.factories.training import an_angkatan
from tests.training.support import actor_for, at_once
from tests.workshop.naskah import a_choice, a_small_library, a_whole_module

SLUG = "naskah-lampung"


@dataclass
class Stage:
    """A national curriculum, a file of it with a question more, and who brings and decides it."""

    session: Session
    storage: Storage
    bringer: Account
    second: Account
    file: carried.File

    def bring(self, account: Account | None = None, region_code: str = "ID") -> CarriedCurriculum:
        """Let somebody bring the file."""
        return carried.bring(
            self.session,
            self.actor(account or self.bringer),
            self.file,
            self.storage,
            filename="kurikulum.zip",
            region_code=region_code,
            at=clock.now(),
        )

    def sent(self) -> CarriedCurriculum:
        """Let the bringer bring and send it."""
        row = self.bring()
        actor = self.actor(self.bringer)
        return carried.send(self.session, actor, row.id, self.file, at=clock.now())

    def seen(self) -> str:
        """Give the digest of what publishing would do now."""
        return foreseeing.forecast(self.session, self.file.library).digest

    def publish(self, account: Account, row: CarriedCurriculum) -> None:
        """Let somebody publish it as it would be now."""
        actor, seen = self.actor(account), self.seen()
        carried.publish(self.session, actor, row.id, self.file, seen, at=clock.now())

    def actor(self, account: Account) -> Actor:
        """Give somebody as an actor."""
        return actor_for(self.session, account)

    def is_kept(self, row: CarriedCurriculum) -> bool:
        """Tell whether the file lies in the storage."""
        try:
            return bool(self.storage.read(carried.key_of(row.id)))
        except FileNotFoundError:
            return False


def a_library() -> Library:
    """Give the library that is published."""
    return a_small_library(SLUG)


def a_file(library: Library) -> carried.File:
    """Give a library as a file that was opened."""
    content = carrying.zipped(library_files(library))
    found = carrying.opened(content).library
    assert found
    return carried.File(content, found)


def changed(library: Library) -> Library:
    """Give the library with one question more."""
    (module,) = library.modules
    return replace(
        library, modules=(replace(module, questions=(*module.questions, a_choice("baru"))),)
    )


@pytest.fixture
def stage(app: Flask, session: Session) -> Stage:
    """What every test here begins with."""
    loading.load(session, SYSTEM, a_library(), at=clock.now())
    session.flush()
    bringer, second = (a_staff_member(session, Role.ORGANISER, "ID") for _ in range(2))
    return Stage(
        session, app.extensions["bekal.storage"], bringer, second, a_file(changed(a_library()))
    )


def newest(session: Session) -> Curriculum:
    """Give the newest version."""
    found = select(Curriculum).order_by(Curriculum.version.desc())
    return session.scalars(found).first()  # type: ignore[return-value]


class TestTwoPeople:
    def test_whoever_brought_it_never_publishes_it(self, stage: Stage) -> None:
        row = stage.sent()
        with pytest.raises(Refused, match="orang lain yang memutuskannya"):
            stage.publish(stage.bringer, row)
        with pytest.raises(Refused, match="orang lain yang memutuskannya"):
            actor = stage.actor(stage.bringer)
            carried.refuse(stage.session, actor, row.id, reason="Salah", at=clock.now())
        assert newest(stage.session).version == 1

    def test_a_second_person_publishes_a_new_version_that_teaches_what_is_new(
        self, stage: Stage
    ) -> None:
        row = stage.sent()
        stage.publish(stage.second, row)
        assert newest(stage.session).version == 2
        assert (row.state, row.decided_by_id) == (CarriedState.PUBLISHED, stage.second.id)
        coming = foreseeing.forecast(stage.session, stage.file.library)
        assert coming.is_empty
        assert [each.fate for each in coming.modules] == [Fate.SAME]

    def test_the_database_itself_knows_that_it_takes_two(self, stage: Stage) -> None:
        row = stage.sent()
        row.state, row.decided_by_id = CarriedState.PUBLISHED, stage.bringer.id
        with pytest.raises(IntegrityError, match="is_decided_by_another"):
            stage.session.flush()

    def test_what_was_not_sent_is_not_published(self, stage: Stage) -> None:
        row = stage.bring()
        with pytest.raises(NotFound):
            stage.publish(stage.second, row)

    def test_a_region_or_an_author_decides_nothing_for_the_nation(self, stage: Stage) -> None:
        row = stage.sent()
        author = a_staff_member(stage.session, Role.AUTHOR, "ID")
        province = a_staff_member(stage.session, Role.ORGANISER, "18")
        for account in (author, province):
            with pytest.raises((Forbidden, NotFound)):
                stage.publish(account, row)
            assert not carried_queries.waiting_curricula(stage.session, stage.actor(account))

    def test_a_region_makes_manuscripts_and_sends_nothing(self, stage: Stage) -> None:
        account = a_staff_member(stage.session, Role.ORGANISER, "18")
        row = stage.bring(account, "18")
        with pytest.raises(Refused, match="Jadikan naskah"):
            carried.send(stage.session, stage.actor(account), row.id, stage.file, at=clock.now())
        with pytest.raises(Forbidden):
            stage.bring(account, "ID")

    def test_it_is_decided_once(self, stage: Stage) -> None:
        row = stage.sent()
        stage.publish(stage.second, row)
        actor = stage.actor(stage.second)
        with pytest.raises(Refused, match="tidak sedang menunggu"):
            stage.publish(stage.second, row)
        with pytest.raises(Refused, match="tidak sedang menunggu"):
            carried.refuse(stage.session, actor, row.id, reason="Lain", at=clock.now())
        with pytest.raises(Refused, match="sudah diputuskan"):
            carried.withdraw(stage.session, stage.actor(stage.bringer), row.id, at=clock.now())

    def test_a_refusal_tells_why(self, stage: Stage) -> None:
        row, actor = stage.sent(), stage.actor(stage.second)
        with pytest.raises(Refused, match="alasannya"):
            carried.refuse(stage.session, actor, row.id, reason=" ", at=clock.now())
        carried.refuse(stage.session, actor, row.id, reason="Soal 3 salah", at=clock.now())
        audit.chain(stage.session)
        (entry,) = stage.session.scalars(
            select(AuditEntry).where(AuditEntry.act == "curriculum-file.refused")
        )
        assert (entry.reason, entry.account_id) == ("Soal 3 salah", stage.second.id)
        (own,) = carried_queries.own_curricula(
            stage.session, stage.actor(stage.bringer), at=clock.now()
        )
        assert (own.state, own.reason) == (CarriedState.REFUSED, "Soal 3 salah")


class TestWhatWasSeen:
    def test_another_file_than_was_brought_is_not_published(self, stage: Stage) -> None:
        row = stage.sent()
        other = a_file(replace(changed(a_library()), terms=(Term("PSM", "Pekerja."),)))
        actor, seen = stage.actor(stage.second), stage.seen()
        with pytest.raises(Refused, match="bukan lagi berkas yang dimuat"):
            carried.publish(stage.session, actor, row.id, other, seen, at=clock.now())
        stage.storage.keep(carried.key_of(row.id), other.content)
        with pytest.raises(Refused, match="bukan lagi berkas yang dimuat"):
            carried.opened(stage.storage, row)

    def test_what_changed_since_it_was_seen_is_looked_at_again(self, stage: Stage) -> None:
        row, seen = stage.sent(), stage.seen()
        (module,) = a_library().modules
        meanwhile = replace(a_library(), modules=(replace(module, summary="Lain."),))
        third = foreseeing.forecast(stage.session, meanwhile).library
        loading.load(stage.session, SYSTEM, third, at=clock.now())
        actor = stage.actor(stage.second)
        with pytest.raises(Refused, match="bukan lagi yang Anda lihat"):
            carried.publish(stage.session, actor, row.id, stage.file, seen, at=clock.now())
        stage.publish(stage.second, row)
        assert newest(stage.session).version == 3

    def test_an_angkatan_that_runs_keeps_its_version_and_is_named(self, stage: Stage) -> None:
        running = an_angkatan(stage.session, newest(stage.session))
        coming = foreseeing.forecast(stage.session, stage.file.library)
        (line,) = coming.curricula
        assert (line.before, line.version, line.keepers) == (1, 2, (running,))
        stage.publish(stage.second, stage.sent())
        assert running.curriculum.version == 1

    def test_facts_of_a_programme_that_is_there_stay(self, stage: Stage) -> None:
        library = changed(a_library())
        (curriculum,) = library.curricula
        programme = replace(
            curriculum.programme, title="Nama lain", document_title="SURAT", requires=()
        )
        stage.file = a_file(replace(library, curricula=(replace(curriculum, programme=programme),)))
        coming = foreseeing.forecast(stage.session, stage.file.library)
        assert [each.after for each in coming.kept] == ["Nama lain", "SURAT"]
        stage.publish(stage.second, stage.sent())
        (row,) = stage.session.scalars(select(Programme))
        assert (row.title, row.document_title) == ("Bimtek Contoh", "SERTIFIKAT")

    def test_words_that_would_mean_something_else_are_named(self, stage: Stage) -> None:
        terms.keep(stage.session, [Term("PSM", "Pekerja sosial masyarakat.")])
        library = replace(changed(a_library()), terms=(Term("PSM", "Lain."), Term("RP", "Baru.")))
        stage.file = a_file(library)
        found = foreseeing.forecast(stage.session, library).terms
        assert [(each.name, each.before) for each in found] == [
            ("PSM", "Pekerja sosial masyarakat."),
            ("RP", ""),
        ]
        stage.publish(stage.second, stage.sent())
        meaning = select(GlossaryTerm.meaning).where(GlossaryTerm.term == "PSM")
        assert stage.session.scalar(meaning) == "Lain."

    def test_what_is_published_already_is_not_sent(self, stage: Stage) -> None:
        stage.file = a_file(a_library())
        with pytest.raises(Refused, match="sudah terbit"):
            stage.sent()

    def test_a_module_known_elsewhere_only_is_new_here(self, stage: Stage) -> None:
        other = a_whole_module("jauh")
        loading.keep_module(stage.session, other, at=clock.now())
        stage.session.flush()
        library = Library((other,), (), ())
        (line,) = foreseeing.previews(stage.session, library, "18")
        assert (line.fate, line.base) == (Fate.NEW, None)

    def test_a_module_that_no_curriculum_of_the_file_teaches_is_left_out(
        self, stage: Stage
    ) -> None:
        library = a_library()
        more = replace(library, modules=(*library.modules, a_whole_module("tanpa-kurikulum")))
        coming = foreseeing.forecast(stage.session, more)
        assert [each.fate for each in coming.modules] == [Fate.SAME, Fate.UNUSED]
        assert coming.is_empty

    def test_two_curricula_of_one_programme_get_two_numbers(self, stage: Stage) -> None:
        library = changed(a_library())
        (one,) = library.curricula
        two = replace(one, slug="kedua", version=2, title="Kedua")
        coming = foreseeing.forecast(stage.session, replace(library, curricula=(two, one)))
        assert [each.version for each in coming.curricula] == [2, 3]


class TestManuscripts:
    def test_questions_nobody_here_approved_wait_for_a_second_person(self, stage: Stage) -> None:
        account = a_staff_member(stage.session, Role.AUTHOR, "18")
        row = stage.bring(account, "18")
        actor = stage.actor(account)
        (made,) = carried.take_in(stage.session, actor, row.id, stage.file, at=clock.now())
        items = stage.session.scalars(select(BankItem).where(BankItem.manuscript_id == made.id))
        waiting = [each.key for each in items if each.status is ItemStatus.IN_REVIEW]
        ready = stage.session.scalars(
            select(BankItem.key).where(BankItem.status == ItemStatus.READY)
        )
        assert waiting == ["baru"]
        assert len(ready.all()) == 15
        assert made.base_module_id is not None

    def test_of_a_new_module_all_questions_wait(self, stage: Stage) -> None:
        stage.file = a_file(a_small_library("modul-baru"))
        row, actor = stage.bring(), stage.actor(stage.bringer)
        carried.take_in(stage.session, actor, row.id, stage.file, at=clock.now())
        statuses = set(stage.session.scalars(select(BankItem.status)))
        assert statuses == {ItemStatus.IN_REVIEW}


class TestLeftovers:
    @pytest.mark.parametrize("end", ["publish", "refuse", "withdraw", "take_in"])
    def test_a_file_that_is_decided_is_deleted(self, app: Flask, stage: Stage, end: str) -> None:
        row = stage.bring() if end == "take_in" else stage.sent()
        second, bringer = stage.actor(stage.second), stage.actor(stage.bringer)
        assert stage.is_kept(row)
        match end:
            case "publish":
                stage.publish(stage.second, row)
            case "refuse":
                carried.refuse(stage.session, second, row.id, reason="Salah", at=clock.now())
            case "withdraw":
                carried.withdraw(stage.session, bringer, row.id, at=clock.now())
            case _:
                carried.take_in(stage.session, bringer, row.id, stage.file, at=clock.now())
        stage.session.commit()
        assert app.extensions["bekal.worker"].drain() == (1, 0)
        assert not stage.is_kept(row)

    @pytest.mark.parametrize(("is_sent", "days"), [(False, 7), (True, 30)])
    def test_a_file_that_nobody_decides_is_deleted_in_its_time(
        self, app: Flask, stage: Stage, is_sent: bool, days: int
    ) -> None:
        row = stage.sent() if is_sent else stage.bring()
        stage.session.commit()
        worker = app.extensions["bekal.worker"]
        assert worker.drain() == (0, 0)
        _let_pass(stage.session, row, timedelta(days=days - 1))
        worker.drain()
        assert stage.is_kept(row)
        _let_pass(stage.session, row, timedelta(days=1))
        worker.drain()
        assert not stage.is_kept(row)
        stage.session.refresh(row)
        assert row.state is CarriedState.EXPIRED
        stage.session.rollback()

    def test_nobody_fills_the_storage_with_files(self, stage: Stage) -> None:
        for _ in range(carried.OPEN_MOST):
            row = stage.bring()
        with pytest.raises(Refused, match="Tarik salah satunya"):
            stage.bring()
        carried.withdraw(stage.session, stage.actor(stage.bringer), row.id, at=clock.now())
        stage.bring()


def _let_pass(session: Session, row: CarriedCurriculum, span: timedelta) -> None:
    """Let the file and what is planned for it grow older."""
    session.refresh(row)
    row.brought_at -= span
    row.sent_at = row.sent_at and row.sent_at - span
    for job in session.scalars(select(Job).where(Job.target_id == row.id)):
        job.leased_until = job.leased_until and job.leased_until - span
    session.commit()


class TestAtOnce:
    def test_of_two_who_publish_one_does(self, app: Flask, stage: Stage) -> None:
        third = a_staff_member(stage.session, Role.ORGANISER, "ID")
        row, seen = stage.sent(), stage.seen()
        actors = [stage.actor(each) for each in (stage.second, third, stage.second, third)]
        stage.session.commit()

        def act(opened: Session, number: int) -> None:
            carried.publish(opened, actors[number], row.id, stage.file, seen, at=clock.now())

        assert len(at_once(app, act)) == 3
        assert sorted(stage.session.scalars(select(Curriculum.version))) == [1, 2]
        stage.session.rollback()

    def test_a_file_withdrawn_in_the_same_moment_is_withdrawn_or_published(
        self, app: Flask, stage: Stage
    ) -> None:
        row, seen = stage.sent(), stage.seen()
        second, bringer = stage.actor(stage.second), stage.actor(stage.bringer)
        stage.session.commit()

        def act(opened: Session, number: int) -> None:
            if number % 2:
                carried.withdraw(opened, bringer, row.id, at=clock.now())
            else:
                carried.publish(opened, second, row.id, stage.file, seen, at=clock.now())

        assert len(at_once(app, act)) == 3
        stage.session.refresh(row)
        is_out = row.state is CarriedState.PUBLISHED
        versions = sorted(stage.session.scalars(select(Curriculum.version)))
        assert versions == ([1, 2] if is_out else [1])
        stage.session.rollback()

    def test_the_same_content_brought_twice_is_published_once(
        self, app: Flask, stage: Stage
    ) -> None:
        stage.file = a_file(a_small_library("sama-sekali-baru"))
        rows, seen = [stage.sent() for _ in range(4)], stage.seen()
        actor = stage.actor(stage.second)
        stage.session.commit()

        def act(opened: Session, number: int) -> None:
            row = rows[number]
            carried.publish(opened, actor, row.id, stage.file, seen, at=clock.now())

        assert len(at_once(app, act)) == 3
        found = select(Module).where(Module.slug == "sama-sekali-baru")
        assert len(stage.session.scalars(found).all()) == 1
        stage.session.rollback()


def test_the_pages_lead_from_one_person_to_the_other(stage: Stage, browser: Browser) -> None:
    bringer, second = stage.bringer.id, stage.second.id
    running = an_angkatan(stage.session, newest(stage.session)).title
    content = stage.file.content
    stage.session.commit()
    browser.sign_in(bringer)
    sent = {"file": (io.BytesIO(content), "kurikulum.zip"), "region_code": "ID"}
    made = browser.post("workshop.try_curriculum", sent)
    page = browser.open(made.location)
    assert "1 modul dan 16 soal terbaca tanpa kesalahan" in page
    assert f"versi 1 versi 2 {running}" in page
    (key,) = stage.session.scalars(select(CarriedCurriculum.id))
    stage.session.rollback()
    browser.post("workshop.send_carried", {}, carried_id=key)
    page = browser.get("workshop.carried_file", carried_id=key)
    assert "orang lain yang menerbitkan atau menolaknya" in page
    assert "Terbitkan untuk" not in page
    browser.post("workshop.publish_carried", {"digest": "x"}, carried_id=key, expect=409)
    browser.sign_in(second)
    assert "Menunggu putusan Anda" in browser.get("workshop.curricula")
    module = browser.get("workshop.carried_module", carried_id=key, slug=SLUG)
    assert "Apa arti baru?" in module
    browser.get("workshop.carried_module", carried_id=key, slug="tidak-ada", expect=404)
    page = browser.post("workshop.refuse_carried", {"reason": ""}, carried_id=key, expect=422)
    assert "Mengapa ditolak" in page
    stale = browser.post("workshop.publish_carried", {"digest": "x"}, carried_id=key, expect=409)
    assert "bukan lagi yang Anda lihat" in stale
    page = browser.get("workshop.carried_file", carried_id=key)
    digest = re.search(r'name="digest" value="([0-9a-f]{64})"', page.html)
    assert digest
    browser.post("workshop.publish_carried", {"digest": digest[1]}, carried_id=key)
    browser.sign_in(bringer)
    assert "Terbit" in browser.get("workshop.carried_file", carried_id=key)
    browser.post("workshop.withdraw_carried", {}, carried_id=key, expect=409)


def test_first_pages_tell_both_people(stage: Stage, browser: Browser) -> None:
    row = stage.sent()
    author = a_staff_member(stage.session, Role.AUTHOR, "ID").id
    bringer, second, key = stage.bringer.id, stage.second.id, row.id
    stage.session.commit()
    assert "menunggu orang kedua" in browser.sign_in(bringer).get("home.start")
    assert "“Bimtek Contoh” menunggu putusan Anda" in browser.sign_in(second).get("home.start")
    assert "Berkas kurikulum" not in browser.sign_in(author).get("home.start")
    reason = {"reason": "Soal 3 salah"}
    browser.sign_in(second).post("workshop.refuse_carried", reason, carried_id=key)
    assert "menunggu putusan Anda" not in browser.get("home.start")
    page = browser.sign_in(bringer).get("home.start")
    assert "“Bimtek Contoh” ditolak" in page
    assert "Alasannya: Soal 3 salah" in page
