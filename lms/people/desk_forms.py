"""The forms of the accounts' and the staff's desk."""

from flask_babel import lazy_gettext as _l
from wtforms import RadioField
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

_LONGEST = 100

_ROLES = [SelectChoice(role.value, ROLE_WORDS[role]) for role in Role]


class RoleForm(Form):
    """A role in a region; the view sets the organisations to choose from."""

    role = ChoiceField(_l("Peran"), choices=_ROLES)
    region_code = RegionField(_l("Wilayah peran"), [required()])
    organisation = ChoiceField(_l("Bertugas untuk"), [Optional()], choices=[])
    starts_on = DateField(_l("Mulai pada"), [Optional()])
    ends_on = DateField(_l("Berakhir pada"), [Optional()])


class StaffFilterForm(Form):
    """What the list of staff is limited to; the view sets the organisations to choose from."""

    q = TextField(_l("Nama, nomor HP, atau nama masuk"), [Optional(), at_most(_LONGEST)])
    role = ChoiceField(
        _l("Peran"), [Optional()], choices=[SelectChoice("", _l("Semua peran")), *_ROLES]
    )
    organisation = ChoiceField(_l("Kantor"), [Optional()], choices=[])
    region_code = RegionField(_l("Wilayah"), [Optional()])


class ExtendForm(Form):
    """Until when a role lasts now."""

    ends_on = DateField(_l("Berakhir pada"), [Optional()])


class DeputyForm(Form):
    """Who stands in for a role's holder, and when; the view sets the people to choose from."""

    account = RadioField(_l("Wakil"), [required()], choices=[], validate_choice=False)
    starts_on = DateField(_l("Mulai pada"), [Optional()])
    ends_on = DateField(_l("Berakhir pada"), [required()])


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
