"""The counter: finding, recording, and filing for somebody who came."""

from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.kernel import clock
from lms.kernel.access import SYSTEM, Actor, Grant, Role
from lms.kernel.audit import AuditEntry
from lms.kernel.database import reading
from lms.kernel.errors import Forbidden, NotFound, Refused
from lms.people import operations as people
from lms.people import queries as known
from lms.people.counter import Gaps, fill_gaps
from lms.people.models import Account, Person
from lms.people.operations import PersonFacts
from lms.registration import counter, deciding, operations, queries
from lms.registration.models import RegistrationState
from tests.browser import Browser
from tests.factories.people import a_person, a_staff_member, an_account
from tests.factories.regions import KALIREJO, METRO, an_organisation
from tests.factories.registration import (
    a_graduate,
    a_registration,
    declarations,
    the_requirements,
)
from tests.factories.scans import GOOD_CONDUCT, a_demand, posted

NIK = "1872015705900001"
OTHER_NIK = "1872014101850002"
NEW: dict[str, Any] = {
    "name": "Wayan Lestari",
    "nik": NIK,
    "domicile_code-kode": METRO,
    "domicile_code": "Metro",
    "born_on": "1990-05-17",
    "sex": "P",
}


def _clerk(session: Session, region_code: str = "18.72") -> Account:
    return a_staff_member(session, Role.CLERK, region_code)


def _as(account: Account, *roles: Role, region_code: str = "18.72") -> Actor:
    return Actor(account.id, account.person_id, tuple(Grant(r, region_code) for r in roles))


def _filing(session: Session) -> dict[str, str]:
    boxes = {f"pernyataan-{slug}": "y" for slug in declarations(session)}
    return {**boxes, "note": "Datang sendiri, tidak mempunyai HP", "agreed": "y"}


class TestFinding:
    def test_by_name_within_the_own_region_only(self, session: Session, browser: Browser) -> None:
        a_person(session, "Ketut Sari")
        a_person(session, "Ketut Jauh", KALIREJO)
        clerk = _clerk(session)
        session.commit()
        page = browser.sign_in(clerk).open("/loket?q=ketut")
        assert "Ketut Sari" in page
        assert "Ketut Jauh" not in page
        assert "Tidak ada yang cocok" in browser.open("/loket?q=zzz")
        assert "Ketut" not in browser.open("/loket")

    def test_by_nik_in_a_post_that_is_kept_in_the_trail(
        self, session: Session, browser: Browser
    ) -> None:
        person = a_person(session, "Ketut Sari")
        people.set_nik(session, SYSTEM, person, NIK, at=clock.now())
        clerk = _clerk(session)
        session.commit()
        page = browser.sign_in(clerk).submit("registration_filing.seek", {"nik": NIK})
        assert "Ketut Sari" in page
        with reading() as read:
            found = select(AuditEntry).where(AuditEntry.act == "registration.person-sought")
            entry = read.scalars(found).one()
        assert entry.subject_id == str(person.id)
        assert NIK not in str(entry.detail)

    @pytest.mark.parametrize(
        ("typed", "says"),
        [
            (OTHER_NIK, "belum tercatat"),
            (NIK, "tidak berdomisili di wilayah tugas Anda"),
            ("123", "NIK"),
            (" ", "Wajib diisi."),
        ],
    )
    def test_who_is_not_found_is_said_without_a_name(
        self, session: Session, browser: Browser, typed: str, says: str
    ) -> None:
        person = a_person(session, "Ketut Jauh", KALIREJO)
        people.set_nik(session, SYSTEM, person, NIK, at=clock.now())
        clerk = _clerk(session)
        session.commit()
        page = browser.sign_in(clerk).post("registration_filing.seek", {"nik": typed}, expect=422)
        assert says in page
        assert "Ketut Jauh" not in page


