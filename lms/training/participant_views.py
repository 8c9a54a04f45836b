"""The desk: the participants of an angkatan, their steps and kelas."""

from typing import Any
from uuid import UUID

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms.kernel import clock
from lms.kernel.access import Permission
from lms.kernel.database import reading, writing
from lms.kernel.errors import Refused
from lms.training import operations, participant_page
from lms.training.desk import blueprint, done, put_refusal
from lms.training.forms import offered, picked
from lms.training.models import ParticipationState
from lms.training.participant_forms import EnrolForm, StepForm
from lms.training.words import STATE_WORDS, STEP_WORDS
from lms.web.access import actor, allow
from lms.web.forms import Form

_KELAS = "kelas:"
_WILLING, _RESERVE = "willing_form", "reserve_form"
"""The names of the forms that enrol many at once."""


@blueprint.get("/angkatan/<uuid:angkatan_id>/peserta")
@allow(Permission.ANGKATAN_PLAN)
def participants(angkatan_id: UUID) -> ResponseReturnValue:
    """Show everybody of an angkatan, by state."""
    return _page(angkatan_id)


def _page(angkatan_id: UUID, **sent: Form) -> str:
    """Give the page; `sent` are those of its forms that come back as they were sent."""
    with reading() as session:
        page = participant_page.page(session, actor(), angkatan_id)
    forms: dict[str, Any] = {
        "step_form": StepForm(formdata=None),
        _WILLING: EnrolForm(formdata=None, prefix=_WILLING),
        _RESERVE: EnrolForm(formdata=None, prefix=_RESERVE),
    }
    forms |= sent
    step = forms["step_form"]
    step.act.choices = picked(_acts(page))
    return render_template(
        "training_desk/participants.html",
        page=page,
        words=STATE_WORDS,
        chosen=step.ids.data or (),
        **forms,
    )


def _again(angkatan_id: UUID, refusal: Refused, **sent: Form) -> ResponseReturnValue:
    """Give the page with what was refused; raises it where the page has no forms any more."""
    with reading() as session:
        page = participant_page.page(session, actor(), angkatan_id)
    if not page.is_open:
        raise refusal
    for form in sent.values():
        put_refusal(form, refusal)
    return _page(angkatan_id, **sent), 422


def _acts(page: participant_page.ParticipantPage) -> list[tuple[str, str]]:
    steps = [(state.value, str(words)) for state, words in STEP_WORDS.items()]
    moves = [(f"{_KELAS}{k.id}", _("Tempatkan di kelas %(name)s", name=k.name)) for k in page.kelas]
    return [*steps, *moves]


@blueprint.post("/angkatan/<uuid:angkatan_id>/peserta")
@allow(Permission.ANGKATAN_PLAN)
def act(angkatan_id: UUID) -> ResponseReturnValue:
    """Take a step for the ticked participants."""
    with reading() as session:
        page = participant_page.page(session, actor(), angkatan_id)
    form = StepForm()
    form.act.choices = picked(_acts(page))
    form.ids.choices = offered((line.key, "") for line in page.lines)
    if not form.validate_on_submit():
        return _page(angkatan_id, step_form=form), 422
    try:
        return done(_take(form, angkatan_id), "participants", angkatan_id=angkatan_id)
    except Refused as refusal:
        return _again(angkatan_id, refusal, step_form=form)


def _take(form: StepForm, angkatan_id: UUID) -> str:
    given, at = form.data, clock.now()
    chosen, act = [UUID(each) for each in given["ids"]], given["act"]
    reason = given["reason"] or None
    with writing() as session:
        if act.startswith(_KELAS):
            kelas_id = UUID(act.removeprefix(_KELAS))
            count = operations.assign_kelas(session, actor(), chosen, kelas_id, at=at)
            return str(_("%(count)s peserta ditempatkan.", count=count))
        if act == ParticipationState.ENROLLED:
            enrolled = operations.enrol(session, actor(), angkatan_id, chosen, reason=reason, at=at)
            return _enrolled_words(enrolled)
        state = ParticipationState(act)
        count = operations.move(session, actor(), chosen, state, reason=reason, at=at)
    return str(_("Keadaan %(count)s orang dicatat.", count=count))


def _enrolled_words(enrolled: operations.Enrolled) -> str:
    return str(
        _(
            "%(enrolled)s peserta terdaftar, %(reserve)s cadangan karena kuota penuh.",
            enrolled=enrolled.enrolled_count,
            reserve=enrolled.reserve_count,
        )
    )


@blueprint.post("/angkatan/<uuid:angkatan_id>/peserta/daftarkan")
@allow(Permission.ANGKATAN_PLAN)
def enrol_willing(angkatan_id: UUID) -> ResponseReturnValue:
    """Enrol all who are willing."""
    return _many(angkatan_id, _WILLING)


@blueprint.post("/angkatan/<uuid:angkatan_id>/peserta/naikkan")
@allow(Permission.ANGKATAN_PLAN)
def move_up(angkatan_id: UUID) -> ResponseReturnValue:
    """Enrol the reserve in its order while there are seats."""
    return _many(angkatan_id, _RESERVE)


def _many(angkatan_id: UUID, name: str) -> ResponseReturnValue:
    form = EnrolForm(prefix=name)
    if not form.validate_on_submit():
        return _page(angkatan_id, **{name: form}), 422
    reason, at = form.data["reason"] or None, clock.now()
    try:
        with writing() as session:
            if name == _WILLING:
                enrolled = operations.enrol(session, actor(), angkatan_id, reason=reason, at=at)
                words = _enrolled_words(enrolled)
            else:
                count = operations.move_up(session, actor(), angkatan_id, reason=reason, at=at)
                words = _moved_words(count)
    except Refused as refusal:
        return _again(angkatan_id, refusal, **{name: form})
    return done(words, "participants", angkatan_id=angkatan_id)


def _moved_words(count: int) -> str:
    if not count:
        return str(_("Tidak ada kursi kosong bagi cadangan."))
    return str(_("%(count)s cadangan menjadi peserta terdaftar.", count=count))


@blueprint.get("/peserta/<uuid:participation_id>/riwayat")
@allow(Permission.ANGKATAN_PLAN)
def history(participation_id: UUID) -> ResponseReturnValue:
    """Show the steps of one participation: when, by whom, from, to, why."""
    with reading() as session:
        page = participant_page.history_page(session, actor(), participation_id)
    return render_template("training_desk/history.html", page=page)
