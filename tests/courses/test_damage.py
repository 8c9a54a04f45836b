"""No damage to a content folder stops the reader: it always tells what is wrong, and where."""

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from courses.checking import check_module
from courses.reading import check, read
from tests.courses.folders import MODULE_FILE, QUESTIONS_FILE, RUBRIC_FILE
from tests.courses.full_folder import (
    HANDOUT_FILE,
    PDF_FILE,
    PLAN_FILE,
    SVG_FILE,
    TERMS_FILE,
    a_full_folder,
)

SPARSE = [MODULE_FILE, RUBRIC_FILE, HANDOUT_FILE, PDF_FILE, PLAN_FILE, SVG_FILE, TERMS_FILE]
PUT = st.text("\n -:?[]{}&*!|>'\"%@`#,<=/abc012\t\x07é\ud800", max_size=8)
CUTS = st.one_of(
    st.tuples(st.just(QUESTIONS_FILE), st.integers(0, 6000), st.integers(0, 60), PUT),
    st.tuples(st.sampled_from(SPARSE), st.integers(0, 300), st.integers(0, 40), PUT),
)


@settings(max_examples=80)
@given(st.lists(CUTS, min_size=1, max_size=4))
def test_no_damage_whatever_stops_the_reader(cuts: list[tuple[str, int, int, str]]) -> None:
    with TemporaryDirectory() as name:
        folder = a_full_folder(Path(name))
        for file, start, length, put in cuts:
            content = (folder / file).read_bytes()
            middle = put.encode(errors="surrogatepass")
            (folder / file).write_bytes(content[:start] + middle + content[start + length :])
        problems = check(folder)
        assert all(problem.line >= 1 and problem.message for problem in problems)
        if not problems:
            assert [check_module(module) for module in read(folder).modules] == [()]
