"""Appointing staff: person, account and first role in one act."""

from datetime import datetime

from sqlalchemy.orm import Session

from lms.kernel.access import NATION, SYSTEM, Actor, Permission, Role
from lms.kernel.errors import Refused
from lms.kernel.sentence import say
from lms.people.codes import issue_code
from lms.people.models import Account, CodePurpose
from lms.people.operations import PersonFacts, create_person, open_account
from lms.people.roles import RoleFacts, grant_role
from lms.regions.models import Region


def appoint(
    session: Session, actor: Actor, person: PersonFacts, role: RoleFacts, *, at: datetime
) -> Account:
    """Give the account of a new staff member, who has this role and waits for activation."""
    actor.require(Permission.ROLE_GRANT, within=role.region_code)
    account = open_account(session, actor, create_person(session, actor, person, at=at), at=at)
    grant_role(session, actor, account, role, at=at)
    return account


def first_admin(session: Session, person: PersonFacts, *, at: datetime) -> tuple[Account, str]:
    """Give the account of an admin for the whole nation, and the code that activates it.

    Raises:
        Refused: the regions have not been loaded.
    """
    if session.get(Region, NATION) is None:
        raise Refused(say("Muat dahulu wilayah dengan perintah: lms regions load"))
    account = appoint(session, SYSTEM, person, RoleFacts(Role.ADMIN, NATION), at=at)
    return account, issue_code(session, SYSTEM, account, CodePurpose.ACTIVATE, at=at)
