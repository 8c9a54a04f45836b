"""What becomes of each row of a nomination list: new, known already, or a problem."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.credentials import queries as credentials
from lms.kernel.cipher import Cipher
from lms.kernel.sentence import Sentence, say
from lms.people import names
from lms.people.models import Person
from lms.regions import domiciles
from lms.regions.folding import fold
from lms.training import nominees, participant_queries, prerequisites
from lms.training.models import Participation, Quota
from lms.training.nomination_queries import Target, sender_name
from lms.training.nominees import Known, Nominee, Problem, Result
from lms.training.prerequisites import Prerequisite
from lms.web.sheets import Row

_BATCH = 500
Key = TypeVar("Key")


@dataclass(frozen=True)
class Verdict:
    """What becomes of a row; `note` says more about it, `person_id` who is known already.

    `lacks` is what they should hold before: a remark, no problem.
    """

    row: Row
    result: Result
    problems: tuple[Problem, ...] = ()
    nominee: Nominee | None = None
    person_id: UUID | None = None
    takes_part: bool = False
    lacks: tuple[Prerequisite, ...] = ()

    @property
    def note(self) -> Sentence | None:
        """Give what to know about a row that is no problem."""
        if self.takes_part:
            return say("Sudah tercatat dalam angkatan ini; dilewati.")
        if self.person_id is not None:
            return say("Orangnya sudah dikenal; hanya keikutsertaannya yang ditambahkan.")
        return None


def judge(
    session: Session, to: Target, rows: Sequence[Row], *, cipher: Cipher
) -> tuple[Verdict, ...]:
    """Give a verdict for every row, in order. Nothing is changed."""
    texts = {text for row in rows if (text := row.cells.get("domicile", ""))}
    known = Known(domiciles.resolve(session, texts), _senders(to.quotas), to.any_sender)
    read = [(row, nominees.read(row, known)) for row in rows]
    good = [nominee for _, nominee in read if isinstance(nominee, Nominee)]
    people = _People(session, to.angkatan.id, good, cipher)
    twins = _Twins()
    verdicts = []
    for row, nominee in read:
        if isinstance(nominee, Nominee):
            problems = (*twins.problems(row, nominee), *people.problems(nominee))
            verdicts.append(
                Verdict(row, Result.PROBLEM, problems) if problems else people.verdict(row, nominee)
            )
        else:
            verdicts.append(Verdict(row, Result.PROBLEM, nominee))
    return _with_lacks(session, to, verdicts)


def _with_lacks(session: Session, to: Target, verdicts: Sequence[Verdict]) -> tuple[Verdict, ...]:
    asked = participant_queries.required(session, to.angkatan.programme_id)
    known = {each.person_id for each in verdicts if each.person_id}
    held = credentials.achievements(session, known) if asked and known else {}
    return tuple(
        replace(each, lacks=_lacks(asked, held, each.person_id)) if each.nominee else each
        for each in verdicts
    )


def _lacks(
    asked: Sequence[Prerequisite], held: Mapping[UUID, frozenset[str]], person_id: UUID | None
) -> tuple[Prerequisite, ...]:
    return prerequisites.missing(asked, held.get(person_id, frozenset()) if person_id else ())


def _senders(quotas: Sequence[Quota]) -> dict[str, UUID]:
    """Give the quota by its sender's name; without "Kota"/"Kabupaten" too where that is clear."""
    by_name = {nominees.plain(sender_name(quota)): quota.id for quota in quotas}
    short: dict[str, set[UUID]] = {}
    for name, quota_id in by_name.items():
        bare = name.removeprefix("kabupaten ").removeprefix("kota ")
        short.setdefault(bare, set()).add(quota_id)
    clear = {name: min(ids) for name, ids in short.items() if len(ids) == 1}
    return clear | by_name


class _Twins:
    """Finds rows that name the same person twice."""

    def __init__(self) -> None:
        self._seen: dict[tuple[str, ...], int] = {}

    def problems(self, row: Row, nominee: Nominee) -> tuple[Problem, ...]:
        """Give a problem when an earlier row has the same NIK or name, phone and domicile."""
        keys: list[tuple[str, ...]] = [("same", *_identity(nominee))]
        if nominee.nik:
            keys.append(("nik", nominee.nik))
        earlier = [self._seen[key] for key in keys if key in self._seen]
        for key in keys:
            self._seen.setdefault(key, row.number)
        if not earlier:
            return ()
        sentence = say("Orang ini sama dengan baris %(row)s. Hapus salah satu.", row=earlier[0])
        return (Problem("nik" if len(keys) == 2 else "name", sentence),)


def _identity(nominee: Nominee) -> tuple[str, str, str]:
    return fold(nominee.name), nominee.phone, nominee.domicile_code


class _People:
    """Who of the nominees is known here, by NIK or by name, phone and domicile."""

    def __init__(
        self, session: Session, angkatan_id: UUID, good: Sequence[Nominee], cipher: Cipher
    ) -> None:
        self._cipher = cipher
        marks = {cipher.fingerprint(each.nik) for each in good if each.nik}
        self._by_nik: dict[str, Person] = {}
        for batch in _batches(sorted(marks)):
            for person in session.scalars(select(Person).where(Person.nik_fingerprint.in_(batch))):
                self._by_nik[person.nik_fingerprint or ""] = person
        self._by_identity: dict[tuple[str, str, str], Person] = {}
        for batch in _batches(sorted({each.phone for each in good})):
            for person in session.scalars(select(Person).where(Person.phone.in_(batch))):
                key = (person.search_name, person.phone or "", person.domicile_code or "")
                self._by_identity[key] = person
        taking = select(Participation.person_id).where(Participation.angkatan_id == angkatan_id)
        self._taking_part = set(session.scalars(taking))

    def _found(self, nominee: Nominee) -> Person | None:
        by_nik = self._by_nik.get(self._cipher.fingerprint(nominee.nik)) if nominee.nik else None
        return by_nik or self._by_identity.get(_identity(nominee))

    def problems(self, nominee: Nominee) -> tuple[Problem, ...]:
        """Give what contradicts the person who is known already."""
        person = self._found(nominee)
        if person is None or nominee.nik is None:
            return ()
        if not names.alike(person.name, nominee.name):
            return (
                Problem("nik", say("NIK ini tercatat atas nama lain. Periksa NIK dan namanya.")),
            )
        held = person.nik_fingerprint
        if held is not None and held != self._cipher.fingerprint(nominee.nik):
            return (
                Problem(
                    "nik",
                    say("Orang ini sudah tercatat dengan NIK lain. Periksa angkanya."),
                ),
            )
        return ()

    def verdict(self, row: Row, nominee: Nominee) -> Verdict:
        """Give the verdict of a row without problems."""
        person = self._found(nominee)
        if person is None:
            return Verdict(row, Result.NEW, nominee=nominee)
        return Verdict(
            row,
            Result.KNOWN,
            nominee=nominee,
            person_id=person.id,
            takes_part=person.id in self._taking_part,
        )


def _batches(values: Sequence[Key]) -> Iterator[Sequence[Key]]:
    for start in range(0, len(values), _BATCH):
        yield values[start : start + _BATCH]
