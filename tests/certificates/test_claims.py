from dataclasses import fields
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certificates.claims import (
    MODES,
    Claims,
    ClaimsError,
    Material,
    canonical,
    digest,
    from_json,
    to_json,
)
from tests.certificates.factories import some_claims

words = st.text(max_size=40)
names = st.text(min_size=1, max_size=100).filter(lambda text: text.strip())
materials = st.lists(
    st.builds(Material, words, st.integers(0, 60), st.sampled_from(sorted(MODES))), max_size=5
).map(tuple)


@given(
    holder_name=names,
    origin=words,
    materials=materials,
    partners=st.lists(words, max_size=3).map(tuple),
    qualification=st.none() | words,
    starts_on=st.dates(),
    revision=st.integers(1, 9),
    is_specimen=st.booleans(),
)
def test_claims_come_back_from_json_as_they_went(**facts: Any) -> None:
    total = sum(material.jp for material in facts["materials"])
    claims = some_claims(**facts, ends_on=date.max, jp_total=total)
    assert from_json(to_json(claims)) == claims
    assert digest(from_json(to_json(claims))) == digest(claims)


def test_the_digest_changes_with_every_field() -> None:
    claims = some_claims()
    changes: dict[str, Any] = {
        "jp_total": 7,
        "materials": (),
        "is_specimen": True,
        "revision": 2,
        "partners": (),
        "legal_basis": (),
        "qualification": "Baik",
        "starts_on": claims.starts_on - timedelta(days=1),
        "ends_on": claims.ends_on + timedelta(days=1),
        "issued_on": claims.issued_on + timedelta(days=1),
    }
    seen = {digest(claims)}
    for field in fields(Claims):
        change = {field.name: changes.get(field.name, "lain")}
        if field.name == "jp_total":
            change["materials"] = ()
        seen.add(digest(some_claims(**change)))
    assert len(seen) == len(fields(Claims)) + 1


def test_the_canonical_text_keeps_letters_as_they_are_and_sorts_keys() -> None:
    text = canonical(some_claims(holder_name="Ma'arif Nuṛ")).decode()
    assert "Ma'arif Nuṛ" in text
    assert text.startswith('{"angkatan_title":')


@pytest.mark.parametrize(
    "change",
    [
        {"number": " "},
        {"holder_name": ""},
        {"ends_on": date(2026, 8, 9)},
        {"revision": 0},
        {"jp_total": 20},
    ],
)
def test_claims_that_contradict_themselves_are_refused(change: dict[str, Any]) -> None:
    with pytest.raises(ClaimsError):
        some_claims(**change)


def test_a_material_is_taught_in_a_known_way() -> None:
    with pytest.raises(ClaimsError):
        Material("Kerelawanan", 2, "daring")
    with pytest.raises(ClaimsError):
        Material("Kerelawanan", -2, "mandiri")


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("holder_name", 5),
        ("jp_total", "6"),
        ("jp_total", True),
        ("is_specimen", 1),
        ("starts_on", "10-08-2026"),
        ("starts_on", 20260810),
        ("partners", "IPSM"),
        ("partners", [None]),
        ("materials", [{"title": "A", "jp": 6}]),
        ("materials", [["A", 6, "mandiri"]]),
        ("materials", [{"title": "A", "jp": 6, "mode": "sihir"}]),
        ("nik", "3171010101010001"),
    ],
)
def test_data_of_another_shape_is_no_claims(key: str, value: object) -> None:
    with pytest.raises(ClaimsError):
        from_json(to_json(some_claims()) | {key: value})


def test_a_missing_field_is_named() -> None:
    data = to_json(some_claims())
    del data["token"]
    with pytest.raises(ClaimsError, match="token"):
        from_json(data)


def test_data_that_is_not_an_object_is_no_claims() -> None:
    with pytest.raises(ClaimsError):
        from_json(["SERTIFIKAT"])  # type: ignore[arg-type]


def test_a_first_revision_need_not_be_named() -> None:
    data = to_json(some_claims())
    del data["revision"]
    assert from_json(data) == some_claims()
