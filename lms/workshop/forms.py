"""Forms of the workshop."""

from collections.abc import Iterable
from typing import Any, Self
from uuid import UUID

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, HiddenField, IntegerField, TextAreaField
from wtforms.validators import NumberRange, Regexp

from courses.model import Handout, Lesson, Source, Step
from lms.training.forms import Pairs, TicksField, picked
from lms.web.forms import (
    ChoiceField,
    DateField,
    Form,
    TextField,
    ValidationError,
    at_most,
    filled,
    required,
)
from lms.workshop.drafting import Header, Part, PartKind

TEXT_MOST = 60_000
ROWS_MOST = 40
_CODE = Regexp(r"[ABC][0-9]{1,2}$", message=_l("Tulis huruf A, B, atau C dan nomor: A7."))


class LongText(TextAreaField):
    """Text of many lines, its line ends as we keep them."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Take the text without carriage returns and zero bytes."""
        super().process_formdata(valuelist)
        if self.data:
            self.data = str(self.data).replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")


def _between(least: int, most: int) -> NumberRange:
    return NumberRange(min=least, max=most, message=_l("Tulis angka %(min)s sampai %(max)s."))


def lines(text: str | None) -> tuple[str, ...]:
    """Give the lines of a text that hold something."""
    return tuple(" ".join(line.split()) for line in (text or "").splitlines() if line.strip())


class NewForm(Form):
    """A module that isn't there yet."""

    title = TextField(_l("Judul modul"), [filled(), at_most(200)])
    code = TextField(_l("Kode"), [filled(), _CODE])
    jp = IntegerField(_l("Jam pelajaran (JP)"), [required(), _between(1, 40)])
    region_code = ChoiceField(_l("Untuk daerah"), [filled()])

    def offer(self, regions: Pairs) -> None:
        """Offer these regions, the first chosen where nothing was."""
        self.region_code.choices = picked(regions)


class FromForm(Form):
    """A published module to begin from."""

    module_id = ChoiceField(_l("Modul terbit"), [filled()])
    region_code = ChoiceField(_l("Untuk daerah"), [filled()])

    def offer(self, modules: Pairs, regions: Pairs) -> None:
        """Offer these modules and regions."""
        self.module_id.choices = picked(modules)
        self.region_code.choices = picked(regions)

    def chosen_module(self) -> UUID:
        """Give the module that was chosen."""
        return UUID(str(self.module_id.data))


class HeaderForm(Form):
    """What a module says about itself; sources come as rows of two fields."""

    title = TextField(_l("Judul modul"), [filled(), at_most(200)])
    jp = IntegerField(_l("Jam pelajaran (JP)"), [required(), _between(1, 40)])
    summary = LongText(_l("Ringkasan"), [filled(), at_most(1000)])
    outcome = LongText(_l("Hasil belajar"), [filled(), at_most(1000)])
    indicators = LongText(_l("Indikator hasil belajar"), [filled(), at_most(4000)])
    valid_on = DateField(_l("Berlaku per tanggal"), [required()])
    review_on = DateField(_l("Tinjau ulang sebelum"), [required()])
    seen = HiddenField()

    def fill(self, header: Header, seen: str) -> None:
        """Show a header."""
        self.title.data, self.jp.data = header.title, header.jp
        self.summary.data, self.outcome.data = header.summary, header.outcome
        self.indicators.data = "\n".join(header.indicators)
        self.valid_on.data, self.review_on.data = header.valid_on, header.review_on
        self.seen.data = seen

    def validate_indicators(self, field: LongText) -> None:
        """Refuse an indicator that is too long, or comes twice."""
        written = lines(field.data)
        if any(len(line) > 300 for line in written):
            raise ValidationError(_("Satu indikator paling panjang 300 huruf."))
        if len({line.casefold() for line in written}) < len(written):
            raise ValidationError(_("Ada dua indikator yang sama."))

    def validate_review_on(self, field: DateField) -> None:
        """Refuse a review before the module holds."""
        if self.valid_on.data and field.data and field.data <= self.valid_on.data:
            raise ValidationError(_("Tinjau ulang harus sesudah tanggal berlaku."))

    def sources(self) -> tuple[Source, ...]:
        """Give the sources that were sent, blank rows left out."""
        rows = sent_rows("source_title", "source_place")
        return tuple(Source(title[:300], place[:300]) for title, place in rows)

    def header(self) -> Header:
        """Give what was written."""
        given = self.data
        return Header(
            given["title"],
            " ".join(given["summary"].split()),
            " ".join(given["outcome"].split()),
            lines(given["indicators"]),
            self.sources(),
            given["valid_on"],
            given["review_on"],
            given["jp"],
        )


def sent_rows(*names: str) -> list[tuple[str, ...]]:
    """Give the rows of a form whose fields repeat, each value in one line; blank rows left out."""
    columns = [request.form.getlist(name)[:ROWS_MOST] for name in names]
    rows = zip(*columns, strict=False)
    folded = (tuple(" ".join(value.replace("\x00", "").split()) for value in row) for row in rows)
    return [row for row in folded if any(row)]


