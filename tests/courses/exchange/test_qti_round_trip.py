"""What we write as QTI 2.1 is QTI, and reads as the same questions again."""

import io
import zipfile
from dataclasses import replace
from fractions import Fraction

from hypothesis import HealthCheck, given, settings
from lxml import etree

from courses.exchange import qti
from courses.exchange.accepting import accept, draft_of
from courses.exchange.drafts import Draft, DraftAnswer, DraftFile, Markup
from courses.exchange.markdown import to_html
from courses.exchange.qti_markup import NAMESPACE
from courses.model import Question
from tests.courses.asked import plain_texts, questions
from tests.courses.exchange.strategies import drafts
from tests.courses.exchange.test_accepting import without_place

ROUND = settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=150)


def seen(question: Question) -> object:
    """Give a question with its texts as they look: Markdown may be written in several ways."""

    def drawn(data: object) -> object:
        match data:
            case str():
                return to_html(data)
            case list():
                return [drawn(each) for each in data]
            case dict():
                return {name: drawn(each) for name, each in data.items()}
            case _:
                return data

    return drawn(question.to_json())


class TestRoundTrip:
    @ROUND
    @given(questions(plain_texts))
    def test_a_question_comes_back(self, question: Question) -> None:
        reading = qti.read(qti.write([draft_of(question)]))
        assert reading.problems == ()
        found, remarks = accept(reading.drafts[0], key=question.key)
        assert found is not None, remarks
        assert seen(found) == seen(without_place(question))

    @ROUND
    @given(drafts())
    def test_whatever_a_draft_says_our_file_is_read_again(self, draft: Draft) -> None:
        reading = qti.read(qti.write([draft]))
        assert len(reading.drafts) + len(reading.problems) == 1
        assert {each.type for each in reading.drafts} <= {draft.type}

    def test_pictures_travel_in_the_package(self) -> None:
        files = (DraftFile("peta desa.png", "cGV0YQ=="),)
        draft = Draft(
            "description", 1, name="a", text="Lihat ![Peta](@@PLUGINFILE@@/peta%20desa.png) ini",
            markup=Markup.MARKDOWN, files=files, defaultgrade=Fraction(0),
        )  # fmt: skip
        content = qti.write([draft])
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            assert packed.read("media/soal-1/1-peta-desa.png") == b"peta"
        (again,) = qti.read(content).drafts
        assert again.text == "Lihat ![Peta](@@PLUGINFILE@@/1-peta-desa.png) ini"
        assert again.files == (DraftFile("1-peta-desa.png", "cGV0YQ=="),)

    def test_objective_level_and_grade_come_back(self) -> None:
        draft = Draft("truefalse", 1, name="a", text="Ya.", markup=Markup.MARKDOWN,
                      objective="Menjelaskan", level="C3", correctanswer=True,
                      defaultgrade=Fraction(2), idnumber="A-7", tags=("desa",))  # fmt: skip
        (again,) = qti.read(qti.write([draft])).drafts
        assert again == replace(draft, line=1)

    def test_what_has_no_room_is_left_out(self) -> None:
        assert not qti.carries(Draft("gapselect", 1))
        assert not qti.carries(Draft("category", 1))


class TestForm:
    def test_the_package_names_its_items_in_order(self) -> None:
        content = qti.write([Draft("description", 1, text=text) for text in ("A", "B")])
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            manifest = etree.fromstring(packed.read("imsmanifest.xml"))
            item = etree.fromstring(packed.read("soal/soal-1.xml"))
        hrefs = manifest.xpath("//*[local-name()='resource']/@href")
        assert hrefs == ["soal/soal-1.xml", "soal/soal-2.xml"]
        assert item.tag == f"{{{NAMESPACE}}}assessmentItem"
        assert {str(each.tag).rpartition("}")[0] for each in item.iter()} == {f"{{{NAMESPACE}"}

    def test_the_parts_of_an_item_stand_in_the_order_of_the_schema(self) -> None:
        answers = (
            DraftAnswer("a", Fraction(1), "Betul"),
            DraftAnswer("b", Fraction(0)),
        )
        draft = Draft("multichoice", 1, text="A?", answers=answers, generalfeedback="Karena.")
        with zipfile.ZipFile(io.BytesIO(qti.write([draft]))) as packed:
            item = etree.fromstring(packed.read("soal/soal-1.xml"))
        names = [etree.QName(child).localname for child in item]
        assert list(dict.fromkeys(names)) == [
            "responseDeclaration",
            "outcomeDeclaration",
            "itemBody",
            "responseProcessing",
            "modalFeedback",
        ]
