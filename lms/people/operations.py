"""Persons and their accounts: creating, changing, and keeping the NIK."""

import secrets
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from lms.kernel import audit, clock
from lms.kernel.access import Actor, Permission
from lms.kernel.errors import Forbidden, Refused
from lms.kernel.sentence import Sentence, say
from lms.people import homes, names, nik, queries, sealing
from lms.people.codes import issue_code
from lms.people.models import Account, Person, Sex
from lms.people.roles import RoleFacts, end_role, grant_role
from lms.regions import queries as regions
from lms.regions.folding import fold

_CREATORS = (Permission.ACCOUNT_MANAGE, Permission.NOMINATE)
_CLERKS = (Permission.RECOGNITION_FILE, Permission.REGISTRATION_FILE)
_NAME_LETTERS_MOST = 20
_TAKEN = say(
    "NIK ini sudah tercatat pada orang lain. Periksa angkanya; jika benar, hubungi panitia."
)


@dataclass(frozen=True)
class PersonFacts:
    """What is known of a person; `phone` as E.164, the NIK is `set_nik`'s work."""

    name: str
    gelar_depan: str = ""
    gelar_belakang: str = ""
    sex: Sex | None = None
    born_on: date | None = None
    phone: str | None = None
    email: str | None = None
    domicile_code: str | None = None
    address: str | None = None


def create_person(session: Session, actor: Actor, facts: PersonFacts, *, at: datetime) -> Person:
    """Give a new person. Whoever manages accounts, nominates or files for others may.

    Whoever only files for others may not for somebody who lives outside their regions.

    Raises:
        Refused: the name, a title or the domicile can't be accepted; all reasons at once.
    """
    if not _may_create(actor, facts.domicile_code):
        raise Forbidden
    values = _checked(session, facts)
    made = Person(**values, search_name=fold(facts.name)[: names.LONGEST], created_at=at)
    session.add(made)
    session.flush()
    region = queries.region_of(made)
    audit.record(session, actor, "person.created", made, region_code=region, at=at)
    return made


def _may_create(actor: Actor, domicile_code: str | None) -> bool:
    if any(actor.may_somewhere(permission) for permission in _CREATORS):
        return True
    if domicile_code is None:
        return any(actor.may_somewhere(permission) for permission in _CLERKS)
    return any(actor.may(permission, within=domicile_code) for permission in _CLERKS)


def _checked(session: Session, facts: PersonFacts) -> dict[str, object]:
    values = dict(vars(facts))
    values["name"] = names.tidy(facts.name)
    values["email"] = facts.email.strip().lower() if facts.email else None
    titles = [title for title in (facts.gelar_depan, facts.gelar_belakang) if title]
    found = [problem for text in (facts.name, *titles) for problem in names.problems(text)]
    if found:
        raise Refused(*found)
    if facts.domicile_code:
        regions.region(session, facts.domicile_code)
    return values


def change_person(
    session: Session, actor: Actor, person: Person, facts: PersonFacts, *, at: datetime
) -> None:
    """Change what is known of a person: by the person, or who manages accounts in the region."""
    _require_own_or_managed(actor, person)
    if facts.domicile_code and actor.person_id != person.id:
        actor.require(Permission.ACCOUNT_MANAGE, within=facts.domicile_code)
    values = _checked(session, facts)
    changed = [name for name, value in values.items() if getattr(person, name) != value]
    for name in changed:
        setattr(person, name, values[name])
    person.search_name = fold(person.name)[: names.LONGEST]
    if "domicile_code" in changed:
        homes.changed(session, [person.id])
    if changed:
        region = queries.region_of(person)
        detail = {"fields": changed}
        audit.record(
            session, actor, "person.changed", person, region_code=region, at=at, detail=detail
        )


def _require_own_or_managed(actor: Actor, person: Person) -> None:
    if actor.person_id != person.id:
        actor.require(Permission.ACCOUNT_MANAGE, within=queries.region_of(person))


