"""What a trainer sees when marking uraian: by question, answer after answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from uuid import UUID

from flask_babel import gettext as _

from courses.model import Criterion, Essay, Media
from lms.assessment.essay_operations import Marking
from lms.assessment.essay_queries import Written
from lms.assessment.papers import Item
from lms.assessment.presenters import title
from lms.kernel.sentence import Sentence
from lms.training import asking
from lms.training.asking import Stem
from lms.training.models import Kelas, TestKind


@dataclass(frozen=True)
class Pile:
    """All answers to one uraian of a test in a kelas, in an order that names nobody."""

    kind: TestKind
    item: Item
    question: Essay
    media: tuple[Media, ...]
    answers: tuple[Written, ...]

    @property
    def test(self) -> str:
        """Give what people call the test."""
        return title(self.kind)

    @property
    def stem(self) -> Stem:
        """Give what it asks."""
        return asking.stem(self.question.stem, asking.look_of(self.media))

    @property
    def waiting(self) -> tuple[Written, ...]:
        """Give those that nobody has marked yet."""
        return tuple(each for each in self.answers if each.mark is None)

    @property
    def next_id(self) -> UUID:
        """Give where to go on: the first that waits, else the first."""
        return (self.waiting or self.answers)[0].response.id

    @property
    def status(self) -> tuple[str, str]:
        """Give in a word, with its tone, how far the marking is."""
        if self.waiting:
            return str(_("%(count)s belum dinilai", count=len(self.waiting))), "attention"
        return str(_("Semua sudah dinilai")), "good"


def piles(written: Sequence[Written]) -> tuple[Pile, ...]:
    """Give what was written, question by question."""

    def place(each: Written) -> tuple[str, str, str]:
        return each.kind.value, str(each.item.module_id), each.item.question_key

    groups = [tuple(group) for _place, group in groupby(sorted(written, key=place), place)]
    return tuple(_pile(each) for each in groups)


def _pile(answers: tuple[Written, ...]) -> Pile:
    one = answers[0]
    return Pile(one.kind, one.item, one.question, one.media, answers)


@dataclass(frozen=True)
class Level:
    """A level to choose for a criterion."""

    value: int
    words: str
    is_chosen: bool


@dataclass(frozen=True)
class Field:
    """A criterion with its levels."""

    name: str
    title: str
    levels: tuple[Level, ...]


@dataclass(frozen=True)
class Sheet:
    """One answer to mark. `shows_names`: the trainer asked whose it is."""

    kelas: Kelas
    pile: Pile
    current: Written
    shows_names: bool
    sent: Marking | None = None
    problems: tuple[Sentence, ...] = ()

    @property
    def number(self) -> int:
        """Give its place among the answers to the question, from 1."""
        return self.pile.answers.index(self.current) + 1

    @property
    def name(self) -> str:
        """Give whose it is, if that may be seen."""
        if self.shows_names:
            return self.current.attempt.participation.person.full_name
        return str(_("Peserta ke-%(number)s", number=self.number))

    @property
    def text(self) -> str:
        """Give what was written."""
        return str(self.current.response.answer[0])

    @property
    def seen(self) -> int:
        """Give the revision of the marking that the page shows; 0: none."""
        return self.current.mark.revision if self.current.mark else 0

    @property
    def note(self) -> str:
        """Give the note to the trainee, as sent or as kept."""
        kept = self.current.mark.note if self.current.mark else ""
        return self.sent.note if self.sent else kept

    @property
    def fields(self) -> tuple[Field, ...]:
        """Give the criteria with the levels as sent or as kept."""
        kept: Mapping[str, int] = self.current.mark.levels if self.current.mark else {}
        chosen = self.sent.levels if self.sent else kept
        return tuple(_field(each, chosen.get(each.key)) for each in self.pile.question.criteria)

    @property
    def neighbours(self) -> tuple[UUID | None, UUID | None]:
        """Give the answers before and after it."""
        ids = [each.response.id for each in self.pile.answers]
        at = self.number - 1
        return (ids[at - 1] if at else None, ids[at + 1] if at + 1 < len(ids) else None)


def level_name(criterion: str) -> str:
    """Give the name of the field of a criterion's level."""
    return f"tingkat-{criterion}"


def _field(criterion: Criterion, chosen: int | None) -> Field:
    levels = tuple(
        Level(value, words, value == chosen)
        for value, words in enumerate(criterion.levels, start=1)
    )
    return Field(level_name(criterion.key), criterion.title, levels)
