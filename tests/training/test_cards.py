"""Activation cards for participants from elsewhere, and no other account of theirs."""

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.kernel import clock
from lms.kernel.access import Role
from lms.kernel.audit import AuditEntry
from lms.kernel.database import reading, writing
from lms.kernel.errors import Forbidden, NotFound, Refused
from lms.people import codes, queries
from lms.people.models import AccessCode, Account, CodePurpose
from lms.people.queries import Vouched
from lms.training import cards
from lms.training.models import Kelas, ParticipationState, Stage
from tests.browser import Browser
from tests.factories.people import a_grant, a_person, a_staff_member
from tests.factories.regions import KARANGPILANG
from tests.factories.training import a_kelas, a_participant, account_of, an_angkatan
from tests.training.support import actor_for, at_once

State = ParticipationState


def from_elsewhere(
    session: Session, kelas: Kelas, *, state: State = State.INVITED, active: bool = False
) -> Account:
    """Give the account of a participant who lives in another province."""
    person = a_person(session, "Ketut Adnyana", KARANGPILANG)
    account = account_of(session, a_participant(session, kelas, person, state=state))
    account.activated_at = clock.now() if active else None
    session.flush()
    return queries.account(session, account.id)


class TestOperation:
    def test_makes_a_code_that_opens_the_account_of_a_participant_from_elsewhere(
        self, app: Flask
    ) -> None:
        with writing() as session:
            kelas = a_kelas(session)
            account = from_elsewhere(session, kelas)
            actor = actor_for(session, a_staff_member(session, Role.ORGANISER, "18"))
        with writing() as session:
            found = cards.waiting(session, actor, kelas.angkatan_id)
            made = cards.issue(session, actor, kelas.angkatan_id, found, at=clock.now())
        [(shown, code)] = made.cards
        assert (shown.id, made.skipped_count) == (account.id, 0)
        with reading() as session:
            assert codes.holder(session, code, at=clock.now()).id == account.id
            entries = session.scalars(select(AuditEntry).order_by(AuditEntry.position)).all()
        noted = {entry.act: entry for entry in entries}
        assert noted["code.issued"].detail["event_id"] == str(kelas.angkatan_id)
        assert noted["code.issued"].region_code == KARANGPILANG
        assert noted["angkatan.cards-made"].region_code == "18"
        assert noted["angkatan.cards-made"].detail["account_ids"] == [str(account.id)]

    @pytest.mark.parametrize("state", [State.NOMINATED, State.DECLINED, State.WITHDRAWN])
    def test_who_is_not_expected_gets_no_card(self, session: Session, state: State) -> None:
        kelas = a_kelas(session)
        from_elsewhere(session, kelas, state=state)
        actor = actor_for(session, a_staff_member(session, Role.ORGANISER, "18"))
        with pytest.raises(Refused, match="sudah aktif"):
            cards.waiting(session, actor, kelas.angkatan_id)

    def test_an_activated_account_gets_none_however_it_is_asked(self, session: Session) -> None:
        kelas = a_kelas(session)
        account = from_elsewhere(session, kelas, active=True)
        actor = actor_for(session, a_staff_member(session, Role.ORGANISER, "18"))
        made = cards.issue(session, actor, kelas.angkatan_id, [account.id], at=clock.now())
        proof = Vouched(account.person_id, "18", kelas.angkatan_id)
        for purpose in CodePurpose:
            with pytest.raises(Forbidden):
                codes.issue_code(session, actor, account, purpose, at=clock.now(), proof=proof)
        assert not made.cards
        assert not session.scalars(select(AccessCode)).all()

    def test_an_activation_meanwhile_ends_the_right(self, app: Flask, session: Session) -> None:
        kelas = a_kelas(session)
        account = from_elsewhere(session, kelas)
        actor = actor_for(session, a_staff_member(session, Role.ORGANISER, "18"))
        session.commit()
        with writing() as own:
            stale = queries.account(own, account.id)
        with writing() as own:
            own.get_one(Account, account.id).activated_at = clock.now()
        proof = Vouched(account.person_id, "18", kelas.angkatan_id)
        with pytest.raises(Forbidden), writing() as own:
            own.add(stale)
            codes.issue_code(own, actor, stale, CodePurpose.ACTIVATE, at=clock.now(), proof=proof)

    def test_parallel_prints_leave_one_living_code(self, app: Flask, session: Session) -> None:
        kelas = a_kelas(session)
        account = from_elsewhere(session, kelas)
        actor = actor_for(session, a_staff_member(session, Role.ORGANISER, "18"))
        session.commit()
        at_once(
            app,
            lambda own, _: cards.issue(own, actor, kelas.angkatan_id, [account.id], at=clock.now()),
        )
        with reading() as own:
            living = select(AccessCode).where(AccessCode.withdrawn_at.is_(None))
            assert len(own.scalars(living).all()) == 1

    def test_a_proof_serves_nobody_else(self, session: Session) -> None:
        kelas = a_kelas(session)
        account = from_elsewhere(session, kelas)
        other = a_person(session, "Wayan", KARANGPILANG)
        east = actor_for(session, a_staff_member(session, Role.ORGANISER, "91"))
        officer = actor_for(session, a_staff_member(session, Role.OFFICER, "18"))
        organiser = actor_for(session, a_staff_member(session, Role.ORGANISER, "18"))
        today, right = clock.today(), Vouched(account.person_id, "18", kelas.angkatan_id)
        wrong = Vouched(other.id, "18", kelas.angkatan_id)
        for actor, proof in ((east, right), (officer, right), (organiser, wrong)):
            assert not queries.may_take_over(session, actor, account, on=today, proof=proof)
        assert not queries.may_take_over(session, organiser, account, on=today)
        assert queries.may_take_over(session, organiser, account, on=today, proof=right)

    def test_staff_among_the_participants_are_left_to_their_admin(self, session: Session) -> None:
        kelas = a_kelas(session)
        account = from_elsewhere(session, kelas)
        a_grant(session, account, Role.OFFICER, "35")
        actor = actor_for(session, a_staff_member(session, Role.ORGANISER, "18"))
        made = cards.issue(session, actor, kelas.angkatan_id, [account.id], at=clock.now())
        assert (made.cards, made.skipped_count) == ((), 1)

    def test_somebody_of_another_angkatan_gets_none(self, session: Session) -> None:
        account = from_elsewhere(session, a_kelas(session))
        actor = actor_for(session, a_staff_member(session, Role.ORGANISER, "18"))
        own = an_angkatan(session)
        assert not cards.issue(session, actor, own.id, [account.id], at=clock.now()).cards

    def test_only_who_manages_accounts_in_the_region_of_the_angkatan_may(
        self, session: Session
    ) -> None:
        kelas = a_kelas(session)
        account = from_elsewhere(session, kelas)
        for role, region, refusal in (
            (Role.ORGANISER, "35", NotFound),
            (Role.AUDITOR, "18", Forbidden),
        ):
            actor = actor_for(session, a_staff_member(session, role, region))
            with pytest.raises(refusal):
                cards.issue(session, actor, kelas.angkatan_id, [account.id], at=clock.now())

    def test_a_cancelled_angkatan_prints_none(self, session: Session) -> None:
        kelas = a_kelas(session, an_angkatan(session, stage=Stage.CANCELLED))
        from_elsewhere(session, kelas)
        actor = actor_for(session, a_staff_member(session, Role.ORGANISER, "18"))
        with pytest.raises(Refused, match="dibatalkan"):
            cards.waiting(session, actor, kelas.angkatan_id)


