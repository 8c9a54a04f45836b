"""Opens the files of a content folder and tells problems by their path below that folder."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import yaml
from yaml.composer import ComposerError
from yaml.events import AliasEvent
from yaml.nodes import Node, SequenceNode

from courses.nodes import Fields
from courses.problems import Report

T = TypeVar("T")
MOST_BYTES = 1_000_000
BROKEN = "Susunan YAML rusak di sekitar baris ini; periksa inden, titik dua, dan tanda kutip."
UNREADABLE = "YAML tidak dapat dibaca: ada karakter terlarang atau susunan yang terlalu dalam."


class _Plain(yaml.SafeLoader):
    """Reads YAML without references: a few lines of them unfold to more than memory holds."""

    def compose_node(self, parent: Node | None, index: int) -> Node | None:
        if self.check_event(AliasEvent):
            raise ComposerError(None, None, "a reference", self.get_mark())
        return super().compose_node(parent, index)


@dataclass(frozen=True)
class Folder:
    """A content folder (`root`) being read into a report."""

    root: Path
    report: Report

    def name(self, path: Path) -> str:
        """Give a path as problems show it."""
        return path.relative_to(self.root).as_posix()

    def problem(self, path: Path, message: str, *, line: int = 1) -> None:
        """Note a problem of a file or folder."""
        self.report.add(self.name(path), line, message)

    def text(self, path: Path) -> str | None:
        """Give a file's text, or None after noting why there is none."""
        if not path.is_file():
            self.problem(path, "Berkas ini tidak ada.")
        elif path.stat().st_size > MOST_BYTES:
            self.problem(path, "Berkas ini lebih besar dari 1 MB.")
        else:
            return self._decoded(path)
        return None

    def yaml(self, path: Path, make: Callable[[Fields], T]) -> T | None:
        """Give what `make` makes of a YAML file, or None where it cannot be read at all."""
        text = self.text(path)
        return None if text is None else self.fields(path, text, make)

    def fields(
        self, path: Path, text: str, make: Callable[[Fields], T], *, first_line: int = 1
    ) -> T | None:
        """Give what `make` makes of the YAML `text` that begins at a line of the file."""
        node = self._composed(path, text, first_line)
        return None if node is None else self._made(path, node, make, first_line)

    def yaml_list(self, path: Path, make: Callable[[Fields], T]) -> tuple[T, ...]:
        """Give what `make` makes of each item of a YAML file that holds a list."""
        text = self.text(path)
        node = None if text is None else self._composed(path, text, 1)
        if isinstance(node, SequenceNode):
            return tuple(self._made(path, item, make, 1) for item in node.value)
        if node is not None:
            self.problem(path, "Berkas ini harus berisi daftar; awali tiap butir dengan “- ”.")
        return ()

    def _made(self, path: Path, node: Node, make: Callable[[Fields], T], first_line: int) -> T:
        fields = Fields(node, file=self.name(path), report=self.report, first_line=first_line)
        return fields.made(make)

    def _composed(self, path: Path, text: str, first_line: int) -> Node | None:
        try:
            node = yaml.compose(text, Loader=_Plain)
        except yaml.MarkedYAMLError as wrong:
            line = wrong.problem_mark.line if wrong.problem_mark else 0
            self.problem(path, BROKEN, line=line + first_line)
            return None
        except (yaml.YAMLError, RecursionError):
            self.problem(path, UNREADABLE, line=first_line)
            return None
        if node is None:
            self.problem(path, "Berkas ini kosong.", line=first_line)
        return node

    def _decoded(self, path: Path) -> str | None:
        content = path.read_bytes()
        try:
            return content.decode("utf-8-sig").replace("\r\n", "\n")
        except UnicodeDecodeError as wrong:
            line = content[: wrong.start].count(b"\n") + 1
            self.problem(path, "Berkas ini tidak tersimpan sebagai UTF-8.", line=line)
            return None
