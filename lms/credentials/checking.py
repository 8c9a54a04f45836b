"""Checking a PDF that somebody hands in: its bytes, its signature, and what the ledger says."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pkgutil import resolve_name
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from lms.credentials import house, queries
from lms.credentials.papers import Difference, Paper, differences

if TYPE_CHECKING:
    from certificates.verification import Inspection

LARGEST_BYTES = 5_000_000


class Match(StrEnum):
    """How a file relates to what was issued."""

    SAME = "sama"
    DIFFERENT = "tidak-cocok"
    UNKNOWN = "tidak-dikenal"


@dataclass(frozen=True)
class Finding:
    """What is known about a file: `paper` is the ledger's, `problems` are the file's own."""

    match: Match
    inspection: "Inspection"
    paper: Paper | None = None
    differences: tuple[Difference, ...] = ()

    @property
    def problems(self) -> Sequence[str]:
        """Give what is wrong with the file itself, one sentence each."""
        return self.inspection.problems


def inspect(pdf: bytes) -> "Inspection":
    """Give what the file is worth by itself.

    The reader of signatures is heavy; a process loads it with the first file it is given.
    """
    return inspect_alone(pdf, trusted=house.trusted())


def inspect_alone(pdf: bytes, *, trusted: Sequence[bytes] = ()) -> "Inspection":
    """Give what the file is worth where no installation is configured."""
    judge: Callable[..., Inspection] = resolve_name("certificates.verification:inspect")
    return judge(pdf, trusted=trusted)


def check(session: Session, pdf: bytes, seen: "Inspection") -> Finding:
    """Compare a file, which `inspect` has seen, with the ledger."""
    same = queries.by_bytes(session, hashlib.sha256(pdf).hexdigest())
    if same is not None:
        return Finding(Match.SAME, seen, same)
    paper = queries.by_token(session, seen.claims.token) if seen.claims else None
    if paper is None or seen.claims is None:
        return Finding(Match.UNKNOWN, seen)
    return Finding(Match.DIFFERENT, seen, paper, differences(seen.claims, paper.claims))
