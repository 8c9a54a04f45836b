"""Beginning, writing and rearranging manuscripts, by pages and by operations."""

import io
import re
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from PIL import Image
from sqlalchemy.orm import Session

from lms.kernel import clock
from lms.kernel.access import Role
from lms.kernel.database import writing
from lms.kernel.errors import Forbidden, NotFound, Refused
from lms.people.models import Account
from lms.workshop import beginning, drafting, editing, parts
from lms.workshop.drafting import PartKind
from lms.workshop.editing import Overtaken, stamp
from lms.workshop.models import ItemStatus, Manuscript, ManuscriptState
from lms.workshop.queries import manuscript
from tests.browser import Browser
from tests.factories.people import a_staff_member
from tests.kernel.threads import together
from tests.training.support import actor_for
from tests.workshop.naskah import (
    INDICATORS,
    a_manuscript_of,
    a_photo,
    a_taught,
    items_of,
    people,
)


class TestBeginning:
    def test_a_published_module_is_copied_with_its_questions_ready(self, session: Session) -> None:
        _curriculum, row = a_taught(session)
        writer, *_ = people(session)
        made = a_manuscript_of(session, row, writer, "18")
        assert (made.slug, made.region_code, made.base_module_id) == ("kerelawanan", "18", row.id)
        items = items_of(session, made.id)
        assert len(items) == 15
        assert {item.status for item in items} == {ItemStatus.READY}

    def test_a_region_has_one_manuscript_of_a_module(self, session: Session) -> None:
        _curriculum, row = a_taught(session)
        writer, other, _ = people(session)
        a_manuscript_of(session, row, writer, "18")
        with pytest.raises(Refused, match="sudah ada di daerah ini"):
            a_manuscript_of(session, row, other, "18")

    def test_of_two_who_begin_together_the_second_is_told(
        self, app: Flask, session: Session
    ) -> None:
        _curriculum, row = a_taught(session)
        actors = [actor_for(session, each) for each in people(session)[:2]]
        session.commit()
        said: list[str] = []

        def begin(number: int) -> None:
            try:
                with writing() as own:
                    actor = actors[number]
                    beginning.begin_from(own, actor, row.id, region_code="18", at=clock.now())
            except Refused as refusal:
                said.append(str(refusal))

        together(app, 2, begin)
        assert [("sudah ada di daerah ini" in each) for each in said] == [True]

    def test_nobody_begins_one_for_another_region_or_the_nation(self, session: Session) -> None:
        _curriculum, row = a_taught(session)
        writer, *_ = people(session)
        for region_code in ("35", "ID"):
            with pytest.raises(Forbidden):
                a_manuscript_of(session, row, writer, region_code)

    def test_a_new_module_may_not_take_the_name_of_a_published_one(self, session: Session) -> None:
        a_taught(session)
        writer, *_ = people(session)
        header = drafting.header_of(drafting.module_of(_content("Kerelawanan")))
        with pytest.raises(Refused, match="sudah terbit"):
            beginning.begin_new(
                session,
                actor_for(session, writer),
                header,
                code="A7",
                region_code="18",
                at=clock.now(),
            )

    def test_a_module_that_has_its_manuscript_leads_to_it_and_is_not_offered(
        self, session: Session, browser: Browser
    ) -> None:
        _curriculum, row = a_taught(session)
        _other, free = a_taught(session, "lain")
        writer, second, _ = people(session)
        made = a_manuscript_of(session, row, writer, "18")
        row_id, free_id, made_id = row.id, free.id, made.id
        enter(browser, session, second)
        page = browser.get("workshop.begin")
        assert f'<option value="{free_id}"' in page.html
        assert f'<option value="{row_id}"' not in page.html
        assert "Sudah ada naskahnya: 1 modul" in page
        assert browser.address("workshop.show", manuscript_id=made_id) in page.html
        asked = {"dari-module_id": str(row_id), "dari-region_code": "18"}
        late = browser.post("workshop.begin_from", asked, expect=422)
        assert "sudah ada di daerah ini" in late

    def test_the_manuscript_of_another_region_takes_nothing_away(
        self, session: Session, browser: Browser
    ) -> None:
        _curriculum, row = a_taught(session)
        row_id = row.id
        a_manuscript_of(session, row, people(session, "35")[0], "35")
        enter(browser, session, people(session)[0])
        page = browser.get("workshop.begin")
        assert f'<option value="{row_id}"' in page.html
        assert "Sudah ada naskahnya" not in page

    def test_the_pages_begin_both_kinds(self, session: Session, browser: Browser) -> None:
        _curriculum, row = a_taught(session)
        enter(browser, session, people(session)[0])
        page = browser.get("workshop.begin")
        assert "A7 Kerelawanan sosial" in page
        assert "Yang berikutnya: A8, B1, C1." in page
        browser.post(
            "workshop.begin_from",
            {"dari-module_id": str(row.id), "dari-region_code": "18"},
            expect=303,
        )
        form = {
            "baru-title": "Menulis laporan",
            "baru-code": "B9",
            "baru-jp": "2",
            "baru-region_code": "18",
        }
        made = browser.post("workshop.begin_new", form, expect=303)
        assert "Menulis laporan" in browser.open(made.location)
        listed = browser.get("workshop.overview")
        assert "Menulis laporan" in listed
        assert "Kerelawanan sosial" in listed
        refused = browser.post("workshop.begin_new", form | {"baru-code": "Z"}, expect=422)
        assert "Tulis huruf A, B, atau C" in refused


