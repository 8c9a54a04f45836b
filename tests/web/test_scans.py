"""Scans: only what really is a PDF or a picture is kept, and nothing else comes with it."""

import io
import zlib
from collections.abc import Callable

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageFile
from werkzeug.datastructures import FileStorage

from lms.kernel.errors import Refused
from lms.web import scan_reading
from lms.web.scans import BYTES_MOST, Scan, ScanKind, read_scan, scan_response

_PLACE = 0x8825  # EXIF: where the picture was taken
_TURNED = 0x0112


def a_picture(
    kind: str = "JPEG", size: tuple[int, int] = (60, 40), *, mode: str = "RGB", turned: int = 1
) -> bytes:
    """Give a picture as a phone writes it, with the place in its EXIF."""
    stream, picture = io.BytesIO(), Image.new(mode, size, 200)
    exif = picture.getexif()
    exif[_TURNED] = turned
    exif.get_ifd(_PLACE)[1] = "S"
    picture.save(stream, kind, exif=exif)
    return stream.getvalue()


def a_pdf(
    change: Callable[[pikepdf.Pdf], object] = lambda pdf: None,
    *,
    pages: int = 1,
    encryption: pikepdf.Encryption | None = None,
) -> bytes:
    """Give a PDF of blank pages, changed."""
    stream = io.BytesIO()
    with pikepdf.new() as pdf:
        for _number in range(pages):
            pdf.add_blank_page()
        change(pdf)
        pdf.save(stream, encryption=encryption or False)
    return stream.getvalue()


def read(content: bytes, name: str = "sertifikat.pdf") -> Scan:
    """Read these bytes as an upload of this name."""
    return read_scan(FileStorage(io.BytesIO(content), filename=name))


def refusal(content: bytes, name: str = "sertifikat.pdf") -> str:
    """Give why these bytes are refused; the sentence names the file."""
    with pytest.raises(Refused) as caught:
        read(content, name)
    assert name in str(caught.value)
    return str(caught.value)


def test_a_pdf_keeps_its_bytes() -> None:
    content = a_pdf()
    scan = read(content)
    assert (scan.kind, scan.media_type, scan.suffix) == (ScanKind.PDF, "application/pdf", "pdf")
    assert scan.data == content
    assert len(scan.sha256) == 64


@pytest.mark.parametrize(
    ("kind", "name"), [("JPEG", "a.jpg"), ("PNG", "b.PNG"), ("WEBP", "c.webp"), ("PNG", "tanpa")]
)
def test_a_picture_becomes_a_jpeg_without_what_the_camera_wrote(kind: str, name: str) -> None:
    scan = read(a_picture(kind), name)
    assert (scan.kind, scan.media_type) == (ScanKind.PICTURE, "image/jpeg")
    with Image.open(io.BytesIO(scan.data)) as picture:
        assert picture.format == "JPEG"
        assert not picture.getexif()


def test_a_picture_is_turned_upright_and_shrunk() -> None:
    scan = read(a_picture(size=(4000, 3000), turned=6), "tegak.jpg")
    with Image.open(io.BytesIO(scan.data)) as picture:
        assert picture.size == (1650, 2200)


@pytest.mark.parametrize("mode", ["L", "LA", "RGBA", "P", "1", "I;16"])
def test_pictures_of_all_modes_are_kept_on_white(mode: str) -> None:
    stream = io.BytesIO()
    Image.new(mode, (20, 20)).save(stream, "PNG")
    with Image.open(io.BytesIO(read(stream.getvalue(), "x.png").data)) as picture:
        assert picture.size == (20, 20)


def test_an_empty_or_too_large_file_is_refused() -> None:
    assert "kosong" in refusal(b"")
    assert "paling besar 8 MB" in refusal(b"%PDF-1.7" + b"x" * BYTES_MOST)


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"<html><script>alert(1)</script>", "sertifikat.pdf", "bukan PDF, JPEG"),
        (b"MZ\x90\x00", "foto.jpg", "bukan PDF, JPEG"),
        (b"PK\x03\x04[Content_Types].xml", "surat.docx", "berkas Office"),
        (b"\x00\x00\x00\x18ftypheic\x00\x00", "IMG_0001.HEIC", "HEIC"),
        (b"GIF89a", "a.gif", "bukan PDF, JPEG"),
    ],
)
def test_what_is_no_scan_is_refused_with_what_to_do(content: bytes, name: str, words: str) -> None:
    assert words in refusal(content, name)


