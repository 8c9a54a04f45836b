"""The desk: preparing an angkatan (kelas, kuota), starting it, calling it off."""

from uuid import UUID

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms.kernel import clock
from lms.kernel.access import Permission
from lms.kernel.database import reading, writing
from lms.kernel.errors import Refused
from lms.training import operations, setup_page
from lms.training.desk import blueprint, done, put_refusal
from lms.training.forms import CancelForm, KelasForm, QuotaForm, offered, picked
from lms.training.operations import Sender
from lms.training.words import STAGE_WORDS
from lms.web.access import actor, allow
from lms.web.forms import Form

_REGION, _ORGANISATION = "wilayah:", "organisasi:"


@blueprint.get("/angkatan/<uuid:angkatan_id>/persiapan")
@allow(Permission.ANGKATAN_PLAN)
def setup(angkatan_id: UUID) -> ResponseReturnValue:
    """Show what an angkatan has and what it still needs before it starts."""
    return _page(angkatan_id)


def _page(angkatan_id: UUID, filled: Form | None = None) -> str:
    with reading() as session:
        page = setup_page.page(session, actor(), angkatan_id)
    forms = {
        kind: filled if isinstance(filled, kind) else kind(formdata=None)
        for kind in (KelasForm, QuotaForm, CancelForm)
    }
    forms[QuotaForm].sender.choices = picked(page.senders)
    return render_template(
        "training_desk/setup.html",
        page=page,
        kelas_form=forms[KelasForm],
        quota_form=forms[QuotaForm],
        cancel_form=forms[CancelForm],
        stage=STAGE_WORDS[page.angkatan.stage],
    )


@blueprint.post("/angkatan/<uuid:angkatan_id>/mulai")
@allow(Permission.ANGKATAN_PLAN)
def start(angkatan_id: UUID) -> ResponseReturnValue:
    """Let an angkatan run."""
    with writing() as session:
        operations.start(session, actor(), angkatan_id, at=clock.now())
    words = _("Angkatan dimulai. Kurikulumnya tidak berubah lagi.")
    return done(words, "setup", angkatan_id=angkatan_id)


@blueprint.post("/angkatan/<uuid:angkatan_id>/batalkan")
@allow(Permission.ANGKATAN_PLAN)
def cancel(angkatan_id: UUID) -> ResponseReturnValue:
    """Call an angkatan off."""
    form = CancelForm()
    if not form.validate_on_submit():
        return _page(angkatan_id, form), 422
    with writing() as session:
        operations.cancel(session, actor(), angkatan_id, form.data["reason"], at=clock.now())
    return done(_("Angkatan dibatalkan."), "setup", angkatan_id=angkatan_id)


@blueprint.post("/angkatan/<uuid:angkatan_id>/kelas")
@allow(Permission.ANGKATAN_PLAN)
def add_kelas(angkatan_id: UUID) -> ResponseReturnValue:
    """Add a kelas."""
    form = KelasForm()
    if form.validate_on_submit():
        try:
            with writing() as session:
                operations.add_kelas(
                    session, actor(), angkatan_id, form.data["name"], at=clock.now()
                )
            return done(_("Kelas ditambahkan."), "setup", angkatan_id=angkatan_id)
        except Refused as refusal:
            put_refusal(form, refusal)
    return _page(angkatan_id, form), 422


@blueprint.post("/angkatan/<uuid:angkatan_id>/kuota")
@allow(Permission.ANGKATAN_PLAN)
def set_quota(angkatan_id: UUID) -> ResponseReturnValue:
    """Give a sender seats."""
    form = QuotaForm()
    with reading() as session:
        form.sender.choices = offered(setup_page.page(session, actor(), angkatan_id).senders)
    if not form.validate_on_submit():
        return _page(angkatan_id, form), 422
    sender, seats = _sender(form.data["sender"]), form.data["seats"]
    with writing() as session:
        operations.set_quota(session, actor(), angkatan_id, sender, seats, at=clock.now())
    return done(_("Kuota disimpan."), "setup", angkatan_id=angkatan_id)


def _sender(value: str) -> Sender:
    if value.startswith(_REGION):
        return Sender(region_code=value.removeprefix(_REGION))
    return Sender(organisation_id=UUID(value.removeprefix(_ORGANISATION)))


@blueprint.post("/kuota/<uuid:quota_id>/hapus")
@allow(Permission.ANGKATAN_PLAN)
def remove_quota(quota_id: UUID) -> ResponseReturnValue:
    """Take a sender's seats away."""
    with writing() as session:
        angkatan = operations.remove_quota(session, actor(), quota_id, at=clock.now())
    return done(_("Kuota dihapus."), "setup", angkatan_id=angkatan.id)
