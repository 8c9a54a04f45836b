"""The desk: many papers by XLSX."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms.credentials import recognition_lists, recognition_queries
from lms.credentials.recognition_desk_views import FILE, blueprint
from lms.credentials.recognition_forms import SheetForm
from lms.credentials.recognition_lists import Result
from lms.credentials.recognition_models import RecognitionSheet
from lms.credentials.recognition_views import put_refusal
from lms.kernel import clock
from lms.kernel.clock import Zone
from lms.kernel.database import reading, writing
from lms.kernel.errors import Refused
from lms.people.nik import mask
from lms.web.access import actor, allow
from lms.web.formats import moment
from lms.web.templating import sentence

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_TONES = {Result.NEW: "good", Result.KNOWN: "info", Result.PROBLEM: "danger"}


@dataclass(frozen=True)
class SheetLine:
    """An uploaded list among others."""

    id: UUID
    filename: str
    when: str
    rows_count: int
    problem_count: int
    is_applied: bool


@dataclass(frozen=True)
class RowLine:
    """A row and what becomes of it."""

    number: int
    name: str
    contents: str
    result: str
    tone: str
    remarks: tuple[str, ...]


@blueprint.get("/daftar")
@allow(FILE)
def lists() -> ResponseReturnValue:
    """Explain how to file many papers, and take a list."""
    return _page(SheetForm(formdata=None))


def _page(form: SheetForm) -> str:
    with reading() as session:
        found = recognition_queries.sheets(session, actor())
    lines = [_sheet_line(each) for each in found]
    return render_template("credentials_recognition_desk/lists.html", form=form, lines=lines)


def _sheet_line(found: RecognitionSheet) -> SheetLine:
    return SheetLine(
        id=found.id,
        filename=found.filename,
        when=moment(found.uploaded_at, Zone.WIB),
        rows_count=len(found.rows),
        problem_count=recognition_lists.counts(found)[Result.PROBLEM],
        is_applied=found.applied_at is not None,
    )


@blueprint.get("/daftar/templat")
@allow(FILE)
def template() -> ResponseReturnValue:
    """Give the XLSX to be filled in."""
    return _download(recognition_lists.template(), "pelatihan-terdahulu.xlsx")


def _download(content: bytes, name: str) -> ResponseReturnValue:
    return send_file(BytesIO(content), mimetype=_XLSX, as_attachment=True, download_name=name)


@blueprint.post("/daftar/periksa")
@allow(FILE)
def try_list() -> ResponseReturnValue:
    """Try a list: every row gets a result, nothing is filed yet."""
    form = SheetForm()
    if form.validate_on_submit():
        upload = form.file.data
        try:
            with writing() as session:
                made = recognition_lists.try_sheet(
                    session,
                    actor(),
                    upload.stream,
                    filename=upload.filename or "",
                    at=clock.now(),
                )
            return _to(made.id, _("Daftar sudah diperiksa; belum ada yang disimpan."))
        except Refused as refusal:
            put_refusal(form, refusal)
    return _page(form), 422


@blueprint.get("/daftar/<uuid:sheet_id>")
@allow(FILE)
def sheet(sheet_id: UUID) -> ResponseReturnValue:
    """Show the result of every row."""
    with reading() as session:
        found = recognition_queries.sheet(session, actor(), sheet_id)
    return render_template(
        "credentials_recognition_desk/sheet.html",
        sheet=_sheet_line(found),
        rows=_rows(found.rows),
        good_count=len(found.rows) - recognition_lists.counts(found)[Result.PROBLEM],
    )


def _rows(stored: Sequence[Mapping[str, Any]]) -> list[RowLine]:
    titles = recognition_lists.titles()
    return [_row(each, titles) for each in stored]


def _row(stored: Mapping[str, Any], titles: Mapping[str, str]) -> RowLine:
    cells = recognition_lists.row_of(stored).cells
    keys = ("kind", "title", "organiser", "number", "dated_on", "domicile_code")
    shown = [cells.get(key, "") for key in keys]
    digits = cells.get("nik", "")
    return RowLine(
        number=stored["number"],
        name=cells.get("name", ""),
        contents="; ".join(filter(None, [*shown, mask(digits) if len(digits) == 16 else ""])),
        result=stored["result"],
        tone=_TONES[Result(stored["result"])],
        remarks=tuple(
            f"{titles.get(key, key)}: {sentence(words)}"
            for key, words in recognition_lists.problems_of(stored)
        ),
    )


@blueprint.get("/daftar/<uuid:sheet_id>/masalah")
@allow(FILE)
def problems(sheet_id: UUID) -> ResponseReturnValue:
    """Give the list back with a red column that says what to mend."""
    with reading() as session:
        found = recognition_queries.sheet(session, actor(), sheet_id)
    content = recognition_lists.problem_workbook(found)
    return _download(content, "pelatihan-terdahulu-masalah.xlsx")


@blueprint.post("/daftar/<uuid:sheet_id>/terapkan")
@allow(FILE)
def apply(sheet_id: UUID) -> ResponseReturnValue:
    """File all good rows, once."""
    found = _apply_some(sheet_id)
    while found.applied_at is None:
        found = _apply_some(sheet_id)
    counted = recognition_lists.counts(found)
    words = _(
        "Diterapkan: %(count)s dokumen menunggu pindaian, %(bad)s baris bermasalah dilewati.",
        count=len(found.rows) - counted[Result.PROBLEM],
        bad=counted[Result.PROBLEM],
    )
    return _to(sheet_id, words)


def _apply_some(sheet_id: UUID) -> RecognitionSheet:
    with writing() as session:
        return recognition_lists.apply_sheet(session, actor(), sheet_id, at=clock.now())


def _to(sheet_id: UUID, words: str) -> ResponseReturnValue:
    flash(words)
    return redirect(url_for("credentials_recognition_desk.sheet", sheet_id=sheet_id), code=303)


__all__ = ["blueprint"]
