"""Pictures, papers and terms within a lesson."""

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.html import Drawn, Look, draw, lesson_html
from courses.model import Media, Term
from tests.courses.test_html import Tags

SMALL = Media("kecil.png", "image/png", "a" * 64, 20_400, 300, 200)
BIG = Media("besar.png", "image/png", "b" * 64, 45_000, 800, 600)
FORM = Media("formulir.pdf", "application/pdf", "c" * 64, 120_000)
MEDIA = {each.name: each for each in (SMALL, BIG, FORM)}
TERMS = (
    Term("PPKS", "Pemerlu pelayanan."),
    Term("rujukan", "Mengantar ke layanan."),
    Term("PSM", "Relawan."),
)


def address(media: Media) -> str:
    return f"/media/{media.digest}.{media.name.rpartition('.')[2]}"


def drawn(text: str, *, pictures_most: int | None = 30_000, top: int = 2) -> Drawn:
    look = Look(MEDIA, address, TERMS, pictures_most, top=top, prefix="m-", anchors=True)
    return draw(text, look)


def test_a_small_picture_is_shown_with_its_place_kept_free() -> None:
    found = drawn('![Kartu keluarga](media/kecil.png "Contoh kartu")')
    assert found.html == (
        f'<figure><img src="{address(SMALL)}" alt="Kartu keluarga" width="300" height="200" '
        'loading="lazy"><figcaption>Contoh kartu</figcaption></figure>\n'
    )
    assert found.pictures == [SMALL]


def test_a_big_picture_stands_behind_a_link_that_says_its_size() -> None:
    found = drawn("![Alur rujukan](media/besar.png)")
    assert "<img" not in found.html
    assert "Tampilkan gambar (45 kB): Alur rujukan</a>" in found.html
    assert found.later == [BIG]
    wanted = drawn("![Alur rujukan](media/besar.png)", pictures_most=None)
    assert wanted.pictures == [BIG]


def test_a_picture_within_a_sentence_stays_there() -> None:
    html = drawn("Lihat ![kartu](media/kecil.png) ini.").html
    assert re.fullmatch(r"<p>Lihat <img [^>]+> ini\.</p>\n", html)


def test_a_paper_is_a_link_with_type_and_size() -> None:
    found = drawn("Isi [Formulir](media/formulir.pdf).")
    assert f'href="{address(FORM)}"' in found.html
    assert "Formulir</a> (PDF, 120 kB)." in found.html
    assert found.papers == [FORM]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("![kata](media/tidak-ada.png)", "kata"),
        ("[kata](media/tidak-ada.pdf)", "kata"),
        ("![kata](https://jahat.example/x.png)", "kata"),
        ("![kata](//jahat.example/x.png)", "kata"),
        ("![kata](media/formulir.pdf)", "kata"),
    ],
)
def test_what_is_not_the_module_s_own_is_said_in_words(text: str, shown: str) -> None:
    assert drawn(text).html == f"<p>{shown}</p>\n"
    assert lesson_html(text) == f"<p>{shown}</p>\n"


def test_each_term_is_explained_once_where_it_first_stands() -> None:
    found = drawn("# PPKS\n\n[PSM](https://contoh.example) dan PPKS. Rujukan PPKS, rujukan, psm.")
    assert [term.term for term in found.terms] == ["PPKS", "rujukan"]
    assert found.html.count('class="term"') == 2
    assert 'id="m-dari-ppks" href="#m-istilah-ppks"' in found.html


@pytest.mark.parametrize("text", ["xPPKS", "PPKS-nya", "ppks", "`PPKS`", "```\nPPKS\n```"])
def test_parts_of_words_and_code_are_no_terms(text: str) -> None:
    assert not drawn(text).terms


def test_headings_can_be_led_to() -> None:
    found = drawn("# *Satu*\n\n## Dua\n\n# Tiga", top=3)
    assert [(each.id, each.title) for each in found.headings] == [
        ("m-bagian-1", "Satu"),
        ("m-bagian-2", "Tiga"),
    ]
    assert '<h3 id="m-bagian-1"><em>Satu</em></h3>' in found.html
    assert "<h4>Dua</h4>" in found.html


_PARTS = st.sampled_from(
    [
        "# A\n\n",
        "#### B\n\n",
        "###### PPKS\n\n",
        "![x](media/kecil.png)",
        "![x](media/besar.png)",
        "![x](media/../kecil.png)",
        "![x](http://jahat.example/x.svg)",
        "[y](media/formulir.pdf)",
        "[y](media/lain.pdf)",
        "<script>",
        '<img src="//jahat.example">',
        "[",
        "](",
        ")",
        "rujukan ",
        "PPKS",
        "\n\n",
        "\n",
        "- ",
        "> ",
        "| a | b |\n|---|---|\n| PSM | ![x](media/kecil.png) |\n",
        "*",
        '"><b>',
        "&quot;",
    ]
)


@given(st.lists(_PARTS, max_size=14).map("".join), st.integers(2, 4))
def test_whatever_is_written_nothing_runs_and_nothing_foreign_loads(text: str, top: int) -> None:
    found = drawn(text, top=top)
    tags = Tags()
    tags.feed(found.html)
    assert not tags.names & {"script", "style", "iframe", "object", "b", "svg", "form"}
    assert all(not name.startswith("on") and name != "style" for _, name in tags.attributes)
    sources = re.findall(r'<img[^>]* src="([^"]*)"', found.html)
    assert set(sources) <= {address(SMALL)}
    assert found.html.count("<img") == len(sources) == found.html.count(" alt=")
    assert _gaps(found.html, top) == []
    ids = re.findall(r' id="([^"]*)"', found.html)
    assert len(ids) == len(set(ids))


def _gaps(html: str, top: int) -> list[int]:
    levels = [top - 1, *map(int, re.findall(r"<h([1-6])", html))]
    return [after for before, after in pairwise(levels) if after > before + 1]


def test_what_is_read_without_a_connection_waits_for_nothing() -> None:
    look = Look(MEDIA, address, waits=False)
    assert "lazy" not in draw("![x](media/kecil.png)", look).html
