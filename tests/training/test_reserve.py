"""The reserve moves up when a seat becomes free; nobody sits where there is no seat."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from lms.kernel import clock
from lms.kernel.access import SYSTEM, Role
from lms.kernel.database import reading
from lms.kernel.errors import NotFound, Refused
from lms.training import operations, participant_queries
from lms.training.models import Kelas, Participation, ParticipationState, Stage
from lms.training.seats import Seats, Waiting, moving_up
from tests.browser import Browser
from tests.factories.people import a_staff_member
from tests.factories.training import a_kelas, a_participant, a_quota, an_angkatan
from tests.training.support import actor_for, at_once
from tests.training.test_prerequisites import PAPER, an_advanced_kelas

State = ParticipationState
_QUOTAS = [uuid4() for _ in range(3)]
_queues = st.lists(st.sampled_from([None, *_QUOTAS]), max_size=12)


def a_queue(session: Session, kelas: Kelas, *, seats: int, count: int) -> list[Participation]:
    """Give people in the reserve, the first has waited longest; the seats are free."""
    quota = a_quota(session, kelas.angkatan, sender_code="18.72", seats=seats)
    rows = []
    for number in range(count):
        row = a_participant(session, kelas, state=State.WILLING)
        row.quota_id = quota.id
        at = clock.now() + timedelta(minutes=number)
        operations.move(session, SYSTEM, [row.id], State.RESERVE, at=at)
        rows.append(row)
    return rows


class TestRule:
    @given(
        st.dictionaries(st.sampled_from(_QUOTAS), st.integers(1, 4), min_size=1),
        st.integers(0, 3),
        _queues,
    )
    def test_no_sender_gets_more_than_its_seats_and_no_seat_stays_free_for_who_waits(
        self, seats: dict[UUID, int], taken: int, quotas: list[UUID | None]
    ) -> None:
        queue = [Waiting(uuid4(), quota) for quota in quotas if quota is None or quota in seats]
        used: dict[UUID | None, int] = {None: taken} if taken else {}
        up = moving_up(Seats(seats, used), queue)
        sender = {each.participation_id: each.quota_id for each in queue}
        given_out = [sender[one] for one in up]
        assert all(given_out.count(quota) <= count for quota, count in seats.items())
        assert len(up) <= max(0, sum(seats.values()) - taken)
        assert list(up) == [each.participation_id for each in queue if each.participation_id in up]
        rest = Seats(seats, {q: given_out.count(q) + used.get(q, 0) for q in {*given_out, *used}})
        left = [each for each in queue if each.participation_id not in up]
        assert not moving_up(rest, left)

    def test_nobody_moves_up_where_no_seats_are_counted(self) -> None:
        assert not moving_up(Seats({}, {}), [Waiting(uuid4(), None)])


class TestMoveUp:
    def test_enrols_in_the_order_of_waiting(self, session: Session) -> None:
        rows = a_queue(session, a_kelas(session), seats=2, count=3)
        first_nominated_last = rows[::-1]
        for number, row in enumerate(first_nominated_last):
            row.created_at = clock.now() - timedelta(days=9 - number)
        session.flush()
        moved = operations.move_up(session, SYSTEM, rows[0].angkatan_id, at=clock.now())
        assert moved == 2
        assert [row.state for row in rows] == [State.ENROLLED, State.ENROLLED, State.RESERVE]

    def test_a_full_angkatan_moves_nobody(self, session: Session) -> None:
        rows = a_queue(session, a_kelas(session), seats=1, count=2)
        counts = [
            operations.move_up(session, SYSTEM, rows[0].angkatan_id, at=clock.now())
            for _ in range(2)
        ]
        assert counts == [1, 0]

    def test_who_lacks_a_prerequisite_moves_up_for_a_reason_only(self, session: Session) -> None:
        rows = a_queue(session, an_advanced_kelas(session), seats=1, count=1)
        angkatan_id = rows[0].angkatan_id
        with pytest.raises(Refused, match="belum memegang"):
            operations.move_up(session, SYSTEM, angkatan_id, at=clock.now())
        operations.move_up(session, SYSTEM, angkatan_id, reason=PAPER, at=clock.now())
        assert rows[0].state is State.ENROLLED

    def test_a_cancelled_or_foreign_angkatan_moves_nobody(self, session: Session) -> None:
        cancelled = an_angkatan(session, stage=Stage.CANCELLED)
        with pytest.raises(Refused, match="dibatalkan"):
            operations.move_up(session, SYSTEM, cancelled.id, at=clock.now())
        stranger = actor_for(session, a_staff_member(session, Role.ORGANISER, "35"))
        with pytest.raises(NotFound):
            operations.move_up(session, stranger, cancelled.id, at=clock.now())

    def test_parallel_clicks_and_enrolments_never_exceed_the_quota(
        self, app: Flask, session: Session
    ) -> None:
        kelas = a_kelas(session)
        rows = a_queue(session, kelas, seats=3, count=5)
        willing = [a_participant(session, kelas, state=State.WILLING) for _ in range(3)]
        for row in willing:
            row.quota_id = rows[0].quota_id
        session.commit()

        def act(own: Session, number: int) -> None:
            if number % 2:
                operations.move_up(own, SYSTEM, kelas.angkatan_id, at=clock.now())
            else:
                chosen = [willing[number // 2].id]
                operations.enrol(own, SYSTEM, kelas.angkatan_id, chosen, at=clock.now())

        assert not at_once(app, act, count=6)
        with reading() as own:
            states = select(Participation.state, func.count()).group_by(Participation.state)
            assert {state: n for state, n in own.execute(states)} == {
                State.ENROLLED: 3,
                State.RESERVE: 5,
            }
            assert not moving_up(
                participant_queries.free_seats(own, kelas.angkatan_id),
                participant_queries.reserve(own, kelas.angkatan_id),
            )


def test_a_withdrawal_offers_the_seat_to_the_reserve(session: Session, browser: Browser) -> None:
    rows = a_queue(session, a_kelas(session), seats=1, count=3)
    operations.move_up(session, SYSTEM, rows[0].angkatan_id, at=clock.now())
    organiser = a_staff_member(session, Role.ORGANISER)
    session.commit()
    browser.sign_in(organiser)
    at = {"angkatan_id": rows[0].angkatan_id}
    assert "Cadangan dapat naik" not in browser.get("training_desk.participants", **at)
    gone = {"ids": [str(rows[0].id)], "act": "mundur", "reason": "Sakit"}
    page = browser.submit("training_desk.act", gone, **at)
    assert "1 dari 2 cadangan dapat menjadi peserta" in page
    page = browser.submit("training_desk.move_up", **at)
    assert "1 cadangan menjadi peserta terdaftar." in page
    assert "Cadangan dapat naik" not in page
    assert "Tidak ada kursi kosong" in browser.submit("training_desk.move_up", **at)
    with reading() as own:
        assert own.get_one(Participation, rows[1].id).state is State.ENROLLED


class TestHistory:
    def test_shows_every_step_with_who_took_it_and_why(
        self, session: Session, browser: Browser
    ) -> None:
        row = a_participant(session, a_kelas(session), state=State.INVITED)
        name = row.person.name
        organiser = a_staff_member(session, Role.ORGANISER)
        actor = actor_for(session, organiser)
        for state, reason in ((State.WILLING, None), (State.WITHDRAWN, "Panen raya")):
            at = clock.now()
            operations.move(session, actor, [row.id], state, reason=reason, at=at)
        session.commit()
        browser.sign_in(organiser)
        page = browser.get("training_desk.participants", angkatan_id=row.angkatan_id)
        address = browser.address("training_desk.history", participation_id=row.id)
        assert f'href="{address}"' in page.html
        page = browser.open(address)
        assert f"Riwayat {name}" in page
        assert "Awal Diundang Sistem Bekal Tidak dicatat" in page
        assert "Bersedia Mundur Petugas Organiser Panen raya" in page

    def test_is_not_found_from_another_region_or_by_the_participant(
        self, session: Session, browser: Browser
    ) -> None:
        row = a_participant(session, a_kelas(session))
        stranger = a_staff_member(session, Role.ORGANISER, "35")
        auditor = a_staff_member(session, Role.AUDITOR)
        session.commit()
        browser.sign_in(stranger)
        browser.get("training_desk.history", expect=404, participation_id=row.id)
        browser.get("training_desk.history", expect=404, participation_id=uuid4())
        browser.sign_in(auditor)
        browser.get("training_desk.history", expect=403, participation_id=row.id)
