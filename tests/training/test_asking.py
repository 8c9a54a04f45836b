"""Questions laid out for a form."""

from collections.abc import Iterator

import pytest
from flask import Flask

from courses.kinds import Level
from courses.model import Choice, Cloze, Gap, Matching, Media, Option, Pair
from lms.training import asking


def test_a_gap_written_into_a_link_does_not_tear_its_markup() -> None:
    gaps = (Gap(options=(Option("a", "ya", True), Option("b", "tidak"))),)
    stem = 'Isi [[1]], lihat [ini](https://contoh.example "[[1]] atau [[1]]").'
    question = Cloze("soal", "Menjelaskan", Level.C1, stem, "Karena.", gaps=gaps)
    html = str(asking.stem_to_read(question).html)
    assert "Isi <strong>[1]</strong>, lihat" in html
    assert 'title="[[1]] atau [[1]]"' in html


MAP = Media("peta.png", "image/png", "0" * 64, 900, 40, 30)
TEXT = "![Peta desa](media/peta.png)"


@pytest.fixture(autouse=True)
def _page(app: Flask) -> Iterator[None]:
    with app.test_request_context():
        yield


def test_an_option_shows_its_picture_and_a_list_says_it_in_words() -> None:
    options = tuple(
        Option(key, text, key == "a") for key, text in zip("abc", (TEXT, "x", "y"), strict=True)
    )
    asked = Choice("soal", "Menjelaskan", Level.C1, f"Apa? {TEXT}", "Karena.", options=options)
    card = asking.Layout(1, "jawaban", "1", asking.look_of([MAP])).card(asked, None)
    picture = f'<img src="/media/{MAP.digest}.png" alt="Peta desa" width="40" height="30"'
    assert picture in str(card.stem.html)
    (shown,) = [each for each in card.options if "Peta" in each.text]
    assert (picture in str(shown.html), shown.text) == (True, "Peta desa")
    assert 'loading="lazy"' in str(shown.html)


def test_both_sides_of_a_pair_show_theirs() -> None:
    pairs = tuple(Pair(key, f"{key} {TEXT}", f"{key}{key} {TEXT}") for key in "abc")
    asked = Matching("soal", "Menjelaskan", Level.C1, "Jodohkan.", "Karena.", pairs=pairs)
    card = asking.Layout(1, "jawaban", "1", asking.look_of([MAP])).card(asked, None)
    assert all("<img" in str(place.label) for place in card.places)
    assert all("<img" in str(option.html) for option in card.options)
    assert "Peta desa" in card.places[0].options[0].text


def test_a_picture_that_the_module_does_not_have_is_said_in_words() -> None:
    assert str(asking.line(TEXT, asking.look_of([]))) == "Peta desa"
    assert str(asking.line(TEXT.replace("peta", "lain"), asking.look_of([MAP]))) == "Peta desa"
