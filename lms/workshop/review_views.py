"""Sending a manuscript for review, deciding it, and publishing it."""

from uuid import UUID

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from courses.comparing import compare
from lms.kernel import clock
from lms.kernel.access import Permission
from lms.kernel.database import reading, writing
from lms.kernel.errors import Refused
from lms.training.words import STAGE_WORDS
from lms.web.access import actor, allow
from lms.workshop import publishing, queries, reviewing
from lms.workshop.assembling import assemble
from lms.workshop.compare_views import base_of, sections
from lms.workshop.desk import blueprint, done, put_refusal
from lms.workshop.forms import PublishForm, ReturnForm
from lms.workshop.manuscript_page import manuscript_page
from lms.workshop.publishing import Candidate


@blueprint.post("/naskah/<uuid:manuscript_id>/kirim")
@allow(Permission.CONTENT_WRITE)
def send(manuscript_id: UUID) -> ResponseReturnValue:
    """Send a manuscript for review."""
    with writing() as session:
        reviewing.send(session, actor(), manuscript_id, at=clock.now())
    return done(_("Naskah dikirim untuk ditelaah."), "show", manuscript_id=manuscript_id)


@blueprint.post("/naskah/<uuid:manuscript_id>/setujui")
@allow(Permission.CONTENT_APPROVE)
def approve(manuscript_id: UUID) -> ResponseReturnValue:
    """Approve what was sent."""
    digest = str(ReturnForm().digest.data or "")
    with writing() as session:
        reviewing.approve(session, actor(), manuscript_id, digest, at=clock.now())
    return done(_("Naskah disetujui."), "show", manuscript_id=manuscript_id)


@blueprint.post("/naskah/<uuid:manuscript_id>/kembalikan")
@allow(Permission.CONTENT_APPROVE)
def send_back(manuscript_id: UUID) -> ResponseReturnValue:
    """Return a manuscript with a reason."""
    with reading() as session:
        row = queries.manuscript(session, actor(), manuscript_id)
    actor().require(Permission.CONTENT_APPROVE, within=row.region_code)
    form = ReturnForm()
    if not form.validate_on_submit():
        return manuscript_page(manuscript_id, form), 422
    sent, reason = str(form.digest.data), str(form.reason.data)
    try:
        with writing() as session:
            where = (session, actor(), manuscript_id, sent)
            reviewing.send_back(*where, reason=reason, at=clock.now())
    except Refused as refusal:
        put_refusal(form, refusal)
        return manuscript_page(manuscript_id, form), 409
    return done(_("Naskah dikembalikan kepada penulisnya."), "show", manuscript_id=manuscript_id)


@blueprint.get("/naskah/<uuid:manuscript_id>/terbit")
@allow(Permission.CONTENT_PUBLISH)
def ask_publish(manuscript_id: UUID) -> ResponseReturnValue:
    """Show what will change, which curricula get it, and who keeps the version they have."""
    return _page(manuscript_id, PublishForm())


@blueprint.post("/naskah/<uuid:manuscript_id>/terbit")
@allow(Permission.CONTENT_PUBLISH)
def publish(manuscript_id: UUID) -> ResponseReturnValue:
    """Publish the module and new versions of the chosen curricula."""
    form = PublishForm()
    with reading() as session:
        row = queries.manuscript(session, actor(), manuscript_id)
        found = publishing.candidates(session, row, assemble(session, row))
    form.offer(_pairs(found))
    if not form.validate_on_submit():
        return _page(manuscript_id, form), 422
    try:
        with writing() as session:
            ids, seen = [UUID(each) for each in form.curricula.data or ()], str(form.digest.data)
            publishing.publish(session, actor(), manuscript_id, ids, seen, at=clock.now())
    except Refused as refusal:
        put_refusal(form, refusal)
        return _page(manuscript_id, form), 422
    words = _("Modul diterbitkan. Angkatan yang direncanakan sesudah ini memakai versi baru.")
    if not found:
        words = _("Modul diterbitkan. Belum ada kurikulum yang memuatnya.")
    return done(words, "show", manuscript_id=manuscript_id)


def _page(manuscript_id: UUID, form: PublishForm) -> str:
    with reading() as session:
        row = queries.manuscript(session, actor(), manuscript_id)
        actor().require(Permission.CONTENT_PUBLISH, within=row.region_code)
        module = assemble(session, row)
        found = publishing.candidates(session, row, module)
        before = base_of(session, row.base_module_id)
        approval = reviewing.approved(session, row)
        names = queries.names(session, [approval.decided_by_id] if approval else [])
    form.offer(_pairs(found))
    form.digest.data = module.digest
    if form.curricula.data is None:
        form.curricula.data = [value for value, _words in _pairs(found)]
    return render_template(
        "workshop/publish.html",
        row=row,
        form=form,
        candidates=found,
        changes=sections(compare(before, module)) if before else [],
        has_base=before is not None,
        approval=approval,
        names=names,
        stages=STAGE_WORDS,
    )


def _pairs(found: list[Candidate]) -> list[tuple[str, str]]:
    return [
        (
            str(each.curriculum.id),
            _("%(title)s: versi %(version)s", title=each.title, version=each.next_version),
        )
        for each in found
        if not each.shortages
    ]
