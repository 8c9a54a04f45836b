"""Question files: uploaded, looked at, put into the bank; templates and exports."""

from collections.abc import Callable
from io import BytesIO
from pkgutil import resolve_name
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from flask_wtf.file import FileField, FileRequired

from courses.exchange import sheet
from courses.kinds import Level
from lms.kernel import clock
from lms.kernel.access import Permission
from lms.kernel.database import reading, writing
from lms.kernel.errors import NotFound, Refused
from lms.training.media_views import given, storage
from lms.web.access import actor, allow
from lms.web.forms import ChoiceField, Form, SelectChoice
from lms.web.paging import page_number
from lms.web.scans import shown_name
from lms.workshop import exporting, import_pages, import_pictures, importing, queries
from lms.workshop.bank_words import level_words
from lms.workshop.desk import put_refusal
from lms.workshop.models import Manuscript, QuestionImport
from lms.workshop.queries import READERS

blueprint = Blueprint("workshop_import", __name__, url_prefix="/bengkel")

ACCEPT = ".xlsx,.docx,.gift,.txt,.xml,.zip,.aiken"
_WORD_TEMPLATE = "courses.exchange.word:template"  # heavy; loaded by the first who asks for it
_BYTES_MOST = 20_000_000
_XLSX = exporting.FILE_KINDS["xlsx"].mimetype
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


class FileForm(Form):
    """A question file."""

    file = FileField(_l("Berkas soal"), [FileRequired(_l("Pilih berkasnya dahulu."))])
    objective = ChoiceField(_l("Indikator"))
    level = ChoiceField(_l("Tingkat"))


def _form(manuscript: Manuscript, *, is_sent: bool) -> FileForm:
    form = FileForm() if is_sent else FileForm(formdata=None)
    left = SelectChoice("", _("Biarkan kosong, dilengkapi nanti"))
    indicators = manuscript.content["indicators"]
    form.objective.choices = [left, *(SelectChoice(each, each) for each in indicators)]
    levels = [SelectChoice(each.value, level_words(each)) for each in Level]
    form.level.choices = [SelectChoice("", _("C1, dilengkapi nanti")), *levels]
    return form


def _writable(manuscript_id: UUID) -> Manuscript:
    """Give the manuscript to who may write it."""
    with reading() as session:
        found = queries.manuscript(session, actor(), manuscript_id)
    actor().require(Permission.CONTENT_WRITE, within=found.region_code)
    return found


@blueprint.get("/naskah/<uuid:manuscript_id>/impor")
@allow(Permission.CONTENT_WRITE)
def upload(manuscript_id: UUID) -> ResponseReturnValue:
    """Explain how to import questions and take a file."""
    manuscript = _writable(manuscript_id)
    return _upload_page(manuscript, _form(manuscript, is_sent=False))


def _upload_page(manuscript: Manuscript, form: FileForm) -> str:
    with reading() as session:
        found = importing.imports(session, manuscript)
    return render_template(
        "workshop_import/upload.html",
        manuscript=manuscript,
        form=form,
        accept=ACCEPT,
        lines=import_pages.import_lines(found, manuscript),
    )


@blueprint.post("/naskah/<uuid:manuscript_id>/impor")
@allow(Permission.CONTENT_WRITE)
def try_file(manuscript_id: UUID) -> ResponseReturnValue:
    """Read a file: every row gets a verdict, nothing enters the bank yet."""
    manuscript = _writable(manuscript_id)
    form = _form(manuscript, is_sent=True)
    if form.validate_on_submit():
        try:
            made = _try(form, manuscript)
            flash(_("Berkas sudah diperiksa; belum ada soal yang masuk."))
            return redirect(url_for("workshop_import.show", import_id=made.id), code=303)
        except Refused as refusal:
            put_refusal(form, refusal)
    return _upload_page(manuscript, form), 422


def _try(form: FileForm, manuscript: Manuscript) -> QuestionImport:
    """Give the import; the file is read before anything is locked."""
    file = form.file.data
    with file.stream as stream:
        content = stream.read(_BYTES_MOST + 1)
    trial = importing.look_at(
        manuscript,
        content,
        storage(),
        filename=shown_name(file.filename or ""),
        objective=form.objective.data or "",
        level=Level(form.level.data) if form.level.data else None,
    )
    with writing() as session:
        return importing.keep(session, actor(), manuscript.id, trial, at=clock.now())


