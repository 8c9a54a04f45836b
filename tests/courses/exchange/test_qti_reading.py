"""QTI as other systems write it becomes questions; what does not is named."""

import io
import time
import zipfile
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from courses.exchange import qti
from courses.exchange.accepting import accept
from courses.exchange.drafts import Draft, Unreadable
from courses.exchange.formats import READERS, guess
from courses.model import (
    Choice,
    Choices,
    Cloze,
    Essay,
    Matching,
    Numeric,
    Ordering,
    Question,
    ShortAnswer,
    TrueFalse,
)
from tests.courses.exchange import qti_files as files

HALF = Fraction(1, 2)


def only(content: bytes) -> Draft:
    reading = qti.read(content)
    assert reading.problems == ()
    return reading.drafts[0]


def question(content: bytes) -> Question:
    found, reasons = accept(only(content), key="q")
    assert found is not None, reasons
    return found


class TestKinds:
    def test_one_choice_with_its_feedback_and_explanation(self) -> None:
        asked = question(files.SINGLE)
        assert isinstance(asked, Choice)
        assert asked.stem == "Siapa **PSM**?\n\nPilih satu."
        assert [option.text for option in asked.options] == ["Pegawai", "Relawan", "Pejabat"]
        assert asked.right.feedback == "Tepat."
        assert asked.explanation == "PSM bekerja sukarela."

    def test_several_choices_of_version_three_with_a_mapping(self) -> None:
        asked = question(files.THIRD)
        assert isinstance(asked, Choices)
        assert asked.stem == "Apa saja tugas PSM?"
        assert [(o.right, o.share) for o in asked.options] == [
            (True, None),
            (True, None),
            (False, None),
        ]

    def test_several_choices_without_a_mapping_follow_our_rule(self) -> None:
        body = (
            '<choiceInteraction responseIdentifier="RESPONSE" maxChoices="0"><prompt>Apa?</prompt>'
            + files.choices(a="1", b="2", c="3")
            + "</choiceInteraction>"
        )
        declared = files.right("a", "b", cardinality="multiple")
        asked = question(files.an_item(declared, body))
        assert isinstance(asked, Choices)
        assert [option.share for option in asked.options] == [None, None, None]

    def test_true_and_false(self) -> None:
        body = (
            "<p>PSM relawan.</p>"
            '<choiceInteraction responseIdentifier="RESPONSE" maxChoices="1">'
            + files.choices(s="True", t="False")
            + "</choiceInteraction>"
        )
        asked = question(files.an_item(files.right("s"), body))
        assert isinstance(asked, TrueFalse)
        assert asked.is_true

    def test_words_with_what_they_earn(self) -> None:
        asked = question(files.WORD)
        assert isinstance(asked, ShortAnswer)
        assert [(each.text, each.share) for each in asked.accepted] == [
            ("Jakarta", Fraction(1)),
            ("Batavia", HALF),
        ]

    def test_a_number_with_its_tolerance(self) -> None:
        asked = question(files.NUMBER)
        assert isinstance(asked, Numeric)
        assert [(span.low, span.high) for span in asked.spans] == [(Fraction(12), Fraction(13))]

    def test_a_number_that_is_only_named_as_right(self) -> None:
        body = '<p>Berapa? <textEntryInteraction responseIdentifier="RESPONSE"/></p>'
        asked = question(files.an_item(files.right("7", base="integer"), body))
        assert isinstance(asked, Numeric)
        assert [(span.low, span.high) for span in asked.spans] == [(Fraction(7), Fraction(7))]

    def test_pairs_and_what_belongs_to_nothing(self) -> None:
        asked = question(files.MATCH)
        assert isinstance(asked, Matching)
        assert [(pair.left, pair.right) for pair in asked.pairs] == [
            ("Kiri 1", "Kanan 2"),
            ("Kiri 2", "Kanan 1"),
            ("Kiri 3", "Kanan 2"),
        ]
        assert asked.others == ("Kanan 3",)

    def test_an_order(self) -> None:
        asked = question(files.ORDER)
        assert isinstance(asked, Ordering)
        assert [item.text for item in asked.items] == ["Pertama", "Kedua", "Ketiga"]

    def test_gaps_filled_from_a_heap(self) -> None:
        asked = question(files.GAPS)
        assert isinstance(asked, Cloze)
        assert asked.stem == "PSM adalah [[1]] bagi [[2]]."
        rights = [[option.text for option in gap.options if option.right] for gap in asked.gaps]
        assert rights == [["relawan"], ["warga"]]

    def test_a_list_within_the_text(self) -> None:
        asked = question(files.INLINE)
        assert isinstance(asked, Cloze)
        assert asked.stem == "Air mendidih pada 100 [[1]] Celsius."
        assert [option.text for option in asked.gaps[0].options] == ["derajat", "meter"]

    def test_an_essay_with_notes_for_who_marks(self) -> None:
        asked = question(files.ESSAY)
        assert isinstance(asked, Essay)
        assert (asked.stem, asked.explanation) == ("Jelaskan.", "Lihat isinya.")


