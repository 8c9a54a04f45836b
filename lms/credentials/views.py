"""Checking a certificate (anybody), and one's own certificates."""

from uuid import UUID

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from lms.credentials import checking, house, queries, recognition_pages
from lms.credentials.forms import FileForm, NumberForm
from lms.credentials.papers import Paper, facts
from lms.kernel.database import reading
from lms.kernel.errors import Refused
from lms.kernel.sentence import say
from lms.web.access import Visitor, actor, allow
from lms.web.limits import limiter

blueprint = Blueprint("credentials", __name__)

_BROADLY = "300/minute"  # a whole class stands behind one address
_BY_NUMBER = "10/5 minutes"


def _tried_number() -> str:
    return "nomor:" + " ".join(request.form.get("number", "").split()).lower()


@blueprint.after_request
def _not_for_search_engines(response: Response) -> Response:
    response.headers["X-Robots-Tag"] = "noindex"
    return response


@blueprint.get("/periksa")
@allow(Visitor.PUBLIC)
def check() -> ResponseReturnValue:
    """Ask which certificate is to be checked."""
    return _asked(NumberForm(formdata=None), FileForm(formdata=None))


def _asked(by_number: NumberForm, by_file: FileForm) -> str:
    return render_template("credentials/check.html", by_number=by_number, by_file=by_file)


@blueprint.post("/periksa/cari")
@allow(Visitor.PUBLIC)
@limiter.limit(_BROADLY)
@limiter.limit(_BY_NUMBER, key_func=_tried_number)
def find() -> ResponseReturnValue:
    """Lead to the certificate with this number and check code."""
    form = NumberForm()
    if not form.validate_on_submit():
        return _asked(form, FileForm(formdata=None)), 422
    with reading() as session:
        paper = queries.by_number(session, form.number.data or "", form.code.data or "")
    if paper is None:
        return _unknown()
    return redirect(url_for("credentials.show", token=paper.certificate.token), code=303)


@blueprint.post("/periksa/unggah")
@allow(Visitor.PUBLIC)
@limiter.limit("60/minute")
def upload() -> ResponseReturnValue:
    """Say whether a PDF is what was issued, and if not, what differs."""
    form = FileForm()
    if not form.validate_on_submit():
        return _asked(NumberForm(formdata=None), form), 422
    seen = checking.inspect(form.content)
    with reading() as session:
        finding = checking.check(session, form.content, seen)
    paper = finding.paper
    if paper is None:
        return _unknown(finding.problems)
    if finding.match is checking.Match.SAME:
        return _shown(paper, is_file=True)
    return render_template("credentials/mismatch.html", finding=finding, paper=paper)


@blueprint.get("/periksa/<string:token>")
@allow(Visitor.PUBLIC)
@limiter.limit(_BROADLY)
def show(token: str) -> ResponseReturnValue:
    """Show what the ledger says about the certificate with this token."""
    with reading() as session:
        paper = queries.by_token(session, token)
    return _unknown() if paper is None else _shown(paper, is_file=False)


def _shown(paper: Paper, *, is_file: bool) -> ResponseReturnValue:
    return render_template(
        "credentials/show.html", paper=paper, rows=facts(paper.claims), is_file=is_file
    )


def _unknown(problems: object = ()) -> ResponseReturnValue:
    return render_template("credentials/unknown.html", problems=problems), 404


@blueprint.get("/sertifikat")
@allow(Visitor.SIGNED_IN)
def mine() -> ResponseReturnValue:
    """Show the signed-in person's certificates, and apart from them what was recognised."""
    own_id = actor().person_id
    with reading() as session:
        papers = queries.mine(session, actor())
        earlier = recognition_pages.earlier(session, own_id) if own_id else ()
    return render_template("credentials/mine.html", papers=papers, earlier=earlier)


@blueprint.get("/sertifikat/<uuid:certificate_id>/berkas.pdf")
@allow(Visitor.SIGNED_IN)
def download(certificate_id: UUID) -> ResponseReturnValue:
    """Give the PDF of one's own certificate, or of one issued in one's region."""
    with reading() as session:
        paper = queries.readable(session, actor(), certificate_id)
    if paper.certificate.storage_key is None:
        raise Refused(say("Sertifikat ini sedang dibuat. Buka lagi sebentar lagi."))
    pdf = house.storage().read(paper.certificate.storage_key)
    response = Response(pdf, mimetype="application/pdf")
    response.headers.set("Content-Disposition", "inline", filename=paper.filename)
    return response