def _content(title: str) -> dict[str, object]:
    return {
        "slug": "x",
        "code": "A1",
        "title": title,
        "track": "A",
        "jp": 1,
        "summary": "",
        "outcome": "",
        "indicators": [],
        "sources": [],
        "valid_on": "2026-11-01",
        "review_on": "2027-11-01",
        "lessons": [],
    }


@pytest.fixture
def begun(session: Session) -> Manuscript:
    """A manuscript of Lampung, begun from a published module."""
    _curriculum, row = a_taught(session)
    return a_manuscript_of(session, row, people(session)[0], "18")


class TestParts:
    def test_lessons_move_and_their_questions_follow(
        self, session: Session, begun: Manuscript
    ) -> None:
        actor = actor_for(session, people(session)[0])
        kind = PartKind.LESSON
        parts.move_part(session, actor, begun.id, kind, "nilai", by=-1, at=clock.now())
        module = drafting.module_of(begun.content)
        assert [lesson.slug for lesson in module.lessons] == ["01-nilai", "02-arti"]
        asked = {item.key: item.content["lesson"] for item in items_of(session, begun.id)[:3]}
        assert asked == {
            "cek-arti-1": "02-arti",
            "cek-arti-2": "02-arti",
            "cek-nilai-1": "01-nilai",
        }

    def test_removing_a_lesson_makes_its_self_checks_drafts(
        self, session: Session, begun: Manuscript
    ) -> None:
        actor = actor_for(session, people(session)[0])
        parts.remove_part(session, actor, begun.id, PartKind.LESSON, "arti", at=clock.now())
        orphans = [item for item in items_of(session, begun.id) if item.key.startswith("cek-arti")]
        assert {item.status for item in orphans} == {ItemStatus.DRAFT}
        assert {item.content["lesson"] for item in orphans} == {None}
        assert {item.content["selfcheck"] for item in orphans} == {False}

    def test_questions_follow_an_indicator_that_is_reworded(
        self, session: Session, begun: Manuscript
    ) -> None:
        actor = actor_for(session, people(session)[0])
        before = drafting.header_of(drafting.module_of(begun.content))
        words = ("Menjelaskan siapa relawan sosial", INDICATORS[1])
        header = drafting.Header(**{**vars(before), "indicators": words, "jp": 5})
        seen = stamp(before)
        editing.change_header(session, actor, begun.id, header, seen=seen, at=clock.now())
        assert {item.objective for item in items_of(session, begun.id)} == {words[0]}
        assert begun.content["jp"] == 2, "the JP belongs to the curriculum"

    def test_who_saves_second_sees_what_changed_and_keeps_the_own_text(
        self, session: Session, begun: Manuscript, browser: Browser
    ) -> None:
        first, second, _ = people(session)
        session.commit()
        enter(browser, session, first)
        place: dict[str, Any] = {"manuscript_id": begun.id, "kind": "bacaan", "name": "arti"}
        seen = _seen(browser.get("workshop.part", **place).html)
        form = {"title": "Arti relawan", "minutes": "8", "seen": seen}
        mine = form | {"text": "## Arti\n\nYang pertama."}
        browser.post("workshop.save_part", mine, **place, expect=303)
        enter(browser, session, second)
        theirs = form | {"text": "## Arti\n\nYang kedua.", "minutes": "9"}
        page = browser.post("workshop.save_part", theirs, **place, expect=409)
        assert "Orang lain menyimpan bagian ini" in page
        assert "hapus Yang pertama." in page
        assert "baru Arti relawan (9 menit)" in page
        assert "Yang kedua.</textarea>" in page.html
        again = theirs | {"seen": _seen(page.html)}
        browser.post("workshop.save_part", again, **place, expect=303)
        assert "Yang kedua." in browser.get("workshop.part", **place)

    def test_two_people_may_save_two_lessons_at_the_same_time(
        self, session: Session, begun: Manuscript
    ) -> None:
        one, two = (actor_for(session, each) for each in people(session)[:2])
        module = drafting.module_of(begun.content)
        seen = [stamp(lesson) for lesson in module.lessons]
        for actor, lesson, was in zip((one, two), module.lessons, seen, strict=True):
            changed = replace(lesson, text=f"Baru {lesson.slug}.\n")
            parts.change_part(session, actor, begun.id, changed, seen=was, at=clock.now())
        assert begun.revision == 3
        with pytest.raises(Overtaken):
            parts.change_part(
                session, one, begun.id, module.lessons[0], seen=seen[0], at=clock.now()
            )


