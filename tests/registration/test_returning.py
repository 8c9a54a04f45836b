"""Returned, sent again, withdrawn; requirements that change meanwhile; both families."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.kernel import clock
from lms.kernel.access import SYSTEM, Actor, Grant, Role
from lms.kernel.audit import AuditEntry
from lms.kernel.database import reading
from lms.kernel.errors import Refused
from lms.people.models import Account
from lms.registration import deciding, operations, queries, requirements
from lms.registration.models import Demand, Registration, RegistrationState
from lms.registration.requirements import Wanted
from lms.training.catalogue import Family
from tests.browser import Browser
from tests.factories.people import a_staff_member
from tests.factories.regions import KALIREJO
from tests.factories.registration import (
    a_credential,
    a_graduate,
    a_registration,
    declarations,
    the_requirements,
)
from tests.factories.scans import GOOD_CONDUCT, a_demand, posted

REASON = "Tanggal lahir tidak sama dengan KTP"


def _registrar(session: Session) -> Actor:
    account = a_staff_member(session, Role.REGISTRAR, "18")
    return Actor(account.id, account.person_id, (Grant(Role.REGISTRAR, "18"),))


def _boxes(session: Session) -> dict[str, str]:
    return {f"pernyataan-{slug}": "y" for slug in declarations(session)}


def _returned(session: Session) -> tuple[Account, Registration]:
    account = a_graduate(session)
    row = a_registration(session, account)
    deciding.send_back(session, _registrar(session), row.id, REASON, at=clock.now())
    return account, row


def _submit(session: Session, account: Account) -> operations.Submitted:
    applicant = Actor(account.id, account.person_id)
    return operations.submit(session, applicant, "psm", declarations(session), at=clock.now())


class TestReturned:
    def test_the_reason_stands_on_top_and_nothing_is_lost(
        self, session: Session, browser: Browser
    ) -> None:
        account, _row = _returned(session)
        boxes = _boxes(session)
        session.commit()
        page = browser.sign_in(account).get("registration.psm")
        assert page.text.index(REASON) < page.text.index("Dikembalikan untuk dilengkapi")
        assert page.html.count("checked") >= len(boxes)
        assert "Kirim lagi" in page
        page = browser.submit("registration.submit", boxes)
        assert "Pendaftaran Anda sudah dikirim lagi." in page
        assert "Menunggu putusan" in page
        assert "Riwayat pendaftaran ini" in page
        assert REASON in page

    def test_sent_again_it_is_the_same_application_judged_anew(self, session: Session) -> None:
        account, row = _returned(session)
        account.person.domicile_code = KALIREJO
        done = _submit(session, account)
        assert (done.registration.id, done.is_again) == (row.id, True)
        assert (row.state, row.region_code) == (RegistrationState.SUBMITTED, KALIREJO)
        assert row.reason is None
        states = [step.state.value for step in queries.steps(session, row.id)]
        assert states == ["diajukan", "dikembalikan", "diajukan"]

    def test_it_is_not_sent_again_while_something_is_missing(self, session: Session) -> None:
        account, row = _returned(session)
        account.person.born_on = None
        with pytest.raises(Refused, match="Tanggal lahir belum tercatat"):
            _submit(session, account)
        assert row.state is RegistrationState.RETURNED

    def test_it_may_be_withdrawn_and_applied_for_anew(self, session: Session) -> None:
        account, row = _returned(session)
        applicant = Actor(account.id, account.person_id)
        operations.withdraw(session, applicant, "psm", at=clock.now())
        assert row.state is RegistrationState.WITHDRAWN
        assert _submit(session, account).registration.id != row.id

    def test_a_registrar_does_not_return_what_was_withdrawn(self, session: Session) -> None:
        account = a_graduate(session)
        row = a_registration(session, account)
        applicant, registrar = Actor(account.id, account.person_id), _registrar(session)
        operations.withdraw(session, applicant, "psm", at=clock.now())
        with pytest.raises(Refused):
            deciding.send_back(session, registrar, row.id, REASON, at=clock.now())

    def test_sending_again_is_in_the_trail(self, session: Session, browser: Browser) -> None:
        account, row = _returned(session)
        boxes = _boxes(session)
        session.commit()
        browser.sign_in(account).submit("registration.submit", boxes)
        with reading() as read:
            found = select(AuditEntry.act).where(AuditEntry.subject_id == str(row.id))
            assert "registration.resubmitted" in set(read.scalars(found))


class TestWhileSomebodyApplies:
    def test_a_new_requirement_is_said_in_a_sentence_and_can_be_met(
        self, session: Session, browser: Browser
    ) -> None:
        account = a_graduate(session)
        row = a_registration(session, account)
        a_demand(session)
        session.commit()
        page = browser.sign_in(account).get("registration.psm")
        assert "Persyaratan berubah sejak pendaftaran ini dikirim" in page
        assert "Persyaratan baru: Surat keterangan berkelakuan baik." in page
        assert "Menunggu putusan" in page
        page = browser.submit("registration.attach", posted(GOOD_CONDUCT))
        assert "Berkas sudah tersimpan." in page
        with reading() as read:
            kept = read.get_one(Registration, row.id)
            assert GOOD_CONDUCT not in {one["slug"] for one in kept.requirements}

    def test_a_removed_requirement_is_said_and_what_was_judged_stays(
        self, session: Session, browser: Browser
    ) -> None:
        account = a_graduate(session)
        row = a_registration(session, account)
        judged = list(row.requirements)
        requirements.end(session, SYSTEM, Family.PSM, "usia", at=clock.now())
        session.commit()
        page = browser.sign_in(account).get("registration.psm")
        assert "Tidak diminta lagi: Berusia sekurang-kurangnya 18 tahun." in page
        with reading() as read:
            kept = read.get_one(Registration, row.id)
            assert kept.requirements == judged

    def test_a_new_declaration_stops_the_approval_until_it_is_made(self, session: Session) -> None:
        account = a_graduate(session)
        row = a_registration(session, account)
        wanted = Wanted("jujur", Demand.DECLARATION, "Jujur", "uji (konfigurasi)", {"text": "Ya."})
        requirements.require(session, SYSTEM, Family.PSM, wanted, at=clock.now())
        registrar = _registrar(session)
        (against,) = deciding.against(session, registrar, row, at=clock.now())
        assert str(against) == "Belum dinyatakan: Jujur."
        deciding.send_back(session, registrar, row.id, "Nyatakan", at=clock.now())
        _submit(session, account)
        assert deciding.against(session, registrar, row, at=clock.now()) == ()


class TestPensosmas:
    def test_it_has_its_own_requirements_and_its_own_application(
        self, session: Session, browser: Browser
    ) -> None:
        the_requirements(session)
        account = a_graduate(session)
        boxes = _boxes(session)
        rules = queries.rules(session, "pensosmas")
        ours = {f"pernyataan-{r.slug}": "y" for r in rules if r.demand is Demand.DECLARATION}
        session.commit()
        page = browser.sign_in(account).get("registration.pensosmas")
        assert "Pendaftaran Pensosmas" in page
        assert "Belum memegang Pembekalan Pensosmas yang masih berlaku." in page
        assert "bukan ketentuan peraturan" in page
        a_credential(session, account.person, "pembekalan-pensosmas")
        session.commit()
        page = browser.submit("registration.submit", {**ours, "family": "pensosmas"})
        assert "Pendaftaran Anda sudah masuk." in page
        assert page.html.count("Pendaftaran Pensosmas")
        page = browser.submit("registration.submit", boxes)
        assert "Pendaftaran Anda sudah masuk." in page
        page = browser.submit("registration.withdraw", {"family": "pensosmas"})
        assert "sudah ditarik" in page
        assert "Menunggu putusan" in browser.get("registration.psm")

    def test_another_family_does_not_exist(self, session: Session, browser: Browser) -> None:
        account = a_graduate(session)
        session.commit()
        browser.sign_in(account)
        for endpoint in ("registration.submit", "registration.withdraw", "registration.attach"):
            browser.post(endpoint, {"family": "tksk"}, expect=404)
