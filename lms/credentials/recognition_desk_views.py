"""Staff: papers of earlier training, filed for others and decided."""

from collections.abc import Callable
from uuid import UUID

from flask import (
    Blueprint,
    Response,
    flash,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms.credentials import (
    recognising,
    recognition_deciding,
    recognition_pages,
    recognition_people,
    recognition_queries,
)
from lms.credentials.recognition_forms import (
    BehalfForm,
    ConfirmForm,
    DeclineForm,
    PaperForm,
    ReturnForm,
    ScanForm,
)
from lms.credentials.recognition_models import Recognition, RecognitionState
from lms.credentials.recognition_pages import PaperPage
from lms.credentials.recognition_views import put_refusal, typed_before
from lms.kernel import clock
from lms.kernel.access import NATION, Permission
from lms.kernel.database import reading, writing
from lms.kernel.errors import Refused
from lms.people.queries import region_of
from lms.regions.zones import zone_of
from lms.web.access import actor, allow
from lms.web.headers import policy
from lms.web.paging import Paging, page_number

blueprint = Blueprint("credentials_recognition_desk", __name__, url_prefix="/pengakuan")
FILE, CONFIRM = Permission.RECOGNITION_FILE, Permission.RECOGNITION_CONFIRM


@blueprint.get("")
@allow(FILE, CONFIRM)
def papers() -> ResponseReturnValue:
    """List the papers of people in the actor's regions, by where they stand."""
    typed, number = request.args.get("q", "")[:100], page_number()
    state = _state(request.args.get("keadaan", ""))
    with reading() as session:
        counts = recognition_queries.counts(session, actor(), typed)
        rows = recognition_queries.listed(session, actor(), state, typed, page=number)
        lines = recognition_pages.lines(session, rows)
    paging = Paging(
        number,
        counts[state],
        recognition_queries.PAGE_ROWS,
        "credentials_recognition_desk.papers",
        {"keadaan": state.value, "q": typed},
    )
    return render_template(
        "credentials_recognition_desk/papers.html",
        lines=lines,
        typed=typed,
        page=paging,
        tabs=recognition_pages.state_tabs(counts, state, typed),
        may_file=actor().may_somewhere(FILE),
    )


def _state(typed: str) -> RecognitionState:
    known = {state.value: state for state in RecognitionState}
    return known.get(typed, RecognitionState.FILED)


@blueprint.get("/baru")
@allow(FILE)
def new() -> ResponseReturnValue:
    """Ask whose paper it is and what stands on it."""
    return _asked(BehalfForm(formdata=None, today=clock.today()))


def _asked(form: BehalfForm) -> str:
    return render_template("credentials_recognition_desk/new.html", form=form)


@blueprint.post("/ajukan")
@allow(FILE)
def file() -> ResponseReturnValue:
    """File a paper for somebody who has an account or none."""
    form = BehalfForm(today=clock.today())
    paper, whom = form.paper(), form.whom()
    if whom is not None:
        with reading() as session:
            finding = recognition_people.find(session, actor(), whom)
        form.put(finding)
        whom = None if finding.problems else whom
    if paper is None or whom is None:
        return _asked(form), 422
    try:
        with writing() as session:
            at = clock.now()
            person = recognition_people.person_for(session, actor(), whom, at=at)
            row = recognising.file(session, actor(), person, paper, form.scan, at=at)
    except Refused as refusal:
        put_refusal(form, refusal)
        return _asked(form), 422
    return _to(row.id, _("Dokumen %(name)s dicatat.", name=person.full_name))


@blueprint.get("/<uuid:recognition_id>")
@allow(FILE, CONFIRM)
def paper(recognition_id: UUID) -> ResponseReturnValue:
    """Show scan and facts side by side, and the decisions."""
    return _page(recognition_id)


def _page(
    recognition_id: UUID,
    *,
    confirming: ConfirmForm | None = None,
    returning: ReturnForm | None = None,
    declining: DeclineForm | None = None,
    scanning: ScanForm | None = None,
) -> Response:
    with reading() as session:
        row = recognition_queries.at_desk(session, actor(), recognition_id)
        page = recognition_pages.page(session, actor(), row)
    response = make_response(
        render_template(
            "credentials_recognition_desk/paper.html",
            page=page,
            confirming=confirming or _offered(row, page),
            returning=returning or ReturnForm(formdata=None),
            declining=declining or DeclineForm(formdata=None),
            scanning=scanning or ScanForm(formdata=None),
        )
    )
    response.headers["Content-Security-Policy"] = policy("frame-src 'self'")
    return response


def _offered(row: Recognition, page: PaperPage) -> ConfirmForm:
    form = ConfirmForm(formdata=None, data={"achievement": row.wanted or ""})
    form.offer(page.programmes)
    return form


@blueprint.get("/<uuid:recognition_id>/perbaikan")
@allow(FILE)
def mending(recognition_id: UUID) -> ResponseReturnValue:
    """Show what was typed, to be corrected."""
    with reading() as session:
        row = recognition_queries.at_desk(session, actor(), recognition_id)
    return _mending(row, PaperForm(formdata=None, data=typed_before(row), today=clock.today()))


def _mending(row: Recognition, form: PaperForm) -> str:
    return render_template("credentials_recognition_desk/mending.html", row=row, form=form)


@blueprint.post("/<uuid:recognition_id>/perbaiki")
@allow(FILE)
def mend(recognition_id: UUID) -> ResponseReturnValue:
    """Correct a paper that was returned or waits for its scan."""
    with reading() as session:
        row = recognition_queries.at_desk(session, actor(), recognition_id)
    form = PaperForm(today=clock.today(zone_of(region_of(row.person) or NATION)))
    typed = form.paper()
    if typed is None:
        return _mending(row, form), 422
    try:
        with writing() as session:
            recognising.mend(session, actor(), row.id, typed, form.scan, at=clock.now())
    except Refused as refusal:
        put_refusal(form, refusal)
        return _mending(row, form), 422
    return _to(row.id, _("Perbaikan disimpan."))


@blueprint.post("/<uuid:recognition_id>/unggah-pindaian")
@allow(FILE)
def attach(recognition_id: UUID) -> ResponseReturnValue:
    """Add the scan that a paper waits for."""
    form = ScanForm()
    if not form.validate_on_submit() or form.scan is None:
        return _page(recognition_id, scanning=form), 422
    with writing() as session:
        recognising.attach(session, actor(), recognition_id, form.scan, at=clock.now())
    return _to(recognition_id, _("Pindaian disimpan; dokumen menunggu diperiksa."))


@blueprint.post("/<uuid:recognition_id>/tarik")
@allow(FILE)
def withdraw(recognition_id: UUID) -> ResponseReturnValue:
    """Take a paper back that was filed by mistake."""
    with writing() as session:
        recognition_queries.at_desk(session, actor(), recognition_id)
        recognising.withdraw(session, actor(), recognition_id, at=clock.now())
    return _to(recognition_id, _("Pengajuan ditarik."))


@blueprint.post("/<uuid:recognition_id>/akui")
@allow(CONFIRM)
def confirm(recognition_id: UUID) -> ResponseReturnValue:
    """Recognise it as a programme."""
    form = ConfirmForm()
    with reading() as session:
        row = recognition_queries.at_desk(session, actor(), recognition_id)
        page = recognition_pages.page(session, actor(), row)
    form.offer(page.programmes)
    if not form.validate_on_submit():
        return _page(recognition_id, confirming=form), 422
    with writing() as session:
        achievement = form.achievement.data
        recognition_deciding.confirm(session, actor(), recognition_id, achievement, at=clock.now())
    return _to(recognition_id, _("Diakui. Nama Anda tercatat sebagai yang memutuskan."))


@blueprint.post("/<uuid:recognition_id>/kembalikan")
@allow(CONFIRM)
def give_back(recognition_id: UUID) -> ResponseReturnValue:
    """Return it to be completed."""
    form = ReturnForm()
    if not form.validate_on_submit():
        return _page(recognition_id, returning=form), 422
    return _decided(recognition_deciding.give_back, recognition_id, form.reason.data or "")


@blueprint.post("/<uuid:recognition_id>/tolak")
@allow(CONFIRM)
def decline(recognition_id: UUID) -> ResponseReturnValue:
    """Decline it."""
    form = DeclineForm()
    if not form.validate_on_submit():
        return _page(recognition_id, declining=form), 422
    return _decided(recognition_deciding.decline, recognition_id, form.reason.data or "")


def _decided(decide: Callable[..., None], recognition_id: UUID, reason: str) -> ResponseReturnValue:
    with writing() as session:
        decide(session, actor(), recognition_id, reason, at=clock.now())
    return _to(recognition_id, _("Tersimpan; pengaju dapat membaca alasannya."))


def _to(recognition_id: UUID, words: str) -> ResponseReturnValue:
    flash(words)
    endpoint = "credentials_recognition_desk.paper"
    return redirect(url_for(endpoint, recognition_id=recognition_id), code=303)
