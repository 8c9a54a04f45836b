"""Review by a second person, publishing, and who keeps the version they have."""

import re
from dataclasses import replace
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from courses.model import Library
from courses.model import Module as Content
from lms.kernel import clock
from lms.kernel.access import Actor, Role
from lms.kernel.audit import AuditEntry
from lms.kernel.database import db
from lms.kernel.errors import Forbidden, Refused
from lms.people.models import Account
from lms.training import offer, planning, renewing
from lms.training.catalogue import Curriculum, Module
from lms.workshop import drafting, parts, publishing, reviewing, taking_in
from lms.workshop.assembling import assemble
from lms.workshop.editing import stamp
from lms.workshop.models import ItemStatus, ManuscriptState
from tests.browser import Browser
from tests.factories.people import a_staff_member
from tests.factories.training import a_module, an_angkatan
from tests.training.support import actor_for, at_once
from tests.training.test_planning import a_plan
from tests.workshop.naskah import (
    a_manuscript_of,
    a_taught,
    a_whole_module,
    items_of,
    modules_of,
    people,
)


class Stage4:
    """A national curriculum, a manuscript of Lampung that changed, and its three people."""

    def __init__(self, session: Session, region_code: str = "18") -> None:
        self.session = session
        self.curriculum, self.row = a_taught(session)
        self.writer, self.second, self.organiser = people(session, region_code)
        self.manuscript = a_manuscript_of(session, self.row, self.writer, region_code)

    def rewrite(self, account: Account, text: str = "Versi baru.\n") -> None:
        """Let somebody rewrite the first lesson."""
        module = drafting.module_of(self.manuscript.content)
        lesson = module.lessons[0]
        parts.change_part(
            self.session,
            actor_for(self.session, account),
            self.manuscript.id,
            replace(lesson, text=text),
            seen=stamp(lesson),
            at=clock.now(),
        )

    def send(self) -> str:
        """Send the manuscript and give the digest of what was sent."""
        actor = actor_for(self.session, self.writer)
        return reviewing.send(self.session, actor, self.manuscript.id, at=clock.now()).digest

    def approve(self, account: Account, digest: str) -> None:
        """Let somebody approve it."""
        actor = actor_for(self.session, account)
        reviewing.approve(self.session, actor, self.manuscript.id, digest, at=clock.now())

    def send_back(self, account: Account, digest: str) -> None:
        """Let somebody return it."""
        actor, key = actor_for(self.session, account), self.manuscript.id
        reviewing.send_back(self.session, actor, key, digest, reason="Perjelas.", at=clock.now())

    def publish(self, account: Account) -> Module:
        """Let somebody publish it into all curricula that teach it."""
        session, actor = self.session, actor_for(self.session, account)
        module = assemble(session, self.manuscript)
        found = publishing.candidates(session, self.manuscript, module)
        ids = [each.curriculum.id for each in found]
        seen = module.digest
        return publishing.publish(session, actor, self.manuscript.id, ids, seen, at=clock.now())


@pytest.fixture
def stage(session: Session) -> Stage4:
    """What every test here begins with."""
    return Stage4(session)


