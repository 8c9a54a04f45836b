"""Moodle XML: reads what Moodle exports and writes what Moodle imports."""

from collections.abc import Iterable

from courses.exchange.drafts import Draft, Reading, Unreadable
from courses.exchange.moodle_xml_elements import Faulty
from courses.exchange.moodle_xml_reading import read_question
from courses.exchange.moodle_xml_stream import Broken, questions
from courses.exchange.moodle_xml_writing import quiz
from courses.exchange.texts import Gathered


def read(content: bytes) -> Reading:
    """Give every question of the file, and a problem for each that could not be read.

    Where the file breaks off, what came before is kept and the place is told.

    Raises:
        Unreadable: nothing of the file can be taken.
    """
    gathered = Gathered()
    try:
        _gather(content, gathered)
    except Broken as broken:
        if not gathered.drafts:
            raise Unreadable(
                f"Berkas XML rusak di baris {broken.line}; ekspor ulang dari Moodle."
            ) from broken
        gathered.complain(
            broken.line, "Mulai baris ini berkas rusak; soal sesudahnya tidak terbaca."
        )
    return gathered.reading()


def _gather(content: bytes, gathered: Gathered) -> None:
    category = ""
    for element in questions(content):
        try:
            draft = read_question(element, category=category)
        except Faulty as faulty:
            gathered.complain(faulty.line, faulty.message)
            continue
        category = draft.text if draft.type == "category" else category
        gathered.add(draft)


def carries(draft: Draft) -> bool:
    """Say whether the format has room for a draft: Moodle's own has room for all."""
    return True


def write(drafts: Iterable[Draft]) -> bytes:
    """Give the drafts as a file that Moodle imports; reading it gives the same drafts again."""
    return quiz(drafts)
