"""What a programme requires: a remark for nominees, a reason for enrolment."""

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import event, select
from sqlalchemy.orm import Session

from lms.credentials import queries as credentials
from lms.kernel import clock
from lms.kernel.access import SYSTEM, Role
from lms.kernel.audit import AuditEntry
from lms.kernel.cipher import Cipher
from lms.kernel.database import reading, writing
from lms.kernel.errors import Refused
from lms.training import nominating, operations, participant_queries, prerequisites, queries
from lms.training.models import Kelas, Participation, ParticipationState
from lms.training.nominees import Result
from lms.training.prerequisites import Lacking, Prerequisite
from tests.browser import Browser
from tests.factories.people import a_person, a_staff_member
from tests.factories.registration import BASIC, a_credential, a_revocation
from tests.factories.training import (
    a_curriculum,
    a_kelas,
    a_list,
    a_participant,
    a_programme,
    an_angkatan,
)

State = ParticipationState
BASICS = Prerequisite(BASIC, "Bimtek Dasar PSM")
PAPER = "Memegang sertifikat kertas tahun 2012."
_slugs = st.lists(st.sampled_from("abcdef"), unique=True)


def an_advanced_kelas(session: Session) -> Kelas:
    """Give a kelas of a programme that requires the basic one."""
    a_programme(session, BASIC)
    programme = a_programme(session)
    programme.title, programme.requires = "Bimtek Lanjutan PSM", [BASIC]
    return a_kelas(session, an_angkatan(session, a_curriculum(session, programme)))


def a_holder(session: Session, kelas: Kelas, state: State = State.WILLING) -> Participation:
    """Give a participant who holds what the kelas requires."""
    row = a_participant(session, kelas, state=state)
    a_credential(session, row.person)
    return row


class TestRule:
    @given(_slugs, st.frozensets(st.sampled_from("abcdef")))
    def test_missing_is_what_is_required_and_not_held_in_order(
        self, slugs: list[str], held: frozenset[str]
    ) -> None:
        required = [Prerequisite(slug, slug.upper()) for slug in slugs]
        found = [each.achievement for each in prerequisites.missing(required, held)]
        assert found == [slug for slug in slugs if slug not in held]

    @given(st.lists(st.text(min_size=1), max_size=30), st.text())
    def test_only_a_written_reason_overrules_what_somebody_lacks(
        self, names: list[str], reason: str
    ) -> None:
        lacking = [Lacking(name, (BASICS,)) for name in names]
        against = prerequisites.objections(lacking, reason=reason)
        assert bool(against) == (bool(names) and not reason.strip())

    def test_the_objection_names_who_lacks_what_and_the_way_out(self) -> None:
        two = (BASICS, Prerequisite("lanjutan", "Bimtek Lanjutan PSM"))
        lacking = [Lacking("Budi", (BASICS,)), Lacking("Sri", (BASICS,)), Lacking("Wayan", two)]
        assert [str(each) for each in prerequisites.objections(lacking, reason=None)] == [
            "Budi; Sri belum memegang Bimtek Dasar PSM.",
            "Wayan belum memegang Bimtek Dasar PSM, Bimtek Lanjutan PSM.",
            "Bila memang demikian, tuliskan alasan tetap mendaftarkan.",
        ]

    def test_a_long_list_of_names_is_cut(self) -> None:
        lacking = [Lacking(f"Orang {n}", (BASICS,)) for n in range(12)]
        first = str(prerequisites.objections(lacking, reason="")[0])
        assert "Orang 9 (+2) belum" in first


class TestLacking:
    def test_a_revoked_credential_is_not_held(self, session: Session) -> None:
        kelas = an_advanced_kelas(session)
        holder, revoked, newcomer = (
            a_holder(session, kelas),
            a_holder(session, kelas),
            a_participant(session, kelas),
        )
        a_revocation(session, credentials.held(session, revoked.person_id)[0])
        persons = [row.person_id for row in (holder, revoked, newcomer)]
        lacks = participant_queries.lacking(session, kelas.angkatan.programme_id, persons)
        assert lacks == {revoked.person_id: (BASICS,), newcomer.person_id: (BASICS,)}

    def test_is_asked_for_all_at_once(self, session: Session) -> None:
        kelas = an_advanced_kelas(session)
        persons = [a_participant(session, kelas).person_id for _ in range(20)]
        session.flush()
        statements: list[str] = []
        bind = session.get_bind()
        event.listen(bind, "before_cursor_execute", lambda *a: statements.append(a[2]))
        lacks = participant_queries.lacking(session, kelas.angkatan.programme_id, persons)
        assert len(lacks) == 20
        assert len(statements) == 3

    def test_nothing_is_lacking_where_nothing_is_required(self, session: Session) -> None:
        row = a_participant(session, a_kelas(session))
        programme_id = row.kelas.angkatan.programme_id if row.kelas else row.id
        assert not participant_queries.lacking(session, programme_id, [row.person_id])


