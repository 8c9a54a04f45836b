"""The desk of whoever says who must be trained: lists tried, put in force, ended."""

from io import BytesIO
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms.kernel import clock
from lms.kernel.access import Permission
from lms.kernel.database import reading, writing
from lms.kernel.errors import Refused
from lms.obligations import operations, pages, queries
from lms.obligations.forms import ApplyForm, EndForm, ListForm
from lms.people.sealing import cipher
from lms.standings.models import Mode, ObligedList
from lms.web.access import actor, allow
from lms.web.forms import Form, SelectChoice
from lms.web.paging import page_number
from lms.web.templating import sentence

blueprint = Blueprint("obligations", __name__)

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _download(content: bytes, name: str) -> ResponseReturnValue:
    return send_file(BytesIO(content), mimetype=_XLSX, as_attachment=True, download_name=name)


def _put_refusal(form: Form, refusal: Refused) -> None:
    form.form_errors = [*form.form_errors, *(sentence(reason) for reason in refusal.reasons)]


@blueprint.get("/daftar-wajib")
@allow(Permission.OBLIGATION_MANAGE)
def lists() -> ResponseReturnValue:
    """List the lists of the actor's regions, those of the past too."""
    with reading() as session:
        found = queries.lists(session, actor())
        shown = pages.lines(session, found, queries.offer(session, actor()))
    return render_template("obligations/lists.html", lines=shown)


@blueprint.get("/daftar-wajib/templat-nama")
@allow(Permission.OBLIGATION_MANAGE)
def names_template() -> ResponseReturnValue:
    """Give the XLSX to be filled in with people."""
    return _download(operations.template(Mode.NAMES), "daftar-wajib-nama.xlsx")


@blueprint.get("/daftar-wajib/templat-jumlah")
@allow(Permission.OBLIGATION_MANAGE)
def targets_template() -> ResponseReturnValue:
    """Give the XLSX to be filled in with a number for each desa."""
    return _download(operations.template(Mode.TARGETS), "daftar-wajib-jumlah.xlsx")


@blueprint.get("/daftar-wajib/baru")
@allow(Permission.OBLIGATION_MANAGE)
def new() -> ResponseReturnValue:
    """Ask for a list."""
    return _new(_list_form(blank=True))


def _new(form: ListForm) -> str:
    return render_template("obligations/new.html", form=form)


def _list_form(*, blank: bool = False) -> ListForm:
    form = ListForm(formdata=None) if blank else ListForm()
    with reading() as session:
        offered = queries.offer(session, actor())
    pick = SelectChoice("", _("Pilih …"))
    places = [SelectChoice(code, name) for code, name in offered.scopes]
    form.key.choices = [pick, *pages.key_choices(offered)]
    form.region_code.choices = [pick, *places]
    return form


@blueprint.post("/daftar-wajib")
@allow(Permission.OBLIGATION_MANAGE)
def try_list() -> ResponseReturnValue:
    """Try a list: every row gets a result, nobody is obliged yet."""
    form = _list_form()
    if form.validate_on_submit():
        try:
            made = _try(form)
        except Refused as refusal:
            _put_refusal(form, refusal)
        else:
            flash(_("Daftar sudah diperiksa; belum ada yang berlaku."))
            return redirect(url_for("obligations.show", list_id=made.id), code=303)
    return _new(form), 422


def _try(form: ListForm) -> ObligedList:
    with writing() as session:
        return operations.try_list(
            session,
            actor(),
            form.facts,
            form.file.data.stream,
            filename=form.file.data.filename or "",
            cipher=cipher(),
            at=clock.now(),
        )


@blueprint.get("/daftar-wajib/<uuid:list_id>")
@allow(Permission.OBLIGATION_MANAGE)
def show(list_id: UUID) -> ResponseReturnValue:
    """Show a list with the result of every row."""
    return _shown(list_id, ApplyForm(formdata=None), EndForm(formdata=None))


def _shown(list_id: UUID, apply_form: ApplyForm, end_form: EndForm) -> str:
    with reading() as session:
        found = queries.managed(session, actor(), list_id)
        page = pages.page(
            session,
            found,
            queries.offer(session, actor()),
            side=request.args.get("isi", ""),
            number=page_number(),
            cipher=cipher(),
        )
    return render_template(
        "obligations/show.html", page=page, apply_form=apply_form, end_form=end_form
    )


@blueprint.get("/daftar-wajib/<uuid:list_id>/salah.xlsx")
@allow(Permission.OBLIGATION_MANAGE)
def faults(list_id: UUID) -> ResponseReturnValue:
    """Give the rows left out, with a red column that says what to mend."""
    with reading() as session:
        content = operations.fault_workbook(
            session, actor(), list_id, cipher=cipher(), in_words=sentence
        )
    return _download(content, "daftar-wajib-masalah.xlsx")


@blueprint.post("/daftar-wajib/<uuid:list_id>/terapkan")
@allow(Permission.OBLIGATION_MANAGE)
def apply(list_id: UUID) -> ResponseReturnValue:
    """Put a tried list in force."""
    form = ApplyForm()
    try:
        with writing() as session:
            leave_out, at = bool(form.leave_out.data), clock.now()
            operations.apply_list(session, actor(), list_id, leave_out=leave_out, at=at)
    except Refused as refusal:
        _put_refusal(form, refusal)
        return _shown(list_id, form, EndForm(formdata=None)), 409
    flash(_("Daftar sudah berlaku."))
    return redirect(url_for("obligations.show", list_id=list_id), code=303)


@blueprint.post("/daftar-wajib/<uuid:list_id>/akhiri")
@allow(Permission.OBLIGATION_MANAGE)
def end(list_id: UUID) -> ResponseReturnValue:
    """End a list without another in its place."""
    form = EndForm()
    if not form.validate_on_submit():
        return _shown(list_id, ApplyForm(formdata=None), form), 422
    with writing() as session:
        operations.end_list(session, actor(), list_id, form.reason.data or "", at=clock.now())
    flash(_("Daftar sudah diakhiri."))
    return redirect(url_for("obligations.lists"), code=303)
