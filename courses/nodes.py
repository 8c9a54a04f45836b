"""Reads YAML with line marks: typed fields, every problem noted at its line, none raised."""

import re
from collections.abc import Callable
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import TypeVar

from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from courses.numbers import read_number, read_share
from courses.problems import Report

T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
TEXT_TAG = "tag:yaml.org,2002:str"
NULL_TAG = "tag:yaml.org,2002:null"
TRUTHS = {"true": True, "false": False}


class Fields:
    """The fields of one YAML mapping. A wrong field is reported and answered by a stand-in."""

    def __init__(self, node: Node, *, file: str, report: Report, first_line: int = 1) -> None:
        """Take the mapping apart; `first_line` is where its text begins in the file."""
        self.file = file
        self.report = report
        self._first_line = first_line
        self.line = self._at(node)
        self._nodes: dict[str, Node] = {}
        self._asked: set[str] = set()
        if not isinstance(node, MappingNode):
            self.problem("Di sini harus ada daftar isian berbentuk “nama: nilai”.")
            return
        for key, value in node.value:
            self._keep(key, value)

    def problem(self, message: str, *, key: str | None = None, at: int | None = None) -> None:
        """Note a problem at the line of the field `key`, at a line, or where the mapping begins."""
        self.report.add(self.file, at or (self.line_of(key) if key else self.line), message)

    def line_of(self, key: str) -> int:
        """Give the line of a field's value, or of the mapping where the field is missing."""
        return self._at(self._nodes[key]) if key in self._nodes else self.line

    def has(self, key: str) -> bool:
        """Say whether the field is written and not empty."""
        self._asked.add(key)
        return key in self._nodes and self._nodes[key].tag != NULL_TAG

    def text(self, key: str) -> str:
        """Give a text that is not empty."""
        node = self._required(key)
        return self._text_of(node, key) if node else ""

    def optional_text(self, key: str) -> str | None:
        """Give a text, or None where it is missing or null."""
        return self.text(key) if self.has(key) else None

    def slug(self, key: str) -> str:
        """Give a name of small letters, digits and single hyphens."""
        text = self.text(key)
        if text and not SLUG.fullmatch(text):
            self.problem(
                f"“{key}” hanya boleh berisi huruf kecil, angka, dan tanda hubung.",
                key=key,
            )
        return text

    def number(self, key: str, *, least: int, most: int) -> int:
        """Give a whole number within the bounds."""
        node = self._required(key)
        if node is None:
            return least
        if not isinstance(node, ScalarNode) or not re.fullmatch(r"-?[0-9]{1,9}", node.value):
            self.problem(f"“{key}” harus berupa bilangan bulat.", key=key)
            return least
        if not least <= int(node.value) <= most:
            self.problem(f"“{key}” harus antara {least} dan {most}.", key=key)
            return least
        return int(node.value)

    def flag(self, key: str, *, default: bool) -> bool:
        """Give true or false; the default where the field is missing."""
        if not self.has(key):
            return default
        node = self._nodes[key]
        if not isinstance(node, ScalarNode) or node.value not in TRUTHS:
            self.problem(f"“{key}” harus true atau false.", key=key)
            return default
        return TRUTHS[node.value]

    def truth(self, key: str) -> bool:
        """Give true or false; a missing field is a problem."""
        return self.flag(key, default=False) if self._required(key) else False

    def amount(self, key: str) -> Fraction:
        """Give a number as people write it here, such as "3,5"."""
        return self._read(key, read_number, "harus berupa angka, misalnya “3,5”")

    def share(self, key: str, *, default: Fraction | None = None) -> Fraction | None:
        """Give a part of the mark: "1/2", "50%" or "0,5"; the default where it is missing."""
        if not self.has(key):
            return default
        return self._read(key, read_share, "harus berupa bagian, misalnya “1/2” atau “50%”")

    def day(self, key: str) -> date:
        """Give a date written as 2026-11-01."""
        node = self._required(key)
        try:
            return date.fromisoformat(str(node.value)) if node else date.min
        except ValueError:
            self.problem(f"“{key}” harus berupa tanggal seperti 2026-11-01.", key=key)
            return date.min

    def one_of(self, key: str, kinds: type[E]) -> E:
        """Give one word of a closed set."""
        node = self._required(key)
        return self._member(node, key, kinds) if node else next(iter(kinds))

    def several_of(self, key: str, kinds: type[E]) -> tuple[E, ...]:
        """Give a list of words of a closed set."""
        return tuple(self._member(node, key, kinds) for node in self._list(key))

    def texts(self, key: str) -> tuple[str, ...]:
        """Give a list of texts; a missing field is a problem, an empty list is not."""
        return tuple(self._text_of(node, key) for node in self._list(key))

    def entries(self, key: str, make: Callable[["Fields"], T]) -> tuple[T, ...]:
        """Give what `make` makes of each mapping in a list."""
        return tuple(self._made(node, make) for node in self._list(key))

    def mixed(
        self, key: str, plain: Callable[[str], T], make: Callable[["Fields"], T]
    ) -> tuple[T, ...]:
        """Give what `plain` makes of each text in a list, and `make` of each mapping."""
        return tuple(
            plain(self._text_of(node, key))
            if isinstance(node, ScalarNode)
            else self._made(node, make)
            for node in self._list(key)
        )

    def child(self, key: str, make: Callable[["Fields"], T]) -> T | None:
        """Give what `make` makes of the mapping in this field, or None where it is missing."""
        return self._made(self._nodes[key], make) if self.has(key) else None

    def pass_over(self) -> None:
        """Say nothing about fields that nobody asked for."""
        self._asked.update(self._nodes)

    def made(self, make: Callable[["Fields"], T]) -> T:
        """Give what `make` makes of these fields; then report every field it did not ask for."""
        made = make(self)
        for key in self._nodes:
            if key not in self._asked:
                self.problem(f"Isian “{key}” tidak dikenal.", key=key)
        return made

    def _keep(self, key: Node, value: Node) -> None:
        if not isinstance(key, ScalarNode):
            self.problem("Nama isian harus berupa satu kata.", at=self._at(key))
        elif key.value in self._nodes:
            self.problem(f"Isian “{key.value}” ditulis dua kali.", at=self._at(key))
        else:
            self._nodes[key.value] = value

    def _made(self, node: Node, make: Callable[["Fields"], T]) -> T:
        fields = Fields(node, file=self.file, report=self.report, first_line=self._first_line)
        return fields.made(make)

    def _required(self, key: str) -> Node | None:
        if self.has(key):
            return self._nodes[key]
        self.problem(f"Isian “{key}” belum diisi.", key=key)
        return None

    def _read(self, key: str, read: Callable[[str], Fraction | None], wanted: str) -> Fraction:
        node = self._required(key)
        value = read(str(node.value)) if isinstance(node, ScalarNode) else None
        if node is not None and value is None:
            self.problem(f"“{key}” {wanted}.", key=key)
        return value or Fraction()

    def _list(self, key: str) -> list[Node]:
        node = self._required(key)
        if isinstance(node, SequenceNode):
            return list(node.value)
        if node is not None:
            self.problem(f"“{key}” harus berupa daftar.", key=key)
        return []

    def _text_of(self, node: Node, key: str) -> str:
        if not isinstance(node, ScalarNode) or node.tag == NULL_TAG:
            self.problem(f"“{key}” harus berupa teks.", at=self._at(node))
        elif node.tag != TEXT_TAG:
            self.problem(
                f"“{key}” terbaca bukan sebagai teks; apit “{node.value}” dengan tanda kutip.",
                at=self._at(node),
            )
        elif not node.value.strip():
            self.problem(f"Isian “{key}” belum diisi.", at=self._at(node))
        else:
            return str(node.value).strip()
        return ""

    def _member(self, node: Node, key: str, kinds: type[E]) -> E:
        try:
            return kinds(node.value)
        except ValueError:
            words = ", ".join(kinds)
            self.problem(f"“{key}” harus salah satu dari: {words}.", at=self._at(node))
            return next(iter(kinds))

    def _at(self, node: Node) -> int:
        return int(node.start_mark.line) + self._first_line