class AddForm(Form):
    """A lesson or handout to be added."""

    title = TextField(_l("Judul"), [filled(), at_most(120)])

    @classmethod
    def empty(cls, kind: PartKind, label: str) -> Self:
        """Give the form for a kind of part, its field named so."""
        form = cls(prefix=kind.value, formdata=None)
        form.title.label.text = label
        return form


def _whole(typed: str, most_digits: int, *, otherwise: int) -> int:
    is_number = typed.isascii() and typed.isdecimal() and len(typed) <= most_digits
    return int(typed) if is_number else otherwise


class PartForm(Form):
    """The text of a lesson or handout, with a picture or paper to put into it."""

    title = TextField(_l("Judul"), [filled(), at_most(120)])
    text = LongText(_l("Isi"), [at_most(TEXT_MOST)])
    file = FileField(_l("Gambar atau berkas"))
    alt = TextField(_l("Teks alternatif atau nama berkas"), [at_most(200)])
    seen = HiddenField()
    cursor = HiddenField()

    def fill(self, part: Part, seen: str) -> None:
        """Show a part."""
        self.title.data, self.text.data, self.seen.data = part.title, part.text, seen

    def validate_alt(self, field: TextField) -> None:
        """Demand words for who can't see the picture."""
        if self.file.data and not field.data:
            raise ValidationError(
                _("Tuliskan apa yang terlihat di gambar, untuk yang tidak dapat melihatnya.")
            )

    def written(self) -> str:
        """Give the text as it is kept."""
        text = (self.text.data or "").strip()
        return f"{text}\n" if text else ""

    def drop_upload(self) -> None:
        """Let go of a file that was sent and is not wanted."""
        if self.file.data:
            self.file.data.close()

    def put_in(self, snippet: str) -> None:
        """Put a paragraph into the text where the cursor was, else at its end."""
        text = self.text.data or ""
        cursor = str(self.cursor.data or "")
        at = _whole(cursor, 7, otherwise=len(text))
        before, after = text[:at].rstrip(), text[at:].lstrip()
        self.text.data = "\n\n".join(filter(None, (before, snippet, after)))


class LessonForm(PartForm):
    """A lesson."""

    minutes = IntegerField(_l("Waktu baca (menit)"), [required(), _between(1, 180)])

    def fill(self, part: Part, seen: str) -> None:
        """Show a lesson."""
        super().fill(part, seen)
        self.minutes.data = part.minutes if isinstance(part, Lesson) else None

    def part(self, slug: str) -> Part:
        """Give what was written."""
        given = self.data
        return Lesson(slug, given["title"], given["minutes"], self.written())


class HandoutForm(PartForm):
    """A handout."""

    for_trainer = BooleanField(_l("Hanya untuk pengajar"))

    def fill(self, part: Part, seen: str) -> None:
        """Show a handout."""
        super().fill(part, seen)
        self.for_trainer.data = isinstance(part, Handout) and part.for_trainer

    def part(self, slug: str) -> Part:
        """Give what was written."""
        given = self.data
        return Handout(slug, given["title"], bool(given["for_trainer"]), self.written())


class PlanForm(Form):
    """The session plan, which comes as rows of five fields."""

    seen = HiddenField()

    def steps(self) -> tuple[Step, ...]:
        """Give the steps that were sent; minutes that are no number count as 0."""
        rows = sent_rows("minutes", "activity", "method", "materials", "short")
        return tuple(
            Step(
                _whole(minutes, 3, otherwise=0),
                activity,
                method,
                materials,
                _whole(short, 3, otherwise=0) or None,
            )
            for minutes, activity, method, materials, short in rows
        )


class MediaForm(Form):
    """A picture or paper to be added."""

    file = FileField(_l("Gambar atau berkas"), [FileRequired(_l("Pilih berkasnya dahulu."))])


class ReturnForm(Form):
    """A manuscript sent back."""

    digest = HiddenField()
    reason = LongText(_l("Apa yang harus diperbaiki"), [filled(), at_most(2000)])


class PublishForm(Form):
    """The curricula that get a new version."""

    digest = HiddenField()
    curricula = TicksField(_l("Kurikulum yang memakai versi baru"))

    def offer(self, pairs: Iterable[tuple[str, str]]) -> None:
        """Offer these curricula."""
        self.curricula.choices = list(pairs)


class CarryForm(Form):
    """A curriculum as one file."""

    file = FileField(_l("Berkas kurikulum (.zip)"), [FileRequired(_l("Pilih berkasnya dahulu."))])
    region_code = ChoiceField(_l("Untuk daerah"), [filled()])

    def offer(self, regions: Pairs) -> None:
        """Offer these regions."""
        self.region_code.choices = picked(regions)


class RefuseForm(Form):
    """Why a curriculum file isn't published."""

    reason = LongText(_l("Mengapa ditolak"), [filled(), at_most(2000)])
