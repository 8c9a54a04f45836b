"""A curriculum file that was brought: seen, made manuscripts, or decided by a second person."""

from uuid import UUID

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from courses.comparing import compare, titles
from courses.model import Module
from lms.kernel import clock
from lms.kernel.access import Permission
from lms.kernel.database import reading, writing
from lms.kernel.errors import Refused
from lms.training.media_views import storage
from lms.web.access import actor, allow
from lms.workshop import carried, carried_page, carried_queries, carrying
from lms.workshop.carried_words import FATE_WORDS
from lms.workshop.compare_views import nothing_of, sections
from lms.workshop.desk import blueprint, done, put_refusal
from lms.workshop.forms import RefuseForm
from lms.workshop.words import FIELD_WORDS, MARK_WORDS


@blueprint.get("/kurikulum/berkas/<uuid:carried_id>")
@allow(Permission.CONTENT_WRITE, Permission.CONTENT_PUBLISH)
def carried_file(carried_id: UUID) -> ResponseReturnValue:
    """Show a file: the verdict, what is new in it, and whom publishing it touches."""
    return _page(carried_id, RefuseForm(formdata=None))


@blueprint.get("/kurikulum/berkas/<uuid:carried_id>/modul/<string:slug>")
@allow(Permission.CONTENT_WRITE, Permission.CONTENT_PUBLISH)
def carried_module(carried_id: UUID, slug: str) -> ResponseReturnValue:
    """Show a module of the file beside the one that is taught now."""
    with reading() as session:
        row = carried_queries.carried(session, actor(), carried_id)
        file = carried.opened(storage(), row)
        line = carried_page.line_of(session, row, file, slug)
    after = line.module
    before = Module.from_json(line.base.content) if line.base else None
    found = compare(before or nothing_of(after), after)
    return render_template(
        "workshop/carried_module.html",
        row=row,
        module=after,
        has_base=before is not None,
        is_empty=found.is_empty,
        sections=sections(found),
        fields=titles(before or nothing_of(after), after) | FIELD_WORDS,
        marks=MARK_WORDS,
    )


@blueprint.post("/kurikulum/berkas/<uuid:carried_id>/naskah")
@allow(Permission.CONTENT_WRITE)
def take_in(carried_id: UUID) -> ResponseReturnValue:
    """Make manuscripts of one's own file."""
    file = _file(carried_id)
    with writing() as session:
        made = carried.take_in(session, actor(), carried_id, file, at=clock.now())
        carrying.keep_media(file.content, file.library, storage())
    words = ngettext("%(num)s naskah dibuat.", "%(num)s naskah dibuat.", len(made))
    told = _("Soal yang baru atau berbeda menunggu ditelaah orang kedua.")
    return done(f"{words} {told}", "overview")


@blueprint.post("/kurikulum/berkas/<uuid:carried_id>/kirim")
@allow(Permission.CONTENT_WRITE)
def send_carried(carried_id: UUID) -> ResponseReturnValue:
    """Ask a second person to publish one's own file."""
    file = _file(carried_id)
    with writing() as session:
        carried.send(session, actor(), carried_id, file, at=clock.now())
    return done(
        _("Berkas dikirim. Orang kedua yang menerbitkan."), "carried_file", carried_id=carried_id
    )


@blueprint.post("/kurikulum/berkas/<uuid:carried_id>/tarik")
@allow(Permission.CONTENT_WRITE)
def withdraw_carried(carried_id: UUID) -> ResponseReturnValue:
    """Take one's own file back."""
    with writing() as session:
        carried.withdraw(session, actor(), carried_id, at=clock.now())
    return done(_("Berkas ditarik dan dihapus."), "curricula")


@blueprint.post("/kurikulum/berkas/<uuid:carried_id>/tolak")
@allow(Permission.CONTENT_PUBLISH)
def refuse_carried(carried_id: UUID) -> ResponseReturnValue:
    """Decline to publish somebody else's file, with the reason."""
    form = RefuseForm()
    if not form.validate_on_submit():
        return _page(carried_id, form), 422
    reason = str(form.reason.data)
    with writing() as session:
        carried.refuse(session, actor(), carried_id, reason=reason, at=clock.now())
    return done(_("Berkas ditolak. Alasannya dapat dibaca pengirimnya."), "curricula")


@blueprint.post("/kurikulum/berkas/<uuid:carried_id>/terbit")
@allow(Permission.CONTENT_PUBLISH)
def publish_carried(carried_id: UUID) -> ResponseReturnValue:
    """Publish somebody else's file for the nation."""
    seen = request.form.get("digest", "")
    file = _file(carried_id)
    try:
        with writing() as session:
            loaded = carried.publish(session, actor(), carried_id, file, seen, at=clock.now())
            carrying.keep_media(file.content, file.library, storage())
    except Refused as refusal:
        form = RefuseForm(formdata=None)
        put_refusal(form, refusal)
        return _page(carried_id, form), 409
    names = ", ".join(loaded.curricula) or "-"
    return done(_("Kurikulum diterbitkan: %(names)s.", names=names), "curricula")


def _file(carried_id: UUID) -> carried.File:
    """Give the file that the actor may see, opened before anything is locked."""
    with reading() as session:
        row = carried_queries.carried(session, actor(), carried_id)
    return carried.opened(storage(), row)


def _page(carried_id: UUID, form: RefuseForm) -> str:
    with reading() as session:
        row = carried_queries.carried(session, actor(), carried_id)
        page = carried_page.carried_page(session, actor(), row, storage())
    return render_template("workshop/carried_file.html", page=page, form=form, fates=FATE_WORDS)
