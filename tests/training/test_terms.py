"""Words that lessons explain are loaded with the content, and corrected with it."""

from sqlalchemy.orm import Session

from courses.model import Term
from courses.reading import read
from lms.training.terms import keep, terms
from lms.web.templating import content_folder


def test_new_words_are_added_and_changed_meanings_corrected(session: Session) -> None:
    assert keep(session, [Term("PSM", "Relawan."), Term("JP", "Jam.")]) == ["PSM", "JP"]
    assert keep(session, [Term("PSM", "Relawan."), Term("JP", "Jam pelajaran.")]) == ["JP"]
    assert keep(session, []) == []
    assert terms(session) == (Term("JP", "Jam pelajaran."), Term("PSM", "Relawan."))


def test_the_shipped_words_fit_and_are_explained_once(session: Session) -> None:
    shipped = read(content_folder()).terms
    assert len(shipped) >= 40
    assert len({each.term.casefold() for each in shipped}) == len(shipped)
    assert len(keep(session, shipped)) == len(shipped)
    assert max(len(each.meaning) for each in shipped) <= 300