def enter(browser: Browser, session: Session, account: Account) -> None:
    """Sign somebody in, once what was arranged can be seen."""
    session.commit()
    browser.sign_in(account)


def _seen(html: str) -> str:
    found = re.search(r'name="seen"[^>]*value="([0-9a-f]+)"', html)
    assert found
    return found[1]


class TestPages:
    def test_a_lesson_is_added_written_previewed_and_removed(
        self, session: Session, begun: Manuscript, browser: Browser
    ) -> None:
        enter(browser, session, people(session)[0])
        key: dict[str, Any] = {"manuscript_id": begun.id, "kind": "bacaan"}
        added = browser.post(
            "workshop.add_part", {"bacaan-title": "Batas tugas"}, **key, expect=303
        )
        editor = browser.open(added.location)
        place = key | {"name": "batas-tugas"}
        form = {"title": "Batas tugas", "minutes": "5", "seen": _seen(editor.html)}
        text = "## Batas\n\nTidak memegang **uang** warga. <script>x</script>"
        shown = browser.post("workshop.preview", form | {"text": text}, **place, expect=200)
        assert "<strong>uang</strong>" in shown.html
        assert "<script>x" not in shown.html
        browser.post("workshop.save_part", form | {"text": text}, **place, expect=303)
        page = browser.get("workshop.show", manuscript_id=begun.id)
        assert "3. Batas tugas" in page
        assert "Bacaan “Batas tugas” belum mempunyai soal periksa diri." in page
        asked = browser.get("workshop.ask_remove_part", **place)
        assert "Hapus “Batas tugas”?" in asked
        browser.post("workshop.remove_part", {}, **place, expect=303)
        assert "Batas tugas" not in browser.get("workshop.show", manuscript_id=begun.id)

    def test_header_and_plan_are_kept(
        self, session: Session, begun: Manuscript, browser: Browser
    ) -> None:
        enter(browser, session, people(session)[0])
        page = browser.get("workshop.header", manuscript_id=begun.id)
        form = {
            "title": "Kerelawanan",
            "jp": "2",
            "summary": "Ringkas.",
            "outcome": "Paham.",
            "indicators": "\n".join(INDICATORS),
            "source_title": ["UU 11/2009", "", "Permensos 10/2019"],
            "source_place": ["Pasal 33", "", "Pasal 2"],
            "valid_on": "2026-11-01",
            "review_on": "2026-10-01",
            "seen": _seen(page.html),
        }
        wrong = browser.post("workshop.save_header", form, manuscript_id=begun.id, expect=422)
        assert "Tinjau ulang harus sesudah tanggal berlaku." in wrong
        assert "Permensos 10/2019" in wrong.html
        form["review_on"] = "2027-10-01"
        browser.post("workshop.save_header", form, manuscript_id=begun.id, expect=303)
        plan = browser.get("workshop.plan", manuscript_id=begun.id)
        rows = {
            "minutes": ["30", "60"],
            "activity": ["Pembukaan", "Diskusi kasus"],
            "method": ["Ceramah", "Kelompok"],
            "materials": ["", "Kartu kasus"],
            "short": ["", "45"],
            "seen": _seen(plan.html),
        }
        more = rows | {"act": "lagi"}
        again = browser.post("workshop.save_plan", more, manuscript_id=begun.id, expect=303)
        page = browser.open(again.location)
        assert page.html.count('class="step-row"') == 6
        rows["seen"] = _seen(page.html)
        browser.post("workshop.save_plan", rows, manuscript_id=begun.id, expect=303)
        shown = browser.get("workshop.show", manuscript_id=begun.id)
        assert "2 langkah, 90 dari 90 menit" in shown
        kept = browser.get("workshop.plan", manuscript_id=begun.id)
        assert 'name="short" inputmode="numeric" value="45"' in kept.html
        assert "UU 11/2009; Permensos 10/2019" in shown

    def test_a_stranger_sees_nothing_and_a_reader_changes_nothing(
        self, session: Session, begun: Manuscript, browser: Browser
    ) -> None:
        enter(browser, session, a_staff_member(session, Role.AUTHOR, "35"))
        browser.get("workshop.show", manuscript_id=begun.id, expect=404)
        browser.get("workshop.header", manuscript_id=begun.id, expect=404)
        stranger = actor_for(session, a_staff_member(session, Role.AUTHOR, "35"))
        with pytest.raises(NotFound):
            manuscript(session, stranger, begun.id)


