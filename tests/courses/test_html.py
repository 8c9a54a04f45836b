"""Lessons become HTML that cannot run anything."""

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.html import ATTRIBUTES, TAGS, inline_html, lesson_html


class Tags(HTMLParser):
    """Collects what a browser would see as elements and addresses."""

    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.attributes: set[tuple[str, str]] = set()
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.add(tag)
        self.attributes |= {(tag, name) for name, _ in attrs}
        self.addresses += [value or "" for name, value in attrs if name in ("href", "src")]


def seen(text: str) -> Tags:
    tags = Tags()
    tags.feed(lesson_html(text))
    return tags


ATTACKS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<a href='javascript:alert(1)'>klik</a>",
    "[klik](javascript:alert(1))",
    "[klik](JaVaScRiPt:alert(1))",
    "[klik](java\nscript:alert(1))",
    "[klik](javascript&colon;alert(1))",
    "[klik](&#106;avascript:alert(1))",
    "[klik](vbscript:msgbox(1))",
    "[klik](data:text/html;base64,PHNjcmlwdD4=)",
    "[klik](file:///etc/passwd)",
    "![x](data:image/png;base64,AAAA)",
    "![x](data:image/svg+xml;base64,AAAA)",
    "![x](x onerror=alert(1))",
    "<javascript:alert(1)>",
    "[klik]: javascript:alert(1)\n\n[klik]",
    "<svg onload=alert(1)>",
    "<iframe src=//jahat.example></iframe>",
    "<style>body{display:none}</style>",
    "| a |\n|---|\n| <b onclick=alert(1)>x</b> |",
]


@pytest.mark.parametrize("attack", ATTACKS)
def test_nothing_in_a_lesson_can_run_or_load(attack: str) -> None:
    tags = seen(attack)
    assert tags.names <= TAGS
    around = {("div", name) for name in ATTRIBUTES["div"]}  # what holds a table
    assert tags.attributes - around <= {
        ("a", "href"),
        ("a", "title"),
        ("a", "rel"),
        ("ol", "start"),
    }
    assert tags.addresses == []


@given(st.text(alphabet="<>\"'&;:/[]()!#*`-|\n abjscript=onerdth", max_size=120))
def test_no_text_whatever_breaks_out(text: str) -> None:
    tags = seen(text)
    assert tags.names <= TAGS
    named = {name for tag, name in tags.attributes if tag != "div"}
    assert named <= {*ATTRIBUTES["a"], *ATTRIBUTES["ol"], "rel"}
    assert "img" not in tags.names
    assert not any(
        address.lower().startswith(("javascript:", "data:")) for address in tags.addresses
    )


def test_html_in_a_lesson_is_shown_as_it_was_written() -> None:
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in lesson_html("<script>alert(1)</script>")


def test_links_to_the_web_mail_phone_and_within_the_site_stay() -> None:
    text = (
        "[a](https://contoh.example) [b](mailto:a@contoh.example) [c](tel:+62812) [d](/materi/satu)"
    )
    assert seen(text).addresses == [
        "https://contoh.example",
        "mailto:a@contoh.example",
        "tel:+62812",
        "/materi/satu",
    ]
    assert 'rel="noopener noreferrer"' in lesson_html(text)


@pytest.mark.parametrize(
    ("text", "headings"),
    [
        ("# Satu\n\n## Dua", ["<h2>Satu</h2>", "<h3>Dua</h3>"]),
        ("## Satu\n\n### Dua", ["<h2>Satu</h2>", "<h3>Dua</h3>"]),
        ("## Satu\n\n#### Dua", ["<h2>Satu</h2>", "<h3>Dua</h3>"]),
        ("###### Satu", ["<h2>Satu</h2>"]),
        ("Satu\n====\n\nDua\n----", ["<h2>Satu</h2>", "<h3>Dua</h3>"]),
        (
            "# 1\n\n## 2\n\n### 3\n\n#### 4\n\n##### 5\n\n###### 6",
            [
                "<h2>1</h2>",
                "<h3>2</h3>",
                "<h4>3</h4>",
                "<h5>4</h5>",
                "<h6>5</h6>",
                "<h6>6</h6>",
            ],
        ),
    ],
)
def test_headings_begin_below_the_page_title(text: str, headings: list[str]) -> None:
    assert lesson_html(text).split("\n")[:-1] == headings


def test_lists_tables_quotes_and_emphasis_are_kept() -> None:
    text = "3. tiga\n\n> kata **tebal**\n\n| a | b |\n|---|---|\n| 1 | 2 |"
    html = lesson_html(text)
    for part in ('<ol start="3">', "<blockquote>", "<strong>tebal</strong>", "<td>2</td>"):
        assert part in html


@given(st.text(alphabet="<>\"'&;:/[]()!*`-\n abjscript=onerdth", max_size=80))
def test_an_option_is_one_line_that_cannot_run_anything(text: str) -> None:
    tags = Tags()
    tags.feed(inline_html(text))
    assert tags.names <= {"br", "strong", "em", "s", "code", "a"}
    assert not any(a.lower().startswith(("javascript:", "data:")) for a in tags.addresses)


def test_an_option_keeps_its_emphasis_and_shows_pictures_as_words() -> None:
    assert inline_html("*a* ![kartu](x.png) **b**") == "<em>a</em> kartu <strong>b</strong>"


def test_cells_of_a_wide_table_say_which_column_they_belong_to() -> None:
    html = lesson_html(
        "| Hari | **Siapa** | | Ke mana |\n|-|-|-|-|\n| Rabu | 7 | x | *Puskesmas* |"
    )
    assert '<table class="by-card">' in html
    assert '<td data-label="Hari">Rabu</td>' in html
    assert '<td data-label="Siapa">7</td>' in html
    assert "<td>x</td>" in html
    assert '<td data-label="Ke mana"><em>Puskesmas</em></td>' in html


def test_a_table_can_be_moved_sideways_by_keys_too() -> None:
    html = lesson_html("| a |\n|---|\n| 1 |")
    assert html.startswith('<div class="wide" role="group" aria-label="Tabel" tabindex="0"><table>')
    assert html.endswith("</table>\n</div>\n")
