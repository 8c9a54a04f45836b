"""Questions from files: a verdict for every row, into the bank once."""

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from courses.exchange import sheet_help
from courses.exchange.accepting import draft_of
from courses.exchange.formats import WRITERS
from courses.kinds import Level
from lms.kernel import clock
from lms.kernel.access import Role
from lms.kernel.errors import Forbidden, NotFound, Refused
from lms.training.media_views import storage
from lms.workshop import bank, exporting, importing
from lms.workshop.assembling import question_of
from lms.workshop.importing import Verdict
from lms.workshop.models import BankItem, ItemStatus, Manuscript, QuestionImport
from tests.courses.exchange.test_sheet import a_book
from tests.training.support import at_once
from tests.workshop.bank_samples import OBJECTIVES, a_manuscript, a_question, an_item, somebody
from tests.workshop.import_samples import a_letter, a_row, a_sheet, applied, tried, words


def judged(session: Session, found: QuestionImport, manuscript: Manuscript) -> tuple[Verdict, ...]:
    return importing.judge(found, bank.known(session, manuscript))


def items(session: Session) -> list[BankItem]:
    return list(session.scalars(select(BankItem).order_by(BankItem.position)))


class TestTrial:
    def test_gives_every_row_a_verdict_and_adds_nothing(self, session: Session) -> None:
        naskah = a_manuscript(session)
        an_item(session, naskah, a_question("Sudah ada?"))
        content = a_sheet(a_row("Baik?"), a_row("Salah?", key="E"), a_row("sudah  ADA?"),
                          a_row("Baik?", A="Lain"))  # fmt: skip
        found = tried(session, somebody(session), naskah, content)
        rows = judged(session, found, naskah)
        assert words(rows) == ["masuk", "perlu diperbaiki", "dilewati", "dilewati"]
        assert [row.number for row in rows] == [2, 3, 4, 5]
        assert rows[1].remarks[0].startswith("Kolom Kunci: “E” tidak menunjuk")
        assert "sudah ada dalam bank, yaitu “sudah-ada”" in rows[2].remarks[0]
        assert rows[3].remarks[0] == "Sama dengan soal lain dalam berkas ini: baris 2."
        assert len(items(session)) == 1

    def test_what_is_lacking_is_said_and_mended_later(self, session: Session) -> None:
        naskah = a_manuscript(session)
        rows = (a_row("Satu?", level="", objective="Tidak ada"), a_row("Dua?", level="C7"))
        found = tried(session, somebody(session), naskah, a_sheet(*rows))
        first, second = judged(session, found, naskah)
        assert words((first, second)) == ["masuk", "masuk"]
        assert "Indikator “Tidak ada” tidak ada pada modul." in first.remarks
        assert "Tingkat belum ditulis; masuk sebagai C1." in first.remarks
        assert second.remarks[0].startswith("Kolom Tingkat: “C7” tidak dikenal")
        applied(session, somebody(session), found)
        assert [row.objective for row in items(session)] == ["", OBJECTIVES[0]]

    def test_what_a_file_does_not_say_may_be_given_for_all(self, session: Session) -> None:
        naskah = a_manuscript(session)
        content = a_letter("1. Apa?", "A. x", "B. y", "C. z", "Kunci: B")
        found = tried(session, somebody(session), naskah, content, "soal.docx",
                      objective=OBJECTIVES[1], level=Level.C3)  # fmt: skip
        (row,) = judged(session, found, naskah)
        assert row.question is not None
        assert (row.question.objective, row.question.level) == (OBJECTIVES[1], Level.C3)
        assert row.remarks == ("Pembahasan belum diisi.",)

    def test_an_indicator_is_known_however_it_is_typed(self, session: Session) -> None:
        naskah = a_manuscript(session)
        content = a_sheet(a_row("Satu?", objective=f" {OBJECTIVES[1].upper()}. "))
        found = tried(session, somebody(session), naskah, content)
        assert judged(session, found, naskah)[0].question.objective == OBJECTIVES[1]  # type: ignore[union-attr]

    @pytest.mark.parametrize(
        ("filename", "content"),
        [
            ("soal.docx", a_letter("1. Apa?", "A. x", "B. y", "C. z", "Kunci: B")),
            ("soal", a_letter("1. Apa?", "A. x", "B. y", "C. z", "Kunci: B")),
            ("soal.gift", b"Apa? {~x =y ~z}"),
            ("soal.txt", b"Apa?\nA. x\nB. y\nC. z\nANSWER: B\n"),
            ("soal.xml", WRITERS["moodle-xml"]([draft_of(a_question("Apa?"))])),
        ],
    )
    def test_any_format_is_known_by_name_and_content(
        self, session: Session, filename: str, content: bytes
    ) -> None:
        naskah = a_manuscript(session)
        found = tried(session, somebody(session), naskah, content, filename)
        assert words(judged(session, found, naskah)) == ["masuk"]
        applied(session, somebody(session), found)
        assert question_of(items(session)[0]).stem == "Apa?"

    def test_what_concerns_no_row_is_told_and_nothing_to_mend(self, session: Session) -> None:
        naskah = a_manuscript(session)
        head, row = ("Soal", "Pilihan A", "Pilihan B", "Kunci"), ("Apa?", "x", "y", "A")
        content = a_book([head, row], more={"Lain": [head, row]})
        found = tried(session, somebody(session), naskah, content)
        first, second = judged(session, found, naskah)
        assert words((first, second)) == ["dilewati", "masuk"]
        assert "Lembar “Lain” tidak dibaca" in first.remarks[0]
        assert importing.to_mend(found) == []

    def test_a_place_in_a_word_file_is_said_in_words(self, session: Session) -> None:
        naskah = a_manuscript(session)
        content = a_letter("Judul", "1. Apa?", "A. x", "B. y", "Kunci: E")
        found = tried(session, somebody(session), naskah, content, "soal.docx")
        row = judged(session, found, naskah)[0]
        assert row.place == "paragraf 2"
        assert row.remarks[0].startswith("Kolom Kunci: ")

    @pytest.mark.parametrize(
        ("filename", "content", "said"),
        [
            ("a.pdf", b"%PDF-1.7", "Jenis berkas ini tidak dikenal"),
            ("a.xlsx", b"PK\x03\x04", "rusak atau bukan"),
            ("a.gift", b"// kosong\n", "tidak memuat soal"),
        ],
    )
    def test_a_file_that_cannot_be_taken_is_refused_with_a_sentence(
        self, session: Session, filename: str, content: bytes, said: str
    ) -> None:
        with pytest.raises(Refused, match=said):
            tried(session, somebody(session), a_manuscript(session), content, filename)

    def test_only_who_may_write_there_imports(self, session: Session) -> None:
        naskah = a_manuscript(session)
        content = a_sheet(a_row("Apa?"))
        with pytest.raises(NotFound):
            tried(session, somebody(session, "35"), naskah, content)
        found = tried(session, somebody(session), naskah, content)
        with pytest.raises(NotFound):
            importing.apply_some(session, somebody(session, "35"), found.id, at=clock.now())
        with pytest.raises((Forbidden, NotFound)):
            tried(session, somebody(session, role=Role.CLERK), naskah, content)