class TestEnrolment:
    def test_without_a_reason_nobody_is_enrolled(self, app: Flask) -> None:
        with writing() as session:
            kelas = an_advanced_kelas(session)
            holder = a_holder(session, kelas)
            row = a_participant(session, kelas, state=State.WILLING)
        with pytest.raises(Refused, match=f"{row.person.name} belum memegang"), writing() as own:
            operations.enrol(own, SYSTEM, kelas.angkatan_id, reason=" ", at=clock.now())
        with reading() as own:
            states = {each.id: each.state for each in queries.everybody(own, kelas.angkatan_id)}
        assert states == {holder.id: State.WILLING, row.id: State.WILLING}

    def test_the_reason_stands_in_the_step_and_in_the_trail_of_those_who_lack(
        self, app: Flask
    ) -> None:
        with writing() as session:
            kelas = an_advanced_kelas(session)
            holder = a_holder(session, kelas)
            row = a_participant(session, kelas, state=State.WILLING)
        with writing() as session:
            operations.enrol(session, SYSTEM, kelas.angkatan_id, reason=PAPER, at=clock.now())
        with reading() as session:
            assert queries.steps(session, row.id)[-1].reason == PAPER
            assert queries.steps(session, holder.id)[-1].reason is None
            noted = session.scalars(
                select(AuditEntry).where(AuditEntry.subject_id == str(row.id))
            ).one()
        assert (noted.reason, noted.detail["lacks"]) == (PAPER, [BASIC])

    def test_who_finds_no_seat_needs_no_reason_for_the_reserve(self, session: Session) -> None:
        from_nowhere = an_advanced_kelas(session)
        row = a_participant(session, from_nowhere, state=State.WILLING)
        session.flush()
        operations.set_quota(
            session,
            SYSTEM,
            from_nowhere.angkatan_id,
            operations.Sender("18.72"),
            1,
            at=clock.now(),
        )
        a_holder(session, from_nowhere, State.ENROLLED)
        done = operations.enrol(session, SYSTEM, from_nowhere.angkatan_id, at=clock.now())
        assert (done.enrolled_count, row.state) == (0, State.RESERVE)


def test_a_nominee_who_lacks_it_is_remarked_and_no_problem(app: Flask, session: Session) -> None:
    cipher: Cipher = app.extensions["bekal.cipher"]
    angkatan = an_advanced_kelas(session).angkatan
    known = a_person(session, name="Budi Santoso")
    a_credential(session, known)
    stream = a_list({}, {"name": known.name, "phone": known.phone}, {"name": "", "phone": "1"})
    sheet = nominating.try_sheet(
        session,
        SYSTEM,
        angkatan.id,
        stream,
        filename="usulan.xlsx",
        state=State.INVITED,
        cipher=cipher,
        at=clock.now(),
    )
    found = [(entry["result"], entry["lacks"]) for entry in sheet.rows["rows"]]
    assert found == [(Result.NEW, ["Bimtek Dasar PSM"]), (Result.KNOWN, []), (Result.PROBLEM, [])]


class TestPages:
    def test_the_remark_is_shown_and_the_reason_asked_for(
        self, session: Session, browser: Browser
    ) -> None:
        kelas = an_advanced_kelas(session)
        a_holder(session, kelas)
        row = a_participant(session, kelas, state=State.WILLING)
        organiser = a_staff_member(session, Role.ORGANISER)
        session.commit()
        browser.sign_in(organiser)
        at = {"angkatan_id": kelas.angkatan_id}
        page = browser.get("training_desk.participants", **at)
        assert f"{row.person.name} Belum memegang Bimtek Dasar PSM." in page
        assert "1 orang belum memegang Bimtek Dasar PSM." in page
        assert "Alasan tetap mendaftarkan" in page
        page = browser.post("training_desk.enrol_willing", {}, expect=422, **at)
        assert "tuliskan alasan tetap mendaftarkan" in page
        reason = {"willing_form-reason": PAPER}
        page = browser.submit("training_desk.enrol_willing", reason, **at)
        assert "2 peserta terdaftar, 0 cadangan" in page

    def test_ticked_ones_stay_ticked_until_the_reason_is_written(
        self, session: Session, browser: Browser
    ) -> None:
        kelas = an_advanced_kelas(session)
        row = a_participant(session, kelas, state=State.WILLING)
        organiser = a_staff_member(session, Role.ORGANISER)
        session.commit()
        at = {"angkatan_id": kelas.angkatan_id}
        step = {"ids": [str(row.id)], "act": "terdaftar"}
        page = browser.sign_in(organiser).post("training_desk.act", step, expect=422, **at)
        assert f"{row.person.name} belum memegang Bimtek Dasar PSM." in page
        assert f'value="{row.id}" checked' in page.html
        page = browser.submit("training_desk.act", step | {"reason": PAPER}, **at)
        assert "1 peserta terdaftar" in page

    def test_the_result_of_a_list_shows_the_remark(
        self, session: Session, browser: Browser
    ) -> None:
        angkatan = an_advanced_kelas(session).angkatan
        organiser = a_staff_member(session, Role.ORGANISER)
        session.commit()
        upload = {"file": (a_list({}), "usulan.xlsx"), "state": "diundang"}
        page = browser.sign_in(organiser).submit(
            "training_desk.try_list", upload, angkatan_id=angkatan.id
        )
        assert "1 baru, 0 sudah ada, 0 masalah" in page
        assert "Belum memegang Bimtek Dasar PSM." in page
