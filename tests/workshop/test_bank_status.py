"""The way of an item from draft to ready and out of use."""

from collections import Counter

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from courses.kinds import Form
from courses.model import Essay
from lms.kernel import audit, clock
from lms.kernel.access import Actor, Role
from lms.kernel.audit import AuditEntry
from lms.kernel.errors import Forbidden, NotFound, Refused
from lms.workshop import bank, bank_queries
from lms.workshop.bank_pages import used
from lms.workshop.bank_queries import Papers
from lms.workshop.bank_rules import STEPS, Act, lacks, objections
from lms.workshop.bank_status import move, move_one
from lms.workshop.models import BankItem, ItemStatus, ManuscriptState
from tests.factories.training import a_curriculum, a_module
from tests.workshop.bank_samples import OBJECTIVES, a_manuscript, a_question, an_item, somebody

TEXT = "Relawan bergerak atas **kehendak sendiri**, tanpa imbalan."
READY_TO_ASK = {"objectives": OBJECTIVES, "lessons": {"01-arti": TEXT}}


def _do(session: Session, item: BankItem, act: Act, by: Actor, reason: str = "Sebab") -> None:
    found = bank_queries.item(session, by, item.id)
    move_one(session, by, found, act, reason=reason, at=clock.now())


def _is(item: BankItem, status: ItemStatus) -> bool:
    return item.status is status


def test_a_second_person_makes_an_item_ready(session: Session) -> None:
    writer, reviewer = somebody(session), somebody(session)
    item = an_item(session, a_manuscript(session), by=writer)
    _do(session, item, Act.SEND, writer)
    with pytest.raises(Refused, match="Mintalah orang lain"):
        _do(session, item, Act.APPROVE, writer)
    _do(session, item, Act.APPROVE, reviewer)
    assert (item.status, item.reviewer_id) == (ItemStatus.READY, reviewer.account_id)


def test_who_changed_an_item_last_does_not_approve_it(session: Session) -> None:
    writer, mender = somebody(session), somebody(session)
    item = an_item(session, a_manuscript(session), by=writer)
    question = a_question("Diperbaiki?")
    bank.save_item(session, mender, item.id, question, version=1, at=clock.now())
    _do(session, item, Act.SEND, writer)
    with pytest.raises(Refused, match="Mintalah orang lain"):
        _do(session, item, Act.APPROVE, mender)
    _do(session, item, Act.APPROVE, writer)
    assert _is(item, ItemStatus.READY)


def test_what_cannot_be_asked_is_not_sent(session: Session) -> None:
    writer = somebody(session)
    naskah = a_manuscript(session)
    for question in (
        a_question("Tanpa pembahasan?", explanation=""),
        a_question("Tanpa indikator?", objective=""),
        a_question("Dua pilihan?", options=a_question().options[:2]),
    ):
        item = an_item(session, naskah, question, by=writer)
        with pytest.raises(Refused, match="belum dapat dipakai"):
            _do(session, item, Act.SEND, writer)
        assert _is(item, ItemStatus.DRAFT)


def test_an_item_comes_back_from_quarantine_only_through_review(session: Session) -> None:
    writer, reviewer = somebody(session), somebody(session)
    item = an_item(session, a_manuscript(session), status=ItemStatus.READY, by=writer)
    with pytest.raises(Refused, match="alasannya"):
        _do(session, item, Act.QUARANTINE, writer, reason=" ")
    _do(session, item, Act.QUARANTINE, writer, reason="Kunci salah")
    assert _is(item, ItemStatus.QUARANTINED)
    for act in (Act.APPROVE, Act.RESTORE):
        with pytest.raises(Refused, match="sudah berubah"):
            _do(session, item, act, reviewer)
    _do(session, item, Act.SEND, writer)
    _do(session, item, Act.APPROVE, reviewer)
    assert _is(item, ItemStatus.READY)


def test_an_item_is_returned_retired_and_restored(session: Session) -> None:
    writer, reviewer = somebody(session), somebody(session)
    item = an_item(session, a_manuscript(session), by=writer)
    _do(session, item, Act.SEND, writer)
    _do(session, item, Act.RETURN, reviewer, reason="Dua kunci")
    assert _is(item, ItemStatus.DRAFT)
    _do(session, item, Act.RETIRE, writer)
    assert _is(item, ItemStatus.RETIRED)
    _do(session, item, Act.RESTORE, writer)
    assert _is(item, ItemStatus.DRAFT)


def test_every_step_is_in_the_trail_with_its_reason(session: Session) -> None:
    writer = somebody(session)
    item = an_item(session, a_manuscript(session), status=ItemStatus.READY, by=writer)
    _do(session, item, Act.QUARANTINE, writer, reason="Kunci salah")
    audit.chain(session)
    entry = session.scalars(select(AuditEntry).where(AuditEntry.act == "item.quarantined")).one()
    assert (entry.reason, entry.region_code) == ("Kunci salah", "18")
    assert bank_queries.history(session, item.id) == [entry]


