"""Each kind of question on its way through the pages: written, shown, tried, changed."""

from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from courses import answering, reading
from courses.model import (
    Accepted,
    Answer,
    Choices,
    Cloze,
    Criterion,
    Description,
    Essay,
    Gap,
    Matching,
    Numeric,
    Option,
    Ordering,
    Pair,
    Question,
    ShortAnswer,
    Span,
    TrueFalse,
)
from lms.workshop.assembling import question_of
from lms.workshop.item_filling import filled
from lms.workshop.item_reading import Places, read
from lms.workshop.item_rows import cleaned
from lms.workshop.models import BankItem
from tests.browser import Browser
from tests.workshop.bank_samples import a_manuscript, a_question, a_writer

CONTENT = Path(reading.__file__).parent / "content"
OPTIONS = (Option("a", "Sukarela", True), Option("b", "Pamrih"), Option("c", "Tulus", True))


def _asked(stem: str) -> dict[str, Any]:
    asked = a_question(stem)
    names = ("key", "objective", "level", "stem", "explanation")
    return {name: getattr(asked, name) for name in names}


SAMPLES: dict[str, tuple[Question, Answer]] = {
    "choice": (a_question("Pilih satu?"), ("b",)),
    "choices": (Choices(**_asked("Pilih beberapa?"), options=OPTIONS), ("a", "c")),
    "truefalse": (TrueFalse(**_asked("Relawan dibayar."), is_true=False), ("false",)),
    "shortanswer": (
        ShortAnswer(
            **_asked("Apa PSM?"),
            accepted=(Accepted("pekerja sosial"), Accepted("relawan", Fraction(1, 3), "Umum.")),
        ),
        ("Pekerja  Sosial",),
    ),
    "numeric": (
        Numeric(**_asked("Berapa JP?"), spans=(Span(Fraction(7, 2), Fraction(4)),), unit="JP"),
        ("3,6 JP",),
    ),
    "matching": (
        Matching(
            **_asked("Pasangkan."),
            pairs=tuple(Pair(k, f"Kiri {k}", f"Kanan {k}") for k in "abc"),
            others=("Pengecoh",),
        ),
        ("a", "b", "c"),
    ),
    "ordering": (
        Ordering(**_asked("Urutkan."), items=tuple(Option(k, f"Langkah {k}") for k in "abc")),
        ("a", "b", "c"),
    ),
    "cloze": (
        Cloze(
            **_asked("Atas [[1]] sendiri, [[2]] kali, oleh [[3]]."),
            gaps=(
                Gap(options=(Option("a", "kehendak", True), Option("b", "perintah"))),
                Gap(spans=(Span(Fraction(2), Fraction(2)),), weight=2),
                Gap(accepted=(Accepted("warga"),)),
            ),
        ),
        ("a", "2", "warga"),
    ),
    "essay": (
        Essay(**_asked("Uraikan."), criteria=(Criterion("isi", "Isi", ("1", "2", "3", "4")),)),
        ("Saya menolak dengan halus.",),
    ),
    "description": (Description(**_asked("Bacalah kasus ini.")), ()),
}


@pytest.mark.parametrize("kind", SAMPLES)
def test_a_question_is_written_shown_and_tried(
    kind: str, browser: Browser, session: Session
) -> None:
    naskah, writer = a_manuscript(session), a_writer(session)
    session.commit()
    question, answer = SAMPLES[kind]
    fields = {**filled(question), "kind": kind}
    browser.sign_in(writer)
    seen = browser.post(
        "workshop_bank.add", {**fields, "act": "preview"}, expect=200, manuscript_id=naskah.id
    )
    assert "Pratinjau: seperti dilihat peserta" in seen
    browser.post("workshop_bank.add", {**fields, "act": "save"}, manuscript_id=naskah.id)
    session.rollback()
    item = session.scalars(select(BankItem)).one()
    made, item_id = question_of(item), item.id
    session.rollback()  # SQLite has one writer
    assert made.to_json() | {"key": "soal"} == question.to_json()
    assert "Karena sukarela." in browser.get("workshop_bank.item", item_id=item_id)
    browser.get("workshop_bank.edit", item_id=item_id)
    if kind == "description":
        return
    sent = answering.filled(question, answer, "jawaban")
    tried = browser.post("workshop_bank.try_item", sent, expect=200, item_id=item_id)
    assert "Hasil percobaan" in tried
    assert ("Belum tepat" in tried) is False
    assert "Benar" in tried or kind == "essay"
    open_ = browser.post("workshop_bank.try_item", {}, expect=200, item_id=item_id)
    assert "tidak dijawab" in open_


def test_every_shipped_question_survives_the_editor() -> None:
    library = reading.read(CONTENT)
    count = 0
    for module in library.modules:
        slugs, texts = zip(*((each.slug, each.text) for each in module.lessons), strict=True)
        places = Places(module.indicators, slugs, texts)
        for question in module.questions:
            found = read(question.type, cleaned(filled(question)), places, key=question.key)
            assert found.errors == {}, (module.slug, question.key)
            assert found.question == question
            count += 1
    assert count > 100
