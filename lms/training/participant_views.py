"""The desk: the participants of an angkatan, their steps and kelas."""

from uuid import UUID

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms.kernel import clock
from lms.kernel.access import Permission
from lms.kernel.database import reading, writing
from lms.training import operations, participant_page
from lms.training.desk import blueprint, done
from lms.training.forms import StepForm, offered, picked
from lms.training.models import ParticipationState
from lms.training.words import STATE_WORDS, STEP_WORDS
from lms.web.access import actor, allow

_KELAS = "kelas:"


@blueprint.get("/angkatan/<uuid:angkatan_id>/peserta")
@allow(Permission.ANGKATAN_PLAN)
def participants(angkatan_id: UUID) -> ResponseReturnValue:
    """Show everybody of an angkatan, by state."""
    return _page(angkatan_id)


def _page(angkatan_id: UUID, form: StepForm | None = None) -> str:
    with reading() as session:
        page = participant_page.page(session, actor(), angkatan_id)
    form = form or StepForm(formdata=None)
    form.act.choices = picked(_acts(page))
    return render_template(
        "training_desk/participants.html",
        page=page,
        form=form,
        words=STATE_WORDS,
        chosen=form.ids.data or (),
    )


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
        return _page(angkatan_id, form), 422
    return done(_take(form, angkatan_id), "participants", angkatan_id=angkatan_id)


def _take(form: StepForm, angkatan_id: UUID) -> str:
    given, at = form.data, clock.now()
    chosen, act = [UUID(each) for each in given["ids"]], given["act"]
    with writing() as session:
        if act.startswith(_KELAS):
            kelas_id = UUID(act.removeprefix(_KELAS))
            count = operations.assign_kelas(session, actor(), chosen, kelas_id, at=at)
            return str(_("%(count)s peserta ditempatkan.", count=count))
        if act == ParticipationState.ENROLLED:
            enrolled = operations.enrol(session, actor(), angkatan_id, chosen, at=at)
            return _enrolled_words(enrolled)
        state, reason = ParticipationState(act), given["reason"] or None
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
    with writing() as session:
        enrolled = operations.enrol(session, actor(), angkatan_id, at=clock.now())
    return done(_enrolled_words(enrolled), "participants", angkatan_id=angkatan_id)
