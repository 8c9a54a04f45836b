import subprocess
import zlib
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pypdf import PdfReader, PdfWriter

from certificates.signing import Signer, make_test_identity
from certificates.verification import LARGEST_BYTES, Inspection, inspect
from tests.certificates.factories import (
    SIGNED_AT,
    a_drawing,
    a_signed_drawing,
    an_identity,
    some_claims,
)


def seen(pdf: bytes) -> Inspection:
    return inspect(pdf, trusted=[an_identity()[1]])


def the_gap() -> tuple[int, int]:
    """Give where the signature itself stands, which no signature covers."""
    fields = PdfReader(BytesIO(a_signed_drawing())).get_fields() or {}
    _, end, start, _ = fields["TandaTangan"]["/V"]["/ByteRange"]
    return int(end), int(start)


def with_byte(pdf: bytes, at: int, value: int) -> bytes:
    return pdf[:at] + bytes([value]) + pdf[at + 1 :]


class TestGenuine:
    def test_a_signed_certificate_is_whole_trusted_and_says_who_and_what(self) -> None:
        found = seen(a_signed_drawing())
        assert found == Inspection(
            readable=True,
            signed=True,
            intact=True,
            trusted=True,
            signer_name="UJI COBA Dinas Sosial Rekaan",
            signed_at=SIGNED_AT,
            claims=some_claims(),
        )

    def test_a_stranger_may_sign_a_whole_file_but_is_not_trusted(self) -> None:
        for trusted in ([], [an_identity("Dinas Lain")[1]]):
            found = inspect(a_signed_drawing(), trusted=trusted)
            assert (found.intact, found.trusted) == (True, False)
            assert "dipercaya" in found.problems[0]

    def test_a_stranger_who_takes_our_name_is_not_trusted(self) -> None:
        forger = Signer.load(*make_test_identity("Dinas Sosial Rekaan"))
        found = seen(forger.sign(a_drawing(), at=SIGNED_AT, reason="", location=""))
        assert found.signer_name == "UJI COBA Dinas Sosial Rekaan"
        assert (found.intact, found.trusted) == (True, False)

    def test_a_moment_outside_the_life_of_the_certificate_is_not_trusted(self) -> None:
        signer = Signer.load(*an_identity())
        early = SIGNED_AT - timedelta(days=9000)
        found = seen(signer.sign(a_drawing(), at=early, reason="", location=""))
        assert (found.intact, found.trusted) == (True, False)
        assert "tidak berlaku" in found.problems[0]


class TestChanged:
    @settings(max_examples=150)
    @given(st.data())
    def test_one_changed_byte_anywhere_is_noticed(self, data: st.DataObject) -> None:
        pdf = a_signed_drawing()
        at = data.draw(st.integers(0, len(pdf) - 1))
        value = data.draw(st.integers(0, 255).filter(lambda new: new != pdf[at]))
        found = seen(with_byte(pdf, at, value))
        assert not found.intact
        assert not found.trusted
        assert found.problems

    @settings(max_examples=250)
    @given(st.data())
    def test_one_changed_byte_of_the_signature_itself_is_noticed(self, data: st.DataObject) -> None:
        pdf, (end, start) = a_signed_drawing(), the_gap()
        written = len(pdf[end:start].rstrip(b"0>")) + 4
        at = end + data.draw(st.integers(0, written))
        value = data.draw(st.sampled_from([pdf[at] ^ 1, pdf[at] ^ 0x20, 0x30, 0x46]))
        if value != pdf[at]:
            assert not seen(with_byte(pdf, at, value)).intact

    def test_a_changed_letter_in_the_padding_is_noticed(self) -> None:
        end, start = the_gap()
        for at in (start - 2, start - 40, start - 1, end):
            assert not seen(with_byte(a_signed_drawing(), at, 0x31)).intact

    @pytest.mark.parametrize("tail", [b"\n", b" ", b"%", b"%%EOF\n"])
    def test_something_added_behind_is_noticed(self, tail: bytes) -> None:
        assert not seen(a_signed_drawing() + tail).intact

    def test_a_later_revision_of_the_file_is_noticed(self) -> None:
        writer = IncrementalPdfFileWriter(BytesIO(a_signed_drawing()))
        writer.root["/PageMode"] = writer.root["/Pages"]
        writer.update_root()
        out = BytesIO()
        writer.write(out)
        found = seen(out.getvalue())
        assert (found.signed, found.intact) == (True, False)
        assert found.problems == ("Berkas berubah setelah ditandatangani.",)

    def test_a_file_saved_anew_is_not_the_signed_one(self) -> None:
        writer = PdfWriter(clone_from=BytesIO(a_signed_drawing()))
        out = BytesIO()
        writer.write(out)
        assert not seen(out.getvalue()).intact


class TestOtherFiles:
    def test_an_unsigned_certificate_is_read_but_proves_nothing(self) -> None:
        found = seen(a_drawing())
        assert (found.readable, found.signed, found.claims) == (True, False, some_claims())
        assert "tidak memuat tanda tangan" in found.problems[0]

    def test_another_pdf_has_no_claims(self) -> None:
        writer = PdfWriter()
        writer.add_blank_page(200, 200)
        out = BytesIO()
        writer.write(out)
        found = seen(out.getvalue())
        assert (found.readable, found.claims, len(found.problems)) == (True, None, 2)

    @pytest.mark.parametrize(
        ("pdf", "word"),
        [
            (b"", "kosong"),
            (b"\0" * 100, "bukan PDF"),
            (b"%PDF-1.7\n%%EOF", "bukan PDF"),
            (b"PK\x03\x04" + b"x" * 500, "bukan PDF"),
            (b"%PDF-1.7\n" + b"0" * 50_000_000, "terlalu besar"),
            (b"%PDF-1.7\n" + b"[" * (LARGEST_BYTES - 100) + b"\n%%EOF", "bukan PDF"),
        ],
        ids=["empty", "zeros", "hollow", "zip", "50 MB", "brackets"],
    )
    def test_what_is_no_certificate_is_told_so(self, pdf: bytes, word: str) -> None:
        found = seen(pdf)
        assert not found.readable
        assert word in found.problems[0]

    @pytest.mark.parametrize("share", [0.01, 0.5, 0.9, 0.999])
    def test_a_truncated_file_is_not_whole(self, share: float) -> None:
        pdf = a_signed_drawing()
        assert not seen(pdf[: int(len(pdf) * share)]).intact

    def test_a_locked_file_is_told_so(self, tmp_path: Path) -> None:
        plain, locked = tmp_path / "a.pdf", tmp_path / "b.pdf"
        plain.write_bytes(a_drawing())
        command = ["qpdf", "--encrypt", "a", "b", "256", "--", plain, locked]
        subprocess.run(command, check=True)
        found = seen(locked.read_bytes())
        assert not found.readable
        assert "kata sandi" in found.problems[0]

    def test_claims_that_unpack_to_a_flood_are_not_read(self) -> None:
        writer = PdfWriter(clone_from=BytesIO(a_drawing()))
        attached = writer.root_object["/AF"][0].get_object()["/EF"]["/F"].get_object()
        attached._data = zlib.compress(b" " * 30_000_000)
        out = BytesIO()
        writer.write(out)
        assert seen(out.getvalue()).claims is None

    @settings(max_examples=60)
    @given(st.binary(max_size=400), st.integers(0, 40_000))
    def test_no_damage_makes_it_fall_over(self, noise: bytes, at: int) -> None:
        pdf = a_signed_drawing()
        assert isinstance(seen(pdf[:at] + noise + pdf[at + len(noise) :]), Inspection)
        assert not seen(noise).readable
