"""The organisations' desk: any name, with validity, contact person and WhatsApp."""

from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.kernel.access import Permission, Role
from lms.kernel.audit import AuditEntry
from lms.kernel.database import reading
from lms.people import queries as people
from lms.regions import queries
from lms.regions.models import Organisation
from tests.browser import Browser
from tests.factories.people import a_staff_member
from tests.factories.regions import an_organisation

GIVEN = {
    "name": "IPSM Kota Metro",
    "short_name": "IPSM Metro",
    "kind": "ipsm",
    "region_code": "kota metro",
    "unit_code": "IPSM-MTR",
    "contact_name": "Sekar Wulandari",
    "whatsapp": "0812 0000 0001",
    "valid_from": "01/01/2020",
}


def _desk(session: Session, browser: Browser, region: str = "18") -> Browser:
    admin = a_staff_member(session, Role.ADMIN, region)
    session.commit()
    return browser.sign_in(admin)


def test_an_organisation_of_any_name_is_founded(session: Session, browser: Browser) -> None:
    desk = _desk(session, browser)
    desk.get("regions_desk.new_organisation")
    page = desk.submit("regions_desk.found", GIVEN)
    assert "IPSM Kota Metro" in page
    assert "0812-0000-0001" in page
    with reading() as read:
        made = read.scalars(select(Organisation)).one()
        acts = read.scalars(select(AuditEntry.act)).all()
    assert (made.region_code, made.whatsapp) == ("18.72", "+6281200000001")
    assert acts == ["organisation.founded"]


@pytest.mark.parametrize(
    ("field", "typed", "says"),
    [
        ("name", "", "Nama resmi: Wajib diisi."),
        ("name", "x" * 201, "Paling panjang 200 huruf"),
        ("whatsapp", "12", "Tulis nomor HP seperti"),
        ("region_code", "", "Wilayah kerja: Wajib diisi."),
        ("region_code", "tidak ada", "Wilayah tidak ditemukan"),
        ("kind", "x", "Pilihan ini tidak ada"),
        ("valid_from", "kemarin", "Tulis tanggal seperti"),
    ],
)
def test_what_is_wrong_is_told_at_its_field(
    session: Session, browser: Browser, field: str, typed: str, says: str
) -> None:
    page = _desk(session, browser).post("regions_desk.found", GIVEN | {field: typed}, expect=422)
    assert says in page


def test_beyond_the_own_region_none_is_founded(session: Session, browser: Browser) -> None:
    desk = _desk(session, browser)
    desk.post("regions_desk.found", GIVEN | {"region_code": "jawa timur"}, expect=403)


def test_contact_and_number_are_corrected(session: Session, browser: Browser) -> None:
    row = an_organisation(session)
    desk = _desk(session, browser)
    assert "DINSOS-LPG" in desk.get("regions_desk.organisation", organisation_id=row.id).html
    data = GIVEN | {"region_code": "18", "contact_name": "Agus Salim"}
    page = desk.submit("regions_desk.change", data, organisation_id=row.id)
    assert 'value="Agus Salim"' in page.html
    desk.post("regions_desk.change", GIVEN | {"name": ""}, organisation_id=row.id, expect=422)


def test_a_new_name_is_a_successor_and_the_old_one_stays(
    session: Session, browser: Browser
) -> None:
    old = an_organisation(session)
    desk = _desk(session, browser)
    desk.get("regions_desk.new_name", organisation_id=old.id)
    data = {"name": "DinsosP3AP2KB", "short_name": "Dinsos", "on": "01/01/2026"}
    assert "DinsosP3AP2KB" in desk.submit("regions_desk.rename", data, organisation_id=old.id)
    with reading() as read:
        kept = queries.organisation(read, old.id)
        new = queries.organisation(read, kept.successor_id)
    assert (kept.valid_until, new.valid_from) == (date(2025, 12, 31), date(2026, 1, 1))
    assert new.whatsapp == kept.whatsapp
    again = desk.post("regions_desk.rename", data, organisation_id=old.id, expect=409)
    assert "sudah diakhiri" in again


def test_an_end_has_a_day_a_reason_and_perhaps_a_successor(
    session: Session, browser: Browser
) -> None:
    row, other = an_organisation(session), an_organisation(session, name="Dinas Lain")
    desk = _desk(session, browser)
    desk.get("regions_desk.ending", organisation_id=row.id)
    data = {"on": "31/12/2025", "successor": str(other.id), "reason": "digabung"}
    early = data | {"on": "31/12/2010"}
    desk.post("regions_desk.end", early, organisation_id=row.id, expect=409)
    desk.post("regions_desk.end", data | {"reason": ""}, organisation_id=row.id, expect=422)
    page = desk.submit("regions_desk.end", data, organisation_id=row.id)
    assert "berakhir pada 31 Desember 2025" in page


def test_a_foreign_one_is_not_found_on_any_route(session: Session, browser: Browser) -> None:
    row = an_organisation(session, "35", "Dinas Sosial Provinsi Jawa Timur")
    desk = _desk(session, browser)
    for endpoint in ("organisation", "new_name", "ending"):
        desk.get(f"regions_desk.{endpoint}", organisation_id=row.id, expect=404)
    for endpoint in ("change", "rename", "end"):
        desk.post(f"regions_desk.{endpoint}", GIVEN, organisation_id=row.id, expect=404)
    assert "Jawa Timur" not in desk.get("regions_desk.organisations")


def test_lists_are_limited_to_the_actors_regions(session: Session) -> None:
    an_organisation(session, "35", "Jauh")
    near = an_organisation(session, "18.72", "Dekat")
    admin = a_staff_member(session, Role.ADMIN)
    actor = people.actor_of(session, admin, on=date(2026, 1, 1))
    found = queries.organisations(session, actor, Permission.ORGANISATION_MANAGE)
    assert [row.id for row in found] == [near.id]
