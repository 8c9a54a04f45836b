"""A question laid out as the fields of a form: what its components draw, and nothing of its key."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from string import ascii_uppercase
from typing import Any, assert_never

from flask_babel import gettext as _
from markupsafe import Markup

from courses import answering
from courses.html import Look, draw, inline_html
from courses.model import (
    Answer,
    Choice,
    Choices,
    Cloze,
    Description,
    Essay,
    Gap,
    Matching,
    Media,
    Numeric,
    Option,
    Ordering,
    Question,
    ShortAnswer,
    TrueFalse,
)
from courses.papers import arrange, arrange_gap
from lms.training.media_views import address

Form = Callable[[str], Sequence[str]]

_LINE = re.compile(r"<p>((?:(?!</?p>).)*)</p>\s*", re.DOTALL)
_GAP = re.compile(r"\[\[(\d+)\]\](?![^<>]*>)")  # not within a tag
_PLAIN = Look()


@dataclass(frozen=True)
class Stem:
    """What is asked, as HTML; `is_line`: it is one line and may stand in a legend."""

    html: Markup
    is_line: bool


@dataclass(frozen=True)
class Shown:
    """Something to choose: as HTML beside a button, as plain text in a drop-down list."""

    key: str
    html: Markup
    text: str
    is_chosen: bool


@dataclass(frozen=True)
class Place:
    """One of several fields: with options a drop-down list, without them a text."""

    name: str
    label: Markup
    options: tuple[Shown, ...]
    value: str
    is_number: bool = False


@dataclass(frozen=True)
class Piece:
    """A part of a text with gaps: HTML, and the place that follows it, if any."""

    html: Markup
    place: Place | None


@dataclass(frozen=True)
class Card:
    """A question to answer, with what its fields hold now.

    `kind` is the question's type. Where there are places as well, `options` are what all of them
    offer, to be read before. `reason` says why the last answer was not taken.
    """

    kind: str
    number: int
    field: str
    stem: Stem
    options: tuple[Shown, ...] = ()
    places: tuple[Place, ...] = ()
    pieces: tuple[Piece, ...] = ()
    criteria: tuple[str, ...] = ()
    value: str = ""
    unit: str = ""
    most: int = 0
    reason: str = ""


@dataclass(frozen=True)
class Layout:
    """Where a question is asked: its number, its fields' name, the seed of its order."""

    number: int
    field: str
    seed: str
    look: Look = _PLAIN
    reason: str = ""

    def card(self, question: Question, answer: Answer | None) -> Card:
        """Give the question with a saved answer in its fields."""
        held: Mapping[str, list[str]] = answering.filled(question, answer, self.field, self.seed)
        return self.card_as_typed(question, lambda name: held.get(name, []))

    def card_as_typed(self, question: Question, form: Form) -> Card:
        """Give the question with what a form sent in its fields."""
        make = _Make(self, form)
        match question:
            case Choice() | Choices() | TrueFalse():
                return make.card(question, options=make.choices(question))
            case ShortAnswer():
                return make.text(question, most=answering.MOST_SHORT)
            case Numeric():
                return make.text(question, most=answering.MOST_SHORT, unit=question.unit)
            case Essay():
                titles = tuple(each.title for each in question.criteria)
                return make.text(question, most=answering.MOST_ESSAY, criteria=titles)
            case Matching():
                rights = make.rights(question)
                return make.card(question, options=rights, places=make.matching(question, rights))
            case Ordering():
                return make.card(question, places=make.ordering(question))
            case Cloze():
                return make.cloze(question)
            case Description():
                return make.card(question)
            case _:
                assert_never(question)


