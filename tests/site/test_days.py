"""A day is a day of Indonesia: at 05.00 in Jakarta it is still yesterday in UTC."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
import time_machine
from flask import Flask
from wtforms import DateField

import lms
from lms.kernel import clock
from lms.kernel.clock import Zone
from lms.web.forms import Form, not_in_future

SOURCES = sorted(Path(lms.__file__).parent.rglob("*.py"))
IN_UTC = re.compile(r"\b(?:at|now\(\))\.date\(\)|\bdate\.today\(|\bdatetime\.now\(\)")
EARLY = datetime(2026, 11, 21, 22, 0, tzinfo=UTC)
"""05.00 in Jakarta on 22 November."""


def test_no_day_is_taken_from_an_instant_without_its_zone() -> None:
    found = [str(path) for path in SOURCES if IN_UTC.search(path.read_text(encoding="utf-8"))]
    assert found == []


class _Dated(Form):
    class Meta:
        csrf = False

    on = DateField(validators=[not_in_future])


@pytest.mark.parametrize(
    ("zone", "typed", "is_right"),
    [
        (Zone.WIB, "2026-11-22", True),
        (Zone.WIT, "2026-11-22", True),
        (Zone.WIB, "2026-11-23", False),
    ],
)
def test_this_morning_is_no_future_day(app: Flask, zone: Zone, typed: str, is_right: bool) -> None:
    with (
        time_machine.travel(EARLY, tick=False),
        app.test_request_context(method="POST", data={"on": typed}),
    ):
        assert (typed <= str(clock.today(zone))) is is_right
        assert _Dated().validate() is is_right
