"""What an application looks like to its applicant, and to the Dinas."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import assert_never
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session

from lms.kernel.access import Actor
from lms.kernel.sentence import Sentence, say
from lms.people import codes, names
from lms.people.models import Person
from lms.people.phones import readable
from lms.regions import queries as regions
from lms.training import offers_queries
from lms.training.models import Stage
from lms.training.offers_models import ApplicationState, SelfApplication
from lms.web import formats

STATE_WORDS = {
    ApplicationState.SUBMITTED: (_l("Menunggu keputusan Dinas Sosial"), "info"),
    ApplicationState.NOMINATED: (_l("Dijadikan usulan"), "good"),
    ApplicationState.DECLINED: (_l("Belum dapat diterima"), "attention"),
}


DESK_WORDS = {
    ApplicationState.SUBMITTED: (_l("Menunggu"), "info"),
    ApplicationState.NOMINATED: (_l("Dijadikan usulan"), "good"),
    ApplicationState.DECLINED: (_l("Ditolak"), "neutral"),
}


@dataclass(frozen=True)
class ApplicationLine:
    """An application, as its applicant or a Dinas sees it."""

    row: SelfApplication
    receipt: str
    when: str
    word: str
    tone: str
    marks: tuple[str, ...]
    home: str = ""

    @property
    def is_waiting(self) -> bool:
        """Tell whether nobody has decided yet."""
        return self.row.state is ApplicationState.SUBMITTED

    @property
    def facts(self) -> list[tuple[str, str]]:
        """Give what the Dinas looks at."""
        nik = self.row.nik_masked or (self.row.person.nik_masked if self.row.person else None)
        return [
            (_("Nama"), self.row.name),
            (_("Nomor HP/WhatsApp"), readable(self.row.phone) if self.row.phone else "-"),
            (_("NIK"), nik or _("Belum tercatat")),
            (_("Tempat tinggal"), self.home),
            (_("Akun"), _("Sudah ada") if self.row.person_id else _("Belum ada")),
            (_("Diajukan"), self.when),
            (_("Tanda terima"), self.receipt),
        ]

    @property
    def happening(self) -> Sentence:
        """Say what becomes of it now, to its applicant."""
        if self.row.angkatan.stage is Stage.CANCELLED:
            return say("Angkatan ini dibatalkan oleh penyelenggaranya.")
        match self.row.state:
            case ApplicationState.SUBMITTED:
                words = "Dinas Sosial di %(region)s sedang memeriksa pengajuan Anda."
                return say(words, region=self.row.sender.name)
            case ApplicationState.NOMINATED:
                return say(
                    "Dinas Sosial mengusulkan Anda sebagai peserta. Tunggu undangan dan kartu "
                    "aktivasi akun dari panitia."
                )
            case ApplicationState.DECLINED:
                return say("Dinas Sosial belum dapat mengusulkan Anda.")
            case _:
                assert_never(self.row.state)


def application_lines(rows: Sequence[SelfApplication]) -> tuple[ApplicationLine, ...]:
    """Give applications as their applicants see them."""
    return tuple(_application(row) for row in rows)


def _application(row: SelfApplication) -> ApplicationLine:
    word, tone = STATE_WORDS[row.state]
    zone = regions.zone_of(row.sender_code)
    when = formats.moment(row.submitted_at, zone)
    return ApplicationLine(row, codes.grouped(row.receipt), when, str(word), tone, ())


def desk_lines(session: Session, rows: Sequence[SelfApplication]) -> tuple[ApplicationLine, ...]:
    """Give applications for the Dinas, each with what is known of its NIK already."""
    found = {row.nik_fingerprint for row in rows if row.nik_fingerprint}
    known = offers_queries.known_by_nik(session, found)
    persons = {row.id: row.person or known.get(row.nik_fingerprint or "") for row in rows}
    others = offers_queries.asked_before(session, rows)
    seated = offers_queries.seated(session, [each.id for each in persons.values() if each])
    homes = regions.full_names(session, [row.domicile_code for row in rows])
    return tuple(
        _for_desk(
            _application(row),
            tuple(_marks(row, persons[row.id], others[row.id], seated)),
            homes[row.domicile_code],
        )
        for row in rows
    )


def _for_desk(line: ApplicationLine, marks: tuple[str, ...], home: str) -> ApplicationLine:
    word, tone = DESK_WORDS[line.row.state]
    return replace(line, word=str(word), tone=tone, marks=marks, home=home)


def _marks(
    row: SelfApplication, person: Person | None, others: int, seated: frozenset[tuple[UUID, UUID]]
) -> Iterator[str]:
    if person is not None and row.person_id is None:
        if names.alike(person.name, row.name):
            yield _("NIK ini sudah tercatat: orang yang sama")
        else:
            yield _("NIK ini sudah tercatat atas nama lain")
    is_seated = person is not None and (row.angkatan_id, person.id) in seated
    if is_seated and row.participation_id is None:
        yield _("Sudah tercatat dalam angkatan ini")
    if others:
        yield _("Mengajukan diri %(count)s kali", count=others + 1)


def desk_line(session: Session, actor: Actor, application_id: UUID) -> ApplicationLine:
    """Give one application for the Dinas; or NotFound."""
    row = offers_queries.application(session, actor, application_id)
    return desk_lines(session, [row])[0]
