"""How a region registers, as it is configured; the nearest outer region's row applies."""

import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.kernel import audit
from lms.kernel.access import NATION, Actor, Permission
from lms.kernel.errors import NotFound, Refused
from lms.kernel.scope import lying_in
from lms.kernel.sentence import Sentence, say
from lms.regions import queries as regions
from lms.registration import loading, queries, requirements
from lms.registration.models import Demand
from lms.registration.requirements import Wanted
from lms.registration.tenure_models import Practice
from lms.training.catalogue import Family

MONTHS_MOST = 240
NUMBER_LETTERS_MOST = 40
_SIGNS = {"0": "[0-9]", "A": "[A-Z]"}
_MONTHS_OF_A_YEAR = 12


@dataclass(frozen=True)
class Manner:
    """Who signs, how membership numbers look (0 a digit, A a letter), and how long a term is.

    `region_code` names the region whose row this is; None stands for the shipped default.
    """

    signatories: tuple[str, ...] = ("Kepala Dinas Sosial",)
    membership_mask: str | None = None
    validity_months: int | None = None
    region_code: str | None = None

    def last_day(self, first: date) -> date | None:
        """Give the last day of a term that begins on this day; None: without an end."""
        if self.validity_months is None:
            return None
        months = first.month - 1 + self.validity_months
        year, month = first.year + months // _MONTHS_OF_A_YEAR, months % _MONTHS_OF_A_YEAR + 1
        day = min(first.day, monthrange(year, month)[1])
        following = date(year, month, day)
        return following if day < first.day else following - timedelta(days=1)

    def number_problem(self, number: str) -> Sentence | None:
        """Give what is wrong with a membership number, or None."""
        if len(number) > NUMBER_LETTERS_MOST:
            return say("Nomor anggota paling panjang %(most)s huruf.", most=NUMBER_LETTERS_MOST)
        mask = self.membership_mask
        if mask is None or re.fullmatch(_pattern(mask), number):
            return None
        return say(
            "Nomor anggota tidak sesuai pola wilayah %(mask)s (0 = angka, A = huruf besar).",
            mask=mask,
        )


DEFAULT = Manner()


def _pattern(mask: str) -> str:
    return "".join(_SIGNS.get(sign, re.escape(sign)) for sign in mask)


def outward(code: str) -> tuple[str, ...]:
    """Give a region's code and those of the regions around it, nearest first, the nation last."""
    return (NATION,) if code == NATION else (*regions.ancestors(code), NATION)


def of_region(session: Session, code: str) -> Manner:
    """Give how a region registers: by its own row, else the nearest outer one's."""
    around = outward(code)
    rows = session.scalars(select(Practice).where(Practice.region_code.in_(around))).all()
    if not rows:
        return DEFAULT
    row = min(rows, key=lambda one: around.index(one.region_code))
    return Manner(tuple(row.signatories), row.membership_mask, row.validity_months, row.region_code)


def offered() -> dict[tuple[Family, str], str]:
    """Give what a region may ask beside the requirements of all: the title by family and slug."""
    return {
        (family, slug): row["title"]
        for family in Family
        for slug, row in loading.offered(family.value).items()
    }


def asked(session: Session, code: str) -> frozenset[tuple[Family, str]]:
    """Give those of `offered` that a region asks by rows of its own."""
    return frozenset(
        (family, slug)
        for family in Family
        for slug, row in queries.requirement_rows(session, family.value, code).items()
        if row.is_active and slug in loading.offered(family.value)
    )


@dataclass(frozen=True)
class Line:
    """How a region registers, in a list; `is_own`: by a row of its own."""

    code: str
    name: str
    manner: Manner

    @property
    def is_own(self) -> bool:
        """Tell whether it has a row of its own."""
        return self.manner.region_code == self.code


def lines(session: Session, codes: Sequence[str]) -> list[Line]:
    """Give how these regions register, and those within them that have a row of their own."""
    inner = session.scalars(
        select(Practice.region_code).where(lying_in(Practice.region_code, codes))
    )
    wanted = sorted({*codes, *inner})
    names = regions.full_names(session, wanted)
    return [Line(code, names[code], of_region(session, code)) for code in wanted]


def may_set(actor: Actor, code: str) -> bool:
    """Tell whether the actor configures this region: its registrar or admin."""
    return any(
        actor.may(permission, within=code)
        for permission in (Permission.REGISTRATION_DECIDE, Permission.ORGANISATION_MANAGE)
    )


def put(
    session: Session,
    actor: Actor,
    code: str,
    manner: Manner,
    wanted: frozenset[tuple[Family, str]],
    *,
    at: datetime,
) -> Practice:
    """Keep how a region registers, and what it asks beside the others, from now on.

    Raises:
        NotFound: no office region of the actor's.
        Refused: no signatory is named.
    """
    if not may_set(actor, code) or not regions.known(session, code, regions.OFFICE_LEVELS):
        raise NotFound
    if not manner.signatories:
        raise Refused(say("Tulis sekurang-kurangnya satu jabatan penanda tangan."))
    row = session.scalars(select(Practice).where(Practice.region_code == code)).one_or_none()
    row = row or Practice(region_code=code)
    row.signatories = list(manner.signatories)
    row.membership_mask, row.validity_months = manner.membership_mask, manner.validity_months
    row.changed_at, row.changed_by_id = at, actor.account_id
    session.add(row)
    session.flush()
    _ask(session, actor, code, wanted, at)
    detail = {
        "signatories": len(manner.signatories),
        "mask": manner.membership_mask,
        "months": manner.validity_months,
        "asked": sorted(f"{family}:{slug}" for family, slug in wanted),
    }
    audit.record(session, actor, "practice.set", row, region_code=code, at=at, detail=detail)
    return row


def _ask(
    session: Session, actor: Actor, code: str, wanted: frozenset[tuple[Family, str]], at: datetime
) -> None:
    """Let the region ask exactly these of what is offered."""
    before = asked(session, code)
    for family, slug in sorted(offered()):
        if (family, slug) in wanted - before:
            row = loading.offered(family.value)[slug]
            one = Wanted(
                slug, Demand(row["demand"]), row["title"], row["source"], row.get("value", {})
            )
            requirements.require(session, actor, family, one, region_code=code, at=at)
        elif (family, slug) in before - wanted:
            requirements.end(session, actor, family, slug, region_code=code, at=at)
