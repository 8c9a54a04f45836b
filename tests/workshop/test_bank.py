"""The bank of questions: added, saved in versions, copied, deleted."""

from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from courses.model import Description
from lms.kernel import clock
from lms.kernel.access import Role
from lms.kernel.errors import Forbidden, NotFound, Refused
from lms.training.catalogue import Mode
from lms.workshop import bank, bank_queries
from lms.workshop.assembling import assemble, question_of
from lms.workshop.models import BankItem, BankItemVersion, ItemStatus
from tests.factories.training import a_curriculum, a_module
from tests.workshop.bank_samples import a_manuscript, a_question, an_item, somebody


def _save(session: Session, item: BankItem, stem: str, version: int = 1) -> BankItem:
    writer = somebody(session)
    question = a_question(stem)
    return bank.save_item(session, writer, item.id, question, version=version, at=clock.now())


def test_an_item_gets_a_key_from_its_stem(session: Session) -> None:
    naskah = a_manuscript(session)
    first = an_item(session, naskah, a_question("Siapakah relawan sosial menurut UU Nomor 11?"))
    second = an_item(session, naskah, a_question("Siapakah relawan sosial menurut UU nomor 12?"))
    strange = an_item(session, naskah, a_question("???"))
    assert first.key == "siapakah-relawan-sosial-menurut-uu-nomor"
    assert second.key == "siapakah-relawan-sosial-menurut-uu-nomor-2"
    assert strange.key == "soal"
    assert [first.position, second.position, strange.position] == [1, 2, 3]
    assert question_of(first).key == first.key


def test_a_stem_that_is_there_is_refused_with_its_key(session: Session) -> None:
    naskah = a_manuscript(session)
    an_item(session, naskah, a_question("Apa arti relawan?"))
    with pytest.raises(Refused, match="apa-arti-relawan"):
        an_item(session, naskah, a_question("apa  ARTI\nrelawan?"))
    an_item(session, a_manuscript(session, slug="lain"), a_question("Apa arti relawan?"))


def test_many_are_added_with_one_look_at_the_bank(session: Session) -> None:
    naskah, writer = a_manuscript(session), somebody(session)
    there = bank.known(session, naskah)
    for number in (1, 2):
        question = a_question(f"Soal ke-{number}?")
        bank.add_item(session, writer, naskah, question, source="x", at=clock.now(), there=there)
    with pytest.raises(Refused):
        bank.add_item(
            session, writer, naskah, a_question("Soal ke-1?"), source="", at=clock.now(),
            there=there,
        )  # fmt: skip
    assert there.keys == {"soal-ke-1", "soal-ke-2"}


def test_nobody_writes_in_another_region(session: Session) -> None:
    naskah = a_manuscript(session, region_code="35")
    stranger = somebody(session, "18")
    with pytest.raises(Forbidden):
        bank.add_item(session, stranger, naskah, a_question(), source="", at=clock.now())
    item = an_item(session, naskah)
    with pytest.raises(NotFound):
        bank.save_item(session, stranger, item.id, a_question(), version=1, at=clock.now())


def test_every_save_keeps_what_stood_there(session: Session) -> None:
    item = an_item(session, a_manuscript(session))
    saved = _save(session, item, "Apa arti relawan sosial?")
    assert (saved.version, saved.content["stem"]) == (2, "Apa arti relawan sosial?")
    old = session.scalars(select(BankItemVersion)).one()
    assert (old.version, old.content["stem"]) == (1, "Apa arti relawan?")
    assert old.changed_by_id != saved.changed_by_id
    assert bank_queries.versions(session, item.id) == [old]


def test_saving_without_a_difference_makes_no_version(session: Session) -> None:
    item = an_item(session, a_manuscript(session), status=ItemStatus.READY)
    saved = _save(session, item, "Apa arti relawan?")
    assert (saved.version, saved.status) == (1, ItemStatus.READY)


def test_who_saves_later_is_told_and_loses_nothing_of_the_other(session: Session) -> None:
    item = an_item(session, a_manuscript(session))
    _save(session, item, "Yang pertama?")
    with pytest.raises(Refused, match="diubah orang lain"):
        _save(session, item, "Yang kedua?", version=1)
    assert item.content["stem"] == "Yang pertama?"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (ItemStatus.READY, ItemStatus.DRAFT),
        (ItemStatus.IN_REVIEW, ItemStatus.DRAFT),
        (ItemStatus.QUARANTINED, ItemStatus.QUARANTINED),
    ],
)
def test_what_is_changed_is_reviewed_again(
    session: Session, before: ItemStatus, after: ItemStatus
) -> None:
    item = an_item(session, a_manuscript(session), status=before)
    assert _save(session, item, "Berubah?").status is after


