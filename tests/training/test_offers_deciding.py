"""The Dinas decides on those who put themselves forward; the installation forgets them."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from lms.kernel import clock
from lms.kernel.access import SYSTEM, Role
from lms.kernel.audit import AuditEntry
from lms.people.models import Account, Person
from lms.people.operations import set_nik
from lms.training import offers_deciding
from lms.training.models import Participation, ParticipationState, Quota, Stage
from lms.training.offers_commands import training
from lms.training.offers_models import ApplicationState, Offer, SelfApplication
from tests.browser import Browser
from tests.factories.offers import a_nik, an_application, an_offer
from tests.factories.people import a_person, a_staff_member, an_account
from tests.factories.training import a_kelas, a_participant
from tests.training.support import actor_for, at_once


@pytest.fixture
def offer(session: Session) -> Offer:
    """An announced angkatan with seats for Kota Metro."""
    return an_offer(session)


@pytest.fixture
def dinas(session: Session) -> Account:
    """Who nominates for Kota Metro."""
    return a_staff_member(session, Role.ORGANISER, "18.72")


@pytest.fixture
def desk(session: Session, browser: Browser, dinas: Account) -> Browser:
    """The browser of who nominates for Kota Metro."""
    session.commit()
    return Browser(browser.app).sign_in(dinas)


def _seen(session: Session, row: SelfApplication) -> SelfApplication:
    session.expire_all()
    return session.get_one(SelfApplication, row.id)


class TestList:
    def test_says_what_will_appear(self, desk: Browser) -> None:
        assert "Tidak ada yang menunggu" in desk.get("training_offers_desk.applications")
        page = desk.get("training_offers_desk.applications", tampil="diputus")
        assert "Belum ada yang diputus" in page

    def test_shows_those_of_the_own_region_only(
        self, session: Session, desk: Browser, offer: Offer
    ) -> None:
        row = an_application(session, offer)
        foreign = a_staff_member(session, Role.ORGANISER, "18.02")
        session.commit()
        assert "Sri Lestari" in desk.get("training_offers_desk.applications")
        page = desk.get("training_offers_desk.application", application_id=row.id)
        assert "Saya ingin membantu tetangga." in page
        other = Browser(desk.app).sign_in(foreign)
        assert "Sri Lestari" not in other.get("training_offers_desk.applications")
        for endpoint in ("nominate", "decline"):
            other.post(
                f"training_offers_desk.{endpoint}",
                {"reason": "Bukan urusan."},
                application_id=row.id,
                expect=404,
            )
        assert _seen(session, row).state is ApplicationState.SUBMITTED

    def test_marks_what_is_known_of_a_nik(
        self, session: Session, desk: Browser, offer: Offer
    ) -> None:
        person, nik = a_person(session, "Sri Lestari"), a_nik()
        set_nik(session, SYSTEM, person, nik, at=clock.now())
        a_participant(session, a_kelas(session, offer.angkatan), person)
        an_application(session, offer, nik=nik)
        session.commit()
        page = desk.get("training_offers_desk.applications")
        for words in ("orang yang sama", "Sudah tercatat dalam angkatan ini"):
            assert words in page
        an_application(session, offer, nik=nik, name="Bambang Prakoso")
        session.commit()
        page = desk.get("training_offers_desk.applications")
        for words in ("tercatat atas nama lain", "Mengajukan diri 2 kali"):
            assert words in page
        assert nik not in page.html


class TestNominating:
    def test_makes_person_account_and_nomination(
        self, session: Session, desk: Browser, offer: Offer
    ) -> None:
        nik = a_nik()
        row = an_application(session, offer, nik=nik)
        session.commit()
        page = desk.submit("training_offers_desk.nominate", application_id=row.id)
        assert "Pengajuan dijadikan usulan" in page
        made = session.scalars(select(Participation)).one()
        assert (made.state, made.origin) == (ParticipationState.NOMINATED, "Kota Metro")
        person = session.get_one(Person, made.person_id)
        assert (person.name, person.nik_masked) == ("Sri Lestari", f"1872********{nik[-4:]}")
        account = session.scalars(select(Account).where(Account.person_id == person.id)).one()
        assert account.activated_at is None
        seen = _seen(session, row)
        assert (seen.state, seen.participation_id) == (ApplicationState.NOMINATED, made.id)
        assert seen.nik_sealed is None and seen.nik_fingerprint is None

    def test_is_told_to_the_applicant(
        self, session: Session, browser: Browser, desk: Browser, offer: Offer
    ) -> None:
        row = an_application(session, offer)
        session.commit()
        desk.post("training_offers_desk.nominate", application_id=row.id)
        asked = {"receipt": row.receipt, "phone_end": "0042"}
        page = browser.post("training_offers.find", asked, expect=200)
        assert "mengusulkan Anda sebagai peserta" in page

    def test_finds_the_person_whose_nik_it_is(
        self, session: Session, desk: Browser, offer: Offer
    ) -> None:
        person, nik = a_person(session, "Sri Lestari"), a_nik()
        set_nik(session, SYSTEM, person, nik, at=clock.now())
        row = an_application(session, offer, nik=nik, name="Sri Lestar")
        session.commit()
        desk.post("training_offers_desk.nominate", application_id=row.id)
        assert session.scalars(select(Participation.person_id)).one() == person.id

    def test_refuses_a_nik_of_another_name(
        self, session: Session, desk: Browser, offer: Offer
    ) -> None:
        person, nik = a_person(session, "Ketut Rahayu"), a_nik()
        set_nik(session, SYSTEM, person, nik, at=clock.now())
        row = an_application(session, offer, nik=nik)
        session.commit()
        page = desk.post("training_offers_desk.nominate", application_id=row.id, expect=409)
        assert "NIK ini tercatat atas nama lain" in page
        assert _seen(session, row).state is ApplicationState.SUBMITTED

    def test_takes_the_person_who_was_signed_in(
        self, session: Session, desk: Browser, offer: Offer
    ) -> None:
        account = an_account(session, a_person(session, "Made Wirawan"))
        row = an_application(session, offer, person=account.person)
        session.commit()
        desk.post("training_offers_desk.nominate", application_id=row.id)
        assert session.scalars(select(Participation.person_id)).one() == account.person_id

    def test_of_somebody_who_takes_part_changes_nothing_there(
        self, session: Session, desk: Browser, offer: Offer
    ) -> None:
        account = an_account(session, a_person(session, "Made Wirawan"))
        there = a_participant(session, a_kelas(session, offer.angkatan), account.person)
        row = an_application(session, offer, person=account.person)
        session.commit()
        desk.post("training_offers_desk.nominate", application_id=row.id)
        assert _seen(session, row).participation_id == there.id
        assert there.state is ParticipationState.ENROLLED

    @pytest.mark.parametrize(
        ("change", "words"),
        [("cancelled", "ditutup atau dibatalkan"), ("no seats", "tidak lagi mendapat kuota")],
    )
    def test_is_refused_when_the_angkatan_takes_nobody(
        self, session: Session, desk: Browser, offer: Offer, change: str, words: str
    ) -> None:
        row = an_application(session, offer)
        if change == "cancelled":
            offer.angkatan.stage = Stage.CANCELLED
        else:
            quota = session.scalars(select(Quota)).one()
            quota.sender_code = "18.02"
            session.flush()
        session.commit()
        page = desk.post("training_offers_desk.nominate", application_id=row.id, expect=409)
        assert words in page
        assert _seen(session, row).state is ApplicationState.SUBMITTED

    def test_of_two_at_once_one_is_told_it_is_decided(
        self, app: Flask, session: Session, dinas: Account, offer: Offer
    ) -> None:
        row = an_application(session, offer)
        actor = actor_for(session, dinas)
        session.commit()

        def act(opened: Session, number: int) -> None:
            if number % 2:
                offers_deciding.decline(opened, actor, row.id, "Penuh.", at=clock.now())
            else:
                offers_deciding.nominate(opened, actor, row.id, at=clock.now())

        refusals = at_once(app, act)
        assert refusals == ["Pengajuan ini sudah diputuskan."] * 3


class TestDeclining:
    def test_wants_a_reason_that_the_applicant_reads(
        self, session: Session, browser: Browser, desk: Browser, offer: Offer
    ) -> None:
        row = an_application(session, offer)
        session.commit()
        blank = {"reason": " "}
        desk.post("training_offers_desk.decline", blank, application_id=row.id, expect=422)
        said = {"reason": "Kuota desa Anda sudah terisi."}
        desk.post("training_offers_desk.decline", said, application_id=row.id)
        page = browser.post(
            "training_offers.find", {"receipt": row.receipt, "phone_end": "0042"}, expect=200
        )
        assert "Kuota desa Anda sudah terisi." in page
        assert session.scalars(select(func.count()).select_from(Person)).one() == 1  # the Dinas
        acts = session.scalars(select(AuditEntry.act).where(AuditEntry.act.like("application.%")))
        assert acts.all() == ["application.declined"]


class TestForgetting:
    def _old(self, session: Session, offer: Offer, days: int, state: ApplicationState) -> None:
        row = an_application(session, offer)
        row.submitted_at = row.decided_at = clock.now() - timedelta(days=days)
        row.state, row.reason = state, "Penuh."

    def test_deletes_what_was_declined_long_ago(
        self, app: Flask, session: Session, offer: Offer
    ) -> None:
        self._old(session, offer, 91, ApplicationState.DECLINED)
        self._old(session, offer, 89, ApplicationState.DECLINED)
        self._old(session, offer, 200, ApplicationState.SUBMITTED)
        session.commit()
        told = app.test_cli_runner().invoke(training, ["forget-applications"])
        assert "1 pengajuan diri dihapus." in told.output
        assert session.scalars(select(func.count()).select_from(SelfApplication)).one() == 2
        entry = session.scalars(select(AuditEntry)).one()
        assert (entry.act, entry.detail) == ("application.forgotten", {})

    def test_deletes_all_of_an_angkatan_that_is_long_over(
        self, app: Flask, session: Session, offer: Offer
    ) -> None:
        self._old(session, offer, 200, ApplicationState.SUBMITTED)
        offer.angkatan.starts_on = offer.angkatan.ends_on = clock.today() - timedelta(days=31)
        session.commit()
        told = app.test_cli_runner().invoke(training, ["forget-applications", "--days", "30"])
        assert "1 pengajuan diri dihapus." in told.output
