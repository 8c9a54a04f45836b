"""What a question file says, before anybody knows whether it can be asked here.

The types and words are Moodle's, since its files are the common ground of trainers. A draft keeps
all that was read, so that writing it in the same format gives the same again.
"""

from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

from courses.codec import Value

MOST_BYTES = 20_000_000
"""The largest question file that is read."""


class Markup(StrEnum):
    """How a text is written."""

    HTML = "html"
    MOODLE = "moodle"  # Moodle's auto-format: HTML where single line breaks count
    PLAIN = "plain"
    MARKDOWN = "markdown"


@dataclass(frozen=True)
class DraftAnswer(Value):
    """An answer with the part of the mark it earns, -1 to 1; `tolerance` is of a number."""

    text: str
    fraction: Fraction
    feedback: str = ""
    tolerance: Fraction | None = None
    markup: Markup = Markup.MOODLE


@dataclass(frozen=True)
class DraftPair(Value):
    """Something and what belongs to it; without `question` the answer belongs to nothing."""

    question: str
    answer: str


@dataclass(frozen=True)
class DraftWord(Value):
    """A word to put into a gap (gapselect, ddwtos); only words of one group fit each other."""

    text: str
    group: int = 1
    infinite: bool = False


@dataclass(frozen=True)
class DraftFile(Value):
    """A file that travels inside a question file; `content` is base64."""

    name: str
    content: str


@dataclass(frozen=True)
class Draft(Value):
    """One question of a file; `line` is where it begins, from 1.

    `type` is multichoice, truefalse, shortanswer, numerical, match, essay, description,
    multianswer (its `text` keeps the `{1:MULTICHOICE:…}` codes), gapselect, ddwtos, ordering
    (`answers` in their right order) or category (`text` is its path). `markup` says how `text`
    and every feedback are written; `unit` belongs to the number of a numerical.
    """

    type: str
    line: int
    name: str = ""
    text: str = ""
    markup: Markup = Markup.MOODLE
    generalfeedback: str = ""
    answers: tuple[DraftAnswer, ...] = ()
    single: bool = True
    minds_case: bool = False
    correctanswer: bool | None = None
    feedbacktrue: str = ""
    feedbackfalse: str = ""
    pairs: tuple[DraftPair, ...] = ()
    words: tuple[DraftWord, ...] = ()
    graderinfo: str = ""
    defaultgrade: Fraction = Fraction(1)
    idnumber: str = ""
    tags: tuple[str, ...] = ()
    category: str = ""
    objective: str = ""
    level: str = ""
    files: tuple[DraftFile, ...] = ()
    unit: str = ""


@dataclass(frozen=True, order=True)
class FileProblem:
    """Something that a reader could not take: the line or row, and a sentence with the remedy."""

    line: int
    message: str


@dataclass(frozen=True)
class Reading:
    """What a file gave: every question that could be read, and every problem with its line."""

    drafts: tuple[Draft, ...] = ()
    problems: tuple[FileProblem, ...] = field(default=())


class Unreadable(Exception):
    """The file as a whole cannot be taken; the text is one sentence in Indonesian."""
