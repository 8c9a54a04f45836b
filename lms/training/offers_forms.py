"""Forms of announced angkatan: announcing, applying, asking how it stands, declining."""

from datetime import date
from typing import Any
from uuid import UUID, uuid4

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session
from wtforms import BooleanField, HiddenField, StringField, TextAreaField
from wtforms.validators import Optional, Regexp

from lms.people import nik
from lms.people.forms import person_name
from lms.regions.forms import OFFERED_MOST, DesaField, PhoneField
from lms.training import offers_queries
from lms.training.offers_applying import Stranger
from lms.web.forms import (
    DateField,
    Form,
    StopValidation,
    TextField,
    ValidationError,
    at_most,
    filled,
    required,
)
from lms.web.templating import sentence

_UUID = r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$"
_LATEST_YEAR = 2200


class HomeField(DesaField):
    """A desa or kelurahan, looked up by people who aren't signed in."""

    endpoint = "training_offers.desa"

    @property
    def endpoint_values(self) -> dict[str, Any]:
        """Name the angkatan of the page: only its senders' regions are looked through."""
        return {"angkatan_id": self._angkatan_id}

    @property
    def _angkatan_id(self) -> UUID:
        found: UUID = (request.view_args or {})["angkatan_id"]
        return found

    def look_up(self, session: Session, text: str) -> list[tuple[str, str]]:
        """Give the desa of the senders' regions that fit."""
        return offers_queries.homes(session, self._angkatan_id, text, limit=OFFERED_MOST)

    def pre_validate(self, form: Any) -> None:
        """Refuse a text that fits no desa of the senders' regions, or several."""
        if self.text and not self.data and not self.offers:
            raise StopValidation(
                _(
                    "Desa atau kelurahan ini tidak ditemukan di wilayah yang mendapat kuota. "
                    "Periksa ejaannya; bila Anda tinggal di wilayah lain, lihat angkatan lain."
                )
            )
        super().pre_validate(form)


def _new_key() -> str:
    return str(uuid4())


class ApplicationForm(Form):
    """What a stranger says of themselves; the key makes a form that is sent twice count once."""

    name = TextField(_l("Nama lengkap"), [filled(), at_most(100), person_name])
    phone = PhoneField(_l("Nomor HP/WhatsApp"), [required()])
    nik = TextField(_l("NIK"), [filled(), at_most(40)])
    domicile_code = HomeField(_l("Desa atau kelurahan tempat tinggal"), [required()])
    text = TextAreaField(_l("Mengapa Anda ingin ikut?"), [filled(), at_most(500)])
    agreed = BooleanField(
        _l("Saya sudah membaca pemberitahuan privasi dan setuju data ini diperiksa Dinas Sosial."),
        [filled()],
    )
    situs = StringField(_l("Kosongkan isian ini"), [Optional()])  # only a machine fills it
    form_key = HiddenField(validators=[Regexp(_UUID)], default=_new_key)

    def validate_nik(self, field: Any) -> None:
        """Refuse what can't be a NIK."""
        problems = nik.check(field.data).problems
        if problems:
            raise ValidationError(" ".join(sentence(problem) for problem in problems))

    def validate_situs(self, field: Any) -> None:
        """Refuse machines that fill whatever they find."""
        if field.data:
            raise ValidationError(_("Kosongkan isian ini, lalu kirim lagi."))

    def stranger(self) -> Stranger:
        """Give what was written; the form is valid."""
        return Stranger(
            name=self.data["name"],
            phone=self.data["phone"],
            nik=self.data["nik"],
            domicile_code=self.data["domicile_code"],
            text=self.data["text"].strip(),
            form_key=UUID(self.data["form_key"]),
        )


class ReasonForm(Form):
    """Why somebody with an account wants to take part."""

    text = TextAreaField(_l("Mengapa Anda ingin ikut?"), [filled(), at_most(500)])


class ReceiptForm(Form):
    """The receipt's number and the end of the phone's."""

    receipt = TextField(_l("Nomor tanda terima"), [filled(), at_most(20)])
    phone_end = TextField(
        _l("Empat angka terakhir nomor HP Anda"),
        [filled(), Regexp(r"[0-9]{4}$", message=_l("Tulis empat angka."))],
    )


def _plausible(form: Form, field: Any) -> None:
    if isinstance(field.data, date) and field.data.year > _LATEST_YEAR:
        raise ValidationError(_("Tulis tanggal seperti 09/03/2026."))


class AnnouncementForm(Form):
    """Until when one may apply, and who is looked for."""

    closes_on = DateField(_l("Hari terakhir mengajukan diri"), [required(), _plausible])
    note = TextAreaField(_l("Keterangan bagi pendaftar"), [Optional(), at_most(500)])


class RefusalForm(Form):
    """Why an application is declined."""

    reason = TextAreaField(_l("Alasan penolakan"), [filled(), at_most(500)])
