"""The applicant's pages and the registrar's desk."""

from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from lms.kernel import clock
from lms.kernel.database import writing
from lms.registration import gate, queries
from tests.browser import Browser
from tests.factories.people import a_person, an_account
from tests.factories.regions import an_organisation
from tests.factories.registration import (
    a_graduate,
    declarations,
    the_requirements,
)
from tests.factories.training import a_programme, a_tier


def _boxes(session: Session) -> dict[str, str]:
    return {f"pernyataan-{slug}": "y" for slug in declarations(session)}


def test_the_page_is_closed_and_says_everything_that_is_missing(
    session: Session, browser: Browser
) -> None:
    the_requirements(session)
    an_organisation(session, "18.72", "Dinas Sosial Kota Metro")
    account = an_account(session)
    session.commit()
    page = browser.sign_in(account).get("registration.psm")
    assert "Pendaftaran belum terbuka untuk Anda" in page
    assert "Masih ada 3 syarat yang belum terpenuhi" in page
    assert "Belum memegang Bimtek Dasar PSM yang masih berlaku." in page
    assert "NIK belum tercatat." in page
    assert "Tanggal lahir belum tercatat." in page
    assert browser.address("registration.levels") in page.html
    assert browser.address("people_own.own_nik") in page.html
    assert "Sekar Wulandari" in page
    assert "Ajukan pendaftaran" not in page


def test_a_closed_gate_refuses_a_post_all_the_same(session: Session, browser: Browser) -> None:
    the_requirements(session)
    account = an_account(session)
    boxes = _boxes(session)
    session.commit()
    page = browser.sign_in(account).post("registration.submit", boxes, expect=409)
    assert "Belum memegang Bimtek Dasar PSM" in page
    assert "NIK belum tercatat." in page


def test_the_form_shows_domicile_and_masked_nik_and_wants_every_declaration(
    session: Session, browser: Browser
) -> None:
    the_requirements(session)
    account = a_graduate(session)
    session.commit()
    page = browser.sign_in(account).get("registration.psm")
    assert "Metro, Metro Pusat, Kota Metro, Lampung" in page
    assert "1872********0001" in page
    again = browser.post("registration.submit", {"pernyataan-baca-tulis": "y"}, expect=422)
    assert "Wajib diisi." in again


def test_a_double_click_makes_one_application_and_status_follows(
    session: Session, browser: Browser
) -> None:
    the_requirements(session)
    account = a_graduate(session)
    boxes = _boxes(session)
    session.commit()
    browser.sign_in(account)
    assert "Pendaftaran Anda sudah masuk." in browser.submit("registration.submit", boxes)
    page = browser.submit("registration.submit", boxes)
    assert "tidak ada yang dikirim dua kali" in page
    assert "Menunggu putusan" in page
    assert "Pendaftaran Anda sudah ditarik" in browser.submit("registration.withdraw")
    assert "Ajukan pendaftaran" in browser.get("registration.psm")


def test_nobody_without_requirements_loaded_can_apply(session: Session, browser: Browser) -> None:
    account = a_graduate(session)
    session.commit()
    assert "Pendaftaran belum dibuka" in browser.sign_in(account).get("registration.psm")
    page = browser.post("registration.submit", {"csrf_token": "x"}, expect=409)
    assert "belum dimuat" in page


CHANGES = st.sampled_from(
    [
        ("usia", {"years": 18}, True),
        ("usia", {"years": 90}, True),
        ("bimtek-dasar", {"achievements": ["bimtek-khusus-psm"], "name": "Bimtek Khusus"}, True),
        ("bimtek-dasar", {"achievements": ["bimtek-khusus-psm"], "name": "Bimtek Khusus"}, False),
        ("nik", {}, False),
    ]
)


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(CHANGES, max_size=4), st.booleans(), st.booleans())
def test_a_change_of_a_requirement_changes_page_and_gate_alike(
    session: Session,
    browser: Browser,
    changes: list[tuple[str, dict[str, object], bool]],
    has_nik: bool,
    is_born: bool,
) -> None:
    the_requirements(session)
    account = a_graduate(session)
    if not has_nik:
        account.person.nik_fingerprint = None
    account.person.born_on = date(1990, 1, 1) if is_born else None
    rows = queries.requirement_rows(session, "psm")
    for slug, value, is_active in changes:
        rows[slug].value, rows[slug].is_active = value, is_active
    session.flush()
    facts = queries.facts(
        session, account.person, declarations(session), family="psm", at=clock.now()
    )
    against = gate.objections(queries.rules(session, "psm"), facts)
    boxes = _boxes(session)
    session.commit()
    page = browser.sign_in(account).get("registration.psm")
    assert ("Ajukan pendaftaran" in page) is (not against)
    for objection in against:
        assert objection.what in page
        assert str(objection.why) in page
    browser.post("registration.submit", boxes, expect=409 if against else 303)
    _forget(session)


def _forget(session: Session) -> None:
    with writing() as own:
        for row in queries.requirement_rows(own, "psm").values():
            own.delete(row)
    session.expire_all()


def test_the_ladder_says_where_one_stands_and_what_opens(
    session: Session, browser: Browser
) -> None:
    _the_programmes(session)
    graduate, beginner = a_graduate(session), an_account(session, a_person(session, "Wayan"))
    session.commit()
    page = browser.sign_in(graduate).get("registration.levels")
    assert "Lanjutan terbuka: Bimtek Lanjutan PSM" in page
    assert "Terbuka setelah Anda lulus: Bimtek Lanjutan PSM" in page
    assert page.text.index("Jenjang Dasar") < page.text.index("Anda di sini")
    assert page.text.index("Anda di sini") < page.text.index("Jenjang Lanjutan")
    page = browser.sign_in(beginner).get("registration.levels")
    assert "Dasar terbuka: Bimtek Dasar PSM" in page
    assert "Lanjutan terbuka" not in page


def _the_programmes(session: Session) -> None:
    for position, (tier, requires) in enumerate(
        [("dasar", []), ("lanjutan", ["bimtek-dasar-psm"]), ("khusus", ["bimtek-lanjutan-psm"])],
        start=1,
    ):
        made = a_programme(session, f"bimtek-{tier}-psm")
        made.title = f"Bimtek {tier.title()} PSM"
        made.tier = a_tier(session, tier, position)
        made.requires = requires
    session.flush()


def test_a_person_without_an_application_has_nothing_to_withdraw(
    session: Session, browser: Browser
) -> None:
    account = a_graduate(session)
    session.commit()
    browser.sign_in(account).post("registration.withdraw", expect=404)
