"""The second factor: which code fits when, recovery codes, and wrong ones that make one wait."""

import threading
from datetime import UTC, datetime, timedelta

import pyotp
import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as some
from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.kernel import clock
from lms.kernel.access import NATION, Role
from lms.kernel.database import reading, writing
from lms.kernel.errors import Forbidden, Refused
from lms.people import commands, factor_queries, factor_rules, factors, queries
from lms.people.factor_models import RecoveryCode, SecondFactor
from lms.people.factors import Answer
from lms.people.models import Account
from tests.factories.factors import STEP, a_factor, shown
from tests.factories.people import a_staff_member, an_account

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
NOON = datetime(2026, 3, 9, 5, 0, 10, tzinfo=UTC)


def _registrar(session: Session) -> tuple[Account, SecondFactor, tuple[str, ...]]:
    account = a_staff_member(session, Role.REGISTRAR, "18")
    row, codes = a_factor(session, account, at=NOON - timedelta(hours=1))
    return account, row, codes


class TestRules:
    @pytest.mark.parametrize(
        ("steps", "fits"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)]
    )
    def test_a_clock_may_be_one_step_off(self, steps: int, fits: bool) -> None:
        code = pyotp.TOTP(SECRET).at(NOON + steps * STEP)
        found = factor_rules.fitting_step(SECRET, code, at=NOON, after=None)
        assert (found is not None) is fits

    @given(some.integers(0, 2**31), some.text(max_size=12))
    def test_any_text_is_judged_and_only_the_code_fits(self, seconds: int, typed: str) -> None:
        at = datetime.fromtimestamp(seconds, UTC)
        maker = pyotp.TOTP(SECRET)
        right = {maker.at(at + steps * STEP) for steps in (-1, 0, 1) if seconds + 30 * steps >= 0}
        if typed not in right and seconds >= 30:
            assert factor_rules.fitting_step(SECRET, typed, at=at, after=None) is None

    def test_waiting_doubles_to_an_hour(self) -> None:
        waits = [factor_rules.wait_until(count, NOON) for count in range(4, 15)]
        minutes = [int((wait - NOON).total_seconds() // 60) if wait else 0 for wait in waits]
        assert minutes == [0, 1, 2, 4, 8, 16, 32, 60, 60, 60, 60]


class TestProving:
    def test_a_code_is_taken_once_and_never_an_older_one(self, session: Session) -> None:
        account, row, _ = _registrar(session)
        code, older = shown(row, NOON), shown(row, NOON, steps=-1)
        assert factors.prove(session, account, code, at=NOON) is Answer.PROVED
        assert factors.prove(session, account, code, at=NOON) is Answer.WRONG
        assert factors.prove(session, account, older, at=NOON) is Answer.WRONG
        assert factors.prove(session, account, shown(row, NOON + STEP), at=NOON) is Answer.PROVED

    def test_the_code_that_confirmed_it_does_not_sign_in(self, session: Session) -> None:
        account = a_staff_member(session, Role.REGISTRAR, "18")
        row, _ = a_factor(session, account, at=NOON)
        assert factors.prove(session, account, shown(row, NOON), at=NOON) is Answer.WRONG

    def test_blanks_and_dashes_do_not_matter(self, session: Session) -> None:
        account, row, codes = _registrar(session)
        spaced = " ".join(shown(row, NOON))
        assert factors.prove(session, account, spaced, at=NOON) is Answer.PROVED
        typed = f" {codes[0][:5].lower()}-{codes[0][5:]} "
        assert factors.prove(session, account, typed, at=NOON) is Answer.RECOVERED

    def test_a_recovery_code_opens_once_and_only_its_own_account(self, session: Session) -> None:
        account, row, codes = _registrar(session)
        other, _, others = _registrar(session)
        assert factors.prove(session, account, others[0], at=NOON) is Answer.WRONG
        assert factors.prove(session, account, codes[3], at=NOON) is Answer.RECOVERED
        assert factors.prove(session, account, codes[3], at=NOON) is Answer.WRONG
        assert factor_queries.codes_left(session, row.id) == 9
        assert factors.prove(session, other, others[0], at=NOON) is Answer.RECOVERED

    def test_after_five_wrong_ones_even_the_right_one_waits(self, session: Session) -> None:
        account, row, codes = _registrar(session)
        for _ in range(5):
            assert factors.prove(session, account, "000000", at=NOON) is Answer.WRONG
        for right in (shown(row, NOON), codes[0]):
            assert factors.prove(session, account, right, at=NOON) is Answer.WAIT
        later = NOON + timedelta(minutes=1, seconds=1)
        assert factors.prove(session, account, shown(row, later), at=later) is Answer.PROVED
        assert row.misses_count == 0

    def test_a_patient_thief_gets_a_code_an_hour(self, session: Session) -> None:
        account, _, _ = _registrar(session)
        at, tried = NOON, 0
        while at < NOON + timedelta(days=1):
            if factors.prove(session, account, "nonsense", at=at) is not Answer.WAIT:
                tried += 1
            at += timedelta(minutes=1)
        assert tried < 36

    @pytest.mark.parametrize("typed", ["", "12345", "1234567", "１２３４５６", "😀" * 6, "a" * 20])
    def test_odd_input_is_a_wrong_code(self, session: Session, typed: str) -> None:
        account, _, _ = _registrar(session)
        assert factors.prove(session, account, typed, at=NOON) is Answer.WRONG


class TestKeeping:
    def test_secret_and_recovery_codes_are_not_readable_at_rest(self, session: Session) -> None:
        _, row, codes = _registrar(session)
        assert factors.secret(row) not in row.secret_sealed
        kept = set(session.scalars(select(RecoveryCode.code_hash)))
        assert len(kept) == 10 and not kept & set(codes)

    def test_new_recovery_codes_end_the_old_ones(self, session: Session) -> None:
        account, _, codes = _registrar(session)
        fresh = factors.renew_codes(session, account, at=NOON)
        assert factors.prove(session, account, codes[0], at=NOON) is Answer.WRONG
        assert factors.prove(session, account, fresh[0], at=NOON) is Answer.RECOVERED

    def test_it_is_set_up_once_and_begun_again_until_confirmed(self, session: Session) -> None:
        account = an_account(session)
        first = factors.secret(factors.begin(session, account, at=NOON))
        row = factors.begin(session, account, at=NOON)
        assert factors.secret(row) != first
        assert factors.confirm(session, account, "000000", at=NOON) is None
        assert not factor_queries.has_factor(session, account.id)
        assert factors.confirm(session, account, shown(row, NOON), at=NOON) is not None
        with pytest.raises(Refused, match="sudah terpasang"):
            factors.begin(session, account, at=NOON)
        with pytest.raises(Refused, match="dari awal"):
            factors.confirm(session, account, shown(row, NOON + STEP), at=NOON)


class TestTakingAway:
    def test_another_admin_takes_it_away_and_nobody_their_own(self, session: Session) -> None:
        account, row, _ = _registrar(session)
        admin = a_staff_member(session, Role.ADMIN, "18")
        actor = queries.actor_of(session, admin, on=clock.today())
        a_factor(session, admin)
        with pytest.raises(Forbidden):
            factors.remove(session, actor, admin, reason="x", at=NOON)
        foreign = a_staff_member(session, Role.ADMIN, "35")
        with pytest.raises(Forbidden):
            elsewhere = queries.actor_of(session, foreign, on=clock.today())
            factors.remove(session, elsewhere, account, reason="x", at=NOON)
        factors.remove(session, actor, account, reason="HP hilang", at=NOON)
        assert session.get(SecondFactor, row.id) is None

    def test_the_last_admin_is_helped_from_the_server(self, app: Flask, session: Session) -> None:
        admin = a_staff_member(session, Role.ADMIN, NATION)
        a_factor(session, admin)
        session.commit()
        run = app.test_cli_runner().invoke
        asked = ["remove-factor", admin.login_name, "--reason", "HP hilang"]
        assert "dihapus" in run(commands.admin, asked).output
        told = run(commands.admin, asked)
        assert told.exit_code == 1 and "tidak ada" in told.output
        with reading() as read:
            assert not factor_queries.has_factor(read, admin.id)


def test_one_code_proves_once_however_many_try_at_once(app: Flask, session: Session) -> None:
    account = a_staff_member(session, Role.REGISTRAR, "18")
    row, codes = a_factor(session, account)
    at = clock.now()
    session.commit()
    for typed, right in ((shown(row, at), Answer.PROVED), (codes[0], Answer.RECOVERED)):
        answers: list[Answer] = []

        def prove(typed: str = typed, answers: list[Answer] = answers) -> None:
            with app.app_context(), writing() as fresh:
                mine = queries.account(fresh, account.id)
                answers.append(factors.prove(fresh, mine, typed, at=at))

        threads = [threading.Thread(target=prove) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(answers) == sorted([right, *[Answer.WRONG] * 3])
