"""The people behind the figures of a region: who, where they stand, what they need next."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from lms.kernel import clock
from lms.kernel.access import NATION, Actor
from lms.oversight import next_words, offices, queries
from lms.oversight.next_words import Run, Situation
from lms.oversight.queries import Opening, Paper
from lms.oversight.region_board import (
    ONLY_HERE,
    Named,
    Tab,
    name_of,
    outer_region,
    read_region,
    tabs,
)
from lms.oversight.shown import Shown, shown
from lms.oversight.tiers import Offered
from lms.oversight.words import BUCKET_WORDS
from lms.people.models import Person
from lms.regions import queries as regions
from lms.regions.models import Level, Organisation, Region
from lms.standings import queries as standings
from lms.standings.buckets import Bucket
from lms.standings.figures import Subject
from lms.training.models import Angkatan, Participation
from lms.web import formats
from lms.web.paging import Paging
from lms.web.templating import sentence


@dataclass(frozen=True)
class PersonRow:
    """Somebody in the list."""

    name: str
    nik: str
    place: str
    is_obliged: bool
    word: str
    tone: str
    next: str

    @property
    def duty(self) -> str:
        """Say whether they must be trained."""
        return str(_("wajib") if self.is_obliged else _("di luar daftar"))


@dataclass(frozen=True)
class Asked:
    """Which of a region's people: of one bucket or all; only those known to no smaller region."""

    bucket: Bucket | None = None
    only_here: bool = False

    @property
    def values(self) -> dict[str, Any]:
        """Give it as parameters of an address."""
        bucket = {"keadaan": self.bucket.value} if self.bucket else {}
        return bucket | ({"tempat": ONLY_HERE} if self.only_here else {})


@dataclass(frozen=True)
class People(Named):
    """A page of the people of a region."""

    tier: Offered
    tabs: Sequence[Tab]
    filters: Sequence[Tab]
    asked: Asked
    rows: Sequence[PersonRow]
    page: Paging
    total: Shown
    nameless_count: int
    as_of: str
    back_url: str | None
    back_name: str
    is_desa: bool
    office: Organisation | None


@dataclass(frozen=True)
class _Known:
    """What is known of the people of a page, by id or by region."""

    persons: Mapping[UUID, Person]
    active: frozenset[UUID]
    runs: Mapping[UUID, Participation]
    papers: Mapping[UUID, Paper]
    openings: Sequence[Opening]
    offices: Mapping[str, Organisation]
    places: Mapping[str, str]


def people(
    session: Session,
    actor: Actor,
    tier: Offered,
    code: str,
    *,
    asked: Asked,
    number: int,
    at: datetime,
) -> People:
    """Give a page of the people counted in a region of the actor's; or NotFound."""
    here = read_region(session, actor, code)
    on = at.astimezone(regions.zone_of(code).info).date()
    found = _page(session, tier, code, asked, number)
    own = tier.at(code)
    figures, registered = (standings.total(session, code, k) for k in (tier.key, tier.registered))
    whole = shown(figures, registered.people(Bucket.DONE), name=here.name)
    back = (outer_region(session, actor, code) if here.level is Level.DESA else here) or here
    return People(
        code=code,
        name=name_of(session, here),
        tier=tier,
        tabs=tabs(session, tier, code, "oversight.people"),
        filters=_filters(own, asked),
        asked=asked,
        rows=rows(session, tier, found.rows, on=on),
        page=Paging(
            number, found.count, standings.PAGE_ROWS, "oversight.people", own | asked.values
        ),
        total=whole,
        nameless_count=_nameless(session, tier, code, whole),
        as_of=formats.moment(at, regions.zone_of(code)),
        back_url=_back_url(tier, back),
        back_name=back.name,
        is_desa=here.level is Level.DESA,
        office=offices.nearest(session, [code], on=on).get(code),
    )


