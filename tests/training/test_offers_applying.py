"""Putting oneself forward: as a stranger, with an account, and asking how it stands."""

import re
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from lms.kernel import clock
from lms.kernel.access import SYSTEM
from lms.kernel.audit import AuditEntry
from lms.people.models import Account, Person
from lms.people.operations import set_nik
from lms.training import offers_applying
from lms.training.models import Stage
from lms.training.offers_models import ApplicationState, Offer, SelfApplication
from tests.browser import Browser
from tests.factories.offers import a_nik, an_application, an_offer, what_a_stranger_writes
from tests.factories.people import a_person, an_account
from tests.factories.regions import KALIREJO, KARANGPILANG
from tests.factories.training import a_kelas, a_participant
from tests.site.test_bad_input import SCRIPT, STRANGE
from tests.training.support import actor_for, at_once

_RECEIPT = re.compile(r"\b[A-Z2-9]{5}-[A-Z2-9]{5}\b")
_NIK_OF_A_CHILD = f"187201{clock.today() - timedelta(days=365 * 12):%d%m%y}0001"


@pytest.fixture
def offer(session: Session) -> Offer:
    """An announced angkatan with seats for Kota Metro."""
    made = an_offer(session)
    session.commit()
    return made


def _send(browser: Browser, offer: Offer, *, expect: int = 303, **changed: Any) -> Any:
    data = what_a_stranger_writes(**changed)
    return browser.post("training_offers.apply", data, angkatan_id=offer.angkatan_id, expect=expect)


def _rows(session: Session) -> list[SelfApplication]:
    session.expire_all()
    return list(session.scalars(select(SelfApplication)))


