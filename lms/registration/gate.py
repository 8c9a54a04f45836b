"""The gate: may this person apply for registration, and if not, why? Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, assert_never

from lms.credentials.models import Merit
from lms.kernel.access import NATION
from lms.kernel.sentence import Sentence, say
from lms.registration import merits
from lms.registration.answers import Answer, Where
from lms.registration.models import Demand, RegistrationState, Verdict

SCANNED = frozenset({Demand.DOCUMENT, Demand.RECOMMENDATION})
_DESA_PARTS = 4


class Stage(StrEnum):
    """What is judged for: to apply a scan has to be there, to be approved it has to be checked."""

    APPLYING = "applying"
    DECIDING = "deciding"


@dataclass(frozen=True)
class Rule:
    """A requirement as it is configured, with its source."""

    slug: str
    demand: Demand
    title: str
    value: Mapping[str, Any]
    source: str
    region_code: str = NATION

    @property
    def wants_scan(self) -> bool:
        """Tell whether a scan has to be attached."""
        return self.demand in SCANNED


@dataclass(frozen=True)
class Attached:
    """A scan that is attached, and what the registrar found."""

    verdict: Verdict | None = None
    note: str = ""


@dataclass(frozen=True)
class Facts:
    """What is known about an applicant on a day; `held`: by which merits, `attached`: by slug."""

    on: date
    domicile_code: str | None
    has_nik: bool
    born_on: date | None
    held: Mapping[str, frozenset[Merit]]
    declared: frozenset[str]
    attached: Mapping[str, Attached] = field(default_factory=dict)
    stage: Stage = Stage.APPLYING


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
        """Tell whether it is met."""
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
            "region": self.rule.region_code,
        }


@dataclass(frozen=True)
class Eligibility:
    """How somebody stands to the requirements of a family.

    `state` is that of their open or else latest application, `changes` what was added to the
    requirements or removed from them since it was sent.
    """

    family: str
    judged: tuple[Judgement, ...]
    state: RegistrationState | None
    changes: tuple[Sentence, ...] = ()

    @property
    def objections(self) -> tuple[Objection, ...]:
        """Give what keeps the form closed."""
        return at_the_door(self.judged)

    @property
    def is_open(self) -> bool:
        """Tell whether requirements are configured and nothing keeps the form closed."""
        return bool(self.judged) and not self.objections


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


def _answer(rule: Rule, facts: Facts) -> Answer:
    match rule.demand:
        case Demand.HOLDS:
            return merits.judge(rule.value, facts.held)
        case Demand.AGE:
            return _age(rule, facts)
        case Demand.NIK:
            return _nik(facts)
        case Demand.DOMICILE:
            return _domicile(facts)
        case Demand.DECLARATION:
            return _declaration(rule, facts)
        case Demand.DOCUMENT | Demand.RECOMMENDATION:
            return _scan(facts.attached.get(rule.slug), facts.stage)
        case _:
            assert_never(rule.demand)


def _age(rule: Rule, facts: Facts) -> Answer:
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


def _nik(facts: Facts) -> Answer:
    if facts.has_nik:
        return say("NIK sudah tercatat."), None
    return say("NIK belum tercatat."), (say("Isi NIK"), Where.NIK)


def _domicile(facts: Facts) -> Answer:
    code = facts.domicile_code
    if code is not None and len(code.split(".")) == _DESA_PARTS:
        return say("Desa atau kelurahan domisili sudah tercatat."), None
    return (
        say("Desa atau kelurahan domisili belum tercatat."),
        (say("Pilih desa atau kelurahan di Data saya"), Where.PROFILE),
    )


def _declaration(rule: Rule, facts: Facts) -> Answer:
    if rule.slug in facts.declared:
        return say("Sudah dinyatakan."), None
    return (
        say("Belum dinyatakan: %(what)s.", what=rule.title),
        (say("Centang pernyataan ini pada formulir"), Where.FORM),
    )


def _scan(attached: Attached | None, stage: Stage) -> Answer:
    if attached is None:
        return say("Berkas belum diunggah."), (say("Unggah berkasnya"), Where.SCAN)
    if attached.verdict is Verdict.FITS:
        return say("Berkas sudah diperiksa dan sesuai."), None
    if attached.verdict is Verdict.UNFIT:
        return (
            say("Berkas dinilai belum sesuai: %(note)s", note=attached.note),
            (say("Unggah berkas yang benar"), Where.SCAN),
        )
    if stage is Stage.APPLYING:
        return say("Berkas sudah diunggah dan akan diperiksa petugas."), None
    return (
        say("Berkas sudah diunggah, tetapi belum diperiksa petugas."),
        (say("Tunggu petugas memeriksanya"), Where.FORM),
    )
