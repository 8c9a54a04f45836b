"""The pages of the training desk and of trainees, as people use them."""

import io
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from courses.reading import read
from lms.kernel import clock
from lms.kernel.access import SYSTEM, Role
from lms.kernel.database import reading, writing
from lms.people.models import Account
from lms.training import loading, queries
from lms.training.catalogue import Curriculum, Mode
from lms.training.models import (
    Angkatan,
    NominationSheet,
    Participation,
    ParticipationState,
    Stage,
    Teaching,
)
from lms.web.templating import content_folder
from tests.browser import Browser
from tests.factories.people import a_person, a_staff_member, an_account
from tests.factories.regions import an_organisation
from tests.factories.training import (
    a_curriculum,
    a_kelas,
    a_list,
    a_participant,
    a_quota,
    a_trainer,
    account_of,
    an_angkatan,
)

State = ParticipationState


@pytest.fixture
def organiser(session: Session) -> Account:
    found = a_staff_member(session, Role.ORGANISER, "18")
    session.commit()
    return found


def _plan_data(curriculum_id: UUID, organiser_id: UUID) -> dict[str, Any]:
    return {
        "curriculum_id": str(curriculum_id),
        "organiser_id": str(organiser_id),
        "place": "Aula Dinas Sosial",
        "starts_on": "2026-08-10",
        "ends_on": "11/08/2026",
        "contact_name": "Sekar Wulandari",
        "whatsapp": "0812-0000-0001",
        "number_pattern": "{no:03}/BIMTEK/{tahun}",
        "issue_place": "Metro",
        "signatory_office": "Kepala Dinas Sosial",
        "signatory_name": "Rahmat Hidayat",
        "back_signatory_office": "Kepala Bidang",
        "back_signatory_name": "Wayan Astuti",
    }


def test_an_angkatan_goes_from_the_shipped_curriculum_to_its_start(
    session: Session, organiser: Account, browser: Browser
) -> None:
    loading.load(session, SYSTEM, read(content_folder()), at=clock.now())
    office = an_organisation(session)
    shipped = select(Curriculum).where(Curriculum.content["slug"].as_string() == "bimtek-dasar-psm")
    curriculum = session.scalars(shipped).one()
    session.commit()
    browser.sign_in(organiser)
    assert "Bimtek Dasar PSM, dua hari (20 JP), versi" in browser.get("training_desk.new")
    page = browser.submit("training_desk.plan", _plan_data(curriculum.id, office.id))
    assert "Angkatan direncanakan." in page
    with reading() as own:
        angkatan = own.scalars(select(Angkatan)).one()
        kelas = queries.kelas_of(own, angkatan.id)[0]
    page = browser.submit("training_desk.propose", kelas_id=kelas.id)
    assert "sesi disusun" in page
    assert "18 dari 18 JP tatap muka terjadwal" in page
    assert "Senin, 10 Agustus 2026" in page
    page = browser.submit("training_desk.start", angkatan_id=angkatan.id)
    assert "Angkatan dimulai" in page
    assert "Berjalan" in page


def test_a_wrong_plan_comes_back_with_its_errors(
    session: Session, organiser: Account, browser: Browser
) -> None:
    curriculum, office = a_curriculum(session), an_organisation(session)
    session.commit()
    data = _plan_data(curriculum.id, office.id) | {"place": "", "number_pattern": "tanpa nomor"}
    page = browser.sign_in(organiser).post("training_desk.plan", data, expect=422)
    assert "Tempat: Wajib diisi." in page
    assert "Pola harus memuat nomor urut {no}" in page


def test_what_the_domain_refuses_comes_back_in_the_form(
    session: Session, organiser: Account, browser: Browser
) -> None:
    curriculum, office = a_curriculum(session), an_organisation(session)
    curriculum.programme.organiser_levels = ["pusat"]
    session.commit()
    data = _plan_data(curriculum.id, office.id)
    page = browser.sign_in(organiser).post("training_desk.plan", data, expect=422)
    assert "biasanya diselenggarakan tingkat pusat" in page
    again = browser.submit("training_desk.plan", data | {"level_reason": "Ditugaskan."})
    assert "Angkatan direncanakan." in again


