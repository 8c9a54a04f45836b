"""One's own papers from earlier training."""

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms.credentials import recognising, recognition_pages, recognition_queries
from lms.credentials.recognition_forms import PaperForm
from lms.credentials.recognition_models import Recognition
from lms.kernel import clock
from lms.kernel.access import NATION
from lms.kernel.database import reading, writing
from lms.kernel.errors import Forbidden, Refused
from lms.people import queries as people
from lms.people.models import Person
from lms.regions.zones import zone_of
from lms.web.access import Visitor, actor, allow
from lms.web.forms import Form
from lms.web.scans import scan_response
from lms.web.templating import sentence

blueprint = Blueprint("credentials_recognition", __name__)


def put_refusal(form: Form, refusal: Refused) -> None:
    """Let the form show why the domain refused what was written in it."""
    form.form_errors = [*form.form_errors, *(sentence(reason) for reason in refusal.reasons)]


def typed_before(row: Recognition) -> dict[str, object]:
    """Give what a paper says as the form's first values."""
    names = ("kind", "title", "organiser", "number", "dated_on", "signatory", "wanted")
    return {name: getattr(row, name) or "" for name in names}


def _me() -> Person:
    own_id = actor().person_id
    if own_id is None:
        raise Forbidden
    with reading() as session:
        return people.person(session, own_id)


def _form(person: Person, **kwargs: Any) -> PaperForm:
    today = clock.today(zone_of(person.domicile_code or NATION))
    return PaperForm(today=today, **kwargs)


@blueprint.get("/pengakuan-saya")
@allow(Visitor.SIGNED_IN)
def mine() -> ResponseReturnValue:
    """List one's own papers and say what they are good for."""
    person = _me()
    with reading() as session:
        rows = recognition_queries.of_person(session, person.id)
        lines = recognition_pages.lines(session, rows)
    return render_template(
        "credentials_recognition/mine.html", lines=lines, has_home=person.domicile_code is not None
    )


@blueprint.get("/pengakuan-saya/baru")
@allow(Visitor.SIGNED_IN)
def new() -> ResponseReturnValue:
    """Ask for a paper."""
    return _asked(_form(_me(), formdata=None))


def _asked(form: PaperForm) -> str:
    return render_template("credentials_recognition/new.html", form=form)


@blueprint.post("/pengakuan-saya/ajukan")
@allow(Visitor.SIGNED_IN)
def file() -> ResponseReturnValue:
    """File one's own paper with its scan."""
    person = _me()
    form = _form(person, needs_scan=True)
    paper = form.paper()
    if paper is None:
        return _asked(form), 422
    try:
        with writing() as session:
            me = people.person(session, person.id)
            recognising.file(session, actor(), me, paper, form.scan, at=clock.now())
    except Refused as refusal:
        put_refusal(form, refusal)
        return _asked(form), 422
    flash(_("Dokumen terkirim. Petugas Dinas Sosial di wilayah Anda akan memeriksanya."))
    return redirect(url_for("credentials_recognition.mine"), code=303)


@blueprint.get("/pengakuan-saya/<uuid:recognition_id>")
@allow(Visitor.SIGNED_IN)
def show(recognition_id: UUID) -> ResponseReturnValue:
    """Show one's own paper and where it stands."""
    with reading() as session:
        row = recognition_queries.own(session, actor(), recognition_id)
        page = recognition_pages.page(session, actor(), row)
    return render_template("credentials_recognition/show.html", page=page)


@blueprint.get("/pengakuan-saya/<uuid:recognition_id>/perbaikan")
@allow(Visitor.SIGNED_IN)
def mending(recognition_id: UUID) -> ResponseReturnValue:
    """Show what was typed, to be corrected."""
    with reading() as session:
        row = recognition_queries.own(session, actor(), recognition_id)
    return _mending(row, _form(row.person, formdata=None, data=typed_before(row)))


def _mending(row: Recognition, form: PaperForm) -> str:
    return render_template("credentials_recognition/mending.html", row=row, form=form)


@blueprint.post("/pengakuan-saya/<uuid:recognition_id>/perbaiki")
@allow(Visitor.SIGNED_IN)
def mend(recognition_id: UUID) -> ResponseReturnValue:
    """Correct it and send it again."""
    with reading() as session:
        row = recognition_queries.own(session, actor(), recognition_id)
        has_scan = recognition_queries.scan_of(session, row.id) is not None
    form = _form(row.person, needs_scan=not has_scan)
    paper = form.paper()
    if paper is None:
        return _mending(row, form), 422
    try:
        with writing() as session:
            recognising.mend(session, actor(), row.id, paper, form.scan, at=clock.now())
    except Refused as refusal:
        put_refusal(form, refusal)
        return _mending(row, form), 422
    flash(_("Perbaikan terkirim. Petugas akan memeriksanya lagi."))
    return redirect(url_for("credentials_recognition.show", recognition_id=row.id), code=303)


@blueprint.post("/pengakuan-saya/<uuid:recognition_id>/tarik")
@allow(Visitor.SIGNED_IN)
def withdraw(recognition_id: UUID) -> ResponseReturnValue:
    """Take one's own paper back."""
    with writing() as session:
        recognition_queries.own(session, actor(), recognition_id)
        recognising.withdraw(session, actor(), recognition_id, at=clock.now())
    flash(_("Pengajuan ditarik."))
    return redirect(url_for("credentials_recognition.mine"), code=303)


@blueprint.get("/pengakuan/<uuid:recognition_id>/pindaian")
@allow(Visitor.SIGNED_IN)
def scan(recognition_id: UUID) -> ResponseReturnValue:
    """Give the scan to its owner or to staff of the region, whose look stays in the trail."""
    with writing() as session:
        found, data = recognising.read_scan_of(session, actor(), recognition_id, at=clock.now())
    suffix = found.storage_key.rpartition(".")[2]
    return scan_response(data, media_type=found.media_type, filename=f"pindaian.{suffix}")
