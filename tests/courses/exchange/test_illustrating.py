"""Pictures that travel inside a question file come along where a question can show them."""

import base64
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.exchange import illustrating, moodle_xml
from courses.exchange.accepting import accept
from courses.exchange.drafts import Draft, DraftAnswer, DraftFile, DraftPair, Markup
from courses.model import Choice, Matching, Question

HALF = Fraction(1, 2)


def options(*texts: str, markup: Markup = Markup.HTML) -> tuple[DraftAnswer, ...]:
    return tuple(
        DraftAnswer(text, Fraction(place == 0), markup=markup) for place, text in enumerate(texts)
    )


def a_draft(text: str, **changes: object) -> Draft:
    plain = Draft("multichoice", 1, text=text, markup=Markup.HTML, answers=options("x", "y", "z"))
    return replace(plain, files=(DraftFile("Peta 1.png", "aGFsbw=="),), **changes)  # type: ignore[arg-type]


def taken(draft: Draft, **media: str) -> tuple[Question, tuple[str, ...]]:
    named = {"Peta 1.png": "peta-1.png"} | {f"{name}.png": other for name, other in media.items()}
    question, remarks = accept(draft, key="q", media=named)
    assert question is not None, remarks
    return question, remarks


class TestTaking:
    @pytest.mark.parametrize(
        "tag",
        [
            '<img src="@@PLUGINFILE@@/Peta%201.png" alt="Peta desa">',
            "<IMG alt='Peta desa' width=10 src='@@PLUGINFILE@@/Peta 1.png'/>",
            '<img title="a > b" src="@@PLUGINFILE@@/Peta%201.png?time=1" alt=" Peta  desa ">',
        ],
    )
    def test_a_picture_is_shown_where_it_stood(self, tag: str) -> None:
        question, remarks = taken(a_draft(f"<p>Lihat {tag} ini.</p>"))
        assert question.stem == "Lihat ![Peta desa](media/peta-1.png) ini."
        assert remarks == ()

    def test_at_the_end_it_stands_in_a_paragraph_of_its_own(self) -> None:
        question, _ = taken(a_draft('Apa ini?<br><img src="@@PLUGINFILE@@/Peta%201.png" alt="P">'))
        assert question.stem == "Apa ini?\n\n![P](media/peta-1.png)"

    def test_options_and_pairs_show_pictures_too(self) -> None:
        tag = '<img src="@@PLUGINFILE@@/Peta%201.png" alt="Peta">'
        question, _ = taken(a_draft("Apa?", answers=options(tag, "y", "z")))
        assert isinstance(question, Choice)
        assert question.options[0].text == "![Peta](media/peta-1.png)"
        pairs = (DraftPair(tag, "1"), DraftPair("b", "2"), DraftPair("c", "3"))
        matching, _ = taken(a_draft("Apa?", type="match", answers=(), pairs=pairs))
        assert isinstance(matching, Matching)
        assert matching.pairs[0].left == "![Peta](media/peta-1.png)"

    def test_in_feedback_it_is_said_in_words_and_named(self) -> None:
        tag = '<img src="@@PLUGINFILE@@/Peta%201.png" alt="Peta">'
        answers = (replace(options("x")[0], feedback=tag), *options("x", "y", "z")[1:])
        question, remarks = taken(a_draft("Apa?", answers=answers))
        assert isinstance(question, Choice)
        assert "gambar: Peta" in question.options[0].feedback
        assert remarks == ("Gambar “Peta 1.png” tidak ikut; ganti dengan uraian atau pasang di "
                           "materi.",)  # fmt: skip

    def test_in_a_gap_it_is_said_in_words(self) -> None:
        text = 'Ini {1:MC:=<img src="@@PLUGINFILE@@/Peta%201.png" alt="Peta">~b~c}'
        question, _ = taken(a_draft(text, type="multianswer", answers=()))
        assert question.to_json()["gaps"][0]["options"][0]["text"] == "(gambar: Peta)"  # type: ignore[index, call-overload]

    def test_what_was_not_taken_is_named_as_ever(self) -> None:
        question, remarks = accept(a_draft('A <img src="@@PLUGINFILE@@/Peta%201.png">'), key="q")
        assert question is not None
        assert question.stem == "A (gambar: Peta 1.png)"
        assert remarks[0].startswith("Gambar “Peta 1.png” tidak ikut")

    def test_markdown_shows_what_travels_and_what_the_module_has(self) -> None:
        text = "A ![x](@@PLUGINFILE@@/Peta%201.png) B ![y](media/lama.png)"
        question, remarks = accept(
            a_draft(text, markup=Markup.MARKDOWN),
            key="q",
            media={"Peta 1.png": "peta-1.png"},
            known={"lama.png"},
        )
        assert question is not None
        assert question.stem == "A ![x](media/peta-1.png) B ![y](media/lama.png)"
        assert remarks == ()

    def test_letters_of_our_own_marks_in_a_text_do_no_harm(self) -> None:
        tag = '<img src="@@PLUGINFILE@@/Peta%201.png" alt="a\ue0001\ue001b">'
        question, _ = taken(a_draft(f"A \ue0007\ue001 {tag} B"))
        assert question.stem == "A 7 ![a1b](media/peta-1.png) B"