class TestReview:
    def test_what_has_not_changed_is_not_sent(self, stage: Stage4) -> None:
        with pytest.raises(Refused, match="sama dengan modul yang sudah terbit"):
            stage.send()

    def test_everything_that_is_wrong_is_told_at_once(self, stage: Stage4) -> None:
        stage.rewrite(stage.writer, "![Kartu](media/kartu.png)\n")
        for item in items_of(stage.session, stage.manuscript.id)[:3]:
            item.status = ItemStatus.QUARANTINED
        with pytest.raises(Refused) as refusal:
            stage.send()
        said = str(refusal.value)
        assert "Tidak ada berkas “media/kartu.png”" in said
        assert "belum mempunyai soal periksa diri" in said
        assert stage.manuscript.state is ManuscriptState.DRAFT

    def test_an_author_of_a_change_never_approves(self, stage: Stage4) -> None:
        stage.rewrite(stage.second)
        digest = stage.send()
        for author in (stage.writer, stage.second):
            with pytest.raises(Refused, match="orang kedua yang memutuskan"):
                stage.approve(author, digest)
            with pytest.raises(Refused, match="orang kedua yang memutuskan"):
                stage.send_back(author, digest)
        stage.approve(stage.organiser, digest)
        assert stage.manuscript.state is ManuscriptState.APPROVED

    def test_a_change_after_the_approval_makes_it_a_draft_again(self, stage: Stage4) -> None:
        stage.rewrite(stage.writer)
        stage.approve(stage.organiser, stage.send())
        stage.rewrite(stage.writer, "Lagi.\n")
        assert stage.manuscript.state is ManuscriptState.DRAFT
        with pytest.raises(Refused, match="belum disetujui"):
            stage.publish(stage.organiser)

    def test_a_question_changed_behind_the_approval_is_not_published(self, stage: Stage4) -> None:
        stage.rewrite(stage.writer)
        stage.approve(stage.organiser, stage.send())
        item = items_of(stage.session, stage.manuscript.id)[-1]
        item.content = {**item.content, "stem": "Pertanyaan lain?"}
        stage.session.flush()
        with pytest.raises(Refused, match="belum disetujui dalam bentuknya"):
            stage.publish(stage.organiser)

    def test_it_is_returned_with_a_reason_and_sent_again(self, stage: Stage4) -> None:
        stage.rewrite(stage.writer)
        digest = stage.send()
        actor = actor_for(stage.session, stage.second)
        where = (stage.session, actor, stage.manuscript.id, digest)
        with pytest.raises(Refused, match="Tuliskan apa"):
            reviewing.send_back(*where, reason="  ", at=clock.now())
        reviewing.send_back(*where, reason="Tambah contoh.", at=clock.now())
        assert stage.manuscript.state is ManuscriptState.RETURNED
        stage.rewrite(stage.writer, "Dengan contoh.\n")
        assert stage.send() != digest

    def test_only_what_was_seen_is_approved(self, stage: Stage4) -> None:
        stage.rewrite(stage.writer)
        digest = stage.send()
        stage.rewrite(stage.writer, "Lain.\n")
        stage.send()
        with pytest.raises(Refused, match="berubah sesudah Anda membukanya"):
            stage.approve(stage.organiser, digest)