@blueprint.get("/impor/<uuid:import_id>")
@allow(Permission.CONTENT_WRITE)
def show(import_id: UUID) -> ResponseReturnValue:
    """Show every row as the trainee will see it, with what becomes of it."""
    wanted = request.args.get("hasil", "")
    with reading() as session:
        found = importing.question_import(session, actor(), import_id)
        page = import_pages.import_page(session, found, wanted=wanted, number=page_number())
    return render_template("workshop_import/show.html", page=page)


@blueprint.post("/impor/<uuid:import_id>/masukkan")
@allow(Permission.CONTENT_WRITE)
def apply(import_id: UUID) -> ResponseReturnValue:
    """Put the rows that can enter into the bank, once, and their pictures into the manuscript."""
    with reading() as session:
        found = importing.question_import(session, actor(), import_id)
    if found.applied_at is None:
        import_pictures.publish(storage(), found)
    while found.applied_at is None:
        found = _apply_some(import_id)
    import_pictures.forget(storage(), found)
    count = importing.entered_count(found)
    words = ngettext(
        "%(num)s soal masuk ke bank sebagai draf.",
        "%(num)s soal masuk ke bank sebagai draf.",
        count,
    )
    flash(words)
    return redirect(url_for("workshop_import.show", import_id=import_id), code=303)


def _apply_some(import_id: UUID) -> QuestionImport:
    with writing() as session:
        return importing.apply_some(session, actor(), import_id, at=clock.now())


@blueprint.get("/impor/<uuid:import_id>/gambar/<string:digest>.<string:suffix>")
@allow(Permission.CONTENT_WRITE)
def picture(import_id: UUID, digest: str, suffix: str) -> ResponseReturnValue:
    """Give a picture of a file that was tried."""
    with reading() as session:
        found = importing.question_import(session, actor(), import_id)
    if digest not in {each.digest for each in import_pictures.media_of(found)}:
        raise NotFound
    return given(import_pictures.key_of(import_id, digest), digest, suffix)


@blueprint.get("/impor/<uuid:import_id>/perbaiki")
@allow(Permission.CONTENT_WRITE)
def faulty(import_id: UUID) -> ResponseReturnValue:
    """Give the rows that are to be mended as XLSX, each with what is wrong."""
    with reading() as session:
        found = importing.question_import(session, actor(), import_id)
    rows = importing.to_mend(found)
    if not rows:
        raise NotFound
    content = sheet.write_faulty(
        [sheet.Row(row["number"], row["cells"]) for row in rows],
        [f"{importing.place_of(row).capitalize()}: " + " ".join(row["said"]) for row in rows],
    )
    return _download(content, _XLSX, "soal-perlu-diperbaiki.xlsx")


@blueprint.get("/templat-soal/excel")
@allow(Permission.CONTENT_WRITE)
def sheet_template() -> ResponseReturnValue:
    """Give the Excel template."""
    return _download(sheet.write([]), _XLSX, "templat-soal.xlsx")


@blueprint.get("/templat-soal/word")
@allow(Permission.CONTENT_WRITE)
def word_template() -> ResponseReturnValue:
    """Give the Word template."""
    template: Callable[[], bytes] = resolve_name(_WORD_TEMPLATE)
    return _download(template(), _DOCX, "templat-soal.docx")


@blueprint.get("/naskah/<uuid:manuscript_id>/ekspor")
@allow(*READERS)
def exports(manuscript_id: UUID) -> ResponseReturnValue:
    """Offer the bank in each format, and name what a format has no room for."""
    with reading() as session:
        manuscript = queries.manuscript(session, actor(), manuscript_id)
        rooms = exporting.rooms(session, manuscript)
    return render_template("workshop_import/exports.html", manuscript=manuscript, rooms=rooms)


@blueprint.get("/naskah/<uuid:manuscript_id>/ekspor/<string:name>")
@allow(*READERS)
def export(manuscript_id: UUID, name: str) -> ResponseReturnValue:
    """Give the bank as a file."""
    kind = exporting.FILE_KINDS.get(name)
    if kind is None:
        raise NotFound
    with reading() as session:
        manuscript = queries.manuscript(session, actor(), manuscript_id)
        content = exporting.written(session, manuscript, kind, storage())
    return _download(content, kind.mimetype, f"soal-{manuscript.slug}.{kind.ending}")


def _download(content: bytes, mimetype: str, name: str) -> ResponseReturnValue:
    return send_file(BytesIO(content), mimetype=mimetype, as_attachment=True, download_name=name)
