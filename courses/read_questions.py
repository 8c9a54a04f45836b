"""Reads a module's questions.yaml: a list of multiple choice questions with one right option."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from string import ascii_lowercase

from courses.files import Folder
from courses.kinds import Level
from courses.model import Choice, Option, Question
from courses.nodes import Fields

FEWEST_OPTIONS = 3
MOST_OPTIONS = 5
KNOWN_TYPES = ("choice",)


def read_questions(
    folder: Folder, path: Path, *, lessons: Sequence[str], indicators: Sequence[str]
) -> tuple[Question, ...]:
    """Give the questions of the file; they may name these lessons and must ask an indicator."""
    reader = _Reader(frozenset(lessons), frozenset(indicators))
    return folder.yaml_list(path, reader.question)


@dataclass
class _Reader:
    """Reads question after question and remembers what must not come twice."""

    lessons: frozenset[str]
    indicators: frozenset[str]
    lines: dict[tuple[str, str], int] = field(default_factory=dict)

    def question(self, fields: Fields) -> Question:
        """Give one question; what is wrong with it is reported."""
        kind = fields.text("type")
        if kind and kind not in KNOWN_TYPES:
            fields.problem(f"Jenis soal “{kind}” belum dapat dipakai; pakai choice.", key="type")
        question = Choice(
            key=fields.slug("key"),
            objective=fields.text("objective"),
            level=fields.one_of("level", Level),
            stem=fields.text("stem"),
            options=_options(fields),
            explanation=fields.text("explanation"),
            selfcheck=fields.flag("selfcheck", default=False),
            lesson=fields.optional_text("lesson"),
        )
        self._once(fields, "key", question.key)
        self._once(fields, "stem", question.stem)
        self._check_lesson(fields, question)
        if question.objective and question.objective not in self.indicators:
            fields.problem(
                "“objective” harus sama persis dengan salah satu “indicators” di module.yaml.",
                key="objective",
            )
        return question

    def _once(self, fields: Fields, name: str, value: str) -> None:
        first = self.lines.get((name, value))
        if value and first:
            fields.problem(f"“{name}” ini sama dengan yang di baris {first}.", key=name)
        self.lines.setdefault((name, value), fields.line_of(name))

    def _check_lesson(self, fields: Fields, question: Question) -> None:
        if question.selfcheck and not question.lesson:
            fields.problem(
                "Soal periksa diri harus menyebut materinya di “lesson”.",
                key="selfcheck",
            )
        if question.lesson and question.lesson not in self.lessons:
            fields.problem(f"Tidak ada materi “{question.lesson}” dalam modul ini.", key="lesson")


def _options(fields: Fields) -> tuple[Option, ...]:
    read = fields.entries("options", _option)
    if not FEWEST_OPTIONS <= len(read) <= MOST_OPTIONS:
        fields.problem(
            f"Soal harus mempunyai {FEWEST_OPTIONS} sampai {MOST_OPTIONS} pilihan jawaban; "
            f"ada {len(read)}.",
            key="options",
        )
    right_count = sum(is_right for _, is_right in read)
    if right_count != 1:
        fields.problem(
            f"Tepat satu pilihan jawaban harus bertanda “right: true”; ada {right_count}.",
            key="options",
        )
    if len({text.casefold() for text, _ in read}) < len(read):
        fields.problem("Ada dua pilihan jawaban yang sama.", key="options")
    return tuple(
        Option(key, text, is_right)
        for key, (text, is_right) in zip(ascii_lowercase, read, strict=False)
    )


def _option(fields: Fields) -> tuple[str, bool]:
    return fields.text("text"), fields.flag("right", default=False)
