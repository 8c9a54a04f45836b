"""Reads terms.yaml: the words that trainees may not know, and what they mean."""

from pathlib import Path

from courses.files import Folder
from courses.model import Term
from courses.nodes import Fields


def read_terms(folder: Folder, path: Path) -> tuple[Term, ...]:
    """Give the terms of the file sorted by their words; none where there is no file."""
    if not path.exists():
        return ()
    lines: dict[str, int] = {}

    def term(fields: Fields) -> Term:
        made = Term(fields.text("term"), fields.text("meaning"))
        first = lines.setdefault(made.term.casefold(), fields.line)
        if made.term and first != fields.line:
            fields.problem(f"Istilah ini sudah dijelaskan di baris {first}.", key="term")
        return made

    return tuple(sorted(folder.yaml_list(path, term), key=lambda each: each.term.casefold()))