class TestFiles:
    def test_a_picture_written_into_the_text_becomes_a_file(self) -> None:
        content = base64.b64encode(b"titik").decode()
        draft = illustrating.unpacked(
            a_draft(f'<img alt="T" src="data:image/png;base64,{content}">')
        )
        assert [file.name for file in draft.files] == ["Peta 1.png", "gambar-2.png"]
        assert illustrating.shown(draft) == ("gambar-2.png",)
        assert illustrating.content_of(draft.files[1]) == b"titik"
        question, _ = accept(draft, key="q", media={"gambar-2.png": "titik.png"})
        assert question is not None
        assert question.stem == "![T](media/titik.png)"

    def test_broken_base64_is_no_picture(self) -> None:
        assert illustrating.content_of(DraftFile("a.png", "!!")) == b""

    def test_two_texts_of_one_question_may_call_their_pictures_alike(self) -> None:
        """Moodle's editor calls each pasted picture image.png; it keeps the texts apart."""
        answer = (
            '<answer fraction="{share}" format="html"><text><![CDATA[<img '
            'src="@@PLUGINFILE@@/image.png" alt="{alt}">]]></text><file name="image.png" path="/" '
            'encoding="base64">{content}</file></answer>'
        )
        content = (
            '<quiz><question type="multichoice"><questiontext format="html"><text>Mana?</text>'
            "</questiontext>"
            + answer.format(share=100, alt="A", content="AAAA")
            + answer.format(share=0, alt="B", content="BBBB")
            + answer.format(share=0, alt="C", content="AAAA")
            + "</question></quiz>"
        )
        (draft,) = moodle_xml.read(content.encode()).drafts
        assert {file.name: file.content for file in draft.files} == {
            "image.png": "AAAA",
            "image-2.png": "BBBB",
        }
        question, _ = accept(draft, key="q", media={"image.png": "a.png", "image-2.png": "b.png"})
        assert isinstance(question, Choice)
        assert [option.text for option in question.options] == [
            "![A](media/a.png)",
            "![B](media/b.png)",
            "![C](media/a.png)",
        ]
        (again,) = moodle_xml.read(moodle_xml.write([draft])).drafts
        assert again.files == draft.files


@given(st.text(st.sampled_from("<>img src=\"'altdata:/;,@P\ue000\ue0011[](!)\\ \n"), max_size=60))
def test_whatever_stands_in_a_text_no_mark_is_left(text: str) -> None:
    tag = '<img src="@@PLUGINFILE@@/Peta%201.png">'
    question, _ = accept(
        illustrating.unpacked(a_draft(f"Apa? {text} {tag} {text} x")),
        key="q",
        media={"Peta 1.png": "peta-1.png"},
    )
    assert question is not None
    assert "\ue000" not in str(question)
