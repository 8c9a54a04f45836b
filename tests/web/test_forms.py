"""Forms speak Indonesian, whatever is sent."""

import re
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import wtforms
from flask_wtf.file import FileAllowed, FileField, FileRequired, FileSize
from werkzeug.datastructures import FileStorage, MultiDict
from wtforms import validators as v

from lms.web import forms
from tests.web.app import an_app

CATALOGUE = Path(wtforms.__file__).parent / "locale" / "wtforms.pot"
ENGLISH = re.compile(r"\b(must|not|field|invalid|valid|required|value|file|could|number)\b", re.I)


class Everything(forms.Form):
    """A form with every kind of field and validator that might speak for itself."""

    text = forms.TextField("Teks", [v.Length(min=5, max=9)])
    equal = wtforms.StringField("Sama", [v.EqualTo("text")])
    wrong_name = wtforms.StringField("Nama", [v.EqualTo("tidak_ada")])
    exact = wtforms.StringField("Tepat", [v.Length(min=4, max=4)])
    pattern = wtforms.StringField("Pola", [v.Regexp("^x$")])
    listed = wtforms.StringField("Daftar", [v.AnyOf(["x"])])
    barred = wtforms.StringField("Bukan", [v.NoneOf(["z"])])
    web = wtforms.StringField("Web", [v.URL()])
    uuid = wtforms.StringField("UUID", [v.UUID()])
    missing = wtforms.StringField("Kosong", [v.DataRequired()])
    absent = wtforms.StringField("Tidak ada", [v.InputRequired()])
    whole = wtforms.IntegerField("Bulat")
    ranged = wtforms.IntegerField("Rentang", [v.NumberRange(1, 9)])
    least = wtforms.IntegerField("Paling kecil", [v.NumberRange(min=90)])
    part = wtforms.DecimalField("Pecahan")
    floating = wtforms.FloatField("Angka")
    day = forms.DateField("Hari")
    local = wtforms.DateTimeLocalField("Saat setempat")
    time = wtforms.TimeField("Jam")
    month = wtforms.MonthField("Bulan")
    week = wtforms.WeekField("Minggu")
    choice = forms.ChoiceField("Pilih", choices=["a"])
    number_choice = forms.ChoiceField("Pilih angka", coerce=int, choices=[1])
    radio = wtforms.RadioField("Salah satu", choices=["a"])
    many = wtforms.SelectMultipleField("Beberapa", choices=["a"])
    many_numbers = wtforms.SelectMultipleField("Angka", coerce=int, choices=[1])
    upload = FileField("Berkas", [FileAllowed(["xlsx"])])
    large = FileField("Berkas besar", [FileSize(3)])
    none = FileField("Tanpa berkas", [FileRequired()])


class ADay(forms.Form):
    """A day that must have come."""

    day = forms.DateField("Hari", [forms.not_in_future])


LEFT_OUT = {"missing", "absent", "none"}


@pytest.fixture
def request_context(tmp_path: Path) -> Iterator[None]:
    """A request, as forms need one."""
    with an_app(tmp_path).test_request_context():
        yield


def _sent() -> MultiDict[str, Any]:
    names = {name for name in vars(Everything) if not name.startswith("_")} - LEFT_OUT - {"Meta"}
    data: MultiDict[str, Any] = MultiDict(dict.fromkeys(names, "zz"))
    data["barred"], data["ranged"], data["least"] = "z", "77", "5"
    for name in ("upload", "large"):
        data[name] = FileStorage(BytesIO(b"panjang"), filename="a.exe")
    return data


def test_every_kind_of_field_refuses_in_our_words(request_context: None) -> None:
    form = Everything(formdata=_sent(), meta={"csrf": False})
    assert not form.validate()
    quiet = [field.name for field in form if not field.errors]
    assert quiet == ["equal"] or quiet == []
    for name, errors in form.errors.items():
        for error in errors:
            assert not ENGLISH.search(str(error)), f"{name}: {error}"


def test_no_message_of_the_library_passes_untranslated(request_context: None) -> None:
    words = Everything(meta={"csrf": False}).meta.get_translations(None)
    messages = re.findall(r'^msgid "(.+)"$', CATALOGUE.read_text("utf-8"), re.M)
    assert len(messages) > 20
    for message in messages:
        assert words.gettext(message) != message
        assert words.ngettext(message, message + "s", 2) != message
        assert not ENGLISH.search(words.gettext(message))


@pytest.mark.parametrize("typed", ["09/03/2026", "2026-03-09", "09-03-2026"])
def test_a_day_may_be_typed_day_first_or_picked(request_context: None, typed: str) -> None:
    form = Everything(formdata=MultiDict({"day": typed}), meta={"csrf": False})
    assert form.day.data == date(2026, 3, 9)


@pytest.mark.parametrize("typed", ["03/31/2026", "31/02/2026", "9 Maret", "09/03/26"])
def test_a_day_month_first_or_impossible_is_refused(request_context: None, typed: str) -> None:
    form = ADay(formdata=MultiDict({"day": typed}), meta={"csrf": False})
    assert not form.validate()
    assert form.day.errors == ["Tulis tanggal seperti 09/03/2026."]


def test_blanks_and_null_bytes_are_cleaned_from_a_line_of_text(request_context: None) -> None:
    form = Everything(formdata=MultiDict({"text": "  Siti \x00  Aminah\t"}), meta={"csrf": False})
    assert form.text.data == "Siti Aminah"


def test_a_day_after_today_is_refused_where_it_must_have_come(request_context: None) -> None:
    form = ADay(formdata=MultiDict({"day": "2999-01-01"}), meta={"csrf": False})
    assert not form.validate()
    assert form.day.errors == ["Tanggal ini belum terjadi."]
