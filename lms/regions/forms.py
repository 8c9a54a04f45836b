"""Fields for regions and phone numbers, and the forms of the organisations' desk."""

from collections.abc import Sequence
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from markupsafe import Markup
from sqlalchemy.orm import Session
from wtforms import Field, StringField, TextAreaField
from wtforms.utils import unset_value
from wtforms.validators import Optional
from wtforms.widgets import html_params

from lms.kernel.database import reading
from lms.regions import phones, queries
from lms.regions.folding import fold
from lms.regions.models import Level, OrganisationKind
from lms.regions.words import KIND_WORDS
from lms.web.forms import (
    ChoiceField,
    DateField,
    Form,
    SelectChoice,
    StopValidation,
    TextField,
    at_most,
    filled,
    required,
)

OFFERED_MOST = 12
_KINDS = [SelectChoice(kind.value, KIND_WORDS[kind]) for kind in OrganisationKind]


class RegionWidget:
    """A text input that offers what fits, a hidden code, and a list to choose from without script.

    Pages that show it load `type_ahead.js`.
    """

    def __call__(self, field: "RegionField", **kwargs: Any) -> Markup:
        shown = html_params(
            id=field.id,
            name=field.name,
            type="text",
            value=field.text,
            autocomplete="off",
            data_typeahead_url=url_for(field.endpoint, **field.endpoint_values),
            data_typeahead_into=f"{field.id}-kode",
            **kwargs,
        )
        code = html_params(id=f"{field.id}-kode", name=f"{field.name}-kode", type="hidden")
        held = html_params(value=field.data or "")
        return Markup(f"<input {shown}><input {code} {held}>") + self._offers(field)

    def _offers(self, field: "RegionField") -> Markup:
        if not field.offers:
            return Markup()
        rows = Markup().join(
            self._offer(field, number, code, label)
            for number, (code, label) in enumerate(field.offers)
        )
        legend = Markup('<legend class="form-label">{}</legend>').format(_("Pilih salah satu"))
        return Markup('<fieldset class="field offers">{}{}</fieldset>').format(legend, rows)

    def _offer(self, field: "RegionField", number: int, code: str, label: str) -> Markup:
        key = f"{field.id}-pilihan-{number}"
        return Markup(
            '<div class="choice"><input class="form-check-input" type="radio" id="{}" name="{}"'
            ' value="{}"><label for="{}">{}</label></div>'
        ).format(key, f"{field.name}-pilihan", code, key, label)


class RegionField(Field):
    """A region, typed and chosen; `data` is its code or None.

    With script the list offers codes while one types. Without, the text is looked up when the
    form comes in: one fit is taken, several are offered as a list on the page that comes back.
    """

    widget = RegionWidget()
    levels: Sequence[Level] = queries.OFFICE_LEVELS
    endpoint = "regions.offices"

    @property
    def endpoint_values(self) -> dict[str, Any]:
        """Give what the address that offers regions needs besides what is typed."""
        return {}

    def look_up(self, session: Session, text: str) -> list[tuple[str, str]]:
        """Give (code, full name) of the regions that fit a text, best first."""
        return queries.search(session, text, levels=self.levels, limit=OFFERED_MOST)

    def __init__(self, label: Any = None, validators: Any = None, **kwargs: Any) -> None:
        super().__init__(label, validators, **kwargs)
        self.text = ""
        self.offers: list[tuple[str, str]] = []
        self._hidden = self._chosen = ""

    def process(self, formdata: Any, data: Any = unset_value, extra_filters: Any = None) -> None:
        """Take the typed text, the hidden code and a choice from the list."""
        super().process(formdata, data, extra_filters)
        if formdata is not None and self.name in formdata:
            self._hidden = formdata.get(f"{self.name}-kode", "").strip()
            self._chosen = formdata.get(f"{self.name}-pilihan", "").strip()
            self.data = self._found()
        elif self.data:
            with reading() as session:
                self.text = queries.full_name(session, self.data)

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Keep the text as it was typed."""
        self.text = " ".join(str(valuelist[0] if valuelist else "").replace("\x00", "").split())

    def _found(self) -> str | None:
        with reading() as session:
            for code in filter(None, (self._chosen, self._hidden, self.text)):
                row = queries.known(session, code, self.levels)
                label = queries.full_name(session, code) if row else ""
                if row and (code != self._hidden or label == self.text or not self.text):
                    self.text = label
                    return code
            self.offers = self.look_up(session, self.text)
        return self._only_fit()

    def _only_fit(self) -> str | None:
        exact = [offer for offer in self.offers if fold(offer[1]) == fold(self.text)]
        fits = exact or self.offers
        if len(fits) != 1:
            return None
        (code, self.text), self.offers = fits[0], []
        return code

    def pre_validate(self, form: Any) -> None:
        """Refuse a text that fits no region, or several."""
        if self.data or not self.text:
            return
        if self.offers:
            raise StopValidation(_("Ada beberapa wilayah yang cocok. Pilih salah satu."))
        raise StopValidation(
            _("Wilayah tidak ditemukan. Tulis namanya, lalu kecamatan atau kabupatennya.")
        )


class DesaField(RegionField):
    """A desa or kelurahan with its whole path; `data` is its code or None."""

    levels = (Level.DESA,)
    endpoint = "regions.desa"


class PhoneField(StringField):
    """A phone number; `data` is E.164, or None when it was left empty."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Accept all usual spellings."""
        self._typed = str(valuelist[0]).strip() if valuelist else ""
        try:
            self.data = phones.normalise(self._typed) if self._typed else None
        except ValueError:
            self.data = None
            raise ValueError(_("Tulis nomor HP seperti 0812-3456-7890.")) from None

    def _value(self) -> str:
        typed = getattr(self, "_typed", "")
        return typed or (phones.readable(self.data) if self.data else "")


class _Contact(Form):
    contact_name = TextField(_l("Narahubung"), [filled(), at_most(100)])
    whatsapp = PhoneField(_l("Nomor WhatsApp narahubung"), [required()])
    address = TextAreaField(_l("Alamat"), [Optional(), at_most(500)])


class OrganisationForm(_Contact):
    """What is said about an organisation."""

    name = TextField(_l("Nama resmi"), [filled(), at_most(200)])
    short_name = TextField(_l("Nama singkat"), [filled(), at_most(60)])
    kind = ChoiceField(_l("Jenis"), choices=_KINDS)
    region_code = RegionField(_l("Wilayah kerja"), [required()])
    unit_code = TextField(_l("Kode unit pada nomor sertifikat"), [filled(), at_most(40)])


class NewOrganisationForm(OrganisationForm):
    """A new organisation, and since when it exists."""

    valid_from = DateField(_l("Berlaku sejak"), [required()])


class RenameForm(Form):
    """A new official name from a day."""

    name = TextField(_l("Nama resmi yang baru"), [filled(), at_most(200)])
    short_name = TextField(_l("Nama singkat yang baru"), [filled(), at_most(60)])
    on = DateField(_l("Berlaku sejak"), [required()])


class EndForm(Form):
    """The end of an organisation."""

    on = DateField(_l("Hari terakhir"), [required()])
    successor = ChoiceField(_l("Diteruskan oleh"), [Optional()], choices=[])
    reason = TextField(_l("Alasan"), [filled(), at_most(500)])


__all__ = [
    "DesaField",
    "EndForm",
    "NewOrganisationForm",
    "OrganisationForm",
    "PhoneField",
    "RegionField",
    "RenameForm",
]
