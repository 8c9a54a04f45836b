"""QTI 2.1, 2.2 and 3.0: reads items of a content package, writes a package of QTI 2.1."""

from collections.abc import Iterable

from courses.exchange.drafts import Draft, Unreadable
from courses.exchange.qti_package import Faulty, opened, parsed
from courses.exchange.qti_reading import read_item
from courses.exchange.qti_writing import WRITTEN, package
from courses.exchange.sheet import SheetReading
from courses.exchange.texts import Gathered

MOST_LETTERS = 80_000_000
"""Of the pictures beside all drafts, each counted as often as it is shown."""


def read(content: bytes) -> SheetReading:
    """Give every item that can be read, and a problem for each that cannot.

    A line is the number of the item; in a package `places` says the file, and problems begin so.

    Raises:
        Unreadable: nothing of the file can be taken.
    """
    found, gathered, places = opened(content), Gathered(), {}
    encoded: dict[str, str] = {}
    letters = 0
    for line, item in enumerate(found.items, start=1):
        if item.name:
            places[line] = f"Berkas {item.name}"
        try:
            root = parsed(item.content)
            draft = read_item(root, line, item, found.files, encoded)
            letters += sum(len(file.content) for file in draft.files)
            if letters > MOST_LETTERS:
                raise Unreadable(
                    "Gambar dalam paket ini terlalu besar atau dipakai terlalu sering. Bagi "
                    "menjadi beberapa paket."
                )
            gathered.add(draft)
        except Faulty as faulty:
            where = f"{places[line]}: " if item.name else ""
            gathered.complain(line, f"{where}{faulty}")
    reading = gathered.reading()
    return SheetReading(reading.drafts, reading.problems, (), places)


def carries(draft: Draft) -> bool:
    """Say whether the format has room for a draft: for what our own questions become."""
    return draft.type in WRITTEN


def write(drafts: Iterable[Draft]) -> bytes:
    """Give the drafts that it carries as a content package of QTI 2.1."""
    return package([draft for draft in drafts if carries(draft)])
