"""The desk: nominations by XLSX."""

from io import BytesIO
from uuid import UUID

from flask import current_app, render_template, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms.kernel import clock
from lms.kernel.access import Permission
from lms.kernel.cipher import Cipher
from lms.kernel.database import reading, writing
from lms.kernel.errors import Refused
from lms.regions.phones import readable, whatsapp_url
from lms.training import nominating, nomination_page, nomination_queries
from lms.training.desk import blueprint, done, put_refusal
from lms.training.forms import SheetForm, offered
from lms.training.models import NominationSheet, ParticipationState
from lms.training.nominees import Result
from lms.web.access import actor, allow

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _cipher() -> Cipher:
    found: Cipher = current_app.extensions["bekal.cipher"]
    return found


def _download(content: bytes, name: str) -> ResponseReturnValue:
    return send_file(BytesIO(content), mimetype=_XLSX, as_attachment=True, download_name=name)


@blueprint.get("/usulan")
@allow(Permission.NOMINATE)
def invites() -> ResponseReturnValue:
    """List the angkatan that wait for nominations from the actor's regions."""
    with reading() as session:
        rows = nomination_queries.invites(session, actor())
    return render_template("training_desk/invites.html", rows=rows)


@blueprint.get("/angkatan/<uuid:angkatan_id>/usulan")
@allow(Permission.NOMINATE, Permission.ANGKATAN_PLAN)
def nominations(angkatan_id: UUID) -> ResponseReturnValue:
    """Explain how to nominate and take a list."""
    return _page(angkatan_id, SheetForm(formdata=None))


def _page(angkatan_id: UUID, form: SheetForm) -> str:
    with reading() as session:
        to = nomination_queries.target(session, actor(), angkatan_id)
        sheets = nomination_queries.sheets(session, actor(), to)
    form.state.choices = offered(nomination_page.state_choices(to))
    setup = url_for("training_desk.setup", angkatan_id=angkatan_id)
    return render_template(
        "training_desk/nominations.html",
        to=to,
        form=form,
        back_url=setup if to.may_plan else url_for("training_desk.invites"),
        readable=readable,
        whatsapp_url=whatsapp_url,
        sheets=nomination_page.sheet_lines(sheets),
    )


@blueprint.get("/angkatan/<uuid:angkatan_id>/usulan/templat")
@allow(Permission.NOMINATE, Permission.ANGKATAN_PLAN)
def template(angkatan_id: UUID) -> ResponseReturnValue:
    """Give the XLSX to be filled in."""
    with reading() as session:
        to = nomination_queries.target(session, actor(), angkatan_id)
    return _download(nominating.template(to), "usulan-peserta.xlsx")


@blueprint.post("/angkatan/<uuid:angkatan_id>/usulan")
@allow(Permission.NOMINATE, Permission.ANGKATAN_PLAN)
def try_list(angkatan_id: UUID) -> ResponseReturnValue:
    """Try a list: every row gets a result, nobody is added yet."""
    form = SheetForm()
    with reading() as session:
        to = nomination_queries.target(session, actor(), angkatan_id)
    form.state.choices = offered(nomination_page.state_choices(to))
    if form.validate_on_submit():
        try:
            made = _try(form, angkatan_id)
            return done(
                _("Daftar sudah diperiksa; belum ada yang disimpan."), "sheet", sheet_id=made.id
            )
        except Refused as refusal:
            put_refusal(form, refusal)
    return _page(angkatan_id, form), 422


def _try(form: SheetForm, angkatan_id: UUID) -> NominationSheet:
    with writing() as session:
        return nominating.try_sheet(
            session,
            actor(),
            angkatan_id,
            form.file.data.stream,
            filename=form.file.data.filename or "",
            state=ParticipationState(form.state.data),
            cipher=_cipher(),
            at=clock.now(),
        )


@blueprint.get("/usulan/<uuid:sheet_id>")
@allow(Permission.NOMINATE, Permission.ANGKATAN_PLAN)
def sheet(sheet_id: UUID) -> ResponseReturnValue:
    """Show the result of every row."""
    with reading() as session:
        found, to = nomination_queries.sheet(session, actor(), sheet_id)
    page = nomination_page.page(found, to, cipher=_cipher())
    return render_template("training_desk/sheet.html", page=page)


@blueprint.get("/usulan/<uuid:sheet_id>/masalah")
@allow(Permission.NOMINATE, Permission.ANGKATAN_PLAN)
def problems(sheet_id: UUID) -> ResponseReturnValue:
    """Give the list back with a red column that says what to mend."""
    with reading() as session:
        found, to = nomination_queries.sheet(session, actor(), sheet_id)
    content = nominating.problem_workbook(found, to, cipher=_cipher())
    return _download(content, "usulan-peserta-masalah.xlsx")


@blueprint.post("/usulan/<uuid:sheet_id>/terapkan")
@allow(Permission.NOMINATE, Permission.ANGKATAN_PLAN)
def apply(sheet_id: UUID) -> ResponseReturnValue:
    """Add everybody of the good rows, once."""
    found = _apply_some(sheet_id)
    while found.applied_at is None:
        found = _apply_some(sheet_id)
    counted = nominating.counts(found)
    words = _(
        "Diterapkan: %(new)s orang baru, %(known)s sudah dikenal, %(bad)s bermasalah dilewati.",
        new=counted[Result.NEW],
        known=counted[Result.KNOWN],
        bad=counted[Result.PROBLEM],
    )
    return done(words, "sheet", sheet_id=sheet_id)


def _apply_some(sheet_id: UUID) -> NominationSheet:
    with writing() as session:
        return nominating.apply_sheet(session, actor(), sheet_id, cipher=_cipher(), at=clock.now())
