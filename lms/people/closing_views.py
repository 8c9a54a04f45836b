"""The staff's desk: closing an account, opening it again, taking a lost second factor away."""

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms.kernel import clock
from lms.kernel.access import Permission
from lms.kernel.database import reading, writing
from lms.kernel.errors import NotFound
from lms.people import closing, desk_queries, factor_queries, factors
from lms.people.desk_forms import ReasonForm
from lms.people.models import Account
from lms.people.staff_desk import blueprint
from lms.web.access import actor, allow


def _may_close(account_id: UUID) -> Account:
    with reading() as session:
        row = desk_queries.managed_account(session, actor(), account_id, on=clock.today())
        if not closing.may_close(session, actor(), row, at=clock.now()):
            raise NotFound
        return row


@blueprint.get("/<uuid:account_id>/penutupan")
@allow(Permission.ROLE_GRANT)
def closure(account_id: UUID) -> ResponseReturnValue:
    """Ask why an account is to be closed, or opened again."""
    return _page(_may_close(account_id), ReasonForm(formdata=None))


def _page(row: Account, form: ReasonForm) -> str:
    return render_template("people_staff/closure.html", account=row, form=form)


@blueprint.post("/<uuid:account_id>/tutup")
@allow(Permission.ROLE_GRANT)
def close(account_id: UUID) -> ResponseReturnValue:
    """Close an account."""
    row, form = _may_close(account_id), ReasonForm()
    if not form.validate_on_submit():
        return _page(row, form), 422
    with writing() as session:
        mine = desk_queries.managed_account(session, actor(), account_id, on=clock.today())
        closing.close_account(session, actor(), mine, reason=form.data["reason"], at=clock.now())
    flash(_("Akun ditutup. Semua perangkatnya sudah keluar."))
    return redirect(url_for("people_desk.account", account_id=account_id), code=303)


@blueprint.post("/<uuid:account_id>/buka-kembali")
@allow(Permission.ROLE_GRANT)
def reopen(account_id: UUID) -> ResponseReturnValue:
    """Open a closed account again."""
    row, form = _may_close(account_id), ReasonForm()
    if not form.validate_on_submit():
        return _page(row, form), 422
    with writing() as session:
        mine = desk_queries.managed_account(session, actor(), account_id, on=clock.today())
        closing.reopen_account(session, actor(), mine, reason=form.data["reason"], at=clock.now())
    flash(_("Akun dibuka kembali. Berikan lagi perannya bila perlu."))
    return redirect(url_for("people_desk.account", account_id=account_id), code=303)


@blueprint.get("/<uuid:account_id>/verifikasi")
@allow(Permission.ROLE_GRANT)
def factor(account_id: UUID) -> ResponseReturnValue:
    """Ask why somebody's second factor is taken away."""
    return _factor_page(_with_factor(account_id), ReasonForm(formdata=None))


def _factor_page(row: Account, form: ReasonForm) -> str:
    return render_template("people_staff/factor.html", account=row, form=form)


def _with_factor(account_id: UUID) -> Account:
    row = _may_close(account_id)
    with reading() as session:
        if factor_queries.of_account(session, account_id) is None:
            raise NotFound
    return row


@blueprint.post("/<uuid:account_id>/verifikasi/hapus")
@allow(Permission.ROLE_GRANT)
def remove_factor(account_id: UUID) -> ResponseReturnValue:
    """Take somebody's second factor away, so that they set up a new one."""
    row, form = _with_factor(account_id), ReasonForm()
    if not form.validate_on_submit():
        return _factor_page(row, form), 422
    with writing() as session:
        mine = desk_queries.managed_account(session, actor(), account_id, on=clock.today())
        factors.remove(session, actor(), mine, reason=form.data["reason"], at=clock.now())
    flash(_("Verifikasi dua langkah dihapus. Orang ini memasang yang baru saat masuk lagi."))
    return redirect(url_for("people_desk.account", account_id=account_id), code=303)