def test_what_is_published_next_is_no_longer_what_was_approved(session: Session) -> None:
    naskah, writer = a_manuscript(session), somebody(session)
    item = an_item(session, naskah, status=ItemStatus.READY, by=writer)
    other = an_item(session, naskah, a_question("Draf?"), by=writer)
    naskah.state = ManuscriptState.APPROVED
    _do(session, other, Act.SEND, writer)
    states = [naskah.state]
    _do(session, item, Act.RETIRE, writer)
    assert [*states, naskah.state] == [ManuscriptState.APPROVED, ManuscriptState.DRAFT]


def test_several_are_moved_and_the_others_named(session: Session) -> None:
    naskah, writer = a_manuscript(session), somebody(session)
    good = an_item(session, naskah, a_question("Baik?"), by=writer)
    bad = an_item(session, naskah, a_question("Buruk?", explanation=""), by=writer)
    elsewhere = an_item(session, a_manuscript(session, slug="lain"), a_question("Lain?"))
    ids = [good.id, bad.id, elsewhere.id]
    outcome = move(session, writer, naskah.id, ids, Act.SEND, at=clock.now())
    assert [item.key for item in outcome.done] == ["baik"]
    assert [item.key for item, _reasons in outcome.left] == ["buruk"]
    assert _is(elsewhere, ItemStatus.DRAFT)
    with pytest.raises(NotFound):
        move(session, writer, naskah.id, [elsewhere.id], Act.SEND, at=clock.now())


def test_who_may_not_is_refused(session: Session) -> None:
    naskah = a_manuscript(session)
    item = an_item(session, naskah, status=ItemStatus.IN_REVIEW)
    with pytest.raises(NotFound):
        move(session, somebody(session, "35"), naskah.id, [item.id], Act.APPROVE, at=clock.now())
    clerk = somebody(session, role=Role.CLERK)
    with pytest.raises((Forbidden, NotFound)):
        move(session, clerk, naskah.id, [item.id], Act.APPROVE, at=clock.now())


@pytest.mark.parametrize("act", Act)
@pytest.mark.parametrize("status", ItemStatus)
def test_no_act_fits_a_status_that_it_does_not_name(act: Act, status: ItemStatus) -> None:
    fits = not objections(act, status, (), is_own=False)
    assert fits == (status in STEPS[act].before)


def test_a_sentence_that_left_its_lesson_is_named() -> None:
    stands = a_question(grounds=("atas kehendak sendiri, tanpa imbalan.",))
    assert lacks(stands, **READY_TO_ASK) == ()
    (gone,) = lacks(a_question(grounds=("Relawan menerima upah.",)), **READY_TO_ASK)
    assert "Kalimat dasar tidak ada dalam materi modul ini: “Relawan menerima upah.”" in str(gone)


def test_an_indicator_or_lesson_that_is_gone_is_named() -> None:
    assert lacks(a_question(), **READY_TO_ASK) == ()
    assert lacks(a_question(lesson="01-arti", form=Form.A), **READY_TO_ASK) == ()
    gone = lacks(a_question(objective="Menari", lesson="09-x"), **READY_TO_ASK)
    assert [str(each) for each in gone] == [
        "Indikatornya tidak ada lagi dalam modul. Pilih indikator yang lain.",
        "Materinya tidak ada lagi dalam modul. Pilih materi yang lain.",
    ]


def test_an_essay_is_no_self_check() -> None:
    asked = a_question()
    essay = Essay(
        asked.key, asked.objective, asked.level, asked.stem, "Sebab.", True, "01-arti", criteria=()
    )
    assert any("Uraian" in str(each) for each in lacks(essay, **READY_TO_ASK))


def test_where_an_item_was_asked_is_said() -> None:
    use = bank_queries.Use("Bimtek Dasar", 2)
    assert used(Papers(Counter()), "a", None) == "belum"
    assert used(Papers(Counter(a=3)), "a", [use]) == "3 naskah tes, 1 versi kurikulum"


def test_where_not_all_papers_were_looked_through_it_is_said() -> None:
    papers = Papers(Counter(a=3), latest_count=2000)
    assert used(papers, "a", None) == "3 dari 2.000 naskah tes terbaru, 0 versi kurikulum"
    assert used(papers, "b", None) == "0 dari 2.000 naskah tes terbaru, 0 versi kurikulum"


def test_papers_of_curricula_with_the_module_are_counted(session: Session) -> None:
    naskah = a_manuscript(session)
    a_curriculum(session)
    assert bank_queries.papers(session, naskah) == Papers(Counter())
    a_module(session, slug="kerelawanan")
    assert "soal-1" in bank_queries.published(session, naskah)
