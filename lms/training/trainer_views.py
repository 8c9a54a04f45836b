"""The desk: who teaches or assists in a kelas."""

from uuid import UUID

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms.kernel import clock
from lms.kernel.access import Permission
from lms.kernel.database import reading, writing
from lms.kernel.errors import Refused
from lms.people import operations as people
from lms.people.operations import PersonFacts
from lms.training import offer, operations, schedule_page
from lms.training.desk import blueprint, done, put_refusal
from lms.training.forms import KnownTrainerForm, NewTrainerForm, TrainerForm
from lms.training.models import Duty
from lms.training.operations import Trainer
from lms.training.words import DUTY_WORDS
from lms.web.access import actor, allow
from lms.web.forms import Form


@blueprint.get("/kelas/<uuid:kelas_id>/pengajar")
@allow(Permission.ANGKATAN_PLAN)
def trainers(kelas_id: UUID) -> ResponseReturnValue:
    """Show who teaches, and find others by name or phone."""
    return _page(kelas_id)


def _page(kelas_id: UUID, filled: Form | None = None) -> str:
    text = request.args.get("q", "")[:100]
    with reading() as session:
        page = schedule_page.page(session, actor(), kelas_id)
        found = offer.people(session, actor(), text) if text else ()
    forms = {
        kind: filled if isinstance(filled, kind) else kind(formdata=None, prefix=prefix)
        for kind, prefix in ((TrainerForm, "nama"), (NewTrainerForm, "baru"))
    }
    return render_template(
        "training_desk/trainers.html",
        page=page,
        text=text,
        found=found,
        duties=[(duty.value, DUTY_WORDS[duty]) for duty in Duty],
        duty_words=DUTY_WORDS,
        name_form=forms[TrainerForm],
        new_form=forms[NewTrainerForm],
    )


@blueprint.post("/kelas/<uuid:kelas_id>/pengajar")
@allow(Permission.ANGKATAN_PLAN)
def add_trainer(kelas_id: UUID) -> ResponseReturnValue:
    """Give a known person, or just a name, a duty."""
    form = KnownTrainerForm()
    if form.validate_on_submit():
        trainer = Trainer(Duty(form.data["duty"]), person_id=UUID(form.data["person_id"]))
        with writing() as session:
            operations.add_trainer(session, actor(), kelas_id, trainer, at=clock.now())
        return _added(kelas_id)
    return _page(kelas_id), 422


@blueprint.post("/kelas/<uuid:kelas_id>/pengajar/tanpa-akun")
@allow(Permission.ANGKATAN_PLAN)
def add_guest(kelas_id: UUID) -> ResponseReturnValue:
    """Give somebody without an account a duty."""
    form = TrainerForm(prefix="nama")
    if not form.validate_on_submit():
        return _page(kelas_id, form), 422
    trainer = Trainer(Duty(form.data["duty"]), name=form.data["name"])
    with writing() as session:
        operations.add_trainer(session, actor(), kelas_id, trainer, at=clock.now())
    return _added(kelas_id)


@blueprint.post("/kelas/<uuid:kelas_id>/pengajar/orang-baru")
@allow(Permission.ANGKATAN_PLAN)
def add_new_trainer(kelas_id: UUID) -> ResponseReturnValue:
    """Take a new person in, with an account, and give them a duty."""
    form = NewTrainerForm(prefix="baru")
    if form.validate_on_submit():
        try:
            with writing() as session:
                at = clock.now()
                person = people.create_person(session, actor(), _facts(form), at=at)
                people.open_account(session, actor(), person, at=at)
                trainer = Trainer(Duty(form.duty.data), person_id=person.id)
                operations.add_trainer(session, actor(), kelas_id, trainer, at=at)
            return _added(kelas_id)
        except Refused as refusal:
            put_refusal(form, refusal)
    return _page(kelas_id, form), 422


def _facts(form: NewTrainerForm) -> PersonFacts:
    given = form.data
    return PersonFacts(
        name=given["name"],
        gelar_depan=given["gelar_depan"] or "",
        gelar_belakang=given["gelar_belakang"] or "",
        phone=given["phone"],
        domicile_code=given["domicile_code"],
    )


def _added(kelas_id: UUID) -> ResponseReturnValue:
    return done(_("Pengajar ditambahkan."), "trainers", kelas_id=kelas_id)


@blueprint.post("/pengajar/<uuid:teaching_id>/akhiri")
@allow(Permission.ANGKATAN_PLAN)
def end_teaching(teaching_id: UUID) -> ResponseReturnValue:
    """End somebody's duty."""
    with writing() as session:
        ended = operations.end_teaching(session, actor(), teaching_id, at=clock.now())
    return done(_("Tugas pengajar diakhiri."), "trainers", kelas_id=ended.kelas_id)
