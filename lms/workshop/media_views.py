"""The pictures and papers of a manuscript."""

from uuid import UUID

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms.kernel import clock
from lms.kernel.access import Permission
from lms.kernel.database import reading, writing
from lms.kernel.errors import Refused
from lms.training.media_views import address, storage
from lms.web.access import actor, allow
from lms.workshop import drafting, illustrating, page, queries
from lms.workshop.assembling import shown_in_bank
from lms.workshop.desk import blueprint, done, put_refusal
from lms.workshop.forms import MediaForm
from lms.workshop.uploads import ACCEPT, read_upload


@blueprint.get("/naskah/<uuid:manuscript_id>/media")
@allow(Permission.CONTENT_WRITE)
def media(manuscript_id: UUID) -> ResponseReturnValue:
    """List the pictures and papers with what each weighs."""
    return _page(manuscript_id, MediaForm())


@blueprint.post("/naskah/<uuid:manuscript_id>/media")
@allow(Permission.CONTENT_WRITE)
def add_media(manuscript_id: UUID) -> ResponseReturnValue:
    """Add a picture, made small, or a paper."""
    with reading() as session:
        row = queries.manuscript(session, actor(), manuscript_id)
    actor().require(Permission.CONTENT_WRITE, within=row.region_code)
    form = MediaForm()
    if form.validate_on_submit():
        try:
            read = read_upload(form.file.data, storage())
            with writing() as session:
                kept = illustrating.add_media(session, actor(), manuscript_id, read, at=clock.now())
            words = _(
                "“%(name)s” disimpan, %(size)s kB.", name=kept.name, size=_kb(kept.bytes_count)
            )
            return done(words, "media", manuscript_id=manuscript_id)
        except Refused as refusal:
            put_refusal(form, refusal)
    return _page(manuscript_id, form), 422


@blueprint.post("/naskah/<uuid:manuscript_id>/media/<string:name>/hapus")
@allow(Permission.CONTENT_WRITE)
def remove_media(manuscript_id: UUID, name: str) -> ResponseReturnValue:
    """Remove a picture or paper that no text shows."""
    with writing() as session:
        illustrating.remove_media(session, actor(), manuscript_id, name, at=clock.now())
    return done(_("Berkas dihapus."), "media", manuscript_id=manuscript_id)


def _page(manuscript_id: UUID, form: MediaForm) -> str:
    with reading() as session:
        row = queries.manuscript(session, actor(), manuscript_id)
        in_bank = shown_in_bank(session, row.id)
    lines = page.media_lines(drafting.module_of(row.content), in_bank)
    return render_template(
        "workshop/media.html",
        row=row,
        form=form,
        lines=lines,
        rights=page.rights(actor(), row),
        accept=ACCEPT,
        address=address,
    )


def _kb(bytes_count: int) -> int:
    return -(-bytes_count // 1000)