def test_kelas_quota_change_and_cancellation_are_made_on_the_setup_page(
    session: Session, organiser: Account, browser: Browser
) -> None:
    angkatan = a_kelas(session).angkatan
    session.commit()
    browser.sign_in(organiser)
    at = {"angkatan_id": angkatan.id}
    assert "Kelas ditambahkan." in browser.submit("training_desk.add_kelas", {"name": "B"}, **at)
    assert "Kelas B sudah ada." in browser.post(
        "training_desk.add_kelas", {"name": "B"}, expect=422, **at
    )
    quota = {"sender": "wilayah:18.72", "seats": "10"}
    page = browser.submit("training_desk.set_quota", quota, **at)
    assert "Kota Metro" in page
    assert "Pilihan ini tidak ada" in browser.post(
        "training_desk.set_quota", quota | {"sender": "wilayah:99"}, expect=422, **at
    )
    with reading() as own:
        quota_id = queries.quotas(own, angkatan.id)[0].id
    assert "Kuota dihapus." in browser.submit("training_desk.remove_quota", quota_id=quota_id)
    change = {"place": "Balai Kota", "contact_name": "Sekar", "whatsapp": "081200000001"}
    assert "Balai Kota" in browser.submit("training_desk.change", change, **at)
    assert "Wajib diisi." in browser.post("training_desk.cancel", {}, expect=422, **at)
    assert "Dibatalkan" in browser.submit("training_desk.cancel", {"reason": "Banjir"}, **at)


def test_sessions_and_trainers_are_edited(
    session: Session, organiser: Account, browser: Browser
) -> None:
    kelas = a_kelas(session, an_angkatan(session, stage=Stage.PLANNED))
    known = a_person(session, name="Wayan Astuti")
    session.commit()
    browser.sign_in(organiser)
    at = {"kelas_id": kelas.id}
    assert "Wayan Astuti" in browser.get("training_desk.trainers", q="wayan", **at)
    data = {"person_id": str(known.id), "duty": "widyaiswara"}
    assert "Pengajar ditambahkan." in browser.submit("training_desk.add_trainer", data, **at)
    guest = {"nama-name": "Ibu Camat", "nama-duty": "narasumber"}
    assert "Ibu Camat" in browser.submit("training_desk.add_guest", guest, **at)
    new = {"baru-name": "Ketut", "baru-phone": "081277778888", "baru-duty": "fasilitator"}
    assert "Ketut" in browser.submit("training_desk.add_new_trainer", new, **at)
    with reading() as own:
        duty = own.scalars(select(Teaching).where(Teaching.person_id == known.id)).one()
    row = {
        "title": "Pembukaan",
        "material_id": "",
        "jp": "1",
        "on": kelas.angkatan.starts_on.isoformat(),
        "starts": "08.00",
        "ends": "",
        "place": "Aula",
        "trainers": [str(duty.id)],
    }
    page = browser.submit("training_desk.add_session", row, **at)
    assert "08.00–08.45 WIB" in page
    with reading() as own:
        session_id = queries.sessions(own, kelas.id)[0].id
    page = browser.get("training_desk.edit_session", session_id=session_id)
    assert "Pembukaan" in page.html
    clash = browser.post("training_desk.add_session", row | {"title": "Lain"}, expect=422, **at)
    assert "sudah mengajar “Pembukaan”" in clash
    moved = row | {"starts": "09:00", "ends": "10:00"}
    page = browser.submit("training_desk.change_session", moved, session_id=session_id)
    assert "09.00–10.00 WIB" in page
    assert "Sesi dihapus." in browser.submit("training_desk.remove_session", session_id=session_id)
    page = browser.submit("training_desk.end_teaching", teaching_id=duty.id)
    assert "Tugas pengajar diakhiri." in page