class TestStranger:
    def test_gets_a_receipt_with_which_to_see_the_state(
        self, session: Session, browser: Browser, offer: Offer
    ) -> None:
        browser.get("training_offers.application", angkatan_id=offer.angkatan_id)
        receipt = browser.open(_send(browser, offer).location)
        (row,) = _rows(session)
        number = f"{row.receipt[:5]}-{row.receipt[5:]}"
        assert number in receipt
        assert row.state is ApplicationState.SUBMITTED
        elsewhere = Browser(browser.app)
        asked = {"receipt": number.lower(), "phone_end": "0042"}
        page = elsewhere.post("training_offers.find", asked, expect=200)
        assert "Dinas Sosial di Kota Metro sedang memeriksa" in page
        assert "Sri Lestari" not in page

    def test_makes_no_person_and_no_account(
        self, session: Session, browser: Browser, offer: Offer
    ) -> None:
        _send(browser, offer)
        for table in (Person, Account):
            assert session.scalars(select(func.count()).select_from(table)).one() == 0

    def test_leaves_a_sealed_nik_and_no_name_in_the_trail(
        self, session: Session, browser: Browser, offer: Offer
    ) -> None:
        nik = a_nik()
        _send(browser, offer, nik=nik)
        (row,) = _rows(session)
        assert row.nik_sealed is not None and nik not in row.nik_sealed
        assert row.nik_masked == f"1872********{nik[-4:]}"
        assert row.notice_version
        entry = session.scalars(select(AuditEntry)).one()
        assert entry.act == "application.submitted"
        assert entry.detail == {"angkatan_id": str(offer.angkatan_id)}

    @pytest.mark.parametrize(
        ("changed", "words"),
        [
            ({"nik": "12345"}, "NIK harus 16 angka. Anda mengetik 5."),
            ({"nik": "1872015713900001"}, "NIK (bulan lahir) harus 01–12"),
            ({"nik": _NIK_OF_A_CHILD}, "18 tahun"),
            ({"name": "123"}, "Nama harus memuat huruf"),
            ({"phone": "lupa"}, "Tulis nomor HP seperti"),
            ({"domicile_code": KARANGPILANG}, "hanya untuk warga wilayah yang mendapat kuota"),
            ({"domicile_code": KALIREJO}, "hanya untuk warga wilayah yang mendapat kuota"),
            ({"domicile_code": "entah di mana"}, "tidak ditemukan di wilayah yang mendapat kuota"),
            ({"text": " "}, "Wajib diisi"),
            ({"agreed": ""}, "Wajib diisi"),
            ({"situs": "http://contoh.id"}, "Kosongkan isian ini"),
        ],
    )
    def test_is_told_what_to_mend(
        self,
        session: Session,
        browser: Browser,
        offer: Offer,
        changed: dict[str, str],
        words: str,
    ) -> None:
        assert words in _send(browser, offer, expect=422, **changed)
        assert not _rows(session)

    @pytest.mark.parametrize("kind", STRANGE)
    def test_may_write_whatever_it_likes(self, browser: Browser, offer: Offer, kind: str) -> None:
        good, text = what_a_stranger_writes(), STRANGE[kind]
        for strange in ({"name", "text"}, {*good} - {"form_key"}, {"form_key"}):
            sent = {**good, **dict.fromkeys(strange, text)}
            address = browser.address("training_offers.apply", angkatan_id=offer.angkatan_id)
            answer = browser.client.post(address, data=sent)
            assert answer.status_code in {303, 422}
            assert SCRIPT not in answer.get_data(as_text=True)

    def test_finds_the_desa_by_its_name(
        self, session: Session, browser: Browser, offer: Offer
    ) -> None:
        _send(browser, offer, domicile_code="Imopuro, Metro Pusat")
        assert _rows(session)[0].domicile_code == "18.72.01.1002"
        offered = browser.get("training_offers.desa", angkatan_id=offer.angkatan_id, q="imop")
        assert "Imopuro, Metro Pusat" in offered.html
        other = browser.get("training_offers.desa", angkatan_id=offer.angkatan_id, q="kalirejo")
        assert other.html.strip() == "[]"
        for nothing in ("", " , ", "%", "x" * 5000):
            page = browser.get("training_offers.desa", angkatan_id=offer.angkatan_id, q=nothing)
            assert page.html.strip() == "[]"

    @pytest.mark.parametrize(
        ("change", "words"),
        [("late", "sudah ditutup"), ("cancelled", "dibatalkan"), ("begun", "sudah dimulai")],
    )
    def test_comes_too_late(
        self, session: Session, browser: Browser, offer: Offer, change: str, words: str
    ) -> None:
        if change == "late":
            offer.closes_on = clock.today() - timedelta(days=1)
        else:
            offer.angkatan.stage = Stage.CANCELLED if change == "cancelled" else Stage.RUNNING
        session.commit()
        assert words in _send(browser, offer, expect=422)
        assert not _rows(session)

    def test_who_sends_the_form_twice_has_one_application(
        self, session: Session, browser: Browser, offer: Offer
    ) -> None:
        data = what_a_stranger_writes()
        pages = [
            browser.submit("training_offers.apply", data, angkatan_id=offer.angkatan_id)
            for _time in range(2)
        ]
        (row,) = _rows(session)
        assert all(row.receipt[:5] in page for page in pages)

    def test_the_same_form_at_the_same_moment_counts_once(
        self, app: Flask, session: Session, offer: Offer
    ) -> None:
        key, nik = uuid4(), a_nik()
        who = offers_applying.Stranger(
            "Sri Lestari", "+6281270000042", nik, "18.72.01.1001", "Ingin ikut.", key
        )

        def act(opened: Session, number: int) -> object:
            return offers_applying.apply(opened, offer.angkatan_id, who, at=clock.now())

        assert not at_once(app, act)
        assert len(_rows(session)) == 1

    @pytest.mark.parametrize("name", ["Sri Lestari", "Bambang Prakoso"])
    def test_never_learns_whether_a_nik_is_known(
        self, session: Session, browser: Browser, offer: Offer, name: str
    ) -> None:
        person, nik = a_person(session, "Sri Lestari"), a_nik()
        set_nik(session, SYSTEM, person, nik, at=clock.now())
        a_participant(session, a_kelas(session, offer.angkatan), person)
        session.commit()
        pages = []
        for each in (nik, a_nik()):
            one = Browser(browser.app)
            pages.append(one.open(_send(one, offer, name=name, nik=each).location).text)
        known, unknown = (_RECEIPT.sub("…", text) for text in pages)
        assert known == unknown

    def test_may_not_try_one_nik_on_and_on(self, browser: Browser, offer: Offer) -> None:
        nik = a_nik()
        for _time in range(5):
            _send(browser, offer, nik=nik)
        _send(browser, offer, nik=f"{nik[:6]} {nik[6:]}", expect=429)
        _send(browser, offer)


