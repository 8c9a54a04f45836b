"""What the shipped curriculum promises its readers: parts, keys, language, honesty."""

import re
from collections import Counter
from difflib import SequenceMatcher
from itertools import combinations
from pathlib import Path

import pytest

import courses
from courses.kinds import Form, Level
from courses.model import Choice, Lesson, Module, Question
from courses.reading import read

CONTENT = Path(courses.__file__).parent / "content"
LIBRARY = read(CONTENT)

modules = pytest.mark.parametrize("module", LIBRARY.modules, ids=lambda module: module.slug)

FEWEST_WORDS, MOST_WORDS = 250, 620
MEAN_WORDS, LONGEST_SENTENCE = 16, 34
TEST_QUESTIONS = 16

NOT_STANDARD = (
    *(
        "absensi",
        "aktifitas",
        "analisa",
        "dimana",
        "disamping",
        r"diatas\b",
        r"dibawah\b",
        "himbau",
    ),
    *("ijin", "jum'at", "merubah", "obyek", "praktek", "resiko", "sekedar", "silahkan"),
    *("sistim", "terlantar", "terlantarkan", "kwalitas", "nasehat", "antri", "apotik", "jadual"),
    *("kuatir",),
)
FORBIDDEN = {
    "a programme's slogan that the Constitutional Court took out of the law": r"empat pilar",
    "a regulation whose number nobody has shown": r"Permensos Nomor 10 Tahun 2014",
    "an article of Permensos 10/2019 that nobody has shown": (
        r"Permensos Nomor 10 Tahun 2019 Pasal (?!1\b|2\b)\d"
    ),
    "a hotline number that nobody has verified": (
        r"(?:nomor|hubungi|telepon|layanan) (?:darurat )?(?:112|119|110|129|171|1500)\b"
    ),
    "a name that the law has left": r"penyandang cacat|Perlindungan Data Pribadi",
    "a promise of pay": r"PSM (?:akan |pasti )?(?:digaji|mendapat gaji|menerima gaji)",
    "a promise of aid": r"pasti (?:mendapat|menerima) bantuan\b(?![^.?!]*\?)",
    "an amount of money as aid": r"bantuan sebesar Rp",
}


def words(text: str) -> list[str]:
    return re.findall(r"[\w’'/-]+", text)


def prose(lesson: Lesson) -> str:
    """Give a lesson's running text: no headings, tables, pictures or marks."""
    lines = (line for line in lesson.text.splitlines() if not re.match(r"\s*(#|\||!\[)", line))
    plain = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", "\n".join(lines))
    return re.sub(r"[*_`>]", "", plain)


def sentences(lesson: Lesson) -> list[list[str]]:
    """Give each sentence of a lesson as its words; items of a list end a sentence too."""
    parts = re.split(r"(?<=[.?!:;])[”\"]?\s+|\n\s*\n|\n\s*(?:[-+]|\d+\.)\s+", prose(lesson))
    return [found for part in parts if (found := words(part))]


def whole(module: Module) -> str:
    return "\n".join(
        [
            *(module.title, module.summary, module.outcome, *module.indicators),
            *(lesson.text for lesson in module.lessons),
            *(handout.text for handout in module.handouts),
            *(question.stem + "\n" + question.explanation for question in module.questions),
        ]
    )


@modules
def test_a_module_has_all_its_parts(module: Module) -> None:
    assert 3 <= len(module.lessons) <= 6
    assert 3 <= len(module.indicators) <= 6
    assert {handout.for_trainer for handout in module.handouts} == {True, False}
    assert sum(step.minutes for step in module.plan) == module.jp * 45
    assert len(module.test_pool) >= TEST_QUESTIONS
    for lesson in module.lessons:
        assert "## Coba di desa Anda" in lesson.text, lesson.slug
        assert "## Ringkasan" in lesson.text, lesson.slug
        assert FEWEST_WORDS <= len(words(lesson.text)) <= MOST_WORDS, lesson.slug


@modules
def test_every_question_says_why_and_where_it_is_taught(module: Module) -> None:
    lessons = {lesson.slug for lesson in module.lessons}
    for question in module.questions:
        assert len(words(question.explanation)) >= 5, question.key
        assert question.lesson in lessons, question.key
        assert question.grounds, question.key


