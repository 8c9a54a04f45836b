"""Who may do what, where: permissions, roles and the actor. Pure, no database."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from lms.kernel.errors import Forbidden

NATION = "ID"
"""The code that contains every region."""


class Permission(StrEnum):
    """Everything that a role can allow, scope first."""

    ACCOUNT_MANAGE = "account:manage"
    ANGKATAN_CLOSE = "angkatan:close"
    ANGKATAN_PLAN = "angkatan:plan"
    ANGKATAN_READ = "angkatan:read"
    API_KEY_MANAGE = "api-key:manage"
    AUDIT_READ = "audit:read"
    CERTIFICATE_REVOKE = "certificate:revoke"
    CONTENT_APPROVE = "content:approve"
    CONTENT_PUBLISH = "content:publish"
    CONTENT_WRITE = "content:write"
    NIK_REVEAL = "nik:reveal"
    NOMINATE = "participation:nominate"
    OBLIGATION_MANAGE = "obligation:manage"
    ORGANISATION_MANAGE = "organisation:manage"
    OVERSIGHT_READ = "oversight:read"
    OVERSIGHT_REPORT = "oversight:report"
    PERSON_MERGE = "person:merge"
    RECOGNITION_CONFIRM = "recognition:confirm"
    RECOGNITION_FILE = "recognition:file"
    REGISTRATION_DECIDE = "registration:decide"
    REGISTRATION_FILE = "registration:file"
    ROLE_GRANT = "role:grant"


class Role(StrEnum):
    """A staff role; being a trainee or a trainer needs none (they are rows of `training`)."""

    ADMIN = "admin"
    ORGANISER = "organiser"
    AUTHOR = "author"
    CLERK = "clerk"
    REGISTRAR = "registrar"
    OFFICER = "officer"
    AUDITOR = "auditor"


ALLOWS: dict[Role, frozenset[Permission]] = {
    Role.ADMIN: frozenset(
        {
            Permission.ACCOUNT_MANAGE,
            Permission.ANGKATAN_READ,
            Permission.API_KEY_MANAGE,
            Permission.AUDIT_READ,
            Permission.NIK_REVEAL,
            Permission.ORGANISATION_MANAGE,
            Permission.PERSON_MERGE,
            Permission.ROLE_GRANT,
        }
    ),
    Role.ORGANISER: frozenset(
        {
            Permission.ACCOUNT_MANAGE,
            Permission.ANGKATAN_CLOSE,
            Permission.ANGKATAN_PLAN,
            Permission.ANGKATAN_READ,
            Permission.CERTIFICATE_REVOKE,
            Permission.CONTENT_APPROVE,
            Permission.CONTENT_PUBLISH,
            Permission.CONTENT_WRITE,
            Permission.NOMINATE,
            Permission.RECOGNITION_CONFIRM,
            Permission.RECOGNITION_FILE,
        }
    ),
    Role.AUTHOR: frozenset({Permission.CONTENT_APPROVE, Permission.CONTENT_WRITE}),
    Role.CLERK: frozenset({Permission.RECOGNITION_FILE, Permission.REGISTRATION_FILE}),
    Role.REGISTRAR: frozenset(
        {
            Permission.NIK_REVEAL,
            Permission.RECOGNITION_CONFIRM,
            Permission.RECOGNITION_FILE,
            Permission.REGISTRATION_DECIDE,
            Permission.REGISTRATION_FILE,
        }
    ),
    Role.OFFICER: frozenset(
        {
            Permission.ANGKATAN_READ,
            Permission.OBLIGATION_MANAGE,
            Permission.OVERSIGHT_READ,
            Permission.OVERSIGHT_REPORT,
        }
    ),
    Role.AUDITOR: frozenset(
        {Permission.ANGKATAN_READ, Permission.AUDIT_READ, Permission.OVERSIGHT_READ}
    ),
}


def contains(outer: str, inner: str) -> bool:
    """Tell whether region code `inner` lies in `outer` (or is it)."""
    return outer in (NATION, inner) or inner.startswith(outer + ".")


@dataclass(frozen=True)
class Grant:
    """A role within a region, and for whom it is exercised."""

    role: Role
    region_code: str
    organisation_id: UUID | None = None


@dataclass(frozen=True)
class Actor:
    """Somebody who acts: a signed-in person, or the system itself (no account)."""

    account_id: UUID | None
    person_id: UUID | None
    grants: tuple[Grant, ...] = ()

    def regions(self, permission: Permission) -> tuple[str, ...]:
        """Give the codes of the regions within which this permission holds."""
        return tuple(sorted({g.region_code for g in self.grants if permission in ALLOWS[g.role]}))

    def may(self, permission: Permission, *, within: str) -> bool:
        """Tell whether the permission holds in the region of this code."""
        return any(contains(code, within) for code in self.regions(permission))

    def may_somewhere(self, permission: Permission) -> bool:
        """Tell whether the permission holds in any region at all."""
        return bool(self.regions(permission))

    def require(self, permission: Permission, *, within: str) -> None:
        """Pass, or raise Forbidden."""
        if not self.may(permission, within=within):
            raise Forbidden


SYSTEM = Actor(None, None, tuple(Grant(role, NATION) for role in Role))
"""The installation itself: commands and jobs."""
