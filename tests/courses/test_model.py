"""Content values survive being stored as JSON and keep a digest of what they say."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given

from courses.kinds import Mode
from courses.model import Choice, Curriculum, Library, Module, Question, Rubric
from courses.reading import read
from tests.courses.folders import a_folder
from tests.courses.full_folder import a_full_folder
from tests.courses.values import a_choice, a_module, questions, rubrics


@given(questions())
def test_a_question_of_any_kind_comes_back_the_same(question: Question) -> None:
    stored = json.loads(json.dumps(question.to_json()))
    assert type(question).from_json(stored) == question
    holder = replace(a_module(), questions=(question,))
    assert Module.from_json(json.loads(json.dumps(holder.to_json()))) == holder


@given(rubrics())
def test_a_rubric_comes_back_the_same_with_its_digest(rubric: Rubric) -> None:
    again = Rubric.from_json(json.loads(json.dumps(rubric.to_json())))
    assert again == rubric
    assert again.digest == rubric.digest


def test_a_whole_library_comes_back_the_same(tmp_path: Path) -> None:
    library = read(a_full_folder(tmp_path))
    again = Library.from_json(json.loads(json.dumps(library.to_json())))
    assert again == library
    assert again.curriculum("bimtek-kecil").digest == library.curriculum("bimtek-kecil").digest


def test_a_digest_changes_with_one_letter_and_with_nothing_else() -> None:
    assert a_module().digest == a_module().digest
    assert a_module().digest != a_module(text="Isi!\n").digest
    assert len(a_module().digest) == 64


def test_what_a_later_version_added_is_passed_over() -> None:
    stored = a_module().to_json() | {"colour": "green"}
    assert Module.from_json(stored) == a_module()


def test_what_an_older_version_did_not_know_takes_its_default() -> None:
    stored = a_choice().to_json()
    del stored["lesson"]
    assert Choice.from_json(stored) == a_choice()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("jp", "dua"),
        ("jp", True),
        ("title", 7),
        ("lessons", "satu"),
        ("lessons", ["satu"]),
        ("track", "Z"),
        ("valid_on", "kemarin"),
        ("valid_on", 2026),
    ],
)
def test_stored_values_of_another_type_are_refused(field: str, value: object) -> None:
    with pytest.raises(ValueError, match=r".+"):
        Module.from_json(a_module().to_json() | {field: value})


def test_a_question_of_another_type_is_refused() -> None:
    with pytest.raises(ValueError, match="essay"):
        Choice.from_json(a_choice().to_json() | {"type": "essay"})


def test_a_missing_field_is_named() -> None:
    stored = a_module().to_json()
    del stored["title"]
    with pytest.raises(ValueError, match="title"):
        Module.from_json(stored)


def test_a_module_knows_its_parts_by_name() -> None:
    module = a_module(pool_count=2)
    assert module.lesson("01-arti").title == "Arti"
    assert module.question("soal-1").key == "soal-1"
    assert [each.key for each in module.test_pool] == ["soal-0", "soal-1"]
    assert [each.key for each in module.selfcheck_of("01-arti")] == ["cek-1"]
    with pytest.raises(KeyError):
        module.lesson("02-tidak-ada")
    with pytest.raises(KeyError):
        module.question("tidak-ada")


def test_a_curriculum_sums_its_jp_by_mode(tmp_path: Path) -> None:
    curriculum = read(a_folder(tmp_path)).curriculum("bimtek-kecil")
    assert curriculum.jp_total == 3
    assert curriculum.jp_of(Mode.MANDIRI) == 2
    assert curriculum.jp_minutes == 45


def test_a_material_to_read_alone_without_a_module_is_unwritten(tmp_path: Path) -> None:
    curriculum = read(a_folder(tmp_path)).curriculum("bimtek-kecil")
    assert curriculum.unwritten == ()
    bare = tuple(replace(material, module=None) for material in curriculum.materials)
    waiting: Curriculum = replace(curriculum, materials=bare)
    assert [material.code for material in waiting.unwritten] == ["A7"]
