"""Writing an item: the editor without JavaScript, its preview, versions beside each other."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from flask import flash, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from courses.model import Media, Question
from lms.kernel import clock
from lms.kernel.access import Permission
from lms.kernel.database import reading, writing
from lms.kernel.errors import NotFound, Refused
from lms.training.asking import Card, Layout
from lms.web.access import actor, allow
from lms.web.templating import sentence
from lms.workshop import bank, bank_queries, item_versions, queries
from lms.workshop.assembling import question_of
from lms.workshop.bank_desk import blueprint, done, look_of, offer_of
from lms.workshop.bank_words import KIND_MEANINGS, KIND_WORDS
from lms.workshop.drafting import module_of
from lms.workshop.item_boxes import Group, Problem, problems
from lms.workshop.item_editor import Editor, editor
from lms.workshop.item_filling import filled
from lms.workshop.item_illustrating import FILE, PICTURE, Put, picture_group, put_in
from lms.workshop.item_pages import ANSWER
from lms.workshop.item_reading import KINDS, Reading, read
from lms.workshop.item_rows import Fields, acted, cleaned
from lms.workshop.models import BankItem, Manuscript
from lms.workshop.queries import READERS

_SAVE, _PREVIEW = "save", "preview"
_DRAFT_KEY = "soal"


@dataclass(frozen=True)
class Writing:
    """What the editor's page shows: the fields, what is wrong, how trainees would see it."""

    manuscript: Manuscript
    editor: Editor
    kind: str
    item: BankItem | None = None
    version: int = 0
    preview: Card | None = None
    refusals: tuple[str, ...] = ()
    put: Put | None = None

    @property
    def picture(self) -> Group:
        """Give the fields by which a picture is put in."""
        return picture_group(self.editor.groups, self.put)

    @property
    def media(self) -> tuple[Media, ...]:
        """Give the pictures that the manuscript has already."""
        every = module_of(self.manuscript.content).media
        return tuple(each for each in every if each.kind.startswith("image/"))

    @property
    def title(self) -> str:
        """Give what is being written."""
        return str(_("Ubah butir soal") if self.item else _("Soal baru"))

    @property
    def url(self) -> str:
        """Give where the form goes."""
        if self.item:
            return url_for("workshop_bank.save", item_id=self.item.id)
        return url_for("workshop_bank.add", manuscript_id=self.manuscript.id)

    @property
    def back_url(self) -> str:
        """Give where one came from."""
        if self.item:
            return url_for("workshop_bank.item", item_id=self.item.id)
        return url_for("workshop_bank.items", manuscript_id=self.manuscript.id)

    @property
    def back_label(self) -> str:
        """Give the name of where one came from."""
        return str(_("Butir soal") if self.item else _("Bank soal"))

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Give everything to mend."""
        refused = (Problem("isi", words) for words in self.refusals)
        return (*refused, *self.editor.problems, *problems((self.picture,)))


@blueprint.get("/naskah/<uuid:manuscript_id>/soal/baru")
@allow(Permission.CONTENT_WRITE)
def new(manuscript_id: UUID) -> ResponseReturnValue:
    """Ask for the kind, then show the empty editor."""
    with reading() as session:
        manuscript = queries.manuscript(session, actor(), manuscript_id)
    kind = request.args.get("jenis", "")
    if kind not in KINDS:
        kinds = [
            (each, sentence(KIND_WORDS[each]), sentence(KIND_MEANINGS[each])) for each in KINDS
        ]
        return render_template("workshop_bank/kinds.html", manuscript=manuscript, kinds=kinds)
    return _page(Writing(manuscript, editor(kind, {"level": "C1"}, offer_of(manuscript)), kind))


@blueprint.post("/naskah/<uuid:manuscript_id>/soal/baru")
@allow(Permission.CONTENT_WRITE)
def add(manuscript_id: UUID) -> ResponseReturnValue:
    """Put what was written into the bank; other buttons only change the fields."""
    kind, fields, act = _sent()
    with reading() as session:
        manuscript = queries.manuscript(session, actor(), manuscript_id)
        actor().require(Permission.CONTENT_WRITE, within=manuscript.region_code)
    if kind not in KINDS:
        raise NotFound
    if act != _SAVE:
        return _page(_drawn(manuscript, kind, fields, act))
    found = read(kind, fields, offer_of(manuscript).places, key=_DRAFT_KEY)
    if found.question is None:
        return _page(_wrong(manuscript, kind, fields, found)), 422
    try:
        made = _add(manuscript_id, found.question)
    except Refused as refusal:
        return _page(_wrong(manuscript, kind, fields, found, refusal)), 409
    return done(_("Butir soal tersimpan sebagai draf."), "item", item_id=made.id)


def _add(manuscript_id: UUID, question: Question) -> BankItem:
    with writing() as session:
        manuscript = queries.writable(session, actor(), manuscript_id)
        at = clock.now()
        return bank.add_item(session, actor(), manuscript, question, source="", at=at)


@blueprint.get("/soal/<uuid:item_id>/ubah")
@allow(Permission.CONTENT_WRITE)
def edit(item_id: UUID) -> ResponseReturnValue:
    """Show the editor with what the item says."""
    with reading() as session:
        item = bank_queries.item(session, actor(), item_id)
        actor().require(Permission.CONTENT_WRITE, within=item.manuscript.region_code)
    drawn = editor(item.kind, filled(question_of(item)), offer_of(item.manuscript))
    return _page(Writing(item.manuscript, drawn, item.kind, item, item.version))


@blueprint.post("/soal/<uuid:item_id>/ubah")
@allow(Permission.CONTENT_WRITE)
def save(item_id: UUID) -> ResponseReturnValue:
    """Keep what was written; other buttons only change the fields."""
    _kind, fields, act = _sent()
    with reading() as session:
        item = bank_queries.item(session, actor(), item_id)
        actor().require(Permission.CONTENT_WRITE, within=item.manuscript.region_code)
    manuscript, kind, version = item.manuscript, item.kind, _version()
    if act != _SAVE:
        return _page(_drawn(manuscript, kind, fields, act, item=item, version=version))
    found = read(kind, fields, offer_of(manuscript).places, key=item.key)
    if found.question is None:
        wrong = _wrong(manuscript, kind, fields, found, item=item, version=version)
        return _page(wrong), 422
    try:
        with writing() as session:
            asked, at = found.question, clock.now()
            bank.save_item(session, actor(), item_id, asked, version=version, at=at)
    except Refused as refusal:
        wrong = _wrong(manuscript, kind, fields, found, refusal, item=item, version=version)
        return _page(wrong), 409
    return done(_("Butir soal tersimpan."), "item", item_id=item_id)


@blueprint.get("/soal/<uuid:item_id>/versi")
@allow(*READERS)
def versions(item_id: UUID) -> ResponseReturnValue:
    """List the versions of an item, and what changed between two of them."""
    with reading() as session:
        item = bank_queries.item(session, actor(), item_id)
        page = item_versions.page(
            session,
            item,
            offer_of(item.manuscript),
            before=request.args.get("lama", type=int),
            after=request.args.get("baru", type=int),
        )
    return render_template("workshop_bank/versions.html", page=page)


def _sent() -> tuple[str, dict[str, str], str]:
    """Give the kind, the fields and the button of what was sent."""
    form: MultiDict[str, str] = request.form
    fields = cleaned({name: form[name] for name in form if name not in ("csrf_token", "act")})
    return form.get("kind", ""), fields, form.get("act", _SAVE)


def _version() -> int:
    return request.form.get("version", 0, type=int)


def _drawn(
    manuscript: Manuscript,
    kind: str,
    fields: Fields,
    act: str,
    *,
    item: BankItem | None = None,
    version: int = 0,
) -> Writing:
    """Give the page after a button that saves nothing."""
    offer = offer_of(manuscript)
    if act == PICTURE:
        return _illustrated(manuscript, kind, fields, item, version)
    if act != _PREVIEW:
        after: Mapping[str, str] = acted(fields, act) or fields
        return Writing(manuscript, editor(kind, after, offer), kind, item, version)
    found = read(kind, fields, offer.places, key=_DRAFT_KEY)
    drawn = editor(kind, fields, offer, found)
    shown = _card(manuscript, found.question) if found.question else None
    return Writing(manuscript, drawn, kind, item, version, shown)


def _illustrated(
    manuscript: Manuscript, kind: str, fields: Fields, item: BankItem | None, version: int
) -> Writing:
    """Give the page after a picture was put into a text, or with what is wrong with it."""
    put = put_in(manuscript.id, fields, request.files.get(FILE))
    with reading() as session:
        manuscript = queries.manuscript(session, actor(), manuscript.id)
    offer = offer_of(manuscript)
    drawn, shown = editor(kind, put.fields, offer), None
    if not put.errors:
        flash(_("Gambar masuk ke teks. Simpan soalnya bila sudah selesai."))
        found = read(kind, put.fields, offer.places, key=_DRAFT_KEY)
        shown = _card(manuscript, found.question) if found.question else None
    return Writing(manuscript, drawn, kind, item, version, shown, put=put)


def _card(manuscript: Manuscript, question: Question) -> Card:
    return Layout(1, ANSWER, question.key, look_of(manuscript)).card(question, None)


def _wrong(
    manuscript: Manuscript,
    kind: str,
    fields: Fields,
    found: Reading,
    refusal: Refused | None = None,
    *,
    item: BankItem | None = None,
    version: int = 0,
) -> Writing:
    reasons = tuple(sentence(each) for each in refusal.reasons) if refusal else ()
    drawn = editor(kind, fields, offer_of(manuscript), found)
    return Writing(manuscript, drawn, kind, item, version, refusals=reasons)


def _page(page: Writing) -> str:
    title = sentence(KIND_WORDS[page.kind])
    return render_template("workshop_bank/edit.html", page=page, kind_words=title)