@modules
def test_questions_are_of_several_kinds(module: Module) -> None:
    kinds = Counter(question.type for question in module.questions)
    assert kinds["choices"] >= 2
    assert kinds["shortanswer"] + kinds["cloze"] >= 1
    assert kinds["matching"] + kinds["ordering"] >= 1
    assert len({question.type for question in module.questions if question.selfcheck}) >= 2


@modules
def test_each_objective_is_asked_in_both_parallel_forms(module: Module) -> None:
    for objective in module.indicators:
        asked = Counter(each.form for each in module.test_pool if each.objective == objective)
        assert min(asked[Form.A], asked[Form.B]) >= 2, objective
        assert abs(asked[Form.A] - asked[Form.B]) <= 1, objective


@modules
def test_questions_ask_more_than_memory(module: Module) -> None:
    levels = Counter(question.level for question in module.test_pool)
    assert len(levels) >= 3
    assert levels[Level.C3] + levels[Level.C4] >= len(module.test_pool) / 4


@modules
def test_keys_are_spread_over_the_places(module: Module) -> None:
    choices = [question for question in module.questions if isinstance(question, Choice)]
    places = Counter(question.right.key for question in choices)
    assert set("abc") <= places.keys()
    assert max(places.values()) <= 0.45 * len(choices)


@modules
def test_the_longest_option_is_not_always_the_key(module: Module) -> None:
    choices = [question for question in module.questions if isinstance(question, Choice)]
    longest = sum(
        max(question.options, key=lambda option: len(option.text)).right for question in choices
    )
    assert longest <= 0.6 * len(choices)


@modules
def test_no_option_gathers_the_others(module: Module) -> None:
    for question in module.questions:
        for option in getattr(question, "options", ()):
            assert not re.search(
                r"\bsemua(?: jawaban| pilihan)? (?:benar|salah)|di atas benar|tidak ada yang benar",
                option.text,
                re.IGNORECASE,
            ), question.key


@modules
def test_the_language_is_plain(module: Module) -> None:
    for lesson in module.lessons:
        found = sentences(lesson)
        assert sum(map(len, found)) / len(found) <= MEAN_WORDS, lesson.slug
        longest = max(found, key=len)
        assert len(longest) <= LONGEST_SENTENCE, " ".join(longest)


@modules
def test_the_spelling_is_the_standard_one(module: Module) -> None:
    text = whole(module).casefold()
    assert [word for word in NOT_STANDARD if re.search(rf"\b{word}", text)] == []


@modules
@pytest.mark.parametrize("pattern", FORBIDDEN.values(), ids=FORBIDDEN.keys())
def test_nothing_is_asserted_that_nobody_can_show(module: Module, pattern: str) -> None:
    assert not re.search(pattern, whole(module), re.IGNORECASE)


@modules
def test_the_old_name_of_the_data_never_stands_alone(module: Module) -> None:
    for lesson in module.lessons:
        assert "DTKS" not in lesson.text or "DTSEN" in lesson.text, lesson.slug


def test_no_two_questions_are_alike() -> None:
    asked = [
        (f"{module.slug}/{question.key}", question)
        for module in LIBRARY.modules
        for question in module.questions
    ]
    bags = [(name, question, set(words(said(question).casefold()))) for name, question in asked]
    alike = [
        (one, other)
        for (one, first, left), (other, second, right) in combinations(bags, 2)
        if len(left & right) > 0.6 * len(left | right)
        and SequenceMatcher(None, said(first), said(second)).ratio() > 0.8
    ]
    assert alike == []


def said(question: Question) -> str:
    """Give a question with what can be chosen."""
    return " ".join([question.stem, *(each.text for each in getattr(question, "options", ()))])


def test_no_two_lessons_are_alike() -> None:
    lessons = [
        (f"{module.slug}/{lesson.slug}", triples(lesson))
        for module in LIBRARY.modules
        for lesson in module.lessons
    ]
    alike = [
        (one, other)
        for (one, left), (other, right) in combinations(lessons, 2)
        if len(left & right) > 0.15 * min(len(left), len(right))
    ]
    assert alike == []


def triples(lesson: Lesson) -> set[tuple[str, str, str]]:
    """Give every three words that follow each other in the running text."""
    row = words(prose(lesson).casefold())
    return set(zip(row, row[1:], row[2:], strict=False))
