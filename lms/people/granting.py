"""Which role may be given, extended and ended by whom. Pure."""

from lms.kernel.access import NATION, Actor, Permission, Role
from lms.kernel.errors import Forbidden
from lms.kernel.sentence import say

SENSITIVE = frozenset(
    {
        Permission.ANGKATAN_CLOSE,
        Permission.CERTIFICATE_REVOKE,
        Permission.CONTENT_PUBLISH,
        Permission.NIK_REVEAL,
        Permission.PERSON_MERGE,
        Permission.REGISTRATION_DECIDE,
        Permission.ROLE_GRANT,
    }
)
"""Who issues, revokes, publishes, reveals, decides, merges or grants proves a second factor."""


def is_province(code: str) -> bool:
    """Tell whether a region code is a province's."""
    return code != NATION and "." not in code


def may_grant(actor: Actor, role: Role, region_code: str) -> bool:
    """Tell whether the actor may give this role there: in the own region, never a colleague's.

    The admin of a province is made by the nation's admins only.
    """
    if role is Role.ADMIN and is_province(region_code):
        return actor.may(Permission.ROLE_GRANT, within=NATION)
    return actor.may(Permission.ROLE_GRANT, within=region_code)


def require_may_grant(actor: Actor, role: Role, region_code: str) -> None:
    """Pass, or raise Forbidden with the reason."""
    actor.require(Permission.ROLE_GRANT, within=region_code)
    if not may_grant(actor, role, region_code):
        raise Forbidden(say("Admin provinsi hanya diatur oleh admin nasional."))


def is_sensitive(actor: Actor) -> bool:
    """Tell whether the actor's roles allow what needs a second factor."""
    return any(actor.may_somewhere(permission) for permission in SENSITIVE)