class TestPage:
    def test_prints_the_cards_of_all_who_wait_and_one_of_them_activates(
        self, session: Session, browser: Browser
    ) -> None:
        kelas = a_kelas(session)
        account = from_elsewhere(session, kelas)
        from_elsewhere(session, kelas, active=True)
        organiser = a_staff_member(session, Role.ORGANISER, "18")
        session.commit()
        browser.sign_in(organiser)
        at = {"angkatan_id": kelas.angkatan_id}
        page = browser.get("training_desk.participants", **at)
        assert "Cetak kartu aktivasi semua yang belum aktif (1)" in page
        page = browser.post("training_desk.make_cards", expect=200, **at)
        assert "1 kartu. Cetak sekarang" in page
        assert account.login_name in page
        code = page.text.split("Kode: ")[1].split(" ")[0]
        with reading() as own:
            assert codes.holder(own, code, at=clock.now()).id == account.id

    def test_says_so_where_no_card_is_needed(self, session: Session, browser: Browser) -> None:
        kelas = a_kelas(session)
        from_elsewhere(session, kelas, active=True)
        organiser = a_staff_member(session, Role.ORGANISER, "18")
        session.commit()
        at = {"angkatan_id": kelas.angkatan_id}
        browser.sign_in(organiser)
        assert "Cetak kartu" not in browser.get("training_desk.participants", **at)
        assert "sudah aktif" in browser.post("training_desk.make_cards", expect=409, **at)

    def test_is_not_found_from_another_region(self, session: Session, browser: Browser) -> None:
        kelas = a_kelas(session)
        from_elsewhere(session, kelas)
        stranger = a_staff_member(session, Role.ORGANISER, "35")
        session.commit()
        browser.sign_in(stranger)
        browser.post("training_desk.make_cards", expect=404, angkatan_id=kelas.angkatan_id)
