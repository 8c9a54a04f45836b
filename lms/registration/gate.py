"""The gate: may this person apply for registration, and if not, why? Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, assert_never

from lms.kernel.sentence import Sentence, say
from lms.registration.models import Demand

_DESA_PARTS = 4


class Where(StrEnum):
    """Where somebody goes to meet a requirement."""

    PROFILE = "profile"
    NIK = "nik"
    LEVELS = "levels"
    FORM = "form"


@dataclass(frozen=True)
class Rule:
    """A requirement as it is configured, with its source."""

    slug: str
    demand: Demand
    title: str
    value: Mapping[str, Any]
    source: str


@dataclass(frozen=True)
class Facts:
    """What is known about an applicant on a day."""

    on: date
    domicile_code: str | None
    has_nik: bool
    born_on: date | None
    held: frozenset[str]
    declared: frozenset[str]


@dataclass(frozen=True)
class Objection:
    """Why a requirement is not met, and where to go."""

    slug: str
    demand: Demand
    what: str
    why: Sentence
    next_step: Sentence
    where: Where


@dataclass(frozen=True)
class Judgement:
    """A requirement, judged; met when nothing speaks against it."""

    rule: Rule
    value: Sentence
    objection: Objection | None

    @property
    def is_met(self) -> bool:
        """Tell whether the requirement is met."""
        return self.objection is None

    def to_json(self) -> dict[str, Any]:
        """Give what is kept with an application: the requirement as it was judged."""
        return {
            "slug": self.rule.slug,
            "demand": self.rule.demand.value,
            "title": self.rule.title,
            "source": self.rule.source,
            "is_met": self.is_met,
            "value": str(self.value),
        }


_Answer = tuple[Sentence, tuple[Sentence, Where] | None]


def judge(rules: Iterable[Rule], facts: Facts) -> tuple[Judgement, ...]:
    """Give every requirement, judged, in the order of the rules."""
    return tuple(_judged(rule, facts) for rule in rules)


def objections(rules: Iterable[Rule], facts: Facts) -> tuple[Objection, ...]:
    """Give everything that speaks against, all at once; none means open."""
    return tuple(j.objection for j in judge(rules, facts) if j.objection is not None)


def at_the_door(judged: Iterable[Judgement]) -> tuple[Objection, ...]:
    """Give the objections that keep the form closed: all but declarations, made on the form."""
    against = (j.objection for j in judged if j.objection is not None)
    return tuple(one for one in against if one.demand is not Demand.DECLARATION)


def full_years(born_on: date, on: date) -> int:
    """Give the age in whole years on a day; who is born on 29 February ages on 1 March."""
    return on.year - born_on.year - ((on.month, on.day) < (born_on.month, born_on.day))


def _judged(rule: Rule, facts: Facts) -> Judgement:
    value, against = _answer(rule, facts)
    if against is None:
        return Judgement(rule, value, None)
    next_step, where = against
    return Judgement(
        rule, value, Objection(rule.slug, rule.demand, rule.title, value, next_step, where)
    )


def _answer(rule: Rule, facts: Facts) -> _Answer:
    match rule.demand:
        case Demand.HOLDS:
            return _holds(rule, facts)
        case Demand.AGE:
            return _age(rule, facts)
        case Demand.NIK:
            return _nik(facts)
        case Demand.DOMICILE:
            return _domicile(facts)
        case Demand.DECLARATION:
            return _declaration(rule, facts)
        case _:
            assert_never(rule.demand)


def _holds(rule: Rule, facts: Facts) -> _Answer:
    wanted, name = frozenset(rule.value["achievements"]), rule.value["name"]
    if wanted & facts.held:
        return say("Memegang %(name)s yang masih berlaku.", name=name), None
    return (
        say("Belum memegang %(name)s yang masih berlaku.", name=name),
        (say("Lihat cara mengikuti %(name)s", name=name), Where.LEVELS),
    )


def _age(rule: Rule, facts: Facts) -> _Answer:
    wanted = int(rule.value["years"])
    if facts.born_on is None:
        return (
            say("Tanggal lahir belum tercatat."),
            (say("Isi tanggal lahir di Data saya"), Where.PROFILE),
        )
    years = full_years(facts.born_on, facts.on)
    if years >= wanted:
        return say("Usia %(years)s tahun.", years=years), None
    return (
        say("Usia baru %(years)s tahun, syaratnya %(wanted)s tahun.", years=years, wanted=wanted),
        (say("Periksa tanggal lahir Anda di Data saya"), Where.PROFILE),
    )


def _nik(facts: Facts) -> _Answer:
    if facts.has_nik:
        return say("NIK sudah tercatat."), None
    return say("NIK belum tercatat."), (say("Isi NIK"), Where.NIK)


def _domicile(facts: Facts) -> _Answer:
    code = facts.domicile_code
    if code is not None and len(code.split(".")) == _DESA_PARTS:
        return say("Desa atau kelurahan domisili sudah tercatat."), None
    return (
        say("Desa atau kelurahan domisili belum tercatat."),
        (say("Pilih desa atau kelurahan di Data saya"), Where.PROFILE),
    )


def _declaration(rule: Rule, facts: Facts) -> _Answer:
    if rule.slug in facts.declared:
        return say("Sudah dinyatakan."), None
    return (
        say("Belum dinyatakan: %(what)s.", what=rule.title),
        (say("Centang pernyataan ini pada formulir"), Where.FORM),
    )