class TestNominations:
    def _upload(self, stream: io.BytesIO, name: str = "usulan.xlsx") -> dict[str, Any]:
        return {"file": (stream, name), "state": "diundang"}

    def test_a_list_is_tried_seen_mended_and_applied_once(
        self, session: Session, organiser: Account, browser: Browser
    ) -> None:
        angkatan = an_angkatan(session)
        session.commit()
        browser.sign_in(organiser)
        at = {"angkatan_id": angkatan.id}
        template = browser.client.get(browser.address("training_desk.template", **at))
        assert template.data[:2] == b"PK"
        stream = a_list({"nik": "1872014107900001"}, {"name": "Budi", "sex": "X"})
        page = browser.submit("training_desk.try_list", self._upload(stream), **at)
        assert "1 baru, 0 sudah ada, 1 masalah" in page
        assert "Jenis kelamin: Isi L" in page
        assert "1872014107900001" not in page.html
        with reading() as own:
            sheet_id = own.scalars(select(NominationSheet.id)).one()
        fix = browser.client.get(browser.address("training_desk.problems", sheet_id=sheet_id))
        assert fix.data[:2] == b"PK"
        for _ in range(2):
            page = browser.submit("training_desk.apply", sheet_id=sheet_id)
        assert "Daftar ini sudah diterapkan" in page
        with reading() as own:
            assert len(own.scalars(select(Participation)).all()) == 1

    @pytest.mark.parametrize(
        ("stream", "sentence"),
        [
            (io.BytesIO(b"bukan excel"), "rusak"),
            (io.BytesIO(b""), "kosong"),
            (a_list(), "Tidak ada baris"),
            (a_list({}, columns=("name", "sex")), "HP/WhatsApp, Domisili, Asal/utusan"),
        ],
    )
    def test_a_bad_file_comes_back_with_a_sentence(
        self,
        session: Session,
        organiser: Account,
        browser: Browser,
        stream: io.BytesIO,
        sentence: str,
    ) -> None:
        angkatan = an_angkatan(session)
        session.commit()
        copy = io.BytesIO(stream.getvalue())
        page = browser.sign_in(organiser).post(
            "training_desk.try_list", self._upload(copy), expect=422, angkatan_id=angkatan.id
        )
        assert sentence in page

    def test_twenty_megabytes_get_a_page(
        self, session: Session, organiser: Account, browser: Browser
    ) -> None:
        angkatan = an_angkatan(session)
        session.commit()
        address = browser.address("training_desk.try_list", angkatan_id=angkatan.id)
        kind = "multipart/form-data; boundary=x"
        answer = browser.sign_in(organiser).client.post(
            address, data=b"x" * (20 * 1024 * 1024), content_type=kind
        )
        assert answer.status_code == 413
        assert "terlalu besar" in answer.get_data(as_text=True).lower()

    def test_a_sender_finds_the_angkatan_with_its_seats(
        self, session: Session, browser: Browser
    ) -> None:
        angkatan = an_angkatan(session)
        a_quota(session, angkatan, sender_code="18.72")
        metro = a_staff_member(session, Role.ORGANISER, "18.72")
        session.commit()
        browser.sign_in(metro)
        assert angkatan.title in browser.get("training_desk.invites")
        page = browser.get("training_desk.nominations", angkatan_id=angkatan.id)
        assert "Diusulkan (diperiksa panitia dahulu)" in page
        assert "Diundang (langsung" not in page
        browser.get("training_desk.setup", expect=404, angkatan_id=angkatan.id)


def test_participants_are_enrolled_and_moved(
    session: Session, organiser: Account, browser: Browser
) -> None:
    kelas = a_kelas(session)
    willing = a_participant(session, kelas, state=State.WILLING)
    invited = a_participant(session, kelas, state=State.INVITED)
    session.commit()
    browser.sign_in(organiser)
    at = {"angkatan_id": kelas.angkatan_id}
    page = browser.submit("training_desk.enrol_willing", **at)
    assert "1 peserta terdaftar, 0 cadangan" in page
    step = {"ids": [str(invited.id)], "act": "bersedia"}
    assert "Keadaan 1 orang dicatat." in browser.submit("training_desk.act", step, **at)
    place = {"ids": [str(willing.id)], "act": f"kelas:{kelas.id}"}
    assert "0 peserta ditempatkan." in browser.submit("training_desk.act", place, **at)
    nobody = browser.post("training_desk.act", {"act": "bersedia"}, expect=422, **at)
    assert "Centang dahulu pesertanya." in nobody
    gone = {"ids": [str(willing.id)], "act": "mundur"}
    assert "Tuliskan alasannya." in browser.post("training_desk.act", gone, expect=422, **at)


