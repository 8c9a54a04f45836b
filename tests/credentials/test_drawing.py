"""Drawing after the commit: each paper exactly once, and never again."""

import hashlib
import os
import signal
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from certificates.verification import inspect
from lms.credentials import house, jobs
from lms.credentials.models import Certificate
from lms.kernel.clock import now
from lms.kernel.database import reading, writing
from lms.kernel.jobs import Job
from lms.kernel.settings import Settings
from tests.credentials.samples import certificate_of, issued
from tests.factories.people import a_person

LMS = Path(sys.executable).with_name("lms")


def _bytes(certificate: Certificate) -> bytes:
    assert certificate.storage_key is not None
    return house.storage().read(certificate.storage_key)


def test_a_drained_worker_draws_and_signs(real: Flask, session: Session) -> None:
    person = a_person(session)
    session.commit()
    certificate = issued(person.id)
    assert certificate.drawn_at is None
    assert real.extensions["bekal.worker"].drain() == (1, 0)
    certificate = certificate_of(certificate.credential_id)
    pdf = _bytes(certificate)
    assert certificate.storage_key == f"certificates/{now().year}/{certificate.id}.pdf"
    assert certificate.pdf_sha256 == hashlib.sha256(pdf).hexdigest()
    assert certificate.pdf_bytes_count == len(pdf)
    seen = inspect(pdf, trusted=house.trusted())
    assert seen.intact
    assert seen.trusted
    assert "UJI COBA" in seen.signer_name
    assert seen.claims is not None
    assert seen.claims.token == certificate.token


def test_drawing_again_changes_no_byte(real: Flask, session: Session) -> None:
    person = a_person(session)
    session.commit()
    certificate = issued(person.id)
    jobs.draw(certificate.id)
    first = certificate_of(certificate.credential_id)
    content = _bytes(first)
    jobs.draw(certificate.id)
    second = certificate_of(certificate.credential_id)
    assert (second.drawn_at, second.pdf_sha256) == (first.drawn_at, first.pdf_sha256)
    assert _bytes(second) == content


def test_the_test_identity_is_made_once_and_readable_by_its_owner_only(
    real: Flask, session: Session
) -> None:
    person = a_person(session)
    session.commit()
    jobs.draw(issued(person.id).id)
    path = house.test_identity_path()
    before = path.read_bytes()
    jobs.draw(issued(person.id).id)
    assert path.read_bytes() == before
    assert path.stat().st_mode & 0o077 == 0


def test_a_web_process_does_not_load_what_only_workers_need(tmp_path: Path) -> None:
    code = (
        "import sys; from lms.app import create_app; from lms.kernel.settings import Settings;"
        f"create_app(Settings(home={str(tmp_path)!r}, secret_key='s' * 40));"
        "print([name for name in ('weasyprint', 'pyhanko') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def _environment(app: Flask) -> dict[str, str]:
    settings: Settings = app.extensions["bekal.settings"]
    return {
        **os.environ,
        "LMS_HOME": str(settings.home),
        "LMS_SECRET_KEY": settings.secret_key,
        "LMS_DATABASE_URL": settings.database,
        "LMS_BASE_URL": settings.base_url,
    }


def _drawn_count() -> int:
    with reading() as session:
        found = select(func.count()).where(Certificate.drawn_at.is_not(None))
        return session.scalars(found).one()


def _kill_after(app: Flask, count: int) -> None:
    """Start a worker and kill it as soon as it has drawn so many."""
    worker = subprocess.Popen(
        [LMS, "worker", "--drain"],
        env=_environment(app),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    patience = time.monotonic() + 60
    while _drawn_count() < count and time.monotonic() < patience:
        time.sleep(0.02)
    worker.send_signal(signal.SIGKILL)
    assert worker.wait() == -signal.SIGKILL, "it ended before it was killed"


@pytest.mark.parametrize("count", [1, 5])
def test_a_killed_worker_loses_nothing_and_draws_nothing_twice(
    real: Flask, session: Session, count: int
) -> None:
    people = [a_person(session, name=f"Peserta {number}").id for number in range(12)]
    session.commit()
    ids = [issued(person_id).credential_id for person_id in people]
    _kill_after(real, count)
    already = {each: certificate_of(each).pdf_sha256 for each in ids}
    assert any(value is None for value in already.values())
    with writing() as opened:  # time passes: the dead worker's lease runs out
        lapsed = now() - timedelta(seconds=1)
        opened.execute(update(Job).where(Job.leased_until.is_not(None)).values(leased_until=lapsed))
    _, failed = real.extensions["bekal.worker"].drain()
    assert failed == 0
    papers = [certificate_of(each) for each in ids]
    for paper in papers:
        assert hashlib.sha256(_bytes(paper)).hexdigest() == paper.pdf_sha256
        assert already[paper.credential_id] in (None, paper.pdf_sha256)
    folder = Path(real.extensions["bekal.settings"].files) / "certificates" / str(now().year)
    names = {paper.storage_key.rsplit("/", 1)[1] for paper in papers if paper.storage_key}
    assert len(names) == 12
    assert {f.name for f in folder.iterdir() if f.name in names} == names
    with reading() as opened:
        assert opened.scalars(select(Job.id).where(Job.done_at.is_(None))).all() == []
