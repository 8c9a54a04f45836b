"""A paper of earlier training: filed by one, decided by a second, in the same ledger."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.credentials import operations, queries, recognising, recognition_deciding
from lms.credentials import recognition_queries as papers
from lms.credentials.models import Basis, Merit
from lms.credentials.recognition_models import RecognitionState
from lms.kernel import audit, clock
from lms.kernel.access import SYSTEM, Actor, Role
from lms.kernel.audit import AuditEntry
from lms.kernel.database import writing
from lms.kernel.errors import Forbidden, NotFound, Refused
from lms.people import queries as people
from tests.credentials.papers_of_before import (
    BASIC,
    a_decree,
    a_paper,
    a_scan,
    actor_of,
    confirmed,
    filed,
)
from tests.credentials.samples import a_holding
from tests.factories.people import a_grant, a_person, a_staff_member, an_account
from tests.factories.regions import KARANGPILANG


def acts(session: Session) -> list[str]:
    """Give what the trail names, in order."""
    audit.chain(session)
    return list(session.scalars(select(AuditEntry.act).order_by(AuditEntry.position)))


class TestBeingRecognised:
    def test_the_person_holds_it_by_its_own_merit_and_basis(self, session: Session) -> None:
        person, registrar = an_account(session), a_staff_member(session, Role.REGISTRAR)
        credential = confirmed(session, filed(session, person), registrar)
        assert (credential.basis, credential.merit) == (Basis.RECOGNITION, Merit.RECOGNISED)
        assert (credential.family, credential.tier) == ("psm", "dasar")
        assert queries.holds(session, person.person_id, BASIC)
        held = queries.held_merits(session, person.person_id)
        assert held == {BASIC: frozenset({Merit.RECOGNISED})}
        assert acts(session) == [
            "recognition.filed",
            "recognition.confirmed",
            "credential.recognised",
        ]

    def test_merits_are_told_apart_and_end_when_revoked(self, session: Session) -> None:
        person, registrar = an_account(session), a_staff_member(session, Role.REGISTRAR)
        credential = confirmed(session, filed(session, person), registrar)
        holding = vars(a_holding(person.person_id)) | {"merit": Merit.ATTENDED}
        session.add(type(credential)(**holding, issued_at=clock.now(), cycle=1))
        session.flush()
        both = queries.held_merits(session, person.person_id)
        assert both == {BASIC: frozenset({Merit.RECOGNISED, Merit.ATTENDED})}
        _revoke(session, credential.id)
        left = queries.held_merits(session, person.person_id)
        assert left == {BASIC: frozenset({Merit.ATTENDED})}

    def test_an_sk_counts_for_dasar_only_and_keeps_who_signed_it(self, session: Session) -> None:
        person, registrar = an_account(session), a_staff_member(session, Role.REGISTRAR)
        row = filed(session, person, **vars(a_decree(wanted=None)))
        deciding, at = actor_of(session, registrar), clock.now()
        with pytest.raises(Refused, match="SK sebagai PSM tidak dapat diakui"):
            recognition_deciding.confirm(session, deciding, row.id, "bimtek-lanjutan-psm", at=at)
        with pytest.raises(Refused, match="tidak ada dalam daftar"):
            recognition_deciding.confirm(session, deciding, row.id, "rakor-ipsm", at=at)
        recognition_deciding.confirm(session, deciding, row.id, BASIC, at=at)
        assert row.signatory == "Wali Kota Metro"

    def test_what_somebody_holds_already_is_not_recognised_again(self, session: Session) -> None:
        person, registrar = an_account(session), a_staff_member(session, Role.REGISTRAR)
        confirmed(session, filed(session, person), registrar)
        again = filed(session, person, number="9/2018")
        with pytest.raises(Refused, match="sudah memegang"):
            confirmed(session, again, registrar)
        assert again.state is RecognitionState.FILED

    def test_it_can_be_revoked_and_filed_again(self, session: Session) -> None:
        person, registrar = an_account(session), a_staff_member(session, Role.REGISTRAR)
        row = filed(session, person)
        credential = confirmed(session, row, registrar)
        _revoke(session, credential.id)
        assert row.state is RecognitionState.REVOKED
        assert not queries.holds(session, person.person_id, BASIC)
        with pytest.raises(Refused, match="sudah dicabut"):
            _revoke(session, credential.id)
        confirmed(session, filed(session, person), registrar)
        assert queries.holds(session, person.person_id, BASIC)


def _revoke(session: Session, credential_id: Any) -> None:
    words = {"reason": "Palsu.", "public_words": "Tidak benar."}
    operations.revoke(session, SYSTEM, credential_id, **words, at=clock.now())


class TestTheSecondPerson:
    def test_nobody_decides_what_they_filed_mended_or_scanned(self, session: Session) -> None:
        organiser, other = (a_staff_member(session, Role.ORGANISER) for _ in range(2))
        person, at = a_person(session), clock.now()
        row = filed(session, organiser, person)
        with pytest.raises(Forbidden, match="orang kedua"):
            confirmed(session, row, organiser)
        recognition_deciding.give_back(session, actor_of(session, other), row.id, "Buram.", at=at)
        recognising.attach(session, actor_of(session, other), row.id, a_scan(), at=at)
        with pytest.raises(Forbidden, match="orang kedua"):
            confirmed(session, row, other)
        third = a_staff_member(session, Role.REGISTRAR)
        assert confirmed(session, row, third).issued_by_id == third.id

    def test_nobody_decides_their_own_paper(self, session: Session) -> None:
        organiser = a_staff_member(session, Role.ORGANISER)
        clerk = a_staff_member(session, Role.CLERK)
        row = filed(session, clerk, people.person(session, organiser.person_id))
        with pytest.raises(Forbidden, match="dokumen Anda sendiri"):
            confirmed(session, row, organiser)

    @pytest.mark.parametrize(
        ("role", "region", "error"),
        [
            (Role.CLERK, "18", Forbidden),
            (Role.ORGANISER, "35", NotFound),
            (Role.REGISTRAR, "18.02", NotFound),
            (Role.OFFICER, "ID", NotFound),
            (Role.ADMIN, "ID", NotFound),
        ],
    )
    def test_only_a_confirmer_of_the_persons_region_decides(
        self, session: Session, role: Role, region: str, error: type[Exception]
    ) -> None:
        row = filed(session, an_account(session))
        with pytest.raises(error):
            confirmed(session, row, a_staff_member(session, role, region))

    def test_of_two_the_later_one_is_told(self, session: Session) -> None:
        one, other = (a_staff_member(session, Role.REGISTRAR) for _ in range(2))
        row, at = filed(session, an_account(session)), clock.now()
        confirmed(session, row, one)
        with pytest.raises(Refused, match="tidak menunggu keputusan lagi: diakui dari dokumen"):
            confirmed(session, row, other)
        with pytest.raises(Refused, match="tidak menunggu keputusan lagi"):
            recognition_deciding.decline(session, actor_of(session, other), row.id, "X", at=at)

    def test_of_two_at_once_one_wins(self, app: Flask, session: Session) -> None:
        row = filed(session, an_account(session))
        actors = [
            actor_of(session, a_staff_member(session, Role.REGISTRAR)) for _number in range(2)
        ]
        session.commit()
        told: list[str] = []

        def decide(actor: Actor) -> None:
            with app.app_context(), writing() as own:
                try:
                    recognition_deciding.confirm(own, actor, row.id, BASIC, at=clock.now())
                except Refused as refusal:
                    told.append(str(refusal))

        with ThreadPoolExecutor(2) as pool:
            list(pool.map(decide, actors))
        assert len(told) == 1
        assert "tidak menunggu keputusan lagi" in told[0]
        assert len(queries.held(session, row.person_id)) == 1

    def test_returning_and_declining_need_a_reason(self, session: Session) -> None:
        row = filed(session, an_account(session))
        actor = actor_of(session, a_staff_member(session, Role.REGISTRAR))
        for decide in (recognition_deciding.give_back, recognition_deciding.decline):
            with pytest.raises(Refused, match="Tuliskan alasannya"):
                decide(session, actor, row.id, "  ", at=clock.now())

    def test_a_returned_paper_is_mended_and_a_declined_one_is_over(self, session: Session) -> None:
        person, registrar = an_account(session), a_staff_member(session, Role.REGISTRAR)
        row, at = filed(session, person), clock.now()
        second, third = at + timedelta(minutes=1), at + timedelta(minutes=2)
        actor, own = actor_of(session, registrar), actor_of(session, person)
        with pytest.raises(Refused, match="sedang diperiksa"):
            recognising.mend(session, own, row.id, a_paper(number="2"), None, at=at)
        recognition_deciding.give_back(session, actor, row.id, "Nomornya keliru.", at=at)
        recognising.mend(session, own, row.id, a_paper(number="2"), None, at=second)
        assert (row.state, row.number) == (RecognitionState.FILED, "2")
        recognition_deciding.decline(session, actor, row.id, "Bukan pelatihan.", at=third)
        with pytest.raises(Refused, match="sudah selesai: ditolak"):
            recognising.mend(session, own, row.id, a_paper(), None, at=at)
        with pytest.raises(Refused, match="sudah selesai"):
            recognising.withdraw(session, own, row.id, at=at)
        reasons = [step.reason for step in papers.steps(session, row.id)]
        assert reasons == [None, "Nomornya keliru.", None, "Bukan pelatihan."]


class TestFiling:
    def test_without_a_scan_it_waits_and_nobody_decides_it(self, session: Session) -> None:
        clerk, person = a_staff_member(session, Role.CLERK), a_person(session)
        actor, at = actor_of(session, clerk), clock.now()
        row = recognising.file(session, actor, person, a_paper(), None, at=at)
        registrar = a_staff_member(session, Role.REGISTRAR)
        with pytest.raises(Refused, match="menunggu pindaian"):
            confirmed(session, row, registrar)
        recognising.attach(session, actor, row.id, a_scan(), at=at)
        assert confirmed(session, row, registrar).merit is Merit.RECOGNISED

    def test_a_clerk_files_within_the_region_only(self, session: Session) -> None:
        clerk = actor_of(session, a_staff_member(session, Role.CLERK, "18.72"))
        far = a_person(session, domicile_code=KARANGPILANG)
        with pytest.raises(Forbidden):
            recognising.file(session, clerk, far, a_paper(), a_scan(), at=clock.now())
        trainee = actor_of(session, an_account(session))
        with pytest.raises(Forbidden):
            recognising.file(session, trainee, a_person(session), a_paper(), None, at=clock.now())

    @pytest.mark.parametrize(
        ("changes", "words"),
        [
            ({"dated_on": clock.today() + timedelta(2)}, "belum terjadi"),
            ({"dated_on": date(1969, 1, 1)}, "1970"),
            ({"wanted": "rakor-ipsm"}, "tidak ada dalam daftar"),
        ],
    )
    def test_what_cannot_be_right_is_refused(
        self, session: Session, changes: dict[str, Any], words: str
    ) -> None:
        with pytest.raises(Refused, match=words):
            filed(session, an_account(session), **changes)

    def test_a_person_without_domicile_is_asked_for_it(self, session: Session) -> None:
        account = an_account(session)
        account.person.domicile_code = None
        with pytest.raises(Refused, match="domisili belum diisi"):
            filed(session, account)

    def test_the_scan_is_seen_by_few_and_looks_of_staff_are_kept(self, session: Session) -> None:
        person, clerk = an_account(session), a_staff_member(session, Role.CLERK)
        row, at = filed(session, person), clock.now()
        scan, data = recognising.read_scan_of(session, actor_of(session, person), row.id, at=at)
        assert data.startswith(b"\xff\xd8")
        assert str(row.id) not in scan.storage_key
        recognising.read_scan_of(session, actor_of(session, clerk), row.id, at=at)
        assert acts(session).count("recognition.scan-seen") == 1
        for account in (an_account(session), a_staff_member(session, Role.ORGANISER, "35")):
            with pytest.raises(NotFound):
                recognising.read_scan_of(session, actor_of(session, account), row.id, at=at)

    def test_a_lost_file_is_said_so(self, session: Session) -> None:
        person = an_account(session)
        row = filed(session, person)
        scan = papers.scan_of(session, row.id)
        assert scan is not None
        scan.storage_key = "recognitions/2026/hilang.jpg"
        session.flush()
        with pytest.raises(Refused, match="tidak ada di penyimpanan"):
            recognising.read_scan_of(session, actor_of(session, person), row.id, at=clock.now())


class TestTwins:
    def test_a_number_filed_twice_is_named_within_the_own_region_only(
        self, session: Session
    ) -> None:
        first = filed(session, an_account(session, a_person(session, "Made Sari")))
        clerk, person = a_staff_member(session, Role.CLERK), a_person(session, "Wayan")
        with pytest.raises(Refused, match="untuk Made Sari .menunggu diperiksa.") as caught:
            filed(session, clerk, person, number="017 / bimtek-psm / 2017")
        assert "Periksa nomornya" in str(caught.value)
        with pytest.raises(Refused) as caught:
            filed(session, an_account(session, person))
        assert "Made" not in str(caught.value)
        far = a_person(session, "Jauh", KARANGPILANG)
        with pytest.raises(Refused) as caught:
            filed(session, a_staff_member(session, Role.CLERK, "35"), far)
        assert "Made" not in str(caught.value)
        recognising.withdraw(session, actor_of(session, clerk), first.id, at=clock.now())
        assert filed(session, clerk, person).state is RecognitionState.FILED

    def test_filing_the_same_again_is_said_so(self, session: Session) -> None:
        account = an_account(session)
        filed(session, account)
        with pytest.raises(Refused, match="untuk orang yang sama"):
            filed(session, account)

    def test_one_sk_serves_many_people(self, session: Session) -> None:
        rows = [filed(session, an_account(session), **vars(a_decree())) for _ in range(2)]
        assert len({row.id for row in rows}) == 2
        assert [row.state for row in rows] == [RecognitionState.FILED] * 2

    def test_the_database_keeps_twins_out_too(self, session: Session) -> None:
        first, second = (
            filed(session, an_account(session)),
            filed(session, an_account(session), number="2"),
        )
        with pytest.raises(Refused, match="baru saja diajukan"):
            recognising._keep(session, second, a_paper(), first.paper_key)


def test_lists_show_people_of_the_own_regions(session: Session) -> None:
    row = filed(session, an_account(session, a_person(session, "Made Sari")))
    near = actor_of(session, a_staff_member(session, Role.REGISTRAR, "18.72"))
    both = a_staff_member(session, Role.REGISTRAR, "35")
    far = actor_of(session, both)
    listed = papers.listed(session, near, RecognitionState.FILED, "", page=1)
    assert [each.id for each in listed] == [row.id]
    assert papers.counts(session, near, "made")[RecognitionState.FILED] == 1
    assert papers.counts(session, near, "017/bimtek")[RecognitionState.FILED] == 1
    assert papers.counts(session, near, "100%_")[RecognitionState.FILED] == 0
    assert not papers.listed(session, far, RecognitionState.FILED, "", page=1)
    a_grant(session, both, Role.CLERK, "18")
    assert papers.listed(session, actor_of(session, both), RecognitionState.FILED, "", page=1)
