"""Questions laid out for a form."""

from courses.kinds import Level
from courses.model import Cloze, Gap, Option
from lms.training import asking


def test_a_gap_written_into_a_link_does_not_tear_its_markup() -> None:
    gaps = (Gap(options=(Option("a", "ya", True), Option("b", "tidak"))),)
    stem = 'Isi [[1]], lihat [ini](https://contoh.example "[[1]] atau [[1]]").'
    question = Cloze("soal", "Menjelaskan", Level.C1, stem, "Karena.", gaps=gaps)
    html = str(asking.stem_to_read(question).html)
    assert "Isi <strong>[1]</strong>, lihat" in html
    assert 'title="[[1]] atau [[1]]"' in html