def open_account(session: Session, actor: Actor, person: Person, *, at: datetime) -> Account:
    """Give the person an account that waits for its activation; an existing one stays."""
    existing = queries.account_of(session, person.id)
    if existing is not None:
        return existing
    made = Account(person=person, login_name=_free_login_name(session, person.name), created_at=at)
    session.add(made)
    session.flush()
    region = queries.region_of(person)
    audit.record(session, actor, "account.opened", made, region_code=region, at=at)
    return made


def _free_login_name(session: Session, name: str) -> str:
    """Give a login name nobody has: the first word of the name and a number."""
    first = fold(name.split(" ")[0])
    letters = "".join(sign for sign in first if sign.isascii() and sign.isalpha())
    for digits in (4, 4, 5, 6, 8):
        number = secrets.randbelow(9 * 10 ** (digits - 1)) + 10 ** (digits - 1)
        tried = f"{letters[:_NAME_LETTERS_MOST] or 'akun'}{number}"
        if session.scalar(select(Account.id).where(Account.login_name == tried)) is None:
            return tried
    raise RuntimeError("no free login name was found")


def set_nik(
    session: Session, actor: Actor, person: Person, text: str, *, at: datetime
) -> tuple[Sentence, ...]:
    """Keep a person's NIK, encrypted; give what should be looked at again (warnings).

    Raises:
        Refused: it is no NIK, somebody else has it, or the person already has another.
    """
    _require_may_set(actor, person)
    report = nik.check(text, today=clock.day_of(at))
    if not report.valid:
        raise Refused(*report.problems)
    digits, cipher = nik.bare(text), sealing.cipher()
    fingerprint = cipher.fingerprint(digits)
    if person.nik_fingerprint == fingerprint:
        return ()
    if person.nik_fingerprint and actor.person_id == person.id:
        raise Refused(say("NIK Anda sudah tercatat. Hubungi panitia bila angkanya keliru."))
    holder = queries.find_by_nik(session, digits)
    if holder is not None:
        raise Refused(_TAKEN)
    before = person.nik_fingerprint
    _keep(session, person, cipher.encrypt(digits), fingerprint, nik.mask(digits))
    homes.changed(session, [person.id], freed=before)
    region = queries.region_of(person)
    audit.record(session, actor, "person.nik-set", person, region_code=region, at=at)
    return report.warnings + nik.mismatches(report, born_on=person.born_on, sex=person.sex)


def _require_may_set(actor: Actor, person: Person) -> None:
    if actor.person_id == person.id:
        return
    is_clerk = not any(actor.may_somewhere(permission) for permission in _CREATORS)
    if not _may_create(actor, person.domicile_code) or (is_clerk and person.nik_fingerprint):
        raise Forbidden


def _keep(session: Session, person: Person, sealed: str, fingerprint: str, masked: str) -> None:
    try:
        with session.begin_nested():
            person.nik_sealed, person.nik_masked = sealed, masked
            person.nik_fingerprint = fingerprint
            session.flush()
    except IntegrityError:
        raise Refused(_TAKEN) from None


def reveal_nik(session: Session, actor: Actor, person: Person, *, reason: str, at: datetime) -> str:
    """Give a person's whole NIK; who saw it, when and why stays in the trail."""
    if not queries.reveals(actor, person):
        raise Forbidden
    if not reason.strip():
        raise Refused(say("Tulis alasan melihat NIK."))
    if person.nik_sealed is None:
        raise Refused(say("NIK orang ini belum tercatat."))
    region = queries.region_of(person)
    audit.record(session, actor, "nik.revealed", person, region_code=region, at=at, reason=reason)
    return sealing.cipher().decrypt(person.nik_sealed)


__all__ = [
    "PersonFacts",
    "RoleFacts",
    "change_person",
    "create_person",
    "end_role",
    "grant_role",
    "issue_code",
    "open_account",
    "reveal_nik",
    "set_nik",
]
