"""The counter (loket): filing on behalf of somebody who came."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from lms.kernel import clock
from lms.kernel.access import Permission
from lms.kernel.database import reading, writing
from lms.kernel.errors import NotFound, Refused
from lms.kernel.sentence import Sentence, say
from lms.people.counter import Gaps
from lms.people.models import Person
from lms.people.operations import PersonFacts
from lms.registration import boards, counter, operations, queries, receipts, uploading
from lms.registration.filing_forms import (
    FilingForm,
    GapsForm,
    NewClientForm,
    NikSearchForm,
    ScanForm,
    filing_form,
)
from lms.registration.views import family_posted
from lms.training.catalogue import Family
from lms.web.access import actor, allow
from lms.web.limits import limiter
from lms.web.templating import sentence

blueprint = Blueprint("registration_filing", __name__, url_prefix="/loket")


def _clerk_key() -> str:
    return f"loket:{current_user.actor.account_id}"


@blueprint.get("")
@allow(Permission.REGISTRATION_FILE)
def start() -> ResponseReturnValue:
    """Find somebody by name or NIK, and see what one filed last."""
    return _start(NikSearchForm(formdata=None))


def _start(form: NikSearchForm) -> str:
    with reading() as session:
        board = receipts.board(session, actor(), request.args.get("q", "")[:100])
    return render_template("registration_filing/start.html", board=board, form=form)


@blueprint.post("/cari")
@allow(Permission.REGISTRATION_FILE)
@limiter.limit("200 per hour", key_func=_clerk_key)
def seek() -> ResponseReturnValue:
    """Find somebody by NIK, which never stands in an address."""
    form = NikSearchForm()
    if not form.validate_on_submit():
        return _start(form), 422
    try:
        with writing() as session:
            found = counter.seek(session, actor(), str(form.nik.data), at=clock.now())
    except Refused as refusal:
        form.nik.errors = [sentence(reason) for reason in refusal.reasons]
        return _start(form), 422
    if found.person is not None:
        return _to_client(found.person.id, Family.PSM)
    form.nik.errors = [_unknown(found)]
    return _start(form), 422


def _unknown(found: counter.Sought) -> str:
    if found.is_elsewhere:
        words = say(
            "NIK ini tercatat pada orang yang tidak berdomisili di wilayah tugas Anda. "
            "Arahkan ke Dinas Sosial di domisilinya."
        )
    else:
        words = say("NIK ini belum tercatat. Periksa angkanya, atau catat sebagai orang baru.")
    return sentence(words)


@blueprint.get("/orang/baru")
@allow(Permission.REGISTRATION_FILE)
def new() -> ResponseReturnValue:
    """Ask for what the KTP says of somebody who is not known yet."""
    return render_template("registration_filing/new.html", form=NewClientForm(formdata=None))


@blueprint.post("/orang/catat")
@allow(Permission.REGISTRATION_FILE)
def record() -> ResponseReturnValue:
    """Record somebody who is not known yet."""
    form = NewClientForm()
    if not form.validate_on_submit():
        return render_template("registration_filing/new.html", form=form), 422
    try:
        with writing() as session:
            person, warnings = counter.record(
                session, actor(), _facts(form), str(form.nik.data), at=clock.now()
            )
    except Refused as refusal:
        form.nik.errors = [sentence(reason) for reason in refusal.reasons]
        return render_template("registration_filing/new.html", form=form), 422
    _warn(warnings)
    flash(_("%(name)s sudah dicatat.", name=person.full_name))
    return _to_client(person.id, Family.PSM)


def _facts(form: NewClientForm) -> PersonFacts:
    return PersonFacts(
        name=str(form.name.data),
        sex=form.sex_value(),
        born_on=form.born_on.data,
        phone=form.phone.data,
        domicile_code=form.domicile_code.data,
        address=form.address.data or None,
    )


def _warn(warnings: tuple[Sentence, ...]) -> None:
    for warning in warnings:
        flash(sentence(warning), "info")


@blueprint.get("/orang/<uuid:person_id>/data")
@allow(Permission.REGISTRATION_FILE)
def gaps(person_id: UUID) -> ResponseReturnValue:
    """Ask for what is not known of somebody yet."""
    return _gaps_page(person_id, GapsForm(formdata=None))


def _gaps_page(person_id: UUID, form: GapsForm) -> str:
    with reading() as session:
        person = operations.client(session, actor(), person_id)
    return render_template("registration_filing/gaps.html", person=person, form=form)


@blueprint.post("/orang/<uuid:person_id>/data/lengkapi")
@allow(Permission.REGISTRATION_FILE)
def fill(person_id: UUID) -> ResponseReturnValue:
    """Fill in what is not known of somebody; what is known stays."""
    form = GapsForm()
    if not form.validate_on_submit():
        return _gaps_page(person_id, form), 422
    gaps = Gaps(form.born_on.data, form.sex_value(), form.phone.data, form.address.data or None)
    typed, at = str(form.nik.data or ""), clock.now()
    try:
        with writing() as session:
            warnings = counter.complete(session, actor(), person_id, gaps, typed, at=at)
    except Refused as refusal:
        form.nik.errors = [sentence(reason) for reason in refusal.reasons]
        return _gaps_page(person_id, form), 422
    _warn(warnings)
    flash(_("Data sudah dilengkapi."))
    return _to_client(person_id, Family.PSM)


@blueprint.get("/orang/<uuid:person_id>")
@allow(Permission.REGISTRATION_FILE)
def client(person_id: UUID) -> ResponseReturnValue:
    """Show how somebody stands to the requirements; else their application."""
    try:
        family = Family(request.args.get("keluarga", Family.PSM.value))
    except ValueError:
        raise NotFound from None
    return _client_page(person_id, family)


def _client_page(
    person_id: UUID,
    family: Family,
    form: FilingForm | None = None,
    tried: ScanForm | None = None,
) -> str:
    with reading() as session:
        board = boards.client(session, actor(), person_id, family, at=clock.now())
    return render_template(
        "registration_filing/client.html",
        board=board,
        person_id=person_id,
        families=tuple(Family),
        form=form or filing_form(board.rules, formdata=None),
        scan_forms=uploading.forms(board.slots, tried),
    )


@blueprint.post("/orang/<uuid:person_id>/berkas")
@allow(Permission.REGISTRATION_FILE)
def attach(person_id: UUID) -> ResponseReturnValue:
    """Attach a scan that somebody brought."""
    family = family_posted()
    tried = uploading.attach(person_id, family, request.form.get("slug", ""))
    if tried is not None:
        return _client_page(person_id, family, tried=tried), 422
    flash(_("Berkas sudah tersimpan."))
    return _to_client(person_id, family)


@blueprint.post("/orang/<uuid:person_id>/ajukan")
@allow(Permission.REGISTRATION_FILE)
def file(person_id: UUID) -> ResponseReturnValue:
    """File for somebody who is here and agrees; their receipt comes next."""
    family = family_posted()
    form = _filing_form(person_id, family)
    if not form.validate_on_submit():
        return _client_page(person_id, family, form), 422
    note, at = str(form.note.data), clock.now()
    with writing() as session:
        done = operations.file(
            session, actor(), person_id, family.value, form.declared(), note, at=at
        )
    if not done.is_new:
        flash(_("Pendaftaran orang ini sudah masuk sebelumnya."), "info")
        return _to_client(person_id, family)
    to = url_for("registration_filing.receipt", registration_id=done.registration.id)
    return redirect(to, code=303)


def _filing_form(person_id: UUID, family: Family) -> FilingForm:
    with reading() as session:
        person: Person = operations.client(session, actor(), person_id)
        return filing_form(queries.asked(session, person, family.value))


def _to_client(person_id: UUID, family: Family) -> ResponseReturnValue:
    to = url_for("registration_filing.client", person_id=person_id, keluarga=family.value)
    return redirect(to, code=303)


@blueprint.get("/tanda-terima/<uuid:registration_id>")
@allow(Permission.REGISTRATION_FILE)
def receipt(registration_id: UUID) -> ResponseReturnValue:
    """Show the receipt of what was filed here, to be printed."""
    with reading() as session:
        paper = receipts.receipt(session, actor(), registration_id, at=clock.now())
    return render_template("registration_filing/receipt.html", receipt=paper)
