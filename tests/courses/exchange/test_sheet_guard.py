"""Files made to harm: none of them crashes, hangs or fills the memory."""

import io
import random
import subprocess
import sys
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from courses.exchange import sheet, sheet_help, word
from courses.exchange.drafts import Reading, Unreadable
from courses.exchange.sheet_rows import Row

ROWS = [Row(line, cells) for line, cells in enumerate(sheet_help.EXAMPLES, start=2)]
XLSX = sheet.write(sheet.taken(ROWS).drafts)
DOCX = word.template()
SHEET = "xl/worksheets/sheet1.xml"
STRINGS = "xl/sharedStrings.xml"
BODY = "word/document.xml"
MEMORY_MOST_KB = 300_000
MEASURE = """
import re, sys
from courses.exchange import sheet, word
from courses.exchange.drafts import Unreadable
reader = {"xlsx": sheet, "docx": word}[sys.argv[1]]
try:
    print(len(reader.read(open(sys.argv[2], "rb").read()).drafts))
except Unreadable as error:
    print(error)
print(re.search(r"VmHWM:\\s+(\\d+)", open("/proc/self/status").read())[1])
"""


def with_part(content: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for each in old.namelist():
            part = old.read(each)
            new.writestr(each, change(part) if each == name else part)
    return stream.getvalue()


def replaced(content: bytes, name: str, old: bytes, new: bytes) -> bytes:
    def change(part: bytes) -> bytes:
        assert old in part
        return part.replace(old, new, 1)

    return with_part(content, name, change)


def in_columns(count: int) -> bytes:
    row = b'<row r="%d"><c r="XFD%d" t="s"><v>0</v></c></row>'
    return b"<sheetData>" + b"".join(row % (n, n) for n in range(1, count))


def used_often(part: bytes) -> bytes:
    rows = b"".join(
        b'<row r="%d"><c r="A%d" t="s"><v>0</v></c></row>' % (n, n) for n in range(1, 30_000)
    )
    return part.split(b"<sheetData>")[0] + b"<sheetData>" + rows + b"</sheetData></worksheet>"


BOMBS = {
    "a part of 300 MB": with_part(XLSX, SHEET, lambda part: part + b" " * 300_000_000),
    "a cell far away": with_part(
        XLSX, SHEET, lambda part: part.replace(b'r="B2"', b'r="XFD1048576"', 1)
    ),
    "rows as wide as can be": replaced(XLSX, SHEET, b"<sheetData>", in_columns(300)),
    "a long text used often": with_part(
        with_part(XLSX, SHEET, used_often),
        STRINGS,
        lambda part: part.replace(b"<t", b"<t>" + b"x" * 20_000 + b"</t><t", 1),
    ),
    "entities": replaced(
        XLSX, STRINGS, b"<sst", b'<!DOCTYPE sst [<!ENTITY a "aaa"><!ENTITY b "&a;&a;">]><sst'
    ),
    "elements without end": replaced(
        XLSX, SHEET, b"<sheetData>", b"<sheetData>" + b"<row/>" * 900_000
    ),
    "elements inside each other": replaced(XLSX, SHEET, b"<sheetData>", b"<row>" * 5_000),
}
LETTERS = {
    "a part of 300 MB": with_part(DOCX, BODY, lambda part: part + b" " * 300_000_000),
    "entities": replaced(
        DOCX,
        BODY,
        b"<w:document",
        b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><w:document',
    ),
    "paragraphs without end": replaced(DOCX, BODY, b"<w:body>", b"<w:body>" + b"<w:p/>" * 900_000),
    "tables inside each other": replaced(DOCX, BODY, b"<w:body>", b"<w:body>" + b"<w:tbl>" * 5_000),
}


class TestBombs:
    @pytest.mark.parametrize("content", BOMBS.values(), ids=list(BOMBS))
    def test_in_a_sheet_get_a_sentence(self, content: bytes) -> None:
        with pytest.raises(Unreadable, match="terlalu|entitas|rusak"):
            sheet.read(content)

    @pytest.mark.parametrize("content", LETTERS.values(), ids=list(LETTERS))
    def test_in_a_word_file_get_a_sentence(self, content: bytes) -> None:
        with pytest.raises(Unreadable, match="terlalu|entitas|rusak"):
            word.read(content)

    def test_a_large_file_gets_a_sentence(self) -> None:
        with pytest.raises(Unreadable, match="lebih besar dari 20 MB"):
            sheet.read(b"PK" + bytes(50_000_000))

    def test_a_part_that_lies_about_its_size_is_not_believed(self) -> None:
        big = with_part(XLSX, SHEET, lambda part: part + b" " * 2_000_000)
        with zipfile.ZipFile(io.BytesIO(big)) as packed:
            size = packed.getinfo(SHEET).file_size
        lying = big.replace(size.to_bytes(4, "little"), (600).to_bytes(4, "little"))
        with pytest.raises(Unreadable, match="rusak"):
            sheet.read(lying)

    @pytest.mark.parametrize("packing", [zipfile.ZIP_BZIP2, zipfile.ZIP_DEFLATED])
    def test_a_part_that_hides_its_size_does_not_fill_the_memory(self, packing: int) -> None:
        stream, size = io.BytesIO(), 60_000_000
        with zipfile.ZipFile(stream, "w", packing) as packed:
            packed.writestr(SHEET, bytes(size))
        lying = stream.getvalue().replace(size.to_bytes(4, "little"), (600).to_bytes(4, "little"))
        tracemalloc.start()
        with pytest.raises(Unreadable, match="rusak"):
            sheet.read(lying)
        _now, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert most < 20_000_000


def mutated(content: bytes, seed: int) -> bytes:
    chance = random.Random(seed)
    if seed % 2:
        names = zipfile.ZipFile(io.BytesIO(content)).namelist()
        return with_part(content, chance.choice(names), lambda part: scratched(part, chance))
    return scratched(content, chance)


def scratched(part: bytes, chance: random.Random) -> bytes:
    changed = bytearray(part)
    for _ in range(chance.randint(1, 12)):
        place = chance.randrange(len(changed) or 1)
        what = chance.randrange(4)
        if what == 0:
            del changed[place : place + chance.randint(1, 200)]
        elif what == 1:
            changed[place:place] = changed[chance.randrange(len(changed) or 1) :][:300]
        elif what == 2:
            changed[place : place + 1] = bytes([chance.randrange(256)])
        else:
            changed[place:place] = chance.choice((b"<c r='A9'>", b"&x;", b"</row>", b"99999999"))
    return bytes(changed)


class TestFuzz:
    @pytest.mark.parametrize(("reader", "content"), [(sheet, XLSX), (word, DOCX)])
    def test_scratched_files_are_read_or_refused(self, reader: ModuleType, content: bytes) -> None:
        refused = 0
        for seed in range(160):
            try:
                assert isinstance(reader.read(mutated(content, seed)), Reading)
            except Unreadable as error:
                assert str(error).endswith(".")
                refused += 1
        assert 25 < refused < 160


class TestMemory:
    @pytest.mark.parametrize(
        ("kind", "content"),
        [
            ("xlsx", BOMBS["elements without end"]),
            ("xlsx", sheet.write(sheet.taken(ROWS * 200).drafts)),
            ("docx", LETTERS["paragraphs without end"]),
            (
                "docx",
                replaced(DOCX, BODY, b"<w:body>", b"<w:body>" + b"<w:p><w:r/></w:p>" * 330_000),
            ),
        ],
        ids=["refused sheet", "2000 questions", "refused letter", "long letter"],
    )
    def test_stays_below_300_mb(self, tmp_path: Path, kind: str, content: bytes) -> None:
        path = tmp_path / "soal"
        path.write_bytes(content)
        run = [sys.executable, "-c", MEASURE, kind, str(path)]
        said = subprocess.run(run, capture_output=True, text=True, check=True, timeout=60).stdout
        assert int(said.split()[-1]) < MEMORY_MOST_KB, said
