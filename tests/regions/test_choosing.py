"""Choosing a region by typing, with and without script."""

import json

import pytest
from flask import Flask
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from lms.kernel.errors import Refused
from lms.regions import queries
from lms.regions.folding import fold
from lms.regions.forms import DesaField, PhoneField, RegionField
from lms.regions.models import Level, Region
from lms.web.forms import Form
from tests.browser import Browser
from tests.factories.people import an_account
from tests.factories.regions import KALIREJO, METRO

FULL = "Metro, Metro Pusat, Kota Metro, Lampung"


class _Form(Form):
    class Meta(Form.Meta):
        csrf = False

    desa = DesaField("Desa")
    kantor = RegionField("Wilayah")
    hp = PhoneField("HP")


def _form(app: Flask, **typed: str) -> _Form:
    data = MultiDict({name.replace("_", "-", 1): value for name, value in typed.items()})
    with app.test_request_context(method="POST"):
        form = _Form(formdata=data)
        form.validate()
        return form


class TestField:
    @pytest.mark.parametrize(
        "typed", ["imopuro", "Imopuro, metro", "18.72.01.1002", "IMOPURO lampung"]
    )
    def test_a_text_that_fits_one_desa_is_taken(self, app: Flask, typed: str) -> None:
        form = _form(app, desa=typed)
        assert (form.desa.data, list(form.desa.errors)) == ("18.72.01.1002", [])

    def test_one_that_fits_several_offers_them_to_choose(self, app: Flask) -> None:
        form = _form(app, desa="kal")
        assert form.desa.data == KALIREJO
        form = _form(app, desa="ka")
        assert form.desa.data is None
        assert "Pilih salah satu" in str(form.desa.errors[0])
        with app.test_request_context():
            shown = str(form.desa())
        assert shown.count('type="radio"') == 2
        assert "Karangpilang, Karangpilang, Kota Surabaya, Jawa Timur" in shown

    def test_the_choice_counts(self, app: Flask) -> None:
        form = _form(app, desa="ka", desa_pilihan=KALIREJO)
        assert form.desa.data == KALIREJO

    def test_the_hidden_code_of_the_list_counts_while_the_text_is_its_own(self, app: Flask) -> None:
        assert _form(app, desa=FULL, desa_kode=METRO).desa.data == METRO
        assert _form(app, desa="imopuro", desa_kode=METRO).desa.data == "18.72.01.1002"
        assert _form(app, desa=FULL).desa.data == METRO

    @pytest.mark.parametrize("typed", ["tidak ada", "18.72", "99.99.99.9999", "%", "_", "😀" * 99])
    def test_nothing_that_fits_is_told(self, app: Flask, typed: str) -> None:
        form = _form(app, desa=typed)
        assert form.desa.data is None
        assert "Wilayah tidak ditemukan" in str(form.desa.errors[0])

    def test_a_forged_code_is_not_taken(self, app: Flask) -> None:
        form = _form(app, desa="x", desa_kode="' OR 1=1", desa_pilihan="18")
        assert form.desa.data is None

    def test_empty_is_no_error_by_itself(self, app: Flask) -> None:
        form = _form(app, desa=" ", kantor="", hp="")
        assert (form.desa.data, form.kantor.data, form.hp.data) == (None, None, None)
        assert form.errors == {}

    def test_offices_lie_in_provinces_kabupaten_and_kota(self, app: Flask) -> None:
        assert _form(app, kantor="kota metro").kantor.data == "18.72"
        assert _form(app, kantor="indonesia").kantor.data == "ID"
        assert _form(app, kantor="lampung").kantor.data == "18"
        assert _form(app, kantor=METRO).kantor.data is None

    def test_a_phone_is_kept_normal_and_shown_as_typed(self, app: Flask) -> None:
        assert _form(app, hp="0812-3456-7890").hp.data == "+6281234567890"
        wrong = _form(app, hp="12")
        assert "Tulis nomor HP" in str(wrong.hp.errors[0])
        assert 'value="12"' in str(wrong.hp())


class TestTypeAhead:
    def test_it_gives_code_and_whole_path(self, session: Session, browser: Browser) -> None:
        account = an_account(session)
        session.commit()
        browser.sign_in(account)
        found = json.loads(browser.open("/wilayah/desa?cari=metr").html)
        assert found == [{"code": METRO, "label": FULL}]
        assert json.loads(browser.open("/wilayah/desa?q=").html) == []
        assert json.loads(browser.open("/wilayah/kantor?cari=metro").html)[0]["code"] == "18.72"

    def test_it_is_for_the_signed_in(self, app: Flask, browser: Browser) -> None:
        browser.open("/wilayah/desa?cari=metro", expect=303)


class TestNames:
    def test_many_names_come_with_one_query(self, session: Session) -> None:
        assert queries.full_names(session, [METRO, "18", "77.77"]) == {
            METRO: FULL,
            "18": "Lampung",
            "77.77": "77.77",
        }

    def test_the_path_goes_outwards(self, session: Session) -> None:
        assert [one.level for one in queries.path(session, METRO)] == [
            Level.DESA,
            Level.KECAMATAN,
            Level.KABUPATEN_KOTA,
            Level.PROVINCE,
        ]

    def test_an_unknown_code_is_refused(self, session: Session) -> None:
        with pytest.raises(Refused, match=r"77\.77"):
            queries.region(session, "77.77")

    def test_signs_of_search_patterns_are_letters(self, session: Session) -> None:
        session.add(
            Region(
                code="18.72.01.1099",
                name="Nur’aini 100%",
                search_name=fold("Nur’aini 100%"),
                level=Level.DESA,
                kind="desa",
                parent_code="18.72.01",
                zone=queries.zone_of("18"),
                source="uji",
            )
        )
        session.flush()
        assert len(queries.search_desa(session, "nur'aini")) == 1
        assert len(queries.search_desa(session, "%")) == 1

    def test_an_old_district_in_a_nik_is_only_a_warning(self, session: Session) -> None:
        assert queries.district_warnings(session, "187201") == ()
        assert queries.district_warnings(session, "990101") == ()
        assert "94.07.04" in str(queries.district_warnings(session, "940704")[0])
