"""`lms questions` reads and writes question files without the application."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from courses.exchange import gift
from courses.exchange.formats import READERS, guess
from lms.workshop.commands import questions

FILES = Path(__file__).parent / "files"
GIFT = FILES / "pekerja-sosial.gift"


def run(*arguments: object) -> Result:
    return CliRunner().invoke(questions, [str(argument) for argument in arguments])


class TestReading:
    def test_questions_and_problems_are_printed_as_json(self) -> None:
        result = run("read", "--format", "gift", FILES / "rusak.gift")
        assert result.exit_code == 0
        said = json.loads(result.stdout)
        assert [each["type"] for each in said["questions"]] == ["truefalse", "truefalse"]
        assert [each["line"] for each in said["problems"]] == [1, 3, 7, 9, 11, 13]

    @pytest.mark.parametrize("name", sorted(READERS))
    def test_a_file_that_cannot_be_taken_is_one_problem(self, name: str, tmp_path: Path) -> None:
        file = tmp_path / "berkas"
        file.write_bytes(b"\x00\x01\x02")
        result = run("read", "--format", name, file)
        assert result.exit_code == 0
        said = json.loads(result.stdout)
        assert said["questions"] == []
        assert said["problems"][0]["message"].endswith(".")

    def test_a_file_above_20_mb_is_not_even_opened(self, tmp_path: Path) -> None:
        file = tmp_path / "besar.gift"
        with file.open("wb") as stream:
            stream.truncate(20_000_001)
        said = json.loads(run("read", "--format", "gift", file).stdout)
        assert "20 MB" in said["problems"][0]["message"]

    def test_it_starts_without_the_application(self) -> None:
        script = (
            "import sys; from lms.cli import main; "
            f"sys.argv = ['lms', 'questions', 'read', '--format', 'gift', {str(GIFT)!r}]\n"
            "try:\n    main()\nexcept SystemExit as end:\n    assert not end.code\n"
            "assert not {'flask', 'sqlalchemy', 'lms.app'} & set(sys.modules)"
        )
        done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True)
        assert len(json.loads(done.stdout)["questions"]) == 11


class TestWriting:
    def test_what_was_read_is_written_the_same(self, tmp_path: Path) -> None:
        said, again = tmp_path / "soal.json", tmp_path / "soal.gift"
        said.write_text(run("read", "--format", "gift", GIFT).stdout, "utf-8")
        result = run("write", "--format", "gift", said, "-o", again)
        assert result.exit_code == 0
        assert json.loads(result.stdout) == {"written": 11, "problems": []}
        assert again.read_bytes() == gift.write(gift.read(GIFT.read_bytes()).drafts)

    def test_what_has_no_room_is_told(self, tmp_path: Path) -> None:
        said, file = tmp_path / "soal.json", tmp_path / "soal.txt"
        said.write_text(run("read", "--format", "gift", GIFT).stdout, "utf-8")
        result = json.loads(run("write", "--format", "aiken", said, "-o", file).stdout)
        assert result["written"] == 0
        assert "aiken" in result["problems"][0]["message"]

    def test_another_json_is_one_problem_and_no_file(self, tmp_path: Path) -> None:
        said, file = tmp_path / "soal.json", tmp_path / "soal.gift"
        said.write_text("[]]", "utf-8")
        result = run("write", "--format", "gift", said, "-o", file)
        assert result.exit_code == 0
        assert json.loads(result.stdout)["written"] == 0
        assert not file.exists()

    def test_a_place_that_is_not_there_is_named(self, tmp_path: Path) -> None:
        said = tmp_path / "soal.json"
        said.write_text("[]", "utf-8")
        result = run("write", "--format", "gift", said, "-o", tmp_path / "tiada" / "soal.gift")
        assert result.exit_code == 1
        assert "soal.gift" in result.output


@pytest.mark.parametrize(
    ("filename", "content", "name"),
    [
        ("Soal.GIFT", b"", "gift"),
        ("soal.txt", b"a {T}", "gift"),
        ("soal.txt", b"a\nA) a\nANSWER: A", "aiken"),
        ("kuis.aiken.txt", b"", "aiken"),
        ("soal.xml", b"", "moodle-xml"),
        ("ekspor", b'<?xml version="1.0"?><quiz/>', "moodle-xml"),
        ("soal.xlsx", b"", "xlsx"),
        ("soal", b"PK word/document.xml", "docx"),
        ("soal.pdf", b"%PDF", None),
    ],
)
def test_a_format_is_guessed_from_name_and_content(
    filename: str, content: bytes, name: str | None
) -> None:
    assert guess(filename, content) == name
