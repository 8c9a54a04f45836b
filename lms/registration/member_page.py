"""What the pages of a member show, put together."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from lms.kernel.access import Actor, Permission
from lms.regions import queries as regions
from lms.regions.phones import readable
from lms.registration import (
    basis,
    membership,
    practice,
    presenters,
    queries,
    tenure_queries,
    words,
)
from lms.registration.basis import Loss
from lms.registration.membership import Standing
from lms.registration.models import Registration, RegistrationState
from lms.registration.practice import Manner
from lms.registration.presenters import Word
from lms.registration.tenure_models import Appointment, DutyLetter
from lms.web import formats


@dataclass(frozen=True)
class Letter:
    """A surat tugas in a list."""

    letter_id: UUID
    number: str
    words: str
    is_drawn: bool


@dataclass(frozen=True)
class Member:
    """Somebody who is or was registered."""

    registration_id: UUID
    appointment_id: UUID
    region_code: str
    name: str
    family: str
    word: Word
    standing: Standing
    facts: list[tuple[str, str]]
    terms: list[str]
    letters: list[Letter]
    history: list[str]
    loss: Loss | None
    asked: str | None
    moved_to: str | None
    may_accept: bool
    may_change: bool
    number: str
    duty_code: str
    manner: Manner
    today: date

    @property
    def is_living(self) -> bool:
        """Tell whether the registration has not ended."""
        return self.standing is not Standing.OVER

    @property
    def is_managed(self) -> bool:
        """Tell whether the actor may change it now."""
        return self.is_living and self.may_change

    @property
    def may_be_accepted(self) -> bool:
        """Tell whether the actor may take it over now."""
        return self.is_living and self.may_accept

    @property
    def is_ending(self) -> bool:
        """Tell whether its term is over or will be soon."""
        return self.standing in {Standing.ENDING, Standing.EXPIRED}


def of_desk(session: Session, actor: Actor, registration_id: UUID, *, at: datetime) -> Member:
    """Give a member of the actor's regions, or who has moved there; or NotFound."""
    row = tenure_queries.registration(session, actor, registration_id)
    return _member(session, actor, row, at=at)


def own(session: Session, actor: Actor, *, at: datetime) -> list[Member]:
    """Give the actor's own registrations, latest first."""
    return [_member(session, actor, row, at=at) for row in tenure_queries.own(session, actor)]


def _member(session: Session, actor: Actor, row: Registration, *, at: datetime) -> Member:
    history = tenure_queries.history(session, row.id)
    term, on = history[0], queries.today(row.region_code, at=at)
    loss = basis.of_registrations(session, [row.id]).get(row.id)
    home = row.person.domicile_code
    has_moved = home is not None and home != row.region_code
    standing = membership.standing(row, term, on)
    decides = Permission.REGISTRATION_DECIDE
    is_own = row.person_id == actor.person_id
    return Member(
        registration_id=row.id,
        appointment_id=term.id,
        region_code=row.region_code,
        name=row.person.full_name,
        family=words.family_word(row.family),
        word=standing_word(standing),
        standing=standing,
        facts=_facts(session, row, term),
        terms=[term_line(each) for each in history],
        letters=[_letter(each) for each in tenure_queries.letters(session, row.id)],
        history=_history(session, row),
        loss=loss,
        asked=loss.asked.reason if loss and loss.asked else None,
        moved_to=regions.full_name(session, home) if home and has_moved else None,
        may_accept=has_moved and not is_own and actor.may(decides, within=home or ""),
        may_change=not is_own and actor.may(decides, within=row.region_code),
        number=term.membership_number or "",
        duty_code=term.duty_code,
        manner=practice.of_region(session, row.region_code),
        today=on,
    )


def standing_word(standing: Standing) -> Word:
    """Give how a term's standing is written."""
    found = {
        Standing.ACTIVE: Word(_("Terdaftar"), "good"),
        Standing.ENDING: Word(_("Akan berakhir"), "attention"),
        Standing.EXPIRED: Word(_("Masa berlaku habis"), "danger"),
        Standing.OVER: Word(_("Berakhir"), "neutral"),
    }
    return found[standing]


def _facts(session: Session, row: Registration, term: Appointment) -> list[tuple[str, str]]:
    person = row.person
    facts = [
        (_("NIK"), person.nik_masked or _("Belum tercatat")),
        (_("HP/WhatsApp"), readable(person.phone or "") or _("Belum tercatat")),
        (_("Wilayah keanggotaan"), regions.full_name(session, row.region_code)),
        (_("Wilayah tugas"), regions.full_name(session, term.duty_code)),
        (_("Nomor anggota"), term.membership_number or _("Belum diberikan")),
        (_("SK"), decree_line(term)),
        (_("Masa berlaku"), span(term.valid_from, term.valid_until)),
    ]
    if row.state is RegistrationState.ENDED and term.end_kind and term.ended_at:
        kind = words.end_words()[term.end_kind]
        when = presenters.written(term.ended_at, row.region_code)
        facts.append((_("Berakhir"), f"{kind}, {when}. {term.end_reason or ''}"))
    return facts


def span(first: date, last: date | None) -> str:
    """Give "9 Maret 2026 s.d. 8 Maret 2029", or that there is no end."""
    if last is None:
        return str(_("sejak %(first)s, tanpa batas waktu", first=formats.plain_day(first)))
    return f"{formats.plain_day(first)} s.d. {formats.plain_day(last)}"


def decree_line(term: Appointment) -> str:
    """Give number, date and signatory of a term's SK."""
    on = formats.plain_day(term.decree.signed_on)
    return f"{term.decree.number}, {on}, {term.decree.signatory}"


def term_line(term: Appointment) -> str:
    """Give a term in one line: its SK, and from when to when it holds."""
    line = f"{decree_line(term)}: {span(term.valid_from, term.valid_until)}"
    return f"{line} ({term.added_reason})" if term.added_reason else line


def _letter(letter: DutyLetter) -> Letter:
    said = letter.content
    return Letter(
        letter.id,
        letter.number,
        _(
            "%(on)s, %(area)s, %(period)s",
            on=said["signed_on"],
            area=said["duty_area"],
            period=said["period"],
        ),
        letter.drawn_at is not None,
    )


def _history(session: Session, row: Registration) -> list[str]:
    code = row.region_code
    lines = [
        (step.at, presenters.state_word(step.state).word, step.reason)
        for step in tenure_queries.steps(session, row.id)
    ]
    moves = tenure_queries.moves(session, row.id)
    names = regions.full_names(session, {one for m in moves for one in (m.from_code, m.to_code)})
    for move in moves:
        word = _("Pindah dari %(a)s ke %(b)s", a=names[move.from_code], b=names[move.to_code])
        lines.append((move.moved_at, word, move.note))
    kinds = words.note_words()
    lines += [
        (note.made_at, kinds[note.kind], note.reason)
        for note in tenure_queries.notes(session, row.id)
    ]
    ordered = sorted(lines, key=lambda line: line[0])
    return [
        f"{presenters.written(at, code)}: {word}{f'. {why}' if why else ''}"
        for at, word, why in ordered
    ]


def signatories(session: Session, code: str, *, at: datetime) -> list[str]:
    """Give the offices that may sign in a region: as it is configured, else as is usual."""
    manner = practice.of_region(session, code)
    if manner.region_code is not None:
        return list(manner.signatories)
    offices = queries.offices(session, code, on=queries.today(code, at=at))
    usual = presenters.signatories(offices, regions.path(session, code))
    return list(dict.fromkeys([*usual, *manner.signatories]))
