"""Pictures of question files: seen at the trial, media of the manuscript once applied."""

import io
from datetime import timedelta

import pytest
from PIL import Image
from sqlalchemy import select
from sqlalchemy.orm import Session

from courses.media import examine
from courses.model import Choice, Media
from lms.kernel import clock
from lms.kernel.access import Role
from lms.kernel.errors import Refused
from lms.kernel.jobs import Job
from lms.training.media import SUFFIXES, read
from lms.training.media_views import storage
from lms.workshop import (
    bank,
    bank_status,
    exporting,
    illustrating,
    import_jobs,
    import_pictures,
    importing,
)
from lms.workshop.assembling import assemble, question_of
from lms.workshop.bank_rules import Act
from lms.workshop.drafting import module_of
from lms.workshop.models import BankItem, ItemStatus, Manuscript, QuestionImport
from tests.workshop.bank_samples import OBJECTIVES, a_manuscript, a_question, an_item, somebody
from tests.workshop.import_samples import applied, tried
from tests.workshop.picture_samples import a_photo, a_picture, a_quiz, shown

PIXEL = b"GIF89a\x01\x00\x01\x00\x80\x00\x00\xff\xff\xff\x00\x00\x00,\x00\x00\x00\x00\x01\x00\x01"
PIXEL += b"\x00\x00\x02\x02D\x01\x00;"
DRAWING = b"""<svg xmlns="http://www.w3.org/2000/svg" width="20" height="10"><title>Garis</title>
<path d="M0 0h20" stroke="black"/></svg>"""


def media(manuscript: Manuscript) -> tuple[Media, ...]:
    return module_of(manuscript.content).media


def only_row(session: Session, found: QuestionImport, naskah: Manuscript) -> importing.Verdict:
    (row,) = importing.judge(found, bank.known(session, naskah))
    return row


def imported(session: Session, content: bytes, naskah: Manuscript | None = None) -> Manuscript:
    naskah, writer = naskah or a_manuscript(session, media=[]), somebody(session)
    found = tried(session, writer, naskah, content, "soal.xml", objective=OBJECTIVES[0])
    applied(session, writer, found)
    return naskah


def item(session: Session) -> BankItem:
    return session.scalars(select(BankItem)).one()