def everybody(
    session: Session, page: People, asked: Asked, *, most: int, at: datetime
) -> list[PersonRow]:
    """Give the people of all pages of such a page; more than `most`: the first beyond, too."""
    on = at.astimezone(regions.zone_of(page.code).info).date()
    found = list(page.rows)
    for number in range(2, page.page.pages + 1):
        if len(found) > most:
            break
        more = _page(session, page.tier, page.code, asked, number)
        found += rows(session, page.tier, more.rows, on=on)
    return found


def _page(
    session: Session, tier: Offered, code: str, asked: Asked, number: int
) -> standings.People:
    return standings.people(
        session, code, tier.key, asked.bucket, number, only_here=asked.only_here
    )


def _back_url(tier: Offered, back: Region) -> str | None:
    if back.level is Level.DESA:
        return None
    return url_for("oversight.region", **tier.at(back.code))


def _nameless(session: Session, tier: Offered, code: str, whole: Shown) -> int:
    if whole.figures.target is None:
        return 0
    named = queries.named_never_count(session, tier.key, code)
    return max(0, whole.figures.obliged[Bucket.NEVER] - named)


def _filters(own: Mapping[str, Any], asked: Asked) -> list[Tab]:
    choices = [(_("Semua"), None), *((sentence(BUCKET_WORDS[one][0]), one) for one in Bucket)]
    return [
        Tab(
            words,
            url_for("oversight.people", **own, **Asked(one, asked.only_here).values),
            one is asked.bucket,
        )
        for words, one in choices
    ]


def rows(
    session: Session, tier: Offered, subjects: Sequence[Subject], *, on: date
) -> list[PersonRow]:
    """Give these people in words, with the same few queries however many they are."""
    known = _known(session, tier, subjects, on=on)
    return [_row(one, known) for one in subjects]


def _known(session: Session, tier: Offered, subjects: Sequence[Subject], *, on: date) -> _Known:
    ids = [one.person_id for one in subjects if one.person_id]
    codes = {one.region_code for one in subjects}
    around = {step for code in codes for step in _around(code)}
    return _Known(
        persons=queries.persons(session, ids),
        active=queries.with_account(session, ids),
        runs=queries.latest_runs(session, tier.key, ids),
        papers=queries.papers(session, tier.key, ids),
        openings=queries.openings(session, tier.key, around, on=on),
        offices=offices.nearest(session, codes, on=on),
        places=regions.full_names(session, codes),
    )


def _around(code: str) -> tuple[str, ...]:
    return (NATION,) if code == NATION else (*regions.ancestors(code), NATION)


def _row(one: Subject, known: _Known) -> PersonRow:
    person = known.persons.get(one.person_id) if one.person_id else None
    words, tone = BUCKET_WORDS[one.bucket]
    return PersonRow(
        name=person.full_name if person else one.listed_name or str(_("Nama tidak tercatat")),
        nik=(person.nik_masked if person else one.nik_masked) or str(_("belum diisi")),
        place=_place(one.region_code, known),
        is_obliged=one.is_obliged,
        word=sentence(words),
        tone=tone,
        next=" ".join(sentence(each) for each in next_words.sentences(_situation(one, known))),
    )


def _place(code: str, known: _Known) -> str:
    return str(_("domisili belum tercatat")) if code == NATION else known.places[code]


def _situation(one: Subject, known: _Known) -> Situation:
    person_id = one.person_id
    entry = known.runs.get(person_id) if person_id else None
    paper = known.papers.get(person_id) if person_id else None
    opening = _opening(one.region_code, known.openings)
    office = known.offices.get(one.region_code)
    return Situation(
        bucket=one.bucket,
        has_account=person_id in known.active,
        trained_on=clock.day_of(paper.issued_at) if paper else None,
        state=entry.state if entry else None,
        run=_run(entry.angkatan) if entry else None,
        opening=_run(opening.angkatan) if opening else None,
        office=office.short_name if office else None,
    )


def _opening(code: str, found: Iterable[Opening]) -> Opening | None:
    around = _around(code)
    fitting = [one for one in found if one.sender_code in around]
    return min(fitting, key=lambda one: around.index(one.sender_code), default=None)


def _run(angkatan: Angkatan) -> Run:
    return Run(angkatan.title, angkatan.starts_on, angkatan.ends_on, angkatan.stage)