class TestPublishing:
    def test_a_region_gets_its_own_version_and_others_keep_theirs(self, stage: Stage4) -> None:
        session = stage.session
        running = an_angkatan(session, stage.curriculum)
        stage.rewrite(stage.writer)
        stage.approve(stage.second, stage.send())
        published = stage.publish(stage.organiser)
        made = session.scalars(select(Curriculum).where(Curriculum.region_code == "18")).one()
        assert (made.version, made.jp_total) == (2, 2)
        assert modules_of(session, made.id) == [published.id]
        assert modules_of(session, stage.curriculum.id) == [stage.row.id]
        assert running.curriculum_id == stage.curriculum.id
        assert stage.manuscript.state is ManuscriptState.PUBLISHED
        assert stage.manuscript.base_module_id == published.id

    def test_only_an_angkatan_of_the_region_may_choose_it(self, stage: Stage4) -> None:
        session = stage.session
        stage.rewrite(stage.writer)
        stage.approve(stage.second, stage.send())
        stage.publish(stage.organiser)
        made = session.scalars(select(Curriculum).where(Curriculum.region_code == "18")).one()
        planner = actor_for(session, stage.organiser)
        assert [each.id for each in offer.curricula(session, planner)] == [
            made.id,
            stage.curriculum.id,
        ]
        far = actor_for(session, a_staff_member(session, Role.ORGANISER, "35"))
        assert [each.id for each in offer.curricula(session, far)] == [stage.curriculum.id]
        plan = a_plan(session, "35", curriculum_id=made.id)
        with pytest.raises(Refused, match="dibuat untuk daerah lain"):
            planning.plan(session, far, plan, at=clock.now())
        here = a_plan(session, "18", curriculum_id=made.id)
        planned = planning.plan(session, planner, here, at=clock.now())
        assert planned.curriculum_id == made.id

    def test_the_nation_publishes_for_everybody(self, session: Session) -> None:
        stage = Stage4(session, "ID")
        stage.rewrite(stage.writer)
        stage.approve(stage.second, stage.send())
        stage.publish(stage.organiser)
        far = actor_for(session, a_staff_member(session, Role.ORGANISER, "35"))
        (offered,) = offer.curricula(session, far)
        assert (offered.version, offered.region_code) == (2, "ID")

    def test_a_test_without_enough_questions_stops_it(self, stage: Stage4) -> None:
        for item in items_of(stage.session, stage.manuscript.id)[3:10]:
            item.status = ItemStatus.RETIRED
        stage.rewrite(stage.writer)
        stage.approve(stage.second, stage.send())
        module = assemble(stage.session, stage.manuscript)
        (candidate,) = publishing.candidates(stage.session, stage.manuscript, module)
        assert candidate.shortages
        assert candidate.shortages[0].startswith("tes akhir: ")
        with pytest.raises(Refused, match="tes akhir"):
            stage.publish(stage.organiser)

    def test_an_author_does_not_publish(self, stage: Stage4) -> None:
        stage.rewrite(stage.writer)
        stage.approve(stage.second, stage.send())
        with pytest.raises(Forbidden):
            stage.publish(stage.second)

    def test_published_twice_at_once_it_is_published_once(self, app: Flask) -> None:
        with Session(_engine(app), expire_on_commit=False) as session:
            stage = Stage4(session)
            stage.rewrite(stage.writer)
            stage.approve(stage.second, stage.send())
            actor, key = actor_for(session, stage.organiser), stage.manuscript.id
            curriculum_id = stage.curriculum.id
            seen = assemble(session, stage.manuscript).digest
            session.commit()

        def act(opened: Session, _number: int) -> None:
            publishing.publish(opened, actor, key, [curriculum_id], seen, at=clock.now())

        refusals = at_once(app, act)
        assert len(refusals) == 3
        with Session(_engine(app)) as session:
            versions = session.scalars(select(Curriculum.version)).all()
        assert sorted(versions) == [1, 2]

    def test_regions_that_publish_the_same_module_at_once_share_it(self, app: Flask) -> None:
        module = a_whole_module("di-luar-kurikulum")
        with Session(_engine(app), expire_on_commit=False) as session:
            made = [_approved(session, module, code) for code in ("18", "35", "ID", "18.72")]
            session.commit()

        def act(opened: Session, number: int) -> None:
            actor, key = made[number]
            publishing.publish(opened, actor, key, [], module.digest, at=clock.now())

        assert at_once(app, act) == []
        with Session(_engine(app)) as session:
            assert session.scalars(select(Module.digest)).all() == [module.digest]

    def test_what_was_approved_anew_since_it_was_looked_at_is_looked_at_again(
        self, stage: Stage4
    ) -> None:
        stage.rewrite(stage.writer)
        stage.approve(stage.second, stage.send())
        seen = assemble(stage.session, stage.manuscript).digest
        stage.rewrite(stage.writer, "Lain.\n")
        stage.approve(stage.second, stage.send())
        actor, ids = actor_for(stage.session, stage.organiser), [stage.curriculum.id]
        with pytest.raises(Refused, match="berubah sesudah Anda membukanya"):
            key = stage.manuscript.id
            publishing.publish(stage.session, actor, key, ids, seen, at=clock.now())
        stage.publish(stage.organiser)

    def test_a_curriculum_renewed_meanwhile_loses_nothing_of_it(self, stage: Stage4) -> None:
        stage.rewrite(stage.writer)
        stage.approve(stage.second, stage.send())
        stage.publish(stage.organiser)
        other, actor = a_module(stage.session, "lain"), actor_for(stage.session, stage.organiser)
        old = stage.curriculum
        with pytest.raises(Refused, match="baru saja mendapat versi"):
            renewing.renew(stage.session, actor, old, other, region_code="18", at=clock.now())


def _approved(session: Session, module: Content, region_code: str) -> tuple[Actor, UUID]:
    """Give a region's organiser and manuscript of a module that no curriculum teaches, approved."""
    writer, second, organiser = (actor_for(session, a) for a in people(session, region_code))
    where, at = {"region_code": region_code}, clock.now()
    (made,) = taking_in.as_manuscripts(session, writer, Library((module,), (), ()), **where, at=at)
    for item in items_of(session, made.id):
        item.status = ItemStatus.READY
    sent = reviewing.send(session, writer, made.id, at=at)
    reviewing.approve(session, second, made.id, sent.digest, at=at)
    return organiser, made.id


def _engine(app: Flask) -> Engine:
    with app.app_context():
        return db.engine.execution_options(bekal_writes=True)


