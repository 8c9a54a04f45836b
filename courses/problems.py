"""What is wrong in a content folder: file, line, and what to mend."""

from dataclasses import dataclass, field


@dataclass(frozen=True, order=True)
class Problem:
    """One mistake in the content: the file below the content folder, its line, what to mend."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        """Give the problem as one line that editors can jump to."""
        return f"{self.file}:{self.line}: {self.message}"


@dataclass
class Report:
    """Collects the problems of one reading."""

    problems: list[Problem] = field(default_factory=list)

    def add(self, file: str, line: int, message: str) -> None:
        """Note one problem."""
        self.problems.append(Problem(file, line, message))
