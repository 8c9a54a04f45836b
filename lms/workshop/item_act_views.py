"""The page of one item, and what is done with it: tried, sent, approved, copied, deleted, …"""

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from courses import answering, marking
from courses.answering import BadAnswer
from lms.assessment import reviewing
from lms.kernel import clock
from lms.kernel.access import Permission
from lms.kernel.database import reading, writing
from lms.kernel.errors import Refused
from lms.kernel.sentence import Sentence, say
from lms.web.access import actor, allow
from lms.web.forms import SelectChoice
from lms.web.templating import sentence
from lms.workshop import bank, bank_queries, queries
from lms.workshop.assembling import question_of
from lms.workshop.bank_desk import blueprint, done, look_of
from lms.workshop.bank_forms import CopyForm, ReasonForm
from lms.workshop.bank_rules import STEPS, Act
from lms.workshop.bank_status import move_one
from lms.workshop.drafting import module_of
from lms.workshop.item_pages import ANSWER, Forms, Trial, item_page, layout
from lms.workshop.models import BankItem
from lms.workshop.queries import READERS

DONE: dict[Act, Sentence] = {
    Act.SEND: say("Butir soal dikirim untuk ditelaah."),
    Act.APPROVE: say("Butir soal disetujui dan siap diterbitkan."),
    Act.RETURN: say("Butir soal dikembalikan kepada penulisnya."),
    Act.QUARANTINE: say("Butir soal dikarantina. Penerbitan berikutnya tidak memuatnya lagi."),
    Act.RETIRE: say("Butir soal dipensiunkan."),
    Act.RESTORE: say("Butir soal menjadi draf lagi."),
}


@blueprint.get("/soal/<uuid:item_id>")
@allow(*READERS)
def item(item_id: UUID) -> ResponseReturnValue:
    """Show an item as trainees see it, with its key and what can be done with it."""
    return _shown(item_id)


@blueprint.post("/soal/<uuid:item_id>/coba")
@allow(*READERS)
def try_item(item_id: UUID) -> ResponseReturnValue:
    """Mark an answer at once and show the key; nothing is kept."""
    with reading() as session:
        found = bank_queries.item(session, actor(), item_id)
    trial = _tried(found)
    return _shown(item_id, trial=trial), 200 if trial.review else 422


def _tried(found: BankItem) -> Trial:
    question, look = question_of(found), look_of(found.manuscript)
    form = request.form.getlist
    try:
        answer = answering.read(question, form, ANSWER, found.key)
    except BadAnswer as bad:
        return Trial(layout(found, look, str(bad)).card_as_typed(question, form))
    mark = marking.mark(question, answer)
    media = module_of(found.manuscript.content).media
    (review,) = reviewing.reviews([question], [media], {1: answer}, [mark], {})
    return Trial(layout(found, look).card_as_typed(question, form), review)


@blueprint.post(
    "/soal/<uuid:item_id>/<any(kirim,setujui,kembalikan,karantina,pensiunkan,pulihkan):act>"
)
@allow(Permission.CONTENT_WRITE, Permission.CONTENT_APPROVE)
def move(item_id: UUID, act: str) -> ResponseReturnValue:
    """Do one thing with the item, with a reason where it wants one."""
    wanted = Act(act)
    form = ReasonForm(prefix=act)
    needs_reason = STEPS[wanted].needs_reason
    if needs_reason and not form.validate_on_submit():
        return _shown(item_id, Forms({wanted: form})), 422
    reason = (form.reason.data or "") if needs_reason else ""
    seen = request.form.get("version", 0, type=int)
    try:
        with writing() as session:
            found = bank_queries.item(session, actor(), item_id)
            move_one(session, actor(), found, wanted, reason=reason, seen=seen, at=clock.now())
    except Refused as refusal:
        if not needs_reason:
            raise
        form.form_errors = [*form.form_errors, *(sentence(each) for each in refusal.reasons)]
        return _shown(item_id, Forms({wanted: form})), 409
    if wanted in (Act.APPROVE, Act.RETURN):
        return _go_on(item_id, wanted)
    return done(sentence(DONE[wanted]), "item", item_id=item_id)


def _go_on(item_id: UUID, act: Act) -> ResponseReturnValue:
    """Lead who decides to the next question that waits for them, if there is one."""
    with reading() as session:
        decided = bank_queries.item(session, actor(), item_id)
        left = bank_queries.to_decide_next(session, actor(), decided)
    words = sentence(DONE[act])
    if not left:
        return done(words, "item", item_id=item_id)
    waiting = _("Ini yang berikutnya; %(count)s butir menunggu telaah Anda.", count=len(left))
    return done(f"{words} {waiting}", "item", item_id=left[0])


@blueprint.post("/soal/<uuid:item_id>/salin")
@allow(Permission.CONTENT_WRITE)
def copy(item_id: UUID) -> ResponseReturnValue:
    """Put a copy into the bank of a manuscript of the same region."""
    with reading() as session:
        found = bank_queries.item(session, actor(), item_id)
        actor().require(Permission.CONTENT_WRITE, within=found.manuscript.region_code)
        form = _copy_form(found, blank=False)
    if not form.validate_on_submit():
        return _shown(item_id, Forms(copy=form)), 422
    try:
        with writing() as session:
            target = UUID(form.manuscript_id.data)
            made = bank.copy_item(session, actor(), item_id, target, at=clock.now())
    except Refused as refusal:
        form.form_errors = [*form.form_errors, *(sentence(each) for each in refusal.reasons)]
        return _shown(item_id, Forms(copy=form)), 409
    return done(_("Salinan tersimpan sebagai draf."), "item", item_id=made.id)


@blueprint.post("/soal/<uuid:item_id>/hapus")
@allow(Permission.CONTENT_WRITE)
def delete(item_id: UUID) -> ResponseReturnValue:
    """Take a draft that was never published out of the bank."""
    with writing() as session:
        manuscript = bank.delete_item(session, actor(), item_id, at=clock.now())
    flash(_("Draf butir soal dihapus."))
    return redirect(url_for("workshop_bank.items", manuscript_id=manuscript.id), code=303)


def _shown(item_id: UUID, forms: Forms | None = None, *, trial: Trial | None = None) -> str:
    forms = forms or Forms()
    with reading() as session:
        found = bank_queries.item(session, actor(), item_id)
        page = item_page(session, actor(), found, trial)
        copy_form = forms.copy or _copy_form(found, blank=True)
    reasons = {
        each.act: forms.reasons.get(each.act) or ReasonForm(formdata=None, prefix=each.act.value)
        for each in page.reasoned
    }
    shown = Forms(reasons, copy_form if page.may_write else None)
    late = [form for act, form in forms.reasons.items() if act not in reasons]
    return render_template("workshop_bank/item.html", page=page, forms=shown, late=late)


def _copy_form(found: BankItem, *, blank: bool) -> CopyForm:
    form = CopyForm(formdata=None) if blank else CopyForm()
    with reading() as session:
        form.manuscript_id.choices = [
            SelectChoice(str(each.id), f"{each.code} {each.title}")
            for each in queries.manuscripts(session, actor())
            if each.region_code == found.manuscript.region_code
        ]
    if blank:
        form.manuscript_id.data = str(found.manuscript_id)
    return form
