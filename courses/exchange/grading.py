"""The criteria of an essay as text, because question files have no place for them."""

import re

from courses.questions import TOP_LEVEL, Criterion

_CRITERION = re.compile(r"Kriteria \[([\w-]{1,60})\]: (.{1,500})")
_LEVEL = re.compile(r"([1-4]) = (.{1,1000})")

DEFAULT = Criterion(
    "isi",
    "Isi jawaban",
    (
        "Tidak menjawab pertanyaan atau hanya mengulang kalimat soal.",
        "Menjawab sebagian; ada hal pokok yang kurang atau keliru.",
        "Menjawab semua hal pokok dengan benar, tetapi tanpa alasan atau contoh.",
        "Menjawab semua hal pokok dengan benar, disertai alasan atau contoh yang tepat.",
    ),
)
"""What an essay is marked by as long as its author has written no criteria."""


def criteria_text(criteria: tuple[Criterion, ...]) -> str:
    """Give criteria as text that a person can read and `criteria_in` reads back."""
    lines = []
    for criterion in criteria:
        lines.append(f"Kriteria [{criterion.key}]: {criterion.title}")
        lines += [f"{level} = {text}" for level, text in enumerate(criterion.levels, 1)]
    return "\n\n".join(lines)


def criteria_in(text: str) -> tuple[Criterion, ...]:
    """Give the criteria that stand in a text for markers; none if one is not whole."""
    found: list[tuple[str, str, dict[str, str]]] = []
    for line in filter(None, map(str.strip, text.splitlines())):
        if head := _CRITERION.fullmatch(line):
            found.append((head[1], head[2], {}))
        elif found and (level := _LEVEL.fullmatch(line)):
            found[-1][2][level[1]] = level[2]
    if any(len(levels) < TOP_LEVEL for _, _, levels in found):
        return ()
    return tuple(
        Criterion(key, title, tuple(levels[number] for number in sorted(levels)))
        for key, title, levels in found
    )
