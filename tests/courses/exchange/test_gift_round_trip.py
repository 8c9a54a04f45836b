"""What is written as GIFT is read back as it was, whatever signs its texts are made of."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings

from courses.exchange import gift
from courses.exchange.drafts import Draft, Reading
from tests.courses.exchange.strategies import drafts, files

VECTORS = Path(__file__).resolve().parents[4] / "shared" / "vectors" / "gift"


def unplaced(found: tuple[Draft, ...]) -> tuple[Draft, ...]:
    """Give the drafts without their lines."""
    return tuple(replace(draft, line=0) for draft in found)


def again(reading: Reading) -> Reading:
    """Give what our own export of a reading reads as."""
    return gift.read(gift.write(reading.drafts))


@settings(max_examples=200)
@given(drafts())
def test_a_question_is_read_as_it_was_written(draft: Draft) -> None:
    assert gift.carries(draft)
    reading = gift.read(gift.write([draft]))
    assert unplaced(reading.drafts) == (draft,)
    assert not reading.problems


@settings(max_examples=50)
@given(files())
def test_a_file_is_read_as_it_was_written(found: tuple[Draft, ...]) -> None:
    reading = gift.read(gift.write(found))
    assert unplaced(reading.drafts) == found
    assert not reading.problems


def _own_files() -> list[Path]:
    return sorted((Path(__file__).parent / "files").glob("*.gift"))


def _foreign_files() -> list[Path]:
    if not (VECTORS / "expected.json").exists():
        return []
    listed = json.loads((VECTORS / "expected.json").read_text("utf-8"))
    return [VECTORS.parent / case["file"] for case in listed["cases"]]


@pytest.mark.parametrize("path", _own_files() + _foreign_files(), ids=lambda path: path.name)
def test_our_export_of_what_was_read_gives_the_same_again(path: Path) -> None:
    reading = gift.read(path.read_bytes())
    assert unplaced(again(reading).drafts) == unplaced(reading.drafts)
    assert not again(reading).problems
