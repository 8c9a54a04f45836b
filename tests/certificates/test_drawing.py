import json
import subprocess
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from certificates.claims import FACE_TO_FACE, Claims, Material, canonical
from certificates.design import DesignError
from certificates.drawing import draw
from tests.certificates.factories import VERIFY_URL, a_drawing, some_claims


def texts(pdf: bytes) -> list[str]:
    return [" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(pdf)).pages]


def drawn(claims: Claims, **how: Any) -> list[str]:
    return texts(draw(claims, verify_url=VERIFY_URL, **how))


def many(count: int, title: str = "Mata pelatihan ke-{} bagi PSM") -> dict[str, Any]:
    materials = tuple(Material(title.format(n), 2, FACE_TO_FACE) for n in range(count))
    return {"materials": materials, "jp_total": 2 * count}


class TestFile:
    def test_equal_claims_give_equal_bytes(self) -> None:
        assert draw(some_claims(), verify_url=VERIFY_URL) == a_drawing()

    def test_the_claims_are_attached_as_they_were_hashed(self) -> None:
        reader = PdfReader(BytesIO(a_drawing()))
        assert reader.attachments["claims.json"] == [canonical(some_claims())]
        assert json.loads(reader.attachments["claims.json"][0])["token"] == "7KQ2-M9XD-4TRA"

    def test_it_says_it_is_pdf_a_3u_in_indonesian_and_has_a_title(self) -> None:
        reader = PdfReader(BytesIO(a_drawing()))
        root = reader.root_object
        metadata = root["/Metadata"].get_object().get_data().decode()
        assert 'pdfaid:part="3"' in metadata
        assert 'pdfaid:conformance="U"' in metadata
        assert root["/Lang"] == "id"
        assert root["/MarkInfo"]["/Marked"]
        assert "Sekar Contoh Ningrum" in (reader.metadata or {})["/Title"]

    def test_only_our_own_fonts_are_in_it(self, tmp_path: Path) -> None:
        path = tmp_path / "a.pdf"
        path.write_bytes(
            draw(some_claims(holder_name="王 🙏 Ωμέγα กข", origin="کد"), verify_url=VERIFY_URL)
        )
        listed = subprocess.run(["pdffonts", path], capture_output=True, text=True, check=True)
        rows = listed.stdout.splitlines()[2:]
        assert rows
        assert all("+Bekal-" in row and " yes yes yes " in row for row in rows)

    def test_another_program_finds_no_fault_in_it(self, tmp_path: Path) -> None:
        path = tmp_path / "a.pdf"
        path.write_bytes(a_drawing())
        checked = subprocess.run(
            ["qpdf", "--check", path], capture_output=True, text=True, check=True
        )
        assert "No syntax or stream encoding errors" in checked.stdout


class TestFront:
    def test_it_states_who_did_what_where_and_when(self) -> None:
        front, _ = texts(a_drawing())
        for words in (
            "DINAS SOSIAL PROVINSI LAMPUNG",
            "SERTIFIKAT",
            "Nomor: 001/BIMTEK-PSM/DINSOS-LPG/VIII/2026",
            "diberikan kepada",
            "Sekar Contoh Ningrum, S.Sos.",
            "Asal Kelurahan Rekaan, Kecamatan Contoh, Kota Metro",
            "Utusan Dinas Sosial Kota Metro",
            "LULUS",
            "Bimtek Dasar PSM Angkatan II",
            "bekerja sama dengan IPSM Provinsi Lampung",
            "di Kota Metro pada tanggal 10 sampai dengan 11 Agustus 2026",
            "meliputi 6 JP (jam pelajaran)",
            "Metro, 12 Agustus 2026",
            "Drs. Rekaan Wibawa, M.Si.",
        ):
            assert words in front

    def test_it_says_how_to_check_it_and_claims_no_state_signature(self) -> None:
        front, _ = texts(a_drawing())
        footnote = "Keaslian sertifikat ini dapat diperiksa melalui kode QR atau alamat"
        assert f"{footnote} {VERIFY_URL}" in front
        assert "BSrE" not in front
        assert "uji coba" not in front

    def test_it_says_when_the_signature_is_for_trying_out(self) -> None:
        front, _ = drawn(some_claims(), test_signature=True)
        assert "Ditandatangani dengan sertifikat uji coba" in front

    def test_rows_without_a_fact_are_left_out(self) -> None:
        empty = some_claims(origin="", delegate_of="", partners=(), legal_basis=(), tier="")
        front, _ = drawn(empty)
        for word in ("Asal", "Utusan", "Kualifikasi", "bekerja sama", "Berdasarkan", "NIP"):
            assert word not in front

    def test_facts_that_exist_have_their_row(self) -> None:
        graded = some_claims(qualification="Sangat memuaskan", signatory_id="1990", revision=2)
        front, _ = drawn(graded)
        assert "Kualifikasi Sangat memuaskan" in front
        assert "NIP 1990" in front
        assert "(Revisi 2)" in front

    def test_markup_in_a_name_is_printed_and_not_obeyed(self) -> None:
        front, _ = drawn(some_claims(holder_name="<b>'; DROP TABLE</b> {{ 7 * 7 }}"))
        assert "<b>'; DROP TABLE</b> {{ 7 * 7 }}" in front


class TestBack:
    def test_it_lists_every_material_with_its_hours_and_the_sum(self) -> None:
        _, back = texts(a_drawing())
        assert "DAFTAR MATA PELATIHAN" in back
        assert "1 Kerelawanan sosial mandiri 2" in back
        assert "2 Keterampilan penyuluhan sosial tatap muka 4" in back
        assert "Jumlah 6" in back
        assert "Contoh Lestari, M.M." in back

    def test_an_event_without_materials_says_so(self) -> None:
        _, back = drawn(some_claims(materials=(), back_signatory_name=""))
        assert "tidak memuat mata pelatihan" in back
        assert "Kepala Bidang" not in back


class TestSpecimen:
    def test_a_specimen_says_so_on_both_pages_and_in_its_title(self) -> None:
        pdf = draw(some_claims(is_specimen=True), verify_url=VERIFY_URL)
        assert all("CONTOH" in text for text in texts(pdf))
        assert (PdfReader(BytesIO(pdf)).metadata or {})["/Title"].startswith("Contoh: ")

    def test_a_real_one_does_not(self) -> None:
        assert not any("CONTOH" in text for text in texts(a_drawing()))


class TestTwoPages:
    @pytest.mark.parametrize(
        "facts",
        [
            {"holder_name": "A"},
            {"holder_name": "W" * 100},
            {"holder_name": "Nama Yang Panjang " * 5 + "Sekali Ya"},
            {"holder_name": "🙏"},
            many(16, "Mata pelatihan ke-{} tentang keterampilan dasar pekerja sosial masyarakat"),
            many(40),
            {"partners": tuple(f"Dinas Sosial Kabupaten Rekaan {n}" for n in range(12))},
            {"origin": "Desa Panjang Sekali, " * 20, "delegate_of": "Dinas " * 60},
            {"ends_on": date(2027, 2, 1), "kind_label": "Pembekalan", "tier": ""},
        ],
        ids=["one", "wide", "long", "emoji", "16", "40", "partners", "origin", "across years"],
    )
    def test_any_ordinary_certificate_takes_two_pages(self, facts: dict[str, Any]) -> None:
        assert len(drawn(some_claims(**facts))) == 2

    def test_a_full_back_does_not_make_the_front_smaller(self) -> None:
        few, many_of_them = some_claims(), some_claims(**many(35))
        assert _name_top(few) == _name_top(many_of_them)

    def test_more_than_a_page_of_materials_runs_on_and_loses_none(self) -> None:
        pages = drawn(some_claims(**many(90)))
        assert len(pages) > 2
        assert all(f"Mata pelatihan ke-{n} bagi PSM" in " ".join(pages) for n in range(90))


def _name_top(claims: Claims) -> list[str]:
    pdf = draw(claims, verify_url=VERIFY_URL)
    boxes = subprocess.run(
        ["pdftotext", "-l", "1", "-bbox", "-", "-"], input=pdf, capture_output=True, check=True
    )
    return [line for line in boxes.stdout.decode().splitlines() if ">Sekar<" in line]


def test_an_unknown_design_is_refused() -> None:
    for name in ("tiada", "../baku", "", "BAKU"):
        with pytest.raises(DesignError):
            draw(some_claims(design=name), verify_url=VERIFY_URL)
