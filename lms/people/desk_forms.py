"""The forms of the accounts' and the staff's desk."""

from flask_babel import lazy_gettext as _l
from wtforms.validators import Optional

from lms.kernel.access import Role
from lms.people.forms import email, person_name
from lms.people.words import ROLE_WORDS
from lms.regions.forms import PhoneField, RegionField
from lms.web.forms import (
    ChoiceField,
    DateField,
    Form,
    SelectChoice,
    TextField,
    at_most,
    filled,
    required,
)

_ROLES = [SelectChoice(role.value, ROLE_WORDS[role]) for role in Role]


class RoleForm(Form):
    """A role in a region; the view sets the organisations to choose from."""

    role = ChoiceField(_l("Peran"), choices=_ROLES)
    region_code = RegionField(_l("Wilayah peran"), [required()])
    organisation = ChoiceField(_l("Bertugas untuk"), [Optional()], choices=[])
    ends_on = DateField(_l("Berakhir pada"), [Optional()])


class NewStaffForm(RoleForm):
    """A staff member: person, account and first role."""

    name = TextField(_l("Nama lengkap"), [filled(), person_name])
    gelar_depan = TextField(_l("Gelar depan"), [Optional(), at_most(40), person_name])
    gelar_belakang = TextField(_l("Gelar belakang"), [Optional(), at_most(60), person_name])
    phone = PhoneField(_l("Nomor HP/WhatsApp"), [required()])
    email = TextField(_l("E-mail"), [Optional(), at_most(254), email])


class ReasonForm(Form):
    """Why something is done; it stays in the trail."""

    reason = TextField(_l("Alasan"), [filled(), at_most(500)])
