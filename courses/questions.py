"""The kinds of question, as frozen values. Import these names from `courses.model`.

An answer is a tuple of texts. What stands at which place is said by each kind; an empty text is a
place left open, an empty tuple no answer at all.
"""

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from courses.codec import Value
from courses.kinds import Form, Level

Answer = tuple[str, ...]

TOP_LEVEL = 4
"""The highest level of a criterion."""


@dataclass(frozen=True)
class Criterion(Value):
    """One thing to watch; `levels` describes scores 1 to 4 in this order, in observable words."""

    key: str
    title: str
    levels: tuple[str, ...]


@dataclass(frozen=True)
class Option(Value):
    """One answer to choose; `key` (a, b, …) is its place in the file and never changes.

    `share` is the part of the mark that choosing it earns, -1 to 1; without it, the kind's own
    rule counts.
    """

    key: str
    text: str
    right: bool = False
    share: Fraction | None = None
    feedback: str = ""


@dataclass(frozen=True)
class Accepted(Value):
    """A text that earns `share` of the mark; `*` stands for any letters, `\\*` for a star."""

    text: str
    share: Fraction = Fraction(1)
    feedback: str = ""


@dataclass(frozen=True)
class Span(Value):
    """The numbers from `low` to `high` (both included) that earn `share` of the mark."""

    low: Fraction
    high: Fraction
    share: Fraction = Fraction(1)
    feedback: str = ""


@dataclass(frozen=True)
class Pair(Value):
    """Something on the left and what belongs to it; `key` (a, b, …) never changes."""

    key: str
    left: str
    right: str


@dataclass(frozen=True)
class Gap(Value):
    """A place to fill in: options to choose from, else texts, else numbers are accepted.

    Its mark counts `weight` times among the gaps of its question.
    """

    options: tuple[Option, ...] = ()
    accepted: tuple[Accepted, ...] = ()
    spans: tuple[Span, ...] = ()
    minds_case: bool = False
    weight: int = 1


@dataclass(frozen=True)
class Asked(Value):
    """What every question has. `stem` and `explanation` are Markdown.

    `form` binds it to one of two parallel forms of a test; without it, either may ask it.
    `grounds` are the sentences of the lessons from which the key can be found.
    """

    key: str
    objective: str
    level: Level
    stem: str
    explanation: str
    selfcheck: bool = False
    lesson: str | None = None
    form: Form | None = None
    grounds: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Choice(Asked):
    """Exactly one right option. Answer: the key of an option."""

    options: tuple[Option, ...]
    type: Literal["choice"] = "choice"

    @property
    def right(self) -> Option:
        """Give the option that is right."""
        return next(option for option in self.options if option.right)


@dataclass(frozen=True, kw_only=True)
class Choices(Asked):
    """One or more right options. Answer: the keys of those chosen."""

    options: tuple[Option, ...]
    type: Literal["choices"] = "choices"


@dataclass(frozen=True, kw_only=True)
class TrueFalse(Asked):
    """A statement. Answer: "true" or "false"."""

    is_true: bool
    type: Literal["truefalse"] = "truefalse"


@dataclass(frozen=True, kw_only=True)
class ShortAnswer(Asked):
    """A few words. Answer: the text."""

    accepted: tuple[Accepted, ...]
    minds_case: bool = False
    type: Literal["shortanswer"] = "shortanswer"


@dataclass(frozen=True, kw_only=True)
class Numeric(Asked):
    """A number. Answer: the number as it was typed. `unit` is shown beside the field."""

    spans: tuple[Span, ...]
    unit: str = ""
    type: Literal["numeric"] = "numeric"


@dataclass(frozen=True, kw_only=True)
class Matching(Asked):
    """What belongs together. Answer: for each pair the key of the pair whose right was chosen.

    `others` are rights that belong to nothing; their keys are "x1", "x2", ….
    """

    pairs: tuple[Pair, ...]
    others: tuple[str, ...] = ()
    type: Literal["matching"] = "matching"


@dataclass(frozen=True, kw_only=True)
class Ordering(Asked):
    """Items in their right order. Answer: the keys of the items in the order chosen."""

    items: tuple[Option, ...]
    type: Literal["ordering"] = "ordering"


@dataclass(frozen=True, kw_only=True)
class Cloze(Asked):
    """A stem with the places [[1]], [[2]], … to be filled in. Answer: one text for each gap.

    For a gap with options the text is an option's key.
    """

    gaps: tuple[Gap, ...]
    type: Literal["cloze"] = "cloze"


@dataclass(frozen=True, kw_only=True)
class Essay(Asked):
    """An uraian, marked by a person: each criterion from 1 to 4. Answer: the text."""

    criteria: tuple[Criterion, ...]
    type: Literal["essay"] = "essay"


@dataclass(frozen=True, kw_only=True)
class Description(Asked):
    """Something to read between questions. It takes no answer and has no mark."""

    type: Literal["description"] = "description"


Question = (
    Choice
    | Choices
    | TrueFalse
    | ShortAnswer
    | Numeric
    | Matching
    | Ordering
    | Cloze
    | Essay
    | Description
)
