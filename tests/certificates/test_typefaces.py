from hypothesis import given
from hypothesis import strategies as st

from certificates.fitting import Room, fit
from certificates.typefaces import missing, printable, typeface

ROOM = Room(
    width_pt=456, largest_pt=33, two_lines_from_pt=24, three_lines_from_pt=17, smallest_pt=12
)
FACE = typeface("serif-semibold")


class TestPrintable:
    def test_names_of_the_archipelago_stay_as_they_are(self) -> None:
        for name in ("Ma’arif", "Nur'aini", "Abdul-Rahman", "I Gusti Ayu Sulastri", "Ōé Ñandú"):
            assert printable(name) == name
            assert not missing(name)

    def test_a_letter_of_another_script_becomes_a_question_mark(self) -> None:
        assert printable("Budi 王") == "Budi ?"
        assert missing("Budi 王王") == ("王",)

    def test_emoji_and_invisible_characters_are_left_out(self) -> None:
        assert printable("Budi 🙏🏽\u200d\u202e Santosa") == "Budi Santosa"
        assert "🙏" in missing("Budi 🙏")

    def test_compatibility_forms_become_plain_letters(self) -> None:
        assert printable("Ｂｕｄｉ") == "Budi"

    def test_a_name_of_symbols_alone_still_prints_something(self) -> None:
        assert printable("🙏") == "?"
        assert printable("  ") == ""

    @given(st.text(max_size=60))
    def test_what_is_printable_needs_no_further_change(self, text: str) -> None:
        assert printable(printable(text)) == printable(text)
        assert not missing(printable(text))


class TestFitting:
    def test_a_short_name_is_set_largest_on_one_line(self) -> None:
        setting = fit("A", FACE, ROOM)
        assert (setting.size_pt, setting.lines) == (33, ("A",))

    def test_a_long_name_is_set_smaller_on_balanced_lines(self) -> None:
        name = "Prof. Dr. Hj. Raden Ayu Kusumaningrum binti Abdurrahman, S.Sos., M.Si."
        setting = fit(name, FACE, ROOM)
        assert len(setting.lines) == 2
        short, long = sorted(map(FACE.width, setting.lines))
        assert short > long * 0.7

    @given(st.text(alphabet="abW i.,'", min_size=1, max_size=100).filter(str.strip))
    def test_no_line_leaves_the_room_and_no_letter_is_lost(self, name: str) -> None:
        setting = fit(name, FACE, ROOM)
        for line in setting.lines:
            assert FACE.width(line) * setting.size_pt <= ROOM.width_pt
        assert "".join(setting.lines).replace(" ", "") == name.replace(" ", "")
        assert len(setting.lines) <= ROOM.lines_at(setting.size_pt)

    def test_a_hundred_of_the_widest_letters_fit(self) -> None:
        setting = fit("W" * 100, FACE, ROOM)
        assert setting.size_pt == ROOM.smallest_pt
        assert len(setting.lines) == 3
