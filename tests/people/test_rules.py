"""The pure rules: NIK, names, phones, passwords."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.people import names, nik, passwords, phones
from lms.people.models import Sex

TODAY = date(2026, 3, 9)


def _digits(born: date, sex: Sex, *, district: str = "187201", serial: int = 1) -> str:
    day = born.day + (40 if sex is Sex.FEMALE else 0)
    return f"{district}{day:02}{born:%m%y}{serial:04}"


class TestNik:
    @given(
        st.dates(date(1926, 3, 10), date(2008, 3, 9)),
        st.sampled_from(Sex),
        st.integers(1, 9999),
        st.sampled_from(["110101", "187201", "357801", "960104", "990101"]),
    )
    def test_one_made_by_the_rules_is_valid_and_says_who(
        self, born: date, sex: Sex, serial: int, district: str
    ) -> None:
        report = nik.check(_digits(born, sex, district=district, serial=serial), today=TODAY)
        assert (report.valid, report.problems, report.warnings) == (True, (), ())
        assert (report.born_on, report.sex, report.district) == (born, sex, district)

    @given(st.text(max_size=20))
    def test_no_text_breaks_the_check_and_each_refusal_says_why(self, text: str) -> None:
        report = nik.check(text, today=TODAY)
        assert report.valid != bool(report.problems)

    @pytest.mark.parametrize(
        ("typed", "says"),
        [
            ("", "belum mengetiknya"),
            ("187201090390001", "Anda mengetik 15"),
            ("18720109039000011", "Anda mengetik 17"),
            ("187201090390000A", "hanya terdiri atas angka"),
            ("١٨٧٢٠١٠٩٠٣٩٠٠٠٠١", "hanya terdiri atas angka"),
            ("1872010003900001", "tanggal lahir"),
            ("1872014003900001", "tanggal lahir"),
            ("1872013203900001", "tanggal lahir"),
            ("1872017203900001", "tanggal lahir"),
            ("1872010900900001", "bulan lahir"),
            ("1872010913900001", "bulan lahir"),
            ("1872013104900001", "tidak ada dalam kalender"),
            ("1872012902990001", "tidak ada dalam kalender"),
            ("1872010903900000", "tidak boleh 0000"),
        ],
    )
    def test_what_breaks_a_rule_is_refused_in_words(self, typed: str, says: str) -> None:
        report = nik.check(typed, today=TODAY)
        assert not report.valid
        assert says in str(report.problems[0])
        assert report.born_on is None

    @pytest.mark.parametrize(
        "typed", ["1872 0109 0390 0001", "187201.090390.0001", "187201-0903900001"]
    )
    def test_blanks_dots_and_dashes_do_not_matter(self, typed: str) -> None:
        assert nik.check(typed, today=TODAY).valid

    def test_leap_days_of_either_century_count(self) -> None:
        assert nik.check("1872012902000001", today=TODAY).born_on == date(2000, 2, 29)
        assert nik.check("1872016902760001", today=TODAY).born_on == date(1976, 2, 29)

    def test_an_unknown_province_is_only_a_warning(self) -> None:
        report = nik.check("0572010903900001", today=TODAY)
        assert report.valid
        assert "05" in str(report.warnings[0])

    def test_a_difference_to_what_was_entered_is_named_and_no_error(self) -> None:
        report = nik.check("1872010903900001", today=TODAY)
        told = nik.mismatches(report, born_on=date(1991, 3, 9), sex=Sex.FEMALE)
        assert len(told) == 2
        assert nik.mismatches(report, born_on=date(1990, 3, 9), sex=None) == ()

    def test_lists_show_it_masked(self) -> None:
        assert nik.mask("3578010903900001") == "3578********0001"


class TestNames:
    @pytest.mark.parametrize(
        "name",
        ["A", "Sukarno", "Ma'arif", "Nur’aini", "Abdul-Rahman", "M. Yusuf", "I Gusti Ayu", "Renée"]
        + ["Ø", "x" * 100, "Siti (Ny.)"],
    )
    def test_real_names_stand(self, name: str) -> None:
        assert names.problems(name) == ()

    @pytest.mark.parametrize(
        ("name", "says"),
        [
            ("", "harus memuat huruf"),
            ("123", "harus memuat huruf"),
            ("x" * 101, "Anda mengetik 101"),
            ("Budi 😀", "😀"),
            ("Budi <b>", "< >"),
            ("'; DROP TABLE person", "tidak boleh memuat ;"),
            ("Budi\x07", "tidak terlihat"),
            ("Bu\u202edi", "tidak terlihat"),
            ("Budi\nSantoso", "tidak terlihat"),
        ],
    )
    def test_anything_else_is_refused_in_words(self, name: str, says: str) -> None:
        assert says in " ".join(str(problem) for problem in names.problems(name))

    def test_a_name_is_composed_and_its_blanks_tidied(self) -> None:
        assert names.tidy("  Rene\u0301   Putra ") == "René Putra"


class TestPhones:
    @pytest.mark.parametrize(
        "typed",
        [
            "081234567890",
            "0812-3456-7890",
            "62812 3456 7890",
            "+62 (0)812 3456 7890",
            "81234567890",
        ],
    )
    def test_all_spellings_are_one_number(self, typed: str) -> None:
        assert phones.normalise(typed) == "+6281234567890"

    @pytest.mark.parametrize(
        "typed", ["", "0812", "0812345678901234", "abc", "08123x567890", "٠٨١٢٣٤٥٦٧٨٩٠", "+0812345"]
    )
    def test_what_is_no_number_is_refused(self, typed: str) -> None:
        with pytest.raises(ValueError, match="not a phone number"):
            phones.normalise(typed)

    def test_landlines_and_numbers_abroad_are_kept(self) -> None:
        assert phones.normalise("(0721) 123456") == "+62721123456"
        assert phones.normalise("+60 12-345 6789") == "+60123456789"

    def test_people_read_it_grouped_and_whatsapp_gets_it_bare(self) -> None:
        assert phones.readable("+6281234567890") == "0812-3456-7890"
        assert (
            phones.whatsapp_url("+6281234567890", "a b") == "https://wa.me/6281234567890?text=a%20b"
        )


class TestPasswords:
    @pytest.mark.parametrize("password", ["kopi hitam pagi", "88 burung", "ßßßßßßßx"])
    def test_eight_signs_of_any_kind_are_enough(self, password: str) -> None:
        assert passwords.problems(password, known=("Budi Santoso", "+6281234567890")) == ()

    @pytest.mark.parametrize(
        ("password", "says"),
        [
            ("7 huruf", "Anda mengetik 7"),
            ("x" * 201, "200"),
            ("12345678", "mudah ditebak"),
            ("Indonesia123", "mudah ditebak"),
            ("zzzzzzzzz", "mudah ditebak"),
            ("budisantoso", "tidak boleh sama"),
            ("Budi Santoso", "tidak boleh sama"),
            ("081234567890", "tidak boleh sama"),
        ],
    )
    def test_easy_ones_are_refused_in_words(self, password: str, says: str) -> None:
        told = passwords.problems(password, known=("Budi Santoso", "+6281234567890"))
        assert says in str(told[0])

    def test_without_a_kept_hash_nothing_fits(self) -> None:
        assert not passwords.fits("nobody has this password", None)
        assert not passwords.fits("apa saja", "no hash at all")
