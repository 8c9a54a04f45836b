"""The page of an angkatan for those who organise, read or teach it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from lms.completion import queries as completion
from lms.home import gathering, presenters, queries
from lms.home.contacts import Contact, contact
from lms.home.presenters import Item, Link
from lms.home.staff_steps import Run, organiser_steps
from lms.home.step import NextStep, Urgency
from lms.home.words import ACT_WORDS
from lms.kernel.access import Actor, Permission
from lms.kernel.sentence import Sentence, say
from lms.oversight import runs
from lms.training import queries as training
from lms.training import reporting, setup_page
from lms.training.models import Angkatan, Kind, ParticipationState, Stage
from lms.training.queries import FiveCounts
from lms.training.setup_page import KelasLine, QuotaLine
from lms.training.words import KIND_WORDS, STAGE_WORDS
from lms.web.formats import day_range, moment, number
from lms.web.templating import sentence


@dataclass(frozen=True)
class CountBar:
    """One of the five counts, drawn against the largest of them."""

    label: str
    value: str
    share_percent: float


@dataclass(frozen=True)
class KelasCard:
    """A kelas with what it has and where to go."""

    line: KelasLine
    links: tuple[Link, ...]


@dataclass(frozen=True)
class Past:
    """One act of the history."""

    what: str
    who: str
    when: str
    reason: str | None


@dataclass(frozen=True)
class DeskPage:
    """An angkatan as its desk sees it."""

    angkatan: Angkatan
    stage: tuple[str, str]
    facts: tuple[tuple[str, str], ...]
    counts: tuple[CountBar, ...]
    reported: tuple[str, ...]
    steps: tuple[Item, ...]
    tabs: tuple[Link, ...]
    kelas: tuple[KelasCard, ...]
    quotas: tuple[QuotaLine, ...]
    history: tuple[Past, ...]
    contact: Contact


def page(
    session: Session, actor: Actor, angkatan: Angkatan, taught: frozenset[UUID], *, at: datetime
) -> DeskPage:
    """Give the page to somebody who may read the angkatan or teaches these of its kelas."""
    plans = actor.may(Permission.ANGKATAN_PLAN, within=angkatan.region_code)
    reads = training.may_read(actor, angkatan.region_code)
    lines = setup_page.kelas_lines(session, angkatan.id)
    quotas = setup_page.quota_lines(session, angkatan.id)
    counts = runs.five_counts(session, [angkatan.id])[angkatan.id]
    rounds = completion.rounds(session, angkatan.id)
    waiting = _states(session, angkatan.id)
    word, tone = STAGE_WORDS[angkatan.stage]
    run = Run(
        angkatan_id=angkatan.id,
        title=angkatan.title,
        stage=angkatan.stage,
        is_over=gathering.is_over(angkatan, at=at),
        seats=counts.kuota,
        kelas_without_sessions=sum(not line.sessions_count for line in lines),
        nominated=waiting[ParticipationState.NOMINATED],
        willing=waiting[ParticipationState.WILLING],
        enrolled=waiting[ParticipationState.ENROLLED],
        undecided=waiting[ParticipationState.ENROLLED] - counts.lulus,
        rounds=len(rounds),
        to_review=len(completion.to_review(session, angkatan)) if rounds else 0,
    )
    return DeskPage(
        angkatan=angkatan,
        stage=(str(word), tone),
        facts=facts(session, angkatan),
        counts=bars(counts),
        reported=tuple(map(sentence, reporting.told(session, angkatan.id))) if reads else (),
        steps=presenters.items(_steps(run)) if plans else (),
        tabs=_tabs(angkatan, plans=plans, reads=reads),
        kelas=tuple(_card(line, plans=plans, taught=taught) for line in lines),
        quotas=quotas if reads else (),
        history=_history(session, angkatan, [each.id for each in rounds]) if reads else (),
        contact=contact(angkatan),
    )


def facts(session: Session, angkatan: Angkatan) -> tuple[tuple[str, str], ...]:
    """Give what everybody may know of an angkatan (with organiser and programme)."""
    partners = sorted(each.organisation.name for each in training.partners(session, angkatan.id))
    organisers = angkatan.organiser.name
    if partners:
        organisers = _("%(one)s bersama %(others)s", one=organisers, others=", ".join(partners))
    return (
        (_("Jenis"), str(KIND_WORDS[angkatan.kind])),
        (_("Waktu"), day_range(angkatan.starts_on, angkatan.ends_on)),
        (_("Tempat"), angkatan.place),
        (_("Penyelenggara"), organisers),
    )


def bars(counts: FiveCounts) -> tuple[CountBar, ...]:
    """Give the five counts side by side."""
    rows = (
        (_("Kuota"), counts.kuota),
        (_("Diundang"), counts.diundang),
        (_("Terdaftar"), counts.terdaftar),
        (_("Hadir"), counts.hadir),
        (_("Lulus"), counts.lulus),
    )
    most = max(1, *(value for _label, value in rows))
    return tuple(CountBar(label, number(value), 100 * value / most) for label, value in rows)


def _states(session: Session, angkatan_id: UUID) -> dict[ParticipationState, int]:
    found = queries.state_counts(session, angkatan_id)
    return {state: found.get(state, 0) for state in ParticipationState}


def _steps(run: Run) -> tuple[NextStep, ...]:
    found = organiser_steps(run)
    return found or _by_stage(run)


def _by_stage(run: Run) -> tuple[NextStep, ...]:
    words: dict[Stage, tuple[Sentence, Sentence, Sentence, str]] = {
        Stage.PLANNED: (
            say("Mulai angkatan"),
            say("Periksa kelas, jadwal, dan kuota, lalu mulai. Kurikulumnya tidak berubah lagi."),
            say("Buka persiapan"),
            "training_desk.setup",
        ),
        Stage.RUNNING: (
            say("Pantau kemajuan peserta"),
            say("Lihat siapa yang sudah memenuhi syarat dan apa yang masih kurang."),
            say("Lihat tabel kelulusan"),
            "completion_desk.table",
        ),
        Stage.CLOSED: (
            say("Angkatan sudah ditutup"),
            say("Sertifikat dapat diunduh dan dicetak."),
            say("Lihat sertifikat"),
            "completion_desk.certificates",
        ),
    }
    if run.stage not in words:
        return ()
    title, text, label, endpoint = words[run.stage]
    values = {"angkatan_id": run.angkatan_id}
    return (NextStep(Urgency.SOON, title, text, label, endpoint, values),)


def _tabs(angkatan: Angkatan, *, plans: bool, reads: bool) -> tuple[Link, ...]:
    angkatan_id = angkatan.id
    here = Link(_("Ringkasan"), url_for("home.angkatan", angkatan_id=angkatan_id), is_current=True)
    planning = (
        (_("Persiapan"), "training_desk.setup"),
        (_("Usulan"), "training_desk.nominations"),
        (_("Peserta"), "training_desk.participants"),
    )
    reading: tuple[tuple[str, str], ...] = (
        (_("Kelulusan"), "completion_desk.table"),
        (_("Sertifikat"), "completion_desk.certificates"),
    )
    of_kind: dict[Kind, tuple[tuple[str, str], ...]] = {
        Kind.PEMBINAAN: ((_("Evaluasi kinerja"), "completion_desk.performances"),),
        Kind.RAKOR: ((_("Notula"), "completion.summary"),),
    }
    reading += of_kind.get(angkatan.kind, ())
    chosen = (planning if plans else ()) + (reading if reads else ())
    return (here, *_links(chosen, angkatan_id=angkatan_id)) if chosen else ()


def _card(line: KelasLine, *, plans: bool, taught: frozenset[UUID]) -> KelasCard:
    leading = (
        (_("Halaman kelas"), "home.kelas"),
        (_("Presensi"), "attendance_desk.sessions"),
        (_("Tes"), "assessment_desk.tests"),
        (_("Nilai praktik"), "practice_desk.rubrics"),
    )
    planning = (
        (_("Jadwal"), "training_desk.schedule"),
        (_("Pengajar"), "training_desk.trainers"),
    )
    leads = plans or line.kelas.id in taught
    chosen = (leading if leads else ()) + (planning if plans else ())
    return KelasCard(line, _links(chosen, kelas_id=line.kelas.id))


def _links(chosen: tuple[tuple[str, str], ...], **values: Any) -> tuple[Link, ...]:
    return tuple(Link(label, url_for(endpoint, **values)) for label, endpoint in chosen)


def _history(session: Session, angkatan: Angkatan, round_ids: list[UUID]) -> tuple[Past, ...]:
    rows = queries.history(session, [angkatan.id, *round_ids])
    return tuple(
        Past(
            sentence(ACT_WORDS[entry.act]) if entry.act in ACT_WORDS else entry.act,
            name or _("Sistem"),
            moment(entry.at, angkatan.zone),
            entry.reason,
        )
        for entry, name in rows
    )
