"""The history of one person, angkatan, certificate or registration."""

from uuid import UUID, uuid4

import pytest
from sqlalchemy.orm import Session

from lms.kernel import audit, clock
from lms.kernel.access import NATION, Actor, Role
from lms.kernel.database import writing
from lms.people import operations as people
from lms.people import queries
from tests.browser import Browser
from tests.factories.people import a_person, a_staff_member, an_account
from tests.factories.registration import a_credential, a_registration
from tests.factories.training import a_kelas, an_angkatan


def _noted(kind: str, key: UUID, words: str, **detail: object) -> None:
    with writing() as session:
        audit.record(
            session,
            Actor(None, None),
            "angkatan.changed",
            (kind, str(key)),
            region_code="18",
            at=clock.now(),
            reason=words,
            detail=detail,
        )


def _history(browser: Browser, kind: str, key: UUID, *, expect: int = 200) -> str:
    return browser.get("home.history", subject=kind, subject_id=key, expect=expect).text


def test_a_person_has_the_acts_on_themselves_their_account_and_where_they_are_named(
    session: Session, browser: Browser
) -> None:
    auditor = a_staff_member(session, Role.AUDITOR, "18")
    account = an_account(session, a_person(session, "Ratna Dewi"))
    session.commit()
    _noted("person", account.person_id, "pada orangnya")
    _noted("account", account.id, "pada akunnya")
    _noted("round", uuid4(), "disebut dalam rincian", people=[str(account.person_id)])
    _noted("person", uuid4(), "orang lain")
    browser.sign_in(auditor)
    for kind, key in (("orang", account.person_id), ("akun", account.id)):
        text = _history(browser, kind, key)
        assert "Ratna Dewi" in text and "orang lain" not in text
        for words in ("pada orangnya", "pada akunnya", "disebut dalam rincian"):
            assert words in text


def test_an_angkatan_has_the_acts_on_its_kelas_too(session: Session, browser: Browser) -> None:
    auditor = a_staff_member(session, Role.AUDITOR, "18")
    angkatan = an_angkatan(session)
    kelas = a_kelas(session, angkatan)
    session.commit()
    _noted("kelas", kelas.id, "jadwal kelas")
    _noted("participation", uuid4(), "peserta pindah", angkatan_id=angkatan.id)
    text = _history(browser.sign_in(auditor), "angkatan", angkatan.id)
    assert "jadwal kelas" in text and "peserta pindah" in text


def test_a_certificate_and_a_registration_have_theirs(session: Session, browser: Browser) -> None:
    auditor = a_staff_member(session, Role.AUDITOR, "18")
    registration = a_registration(session)
    credential = a_credential(session, a_person(session))
    session.commit()
    _noted("registration", registration.id, "pada pendaftaran")
    _noted("credential", credential.id, "pada sertifikat")
    _noted("revocation", uuid4(), "dicabut", credential_id=credential.id)
    browser.sign_in(auditor)
    assert "pada pendaftaran" in _history(browser, "pendaftaran", registration.id)
    text = _history(browser, "sertifikat", credential.id)
    assert "pada sertifikat" in text and "dicabut" in text and "pada pendaftaran" not in text


@pytest.mark.parametrize("kind", ["orang", "angkatan", "pendaftaran", "sertifikat", "akun", "x"])
def test_elsewhere_there_is_nothing_to_see(session: Session, browser: Browser, kind: str) -> None:
    stranger = a_staff_member(session, Role.AUDITOR, "35")
    account = an_account(session)
    keys = {
        "orang": account.person_id,
        "akun": account.id,
        "angkatan": an_angkatan(session).id,
        "pendaftaran": a_registration(session).id,
    }
    session.commit()
    browser.sign_in(stranger)
    _history(browser, kind, keys.get(kind, uuid4()), expect=404)
    _history(browser, kind, uuid4(), expect=404)


def test_the_desk_of_a_thing_sees_its_history_without_the_trail(
    session: Session, browser: Browser
) -> None:
    organiser = a_staff_member(session, Role.ORGANISER, "18")
    registrar = a_staff_member(session, Role.REGISTRAR, "18")
    account, row = an_account(session), a_registration(session)
    angkatan = an_angkatan(session)
    session.commit()
    browser.sign_in(organiser).get("home.trail", expect=403)
    _history(browser, "orang", account.person_id)
    _history(browser, "angkatan", angkatan.id)
    _history(browser, "pendaftaran", row.id, expect=404)
    _history(browser.sign_in(registrar), "pendaftaran", row.id)
    browser.get("home.history", subject="orang", subject_id=account.person_id, expect=404)


def test_long_histories_go_on_on_another_page(session: Session, browser: Browser) -> None:
    auditor, person = a_staff_member(session, Role.AUDITOR, NATION), a_person(session)
    session.commit()
    for _ in range(30):
        _noted("person", person.id, "pada orangnya")
        _noted("round", uuid4(), "dalam rincian", person_id=person.id)
    text = _history(browser.sign_in(auditor), "orang", person.id)
    assert "Lebih lama" in text
    older = browser.get("home.history", subject="orang", subject_id=person.id, sebelum=11)
    assert older.text.count("Angkatan diubah") == 10 and "Lebih lama" not in older


def test_an_auditor_changes_nothing_anywhere(session: Session, browser: Browser) -> None:
    auditor = a_staff_member(session, Role.AUDITOR, NATION)
    account = an_account(session)
    session.commit()
    browser.sign_in(auditor)
    data = {"role": "officer", "region_code": "18", "reason": "x"}
    for endpoint in ("grant", "close", "reopen", "remove_factor"):
        browser.post(f"people_staff.{endpoint}", data, account_id=account.id, expect=403)
    browser.get("people_staff.staff", expect=403)
    page = browser.get("home.history", subject="orang", subject_id=account.person_id)
    assert "<form" not in page.html.split("<main", 1)[1].split("</main>")[0]


def test_ids_deep_in_a_detail_are_found(session: Session) -> None:
    one, two = str(uuid4()), str(uuid4())
    detail = {"a": [{"b": one}], "c": {"d": two, "e": "x" * 36}, "f": 3, "g": None}
    assert sorted(audit.ids_in(detail)) == sorted([one, two])


def test_a_grant_names_the_account_and_so_stands_in_its_history(
    session: Session, browser: Browser
) -> None:
    admin = a_staff_member(session, Role.ADMIN, "18")
    account = an_account(session)
    session.commit()
    with writing() as fresh:
        actor = queries.actor_of(fresh, admin, on=clock.today())
        facts = people.RoleFacts(Role.OFFICER, "18.72")
        mine = queries.account(fresh, account.id)
        people.grant_role(fresh, actor, mine, facts, at=clock.now())
    assert "Peran diberikan" in _history(browser.sign_in(admin), "orang", account.person_id)