class TestReturningByPage:
    def _sent(self, session: Session, stage: Stage4, browser: Browser) -> tuple[UUID, str]:
        stage.rewrite(stage.writer)
        key, digest = stage.manuscript.id, stage.send()
        session.commit()
        browser.sign_in(stage.second)
        return key, digest

    def test_without_a_reason_the_field_says_so_on_the_same_page(
        self, session: Session, stage: Stage4, browser: Browser
    ) -> None:
        key, digest = self._sent(session, stage, browser)
        form = {"digest": digest, "reason": "  "}
        page = browser.post("workshop.send_back", form, manuscript_id=key, expect=422)
        assert 'id="reason-errors"' in page.html
        assert "Setujui naskah" in page

    def test_what_was_typed_is_kept_where_the_manuscript_changed_meanwhile(
        self, session: Session, stage: Stage4, browser: Browser
    ) -> None:
        key, digest = self._sent(session, stage, browser)
        stage.rewrite(stage.writer, "Lain.\n")
        newer = stage.send()
        session.commit()
        form = {"digest": digest, "reason": "Contoh kurang."}
        page = browser.post("workshop.send_back", form, manuscript_id=key, expect=409)
        assert "berubah sesudah Anda membukanya" in page
        assert "Contoh kurang.</textarea>" in page.html
        assert newer in page.html

    def test_who_is_too_late_reads_what_they_typed(
        self, session: Session, stage: Stage4, browser: Browser
    ) -> None:
        key, digest = self._sent(session, stage, browser)
        stage.approve(stage.organiser, digest)
        session.commit()
        form = {"digest": digest, "reason": "Contoh kurang."}
        page = browser.post("workshop.send_back", form, manuscript_id=key, expect=409)
        assert "Catatan Anda tidak terkirim" in page
        assert "tidak sedang menunggu telaah" in page
        assert "Contoh kurang." in page


def test_the_pages_lead_from_the_manuscript_to_the_new_version(
    session: Session, stage: Stage4, browser: Browser
) -> None:
    running = an_angkatan(session, stage.curriculum)
    stage.rewrite(stage.writer, "## Arti\n\nVersi baru.\n")
    key = stage.manuscript.id
    title, old = running.title, stage.row.id
    session.commit()
    browser.sign_in(stage.writer)
    compared = browser.get("workshop.compare_base", manuscript_id=key)
    assert "hapus Relawan menolong." in compared
    assert "baru Versi baru." in compared
    assert "Arti relawan Diubah" in compared
    browser.post("workshop.send", {}, manuscript_id=key)
    mine = browser.get("workshop.show", manuscript_id=key)
    assert "orang kedua yang memutuskan" in mine
    browser.sign_in(stage.second)
    page = browser.get("workshop.show", manuscript_id=key)
    digest = re.search(r'name="digest" value="([0-9a-f]{64})"', page.html)
    assert digest
    browser.post("workshop.approve", {"digest": digest[1]}, manuscript_id=key)
    browser.get("workshop.ask_publish", manuscript_id=key, expect=403)
    browser.sign_in(stage.organiser)
    asked = browser.get("workshop.ask_publish", manuscript_id=key)
    assert f"{title}: versi 1, " in asked
    seen = re.search(r'name="digest"[^>]*value="([0-9a-f]{64})"', asked.html)
    assert seen
    empty = {"digest": seen[1]}
    nothing = browser.post("workshop.publish", empty, manuscript_id=key, expect=422)
    assert "Pilih sedikitnya satu kurikulum" in nothing
    chosen = {"curricula": [str(stage.curriculum.id)]}
    stale = browser.post("workshop.publish", chosen, manuscript_id=key, expect=422)
    assert "berubah sesudah Anda membukanya" in stale
    browser.post("workshop.publish", {**empty, **chosen}, manuscript_id=key)
    assert "Terbit" in browser.get("workshop.show", manuscript_id=key)
    versions = browser.get("workshop.compare_versions", slug="kerelawanan")
    assert "baru Versi baru." in versions
    same = browser.get("workshop.compare_versions", slug="kerelawanan", dari=old, ke=old)
    assert "Kedua versi sama." in same
    browser.get("workshop.compare_versions", slug="tidak-ada", expect=404)
    acts = set(session.scalars(select(AuditEntry.act)))
    session.rollback()
    assert {"manuscript.sent", "manuscript.approved", "module.published"} <= acts
    assert "curriculum.published" in acts
