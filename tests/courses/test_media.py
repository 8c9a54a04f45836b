"""Pictures and papers are what they say, small, and hold nothing that runs, loads or tells."""

import io
from dataclasses import replace
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from courses.media import MOST_PAPER_BYTES, BadMedia, examine, references, used
from courses.model import Handout, Media
from tests.courses.full_folder import PDF, SVG
from tests.courses.values import a_choice, a_module


def a_picture(kind: str, *, size: tuple[int, int] = (40, 30), exif: bytes = b"") -> bytes:
    """Give the bytes of a plain picture."""
    opened = io.BytesIO()
    Image.new("RGB", size, "white").save(opened, kind, exif=exif)
    return opened.getvalue()


def faults(name: str, content: bytes) -> str:
    with pytest.raises(BadMedia) as caught:
        examine(name, content)
    assert all(line >= 1 for line, _ in caught.value.faults)
    return str(caught.value)


@pytest.mark.parametrize(
    ("name", "kind", "mime"),
    [
        ("a.png", "PNG", "image/png"),
        ("a.jpg", "JPEG", "image/jpeg"),
        ("a.webp", "WEBP", "image/webp"),
    ],
)
def test_a_picture_is_known_with_its_size(name: str, kind: str, mime: str) -> None:
    content = a_picture(kind)
    digest = sha256(content).hexdigest()
    assert examine(name, content) == Media(name, mime, digest, len(content), 40, 30)


def test_a_drawing_is_known_with_its_size() -> None:
    found = examine("a.svg", SVG.encode())
    assert (found.kind, found.width, found.height) == ("image/svg+xml", 640, 320)


@pytest.mark.parametrize(
    ("head", "size"),
    [
        ('viewBox="0 0 300 150.4"', (300, 150)),
        ('viewBox="0,0,300,150" width="100%"', (300, 150)),
        ('width="64px" height="32.6"', (64, 33)),
    ],
)
def test_the_size_of_a_drawing_comes_from_either_place(head: str, size: tuple[int, int]) -> None:
    found = examine("a.svg", SVG.replace('width="640" height="320"', head).encode())
    assert (found.width, found.height) == size


def test_a_paper_has_no_size_in_pixels() -> None:
    found = examine("a.pdf", PDF)
    assert (found.kind, found.width, found.height) == ("application/pdf", None, None)


@pytest.mark.parametrize("name", ["a.gif", "A.png", "a b.png", "a", "../a.png", "a.svg.exe", ""])
def test_a_name_that_will_not_do_is_told(name: str) -> None:
    assert "nama-gambar.svg" in faults(name, a_picture("PNG"))


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("a.png", a_picture("JPEG"), "sebagai png"),
        ("a.jpg", a_picture("JPEG")[:-40], "sebagai jpg"),
        ("a.webp", b"RIFF0000WEBP", "sebagai webp"),
        ("a.png", b"", "sebagai png"),
        ("a.png", a_picture("PNG", size=(4001, 10)), "4000 piksel"),
        ("a.pdf", b"PK", "bukan PDF"),
        ("a.pdf", PDF[:-7], "bukan PDF"),
        ("a.pdf", PDF + b"x" * MOST_PAPER_BYTES, "2097 kB"),
    ],
)
def test_a_file_that_is_not_what_it_says_is_told(name: str, content: bytes, told: str) -> None:
    assert told in faults(name, content)


def test_a_photo_that_tells_of_its_camera_is_told() -> None:
    exif = Image.Exif()
    exif[0x010F] = "Kamera"
    assert "EXIF" in faults("a.jpg", a_picture("JPEG", exif=exif.tobytes()))


RECT = '<rect x="1"'