class TestPackage:
    def test_items_come_in_the_order_of_the_manifest_with_pictures_and_keywords(self) -> None:
        body = '<p>Apa ini? <img src="../gambar/peta%20a.png" alt="Peta"/></p>'
        content = files.a_package(
            {"butir/b.xml": files.an_item("", body), "butir/a.xml": files.SINGLE},
            {"gambar/peta a.png": b"peta"},
        )
        first, second = qti.read(content).drafts
        assert first.text == "Apa ini? ![Peta](@@PLUGINFILE@@/peta%20a.png)"
        assert [(file.name, file.content) for file in first.files] == [("peta a.png", "cGV0YQ==")]
        assert first.level == "C3"
        assert second.type == "multichoice"

    def test_what_cannot_be_asked_is_named_with_its_file_and_the_rest_is_kept(self) -> None:
        items = {"a.xml": files.HOTSPOT, "b.xml": b"<assessmentItem", "c.xml": files.ORDER}
        reading = qti.read(files.a_package(items))
        assert [draft.type for draft in reading.drafts] == ["ordering"]
        first, second = reading.problems
        assert (first.line, second.line) == (1, 2)
        assert first.message.startswith("Berkas a.xml: Jenis soal “hotspotInteraction” belum")
        assert second.message.startswith("Berkas b.xml: Susunan XML rusak")

    @pytest.mark.parametrize(
        ("name", "content"),
        [
            ("paket.zip", files.a_package({"a.xml": files.SINGLE})),
            ("butir.xml", files.SINGLE),
            ("butir.xml", files.THIRD),
        ],
    )
    def test_the_format_is_known_by_its_content(self, name: str, content: bytes) -> None:
        assert guess(name, content) == "qti"
        assert READERS["qti"](content).drafts


class TestSafety:
    @pytest.mark.parametrize(
        ("content", "said"),
        [
            (b"", "kosong"),
            (b"PK\x03\x04rusak", "rusak atau bukan paket QTI"),
            (b"<quiz/>", "bukan butir QTI: isinya <quiz>"),
            (b"<questestinterop/>", "QTI 1.2"),
            (files.a_package({}), "tidak memuat butir"),
            (files.a_package({}, {"x.xml": b"<questestinterop/>"}), "QTI 1.2"),
            (b'<!DOCTYPE a [<!ENTITY b "c">]><assessmentItem>&b;</assessmentItem>', "DTD"),
            (b"<assessmentItem>" + b"<a>" * 200 + b"</a>" * 200 + b"</assessmentItem>", "rumit"),
        ],
    )
    def test_a_file_that_cannot_be_taken_gets_a_sentence(self, content: bytes, said: str) -> None:
        with pytest.raises(Unreadable, match=said):
            qti.read(content)

    def test_a_zip_that_unfolds_without_end_is_refused(self) -> None:
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed:
            packed.writestr("a.xml", b" " * 60_000_000)
        with pytest.raises(Unreadable, match="terlalu besar bila dibuka"):
            qti.read(stream.getvalue())

    def test_pictures_that_are_shown_without_end_are_refused(self) -> None:
        pictures = {f"{n}.png": b"0" * 1_000_000 for n in range(30)}
        body = "".join(f'<p>A <img src="{name}" alt="x"/></p>' for name in pictures)
        items = {f"{n}.xml": files.an_item("", body) for n in range(4)}
        with pytest.raises(Unreadable, match="dipakai terlalu sering"):
            qti.read(files.a_package(items, pictures))

    def test_a_picture_outside_the_package_is_only_named(self) -> None:
        body = '<p>A <img src="../../etc/passwd" alt="x"/> <img src="https://a.id/b.png"/></p>'
        draft = only(files.a_package({"a.xml": files.an_item("", body)}))
        assert draft.files == ()
        assert draft.text == "A (gambar: x) (gambar: b.png)"

    @settings(max_examples=150, deadline=None)
    @given(
        st.sampled_from([files.SINGLE, files.THIRD, files.MATCH, files.GAPS, files.NUMBER]),
        st.data(),
    )
    def test_a_damaged_item_never_breaks_the_reader(
        self, content: bytes, data: st.DataObject
    ) -> None:
        cut = data.draw(st.integers(0, len(content)))
        junk = data.draw(st.sampled_from([b"", b"<", b"RESPONSE", b"</p>", b"\xff", b"0", b" "]))
        gone = data.draw(st.integers(0, 40))
        damaged = content[:cut] + junk + content[cut + gone :]
        began = time.monotonic()
        try:
            for draft in qti.read(damaged).drafts:
                accept(draft, key="q")
        except Unreadable as error:
            assert str(error)
        assert time.monotonic() - began < 5
