"""Texts of question files become Markdown that shows the same, and plain text."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.exchange.drafts import Markup
from courses.exchange.markdown import (
    pictures,
    rewritten,
    to_html,
    to_inline,
    to_markdown,
    to_plain,
)

SIGNS = "*_`[]()<>&#!~|+-=.:\\\"'{}/ \n1aé"


class TestHtml:
    @pytest.mark.parametrize(
        ("html", "markdown"),
        [
            ("<p>satu</p><p>dua</p>", "satu\n\ndua"),
            ("<div>satu<br />dua</div>", "satu  \ndua"),
            ("<b>tebal</b> <em>miring</em> <code>a_b*</code>", "**tebal** *miring* `a_b*`"),
            ("<ul><li>a</li><li>b</li></ul>", "- a\n- b"),
            ('<ol start="3"><li>a</li></ol>', "3. a"),
            ('<a href="https://contoh.id/a">situs</a>', "[situs](https://contoh.id/a)"),
            ('<a href="javascript:x">situs</a>', "situs"),
            ('<a href="@@PLUGINFILE@@/a.pdf">berkas</a>', "berkas"),
            ('<span style="color: red">merah</span><script>x()</script>', "merah"),
            ("<p># bukan judul</p>", "\\# bukan judul"),
            ("<p>1. bukan daftar</p>", "1\\. bukan daftar"),
            ("5 * 3 = 15 &lt; 16&nbsp;dan a_b", "5 * 3 = 15 < 16 dan a\\_b"),
            ("Nama: __________", "Nama: __________"),
            ("Isi [[1]] dan [dua]", "Isi [[1]] dan \\[dua\\]"),
            ('<img src="a/logo.png" alt="">', "(gambar: logo.png)"),
            (
                "<table><tr><th>a</th></tr><tr><td>1|2</td></tr></table>",
                "| a |\n| --- |\n| 1\\|2 |",
            ),
        ],
    )
    def test_becomes_markdown(self, html: str, markdown: str) -> None:
        assert to_markdown(html, Markup.HTML) == markdown

    def test_the_end_of_a_line_counts_in_the_auto_format(self) -> None:
        assert to_markdown("satu\ndua\n\ntiga", Markup.MOODLE) == "satu  \ndua\n\ntiga"
        assert to_markdown("satu\ndua", Markup.HTML) == "satu dua"

    def test_an_inline_text_is_one_line(self) -> None:
        assert to_inline("<p>satu</p><ul><li>dua</li></ul>", Markup.HTML) == "satu dua"
        assert to_inline("satu\n\n- dua", Markup.PLAIN) == "satu \\- dua"

    def test_pictures_are_named(self) -> None:
        html = '<img src="@@PLUGINFILE@@/peta%20desa.png"><img src="https://a.id/b.jpg?x=1">'
        assert pictures(html, Markup.HTML) == ("peta desa.png", "b.jpg")
        assert pictures("![Peta](media/peta.svg)", Markup.MARKDOWN) == ("peta.svg",)
        assert pictures("<img src=a>", Markup.PLAIN) == ()

    @pytest.mark.parametrize(
        "text",
        [
            "<ul><li>" * 20_000,
            "<p>" * 60_000,
            "<b><i>" * 30_000 + "x",
            "<b>" * 200 + "<p>x" * 10_000,
            "<a " * 20_000,
            "<!--" * 10_000,
            '<img alt="' * 5_000,
            "data:image/png;base64," + "A" * 3_000_000,
            "![" * 30_000,
            "<" * 60_000,
        ],
        ids=range(10),
    )
    def test_nesting_and_unclosed_tags_take_no_time(self, text: str) -> None:
        began = time.monotonic()
        for markup in Markup:
            to_inline(text, markup)
            pictures(text, markup)
        assert time.monotonic() - began < 10

    @given(st.text(SIGNS) | st.text())
    def test_no_text_breaks_it(self, text: str) -> None:
        for markup in (Markup.HTML, Markup.MOODLE):
            to_markdown(text, markup)
            assert "\n" not in to_inline(text, markup)


class TestPlain:
    @given(st.text(SIGNS, max_size=60))
    def test_plain_text_shows_as_it_is(self, text: str) -> None:
        shown = to_plain(to_markdown(text, Markup.PLAIN), Markup.MARKDOWN)
        assert shown.split() == text.split()

    @pytest.mark.parametrize("text", ["a\nb", "a\n\nb", "* a\n* b", "1) a", "a\n---", "a <b> &lt;"])
    def test_lines_stay_lines(self, text: str) -> None:
        shown = to_plain(to_markdown(text, Markup.PLAIN), Markup.MARKDOWN)
        assert shown == text.replace("\n\n", "\n")


class TestRewritten:
    @pytest.mark.parametrize(
        ("text", "markup", "wanted", "said"),
        [
            ("a < b", Markup.PLAIN, Markup.HTML, "a &lt; b"),
            ("**a**", Markup.MARKDOWN, Markup.HTML, "<p><strong>a</strong></p>"),
            ("<b>a</b>", Markup.HTML, Markup.MARKDOWN, "**a**"),
            ("<b>a</b>", Markup.HTML, Markup.PLAIN, "a"),
            ("<b>a</b>", Markup.HTML, Markup.MOODLE, "<b>a</b>"),
            ("", Markup.PLAIN, Markup.HTML, ""),
        ],
    )
    def test_says_the_same_otherwise(
        self, text: str, markup: Markup, wanted: Markup, said: str
    ) -> None:
        assert rewritten(text, markup, wanted) == said

    def test_html_inside_markdown_is_shown(self) -> None:
        assert to_html("<b>a</b>") == "<p>&lt;b&gt;a&lt;/b&gt;</p>"