def test_a_retired_item_is_not_changed(session: Session) -> None:
    item = an_item(session, a_manuscript(session), status=ItemStatus.RETIRED)
    with pytest.raises(Refused, match="pensiun"):
        _save(session, item, "Berubah?")


def test_another_items_stem_is_refused_when_saving(session: Session) -> None:
    naskah = a_manuscript(session)
    an_item(session, naskah, a_question("Sudah ada?"))
    item = an_item(session, naskah)
    with pytest.raises(Refused, match="sudah-ada"):
        _save(session, item, "Sudah ada?")
    assert _save(session, item, "APA arti relawan?").version == 2


def test_only_what_is_ready_is_published_in_order(session: Session) -> None:
    naskah = a_manuscript(session)
    for number, status in enumerate(ItemStatus):
        an_item(session, naskah, a_question(f"Soal {status.value} {number}?"), status=status)
    text = Description(**{**_asked("Bacalah."), "key": "x"})
    an_item(session, naskah, text, status=ItemStatus.READY)
    found = assemble(session, naskah).questions
    assert [question.type for question in found] == ["choice", "description"]


def _asked(stem: str) -> dict[str, Any]:
    asked = a_question(stem)
    return {name: getattr(asked, name) for name in ("objective", "level", "stem", "explanation")}


def test_a_copy_is_a_draft_beside_its_model(session: Session) -> None:
    naskah = a_manuscript(session)
    item = an_item(session, naskah, status=ItemStatus.READY)
    writer = somebody(session)
    copied = bank.copy_item(session, writer, item.id, naskah.id, at=clock.now())
    again = bank.copy_item(session, writer, item.id, naskah.id, at=clock.now())
    assert copied.content["stem"] == "Apa arti relawan? (salinan)"
    assert again.content["stem"] == "Apa arti relawan? (salinan 2)"
    assert (copied.status, copied.source) == (ItemStatus.DRAFT, "Salinan dari apa-arti-relawan")


def test_a_copy_for_another_manuscript_leaves_open_what_that_lacks(session: Session) -> None:
    item = an_item(session, a_manuscript(session), a_question(selfcheck=True, lesson="01-arti"))
    other = a_manuscript(session, slug="lain", indicators=["Lain"], lessons=[])
    copied = bank.copy_item(session, somebody(session), item.id, other.id, at=clock.now())
    question = question_of(copied)
    assert (question.objective, question.lesson, question.selfcheck) == ("", None, False)
    far = a_manuscript(session, region_code="35")
    nation = somebody(session, "ID")
    with pytest.raises(Refused, match="daerah yang sama"):
        bank.copy_item(session, nation, item.id, far.id, at=clock.now())


def test_only_a_draft_that_was_never_published_is_deleted(session: Session) -> None:
    naskah, writer = a_manuscript(session), somebody(session)
    module = a_module(session, questions_count=1)
    a_curriculum(session, materials=[("Kerelawanan", 2, Mode.ASYNCHRONOUS, module)])
    draft = an_item(session, naskah)
    ready = an_item(session, naskah, a_question("Siap?"), status=ItemStatus.READY)
    published = an_item(session, naskah, a_question("soal 0"))
    assert published.key == "soal-0"
    _save(session, draft, "Berubah?")
    bank.delete_item(session, writer, draft.id, at=clock.now())
    for item in (ready, published):
        with pytest.raises(Refused, match="Pensiunkan"):
            bank.delete_item(session, writer, item.id, at=clock.now())
    left = session.scalars(select(BankItem.key).order_by(BankItem.key)).all()
    assert left == ["siap", "soal-0"]
    uses = bank_queries.published(session, naskah)["soal-0"]
    assert [(use.title, use.version) for use in uses] == [("Bimtek Dasar PSM", 1)]


def test_an_organiser_may_write_and_a_clerk_not(session: Session) -> None:
    naskah = a_manuscript(session)
    an_item(session, naskah, by=somebody(session, role=Role.ORGANISER))
    with pytest.raises(Forbidden):
        an_item(session, naskah, a_question("B?"), by=somebody(session, role=Role.CLERK))
