"""Everybody: announced angkatan, putting oneself forward, and how that stands."""

from uuid import UUID

from flask import Blueprint, Response, jsonify, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from lms.kernel import clock
from lms.kernel.database import reading, writing
from lms.kernel.errors import Refused
from lms.people import codes, nik, sealing
from lms.regions.forms import OFFERED_MOST
from lms.training import offers_applying, offers_lines, offers_pages, offers_queries
from lms.training.desk import put_refusal
from lms.training.offers_forms import ApplicationForm, ReasonForm, ReceiptForm
from lms.web.access import Visitor, actor, allow
from lms.web.limits import limiter
from lms.web.paging import Paging, page_number

blueprint = Blueprint("training_offers", __name__)

_BROADLY = "300/minute"  # a whole village may stand behind one address
_PER_NIK = "5 per hour"
_PER_ACCOUNT = "20 per hour"
_PER_RECEIPT = "10 per 5 minutes"
_RECEIPT = "bekal.receipt"


def _tried_nik() -> str:
    return sealing.cipher().fingerprint("applies " + nik.bare(request.form.get("nik", "")))


def _tried_receipt() -> str:
    return "tanda terima:" + codes.bare(request.form.get("receipt", ""))[:20]


def _account() -> str:
    return f"pengajuan:{current_user.get_id()}"


def _was_kept(response: Response) -> bool:
    return response.status_code == 303


def _was_refused(response: Response) -> bool:
    return response.status_code == 422


@blueprint.get("/angkatan-terbuka")
@allow(Visitor.PUBLIC)
def offers() -> ResponseReturnValue:
    """List the announced angkatan, of everywhere or of a region."""
    province, part = request.args.get("provinsi", ""), request.args.get("kabupaten", "")
    number = page_number()
    with reading() as db:
        page = offers_pages.offers_page(
            db, province, part, on=clock.today(), offset=(number - 1) * offers_queries.PAGE_ROWS
        )
    values = {"provinsi": province, "kabupaten": part} if page.province else {}
    paging = Paging(number, page.count, offers_queries.PAGE_ROWS, "training_offers.offers", values)
    return render_template("training_offers/offers.html", page=page, paging=paging)


@blueprint.get("/angkatan-terbuka/<uuid:angkatan_id>/desa")
@allow(Visitor.PUBLIC)
@limiter.limit(_BROADLY)
def desa(angkatan_id: UUID) -> Response:
    """Give the desa that fit ?q=… in the regions with seats, for the form."""
    typed = request.args.get("q", "")
    with reading() as db:
        found = offers_queries.homes(db, angkatan_id, typed, limit=OFFERED_MOST)
    return jsonify([{"code": code, "label": label} for code, label in found])


@blueprint.get("/angkatan-terbuka/<uuid:angkatan_id>")
@allow(Visitor.PUBLIC)
def offer(angkatan_id: UUID) -> ResponseReturnValue:
    """Show an announced angkatan, and how to put oneself forward for it."""
    return _offer_page(angkatan_id, ReasonForm(formdata=None))


def _offer_page(angkatan_id: UUID, form: ReasonForm) -> str:
    person_id = _person_id()
    with reading() as db:
        page = offers_pages.offer_page(db, angkatan_id, at=clock.now())
        row = offers_queries.own_open(db, person_id, angkatan_id) if person_id else None
    own = offers_lines.application_lines([row])[0] if row else None
    return render_template("training_offers/offer.html", page=page, form=form, own=own)


def _person_id() -> UUID | None:
    return actor().person_id if current_user.is_authenticated else None


@blueprint.get("/angkatan-terbuka/<uuid:angkatan_id>/ajukan-diri")
@allow(Visitor.PUBLIC)
def application(angkatan_id: UUID) -> ResponseReturnValue:
    """Ask a stranger who they are; who is signed in needs no form."""
    if current_user.is_authenticated:
        return redirect(url_for("training_offers.offer", angkatan_id=angkatan_id), code=303)
    return _application_page(angkatan_id, ApplicationForm(formdata=None))


def _application_page(angkatan_id: UUID, form: ApplicationForm) -> str:
    with reading() as db:
        page = offers_pages.offer_page(db, angkatan_id, at=clock.now())
    return render_template("training_offers/application.html", page=page, form=form)


@blueprint.post("/angkatan-terbuka/<uuid:angkatan_id>/ajukan-diri")
@allow(Visitor.PUBLIC)
@limiter.limit(_BROADLY)
@limiter.limit(_PER_NIK, key_func=_tried_nik, deduct_when=_was_kept)
def apply(angkatan_id: UUID) -> ResponseReturnValue:
    """Keep a stranger's application and give a receipt, whoever they say they are."""
    form = ApplicationForm()
    if form.validate_on_submit():
        try:
            with writing() as db:
                receipt = offers_applying.apply(db, angkatan_id, form.stranger(), at=clock.now())
            session[_RECEIPT] = receipt
            return redirect(url_for("training_offers.receipt"), code=303)
        except Refused as refusal:
            put_refusal(form, refusal)
    return _application_page(angkatan_id, form), 422


@blueprint.post("/angkatan-terbuka/<uuid:angkatan_id>/ajukan-diri-saya")
@allow(Visitor.SIGNED_IN)
@limiter.limit(_PER_ACCOUNT, key_func=_account)
def apply_myself(angkatan_id: UUID) -> ResponseReturnValue:
    """Keep the application of somebody who is known."""
    form = ReasonForm()
    if form.validate_on_submit():
        try:
            with writing() as db:
                text = form.data["text"].strip()
                offers_applying.apply_myself(db, actor(), angkatan_id, text, at=clock.now())
            return redirect(url_for("training_offers.status"), code=303)
        except Refused as refusal:
            put_refusal(form, refusal)
    return _offer_page(angkatan_id, form), 422


@blueprint.get("/ajukan-diri/tanda-terima")
@allow(Visitor.PUBLIC)
def receipt() -> ResponseReturnValue:
    """Show the receipt of the application that this browser has just sent."""
    number = session.get(_RECEIPT)
    if number is None:
        return redirect(url_for("training_offers.status"), code=303)
    return render_template("training_offers/receipt.html", number=codes.grouped(number))


@blueprint.get("/ajukan-diri/status")
@allow(Visitor.PUBLIC)
def status() -> ResponseReturnValue:
    """Ask for a receipt, and show their own applications to who is signed in."""
    return _status_page(ReceiptForm(formdata=None))


def _status_page(form: ReceiptForm, found: offers_lines.ApplicationLine | None = None) -> str:
    person_id = _person_id()
    with reading() as db:
        own = offers_queries.own(db, person_id) if person_id else ()
    rows = offers_lines.application_lines(own)
    return render_template("training_offers/status.html", form=form, found=found, rows=rows)


@blueprint.post("/ajukan-diri/status")
@allow(Visitor.PUBLIC)
@limiter.limit(_BROADLY)
@limiter.limit(_PER_RECEIPT, key_func=_tried_receipt, deduct_when=_was_refused)
def find() -> ResponseReturnValue:
    """Say how an application stands, to who has its receipt and its phone."""
    form = ReceiptForm()
    if form.validate_on_submit():
        number, phone_end = form.data["receipt"], form.data["phone_end"]
        try:
            with reading() as db:
                row = offers_applying.find(db, number, phone_end)
            return _status_page(form, offers_lines.application_lines([row])[0])
        except Refused as refusal:
            put_refusal(form, refusal)
    return _status_page(form), 422