def test_a_file_that_is_not_what_its_name_says_is_refused() -> None:
    assert "isinya gambar" in refusal(a_picture(), "ijazah.pdf")
    assert "isinya PDF" in refusal(a_pdf(), "ijazah.jpg")


def test_a_locked_pdf_is_refused() -> None:
    locked = a_pdf(encryption=pikepdf.Encryption(user="rahasia", owner="lain"))
    assert "tanpa kata sandi" in refusal(locked)
    readable = a_pdf(encryption=pikepdf.Encryption(user="", owner="lain"))
    assert "tanpa kata sandi" in refusal(readable)


def test_a_broken_pdf_is_refused() -> None:
    assert "rusak" in refusal(b"%PDF-1.7\nnothing at all")
    assert "rusak" in refusal(a_pdf(pages=0))
    assert "paling banyak 20" in refusal(a_pdf(pages=21))


@pytest.mark.parametrize("act", ["JavaScript", "Launch"])
def test_a_pdf_that_could_run_something_is_refused(act: str) -> None:
    def add(pdf: pikepdf.Pdf) -> None:
        pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name("/" + act), JS="app.alert(1)")

    assert "berjalan sendiri" in refusal(a_pdf(add))


def test_a_pdf_that_unpacks_into_the_memory_is_refused_or_left_packed() -> None:
    def add(pdf: pikepdf.Pdf) -> None:
        bomb = zlib.compress(b"\0" * 200_000_000)
        pdf.pages[0].Contents = pikepdf.Stream(pdf, bomb, Filter=pikepdf.Name.FlateDecode)

    content = a_pdf(add)
    assert read(content).data == content  # its pages are not unpacked here


@pytest.mark.parametrize("keep", [10, 200, 400])
def test_a_cut_picture_is_refused_even_where_documents_are_drawn(
    monkeypatch: pytest.MonkeyPatch, keep: int
) -> None:
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)  # as WeasyPrint leaves it
    assert "rusak" in refusal(a_picture("PNG", (500, 500))[:keep], "foto.png")


def test_too_many_pixels_are_refused_before_they_are_unpacked() -> None:
    assert "juta titik" in refusal(a_picture("PNG", (8000, 8000), mode="1"), "besar.png")
    assert "juta titik" in refusal(a_picture("PNG", (20000, 20000), mode="1"), "lebih.png")


@given(
    st.binary(max_size=300), st.sampled_from([b"%PDF-1.4\n", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"])
)
def test_noise_is_refused_in_a_sentence(noise: bytes, head: bytes) -> None:
    with pytest.raises(Refused):
        read(head + noise, "derau")


def test_names_are_shown_short_and_without_folders() -> None:
    assert "“tanpa nama”" in str(_caught(b"", ""))
    assert "/" not in str(_caught(b"", "C:\\Users\\x/../\x00sertifikat.pdf"))


def _caught(content: bytes, name: str) -> Refused:
    with pytest.raises(Refused) as caught:
        read(content, name)
    return caught.value


def test_a_browser_gets_it_to_look_at_and_not_to_run() -> None:
    picture = scan_response(b"x", media_type="image/jpeg", filename="pindaian.jpg").headers
    assert "sandbox" in picture["Content-Security-Policy"]
    assert picture["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in picture["Cache-Control"]
    pdf = scan_response(b"x", media_type="application/pdf", filename="pindaian.pdf").headers
    assert "frame-ancestors 'self'" in pdf["Content-Security-Policy"]
    assert pdf["Content-Disposition"] == "inline; filename=pindaian.pdf"


def test_the_bounds_are_those_that_people_are_told() -> None:
    assert (scan_reading.PAGES_MOST, scan_reading.SIDE_MOST) == (20, 2200)
