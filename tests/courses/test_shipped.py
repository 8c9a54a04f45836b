"""The shipped content reads clean and can be taught, tested and completed."""

from collections import Counter
from pathlib import Path

import pytest

import courses
from courses.html import lesson_html
from courses.kinds import Form, Mode, RubricKind
from courses.model import Library
from courses.papers import draw
from courses.reading import check, read

CONTENT = Path(courses.__file__).parent / "content"


@pytest.fixture(scope="module")
def library() -> Library:
    return read(CONTENT)


def test_the_shipped_content_has_no_mistake() -> None:
    assert [str(problem) for problem in check(CONTENT)] == []


@pytest.mark.parametrize(
    ("slug", "jp_total", "jp_face_to_face"),
    [
        ("bimtek-dasar-psm", 20, 18),
        ("bimtek-dasar-psm-campuran", 37, 19),
        ("bimtek-lanjutan-psm", 18, 18),
        ("bimtek-khusus-psm", 16, 16),
        ("pembekalan-pensosmas", 30, 28),
        ("pembinaan-psm", 8, 8),
        ("rakor-ipsm", 6, 6),
    ],
)
def test_the_jp_of_each_curriculum_add_up(
    library: Library, slug: str, jp_total: int, jp_face_to_face: int
) -> None:
    curriculum = library.curriculum(slug)
    assert curriculum.jp_total == jp_total
    assert curriculum.jp_of(Mode.TATAP_MUKA) == jp_face_to_face


def test_the_tiers_of_psm_stand_on_each_other(library: Library) -> None:
    requires = {each.programme.slug: each.programme.requires for each in library.curricula}
    assert requires["bimtek-dasar-psm"] == ()
    assert requires["bimtek-lanjutan-psm"] == ("bimtek-dasar-psm",)
    assert requires["bimtek-khusus-psm"] == ("bimtek-lanjutan-psm",)


def test_both_ways_of_the_basic_bimtek_lead_to_one_programme(library: Library) -> None:
    short = library.curriculum("bimtek-dasar-psm")
    blended = library.curriculum("bimtek-dasar-psm-campuran")
    assert short.programme == blended.programme
    assert short.version > blended.version


def test_meetings_ask_for_attendance_only(library: Library) -> None:
    for slug in ("pembinaan-psm", "rakor-ipsm"):
        curriculum = library.curriculum(slug)
        asked = curriculum.requirements
        assert (asked.tes_akhir, asked.attitude) == (False, None)
        assert {library.rubric(slug).kind for slug in asked.rubrics} <= {RubricKind.KINERJA}
        assert curriculum.programme.tier is None
        assert curriculum.programme.document_title.startswith("SURAT KETERANGAN MENGIKUTI")


def test_pembinaan_evaluates_knowledge_skills_and_attitude(library: Library) -> None:
    asked = library.curriculum("pembinaan-psm").requirements.rubrics
    aspects = ["pengetahuan", "keterampilan", "sikap"]
    assert [library.rubric(slug).title for slug in asked] == [
        f"Evaluasi kinerja: {aspect}" for aspect in aspects
    ]


def test_every_test_can_be_drawn_in_two_hundred_ways(library: Library) -> None:
    for curriculum in library.curricula:
        for plan in filter(None, (curriculum.tests.awal, curriculum.tests.akhir)):
            for number in range(200):
                assert len(draw(library.modules, plan, seed=str(number))) == plan.questions


def test_both_tests_follow_one_kisi_kisi_in_two_parallel_forms(library: Library) -> None:
    for curriculum in library.curricula:
        before, after = curriculum.tests.awal, curriculum.tests.akhir
        if before is None or after is None:
            continue
        assert before.cells
        assert (before.cells, before.minutes) == (after.cells, after.minutes)
        assert (before.form, after.form) == (Form.A, Form.B)
        asked = [set(draw(library.modules, plan, seed="satu")) for plan in (before, after)]
        assert not asked[0] & asked[1]


def test_every_curriculum_can_be_completed(library: Library) -> None:
    assert [each.slug for each in library.curricula if each.unwritten] == []


def test_lessons_become_pages_without_leftovers(library: Library) -> None:
    for module in library.modules:
        for lesson in module.lessons:
            html = lesson_html(lesson.text)
            assert "<h2>" in html
            assert "&lt;" not in html, f"{module.slug}/{lesson.slug}"


def test_rubrics_describe_each_level_in_its_own_words(library: Library) -> None:
    kinds = Counter(rubric.kind for rubric in library.rubrics)
    assert kinds[RubricKind.KINERJA] == 3
    assert kinds[RubricKind.SIKAP] == 1
    assert kinds[RubricKind.PRAKTIK] >= 5
    for rubric in library.rubrics:
        if rubric.kind is RubricKind.PRAKTIK:
            assert 4 <= len(rubric.criteria) <= 6, rubric.slug
            assert rubric.task, rubric.slug
    for rubric in library.rubrics:
        for criterion in rubric.criteria:
            assert len(set(criterion.levels)) == 4