class TestMedia:
    def test_a_photo_is_made_small_and_loses_what_the_camera_wrote(
        self, session: Session, begun: Manuscript, browser: Browser
    ) -> None:
        enter(browser, session, people(session)[0])
        place: dict[str, Any] = {"manuscript_id": begun.id, "kind": "bacaan", "name": "arti"}
        seen = _seen(browser.get("workshop.part", **place).html)
        form = {"title": "Arti", "minutes": "8", "text": "Awal.", "seen": seen}
        photo = (io.BytesIO(a_photo()), "Foto Rapat.JPG")
        without = form | {"file": photo, "alt": ""}
        assert "untuk yang tidak dapat melihatnya" in browser.post(
            "workshop.save_part", without, **place, expect=422
        )
        photo = (io.BytesIO(a_photo()), "Foto Rapat.JPG")
        browser.post(
            "workshop.save_part",
            form | {"file": photo, "alt": "Warga duduk melingkar"},
            **place,
            expect=303,
        )
        session.refresh(begun)
        content, key = begun.content, begun.id
        session.rollback()
        (kept,) = content["media"]
        assert kept["name"] == "foto-rapat.jpg"
        assert kept["bytes_count"] <= 200_000
        assert max(kept["width"], kept["height"]) <= 1200
        text = drafting.module_of(content).lessons[0].text
        assert text == "Awal.\n\n![Warga duduk melingkar](media/foto-rapat.jpg)\n"
        sent = browser.get("training_media.show", digest=kept["digest"], suffix="jpg")
        with Image.open(io.BytesIO(sent.response.get_data())) as picture:
            assert not picture.getexif()
        listed = browser.get("workshop.media", manuscript_id=key)
        assert "Dipakai" in listed
        name = {"manuscript_id": key, "name": "foto-rapat.jpg"}
        assert "masih dipakai" in browser.post("workshop.remove_media", {}, **name, expect=409)

    @pytest.mark.parametrize(
        ("content", "words"),
        [
            (b"", "kosong"),
            (b"MZ\x90 bukan gambar", "bukan PNG, JPEG, WebP, atau PDF"),
            (b"\x89PNG\r\n\x1a\n rusak", "rusak atau terpotong"),
            (b"%PDF-1.4 rusak", "rusak atau terpotong"),
        ],
    )
    def test_what_is_no_picture_or_paper_is_refused(
        self, session: Session, begun: Manuscript, browser: Browser, content: bytes, words: str
    ) -> None:
        enter(browser, session, people(session)[0])
        page = browser.post(
            "workshop.add_media",
            {"file": (io.BytesIO(content), "berkas.png" if b"PDF" not in content else "a.pdf")},
            manuscript_id=begun.id,
            expect=422,
        )
        assert words in page


def test_a_manuscript_that_was_sent_is_a_draft_again_once_it_is_changed(
    session: Session, begun: Manuscript
) -> None:
    begun.state = ManuscriptState.APPROVED
    actor = actor_for(session, people(session)[0])
    parts.add_part(session, actor, begun.id, PartKind.HANDOUT, "Kasus", at=clock.now())
    assert begun.state is ManuscriptState.DRAFT