class TestRecording:
    def test_somebody_new_gets_nik_and_account(self, session: Session, browser: Browser) -> None:
        clerk = _clerk(session)
        session.commit()
        page = browser.sign_in(clerk).submit("registration_filing.record", NEW)
        assert "Wayan Lestari sudah dicatat." in page
        with reading() as read:
            person = known.find_by_nik(read, NIK)
            assert person is not None
            assert person.domicile_code == METRO
            assert known.account_of(read, person.id) is not None

    @pytest.mark.parametrize(
        ("changed", "says"),
        [
            ({"domicile_code-kode": KALIREJO, "domicile_code": "Kalirejo"}, "di luar wilayah"),
            ({"nik": "1872"}, "NIK"),
            ({"name": "1234"}, "Nama harus memuat huruf"),
        ],
    )
    def test_what_is_wrong_is_said_and_nothing_is_kept(
        self, session: Session, browser: Browser, changed: dict[str, str], says: str
    ) -> None:
        clerk = _clerk(session)
        session.commit()
        page = browser.sign_in(clerk).post(
            "registration_filing.record", {**NEW, **changed}, expect=422
        )
        assert says in page
        with reading() as read:
            assert (
                read.scalars(select(Person).where(Person.name == "Wayan Lestari")).first() is None
            )

    def test_the_nik_of_somebody_else_keeps_nothing(
        self, session: Session, browser: Browser
    ) -> None:
        people.set_nik(session, SYSTEM, a_person(session, "Ketut Jauh"), NIK, at=clock.now())
        clerk = _clerk(session)
        session.commit()
        page = browser.sign_in(clerk).post("registration_filing.record", NEW, expect=422)
        assert "sudah tercatat pada orang lain" in page
        with reading() as read:
            assert (
                read.scalars(select(Person).where(Person.name == "Wayan Lestari")).first() is None
            )

    def test_a_clerk_creates_nobody_elsewhere_and_changes_no_nik(self, session: Session) -> None:
        actor = _as(_clerk(session), Role.CLERK)
        with pytest.raises(Forbidden):
            facts = PersonFacts("Made Jauh", domicile_code=KALIREJO)
            people.create_person(session, actor, facts, at=clock.now())
        person = a_person(session, "Ketut Sari")
        people.set_nik(session, actor, person, NIK, at=clock.now())
        with pytest.raises(Forbidden):
            people.set_nik(session, actor, person, OTHER_NIK, at=clock.now())
        with pytest.raises(Forbidden):
            far = a_person(session, "Ketut Jauh", KALIREJO)
            people.set_nik(session, actor, far, OTHER_NIK, at=clock.now())


class TestCompleting:
    def test_only_what_is_missing_is_filled(self, session: Session, browser: Browser) -> None:
        person = a_person(session, "Ketut Sari")
        phone = person.phone
        clerk = _clerk(session)
        session.commit()
        browser.sign_in(clerk)
        page = browser.get("registration_filing.gaps", person_id=person.id)
        assert "Tanggal lahir" in page
        sent = {"born_on": "1990-05-17", "nik": NIK, "phone": "0812-9999-0000"}
        browser.submit("registration_filing.fill", sent, person_id=person.id)
        with reading() as read:
            row = known.person(read, person.id)
            assert str(row.born_on) == "1990-05-17"
            assert row.phone == phone
            assert row.nik_masked is not None

    def test_a_second_nik_is_refused_and_nothing_else_is_kept(
        self, session: Session, browser: Browser
    ) -> None:
        person = a_person(session, "Ketut Sari")
        people.set_nik(session, SYSTEM, person, NIK, at=clock.now())
        clerk = _clerk(session)
        session.commit()
        sent = {"born_on": "1990-05-17", "nik": OTHER_NIK}
        browser.sign_in(clerk).post(
            "registration_filing.fill", sent, expect=422, person_id=person.id
        )
        with reading() as read:
            assert known.person(read, person.id).born_on is None

    def test_elsewhere_nothing_is_filled(self, session: Session) -> None:
        person = a_person(session, "Ketut Jauh", KALIREJO)
        actor = _as(_clerk(session), Role.CLERK)
        with pytest.raises(Forbidden):
            fill_gaps(session, actor, person, Gaps(), at=clock.now())
        with pytest.raises(NotFound):
            counter.complete(session, actor, person.id, Gaps(), "", at=clock.now())


