import subprocess
from pathlib import Path
from xml.etree import ElementTree

import pytest
import segno

from certificates import qr

SVG = "{http://www.w3.org/2000/svg}"


def test_a_code_is_one_svg_with_a_title_for_those_who_do_not_see_it() -> None:
    root = ElementTree.fromstring(qr.svg("https://bekal.example.go.id", title="Periksa <A> & B"))
    assert root.tag == f"{SVG}svg"
    assert root.findtext(f"{SVG}title") == "Periksa <A> & B"


def test_a_code_carries_no_style_that_a_strict_page_would_refuse() -> None:
    drawn = qr.svg("https://bekal.example.go.id", title="Kode")
    assert "style=" not in drawn
    assert "<script" not in drawn


def test_every_dark_module_is_drawn_and_no_other() -> None:
    text = "https://bekal.example.go.id/periksa/7KQ2"
    code = segno.make_qr(text, error="m", boost_error=False, mask=qr.MASK)
    root = ElementTree.fromstring(qr.svg(text, title="Kode"))
    path = root.findall(f"{SVG}path")[1].attrib["d"]
    runs = [part.split("h")[1].split("v")[0] for part in path.split("M")[1:]]
    dark = sum(bool(module) for row in code.matrix_iter(border=0) for module in row)
    assert sum(map(int, runs)) == dark


def test_a_text_too_long_for_a_code_is_refused() -> None:
    with pytest.raises(segno.DataOverflowError):
        qr.svg("x" * 3000, title="Kode")


def test_a_phone_reads_the_code_as_printed(pages: list[Path]) -> None:
    found = subprocess.run(
        ["zbarimg", "-q", "--raw", pages[0]], capture_output=True, text=True, check=True
    )
    assert found.stdout.strip() == "https://bekal.example.go.id/periksa/7KQ2-M9XD-4TRA"
