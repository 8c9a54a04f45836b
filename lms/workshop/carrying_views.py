"""Curricula as files: downloaded, loaded elsewhere after a preview."""

import hashlib
from uuid import UUID

from flask import Response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms.kernel import clock
from lms.kernel.access import NATION, Permission
from lms.kernel.database import reading, writing
from lms.kernel.errors import NotFound, Refused
from lms.training.media_views import storage
from lms.web.access import actor, allow
from lms.workshop import beginning, carrying, taking_in, weighing
from lms.workshop.desk import blueprint, done, put_refusal
from lms.workshop.forms import CarryForm
from lms.workshop.queries import READERS

_DIGEST_LETTERS = 64


@blueprint.get("/kurikulum")
@allow(*READERS)
def curricula() -> ResponseReturnValue:
    """List the curricula of the actor's regions, and take a curriculum file."""
    return _page(_form())


@blueprint.get("/kurikulum/<uuid:curriculum_id>/unduh")
@allow(*READERS)
def download(curriculum_id: UUID) -> ResponseReturnValue:
    """Give a curriculum as one file."""
    with reading() as session:
        name, content = carrying.pack(session, actor(), curriculum_id, storage())
    response = Response(content, mimetype="application/zip")
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response


@blueprint.post("/kurikulum")
@allow(Permission.CONTENT_WRITE)
def try_curriculum() -> ResponseReturnValue:
    """Open a curriculum file and show what it holds; nothing is taken in yet."""
    form = _form()
    if not form.validate_on_submit():
        return _page(form), 422
    content = form.file.data.stream.read(carrying.PACKED_MOST + 1)
    try:
        found = carrying.opened(content)
    except Refused as refusal:
        put_refusal(form, refusal)
        return _page(form), 422
    if found.library is None:
        return render_template("workshop/carried_problems.html", problems=found.problems), 422
    digest = hashlib.sha256(content).hexdigest()
    storage().keep(_key(digest), content)
    return done(
        _("Berkas sudah diperiksa; belum ada yang disimpan."),
        "carried",
        digest=digest,
        daerah=form.region_code.data,
    )


@blueprint.get("/kurikulum/muat/<string:digest>")
@allow(Permission.CONTENT_WRITE)
def carried(digest: str) -> ResponseReturnValue:
    """Show what a curriculum file holds, and what taking it in would do."""
    content = _kept(digest)
    mine = actor().regions(Permission.CONTENT_WRITE)
    region_code = request.args.get("daerah") or mine[0]
    found = carrying.opened(content)
    if found.library is None:
        raise NotFound
    with reading() as session:
        beginning.require_region(session, actor(), region_code)
        lines = taking_in.previews(session, found.library, region_code)
    return render_template(
        "workshop/carried.html",
        library=found.library,
        lines=lines,
        digest=digest,
        region_code=region_code,
        may_publish=actor().may(Permission.CONTENT_PUBLISH, within=NATION),
        words=_fate_words(),
    )


@blueprint.post("/kurikulum/muat/<string:digest>")
@allow(Permission.CONTENT_WRITE)
def take_in(digest: str) -> ResponseReturnValue:
    """Take a curriculum file in: as manuscripts of a region."""
    region_code = request.form.get("daerah", "")
    content = _kept(digest)
    found = carrying.opened(content)
    if found.library is None:
        raise NotFound
    with writing() as session:
        made = taking_in.as_manuscripts(
            session, actor(), found.library, region_code=region_code, at=clock.now()
        )
    carrying.keep_media(content, found.library, storage())
    return done(_("%(count)s naskah dibuat.", count=len(made)), "overview")


@blueprint.post("/kurikulum/muat/<string:digest>/terbit")
@allow(Permission.CONTENT_PUBLISH)
def take_in_published(digest: str) -> ResponseReturnValue:
    """Take a curriculum file in for the nation: as new versions."""
    content = _kept(digest)
    found = carrying.opened(content)
    if found.library is None:
        raise NotFound
    carrying.keep_media(content, found.library, storage())
    with writing() as session:
        loaded = taking_in.as_versions(session, actor(), found.library, at=clock.now())
    names = ", ".join(loaded.curricula) or "-"
    return done(_("Kurikulum dimuat: %(names)s.", names=names), "curricula")


def _kept(digest: str) -> bytes:
    if len(digest) != _DIGEST_LETTERS or not digest.isalnum():
        raise NotFound
    try:
        return storage().read(_key(digest))
    except FileNotFoundError as lost:
        raise NotFound from lost


def _key(digest: str) -> str:
    """Give the place of an upload: what one has uploaded, only they take in."""
    return f"workshop/{actor().account_id}/{digest}.zip"


def _form() -> CarryForm:
    form = CarryForm()
    with reading() as session:
        places = [(r.code, r.name) for r in beginning.regions_to_write(session, actor())]
    form.offer(places)
    if len(places) == 1 and form.region_code.data is None:
        form.region_code.data = places[0][0]
    return form


def _page(form: CarryForm) -> str:
    with reading() as session:
        rows = carrying.curricula(session, actor())
        sizes = weighing.sizes(session, [row.id for row in rows])
    return render_template(
        "workshop/curricula.html",
        rows=rows,
        sizes=sizes,
        form=form,
        may_write=actor().may_somewhere(Permission.CONTENT_WRITE),
    )


def _fate_words() -> dict[taking_in.Fate, tuple[str, str]]:
    return {
        taking_in.Fate.NEW: (_("Modul baru"), "good"),
        taking_in.Fate.CHANGED: (_("Berbeda dari yang terbit"), "info"),
        taking_in.Fate.SAME: (_("Sama dengan yang terbit, dilewati"), "neutral"),
        taking_in.Fate.TAKEN: (_("Naskahnya sudah ada, dilewati"), "attention"),
    }