class TestApplying:
    def test_puts_the_good_rows_into_the_bank_once(self, session: Session) -> None:
        naskah, writer = a_manuscript(session), somebody(session)
        content = a_sheet(a_row("Satu?"), a_row("Dua?", key="E"), a_row("Tiga?"))
        found = tried(session, writer, naskah, content, "soal psm.xlsx")
        assert applied(session, writer, found) == 1
        applied(session, writer, found)
        made = items(session)
        assert [row.content["stem"] for row in made] == ["Satu?", "Tiga?"]
        assert {row.status for row in made} == {ItemStatus.DRAFT}
        assert made[1].source == "soal psm.xlsx, baris 4"
        assert made[0].author_id == writer.account_id

    def test_a_long_file_enters_in_steps(
        self, session: Session, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(importing, "ROWS_AT_ONCE", 2)
        naskah, writer = a_manuscript(session), somebody(session)
        content = a_sheet(*(a_row(f"Soal {number}?") for number in range(5)))
        found = tried(session, writer, naskah, content)
        assert applied(session, writer, found) == 3
        assert session.scalar(select(func.count()).select_from(BankItem)) == 5
        assert {row.is_done for row in judged(session, found, naskah)} == {True}
        assert set(words(judged(session, found, naskah))) == {"masuk"}

    def test_parallel_clicks_enter_once(self, app: Flask, session: Session) -> None:
        naskah, writer = a_manuscript(session), somebody(session)
        found = tried(session, writer, naskah, a_sheet(a_row("Satu?"), a_row("Dua?")))
        session.commit()
        assert not at_once(
            app, lambda own, _: importing.apply_some(own, writer, found.id, at=clock.now())
        )
        assert len(items(session)) == 2

    def test_what_came_into_the_bank_since_is_not_added_again(self, session: Session) -> None:
        naskah, writer = a_manuscript(session), somebody(session)
        found = tried(session, writer, naskah, a_sheet(a_row("Satu?"), a_row("Dua?")))
        an_item(session, naskah, a_question("Dua?"))
        applied(session, writer, found)
        assert sorted(row.content["stem"] for row in items(session)) == ["Dua?", "Satu?"]


class TestExport:
    def test_a_bank_of_every_kind_comes_back_by_every_format(self, session: Session) -> None:
        naskah, writer = a_manuscript(session), somebody(session)
        rows = [dict(row) | {"objective": OBJECTIVES[0]} for row in sheet_help.EXAMPLES]
        applied(session, writer, tried(session, writer, naskah, a_sheet(*rows)))
        there = [question_of(row) for row in items(session)]
        assert len(there) == len(sheet_help.EXAMPLES)
        for room in exporting.rooms(session, naskah):
            content = exporting.written(session, naskah, room.kind, storage())
            other = a_manuscript(session, slug=f"lain-{room.kind.name}")
            again = tried(session, writer, other, content, f"soal.{room.kind.ending}")
            verdicts = judged(session, again, other)
            assert words(verdicts) == ["masuk"] * room.count, verdicts
            if room.kind.name == "xlsx":
                stems = [row.question.stem for row in verdicts if row.question]
                assert stems == [question.stem for question in there]

    def test_what_a_format_has_no_room_for_is_named(self, session: Session) -> None:
        naskah, writer = a_manuscript(session), somebody(session)
        rows = [dict(row) for row in sheet_help.EXAMPLES]
        applied(session, writer, tried(session, writer, naskah, a_sheet(*rows)))
        rooms = {room.kind.name: room for room in exporting.rooms(session, naskah)}
        assert rooms["xlsx"].left_out == ()
        assert rooms["aiken"].count + len(rooms["aiken"].left_out) == len(rows)
        assert rooms["aiken"].left_out

    def test_retired_items_stay_behind(self, session: Session) -> None:
        naskah = a_manuscript(session)
        an_item(session, naskah, a_question("Lama?"), status=ItemStatus.RETIRED)
        assert {room.count for room in exporting.rooms(session, naskah)} == {0}
