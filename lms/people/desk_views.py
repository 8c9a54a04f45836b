"""The accounts' desk: finding an account, printing cards, a new password, revealing a NIK."""

from dataclasses import dataclass
from uuid import UUID

from flask import current_app, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from markupsafe import Markup

from certificates import qr
from lms.kernel import clock
from lms.kernel.access import Permission
from lms.kernel.database import reading, writing
from lms.kernel.errors import NotFound, Refused
from lms.kernel.sentence import say
from lms.people import (
    closing,
    codes,
    data_views,
    desk_queries,
    factor_queries,
    operations,
    phones,
    queries,
)
from lms.people.desk import blueprint
from lms.people.desk_forms import ReasonForm
from lms.people.models import Account, CodePurpose, Person
from lms.people.words import ROLE_WORDS
from lms.regions import queries as regions
from lms.web.access import actor, allow
from lms.web.paging import Paging, page_number

__all__ = ["PARTS", "blueprint"]

PARTS = (data_views,)
"""Importing these modules puts their pages on the blueprint."""


@dataclass(frozen=True)
class Card:
    """What a printed card shows."""

    name: str
    login_name: str
    code: str
    url: str
    page_url: str
    qr: Markup


@blueprint.get("/akun")
@allow(Permission.ACCOUNT_MANAGE)
def accounts() -> ResponseReturnValue:
    """List the accounts in the actor's regions."""
    typed, number = request.args.get("q", "")[:100], page_number()
    with reading() as session:
        found = {"on": clock.today()}
        rows = desk_queries.accounts(session, actor(), typed, page=number, **found)
        count = desk_queries.accounts_count(session, actor(), typed, **found)
    paging = Paging(number, count, desk_queries.PAGE_ROWS, "people_desk.accounts", {"q": typed})
    return render_template(
        "people_desk/accounts.html", rows=rows, typed=typed, page=paging, readable=phones.readable
    )


@blueprint.get("/akun/<uuid:account_id>")
@allow(Permission.ACCOUNT_MANAGE)
def account(account_id: UUID) -> ResponseReturnValue:
    """Show an account and what may be done with it."""
    with reading() as session:
        row = desk_queries.managed_account(session, actor(), account_id, on=clock.today())
        values = {
            "domicile": regions.full_name(session, row.person.domicile_code or ""),
            "grants": queries.living_grants(session, row.id, on=clock.today()),
            "may_help": queries.may_take_over(session, actor(), row, on=clock.today()),
            "may_close": closing.may_close(session, actor(), row, at=clock.now()),
            "has_factor": factor_queries.has_factor(session, row.id),
        }
    phone = phones.readable(row.person.phone or "")
    values |= {"phone": phone, "may_reveal": _may_reveal(row.person), "words": ROLE_WORDS}
    region = queries.region_of(row.person)
    values["may_merge"] = actor().may(Permission.PERSON_MERGE, within=region)
    return render_template("people_desk/account.html", account=row, **values)


def _may_reveal(person: Person) -> bool:
    return bool(person.nik_masked) and queries.reveals(actor(), person)


@blueprint.post("/akun/<uuid:account_id>/kode/buat")
@allow(Permission.ACCOUNT_MANAGE)
def code(account_id: UUID) -> ResponseReturnValue:
    """Make a new code for one account and show it; it exists in this answer only."""
    at = clock.now()
    with writing() as session:
        row = desk_queries.managed_account(session, actor(), account_id, on=clock.today())
        purpose = CodePurpose.RESET if row.activated_at else CodePurpose.ACTIVATE
        made = operations.issue_code(session, actor(), row, purpose, at=at)
    card = _card(row, made)
    text = _("Ini tautan akun Bekal untuk Anda sendiri: %(url)s", url=card.url) + "\n"
    text += _("Berlaku 30 hari dan hanya sekali pakai. Jangan diteruskan kepada orang lain.")
    chat = phones.whatsapp_url(row.person.phone, text) if row.person.phone else None
    return render_template("people_desk/code.html", account=row, card_of=card, text=text, chat=chat)


@blueprint.post("/akun/kartu")
@allow(Permission.ACCOUNT_MANAGE)
def cards() -> ResponseReturnValue:
    """Make new codes for the chosen accounts and show their cards, to be printed at once.

    The codes exist in this answer only, so it is a page and no redirect.
    """
    chosen = _chosen()
    with writing() as session:
        rows = [
            desk_queries.managed_account(session, actor(), one, on=clock.today())
            for one in dict.fromkeys(chosen)
        ]
        made = codes.issue_cards(session, actor(), rows, at=clock.now())
    if not made:
        raise Refused(say("Akun yang dipilih sudah aktif semua; kartu tidak diperlukan."))
    printed = [_card(row, code) for row, code in made]
    return render_template(
        "people_desk/cards.html", cards=printed, skipped_count=len(rows) - len(made)
    )


def _chosen() -> list[UUID]:
    try:
        chosen = [UUID(one) for one in request.form.getlist("account_id")]
    except ValueError:
        raise NotFound from None
    if not chosen:
        raise Refused(say("Pilih dahulu akun yang kartunya akan dicetak."))
    return chosen


def _card(row: Account, code: str) -> Card:
    base = current_app.extensions["bekal.settings"].base_url.rstrip("/")
    url = base + url_for("people.activate", code=code)
    drawn = qr.svg(url, title=_("Kode QR untuk mengaktifkan akun"))
    page_url = base + url_for("people.activation")
    name = row.person.full_name
    return Card(name, row.login_name, codes.grouped(code), url, page_url, drawn)


@blueprint.get("/orang/<uuid:person_id>/nik")
@allow(Permission.NIK_REVEAL)
def nik(person_id: UUID) -> ResponseReturnValue:
    """Ask why somebody's whole NIK is to be seen."""
    return render_template("people_desk/nik.html", person=_revealable(person_id), form=ReasonForm())


@blueprint.post("/orang/<uuid:person_id>/nik/tampilkan")
@allow(Permission.NIK_REVEAL)
def reveal_nik(person_id: UUID) -> ResponseReturnValue:
    """Show the NIK in this answer only, and note who saw it and why."""
    person, form = _revealable(person_id), ReasonForm()
    if not form.validate_on_submit():
        return render_template("people_desk/nik.html", person=person, form=form), 422
    reason = form.data["reason"]
    with writing() as session:
        digits = operations.reveal_nik(session, actor(), person, reason=reason, at=clock.now())
    return render_template("people_desk/reveal_nik.html", person=person, digits=digits)


def _revealable(person_id: UUID) -> Person:
    with reading() as session:
        person = queries.person(session, person_id)
    if not queries.reveals(actor(), person):
        raise NotFound
    return person
