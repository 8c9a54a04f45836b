"""S1 to S4 of the demonstration tell what the articles tell, on the pages of their people."""

from collections import Counter
from datetime import date
from uuid import UUID

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.credentials.models import Certificate, Credential, Merit
from lms.demo import places, s1, s2, s3, s4
from lms.kernel.access import contains
from lms.kernel.database import reading
from lms.people.models import Account
from lms.training import queries
from lms.training.models import (
    Angkatan,
    Kind,
    ParticipationState,
    ParticipationStep,
    Stage,
)
from tests.demo import looking

ASPECTS = ("pengetahuan", "keterampilan", "sikap")


def _merits(session: Session, source_id: UUID) -> set[Merit]:
    return set(session.scalars(select(Credential.merit).where(Credential.source_id == source_id)))


def _titles(session: Session, source_id: UUID) -> set[str]:
    papers = select(Certificate).join(Credential).where(Credential.source_id == source_id)
    return {paper.claims["document_title"] for paper in session.scalars(papers)}


def _partners(session: Session, found: Angkatan) -> list[str]:
    return [each.organisation.name for each in queries.partners(session, found.id)]


class TestS1:
    """Pembinaan PSM, Dinas Sosial Kabupaten Bengkulu Selatan."""

    def test_is_a_pembinaan_that_attests_presence_only(self, built: Flask) -> None:
        with reading() as session:
            found = looking.angkatan(session, s1)
            assert (found.kind, found.stage) == (Kind.PEMBINAAN, Stage.CLOSED)
            assert found.organiser.name == places.BENGKULU_SELATAN
            assert found.organiser.region_code == "17.01"
            assert looking.five(session, found) == (24, 24, 24, 24, 24)
            assert _merits(session, found.id) == {Merit.ATTENDED}
            assert _titles(session, found.id) == {"SURAT KETERANGAN MENGIKUTI PEMBINAAN"}

    def test_tells_each_participant_three_aspects_in_words(self, built: Flask) -> None:
        with reading() as session:
            where = {"angkatan_id": looking.angkatan(session, s1).id}
        page = looking.signed_in(built, "contoh-psm").get("completion.performance", **where)
        for aspect in ASPECTS:
            assert f"Evaluasi kinerja: {aspect}" in page
        assert any(word in page for word in ("Kurang", "Cukup", "Baik", "Sangat baik"))
        assert "Tes awal" in page
        assert "Tes akhir" in page

    def test_tells_the_organiser_all_of_them(self, built: Flask) -> None:
        with reading() as session:
            where = {"angkatan_id": looking.angkatan(session, s1).id}
        desk = looking.signed_in(built, "contoh-pembina")
        page = desk.get("completion_desk.performances", **where)
        assert "24 dari 24 peserta sudah dinilai lengkap." in page


class TestS2:
    """Rakor dan sarasehan IPSM se-Jawa Tengah, 23 January 2022, Guci."""

    def test_is_a_meeting_of_ipsm_with_pemkab_tegal(self, built: Flask) -> None:
        with reading() as session:
            found = looking.angkatan(session, s2)
            assert (found.kind, found.stage) == (Kind.RAKOR, Stage.CLOSED)
            assert (found.starts_on, found.ends_on) == (date(2022, 1, 23), date(2022, 1, 23))
            assert "Guci" in found.place
            assert found.organiser.name == places.IPSM_JATENG
            assert _partners(session, found) == [places.PEMKAB_TEGAL]
            assert looking.five(session, found) == (35, 35, 35, 34, 34)

    def test_gives_no_certificate_of_competence(self, built: Flask) -> None:
        with reading() as session:
            found = looking.angkatan(session, s2)
            assert _merits(session, found.id) == {Merit.ATTENDED}
            assert _titles(session, found.id) == {"SURAT KETERANGAN MENGIKUTI RAPAT KOORDINASI"}
            tiers = select(Credential.tier).where(Credential.source_id == found.id)
            assert set(session.scalars(tiers)) == {None}

    def test_keeps_a_notula_on_its_four_topics_to_be_downloaded(self, built: Flask) -> None:
        with reading() as session:
            found = looking.angkatan(session, s2)
            where = {"angkatan_id": found.id}
            somebody = queries.everybody(session, found.id)[0].person_id
            of_them = select(Account.login_name).where(Account.person_id == somebody)
            login_name = session.scalars(of_them).one()
        reader = looking.signed_in(built, login_name)
        page = reader.get("completion.summary", **where)
        text = reader.get("completion.summary_text", **where).response.get_data(as_text=True)
        for topic in ("IPSM sebagai forum", "Pemutakhiran data", "Puskesos", "PPKS"):
            assert topic in page
            assert topic in text


