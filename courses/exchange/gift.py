"""GIFT as Moodle 4.4 reads it: questions in plain text, with a blank line between them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import takewhile

from courses.exchange.drafts import Draft, Markup, Reading
from courses.exchange.gift_answers import Misshapen, answered
from courses.exchange.gift_text import comment_marks, marked, plain, shielded
from courses.exchange.gift_writing import carries, write
from courses.exchange.labels import labelled
from courses.exchange.texts import MOST_LETTERS, TRIM, Gathered, lines

__all__ = ["carries", "read", "write"]

CATEGORY = "$CATEGORY:"
_BLANK = "_____"
_TOO_LONG = "Soal ini terlalu panjang. Pisahkan soal dengan baris kosong."
_BRACES = (
    "Kurung { dan } tidak berpasangan. Tutup setiap { dengan } tanpa baris kosong di antaranya; "
    "kurung yang menjadi bagian teks ditulis \\{ dan \\}."
)
_MORE_BRACES = (
    "Sesudah kurung jawaban masih ada { atau }, yang dibaca sebagai teks. Beri baris kosong di "
    "antara soal; kurung yang menjadi bagian teks ditulis \\{ dan \\}."
)


@dataclass
class _Block:
    """The lines between two blank lines; `line` is the first that is no comment."""

    line: int = 0
    texts: list[str] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    letters: int = 0

    def add(self, number: int, text: str) -> None:
        self.letters += len(text) + 1
        if self.letters > MOST_LETTERS:
            self.texts.clear()
        elif text.startswith("//"):
            self.comments.append(text)
        else:
            self.texts.append(text)
        if not self.line and not text.startswith("//"):
            self.line = number


def read(content: bytes) -> Reading:
    """Give the questions of a GIFT file, and what could not be read with its line.

    Raises:
        Unreadable: too large or no text.
    """
    gathered = Gathered()
    category = ""
    for block in _blocks(lines(content, gathered)):
        if block.letters > MOST_LETTERS:
            gathered.complain(block.line, _TOO_LONG)
            continue
        category = _take_categories(block, category, gathered)
        if block.texts:
            _read_block(block, category, gathered)
    return gathered.reading()


def _take_categories(block: _Block, category: str, gathered: Gathered) -> str:
    """Take the lines that name a category off the block; give the last one."""
    named = list(takewhile(lambda text: text.startswith(CATEGORY), block.texts))
    for line, text in enumerate(named, start=block.line):
        category = plain(shielded(text[len(CATEGORY) :]))
        gathered.add(Draft("category", line, text=category))
    del block.texts[: len(named)]
    block.line += len(named)
    return category


def _blocks(numbered: Iterable[tuple[int, str]]) -> Iterator[_Block]:
    block = _Block()
    for number, text in numbered:
        if text:
            block.add(number, text)
        elif block.letters:
            yield block
            block = _Block()
    if block.letters:
        yield block


def _read_block(block: _Block, category: str, gathered: Gathered) -> None:
    try:
        draft, has_more = _question(block.line, "\n".join(block.texts))
    except Misshapen as error:
        gathered.complain(block.line, str(error))
        return
    if has_more:
        gathered.complain(block.line, _MORE_BRACES)
    marks = [mark for comment in block.comments for mark in comment_marks(comment)]
    tags = tuple(value for name, value in marks if name == "tag")
    idnumber = next((value for name, value in marks if name == "id"), "")
    gathered.add(labelled(replace(draft, category=category, idnumber=idnumber, tags=tags)))


def _question(line: int, written: str) -> tuple[Draft, bool]:
    """Give the question of a block, and whether braces are left in its text."""
    name, text = _name(shielded(written))
    start, end = text.find("{"), text.find("}")
    if start < 0 and end < 0:
        said = marked(text, Markup.MOODLE)
        draft = Draft("description", line, name=name, text=said.text, markup=said.markup)
        return draft, False
    if start < 0 or end < start:
        raise Misshapen(_BRACES)
    blank = "" if text.endswith("}") else _BLANK
    around = text[:start] + blank + text[end + 1 :]
    said = marked(around, Markup.MOODLE)
    answers, general = _general(text[start + 1 : end].strip(TRIM))
    draft = Draft("essay", line, name=name, text=said.text, markup=said.markup)
    draft = replace(draft, generalfeedback=marked(general, said.markup).text)
    return answered(draft, answers), "{" in around or "}" in around


def _name(text: str) -> tuple[str, str]:
    """Give the name between the first two ::, on one line, and the rest."""
    if not text.startswith("::"):
        return "", text
    name, closed, rest = text[2:].partition("::")
    return (" ".join(plain(name).split()), rest.strip(TRIM)) if closed else ("", text[2:])


def _general(answers: str) -> tuple[str, str]:
    """Give the answers without the general feedback behind ####, and that."""
    before, sign, general = answers.rpartition("####")
    return (before.strip(TRIM), general) if sign else (answers, "")