@dataclass(frozen=True)
class _Make:
    """Makes the parts of one card."""

    layout: Layout
    form: Form

    def card(self, question: Question, **parts: Any) -> Card:
        at = self.layout
        what = stem(question.stem, at.look)
        return replace(Card(question.type, at.number, at.field, what, reason=at.reason), **parts)

    def text(self, question: Question, *, most: int, **parts: Any) -> Card:
        return self.card(question, value=self.value(self.layout.field), most=most, **parts)

    def cloze(self, question: Cloze) -> Card:
        """Give the text cut at its gaps, so that fields can stand within it."""
        ends = _GAP.split(str(stem(question.stem, self.layout.look).html))
        places = [self.gap(question, int(number)) for number in ends[1::2]]
        pieces = tuple(map(Piece, map(Markup, ends[0::2]), [*places, None]))
        return replace(self.card(question, pieces=pieces), stem=Stem(Markup(), is_line=True))

    def gap(self, question: Cloze, number: int) -> Place | None:
        if not 1 <= number <= len(question.gaps):
            return None
        gap: Gap = question.gaps[number - 1]
        name = f"{self.layout.field}-{number}"
        arranged = arrange_gap(question, number, seed=self.layout.seed)
        return Place(
            name,
            Markup.escape(_("Bagian kosong %(number)s", number=number)),
            self.chosen(question, name, arranged, number),
            self.value(name),
            is_number=bool(gap.spans),
        )

    def choices(self, question: Choice | Choices | TrueFalse) -> tuple[Shown, ...]:
        options = arrange(question, seed=self.layout.seed) or _truths()
        return self.chosen(question, self.layout.field, options)

    def chosen(
        self, question: Question, name: str, options: Iterable[Option], gap: int = 0
    ) -> tuple[Shown, ...]:
        """Give options under the names that tell nothing of their place in the file."""
        at = question, self.layout.seed, gap
        called, meant = answering.called(*at), answering.meant(*at)
        chosen = {meant.get(each) for each in self.form(name)}
        look = self.layout.look
        return tuple(
            Shown(called[each.key], *_words(each.text, look), each.key in chosen)
            for each in options
        )

    def rights(self, question: Matching) -> tuple[Shown, ...]:
        called, arranged = answering.handles(question), arrange(question, seed=self.layout.seed)
        return self.lettered(replace(each, key=called[each.key]) for each in arranged)

    def lettered(self, options: Iterable[Option]) -> tuple[Shown, ...]:
        """Give what belongs to the pairs with letters: lists on phones cut long texts."""
        return tuple(
            replace(each, text=f"{letter}. {each.text}")
            for letter, each in zip(ascii_uppercase, self.shown(options, ()), strict=False)
        )

    def matching(self, question: Matching, rights: Sequence[Shown]) -> tuple[Place, ...]:
        return tuple(
            Place(
                name,
                line(pair.left, self.layout.look),
                tuple(replace(each, is_chosen=each.key == self.value(name)) for each in rights),
                self.value(name),
            )
            for name, pair in zip(self.names(question), question.pairs, strict=True)
        )

    def ordering(self, question: Ordering) -> tuple[Place, ...]:
        asked = answering.asked_items(question)
        name_of = dict(zip((item.key for item in asked), self.names(question), strict=True))
        numbers = [Option(str(n), str(n)) for n in range(1, len(question.items) + 1)]
        arranged = arrange(question, seed=self.layout.seed)
        return tuple(self.place(name_of[item.key], item.text, numbers) for item in arranged)

    def place(self, name: str, label: str, options: Iterable[Option]) -> Place:
        return Place(
            name,
            line(label, self.layout.look),
            self.shown(options, self.form(name)),
            self.value(name),
        )

    def shown(self, options: Iterable[Option], chosen: Sequence[str]) -> tuple[Shown, ...]:
        look = self.layout.look
        return tuple(
            Shown(each.key, *_words(each.text, look), each.key in chosen) for each in options
        )

    def names(self, question: Question) -> tuple[str, ...]:
        return answering.fields(question, self.layout.field)

    def value(self, name: str) -> str:
        return next(iter(self.form(name)), "")


def look_of(media: Sequence[Media]) -> Look:
    """Give how texts of a module with these pictures and papers are drawn."""
    if not media:
        return _PLAIN
    return Look(media={each.name: each for each in media}, media_url=address)


def line(text: str, look: Look = _PLAIN) -> Markup:
    """Give an option's or item's Markdown as HTML of one line, with pictures that `look` knows."""
    return inline_html(text, look) if "media/" in text and look.media else _line(text)


@lru_cache(maxsize=4096)
def _line(text: str) -> Markup:
    return inline_html(text)


def _words(text: str, look: Look) -> tuple[Markup, str]:
    """Give an option's Markdown as HTML of one line, and as plain text."""
    html, plain = _said(text)
    return (line(text, look) if look.media else html), plain


@lru_cache(maxsize=4096)
def _said(text: str) -> tuple[Markup, str]:
    html = _line(text)
    return html, html.striptags()


def stem(text: str, look: Look = _PLAIN) -> Stem:
    """Give what is asked, as HTML, with the pictures that `look` knows."""
    return _drawn(text, look) if "media/" in text else _stem(text)


def stem_to_read(question: Question, look: Look = _PLAIN) -> Stem:
    """Give what a question asks where nothing is to be filled in: gaps stand as numbers."""
    found = stem(question.stem, look)
    if not isinstance(question, Cloze):
        return found
    return Stem(Markup(_GAP.sub(r"<strong>[\1]</strong>", str(found.html))), found.is_line)


@lru_cache(maxsize=2048)
def _stem(text: str) -> Stem:
    return _drawn(text, _PLAIN)


def _drawn(text: str, look: Look) -> Stem:
    html = draw(text, look).html
    found = _LINE.fullmatch(html)
    return Stem(Markup(found[1]), is_line=True) if found else Stem(html, is_line=False)


def _truths() -> tuple[Option, ...]:
    yes, no = answering.TRUTHS
    return Option(yes, _("Benar")), Option(no, _("Salah"))