class TestS3:
    """Pembekalan calon relawan Pensosmas, Surabaya, 26-29 July 2017."""

    def test_is_held_together_by_the_ministry_and_the_province(self, built: Flask) -> None:
        with reading() as session:
            found = looking.angkatan(session, s3)
            assert (found.kind, found.stage) == (Kind.PEMBEKALAN, Stage.CLOSED)
            assert (found.starts_on, found.ends_on) == (date(2017, 7, 26), date(2017, 7, 29))
            assert {found.organiser.name, *_partners(session, found)} == {
                places.JATIM,
                places.KEMENSOS,
            }
            where = {"angkatan_id": found.id}
            assert looking.five(session, found) == (30, 30, 30, 30, 29)
        page = looking.signed_in(built, "contoh-jatim").get("home.angkatan", **where)
        assert f"{places.JATIM} bersama {places.KEMENSOS}" in page

    def test_asal_and_domicile_are_two_facts_and_everybody_has_an_unsur(self, built: Flask) -> None:
        with reading() as session:
            people = queries.everybody(session, looking.angkatan(session, s3).id)
            homes = [
                code
                for who in people
                for code in s3.DOMICILES
                if contains(code, who.person.domicile_code or "")
            ]
        assert {who.origin for who in people} == {"Kota Surabaya"}
        assert Counter(homes) == s3.DOMICILES
        assert {who.unsur for who in people} == set(s3.UNSUR)

    def test_everybody_was_called_by_the_dinas_of_the_province(self, built: Flask) -> None:
        with reading() as session:
            found = looking.angkatan(session, s3)
            ids = [who.id for who in queries.everybody(session, found.id)]
            invited = select(ParticipationStep.by_id).where(
                ParticipationStep.participation_id.in_(ids),
                ParticipationStep.state == ParticipationState.INVITED,
            )
            callers = set(session.scalars(invited))
            names = select(Account.login_name).where(Account.id.in_(callers))
            assert session.scalars(names).all() == ["contoh-jatim"]

    def test_teaches_the_five_materials_on_four_days(self, built: Flask) -> None:
        with reading() as session:
            found = looking.angkatan(session, s3)
            kelas = queries.kelas_of(session, found.id)[0]
            rows = queries.sessions(session, kelas.id)
            days = {row.starts_at.astimezone(found.zone.info).date() for row in rows}
            titles = " ".join(row.title for row in rows)
        assert days == {date(2017, 7, day) for day in (26, 27, 28, 29)}
        for material in (
            "Kebijakan dan strategi Kementerian Sosial",
            "Kebijakan dan strategi penyuluhan sosial",
            "membina relawan Pensosmas",
            "Menyinergikan kemitraan SDM kesejahteraan sosial",
            "Materi dasar: metode dan teknik",
            "Materi dasar: komunikasi",
            "Materi dasar: relasi sosial",
            "Materi dasar: keterampilan",
        ):
            assert material in titles


class TestS4:
    """Bimtek PSM, Kementerian Sosial, two days from 17 February 2020, Jakarta."""

    def test_holds_475_people_of_three_senders_and_invents_none(self, built: Flask) -> None:
        with reading() as session:
            found = looking.angkatan(session, s4)
            assert (found.starts_on, found.ends_on) == (date(2020, 2, 17), date(2020, 2, 18))
            assert found.organiser.name == places.KEMENSOS
            people = queries.everybody(session, found.id)
            kuota, *rest = looking.five(session, found)
        one_in = looking.ONE_IN[built]
        came = 475 // one_in
        assert (kuota, *rest[:3]) == (475, came, came, came)
        assert 0 < rest[3] < came
        assert Counter(who.origin for who in people) == {
            "Kota Bekasi": 225 // one_in,
            "Kabupaten Bekasi": 225 // one_in,
            "IPSM Pusat": 25 // one_in,
        }

    def test_shows_the_reported_500_and_says_that_25_are_missing(self, built: Flask) -> None:
        with reading() as session:
            where = {"angkatan_id": looking.angkatan(session, s4).id}
        officer, organiser = (
            looking.signed_in(built, name) for name in ("contoh-kemensos", "contoh-pusat")
        )
        one_in = looking.ONE_IN[built]
        for page in (
            officer.get("oversight.angkatan", **where),
            organiser.get("home.angkatan", **where),
        ):
            for label in ("Kuota", "Diundang", "Terdaftar", "Hadir", "Lulus"):
                assert label in page
            assert f"Dilaporkan {500 // one_in} orang." in page
            for part in ("Kota Bekasi", "Kabupaten Bekasi"):
                assert f"{part} {225 // one_in}" in page
            assert f"jumlahnya {475 // one_in}." in page
            assert f"Selisih {25 // one_in} orang" in page
