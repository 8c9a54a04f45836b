"""Log lines."""

import json
from collections.abc import Iterator
from uuid import uuid4

import pytest
import structlog
from flask import Flask

from lms.kernel import clock, jobs, logs
from lms.kernel.database import writing
from lms.kernel.worker import Worker

NIK = "1872014107900001"


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    """Leave logging as the application set it up."""
    before = structlog.get_config()
    yield
    structlog.configure(**before)


@pytest.mark.parametrize("as_json", [True, False])
def test_a_failed_job_is_logged_without_the_values_of_its_variables(
    app: Flask, capsys: pytest.CaptureFixture[str], as_json: bool
) -> None:
    def fail(target_id: object) -> None:
        nik = NIK
        raise ValueError("rusak" * bool(nik))

    logs.configure(as_json=as_json)
    with writing() as session:
        jobs.add(session, "uji", uuid4(), at=clock.now())
    Worker(app, {"uji": fail}).drain()
    told = capsys.readouterr().out
    assert "ValueError: rusak" in told
    assert "job failed" in told
    assert NIK not in told
    if as_json:
        assert json.loads(told)["level"] == "error"
