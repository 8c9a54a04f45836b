"""Figures, written as JSON for tools and as a table for people."""

import json
import statistics
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Figure:
    """A measured value: the median of several rounds with the least and the greatest of them.

    `n` is how many requests, papers or bytes' downloads all rounds together had.
    """

    name: str
    value: float
    unit: str
    n: int
    min: float
    max: float

    @classmethod
    def of(cls, name: str, unit: str, rounds: Sequence[float], *, n: int) -> "Figure":
        """Give the figure for the values of the rounds."""
        values = [round(each, 3) for each in rounds]
        middle = round(statistics.median(values), 3)
        return cls(name, middle, unit, n, min(values), max(values))


@dataclass(frozen=True)
class Goal:
    """What the figure shall not exceed, and what Moodle needs (stock, tuned) in the same unit."""

    most: float | None
    moodle: str
    work: str


GOALS: Mapping[str, Goal] = {
    "hello": Goal(None, "", "hello, the floor under the same server"),
    "login-post": Goal(24, "33 / 28", "login POST"),
    "course-page@sqlite": Goal(1.5, "51 / 44", "course page: the modules of one's angkatan"),
    "course-page@postgresql": Goal(2.5, "51 / 44", "course page: the modules of one's angkatan"),
    "module-page@sqlite": Goal(1.5, "50 / 42", "module page: one lesson with its self-check"),
    "module-page@postgresql": Goal(2.5, "50 / 42", "module page: one lesson with its self-check"),
    "quiz-page": Goal(3, "54 / 46", "quiz page"),
    "quiz-whole": Goal(40, "596 / 496", "whole quiz of 20 questions, each answer saved by itself"),
    "quiz-one-page": Goal(40, "596 / 496", "the same with scripts, all questions on one page"),
    "presensi": Goal(6, "85", "presensi: form, post and receipt"),
    "certificate-unsigned": Goal(5, "195–236", "certificate with QR, unsigned"),
    "certificate-signed": Goal(15, "", "certificate, signed (PAdES)"),
    "certificate-naive-unsigned": Goal(None, "", "the same with nothing kept between papers"),
    "certificate-naive-signed": Goal(None, "", "the same, key read and size guessed each time"),
    "first-visit-bytes": Goal(60_000, "1,136,000", "first visit, login page, over the wire"),
    "first-visit-requests": Goal(6, "17", "requests of the first visit"),
    "journey-bytes": Goal(80_000, "1,330,000", "login, first page, course, quiz, attempt; cold"),
    "memory-pss-mb": Goal(140, "151–169", "memory of the web processes, two workers"),
    "quiz-500-at-once-s": Goal(20, "171 at best", "500 trainees take the same quiz at once"),
    "coverage-national-figures-ms": Goal(
        20, "", "figures of all provinces from the counters, wall"
    ),
    "coverage-national-ms": Goal(None, "", "the whole page of all provinces, wall"),
    "completion-export-per-trainee": Goal(0.1, "1.4", "everybody's completion as CSV, a person"),
    "answer-p95-ms": Goal(300, "", "a saved answer while they do, 95 of 100"),
}


def goal_of(name: str) -> Goal:
    """Give a figure's goal: its own, else that of the name without its database."""
    return GOALS.get(name) or GOALS.get(name.partition("@")[0]) or Goal(None, "", "")


def write(
    folder: Path,
    figures: Sequence[Figure],
    *,
    versions: Mapping[str, str],
    machine: Mapping[str, Any],
) -> None:
    """Write bench.json and bench.md."""
    folder.mkdir(parents=True, exist_ok=True)
    content = {
        "versions": dict(versions),
        "machine": dict(machine),
        "figures": [asdict(figure) for figure in figures],
    }
    text = json.dumps(content, indent=2, ensure_ascii=False)
    (folder / "bench.json").write_text(text + "\n", "utf-8")
    (folder / "bench.md").write_text(table(figures, machine), "utf-8")


def table(figures: Sequence[Figure], machine: Mapping[str, Any]) -> str:
    """Give the figures beside the goals and Moodle's as Markdown."""
    told = ", ".join(f"{key} {value}" for key, value in machine.items())
    lines = [
        "# Measured",
        "",
        f"Machine: {told}. CPU-ms are those of all server processes, database included;",
        "the median of several rounds, with the least and the greatest.",
        "Moodle's figures (stock / tuned) were measured elsewhere: no ratio is to be published",
        "from them without measuring both side by side.",
        "",
        "| figure | value | min–max | n | goal | Moodle | work |",
        "| --- | ---: | ---: | ---: | ---: | ---: | --- |",
    ]
    return "\n".join(lines + [_row(figure) for figure in figures]) + "\n"


def _row(figure: Figure) -> str:
    goal = goal_of(figure.name)
    wanted = "" if goal.most is None else f"≤ {goal.most:g}"
    if goal.most is not None and figure.value > goal.most:
        wanted += " **missed**"
    span = f"{figure.min:g}–{figure.max:g}"
    cells = (figure.name, f"{figure.value:g} {figure.unit}", span, str(figure.n), wanted)
    return "| " + " | ".join((*cells, goal.moodle, goal.work)) + " |"
