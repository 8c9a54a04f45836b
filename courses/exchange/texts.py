"""Opens text files (GIFT, Aiken): their encoding, their lines, and how much one file may hold."""

import codecs
import io
from collections.abc import Iterator
from dataclasses import dataclass, field

from courses.exchange.drafts import MOST_BYTES, Draft, FileProblem, Reading, Unreadable

MOST_DRAFTS = 10_000
MOST_ANSWERS = 100_000
MOST_PROBLEMS = 500
TOO_MANY_PROBLEMS = 10_000
MOST_LETTERS = 4_000_000
"""Of one question, and of one line."""

TRIM = " \t\n\r\0\x0b"
"""What Moodle takes for white space at the ends of a text."""

_TRIM = TRIM.encode()
_SAVE_AS = "Simpan lagi sebagai teks dengan enkode UTF-8."
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_LETTER_LOST = (
    "Ada huruf yang bukan UTF-8 dan terbaca sebagai \ufffd. Simpan berkas dengan enkode UTF-8, "
    "lalu unggah lagi."
)


@dataclass
class Gathered:
    """What a reader has found so far; it refuses to grow without end."""

    drafts: list[Draft] = field(default_factory=list)
    problems: list[FileProblem] = field(default_factory=list)
    answers: int = 0
    unnamed: int = 0

    def add(self, draft: Draft) -> None:
        """Keep a draft.

        Raises:
            Unreadable: the file holds more than a bank of questions ever does.
        """
        self.drafts.append(draft)
        self.answers += len(draft.answers) + len(draft.pairs) + len(draft.words) + len(draft.tags)
        if len(self.drafts) > MOST_DRAFTS or self.answers > MOST_ANSWERS:
            raise Unreadable(
                "Berkas ini memuat lebih dari 10.000 soal atau 100.000 jawaban. Bagilah menjadi "
                "beberapa berkas."
            )

    def complain(self, line: int, message: str) -> None:
        """Keep a problem; beyond the first 500 they are only counted.

        Raises:
            Unreadable: there is no end of problems.
        """
        if len(self.problems) < MOST_PROBLEMS:
            self.problems.append(FileProblem(line, message))
            return
        self.unnamed += 1
        if self.unnamed > TOO_MANY_PROBLEMS:
            raise Unreadable(
                "Hampir tidak ada baris yang terbaca. Periksa apakah berkas ini memang berformat "
                "yang dipilih, lalu simpan sebagai teks UTF-8."
            )

    def reading(self) -> Reading:
        """Give all that was found, the problems by line."""
        problems = sorted(self.problems)
        if self.unnamed:
            more = f"Ada {self.unnamed} masalah lain. Perbaiki dahulu yang disebut di atas."
            problems.append(FileProblem(problems[-1].line, more))
        return Reading(tuple(self.drafts), tuple(problems))


def lines(content: bytes, gathered: Gathered) -> Iterator[tuple[int, str]]:
    """Give the lines with their numbers, without white space around them.

    A letter that is no UTF-8 becomes a problem of its line; a line without end is left empty.

    Raises:
        Unreadable: too large, or no text.
    """
    for number, raw in enumerate(io.BytesIO(_utf8(content)), start=1):
        if len(raw) > MOST_LETTERS:
            gathered.complain(number, "Baris ini terlalu panjang. Bagilah, atau hapus gambarnya.")
            raw = b""
        stripped = raw.strip(_TRIM)
        try:
            line = stripped.decode()
        except UnicodeDecodeError:
            line = stripped.decode(errors="replace")
            gathered.complain(number, _LETTER_LOST)
        yield number, line


def _utf8(content: bytes) -> bytes:
    """Give the text as UTF-8 without a mark at its beginning, each line ended by a newline."""
    if len(content) > MOST_BYTES:
        raise Unreadable(
            "Berkas ini lebih besar dari 20 MB. Bagilah menjadi beberapa berkas yang lebih kecil."
        )
    if content.startswith(_UTF16):
        content = _from_utf16(content)
    content = content.removeprefix(codecs.BOM_UTF8)
    if b"\0" in content:
        raise Unreadable(f"Berkas ini bukan teks UTF-8. {_SAVE_AS}")
    for ending in (b"\r\r\n", b"\r\n", b"\r"):
        content = content.replace(ending, b"\n")
    return content


def _from_utf16(content: bytes) -> bytes:
    try:
        return content.decode("utf-16").encode()
    except UnicodeError as error:
        raise Unreadable(f"Berkas UTF-16 ini rusak. {_SAVE_AS}") from error
