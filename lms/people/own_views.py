"""One's own data, password and sessions."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from lms.kernel import clock
from lms.kernel.database import reading, writing
from lms.kernel.errors import Refused
from lms.kernel.sentence import Sentence
from lms.people import nik, operations, passwords, queries, sessions
from lms.people.forms import ChangePasswordForm, NikForm, PersonForm
from lms.people.models import Account, Person, Sex
from lms.people.operations import PersonFacts
from lms.people.views import known_texts
from lms.regions import queries as regions
from lms.web.access import Visitor, actor, allow
from lms.web.limits import limiter
from lms.web.templating import sentence

blueprint = Blueprint("people_own", __name__)


def _session_key() -> str:
    return str(current_user.sign_in_id)


def _nik_key() -> str:
    return f"nik:{current_user.actor.account_id}"


def _me() -> Account:
    with reading() as session:
        found: Account = queries.account(session, current_user.actor.account_id)
        return found


@blueprint.get("/data-saya")
@allow(Visitor.SIGNED_IN)
def profile() -> ResponseReturnValue:
    """Show and change what is known of oneself."""
    person = _me().person
    return _profile_page(person, PersonForm(obj=person))


@blueprint.post("/data-saya/ubah")
@allow(Visitor.SIGNED_IN)
def change_profile() -> ResponseReturnValue:
    """Keep changes to one's own data."""
    form = PersonForm()
    if not form.validate_on_submit():
        return _profile_page(_me().person, form), 422
    with writing() as session:
        person = queries.person(session, current_user.actor.person_id)
        operations.change_person(session, actor(), person, facts(form), at=clock.now())
    flash(_("Data Anda disimpan."))
    return redirect(url_for("people_own.profile"), code=303)


def _profile_page(person: Person, form: PersonForm) -> str:
    return render_template("people_own/profile.html", person=person, form=form)


def facts(form: PersonForm) -> PersonFacts:
    """Give a person's facts from the form, empty texts as None."""
    given = form.data
    return PersonFacts(
        name=given["name"],
        gelar_depan=given["gelar_depan"] or "",
        gelar_belakang=given["gelar_belakang"] or "",
        sex=Sex(given["sex"]) if given["sex"] else None,
        born_on=given["born_on"],
        phone=given["phone"],
        email=given["email"] or None,
        domicile_code=given["domicile_code"],
        address=given["address"] or None,
    )


@blueprint.get("/data-saya/nik")
@allow(Visitor.SIGNED_IN)
def own_nik() -> ResponseReturnValue:
    """Ask for one's own NIK."""
    return _nik_page(NikForm(), ())


@blueprint.post("/data-saya/nik/simpan")
@allow(Visitor.SIGNED_IN)
@limiter.limit("20 per hour", key_func=_nik_key)
def keep_nik() -> ResponseReturnValue:
    """Keep one's own NIK; what looks odd is shown first, to be confirmed."""
    form = NikForm()
    if not form.validate_on_submit():
        return _nik_page(form, ()), 422
    warnings = _warnings(form.data["nik"])
    if warnings and not form.data["tetap"]:
        return _nik_page(form, warnings), 422
    try:
        with writing() as session:
            person = queries.person(session, current_user.actor.person_id)
            operations.set_nik(session, actor(), person, form.data["nik"], at=clock.now())
    except Refused as refusal:
        form.nik.errors = [sentence(reason) for reason in refusal.reasons]
        return _nik_page(form, ()), 422
    flash(_("NIK Anda disimpan dalam bentuk tersandi."))
    return redirect(url_for("people_own.profile"), code=303)


def _warnings(typed: str) -> tuple[Sentence, ...]:
    person = _me().person
    report = nik.check(typed)
    if not report.valid:
        return ()
    found = report.warnings + nik.mismatches(report, born_on=person.born_on, sex=person.sex)
    with reading() as session:
        return found + regions.district_warnings(session, report.district or "")


def _nik_page(form: NikForm, warnings: tuple[Sentence, ...]) -> str:
    person = _me().person
    return render_template("people_own/own_nik.html", form=form, warnings=warnings, person=person)


@blueprint.get("/perangkat")
@allow(Visitor.SIGNED_IN)
def devices() -> ResponseReturnValue:
    """List the browsers in which one is signed in."""
    with reading() as session:
        rows = queries.sign_ins(session, current_user.actor.account_id, at=clock.now())
    zone = regions.zone_of(queries.region_of(_me().person))
    return render_template(
        "people_own/devices.html", rows=rows, here=current_user.sign_in_id, zone=zone
    )


@blueprint.post("/perangkat/<uuid:sign_in_id>/akhiri")
@allow(Visitor.SIGNED_IN)
def end_device(sign_in_id: UUID) -> ResponseReturnValue:
    """End one session of one's own."""
    with writing() as session:
        sessions.end_own(session, actor(), sign_in_id, at=clock.now())
    flash(_("Perangkat itu sudah keluar."))
    return redirect(url_for("people_own.devices"), code=303)


@blueprint.post("/perangkat/akhiri-semua")
@allow(Visitor.SIGNED_IN)
def end_others() -> ResponseReturnValue:
    """End all sessions of one's own but this."""
    with writing() as session:
        sessions.end_others(session, actor(), token=current_user.token, at=clock.now())
    flash(_("Semua perangkat lain sudah keluar."))
    return redirect(url_for("people_own.devices"), code=303)


@blueprint.get("/kata-sandi")
@allow(Visitor.SIGNED_IN)
def password() -> ResponseReturnValue:
    """Ask for a new password."""
    return _password_page(ChangePasswordForm())


@blueprint.post("/kata-sandi/ganti")
@allow(Visitor.SIGNED_IN)
@limiter.limit("10 per 5 minutes", key_func=_session_key)
def change_password() -> ResponseReturnValue:
    """Keep a new password; other browsers are signed out."""
    form, account = ChangePasswordForm(), _me()
    form.known = known_texts(account)
    if form.validate_on_submit() and not passwords.fits(form.data["lama"], account.password_hash):
        form.lama.errors = [_("Kata sandi sekarang tidak cocok.")]
    if form.errors or not form.is_submitted():
        return _password_page(form), 422
    new_hash = passwords.hashed(form.data["kata_sandi"])
    with writing() as session:
        mine = queries.account(session, account.id)
        token = current_user.token
        sessions.change_password(session, actor(), mine, new_hash, token=token, at=clock.now())
    flash(_("Kata sandi diganti. Perangkat lain sudah keluar."))
    return redirect(url_for("people_own.profile"), code=303)


def _password_page(form: ChangePasswordForm) -> str:
    name = current_user.login_name
    return render_template("people_own/password.html", form=form, login_name=name)
