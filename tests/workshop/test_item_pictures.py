"""A picture put into a question that is being written."""

import io
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.workshop.drafting import module_of
from lms.workshop.models import BankItem, Manuscript
from tests.browser import Browser, Page
from tests.workshop.bank_samples import OBJECTIVES, a_manuscript, a_writer
from tests.workshop.picture_samples import a_picture

TYPED = {
    "kind": "choice", "stem": "Apa ini?", "level": "C1", "use": "tes", "objective": OBJECTIVES[0],
    "explanation": "Karena begitu.", "option-right": "1", "option-1-text": "Peta",
    "option-2-text": "Foto", "option-3-text": "Surat",
}  # fmt: skip


@pytest.fixture
def naskah(session: Session) -> Manuscript:
    made = a_manuscript(session, media=[])
    session.commit()
    return made


@pytest.fixture
def writer(app: Flask, session: Session, naskah: Manuscript) -> Browser:
    account = a_writer(session)
    session.commit()
    return Browser(app).sign_in(account)


def put(writer: Browser, naskah: Manuscript, content: bytes | None, **changes: str) -> Page:
    data: dict[str, Any] = TYPED | {"act": "picture", "picture-alt": "Peta desa"}
    data |= {"picture-into": "stem"} | {k.replace("_", "-"): v for k, v in changes.items()}
    if content is not None:
        data["picture-file"] = io.BytesIO(content), "Peta Desa.png"
    return writer.post("workshop_bank.add", data, expect=200, manuscript_id=naskah.id)


def media(session: Session, naskah: Manuscript) -> list[str]:
    session.expire_all()
    return [each.name for each in module_of(naskah.content).media]


def test_it_stands_in_the_text_and_in_the_preview(
    writer: Browser, naskah: Manuscript, session: Session
) -> None:
    page = put(writer, naskah, a_picture())
    assert "Apa ini?\n\n![Peta desa](media/peta-desa.png)</textarea>" in page.html
    assert 'alt="Peta desa"' in page.html
    assert "Simpan soalnya bila sudah selesai." in page
    assert media(session, naskah) == ["peta-desa.png"]
    assert session.scalars(select(BankItem)).all() == []


def test_an_option_takes_it_on_its_line(writer: Browser, naskah: Manuscript) -> None:
    page = put(writer, naskah, a_picture(), picture_into="option-2-text")
    assert "Foto ![Peta desa](media/peta-desa.png)</textarea>" in page.html


@pytest.mark.parametrize(
    ("content", "changes", "said"),
    [
        (None, {}, "Pilih gambarnya dahulu."),
        (a_picture(), {"picture_alt": " "}, "Tulis apa yang terlihat pada gambar."),
        (a_picture(), {"picture_alt": "x" * 301}, "Paling banyak 300 huruf."),
        (a_picture(), {"picture_into": "level"}, "Pilih tempat gambarnya."),
        (b"bukan gambar", {}, "bukan PNG, JPEG, WebP"),
    ],
)
def test_what_is_wrong_stands_at_its_field_and_nothing_typed_is_lost(
    writer: Browser,
    naskah: Manuscript,
    session: Session,
    content: bytes | None,
    changes: dict[str, str],
    said: str,
) -> None:
    page = put(writer, naskah, content, **changes)
    assert said in page
    assert "Periksa kembali isian berikut" in page
    assert "Apa ini?</textarea>" in page.html
    assert media(session, naskah) == []
