"""The admins' desk for keys of other systems."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms.api import keys, queries
from lms.api.key_forms import EndKeyForm, KeyForm
from lms.api.words import QUESTION_WORDS, USE_WORDS, state_of
from lms.kernel import clock
from lms.kernel.access import Permission
from lms.kernel.clock import Zone
from lms.kernel.database import reading, writing
from lms.web.access import actor, allow

blueprint = Blueprint("api_keys", __name__, url_prefix="/kunci-api")


@blueprint.get("")
@allow(Permission.API_KEY_MANAGE)
def overview() -> ResponseReturnValue:
    """List the keys of one's regions."""
    with reading() as session:
        rows = queries.mine(session, actor())
        used = queries.calls_counts(session, [row.id for row in rows])
    states = {row.id: state_of(row, on=clock.today()) for row in rows}
    return render_template(
        "api_keys/overview.html", rows=rows, used=used, states=states, words=USE_WORDS
    )


@blueprint.get("/baru")
@allow(Permission.API_KEY_MANAGE)
def new() -> ResponseReturnValue:
    """Ask whose key it is and for what."""
    return render_template("api_keys/new.html", form=KeyForm())


@blueprint.post("")
@allow(Permission.API_KEY_MANAGE)
def make() -> ResponseReturnValue:
    """Make a key and show it, this once."""
    form = KeyForm()
    if not form.validate_on_submit():
        return render_template("api_keys/new.html", form=form), 422
    with writing() as session:
        row, key = keys.make(session, actor(), form.facts(), at=clock.now())
    return render_template("api_keys/make.html", row=row, key=key)


@blueprint.get("/<uuid:key_id>")
@allow(Permission.API_KEY_MANAGE)
def show(key_id: UUID) -> ResponseReturnValue:
    """Show a key's purpose and what was asked with it."""
    return _page(key_id, EndKeyForm())


@blueprint.post("/<uuid:key_id>/akhiri")
@allow(Permission.API_KEY_MANAGE)
def end(key_id: UUID) -> ResponseReturnValue:
    """End a key at once."""
    form = EndKeyForm()
    if not form.validate_on_submit():
        return _page(key_id, form), 422
    with writing() as session:
        keys.end(session, actor(), key_id, reason=form.reason.data or "", at=clock.now())
    flash(_("Kunci diakhiri. Sistem itu tidak dapat bertanya lagi."))
    return redirect(url_for("api_keys.show", key_id=key_id), code=303)


def _page(key_id: UUID, form: EndKeyForm) -> str:
    with reading() as session:
        row = queries.managed(session, actor(), key_id)
        calls = queries.calls(session, key_id)
    word, tone = state_of(row, on=clock.today())
    return render_template(
        "api_keys/show.html",
        row=row,
        calls=calls,
        word=word,
        tone=tone,
        is_living=keys.is_living(row, on=clock.today()),
        words=[USE_WORDS[use] for use in USE_WORDS if use.value in row.uses],
        form=form,
        zone=Zone.WIB,
        questions=QUESTION_WORDS,
    )
