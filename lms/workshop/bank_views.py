"""The list of a bank, and what is done with several of its items."""

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from lms.kernel import clock
from lms.kernel.access import Permission
from lms.kernel.database import reading, writing
from lms.web.access import actor, allow
from lms.web.paging import page_number
from lms.web.templating import sentence
from lms.workshop import bank_pages, cells_views, item_act_views, item_views, queries
from lms.workshop.bank_desk import blueprint
from lms.workshop.bank_forms import filter_form
from lms.workshop.bank_rules import Act
from lms.workshop.bank_status import Outcome, move
from lms.workshop.queries import READERS

__all__ = ["blueprint", "cells_views", "item_act_views", "item_views"]

_SEVERAL = {act.value: act for act in bank_pages.SEVERAL}


@blueprint.get("/naskah/<uuid:manuscript_id>/soal")
@allow(*READERS)
def items(manuscript_id: UUID) -> ResponseReturnValue:
    """List the items of a bank that the filter lets through."""
    with reading() as session:
        manuscript = queries.manuscript(session, actor(), manuscript_id)
        form = filter_form(manuscript)
        page = bank_pages.bank_page(
            session,
            actor(),
            manuscript,
            form.wanted,
            number=page_number(),
            is_all_chosen=request.args.get("pilih") == "semua",
        )
    return render_template("workshop_bank/items.html", page=page, form=form)


@blueprint.post("/naskah/<uuid:manuscript_id>/soal/sekaligus")
@allow(Permission.CONTENT_WRITE, Permission.CONTENT_APPROVE)
def move_several(manuscript_id: UUID) -> ResponseReturnValue:
    """Send or approve the items that are ticked; say which were left, and why."""
    act = _SEVERAL.get(request.form.get("act", ""))
    chosen = [found for each in request.form.getlist("item") if (found := _uuid(each))]
    back = url_for("workshop_bank.items", manuscript_id=manuscript_id)
    if act is None or not chosen:
        with reading() as session:
            queries.manuscript(session, actor(), manuscript_id)
        flash(_("Pilih dahulu butir soalnya."))
        return redirect(back, code=303)
    seen = {each: request.form.get(f"version-{each}", 0, type=int) for each in chosen}
    with writing() as session:
        outcome = move(session, actor(), manuscript_id, chosen, act, seen=seen, at=clock.now())
    _tell(outcome, act)
    return redirect(back, code=303)


def _tell(outcome: Outcome, act: Act) -> None:
    count = len(outcome.done)
    if act is Act.SEND:
        flash(ngettext("%(num)s butir dikirim.", "%(num)s butir dikirim.", count))
    else:
        flash(ngettext("%(num)s butir disetujui.", "%(num)s butir disetujui.", count))
    for item, reasons in outcome.left:
        words = " ".join(sentence(reason) for reason in reasons)
        flash(_("“%(key)s” tidak ikut: %(reasons)s", key=item.key, reasons=words))


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
