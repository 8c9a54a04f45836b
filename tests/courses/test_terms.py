"""Words to explain are read whole, or every problem is told with its line."""

from pathlib import Path

from courses.files import Folder
from courses.model import Term
from courses.problems import Report
from courses.read_terms import read_terms


def _read(tmp_path: Path, text: str) -> tuple[tuple[Term, ...], list[str]]:
    path = tmp_path / "terms.yaml"
    path.write_text(text, "utf-8")
    report = Report()
    return read_terms(Folder(tmp_path, report), path), [str(each) for each in report.problems]


def test_terms_come_sorted_by_their_words(tmp_path: Path) -> None:
    terms, problems = _read(tmp_path, "- {term: PSM, meaning: B}\n- {term: jp, meaning: A}\n")
    assert terms == (Term("jp", "A"), Term("PSM", "B"))
    assert problems == []


def test_what_is_too_long_or_twice_is_told_with_its_line(tmp_path: Path) -> None:
    rows = [("PSM", "a"), ("psm", "a"), ("x" * 81, "a"), ("y", "a" * 1_001)]
    text = "".join(f"- {{term: {term}, meaning: {meaning}}}\n" for term, meaning in rows)
    _, problems = _read(tmp_path, text)
    assert problems == [
        "terms.yaml:2: Istilah ini sudah dijelaskan di baris 1.",
        "terms.yaml:3: Istilah paling panjang 80 huruf.",
        "terms.yaml:4: Arti paling panjang 1000 huruf.",
    ]
