"""What the pages of lessons show, worked out before they are drawn."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from markupsafe import Markup

from courses.glossing import anchor
from courses.html import Heading
from courses.html_parts import size_words
from courses.model import Lesson, Term
from lms.learning.checks import Check
from lms.learning.pages import ALL_PICTURES
from lms.learning.presenters import Desk
from lms.learning.texts import Manner, Text, kilobytes, text, texts


@dataclass(frozen=True)
class TermLine:
    """A term of the page with its meaning; `place` is where in the text it first stands."""

    id: str
    place: str
    word: str
    meaning: str


@dataclass(frozen=True)
class LessonLine:
    """A lesson in the module's list."""

    title: str
    url: str
    minutes: int
    kilobytes: int
    is_done: bool


@dataclass(frozen=True)
class Step:
    """The way to another lesson; `go_url` is posted to, so that the place is kept."""

    title: str
    url: str
    go_url: str
    kilobytes: int


@dataclass(frozen=True)
class GoOn:
    """The lesson that was last read; `go_url` is posted to."""

    title: str
    module: str
    go_url: str


@dataclass(frozen=True)
class Pictures:
    """Pictures that are not shown, how big they are together, and where all are."""

    count: int
    size: str
    all_url: str


@dataclass(frozen=True)
class LessonPage:
    """One lesson to read, with its self-check."""

    slug: str
    title: str
    html: Markup
    number: int
    count: int
    minutes: int
    pictures: Pictures | None
    terms: tuple[TermLine, ...]
    checks: tuple[Check, ...]
    before: Step | None
    after: Step | None


@dataclass(frozen=True)
class Part:
    """A lesson within the page of the whole module; `id` leads to it."""

    id: str
    title: str
    html: Markup
    headings: tuple[Heading, ...]
    terms: tuple[TermLine, ...]
    url: str


@dataclass(frozen=True)
class WholePage:
    """All lessons of a module on one page."""

    parts: tuple[Part, ...]
    pictures: Pictures | None


@dataclass(frozen=True)
class Lessons:
    """Makes the presenters of a module's lessons for one reader."""

    desk: Desk
    manner: Manner

    def lines(self) -> tuple[LessonLine, ...]:
        """Give the module's lessons; one is done when each of its questions was right once."""
        return tuple(
            LessonLine(
                lesson.title,
                self.desk.lesson_url(lesson.slug),
                lesson.minutes,
                kilobytes(self._text(lesson)),
                self.desk.is_done(lesson),
            )
            for lesson in self._lessons
        )

    def resume(self, last: str | None) -> Step:
        """Give where to go on: the lesson last read, else the first that is not done."""
        known = [lesson for lesson in self._lessons if lesson.slug == last]
        undone = [lesson for lesson in self._lessons if not self.desk.is_done(lesson)]
        return self._step((known or undone or list(self._lessons))[0])

    def page(self, slug: str) -> LessonPage:
        """Give the lesson of this slug; KeyError where there is none."""
        lesson = self.desk.taught.content.lesson(slug)
        at, shown = self._lessons.index(lesson), self._text(lesson)
        return LessonPage(
            slug,
            lesson.title,
            shown.html,
            at + 1,
            len(self._lessons),
            lesson.minutes,
            self._pictures([shown], "learning.lesson", lesson_slug=slug),
            term_lines(shown.terms),
            self.desk.checks(slug),
            self._step(self._lessons[at - 1]) if at else None,
            self._step(self._lessons[at + 1]) if at + 1 < len(self._lessons) else None,
        )

    def whole(self) -> WholePage:
        """Give all lessons for one page."""
        shown = self._texts()
        parts = tuple(
            Part(
                f"bacaan-{number}",
                lesson.title,
                one.html,
                one.headings,
                term_lines(one.terms, prefix=f"b{number}-"),
                self.desk.lesson_url(lesson.slug),
            )
            for number, (lesson, one) in enumerate(zip(self._lessons, shown, strict=True), start=1)
        )
        return WholePage(parts, self._pictures(shown, "learning.whole"))

    def whole_kilobytes(self) -> int:
        """Give what the page of the whole module weighs."""
        return kilobytes(*self._texts())

    def paper_kilobytes(self) -> int:
        """Give what the page to be printed weighs, with all pictures."""
        return replace(self, manner=replace(self.manner, shows_all=True)).whole_kilobytes()

    @property
    def _lessons(self) -> tuple[Lesson, ...]:
        return self.desk.taught.content.lessons

    def _text(self, lesson: Lesson) -> Text:
        return text(lesson.text, self.desk.taught.content.media, self.manner)

    def _texts(self) -> tuple[Text, ...]:
        given = [(f"b{n}-", lesson.text) for n, lesson in enumerate(self._lessons, start=1)]
        return texts(given, self.desk.taught.content.media, self.manner, top=3)

    def _pictures(self, shown: Sequence[Text], endpoint: str, **values: str) -> Pictures | None:
        count = sum(one.later_count for one in shown)
        if not count:
            return None
        weight = sum(one.later_bytes for one in shown)
        return Pictures(
            count, size_words(weight), self.desk.url(endpoint, gambar=ALL_PICTURES, **values)
        )

    def _step(self, lesson: Lesson) -> Step:
        return Step(
            lesson.title,
            self.desk.lesson_url(lesson.slug),
            self.desk.url("learning.go", lesson_slug=lesson.slug),
            kilobytes(self._text(lesson)),
        )


def go_on(desks: Sequence[Desk], places: Sequence[tuple[UUID, str]]) -> GoOn | None:
    """Give where somebody last read: places are (module, lesson), the latest first."""
    known = {desk.taught.module_id: desk for desk in desks}
    for module_id, slug in places:
        desk = known.get(module_id)
        for lesson in desk.taught.content.lessons if desk else ():
            if desk and lesson.slug == slug:
                url = desk.url("learning.go", lesson_slug=lesson.slug)
                return GoOn(lesson.title, desk.taught.content.title, url)
    return None


def term_lines(terms: Sequence[Term], *, prefix: str = "") -> tuple[TermLine, ...]:
    """Give the terms of a text in the order of reading."""
    return tuple(
        TermLine(f"{prefix}istilah-{anchor(t)}", f"{prefix}dari-{anchor(t)}", t.term, t.meaning)
        for t in terms
    )
