"""Reads questions written as lines: a stem, options A. B. C., "Kunci: B", "Pembahasan: …"."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from courses.exchange.sheet_columns import LETTERS, column_of, fold
from courses.exchange.sheet_rows import Row
from courses.exchange.word_blocks import Line

_NUMBERED = re.compile(
    r"(?:(?:soal|no\.?|nomor)\s+)?(\d{1,4})\s*[.)](?:\s+(?=\S)|(?=[^\s\d]))", re.I
)
_OPTION = re.compile(r"(\*\s*)?\(?([A-Ja-j])\s*[.)]\s*(?=\S)")
_NEXT_OPTION = re.compile(r"(?:\t+|\s{2,})(?=\*?\s*\(?[B-Jb-j]\s*[.)]\s*\S)")
_TAG = re.compile(r"([A-Za-z][A-Za-z /]{2,30}?)\s*[:=]\s*(.*)")
_KEY_LIST = re.compile(r"(?:kunci(?: jawaban)?|jawaban)\s*:?", re.I)
_CLOSED = re.compile(r"[A-J](?:\W+[A-J])*\.?|benar|salah", re.I)
_PICTURE = re.compile(r"!\[[^\[\]]*\]\(@@PLUGINFILE@@/\S+\)")
_KEY_PAIR = re.compile(r"(\d{1,4})\s*[.):\-=]?\s*([A-Ja-j])(?![A-Za-z])[.,;]?\s*")


@dataclass
class Question:
    """A question while its lines come in; `last` is the column that goes on with a plain line."""

    number: int | None
    line: int
    cells: dict[str, list[str]] = field(default_factory=dict)
    last: str = "stem"
    has_picture: bool = False

    @property
    def has_answers(self) -> bool:
        """Say whether options or a key have been seen."""
        return any(key in self.cells for key in ("A", "key"))

    @property
    def next_letter(self) -> str:
        """Give the letter of the option that comes next."""
        return LETTERS[sum(letter in self.cells for letter in LETTERS) % len(LETTERS)]

    def add(self, key: str, text: str) -> None:
        """Begin a column with its first line."""
        self.last = key
        self.cells.setdefault(key, [])
        self.cells[key].append(text)

    def add_picture(self, text: str) -> None:
        """Add a picture on a line of its own to what was last said, to the stem after the key."""
        column = "stem" if self.last == "key" else self.last
        self.cells.setdefault(column, []).append(text)

    def row(self) -> Row:
        """Give the question as a row."""
        texts = {key: "\n".join(lines).strip() for key, lines in self.cells.items()}
        return Row(self.line, {key: text for key, text in texts.items() if text})


@dataclass
class LineReader:
    """Takes line after line and gives the questions; a key list at the end finds its questions."""

    questions: list[Question] = field(default_factory=list)
    in_key_list: bool = False
    is_numbered: bool = False
    list_id: str = ""

    def read(self, lines: Iterable[Line]) -> tuple[Question, ...]:
        """Give the questions; what holds neither options nor key nor a number is a heading."""
        for line in lines:
            for part in _parts(line):
                self._take(part)
        return tuple(each for each in self.questions if each.number or len(each.cells) > 1)

    def one(self, lines: Iterable[Line], at: int) -> Question:
        """Give the single question that all the lines are of."""
        self.questions = [Question(1, at)]
        for line in lines:
            for part in _parts(line):
                self._into(self.questions[0], part)
        return self.questions[0]

    def _take(self, line: Line) -> None:
        if line.has_picture and not line.text and self.questions:
            self.questions[-1].has_picture = True
        elif self._goes_on(line):
            self.questions[-1].add_picture(line.text)
        elif not line.text:
            self._blank()
        elif self.in_key_list and self._keys(line):
            return
        elif _KEY_LIST.fullmatch(line.text):
            self.in_key_list = True
        elif line.is_heading:
            self.questions.append(Question(0, 0))
        elif (number := self._begins(line)) is not None:
            self.in_key_list = False
            self.is_numbered = True
            self._begin(number, line, _NUMBERED.sub("", line.text, count=1))
        elif not self.questions or self.questions[-1].number == 0 or self._is_over(line):
            self._begin(None, line, line.text)
        else:
            self._into(self.questions[-1], line)

    def _goes_on(self, line: Line) -> bool:
        """Say whether a line is only a picture, which belongs to the question before it."""
        if not self.questions or self.questions[-1].number == 0 or line.mark:
            return False
        return bool(_PICTURE.fullmatch(line.text))

    def _blank(self) -> None:
        last = self.questions[-1] if self.questions else None
        if last and not self.is_numbered and "key" in last.cells:
            self.questions.append(Question(0, 0))

    def _is_over(self, line: Line) -> bool:
        """Say whether a plain line after a question's key begins something else."""
        last = self.questions[-1]
        is_plain = not _tagged(line.text) and self._option(last, line) is None
        return is_plain and last.last == "key" and bool(_CLOSED.fullmatch(last.cells["key"][-1]))

    def _begins(self, line: Line) -> int | None:
        """Give the number of the question that this line begins."""
        last = self.questions[-1] if self.questions else None
        typed = _NUMBERED.match(line.text)
        if typed and self._may_begin(last, int(typed[1])):
            return int(typed[1])
        if line.mark == "1" and not typed:
            is_next = last is None or not last.number or last.has_answers
            if is_next or line.list_id == self.list_id:
                self.list_id = self.list_id or line.list_id
                return max((each.number or 0 for each in self.questions), default=0) + 1
        return None

    def _may_begin(self, last: Question | None, number: int) -> bool:
        if last is None or not last.number:
            return True
        return last.has_answers or number == last.number + 1

    def _begin(self, number: int | None, line: Line, text: str) -> None:
        if self.questions and self.questions[-1].number == 0:
            self.questions.pop()
        question = Question(number, line.number, has_picture=line.has_picture)
        question.add("stem", text)
        self.questions.append(question)

    def _keys(self, line: Line) -> bool:
        """Take a line of the key list: "1. A 2. C", or one letter in a numbered list."""
        if line.mark == "1" and re.fullmatch(r"[A-Ja-j]\.?", line.text):
            unkeyed = [each for each in self.questions if each.number and "key" not in each.cells]
            if unkeyed:
                unkeyed[0].add("key", line.text.strip("."))
            return True
        pairs = _KEY_PAIR.findall(line.text)
        if not pairs or _KEY_PAIR.sub("", line.text).strip():
            return False
        by_number = {each.number: each for each in self.questions if each.number}
        for number, letter in pairs:
            if int(number) in by_number:
                by_number[int(number)].add("key", letter)
        return True

    def _into(self, question: Question, line: Line) -> None:
        question.has_picture |= line.has_picture
        option = self._option(question, line)
        tag = _tagged(line.text)
        if option is not None:
            letter, text, is_right = option
            question.add(letter, text)
            if is_right:
                question.cells.setdefault("key", []).append(letter)
        elif tag is not None:
            question.add(*tag)
        elif line.text:
            question.cells.setdefault(question.last, []).append(line.text)

    def _option(self, question: Question, line: Line) -> tuple[str, str, bool] | None:
        """Give letter, text and rightness if the line is the next option of the question."""
        found = _OPTION.match(line.text)
        letter = found[2].upper() if found else ""
        if found and 0 <= ord(letter) - ord(question.next_letter) <= 1:
            return letter, line.text[found.end() :].strip(), bool(found[1])
        if line.mark == "A" and not found:
            text = line.text.removeprefix("*").strip()
            return question.next_letter, text, line.text.startswith("*")
        return None


def _parts(line: Line) -> Iterator[Line]:
    """Give the options that stand beside each other as lines of their own."""
    first, *others = (
        _NEXT_OPTION.split(line.text) if _NEXT_OPTION.search(line.text) else [line.text]
    )
    yield Line(line.number, first.strip(), line.mark, line.list_id, line.has_picture)
    for text in others:
        yield Line(line.number, text.strip())


def _tagged(text: str) -> tuple[str, str] | None:
    """Give column and text of "Kunci: B" and the like."""
    found = _TAG.fullmatch(text)
    key = column_of(found[1]) if found else None
    if found and key and key != "stem" and (key not in LETTERS or len(fold(found[1])) > 1):
        return key, found[2].strip()
    short = re.fullmatch(r"(?:kunci|jawaban|answer)(?: jawaban)?\s+([A-Ja-j])\.?", text, re.I)
    return ("key", short[1]) if short else None


def merged(question: Question, cells: Mapping[str, str]) -> Row:
    """Give the question's row with the cells of other columns of its table beside it."""
    row = question.row()
    return Row(row.line, {**row.cells, **{key: text for key, text in cells.items() if text}})
