"""Signing in and out, and activating an account."""

from flask import Blueprint, Response, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user, logout_user

from lms.kernel import clock
from lms.kernel.database import reading, writing
from lms.kernel.errors import Refused
from lms.people import codes, entrance, passwords, phones, queries, sessions, signing_in
from lms.people.factor_rules import Lack
from lms.people.forms import CodeForm, NewPasswordForm, SignInForm
from lms.people.models import Account
from lms.people.presence import is_due
from lms.people.privacy import NOTICE_VERSION
from lms.regions import queries as regions
from lms.web.access import Visitor, allow
from lms.web.limits import limiter
from lms.web.templating import sentence

blueprint = Blueprint("people", __name__)

_PER_NAME = "10 per 5 minutes"
_PER_ADDRESS = "300 per minute"


def _was_refused(response: Response) -> bool:
    return response.status_code in (409, 422)


@blueprint.get("/masuk")
@allow(Visitor.PUBLIC)
def sign_in() -> ResponseReturnValue:
    """Ask who it is."""
    if current_user.is_authenticated:
        return redirect(entrance.way_back(), code=303)
    return _sign_in_page(SignInForm())


@blueprint.post("/masuk")
@allow(Visitor.PUBLIC)
@limiter.limit(_PER_NAME, key_func=entrance.tried_name, deduct_when=_was_refused)
@limiter.limit(_PER_ADDRESS)
def enter() -> ResponseReturnValue:
    """Sign in."""
    form = SignInForm()
    account = _proved(form) if form.validate_on_submit() else None
    if account is None:
        return _sign_in_page(form), 422
    return redirect(_begin(account, entrance.way_back()), code=303)


def _sign_in_page(form: SignInForm) -> str:
    return render_template("people/sign_in.html", form=form, back=entrance.way_back())


def _proved(form: SignInForm) -> Account | None:
    password = form.data["kata_sandi"]
    with reading() as session:
        found = queries.candidates(session, form.data["nama"])
    try:
        account = sessions.prove(found, password)
    except Refused as refusal:
        form.form_errors.extend(sentence(reason) for reason in refusal.reasons)
        return None
    _renew(account, password)
    return account


def _renew(account: Account, password: str) -> None:
    old = account.password_hash
    if old is not None and passwords.is_outdated(old):
        new = passwords.hashed(password)
        with writing() as session:
            sessions.renew_hash(session, account.id, old, new)


def _begin(account: Account, back: str) -> str:
    """Begin a session; give where to go: back, or first to the second factor."""
    with writing() as session:
        started = sessions.start(session, account.id, device=entrance.device(), at=clock.now())
    user = signing_in.enter(started.token, stays=started.stays)
    match user.lack:
        case Lack.CODE:
            return url_for("people_security.code", lanjut=back)
        case Lack.SETUP:
            return url_for("people_security.show")
        case None:
            return back


@blueprint.post("/keluar")
@allow(Visitor.PUBLIC)
def sign_out() -> ResponseReturnValue:
    """End this browser's session."""
    if current_user.is_authenticated:
        with writing() as session:
            sessions.end(session, current_user.token, at=clock.now())
        logout_user()
    flash(_("Anda sudah keluar."))
    return redirect(url_for("people.sign_in"), code=303)


@blueprint.get("/aktivasi")
@allow(Visitor.PUBLIC)
def activation() -> ResponseReturnValue:
    """Ask for the code of a printed card."""
    return render_template("people/activation.html", form=CodeForm())


@blueprint.post("/aktivasi")
@allow(Visitor.PUBLIC)
@limiter.limit(_PER_NAME, key_func=entrance.tried_code, deduct_when=_was_refused)
@limiter.limit(_PER_ADDRESS)
def find_code() -> ResponseReturnValue:
    """Go to the page of a typed code, if it opens something."""
    form = CodeForm()
    if form.validate_on_submit():
        code = codes.bare(form.data["kode"])
        try:
            with reading() as session:
                codes.holder(session, code, at=clock.now())
            return redirect(url_for("people.activate", code=code), code=303)
        except Refused as refusal:
            form.kode.errors = [sentence(reason) for reason in refusal.reasons]
    return render_template("people/activation.html", form=form), 422


@blueprint.get("/aktivasi/<string:code>")
@allow(Visitor.PUBLIC)
@limiter.limit(_PER_NAME, key_func=entrance.tried_code, deduct_when=_was_refused)
@limiter.limit(_PER_ADDRESS)
def activate(code: str) -> ResponseReturnValue:
    """Show the privacy notice and ask for a password; spends nothing."""
    account = _holder(code)
    return _activate_page(code, account, NewPasswordForm())


@blueprint.post("/aktivasi/<string:code>")
@allow(Visitor.PUBLIC)
@limiter.limit(_PER_NAME, key_func=entrance.tried_code, deduct_when=_was_refused)
@limiter.limit(_PER_ADDRESS)
def spend(code: str) -> ResponseReturnValue:
    """Spend the code: keep the password and sign in."""
    account = _holder(code)
    form = NewPasswordForm()
    form.known = known_texts(account)
    if not form.validate_on_submit():
        return _activate_page(code, account, form), 422
    new_hash = passwords.hashed(form.data["kata_sandi"])
    with writing() as session:
        account = codes.spend(session, code, password_hash=new_hash, at=clock.now())
    back = _begin(account, url_for("home.front"))
    flash(_("Akun Anda aktif. Anda sudah masuk."))
    return redirect(back, code=303)


def _holder(code: str) -> Account:
    with reading() as session:
        return codes.holder(session, code, at=clock.now())


def known_texts(account: Account) -> tuple[str, ...]:
    """Give what others know of an account's person, which is no password."""
    person = account.person
    return person.name, person.phone or "", person.email or "", account.login_name


def _activate_page(code: str, account: Account, form: NewPasswordForm) -> str:
    return render_template("people/activate.html", code=code, account=account, form=form)


@blueprint.get("/privasi")
@allow(Visitor.PUBLIC)
def privacy() -> ResponseReturnValue:
    """Show the privacy notice."""
    with reading() as session:
        ministry = regions.ministry(session, on=clock.today())
    return render_template(
        "people/privacy.html",
        ministry=ministry,
        version=NOTICE_VERSION,
        readable=phones.readable,
        whatsapp_url=phones.whatsapp_url,
    )


@blueprint.after_app_request
def note_presence(response: Response) -> Response:
    """Note every few minutes that the session is in use, once the view's transaction is over."""
    user = g.get("_login_user")
    if user is not None and user.is_authenticated and request.endpoint != "static":
        at = clock.now()
        if is_due(user.seen_at, at=at):
            with writing() as session:
                sessions.note_presence(session, user.sign_in_id, at=at)
    return response
