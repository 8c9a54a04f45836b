"""The desk: activation cards for the participants of an angkatan."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from flask import current_app, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from markupsafe import Markup

from certificates import qr
from lms.kernel import clock
from lms.kernel.access import Permission
from lms.kernel.database import reading, writing
from lms.people.codes import grouped
from lms.people.models import Account
from lms.training import cards
from lms.training.desk import blueprint
from lms.web.access import actor, allow


@dataclass(frozen=True)
class Card:
    """What a printed card shows."""

    name: str
    login_name: str
    code: str
    url: str
    page_url: str
    qr: Markup


@blueprint.post("/angkatan/<uuid:angkatan_id>/kartu")
@allow(Permission.ACCOUNT_MANAGE)
def make_cards(angkatan_id: UUID) -> ResponseReturnValue:
    """Make new codes for all whose accounts wait, and show their cards, to be printed at once.

    The codes exist in this answer only, so it is a page and no redirect.
    """
    with reading() as session:
        found = cards.waiting(session, actor(), angkatan_id)
    made = [
        _issue_some(angkatan_id, found[start : start + cards.CARDS_AT_ONCE])
        for start in range(0, len(found), cards.CARDS_AT_ONCE)
    ]
    return render_template(
        "training_desk/make_cards.html",
        angkatan_id=angkatan_id,
        cards=[_card(account, code) for some in made for account, code in some.cards],
        skipped_count=sum(some.skipped_count for some in made),
    )


def _issue_some(angkatan_id: UUID, account_ids: Sequence[UUID]) -> cards.Issued:
    with writing() as session:
        return cards.issue(session, actor(), angkatan_id, account_ids, at=clock.now())


def _card(account: Account, code: str) -> Card:
    base = current_app.extensions["bekal.settings"].base_url.rstrip("/")
    url = base + url_for("people.activate", code=code)
    return Card(
        name=account.person.full_name,
        login_name=account.login_name,
        code=grouped(code),
        url=url,
        page_url=base + url_for("people.activation"),
        qr=qr.svg(url, title=_("Kode QR untuk mengaktifkan akun")),
    )
