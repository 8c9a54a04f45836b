"""The figures of one region in the words of a page."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from flask_babel import gettext as _

from lms.oversight import measures
from lms.oversight.measures import Part
from lms.oversight.words import BUCKET_WORDS, UNSET
from lms.standings.buckets import Bucket
from lms.standings.figures import Figures
from lms.web.formats import number, percent
from lms.web.templating import sentence

NO_SHARE = "–"
LEAST = "<0,1%"


@dataclass(frozen=True)
class Bar:
    """A stacked bar: a title, the same numbers in words, its parts."""

    title: str
    desc: str
    parts: Sequence[Part]


@dataclass(frozen=True)
class Entry:
    """A bucket's line in the legend."""

    name: str
    words: str
    value: str


@dataclass(frozen=True)
class Shown:
    """What a page says of a region; `obliged` and the buckets are words where nothing is set."""

    figures: Figures
    registered: int
    share_percent: Decimal | None
    share: str
    level: int | None
    obliged: str
    bar: Bar
    legend: Sequence[Entry]
    in_words: str

    @property
    def headline(self) -> str:
        """Give the answer as a sentence of its own."""
        return self.in_words[:1].upper() + self.in_words[1:]

    @property
    def is_set(self) -> bool:
        """Tell whether it is known who must be trained."""
        return self.figures.obliged_count is not None

    @property
    def buckets(self) -> list[tuple[str, str]]:
        """Give the columns of the buckets: their name, and their people as written."""
        return [(entry.words, entry.value) for entry in self.legend]

    @property
    def beyond(self) -> int:
        """Give how many are trained without being obliged."""
        return measures.trained_beyond(self.figures)

    @property
    def desa_none(self) -> int:
        """Give how many desa have nobody trained."""
        return measures.desa_none(self.figures)

    @property
    def has_nobody(self) -> bool:
        """Tell whether nobody of the region is trained."""
        return measures.has_nobody_trained(self.figures)

    @property
    def state(self) -> tuple[str, str]:
        """Give how a desa stands, in one word with its tone."""
        if self.registered:
            return _("ada yang terdaftar"), "good"
        if not self.has_nobody:
            return _("ada yang terlatih"), "info"
        if self.figures.people(Bucket.IN_TRAINING):
            return _("ada yang dilatih"), "attention"
        return _("belum ada"), "neutral"


def shown(figures: Figures, registered: int, *, name: str) -> Shown:
    """Give the figures of a region of this name in words."""
    part = measures.share(figures)
    is_set = figures.obliged_count is not None
    legend = [
        Entry(one.value, sentence(words), number(figures.obliged[one]) if is_set else NO_SHARE)
        for one, (words, _tone) in BUCKET_WORDS.items()
    ]
    obliged = number(figures.obliged_count or 0) if is_set else sentence(UNSET)
    written = _written(figures, part)
    in_words = _sentence(figures, written)
    desc = "; ".join(f"{entry.words} {entry.value}" for entry in legend)
    return Shown(
        figures=figures,
        registered=registered,
        share_percent=part,
        share=written,
        level=measures.level(figures),
        obliged=obliged,
        bar=Bar(f"{name}: {in_words}", desc, measures.parts(figures)),
        legend=legend,
        in_words=in_words,
    )


def _written(figures: Figures, part: Decimal | None) -> str:
    if part is None:
        return NO_SHARE
    return LEAST if figures.finished and not part else percent(part)


def _sentence(figures: Figures, written: str) -> str:
    if figures.obliged_count is None:
        return str(_("belum ditetapkan siapa yang wajib"))
    if not figures.obliged_count:
        return str(_("tidak ada yang wajib"))
    return str(
        _(
            "%(trained)s dari %(obliged)s orang yang wajib sudah terlatih (%(share)s)",
            trained=number(figures.finished),
            obliged=number(figures.obliged_count),
            share=written,
        )
    )
