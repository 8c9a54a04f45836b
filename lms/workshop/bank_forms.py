"""Forms of the bank."""

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from courses.kinds import Level
from lms.web.forms import ChoiceField, Form, SelectChoice, TextField, at_most, filled
from lms.web.templating import sentence
from lms.workshop.bank_queries import Wanted
from lms.workshop.bank_words import KIND_WORDS, STATUS_WORDS, level_words
from lms.workshop.models import Manuscript


class FilterForm(Form):
    """Which items of a bank are shown; sent by GET."""

    class Meta(Form.Meta):
        csrf = False

    status = ChoiceField(_l("Status"), validate_choice=False)
    indikator = ChoiceField(_l("Indikator"), validate_choice=False)
    tingkat = ChoiceField(_l("Tingkat"), validate_choice=False)
    jenis = ChoiceField(_l("Jenis"), validate_choice=False)
    cari = TextField(_l("Kata dalam soal"))

    @property
    def wanted(self) -> Wanted:
        """Give what is asked for."""
        return Wanted(
            status=self.status.data or "",
            objective=self.indikator.data or "",
            level=self.tingkat.data or "",
            kind=self.jenis.data or "",
            text=(self.cari.data or "")[:100],
        )


def filter_form(manuscript: Manuscript) -> FilterForm:
    """Give the filter with what the address says."""
    form = FilterForm(formdata=request.args)
    everything = SelectChoice("", _("Semua"))
    form.status.choices = [
        everything,
        *(SelectChoice(each.value, sentence(words)) for each, (words, _t) in STATUS_WORDS.items()),
    ]
    form.indikator.choices = [
        everything,
        *(SelectChoice(each, each) for each in manuscript.content["indicators"]),
    ]
    form.tingkat.choices = [
        everything,
        *(SelectChoice(each.value, level_words(each)) for each in Level),
    ]
    form.jenis.choices = [
        everything,
        *(SelectChoice(kind, sentence(words)) for kind, words in KIND_WORDS.items()),
    ]
    return form


class ReasonForm(Form):
    """Why something is done with an item."""

    reason = TextField(_l("Alasan"), [filled(), at_most(500)])


class CopyForm(Form):
    """Where a copy goes."""

    manuscript_id = ChoiceField(_l("Salin ke bank soal"), [filled()])
