"""The staff's desk: its blueprint, and what several of its pages need."""

from uuid import UUID

from flask import Blueprint
from flask_babel import gettext as _

from lms.kernel import clock
from lms.kernel.access import Permission
from lms.kernel.database import reading
from lms.people import desk_queries, granting
from lms.people.desk_forms import RoleForm, StaffFilterForm
from lms.people.models import Account, RoleGrant
from lms.regions import queries as regions
from lms.regions.models import Organisation
from lms.web.access import actor
from lms.web.forms import SelectChoice

blueprint = Blueprint("people_staff", __name__, url_prefix="/petugas")


def member_account(account_id: UUID) -> Account:
    """Give an account of the actor's regions with its person, or NotFound."""
    with reading() as session:
        return desk_queries.managed_account(session, actor(), account_id, on=clock.today())


def is_manageable(row: RoleGrant) -> bool:
    """Tell whether the signed-in actor may extend and end this role."""
    is_over = row.ends_on is not None and row.ends_on < clock.today()
    if row.ended_at is not None or is_over or row.account_id == actor().account_id:
        return False
    return granting.may_grant(actor(), row.role, row.region_code)


def with_offices(form: RoleForm | StaffFilterForm, nothing: str | None = None) -> None:
    """Give the form the living offices of the actor's regions to choose from."""
    named = [SelectChoice(str(row.id), row.name) for row in _offices()]
    form.organisation.choices = [SelectChoice("", nothing or _("Tidak disebut")), *named]


def _offices() -> list[Organisation]:
    with reading() as session:
        rows = regions.organisations(session, actor(), Permission.ROLE_GRANT)
    today = clock.today()
    return [row for row in rows if row.valid_until is None or row.valid_until >= today]
