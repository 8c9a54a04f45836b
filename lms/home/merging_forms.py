"""The forms of the page that makes one person of two rows."""

from flask_babel import lazy_gettext as _l

from lms.web.forms import Form, TextField, at_most, filled


class HolderForm(Form):
    """The NIK on the KTP of whoever has two rows."""

    nik = TextField(_l("NIK pada KTP"), [filled(), at_most(40)])


class MergeForm(HolderForm):
    """The NIK once more, and why."""

    reason = TextField(_l("Alasan"), [filled(), at_most(300)])
