"""What the articles get wrong, or say of their time, is repeated nowhere in Bekal's own words."""

import re
from collections.abc import Iterator
from pathlib import Path

from flask import Flask
from sqlalchemy import select

from lms.demo import s0, s1, s2, s3, s4
from lms.kernel.database import reading
from lms.regions.models import Organisation
from lms.training import queries
from tests.demo import looking

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ("courses/content", "templates", "lms")
KINDS = {".md", ".yaml", ".html", ".py"}


def _texts() -> Iterator[tuple[str, str]]:
    for folder in FOLDERS:
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix in KINDS and "migrations" not in path.parts:
                yield str(path.relative_to(ROOT)), path.read_text("utf-8")


def _places_of(pattern: str) -> list[str]:
    wanted = re.compile(pattern, re.IGNORECASE)
    return [f"{name}: {hit.group()}" for name, text in _texts() for hit in wanted.finditer(text)]


def test_bimtek_is_nowhere_said_to_be_mandatory_since_2020() -> None:
    assert _places_of(r"wajib[^.\n]{0,40}\b2020\b|\b2020\b[^.\n]{0,40}wajib") == []


def test_the_constitution_is_cited_with_its_paragraph() -> None:
    assert _places_of(r"(?:UUD(?: NRI)?(?: Tahun)? 1945,? Pasal 34)(?! ayat \(1\))") == []


def test_the_number_of_2015_is_nowhere() -> None:
    assert _places_of(r"659[.,]?245") == []


def test_old_words_for_people_stand_only_where_the_law_or_the_change_is_told() -> None:
    content = "courses/content"
    told_at = (
        f"{content}/modules/mengenal-ppks/",
        f"{content}/modules/kesejahteraan-sosial/",  # quotes Pasal 5 ayat (2) of 2009
        f"{content}/terms.yaml",
    )
    found = _places_of(r"\bPMKS\b|penyandang cacat|kecacatan|ketunaan sosial")
    assert [place for place in found if not place.startswith(told_at)] == []


def test_psm_is_nowhere_said_to_be_new() -> None:
    assert _places_of(r"PSM[^.\n]{0,40}baru (?:dua|2) tahun") == []


def test_no_official_is_named_and_everybody_is_made_up(built: Flask) -> None:
    with reading() as session:
        for event in (s0, s1, s2, s3, s4):
            found = looking.angkatan(session, event)
            assert found.signatory_name == found.back_signatory_name == "(nama pejabat)"
            assert re.match(r"Kepala|Ketua|Direktur", found.signatory_office)


def test_a_place_far_from_home_is_nothing_special(built: Flask) -> None:
    with reading() as session:
        found = looking.angkatan(session, s4)
        homes = {who.person.domicile_code for who in queries.everybody(session, found.id)}
    assert found.place == "Jakarta"
    assert {code[:2] for code in homes if code} == {"31", "32"}


def test_every_office_has_the_days_of_its_name(built: Flask) -> None:
    with reading() as session:
        rows = session.scalars(select(Organisation)).all()
        events = [looking.angkatan(session, event) for event in (s0, s1, s2, s3, s4)]
    assert all(row.valid_from for row in rows)
    for found in events:
        assert found.organiser.valid_from <= found.starts_on