def test_a_cancelled_angkatan_shows_its_people_and_takes_no_step(
    session: Session, organiser: Account, browser: Browser
) -> None:
    kelas = a_kelas(session, an_angkatan(session, stage=Stage.CANCELLED))
    row = a_participant(session, kelas)
    session.commit()
    at = {"angkatan_id": kelas.angkatan_id}
    page = browser.sign_in(organiser).get("training_desk.participants", **at)
    assert row.person.name in page
    assert "Lakukan untuk yang dicentang" not in page
    step = {"ids": [str(row.id)], "act": "mundur", "reason": "Sakit"}
    browser.post("training_desk.act", step, expect=409, **at)


class TestTrainee:
    def test_answers_the_invitation_and_confirms_the_name(
        self, session: Session, browser: Browser
    ) -> None:
        row = a_participant(session, a_kelas(session), state=State.INVITED)
        account = account_of(session, row)
        session.commit()
        browser.sign_in(account)
        assert "Saya bersedia" in browser.get("training.invitations")
        page = browser.submit("training.accept", participation_id=row.id)
        assert "Kesediaan Anda sudah dicatat." in page
        with writing() as own:
            own.get_one(Participation, row.id).state = State.ENROLLED
        page = browser.get("training.name", participation_id=row.id)
        assert row.person.full_name in page
        given = {"name": row.person.name, "gelar_belakang": "S.Sos."}
        page = browser.submit("training.confirm_name", given, participation_id=row.id)
        assert f"{row.person.name}, S.Sos." in page
        other = browser.post(
            "training.confirm_name", {"name": "Orang Lain"}, expect=422, participation_id=row.id
        )
        assert "berbeda jauh" in other

    def test_declines_with_a_reason(self, session: Session, browser: Browser) -> None:
        row = a_participant(session, a_kelas(session), state=State.INVITED)
        account = account_of(session, row)
        session.commit()
        browser.sign_in(account).get("training.regrets", participation_id=row.id)
        browser.post("training.decline", {}, expect=422, participation_id=row.id)
        page = browser.submit("training.decline", {"reason": "Panen"}, participation_id=row.id)
        assert "Menolak" in page

    def test_sees_nothing_of_others(self, session: Session, browser: Browser) -> None:
        row = a_participant(session, a_kelas(session), state=State.INVITED)
        stranger = an_account(session)
        session.commit()
        browser.sign_in(stranger)
        assert "Belum ada undangan" in browser.get("training.invitations")
        for endpoint in ("training.name", "training.regrets"):
            browser.get(endpoint, expect=404, participation_id=row.id)
        for endpoint in ("training.accept", "training.confirm_name", "training.decline"):
            data = {"name": "Budi", "reason": "Panen"}
            browser.post(endpoint, data, expect=404, participation_id=row.id)


def test_an_organiser_of_another_region_finds_nothing(session: Session, browser: Browser) -> None:
    kelas = a_kelas(
        session,
        an_angkatan(
            session, a_curriculum(session, materials=[("Orientasi", 2, Mode.SYNCHRONOUS, None)])
        ),
    )
    a_trainer(session, kelas)
    stranger = a_staff_member(session, Role.ORGANISER, "35")
    session.commit()
    browser.sign_in(stranger)
    assert kelas.angkatan.title not in browser.get("training_desk.angkatan")
    at, of = {"angkatan_id": kelas.angkatan_id}, {"kelas_id": kelas.id}
    for endpoint in ("setup", "edit", "participants", "nominations", "template"):
        browser.get(f"training_desk.{endpoint}", expect=404, **at)
    for endpoint in ("schedule", "trainers", "new_session"):
        browser.get(f"training_desk.{endpoint}", expect=404, **of)
    for endpoint in ("start", "cancel", "add_kelas", "enrol_willing", "act", "set_quota"):
        data = {"reason": "x", "name": "B"}
        browser.post(f"training_desk.{endpoint}", data, expect=404, **at)
    for endpoint in ("propose", "add_session", "add_guest"):
        data = {"nama-name": "X", "nama-duty": "panitia"}
        browser.post(f"training_desk.{endpoint}", data, expect=404, **of)


def test_an_auditor_reads_the_list_and_plans_nothing(
    app: Flask, session: Session, browser: Browser
) -> None:
    kelas, auditor = a_kelas(session), a_staff_member(session, Role.AUDITOR, "18")
    session.commit()
    browser.sign_in(auditor)
    assert kelas.angkatan.title in browser.get("training_desk.angkatan")
    browser.get("training_desk.new", expect=403)
    browser.get("training_desk.setup", expect=403, angkatan_id=kelas.angkatan_id)
