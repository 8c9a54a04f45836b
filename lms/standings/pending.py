"""Whose facts changed in a transaction, and how the features above read them. Pure."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy.orm import Session

from lms.standings.buckets import Holding, Key, Training


@dataclass(frozen=True)
class Home:
    """Where a person lives, and the person's NIK as its fingerprint."""

    region_code: str | None
    nik_fingerprint: str | None


Homes = Callable[[Session, Collection[UUID]], Mapping[UUID, Home]]
Holdings = Callable[[Session, Collection[UUID], Key], Mapping[UUID, Holding]]
Trainings = Callable[[Session, Collection[UUID], Key], Mapping[UUID, Training]]


@dataclass
class Pending:
    """Whose facts changed in this transaction, and how to read them."""

    homes: Homes
    persons: set[UUID] = field(default_factory=set)
    freed: set[str] = field(default_factory=set)
    holding: dict[Key, set[UUID]] = field(default_factory=dict)
    training: dict[Key, set[UUID]] = field(default_factory=dict)
    read_holding: Holdings | None = None
    read_training: Trainings | None = None
