"""What somebody behind the figures needs next, in a sentence or two. Pure."""

from dataclasses import dataclass
from datetime import date

from lms.kernel.sentence import Sentence, say
from lms.standings.buckets import FINISHED, Bucket
from lms.training.models import ParticipationState, Stage
from lms.web.formats import day_range, plain_day


@dataclass(frozen=True)
class Run:
    """An angkatan by its title and days."""

    title: str
    starts_on: date
    ends_on: date
    stage: Stage

    @property
    def period(self) -> str:
        """Give "12–15 Desember 2026"."""
        return day_range(self.starts_on, self.ends_on)


@dataclass(frozen=True)
class Situation:
    """All that the sentences rest on."""

    bucket: Bucket
    has_account: bool
    trained_on: date | None = None
    state: ParticipationState | None = None
    run: Run | None = None  # the latest that the person is or was in
    opening: Run | None = None  # the next one with seats for the region
    office: str | None = None


_COMING = {
    ParticipationState.NOMINATED: say(
        "Sudah diusulkan ke %(title)s, %(period)s; menunggu undangan panitia."
    ),
    ParticipationState.INVITED: say("Diundang ke %(title)s, %(period)s; belum menjawab."),
    ParticipationState.WILLING: say(
        "Bersedia ikut %(title)s, %(period)s; menunggu didaftarkan panitia."
    ),
    ParticipationState.RESERVE: say("Cadangan pada %(title)s, %(period)s."),
    ParticipationState.ENROLLED: say("Peserta %(title)s, mulai %(starts)s."),
}
_OVER = {
    ParticipationState.DECLINED: say("Menolak undangan %(title)s, %(period)s."),
    ParticipationState.WITHDRAWN: say("Mundur dari %(title)s, %(period)s."),
}


def sentences(it: Situation) -> tuple[Sentence, ...]:
    """Give where the person stands and what to do next, at most three sentences."""
    if it.bucket in FINISHED:
        return _trained(it)
    found = [_history(it), *([] if _is_on_the_way(it) else [_next(it)])]
    if not it.has_account:
        found.append(say("Belum mempunyai akun Bekal yang aktif."))
    return tuple(found)


def _trained(it: Situation) -> tuple[Sentence, ...]:
    day = plain_day(it.trained_on) if it.trained_on else "–"
    if it.bucket is Bucket.DONE:
        return (say("Sertifikat terbit %(day)s.", day=day),)
    return (say("Diakui dari dokumen pada %(day)s.", day=day),)


def _is_on_the_way(it: Situation) -> bool:
    if it.bucket is Bucket.IN_TRAINING:
        return True
    return it.run is not None and it.run.stage is Stage.PLANNED and it.state in _COMING


def _history(it: Situation) -> Sentence:
    if it.run is None:
        return say("Belum pernah diundang.")
    values = {"title": it.run.title, "period": it.run.period}
    if it.bucket is Bucket.IN_TRAINING:
        return say("Sedang mengikuti %(title)s, %(period)s.", **values)
    if it.bucket is Bucket.UNFINISHED:
        return say("Hadir pada %(title)s, %(period)s, tetapi belum lulus.", **values)
    if it.state in _OVER:
        return Sentence(_OVER[it.state].msgid, values)
    if it.run.stage is Stage.PLANNED and it.state in _COMING:
        return Sentence(_COMING[it.state].msgid, values | {"starts": plain_day(it.run.starts_on)})
    return say("Diundang ke %(title)s, %(period)s, tetapi belum hadir.", **values)


def _next(it: Situation) -> Sentence:
    if it.opening is not None:
        return say(
            "Dapat diusulkan ke %(title)s, %(period)s.",
            title=it.opening.title,
            period=it.opening.period,
        )
    if it.office is not None:
        return say(
            "Belum ada angkatan dengan kursi untuk wilayahnya; hubungi %(office)s.",
            office=it.office,
        )
    return say("Belum ada angkatan dengan kursi untuk wilayahnya.")
