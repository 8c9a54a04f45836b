"""Papers of earlier training for tests, and who files and decides them."""

import io
from datetime import date
from typing import Any

from PIL import Image
from sqlalchemy.orm import Session
from werkzeug.datastructures import FileStorage

from lms.credentials import recognising, recognition_deciding
from lms.credentials.models import Credential
from lms.credentials.recognition_models import Recognition
from lms.credentials.recognition_rules import EarlierPaper, PaperKind
from lms.kernel import clock
from lms.kernel.access import Actor
from lms.people import queries as people
from lms.people.models import Account, Person
from lms.web.scans import Scan, read_scan

BASIC = "bimtek-dasar-psm"


def a_picture(shade: int = 200) -> bytes:
    """Give a photograph of a paper."""
    stream = io.BytesIO()
    Image.new("RGB", (80, 60), (shade, shade, shade)).save(stream, "JPEG")
    return stream.getvalue()


def an_upload(shade: int = 200) -> tuple[io.BytesIO, str]:
    """Give a photograph as a form sends it."""
    return io.BytesIO(a_picture(shade)), "sertifikat.jpg"


def a_scan() -> Scan:
    """Give a scan that was read."""
    return read_scan(FileStorage(io.BytesIO(a_picture()), filename="sertifikat.jpg"))


def a_paper(**changes: Any) -> EarlierPaper:
    """Give a certificate of Bimtek Dasar from 2017."""
    values: dict[str, Any] = {
        "kind": PaperKind.CERTIFICATE,
        "title": "Bimbingan Teknis Dasar PSM",
        "organiser": "Dinas Sosial Provinsi Lampung",
        "number": "017/BIMTEK-PSM/2017",
        "dated_on": date(2017, 8, 10),
        "signatory": "",
        "wanted": BASIC,
    }
    return EarlierPaper(**values | changes)


def a_decree(**changes: Any) -> EarlierPaper:
    """Give an SK by which somebody serves as PSM."""
    values: dict[str, Any] = {
        "kind": PaperKind.DECREE,
        "title": "Pengangkatan PSM Kota Metro",
        "organiser": "Wali Kota Metro",
        "number": "800/12/2016",
        "dated_on": date(2016, 1, 4),
        "signatory": "Wali Kota Metro",
    }
    return a_paper(**values | changes)


def actor_of(session: Session, account: Account) -> Actor:
    """Give the account as an actor, today."""
    return people.actor_of(session, account, on=clock.today())


def filed(
    session: Session,
    account: Account,
    person: Person | None = None,
    *,
    scan: Scan | None = None,
    **changes: Any,
) -> Recognition:
    """Give a paper with its scan, filed by the account, for itself unless a person is named."""
    whose = person or people.person(session, account.person_id)
    actor, kept = actor_of(session, account), scan or a_scan()
    return recognising.file(session, actor, whose, a_paper(**changes), kept, at=clock.now())


def confirmed(session: Session, row: Recognition, account: Account) -> Credential:
    """Give what the paper was recognised as by the account."""
    actor = actor_of(session, account)
    wanted = row.wanted or BASIC
    return recognition_deciding.confirm(session, actor, row.id, wanted, at=clock.now())


def form(**changes: Any) -> dict[str, Any]:
    """Give the form of one's own paper as a phone sends it."""
    values: dict[str, Any] = {
        "kind": "sertifikat",
        "title": "Bimbingan Teknis Dasar PSM",
        "organiser": "Dinas Sosial Provinsi Lampung",
        "number": "017/BIMTEK-PSM/2017",
        "dated_on": "10/08/2017",
        "signatory": "",
        "wanted": BASIC,
        "file": an_upload(),
    }
    return {key: value for key, value in (values | changes).items() if value is not None}
