"""Forms of the ledger: checking a paper, and revoking a credential."""

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from werkzeug.datastructures import FileStorage
from wtforms import TextAreaField
from wtforms.validators import Length

from lms.credentials.checking import LARGEST_BYTES
from lms.credentials.papers import CHECK_CODE_LETTERS
from lms.web.forms import Form, TextField, ValidationError, at_most, filled

_REASON_LETTERS = 500


class NumberForm(Form):
    """A paper's number with its check code."""

    number = TextField(_l("Nomor sertifikat"), [filled(), at_most(120)])
    code = TextField(
        _l("Kode periksa"),
        [
            filled(),
            Length(
                min=CHECK_CODE_LETTERS,
                message=_l("Tulis enam huruf pertama setelah /periksa/ pada alamat di sertifikat."),
            ),
            at_most(40),
        ],
    )


class FileForm(Form):
    """A PDF to be checked; `content` holds its bytes once the form is valid."""

    file = FileField(_l("Berkas PDF"), [FileRequired(_l("Pilih berkas PDF sertifikat."))])
    content: bytes = b""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self["csrf_token"].id = "csrf_token_file"  # it stands beside another form

    def validate_file(self, field: FileField) -> None:
        """Read the file, but never more than a certificate can weigh."""
        uploaded: FileStorage = field.data
        with uploaded.stream as stream:
            self.content = stream.read(LARGEST_BYTES + 1)
        if len(self.content) > LARGEST_BYTES:
            raise ValidationError(str(_l("Berkas ini terlalu besar; paling besar 5 MB.")))
        if not self.content:
            raise ValidationError(str(_l("Berkas ini kosong.")))


class RevocationForm(Form):
    """Why a certificate is revoked: for the trail, and for the public."""

    reason = TextAreaField(_l("Alasan untuk catatan resmi"), [filled(), at_most(_REASON_LETTERS)])
    public_words = TextAreaField(
        _l("Kalimat untuk umum di halaman pemeriksaan"), [filled(), at_most(_REASON_LETTERS)]
    )
