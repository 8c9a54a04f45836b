"""A stamped certificate is the one that a layout of its own would give."""

import subprocess
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from certificates import forms, layout, stamping
from certificates.claims import canonical
from certificates.drawing import draw
from tests.certificates.factories import VERIFY_URL, some_claims

_OFFSET_MOST_PT = 0.2
_LONG = "Desa Contoh Makmur, Kecamatan Rekaan Barat, Kabupaten Lampung Tengah, Provinsi Lampung"

PEOPLE: list[dict[str, Any]] = [
    {},
    {"holder_name": "A"},
    {"holder_name": "Budi"},
    {"holder_name": "Ni Luh Putu Sofia Rekaan Affandi, S.Pd."},
    {"holder_name": "Nur'aini Ma’arif"},
    {"holder_name": "Prof. Dr. Drs. Ir. Raden Mas Contoh Kusumaningrat Wijayakusuma, M.Si., M.Pd."},
    {"holder_name": "Andi Rekaan-Contoh Daeng Mangalle Karaeng Tumenanga ri Contoh, S.Sos., M.Si."},
    {"holder_name": "José Renée Müller"},
    {"number": "1"},
    {"number": "460/0123/SERT-BIMTEK-DASAR-PSM/DINSOS-KAB-LAMTENG/XII/2026"},
    {"origin": _LONG},
    {"origin": "", "delegate_of": ""},
    {"origin": "", "delegate_of": "Dinas Sosial Kabupaten Lampung Tengah"},
    {"delegate_of": "Dinas Sosial, Pemberdayaan Perempuan, dan Perlindungan Anak Kabupaten Contoh"},
    {"revision": 3},
    {"qualification": "Sangat memuaskan", "signatory_id": "199001012020121001"},
    {"is_specimen": True},
    {"legal_basis": (), "partners": (), "tier": ""},
    {"materials": (), "back_signatory_name": ""},
]
ALONE: list[dict[str, Any]] = [
    {"holder_name": "Zqx5Vj"},
    {"holder_name": "Ł. Rekaan"},
    {"holder_name": "W" * 100},
    {"origin": "Desa Panjang Sekali, " * 20},
    {"origin": f"Dusun Contoh-Rekaan, {_LONG}"},
    {"number": "460/" * 28 + "1"},
    {"partners": tuple(f"Dinas Sosial Kabupaten Rekaan {n}" for n in range(12))},
]


def words(pdf: bytes) -> list[tuple[str, tuple[float, ...]]]:
    """Give every word with its box in points."""
    found = subprocess.run(
        ["pdftotext", "-bbox", "-", "-"], input=pdf, capture_output=True, check=True
    )
    rows = (line.strip() for line in found.stdout.decode().splitlines())
    return [
        (row.partition(">")[2].removesuffix("</word>"), tuple(map(float, row.split('"')[1::2])))
        for row in rows
        if row.startswith("<word")
    ]


def stamped(facts: dict[str, Any]) -> bytes | None:
    return stamping.stamp(some_claims(**facts), verify_url=VERIFY_URL, test_signature=True)


def whole(facts: dict[str, Any]) -> bytes:
    return layout.whole(some_claims(**facts), verify_url=VERIFY_URL, test_signature=True)


@pytest.mark.parametrize("facts", PEOPLE, ids=map(str, range(len(PEOPLE))))
def test_every_word_stands_where_a_layout_of_its_own_puts_it(facts: dict[str, Any]) -> None:
    pdf = stamped(facts)
    assert pdf is not None
    ours, theirs = words(pdf), words(whole(facts))
    assert [word for word, _ in ours] == [word for word, _ in theirs]
    offsets = (
        abs(mine - other)
        for (_, box), (_, wanted) in zip(ours, theirs, strict=True)
        for mine, other in zip(box, wanted, strict=True)
    )
    assert max(offsets) < _OFFSET_MOST_PT


@pytest.mark.parametrize("facts", ALONE, ids=map(str, range(len(ALONE))))
def test_who_does_not_fit_the_model_gets_a_layout_of_their_own(facts: dict[str, Any]) -> None:
    assert stamped(facts) is None
    assert draw(some_claims(**facts), verify_url=VERIFY_URL, test_signature=True) == whole(facts)


def test_titles_bookmarks_links_and_descriptions_are_the_persons_own() -> None:
    url = "https://bekal.example.go.id/periksa/AAAA-BBBB-CCCC"
    facts = {"holder_name": "Nur'aini & <Rekaan> (Contoh) \\", "number": "7/(A)/2026"}
    pdf = stamping.stamp(some_claims(**facts), verify_url=url, test_signature=False)
    assert pdf is not None
    reader = PdfReader(BytesIO(pdf))
    title = f"SERTIFIKAT {facts['number']}, {facts['holder_name']}"
    assert reader.metadata is not None
    assert reader.metadata.title == title
    assert reader.xmp_metadata is not None
    assert reader.xmp_metadata.dc_title == {"x-default": title}
    assert facts["holder_name"] in str(reader.outline)
    link = reader.pages[0]["/Annots"][0].get_object()  # type: ignore[index]
    assert link["/A"]["/URI"] == url
    assert reader.attachments["claims.json"] == [canonical(some_claims(**facts))]
    assert b"Zqx" not in pdf
    assert "Zqx" not in "".join(page.extract_text() for page in reader.pages)


def test_the_link_lies_over_the_address() -> None:
    url = "https://bekal.example.go.id/periksa/WWWWWWWWWWWWWWWWWWWWWWWWWW"
    pdf = stamping.stamp(some_claims(), verify_url=url, test_signature=False)
    assert pdf is not None
    box = next(box for word, box in words(pdf) if word == url)
    link = PdfReader(BytesIO(pdf)).pages[0]["/Annots"][0].get_object()  # type: ignore[index]
    left, _, right, _ = (float(edge) for edge in link["/Rect"])
    assert left == pytest.approx(box[0], abs=_OFFSET_MOST_PT)
    assert right == pytest.approx(box[2], abs=_OFFSET_MOST_PT)


def test_equal_claims_give_equal_bytes_and_others_do_not() -> None:
    assert stamped({}) == stamped({})
    assert stamped({}) != stamped({"holder_name": "Budi"})


def test_people_of_one_event_share_a_model() -> None:
    before = forms.form.cache_info().misses
    for name in ("Budi", "Sekar", "Ahmad Contoh"):
        assert stamped({"holder_name": name, "place": "Kota Rekaan"}) is not None
    assert forms.form.cache_info().misses == before + 1
