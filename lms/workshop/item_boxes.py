"""The fields of the editor as its template draws them: boxes, rows of boxes, groups of rows."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from lms.kernel.sentence import Sentence
from lms.web.templating import sentence
from lms.workshop.item_rows import Fields, numbers

Choices = Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Box:
    """One field. `shape` is line, area, check, radio, select, file or hidden.

    `id` is the name too, but of a radio: there `name` is shared and `value` tells them apart.
    """

    id: str
    name: str
    label: str
    shape: str
    value: str = ""
    is_on: bool = False
    is_optional: bool = False
    hint: str | None = None
    lines: int = 2
    choices: Choices = ()
    accept: str = ""
    errors: tuple[str, ...] = ()


@dataclass(frozen=True)
class Row:
    """Some boxes that belong together, and the buttons that remove or move them up.

    `extras` are seldom needed; they stand folded until one of them is filled in.
    """

    id: str
    title: str
    boxes: tuple[Box, ...]
    extras: tuple[Box, ...]
    remove_act: str
    up_act: str | None

    @property
    def is_open(self) -> bool:
        """Tell whether the extras are to be seen at once."""
        return any(box.value or box.errors for box in self.extras)


@dataclass(frozen=True)
class Button:
    """A button that changes the fields but saves nothing."""

    act: str
    label: str


@dataclass(frozen=True)
class Group:
    """A part of the editor under a heading."""

    id: str
    title: str
    boxes: tuple[Box, ...] = ()
    rows: tuple[Row, ...] = ()
    hint: str | None = None
    buttons: tuple[Button, ...] = ()
    errors: tuple[str, ...] = ()


@dataclass(frozen=True)
class Problem:
    """Something to mend, and the id of where it stands."""

    id: str
    words: str


@dataclass(frozen=True)
class Drawer:
    """Makes boxes of what was typed and what is wrong with it."""

    fields: Fields
    errors: Mapping[str, Sequence[Sentence]]

    def value(self, name: str) -> str:
        """Give what was typed in a field."""
        return self.fields.get(name, "")

    def wrong(self, name: str) -> tuple[str, ...]:
        """Give what is wrong at a field or group."""
        return tuple(sentence(each) for each in self.errors.get(name, ()))

    def line(
        self, name: str, label: str, *, hint: str | None = None, is_optional: bool = False
    ) -> Box:
        """Give a field of one line."""
        return self._box(name, label, "line", hint=hint, is_optional=is_optional)

    def area(
        self,
        name: str,
        label: str,
        *,
        hint: str | None = None,
        is_optional: bool = False,
        lines: int = 2,
    ) -> Box:
        """Give a field of several lines."""
        return self._box(name, label, "area", hint=hint, is_optional=is_optional, lines=lines)

    def select(self, name: str, label: str, choices: Choices, *, hint: str | None = None) -> Box:
        """Give a list to choose from."""
        return self._box(name, label, "select", hint=hint, choices=tuple(choices))

    def file(self, name: str, label: str, *, hint: str, accept: str) -> Box:
        """Give a field that takes a file."""
        return Box(name, name, label, "file", hint=hint, accept=accept, errors=self.wrong(name))

    def hidden(self, name: str) -> Box:
        """Give a field that nobody sees."""
        return self._box(name, "", "hidden")

    def check(self, name: str, label: str, *, hint: str | None = None) -> Box:
        """Give a box to tick."""
        is_on = bool(self.value(name))
        return Box(name, name, label, "check", "1", is_on, hint=hint, errors=self.wrong(name))

    def radio(self, name: str, value: str, label: str) -> Box:
        """Give one of several circles of which one is filled."""
        is_on = self.value(name) == value
        return Box(f"{name}-{value}", name, label, "radio", value, is_on)

    def numbers(self, prefix: str, least: int) -> Sequence[int]:
        """Give the numbers of the rows to show: those there are, at first so many empty ones."""
        return numbers(self.fields, prefix) or range(1, least + 1)

    def row(
        self,
        prefix: str,
        number: int,
        title: str,
        boxes: Sequence[Box],
        extras: Sequence[Box] = (),
    ) -> Row:
        """Give a row that can be removed and, unless it is the first, moved up."""
        return Row(
            f"{prefix}-{number}",
            title,
            tuple(boxes),
            tuple(extras),
            f"remove:{prefix}:{number}",
            f"up:{prefix}:{number}" if number > 1 else None,
        )

    def _box(
        self,
        name: str,
        label: str,
        shape: str,
        *,
        hint: str | None = None,
        is_optional: bool = False,
        lines: int = 2,
        choices: Choices = (),
    ) -> Box:
        return Box(
            name,
            name,
            label,
            shape,
            self.value(name),
            is_optional=is_optional,
            hint=hint,
            lines=lines,
            choices=choices,
            errors=self.wrong(name),
        )


def problems(groups: Sequence[Group]) -> tuple[Problem, ...]:
    """Give what is wrong in the order of the page, each with where it stands."""
    return tuple(found for group in groups for found in _of_group(group))


def _of_group(group: Group) -> Iterator[Problem]:
    for words in group.errors:
        yield Problem(group.id, f"{group.title}: {words}")
    for box in group.boxes:
        for words in box.errors:
            yield Problem(box.id, f"{box.label}: {words}")
    for row in group.rows:
        for box in (*row.boxes, *row.extras):
            for words in box.errors:
                yield Problem(box.id, f"{row.title}, {box.label}: {words}")
