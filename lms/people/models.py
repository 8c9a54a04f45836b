"""Persons, their accounts, their roles within regions, and signing in."""

from datetime import date
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.kernel.access import Role
from lms.kernel.model import At, Id, Model, RegionCode
from lms.regions.models import Organisation, Region


class Sex(StrEnum):
    """As on the KTP."""

    MALE = "L"
    FEMALE = "P"


class Person(Model):
    """A human being. One name field; the NIK is kept encrypted and may be missing until
    registration."""

    __tablename__ = "person"
    __table_args__ = (
        CheckConstraint("length(name) BETWEEN 1 AND 100", name="has_name"),
        UniqueConstraint("nik_fingerprint"),
        Index("ix_person_phone", "phone"),
        Index("ix_person_search", "search_name"),
    )

    id: Mapped[Id]
    name: Mapped[str] = mapped_column(String(100))
    search_name: Mapped[str] = mapped_column(String(100))  # lower case, for lists and search
    gelar_depan: Mapped[str] = mapped_column(String(40), default="")
    gelar_belakang: Mapped[str] = mapped_column(String(60), default="")
    sex: Mapped[Sex | None]
    born_on: Mapped[date | None]
    nik_sealed: Mapped[str | None] = mapped_column(String(120))  # encrypted by kernel.cipher
    nik_fingerprint: Mapped[str | None] = mapped_column(String(64))
    nik_masked: Mapped[str | None] = mapped_column(String(16))  # 3578********0001
    phone: Mapped[str | None] = mapped_column(String(20))  # E.164; families share phones
    email: Mapped[str | None] = mapped_column(String(254), index=True)
    domicile_code: Mapped[str | None] = mapped_column(ForeignKey("region.code"), index=True)
    address: Mapped[str | None] = mapped_column(Text)
    created_at: Mapped[At]
    merged_into_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"), index=True)
    """Whom this row turned out to be; its history lies with that person then."""

    domicile: Mapped[Region | None] = relationship(lazy="raise_on_sql")

    @property
    def full_name(self) -> str:
        """Give the name with its titles: "Drs. Nama Orang, M.Si."."""
        return titled(self.name, self.gelar_depan, self.gelar_belakang)


def titled(name: str, front: str, back: str) -> str:
    """Give a name with the titles before and after it."""
    begun = f"{front} {name}".strip()
    return f"{begun}, {back}" if back else begun


class Account(Model):
    """What a person signs in with. Without a password it waits for its activation."""

    __tablename__ = "account"

    id: Mapped[Id]
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), unique=True)
    login_name: Mapped[str] = mapped_column(String(60), unique=True)
    password_hash: Mapped[str | None] = mapped_column(String(200))
    created_at: Mapped[At]
    activated_at: Mapped[At | None]
    notice_version: Mapped[str | None] = mapped_column(String(20))  # privacy notice that was shown
    notice_seen_at: Mapped[At | None]
    closed_at: Mapped[At | None]
    close_reason: Mapped[str | None] = mapped_column(Text)

    person: Mapped[Person] = relationship(lazy="raise_on_sql")


class RoleGrant(Model):
    """A role of an account within a region, from a day, perhaps to a day; ended, never deleted.

    With `deputises_id` it is exercised for the holder of that grant, and ends on a day.
    """

    __tablename__ = "role_grant"
    __table_args__ = (
        CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", name="ends_after_start"),
        CheckConstraint("deputises_id IS NULL OR ends_on IS NOT NULL", name="deputy_ends"),
        Index("ix_role_grant_ends", "ends_on"),
    )

    id: Mapped[Id]
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"), index=True)
    role: Mapped[Role]
    region_code: Mapped[RegionCode] = mapped_column(ForeignKey("region.code"), index=True)
    organisation_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisation.id"))
    deputises_id: Mapped[UUID | None] = mapped_column(ForeignKey("role_grant.id"))
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]
    granted_at: Mapped[At]
    granted_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    ended_at: Mapped[At | None]
    ended_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    end_reason: Mapped[str | None] = mapped_column(Text)

    account: Mapped[Account] = relationship(lazy="raise_on_sql", foreign_keys=account_id)
    deputises: Mapped["RoleGrant | None"] = relationship(
        lazy="raise_on_sql", remote_side="RoleGrant.id"
    )
    organisation: Mapped[Organisation | None] = relationship(lazy="raise_on_sql")
    region: Mapped[Region] = relationship(lazy="raise_on_sql")


class SignIn(Model):
    """A session in a browser: known by the hash of its token, ended by a row's change."""

    __tablename__ = "sign_in"

    id: Mapped[Id]
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    device: Mapped[str] = mapped_column(String(120))
    created_at: Mapped[At]
    seen_at: Mapped[At]
    expires_at: Mapped[At]
    ended_at: Mapped[At | None]
    factor_at: Mapped[At | None]  # when a second factor was last proved in this session

    account: Mapped[Account] = relationship(lazy="raise_on_sql")


class CodePurpose(StrEnum):
    """What a card or link lets somebody do, once."""

    ACTIVATE = "aktivasi"
    RESET = "kata-sandi"


class AccessCode(Model):
    """A single-use code on a printed card or in a link; only its hash is kept."""

    __tablename__ = "access_code"

    id: Mapped[Id]
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"), index=True)
    purpose: Mapped[CodePurpose]
    code_hash: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[At]
    created_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    expires_at: Mapped[At]
    spent_at: Mapped[At | None]
    withdrawn_at: Mapped[At | None]

    account: Mapped[Account] = relationship(lazy="raise_on_sql", foreign_keys=account_id)
