"""Reads a content folder whole: everything it holds, or every problem with file and line."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from courses.files import Folder
from courses.kinds import RubricKind
from courses.model import Library, Programme
from courses.papers import missing
from courses.problems import Problem, Report
from courses.read_curricula import Lines, read_curriculum
from courses.read_modules import read_module
from courses.read_rubrics import read_rubric
from courses.read_terms import read_terms

__all__ = ["ContentError", "Problem", "check", "read"]


class ContentError(Exception):
    """The folder cannot be taken as content; `problems` lists all of them, never empty."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        """Keep the problems; the text is one line for each."""
        super().__init__("\n".join(map(str, problems)))
        self.problems = tuple(problems)


def read(folder: Path) -> Library:
    """Give all modules, rubrics and curricula of the folder.

    Raises:
        ContentError: something is wrong anywhere in the folder.
    """
    library, problems = _read(folder)
    if problems:
        raise ContentError(problems)
    return library


def check(folder: Path) -> tuple[Problem, ...]:
    """Give every problem of the folder, sorted by file and line; none means it can be read."""
    _, problems = _read(folder)
    return problems


def _read(path: Path) -> tuple[Library, tuple[Problem, ...]]:
    folder = Folder(path, Report())
    if not path.is_dir():
        folder.problem(path, "Folder isi pelatihan ini tidak ada.")
        return Library((), (), ()), tuple(folder.report.problems)
    lines = Lines()
    library = Library(
        modules=tuple(filter(None, (read_module(folder, each) for each in _modules(folder)))),
        rubrics=tuple(
            filter(None, (read_rubric(folder, each) for each in _yamls(folder, "rubrics")))
        ),
        curricula=tuple(
            filter(
                None,
                (read_curriculum(folder, each, lines) for each in _yamls(folder, "curricula")),
            )
        ),
        terms=read_terms(folder, path / "terms.yaml"),
    )
    _Crosscheck(library, lines, folder).run()
    return library, tuple(sorted(set(folder.report.problems)))


def _modules(folder: Folder) -> list[Path]:
    return [part for part in _parts(folder, "modules") if _is_folder(folder, part)]


def _is_folder(folder: Folder, path: Path) -> bool:
    if not path.is_dir():
        folder.problem(path, "Di sini hanya boleh ada folder, satu untuk tiap modul.")
    return path.is_dir()


def _yamls(folder: Folder, name: str) -> list[Path]:
    parts = _parts(folder, name)
    for part in parts:
        if part.suffix != ".yaml":
            folder.problem(part, "Di sini hanya boleh ada berkas .yaml.")
    return [part for part in parts if part.suffix == ".yaml"]


def _parts(folder: Folder, name: str) -> list[Path]:
    path = folder.root / name
    if not path.is_dir():
        folder.problem(path, f"Folder “{name}” tidak ada.")
        return []
    parts = (part for part in path.iterdir() if not part.name.startswith("."))
    return sorted(parts, key=lambda part: part.stem)


@dataclass(frozen=True)
class _Crosscheck:
    """Looks up what files say about each other, once all of them are read."""

    library: Library
    lines: Lines
    folder: Folder

    def run(self) -> None:
        """Report references to nothing, papers without enough questions, and contradictions."""
        known = self._known()
        for wanted in self.lines.references:
            if wanted.slug not in known[wanted.sort]:
                message = f"Tidak ada {wanted.sort} bernama “{wanted.slug}”."
                self.folder.report.add(wanted.file, wanted.line, message)
        self._check_plans()
        self._check_programmes()

    def _known(self) -> dict[str, set[str]]:
        return {
            "modul": {path.name for path in (self.folder.root / "modules").glob("*/")},
            "rubrik praktik": self._rubrics(RubricKind.PRAKTIK, RubricKind.KINERJA),
            "rubrik sikap": self._rubrics(RubricKind.SIKAP),
            "program": {programme.slug for _, _, programme, _ in self.lines.programmes},
        }

    def _rubrics(self, *kinds: RubricKind) -> set[str]:
        return {rubric.slug for rubric in self.library.rubrics if rubric.kind in kinds}

    def _check_plans(self) -> None:
        known = {module.slug for module in self.library.modules}
        for written in self.lines.plans:
            if known.issuperset(written.plan.modules):
                for shortage in missing(self.library.modules, written.plan):
                    line = written.line_of(shortage.cell)
                    self.folder.report.add(written.file, line, str(shortage))

    def _check_programmes(self) -> None:
        first: dict[str, tuple[str, Programme]] = {}
        versions: set[tuple[str, int]] = set()
        for file, line, programme, version in self.lines.programmes:
            where, same = first.setdefault(programme.slug, (file, programme))
            if same != programme:
                message = f"Program “{programme.slug}” di sini berbeda dari yang di {where}."
                self.folder.report.add(file, line, message)
            if (programme.slug, version) in versions:
                message = f"Program “{programme.slug}” sudah mempunyai kurikulum versi {version}."
                self.folder.report.add(file, line, message)
            versions.add((programme.slug, version))
        self._check_circles({slug: programme for slug, (_, programme) in first.items()})

    def _check_circles(self, programmes: dict[str, Programme]) -> None:
        for file, line, programme, _ in self.lines.programmes:
            waiting, before = list(programme.requires), set[str]()
            while waiting:
                slug = waiting.pop()
                if slug in programmes and slug not in before:
                    before.add(slug)
                    waiting += programmes[slug].requires
            if programme.slug in before:
                message = f"Program “{programme.slug}” akhirnya mensyaratkan dirinya sendiri."
                self.folder.report.add(file, line, message)
