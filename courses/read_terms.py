"""Reads terms.yaml: the words that trainees may not know, and what they mean."""

from pathlib import Path

from courses.files import Folder
from courses.model import Term
from courses.nodes import Fields

MOST_IN_TERM = 80
MOST_IN_MEANING = 1_000


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
        if len(made.term) > MOST_IN_TERM:
            fields.problem(f"Istilah paling panjang {MOST_IN_TERM} huruf.", key="term")
        if len(made.meaning) > MOST_IN_MEANING:
            fields.problem(f"Arti paling panjang {MOST_IN_MEANING} huruf.", key="meaning")
        return made

    return tuple(sorted(folder.yaml_list(path, term), key=lambda each: each.term.casefold()))