class TestAccount:
    @pytest.fixture
    def citizen(self, session: Session, offer: Offer) -> Account:
        """Somebody of Metro with an account."""
        account = an_account(session, a_person(session, "Made Wirawan"))
        session.commit()
        return account

    def _apply(self, browser: Browser, offer: Offer, *, expect: int = 303) -> Any:
        return browser.post(
            "training_offers.apply_myself",
            {"text": "Ingin belajar."},
            angkatan_id=offer.angkatan_id,
            expect=expect,
        )

    def test_applies_by_one_tap_and_a_short_reason(
        self, session: Session, browser: Browser, offer: Offer, citizen: Account
    ) -> None:
        browser.sign_in(citizen)
        assert "Ajukan diri" in browser.get("training_offers.offer", angkatan_id=offer.angkatan_id)
        page = browser.open(self._apply(browser, offer).location)
        assert offer.angkatan.title in page
        assert "Menunggu keputusan" in page
        (row,) = _rows(session)
        assert (row.person_id, row.sender_code) == (citizen.person_id, "18.72")
        again = browser.get("training_offers.offer", angkatan_id=offer.angkatan_id)
        assert "sedang memeriksa pengajuan Anda" in again

    def test_is_not_asked_for_name_and_nik(
        self, browser: Browser, offer: Offer, citizen: Account
    ) -> None:
        browser.sign_in(citizen)
        browser.get("training_offers.application", angkatan_id=offer.angkatan_id, expect=303)

    def test_who_taps_twice_has_one_application(
        self, app: Flask, session: Session, browser: Browser, offer: Offer, citizen: Account
    ) -> None:
        actor = actor_for(session, citizen)
        session.commit()

        def act(opened: Session, number: int) -> object:
            return offers_applying.apply_myself(
                opened, actor, offer.angkatan_id, "Ingin belajar.", at=clock.now()
            )

        assert not at_once(app, act)
        self._apply(browser.sign_in(citizen), offer)
        assert len(_rows(session)) == 1

    @pytest.mark.parametrize(
        ("changed", "words"),
        [
            ({"domicile_code": None}, "Isi dahulu desa atau kelurahan"),
            ({"domicile_code": KARANGPILANG}, "hanya untuk warga wilayah"),
            ({"born_on": date(clock.today().year - 15, 1, 1)}, "sekurang-kurangnya 18 tahun"),
        ],
        ids=["nowhere", "elsewhere", "too-young"],
    )
    def test_is_told_what_speaks_against_it(
        self,
        session: Session,
        browser: Browser,
        offer: Offer,
        citizen: Account,
        changed: dict[str, Any],
        words: str,
    ) -> None:
        for name, value in changed.items():
            setattr(citizen.person, name, value)
        session.commit()
        assert words in self._apply(browser.sign_in(citizen), offer, expect=422)
        assert not _rows(session)

    def test_who_takes_part_is_led_to_the_invitations(
        self, session: Session, browser: Browser, offer: Offer, citizen: Account
    ) -> None:
        a_participant(session, a_kelas(session, offer.angkatan), citizen.person)
        session.commit()
        page = self._apply(browser.sign_in(citizen), offer, expect=422)
        assert "sudah tercatat dalam angkatan ini" in page


class TestStatus:
    @pytest.mark.parametrize(
        "wrong", [{"receipt": "ABCDE-FGHJK"}, {"phone_end": "9999"}], ids=["receipt", "phone"]
    )
    def test_tells_nothing_to_who_guesses(
        self, session: Session, browser: Browser, offer: Offer, wrong: dict[str, str]
    ) -> None:
        row = an_application(session, offer)
        session.commit()
        asked = {"receipt": row.receipt, "phone_end": "0042", **wrong}
        page = browser.post("training_offers.find", asked, expect=422)
        assert "Tidak ada pengajuan dengan nomor tanda terima dan angka HP ini" in page

    def test_can_be_guessed_at_only_a_few_times(
        self, session: Session, browser: Browser, offer: Offer
    ) -> None:
        row = an_application(session, offer)
        session.commit()
        for number in range(10):
            asked = {"receipt": row.receipt, "phone_end": f"{number:04d}"}
            browser.post("training_offers.find", asked, expect=422)
        browser.post(
            "training_offers.find", {"receipt": row.receipt, "phone_end": "0042"}, expect=429
        )

    def test_says_when_the_angkatan_was_cancelled_meanwhile(
        self, session: Session, browser: Browser, offer: Offer
    ) -> None:
        row = an_application(session, offer)
        offer.angkatan.stage = Stage.CANCELLED
        session.commit()
        asked = {"receipt": row.receipt, "phone_end": "0042"}
        page = browser.post("training_offers.find", asked, expect=200)
        assert "dibatalkan" in page

    def test_the_receipt_page_leads_others_to_the_question(self, browser: Browser) -> None:
        page = browser.get("training_offers.receipt", expect=303)
        assert page.location == browser.address("training_offers.status")
