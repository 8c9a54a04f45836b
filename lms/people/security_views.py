"""The second factor's pages: setting it up, recovery codes, and the code asked at sign-in."""

from datetime import datetime

from flask import (
    Blueprint,
    Response,
    current_app,
    flash,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from certificates import qr
from lms.kernel import clock
from lms.kernel.access import Permission
from lms.kernel.database import reading, writing
from lms.kernel.errors import Forbidden
from lms.people import (
    codes,
    entrance,
    factor_queries,
    factor_rules,
    factors,
    queries,
    sessions,
    signing_in,
)
from lms.people.factor_rules import Lack
from lms.people.factors import Answer
from lms.people.forms import FactorCodeForm, FirstCodeForm
from lms.people.models import Account
from lms.web.access import Visitor, access_of, allow
from lms.web.limits import limiter

blueprint = Blueprint("people_security", __name__)

_GOOD = frozenset({Answer.PROVED, Answer.RECOVERED})
_PER_ACCOUNT = "10 per 5 minutes"
_HALFWAY = frozenset({"people_security.code", "people_security.check"})
_CAUTIOUS = frozenset(
    {
        "people_desk.nik",
        "people_desk.reveal_nik",
        "people_staff.appoint",
        "people_staff.deputise",
        "people_staff.extend_role",
        "people_staff.grant",
        "people_staff.new_member",
        "people_staff.remove_factor",
    }
)
"""Pages that want a proof not older than an hour, of those who have a second factor."""


def _was_refused(response: Response) -> bool:
    return response.status_code == 422


def _account_key() -> str:
    return f"factor:{current_user.actor.account_id}"


@blueprint.before_app_request
def lead_to_factor() -> ResponseReturnValue | None:
    """Lead whoever lacks a second factor, or its proof, there before the asked page opens."""
    endpoint = request.endpoint or ""
    needs = access_of(current_app.view_functions.get(endpoint, lead_to_factor)) or ()
    if not needs or Visitor.PUBLIC in needs or not current_user.is_authenticated:
        return None
    if current_user.lack is Lack.CODE and endpoint not in _HALFWAY:
        return redirect(url_for("people_security.code", lanjut=_asked()), code=303)
    if current_user.lack is Lack.SETUP and all(isinstance(need, Permission) for need in needs):
        return redirect(url_for("people_security.show"), code=303)
    if endpoint in _CAUTIOUS and _is_stale():
        flash(_("Demi keamanan, isikan lagi kode verifikasi Anda."))
        return redirect(url_for("people_security.code", lanjut=_asked()), code=303)
    return None


def _asked() -> str | None:
    return request.full_path.rstrip("?") if request.method == "GET" else None


def _is_stale() -> bool:
    proved_at = current_user.factor_at
    return proved_at is not None and clock.now() - proved_at > factor_rules.FRESH


@blueprint.get("/masuk/kode")
@allow(Visitor.SIGNED_IN)
def code() -> ResponseReturnValue:
    """Ask for the code of the authenticator."""
    return _code_page(FactorCodeForm(formdata=None))


def _code_page(form: FactorCodeForm) -> str:
    return render_template("people_security/code.html", form=form, back=entrance.way_back())


@blueprint.post("/masuk/kode/periksa")
@allow(Visitor.SIGNED_IN)
@limiter.limit(_PER_ACCOUNT, key_func=_account_key, deduct_when=_was_refused)
def check() -> ResponseReturnValue:
    """Prove the second factor: a session that waited for it begins anew with its roles."""
    form = FactorCodeForm()
    answer = _proof(form) if form.validate_on_submit() else None
    if answer not in _GOOD:
        return _code_page(form), 422
    _renew_session(at=clock.now())
    if answer is Answer.RECOVERED:
        flash(_("Kode cadangan itu sudah terpakai. Lihat sisanya di halaman Keamanan."))
    return redirect(entrance.way_back(), code=303)


def _renew_session(*, at: datetime) -> None:
    if current_user.lack is None:
        with writing() as session:
            factors.note_proof(session, current_user.sign_in_id, at=at)
        return
    account_id, device = current_user.actor.account_id, entrance.device()
    with writing() as session:
        sessions.end(session, current_user.token, at=at)
        started = sessions.start(session, account_id, device=device, at=at, factor_at=at)
    signing_in.enter(started.token, stays=started.stays)


def _proof(form: FactorCodeForm) -> Answer:
    """Judge the typed code; where it proves nothing the form says why. Misses are committed."""
    with writing() as session:
        account = queries.account(session, current_user.actor.account_id)
        answer = factors.prove(session, account, form.data["kode"], at=clock.now())
    if answer is Answer.WAIT:
        words = _("Terlalu banyak kode salah. Tunggu beberapa saat, lalu coba lagi.")
        form.kode.errors = [words]
    elif answer is Answer.WRONG:
        words = _("Kode tidak cocok atau sudah dipakai. Tunggu kode berikutnya di aplikasi.")
        form.kode.errors = [words]
    return answer


@blueprint.get("/keamanan")
@allow(Visitor.SIGNED_IN)
def show() -> ResponseReturnValue:
    """Say how the second factor stands."""
    return _show_page(FactorCodeForm(formdata=None))


def _show_page(form: FactorCodeForm) -> str:
    account = _guarded()
    with reading() as session:
        row = factor_queries.of_account(session, account.id)
        left = factor_queries.codes_left(session, row.id) if row else 0
    must = current_user.lack is Lack.SETUP
    return render_template(
        "people_security/show.html", factor=row, codes_left=left, must=must, form=form
    )


def _guarded() -> Account:
    """Give the own account, if its roles are those that need a second factor."""
    if not current_user.is_guarded:
        raise Forbidden
    with reading() as session:
        found: Account = queries.account(session, current_user.actor.account_id)
        return found


@blueprint.post("/keamanan/mulai")
@allow(Visitor.SIGNED_IN)
def begin() -> ResponseReturnValue:
    """Make a secret that waits for its first code."""
    _guarded()
    with writing() as session:
        account = queries.account(session, current_user.actor.account_id)
        factors.begin(session, account, at=clock.now())
    return redirect(url_for("people_security.setup"), code=303)


@blueprint.get("/keamanan/pasang")
@allow(Visitor.SIGNED_IN)
def setup() -> ResponseReturnValue:
    """Show the secret that waits, as QR code and text, and ask for its first code."""
    return _setup_page(FirstCodeForm(formdata=None))


def _setup_page(form: FirstCodeForm) -> ResponseReturnValue:
    account = _guarded()
    with reading() as session:
        row = factor_queries.waiting(session, account.id)
    if row is None:
        return redirect(url_for("people_security.show"), code=303)
    text = factors.secret(row)
    return render_template(
        "people_security/setup.html",
        form=form,
        login_name=account.login_name,
        secret=" ".join(text[at : at + 4] for at in range(0, len(text), 4)),
        drawn=qr.svg(factors.address(row, account), title=_("Kode QR untuk aplikasi autentikator")),
    )


@blueprint.post("/keamanan/sahkan")
@allow(Visitor.SIGNED_IN)
@limiter.limit(_PER_ACCOUNT, key_func=_account_key, deduct_when=_was_refused)
def confirm() -> ResponseReturnValue:
    """Put the second factor in force and show its recovery codes, in this answer only."""
    account, form = _guarded(), FirstCodeForm()
    if not form.validate_on_submit():
        return _refused_setup(form)
    at = clock.now()
    with writing() as session:
        mine = queries.account(session, account.id)
        made = factors.confirm(session, mine, form.data["kode"], at=at)
        if made is not None:
            factors.note_proof(session, current_user.sign_in_id, at=at)
    if made is None:
        form.kode.errors = [_("Kode tidak cocok. Periksa jam HP Anda, lalu coba kode berikutnya.")]
        return _refused_setup(form)
    return _codes_page(account, made)


def _refused_setup(form: FirstCodeForm) -> ResponseReturnValue:
    page = _setup_page(form)
    return (page, 422) if isinstance(page, str) else page


def _codes_page(account: Account, made: tuple[str, ...]) -> str:
    shown = [codes.grouped(each) for each in made]
    return render_template(
        "people_security/codes.html",
        shown=shown,
        login_name=account.login_name,
        today=clock.today(),
    )


@blueprint.post("/keamanan/kode-cadangan/buat")
@allow(Visitor.SIGNED_IN)
@limiter.limit(_PER_ACCOUNT, key_func=_account_key, deduct_when=_was_refused)
def renew() -> ResponseReturnValue:
    """Make new recovery codes and show them, in this answer only."""
    account, form = _guarded(), FactorCodeForm()
    if not form.validate_on_submit() or _proof(form) not in _GOOD:
        return _show_page(form), 422
    with writing() as session:
        mine = queries.account(session, account.id)
        made = factors.renew_codes(session, mine, at=clock.now())
    return _codes_page(account, made)
