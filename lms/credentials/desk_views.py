"""Staff: one credential, and revoking it."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms.credentials import operations, queries, recognition_pages, recognition_queries
from lms.credentials.forms import RevocationForm
from lms.credentials.papers import facts
from lms.kernel import clock
from lms.kernel.access import Permission
from lms.kernel.database import reading, writing
from lms.web.access import actor, allow

blueprint = Blueprint("credentials_desk", __name__)


@blueprint.get("/sertifikat/<uuid:credential_id>/pencabutan")
@allow(Permission.CERTIFICATE_REVOKE)
def revocation(credential_id: UUID) -> ResponseReturnValue:
    """Ask why a certificate, or what was recognised from a paper, is to be revoked."""
    return _page(credential_id, RevocationForm(formdata=None))


@blueprint.post("/sertifikat/<uuid:credential_id>/cabut")
@allow(Permission.CERTIFICATE_REVOKE)
def revoke(credential_id: UUID) -> ResponseReturnValue:
    """Revoke it."""
    form = RevocationForm()
    if not form.validate_on_submit():
        return _page(credential_id, form), 422
    with writing() as session:
        operations.revoke(
            session,
            actor(),
            credential_id,
            reason=form.reason.data or "",
            public_words=form.public_words.data or "",
            at=clock.now(),
        )
    flash(_("Sertifikat dicabut. Syarat yang bergantung padanya tidak terpenuhi lagi."))
    return redirect(url_for("credentials_desk.revocation", credential_id=credential_id), code=303)


def _page(credential_id: UUID, form: RevocationForm) -> str:
    with reading() as session:
        credential = queries.to_revoke(session, actor(), credential_id)
        paper = queries.newest_paper(session, credential_id)
        if paper is None:
            row, revocation = recognition_queries.of_credential(session, credential)
            earlier = recognition_pages.training(row, revocation)
            return render_template(
                "credentials_desk/ending.html",
                credential=credential,
                earlier=earlier,
                revocation=revocation,
                form=form,
            )
    rows = facts(paper.claims)
    return render_template("credentials_desk/revocation.html", paper=paper, rows=rows, form=form)