@pytest.mark.parametrize(
    ("right", "wrong", "line", "told"),
    [
        (RECT, '<script>x</script><rect x="1"', 3, "<script>"),
        (RECT, '<style>*{}</style><rect x="1"', 3, "<style>"),
        (RECT, '<foreignObject/><rect x="1"', 3, "<foreignObject>"),
        (RECT, '<image href="#a"/><rect x="1"', 3, "<image>"),
        (RECT, '<a href="#a"/><rect x="1"', 3, "<a>"),
        (RECT, '<animate/><rect x="1"', 3, "<animate>"),
        (RECT, '<x xmlns="urn:x"/><rect x="1"', 3, "Unsur"),
        (RECT, '<?xml-stylesheet href="x"?><rect x="1"', 3, "Unsur <?>"),
        (RECT, '<rect onclick="x" x="1"', 3, "onclick"),
        (RECT, '<rect style="x" x="1"', 3, "style"),
        (RECT, '<use href="https://contoh.example/x.svg#a"/><rect x="1"', 3, "href"),
        (RECT, '<use href="javascript:x"/><rect x="1"', 3, "href"),
        ("#0f5c4d", "url(https://contoh.example/)", 3, "fill"),
        ("#0f5c4d", "url( 'data:x' )", 3, "fill"),
        ("#0f5c4d", r"\75rl(https://contoh.example/)", 3, "fill"),
        ("#0f5c4d", "red;x:image-set(https://contoh.example/)", 3, "fill"),
        ("<svg", '<?xml-stylesheet href="x"?><svg', 1, "Unsur <?>"),
        ("</svg>", '</svg><?xml-stylesheet href="x"?>', 4, "Unsur <?>"),
        ('width="640"', f'width="{"9" * 400}"', 1, "width dan height"),
        ("<title>Dua orang mengangkat meja</title>", "", 1, "<title>"),
        ("Dua orang mengangkat meja", " ", 1, "<title>"),
        ('width="640" height="320"', "", 1, "width dan height"),
        ('width="640"', 'width="0"', 1, "width dan height"),
        ("<svg", "<!DOCTYPE svg><svg", 1, "DOCTYPE"),
        ("</svg>", "</svg", 5, "rusak"),
        ("http://www.w3.org/2000/svg", "urn:x", 1, "bukan gambar SVG"),
    ],
)
def test_a_drawing_that_runs_loads_or_says_nothing_is_told(
    right: str, wrong: str, line: int, told: str
) -> None:
    assert right in SVG
    with pytest.raises(BadMedia) as caught:
        examine("a.svg", SVG.replace(right, wrong).encode())
    assert any(at == line and told in message for at, message in caught.value.faults)


def test_a_drawing_in_another_encoding_is_told() -> None:
    assert "UTF-8" in faults("a.svg", SVG.encode("utf-16"))


def test_a_drawing_is_read_as_browsers_read_it_whatever_encoding_it_names() -> None:
    hidden = '<!-- +AGE--><script>x</script><!-- --><rect x="1"'
    for named in ("UTF-7", "ISO-2022-JP", "IBM037", "UTF-16"):
        head = f'<?xml version="1.0" encoding="{named}"?>'
        assert "<script>" in faults("a.svg", (head + SVG.replace(RECT, hidden)).encode())


def test_gradients_and_repeated_shapes_within_the_drawing_are_shown() -> None:
    parts = (
        '<!-- warna --><defs><linearGradient id="w"><stop offset="0" stop-color="red"/>'
        '</linearGradient><symbol id="s"><path d="M0 0"/></symbol></defs>'
        '<use href="#s" fill="url(#w)" aria-hidden="true" xml:space="preserve"/><rect'
    )
    assert examine("a.svg", SVG.replace("<rect", parts).encode()).width == 640


@given(st.sampled_from(["svg", "png", "jpg", "webp", "pdf"]), st.binary(max_size=200))
def test_no_bytes_whatever_break_the_check(suffix: str, content: bytes) -> None:
    try:
        assert examine(f"a.{suffix}", content).bytes_count == len(content)
    except BadMedia as wrong:
        assert wrong.faults


def test_references_are_found_with_their_line() -> None:
    text = "Lihat ![meja](media/meja.svg)\n\n[Formulir]( <media/formulir.pdf> ) [x](https://a.b)"
    assert references(text) == ((1, "meja.svg"), (3, "formulir.pdf"))


def test_every_text_of_a_module_may_use_its_media() -> None:
    question = replace(a_choice("s"), stem="![](media/a.svg)", explanation="![](media/b.svg)")
    module = replace(
        a_module(text="![](media/c.svg)", pool=(question,)),
        handouts=(Handout("01-x", "X", False, "[d](media/d.pdf)"),),
    )
    assert used(module) == {"a.svg", "b.svg", "c.svg", "d.pdf"}