class TestFiling:
    def test_from_the_first_page_to_the_receipt(self, session: Session, browser: Browser) -> None:
        the_requirements(session)
        a_demand(session)
        an_organisation(session, "18.72", "Dinas Sosial Kota Metro")
        person, clerk = a_graduate(session).person, _clerk(session)
        filing = _filing(session)
        session.commit()
        at: dict[str, Any] = {"person_id": person.id}
        page = browser.sign_in(clerk).get("registration_filing.client", **at)
        assert "Berkas belum diunggah." in page
        assert "Unggah berkas yang dibawa pemohon" in page
        page = browser.submit("registration_filing.attach", posted(GOOD_CONDUCT), **at)
        assert "Ajukan untuk pemohon" in page
        page = browser.submit("registration_filing.file", filing, **at)
        assert "Tanda terima pendaftaran PSM" in page
        assert "Siti Aminah" in page
        assert "Surat keterangan berkelakuan baik" in page
        assert "Datang sendiri, tidak mempunyai HP" in page
        assert "Saya dapat membaca dan menulis." in page
        assert "1872********0001" in page
        page = browser.get("registration_filing.start")
        assert "Siti Aminah" in page
        assert "Menunggu putusan" in page
        again = browser.submit("registration_filing.file", filing, **at)
        assert "sudah masuk sebelumnya" in again

    def test_without_consent_note_or_a_declaration_nothing_is_filed(
        self, session: Session, browser: Browser
    ) -> None:
        the_requirements(session)
        person, clerk = a_graduate(session).person, _clerk(session)
        filing = _filing(session)
        session.commit()
        browser.sign_in(clerk)
        for lacking in ("agreed", "note", "pernyataan-baca-tulis"):
            sent = {key: value for key, value in filing.items() if key != lacking}
            page = browser.post("registration_filing.file", sent, expect=422, person_id=person.id)
            assert "Wajib diisi." in page
        with reading() as read:
            assert queries.latest(read, person.id, "psm") is None

    def test_the_applicant_sees_it_and_may_withdraw(
        self, session: Session, browser: Browser
    ) -> None:
        the_requirements(session)
        account = a_graduate(session)
        clerk = _as(_clerk(session), Role.CLERK)
        operations.file(
            session,
            clerk,
            account.person_id,
            "psm",
            declarations(session),
            "Datang sendiri",
            at=clock.now(),
        )
        session.commit()
        page = browser.sign_in(account).get("registration.psm")
        assert "Diajukan atas permintaan Anda oleh petugas loket." in page
        assert "sudah ditarik" in browser.submit("registration.withdraw")

    def test_who_filed_does_not_decide(self, session: Session) -> None:
        the_requirements(session)
        account = a_graduate(session)
        both = _as(a_staff_member(session, Role.REGISTRAR, "18.72"), Role.REGISTRAR)
        row = operations.file(
            session,
            both,
            account.person_id,
            "psm",
            declarations(session),
            "Datang sendiri",
            at=clock.now(),
        ).registration
        assert row.filed_by_id == row.submitted_by_id == both.account_id
        assert [str(one) for one in deciding.against(session, both, row, at=clock.now())]
        with pytest.raises(Refused):
            deciding.decline(session, both, row.id, "tidak", at=clock.now())

    def test_a_returned_one_is_sent_again_at_the_counter(self, session: Session) -> None:
        account = a_graduate(session)
        row = a_registration(session, account)
        registrar = _as(a_staff_member(session, Role.REGISTRAR, "18.72"), Role.REGISTRAR)
        deciding.send_back(session, registrar, row.id, "Lengkapi", at=clock.now())
        clerk = _as(_clerk(session), Role.CLERK)
        done = operations.file(
            session,
            clerk,
            account.person_id,
            "psm",
            declarations(session),
            "Datang lagi",
            at=clock.now(),
        )
        assert done.is_again
        assert (row.state, row.filed_by_id) == (RegistrationState.SUBMITTED, clerk.account_id)

    def test_nobody_files_for_themself_nor_for_people_elsewhere(self, session: Session) -> None:
        the_requirements(session)
        declared = declarations(session)
        own = a_graduate(session)
        far = a_graduate(session, "Made Rai", KALIREJO)

        def file(person_id: UUID, note: str = "Datang sendiri") -> None:
            actor = _as(own, Role.CLERK)
            operations.file(session, actor, person_id, "psm", declared, note, at=clock.now())

        with pytest.raises(Refused, match="Ajukan pendaftaran Anda sendiri"):
            file(own.person_id)
        with pytest.raises(NotFound):
            file(far.person_id)
        with pytest.raises(Refused, match="bagaimana pemohon memintanya"):
            file(a_graduate(session, "Ketut Sari").person_id, " ")

    def test_what_is_missing_is_said_with_what_the_clerk_can_do(
        self, session: Session, browser: Browser
    ) -> None:
        the_requirements(session)
        person, clerk = a_person(session, "Ketut Sari"), _clerk(session)
        filing = _filing(session)
        session.commit()
        at: dict[str, Any] = {"person_id": person.id}
        page = browser.sign_in(clerk).get("registration_filing.client", **at)
        assert "Belum dapat diajukan" in page
        assert "Lengkapi data pemohon" in page
        assert "Sampaikan kepada pemohon" in page
        page = browser.post("registration_filing.file", filing, expect=409, **at)
        assert "Belum memegang Bimtek Dasar PSM" in page


class TestDoors:
    def test_the_counter_is_shut_for_others_and_elsewhere(
        self, session: Session, browser: Browser
    ) -> None:
        account = a_graduate(session)
        row = a_registration(session, account)
        far, plain = _clerk(session, "35"), an_account(session)
        filing = _filing(session)
        session.commit()
        browser.sign_in(plain).get("registration_filing.start", expect=403)
        browser.sign_in(far)
        at: dict[str, Any] = {"person_id": account.person_id}
        browser.get("registration_filing.client", expect=404, **at)
        browser.get("registration_filing.gaps", expect=404, **at)
        browser.post("registration_filing.file", filing, expect=404, **at)
        browser.post("registration_filing.fill", {}, expect=404, **at)
        browser.post("registration_filing.attach", posted("x"), expect=404, **at)
        browser.get("registration_filing.receipt", expect=404, registration_id=row.id)

    def test_what_was_not_filed_at_a_counter_has_no_receipt(
        self, session: Session, browser: Browser
    ) -> None:
        row, clerk = a_registration(session), _clerk(session)
        session.commit()
        browser.sign_in(clerk).get(
            "registration_filing.receipt", expect=404, registration_id=row.id
        )
        browser.open(f"/loket/orang/{row.person_id}?keluarga=tksk", expect=404)
