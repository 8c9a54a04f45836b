"""Staff: announcing an angkatan, and deciding on those who put themselves forward."""

from datetime import date
from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms.kernel import clock
from lms.kernel.access import Permission
from lms.kernel.database import reading, writing
from lms.kernel.errors import Refused
from lms.training import offers, offers_deciding, offers_lines, offers_queries, queries
from lms.training.desk import put_refusal
from lms.training.offers_forms import AnnouncementForm, RefusalForm
from lms.training.offers_models import Offer
from lms.web.access import actor, allow
from lms.web.paging import Paging, page_number

blueprint = Blueprint("training_offers_desk", __name__)


@blueprint.get("/angkatan/<uuid:angkatan_id>/pengumuman")
@allow(Permission.ANGKATAN_PLAN)
def announcement(angkatan_id: UUID) -> ResponseReturnValue:
    """Show whether an angkatan is announced, and ask until when one may apply."""
    return _announcement(angkatan_id)


def _announcement(angkatan_id: UUID, filled: AnnouncementForm | None = None) -> str:
    with reading() as session:
        angkatan = queries.planned(session, actor(), angkatan_id)
        found = offers_queries.offer_of(session, angkatan_id)
        senders = offers_queries.seats(session, [angkatan_id])[angkatan_id]
    form = filled or AnnouncementForm(formdata=None, data=_written(found, angkatan.starts_on))
    is_on = found is not None and found.withdrawn_at is None
    return render_template(
        "training_offers_desk/announcement.html",
        angkatan=angkatan,
        offer=found if is_on else None,
        senders=senders,
        form=form,
    )


def _written(found: Offer | None, starts_on: date) -> dict[str, object]:
    if found is None:
        return {"closes_on": starts_on}
    return {"closes_on": found.closes_on, "note": found.note}


@blueprint.post("/angkatan/<uuid:angkatan_id>/pengumuman")
@allow(Permission.ANGKATAN_PLAN)
def announce(angkatan_id: UUID) -> ResponseReturnValue:
    """Show an angkatan to everybody."""
    form = AnnouncementForm()
    if form.validate_on_submit():
        note = (form.data["note"] or "").strip()
        try:
            with writing() as session:
                closes_on = form.data["closes_on"]
                offers.announce(session, actor(), angkatan_id, closes_on, note, at=clock.now())
            flash(_("Angkatan diumumkan. Warga wilayah pengirim dapat mengajukan diri."))
            return _to("announcement", angkatan_id=angkatan_id)
        except Refused as refusal:
            put_refusal(form, refusal)
    return _announcement(angkatan_id, form), 422


def _to(endpoint: str, **values: Any) -> ResponseReturnValue:
    return redirect(url_for(f"training_offers_desk.{endpoint}", **values), code=303)


@blueprint.post("/angkatan/<uuid:angkatan_id>/pengumuman/cabut")
@allow(Permission.ANGKATAN_PLAN)
def withdraw(angkatan_id: UUID) -> ResponseReturnValue:
    """Take an announcement back."""
    with writing() as session:
        offers.withdraw(session, actor(), angkatan_id, at=clock.now())
    flash(_("Pengumuman dicabut. Pengajuan yang sudah masuk tetap menunggu keputusan."))
    return _to("announcement", angkatan_id=angkatan_id)


@blueprint.get("/pengajuan-diri")
@allow(Permission.NOMINATE)
def applications() -> ResponseReturnValue:
    """List who puts themselves forward in the actor's regions: waiting, or decided."""
    is_waiting, number = request.args.get("tampil") != "diputus", page_number()
    rows_most = offers_queries.PAGE_ROWS
    with reading() as session:
        waiting = offers_queries.waiting_count(session, actor())
        rows = offers_queries.applications(
            session,
            actor(),
            is_waiting=is_waiting,
            limit=rows_most,
            offset=(number - 1) * rows_most,
        )
        lines = offers_lines.desk_lines(session, rows)
        count = waiting if is_waiting else offers_queries.decided_count(session, actor())
    values = {} if is_waiting else {"tampil": "diputus"}
    endpoint = "training_offers_desk.applications"
    return render_template(
        "training_offers_desk/applications.html",
        lines=lines,
        is_waiting=is_waiting,
        waiting_count=waiting,
        paging=Paging(number, count, rows_most, endpoint, values),
    )


@blueprint.get("/pengajuan-diri/<uuid:application_id>")
@allow(Permission.NOMINATE)
def application(application_id: UUID) -> ResponseReturnValue:
    """Show an application with what is known already."""
    return _application(application_id, RefusalForm(formdata=None))


def _application(application_id: UUID, form: RefusalForm, refusal: Refused | None = None) -> str:
    with reading() as session:
        line = offers_lines.desk_line(session, actor(), application_id)
    reasons = refusal.reasons if refusal else ()
    return render_template(
        "training_offers_desk/application.html", line=line, form=form, reasons=reasons
    )


@blueprint.post("/pengajuan-diri/<uuid:application_id>/usulkan")
@allow(Permission.NOMINATE)
def nominate(application_id: UUID) -> ResponseReturnValue:
    """Make an application a nomination."""
    try:
        with writing() as session:
            offers_deciding.nominate(session, actor(), application_id, at=clock.now())
    except Refused as refusal:
        return _application(application_id, RefusalForm(formdata=None), refusal), 409
    flash(_("Pengajuan dijadikan usulan. Penyelenggara mengundang dan membagikan kartu akun."))
    return _to("applications")


@blueprint.post("/pengajuan-diri/<uuid:application_id>/tolak")
@allow(Permission.NOMINATE)
def decline(application_id: UUID) -> ResponseReturnValue:
    """Decline an application."""
    form = RefusalForm()
    if not form.validate_on_submit():
        return _application(application_id, form), 422
    with writing() as session:
        offers_deciding.decline(
            session, actor(), application_id, form.data["reason"], at=clock.now()
        )
    flash(_("Pengajuan ditolak. Pemohon dapat membaca alasannya."))
    return _to("applications")