class TestTrial:
    def test_a_picture_is_shown_in_the_trial_and_stays_out_of_the_manuscript(
        self, session: Session
    ) -> None:
        naskah, writer = a_manuscript(session, media=[]), somebody(session)
        content = a_quiz((f"<p>Apa ini?</p>{shown('Peta%201.png')}", {"Peta 1.png": a_picture()}))
        found = tried(session, writer, naskah, content, "soal.xml", objective=OBJECTIVES[0])
        row = only_row(session, found, naskah)
        assert row.question is not None
        assert row.question.stem == "Apa ini?\n\n![Peta desa](media/peta-1.png)"
        assert row.remarks == ()
        assert [each.name for each in import_pictures.media_of(found)] == ["peta-1.png"]
        assert media(naskah) == ()

    def test_a_photo_is_made_small_and_loses_what_the_camera_wrote(self, session: Session) -> None:
        naskah = imported(session, a_quiz((shown("foto.jpg"), {"foto.jpg": a_photo()})))
        (kept,) = media(naskah)
        content = read(storage(), kept.digest)
        assert len(content) <= 200_000
        with Image.open(io.BytesIO(content)) as picture:
            assert not picture.getexif()
        assert examine(kept.name, content) == kept

    @pytest.mark.parametrize(
        ("content", "kind"),
        [
            (a_picture(form="JPEG"), "image/jpeg"),
            (a_picture(form="WEBP"), "image/jpeg"),
            (a_picture(form="BMP"), "image/png"),
            (PIXEL, "image/png"),
            (DRAWING, "image/svg+xml"),
        ],
    )
    def test_what_it_is_is_told_by_its_content(
        self, session: Session, content: bytes, kind: str
    ) -> None:
        naskah = imported(session, a_quiz((shown("x.png"), {"x.png": content})))
        assert [each.kind for each in media(naskah)] == [kind]
        assert media(naskah)[0].name == f"x.{SUFFIXES[kind]}"

    @pytest.mark.parametrize(
        ("content", "said"),
        [
            (b"bukan gambar", "tidak dapat dibuka"),
            (a_picture()[:60], "rusak atau terpotong"),
            (a_picture(size=(9000, 9000)), "terlalu besar: paling banyak 12 juta titik"),
            (DRAWING.replace(b"<path", b"<script/><path"), "Unsur <script> tidak boleh"),
            (b"", "tidak dapat dibuka"),
        ],
    )
    def test_what_cannot_be_shown_is_named_with_the_reason(
        self, session: Session, content: bytes, said: str
    ) -> None:
        naskah, writer = a_manuscript(session, media=[]), somebody(session)
        quiz = a_quiz((f"Apa? {shown('x.png')}", {"x.png": content}))
        found = tried(session, writer, naskah, quiz, "soal.xml", objective=OBJECTIVES[0])
        row = only_row(session, found, naskah)
        assert said in row.remarks[0]
        assert "Gambar “x.png” tidak ikut" in row.remarks[1]
        assert row.question is not None
        assert row.question.stem == "Apa? (gambar: Peta desa)"

    def test_a_file_holds_so_many_pictures_and_the_rest_is_named(
        self, session: Session, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(import_pictures, "PICTURES_MOST", 1)
        naskah = a_manuscript(session, media=[])
        quiz = a_quiz(
            (f"Satu? {shown('a.png')}", {"a.png": a_picture()}),
            (f"Dua? {shown('a.png')}", {"a.png": a_picture()}),
            (f"Tiga? {shown('b.png')}", {"b.png": a_picture("blue")}),
        )
        found = tried(session, somebody(session), naskah, quiz, "soal.xml")
        rows = importing.judge(found, bank.known(session, naskah))
        assert ["![" in row.content["stem"] for row in rows if row.content] == [True, True, False]
        assert "paling banyak 1 gambar" in rows[2].remarks[0]

    def test_a_picture_without_words_is_warned_of(self, session: Session) -> None:
        naskah = a_manuscript(session, media=[])
        quiz = a_quiz((f"Apa? {shown('img.png', 'img.png')}", {"img.png": a_picture()}))
        found = tried(session, somebody(session), naskah, quiz, "soal.xml")
        assert any(
            "“img.png” belum mempunyai teks alternatif" in each
            for each in only_row(session, found, naskah).remarks
        )


class TestApplying:
    def test_the_pictures_of_what_enters_become_media(self, session: Session) -> None:
        naskah = a_manuscript(session, media=[])
        an_item(session, naskah, a_question("Lama? (gambar)"))
        quiz = a_quiz(
            (f"Satu? {shown('a.png')}", {"a.png": a_picture()}),
            (f"Satu? {shown('a.png')}", {"a.png": a_picture()}),
        )
        imported(session, quiz, naskah)
        assert [each.name for each in media(naskah)] == ["a.png"]
        assert read(storage(), media(naskah)[0].digest)

    def test_the_same_picture_is_there_once_and_another_gets_another_name(
        self, session: Session
    ) -> None:
        naskah, writer = a_manuscript(session, media=[]), somebody(session)
        quiz = a_quiz((f"Satu? {shown('a.png')}", {"a.png": a_picture()}))
        other = a_quiz((f"Dua? {shown('a.png')}", {"a.png": a_picture("blue")}))
        first = tried(session, writer, naskah, quiz, "soal.xml")
        second = tried(session, writer, naskah, other, "soal.xml")
        applied(session, writer, first)
        applied(session, writer, second)
        imported(session, a_quiz((f"Tiga? {shown('z.png')}", {"z.png": a_picture()})), naskah)
        assert [each.name for each in media(naskah)] == ["a-2.png", "a.png"]
        stems = session.scalars(select(BankItem).order_by(BankItem.position))
        assert [each.content["stem"].rpartition("/")[2] for each in stems] == [
            "a.png)",
            "a-2.png)",
            "a.png)",
        ]

    def test_without_words_for_its_picture_no_item_becomes_ready(self, session: Session) -> None:
        quiz = a_quiz((f"Apa? {shown('img.png', '')}", {"img.png": a_picture()}))
        imported(session, quiz)
        with pytest.raises(Refused, match="belum mempunyai teks alternatif"):
            bank_status.move_one(session, somebody(session), item(session), Act.SEND,
                                 at=clock.now())  # fmt: skip

    def test_a_picture_that_the_module_does_not_have_keeps_an_item_back(
        self, session: Session
    ) -> None:
        naskah = a_manuscript(session, media=[])
        lost = an_item(session, naskah, a_question("Apa? ![Peta](media/peta.png)"))
        assert "media/peta.png" in str(bank_status.missing_of(naskah, lost)[0])

    def test_what_a_trial_kept_is_deleted_after_a_week(self, session: Session) -> None:
        naskah, writer = a_manuscript(session, media=[]), somebody(session)
        quiz = a_quiz((f"Satu? {shown('a.png')}", {"a.png": a_picture()}))
        found = tried(session, writer, naskah, quiz, "soal.xml")
        session.commit()
        job = session.scalars(select(Job).where(Job.kind == importing.FORGET)).one()
        assert job.leased_until is not None
        assert job.leased_until - found.made_at == timedelta(days=7)
        import_jobs.forget(job.target_id)
        with pytest.raises(Refused, match="Unggah berkasnya sekali lagi"):
            import_pictures.publish(storage(), found)


class TestMedia:
    def test_a_picture_that_a_question_shows_is_not_removed(self, session: Session) -> None:
        naskah = imported(session, a_quiz((shown("a.png"), {"a.png": a_picture()})))
        with pytest.raises(Refused, match="butir soalnya"):
            illustrating.remove_media(session, somebody(session), naskah.id, "a.png",
                                      at=clock.now())  # fmt: skip

    def test_it_is_published_with_its_question_only(self, session: Session) -> None:
        naskah = imported(session, a_quiz((shown("a.png"), {"a.png": a_picture()})))
        assert assemble(session, naskah).media == ()
        item(session).status = ItemStatus.READY
        session.flush()
        assert assemble(session, naskah).media == media(naskah)


class TestCopies:
    def test_a_copy_takes_its_picture_along_under_a_free_name(self, session: Session) -> None:
        imported(session, a_quiz((shown("a.png"), {"a.png": a_picture()})))
        first = item(session)
        other = a_manuscript(session, slug="lain", media=[])
        another = a_quiz((f"Lain? {shown('a.png')}", {"a.png": a_picture("blue")}))
        imported(session, another, other)
        writer = somebody(session)
        copy = bank.copy_item(session, writer, first.id, other.id, at=clock.now())
        assert question_of(copy).stem == "![Peta desa](media/a-2.png)"
        assert [each.name for each in media(other)] == ["a-2.png", "a.png"]


class TestExport:
    def test_moodle_xml_carries_the_pictures_there_and_back(self, session: Session) -> None:
        quiz = a_quiz((f"Apa? {shown('a b.png')}", {"a b.png": a_picture()}))
        naskah = imported(session, quiz)
        kind = exporting.FILE_KINDS["moodle-xml"]
        content = exporting.written(session, naskah, kind, storage())
        assert b'<file name="a-b.png" path="/" encoding="base64">' in content
        before = question_of(item(session))
        session.delete(item(session))
        session.flush()
        other = imported(session, content, a_manuscript(session, slug="lain", media=[]))
        assert question_of(item(session)).stem == before.stem
        assert [each.digest for each in media(other)] == [each.digest for each in media(naskah)]

    @pytest.mark.parametrize("name", ["xlsx", "gift"])
    def test_other_formats_name_them_and_find_them_again(self, session: Session, name: str) -> None:
        naskah = imported(session, a_quiz((f"Apa? {shown('a.png')}", {"a.png": a_picture()})))
        kind = exporting.FILE_KINDS[name]
        content = exporting.written(session, naskah, kind, storage())
        before = question_of(item(session))
        session.delete(item(session))
        session.flush()
        found = tried(session, somebody(session, role=Role.AUTHOR), naskah, content,
                      f"x.{kind.ending}")  # fmt: skip
        row = only_row(session, found, naskah)
        assert isinstance(row.question, Choice)
        assert row.question.stem == before.stem
        assert row.remarks == ()
