"""Lessons and handouts: added, written with a preview, moved, removed."""

from typing import Literal
from uuid import UUID

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from courses.comparing import lines_between
from courses.model import Lesson, Module
from lms.kernel import clock
from lms.kernel.access import Permission
from lms.kernel.database import reading, writing
from lms.kernel.errors import Refused
from lms.kernel.sentence import Sentence
from lms.learning import texts
from lms.training.media_views import storage
from lms.training.terms import terms
from lms.web.access import actor, allow
from lms.workshop import drafting, illustrating, page, parts, queries
from lms.workshop.desk import blueprint, done, put_refusal
from lms.workshop.drafting import Part, PartKind
from lms.workshop.editing import Overtaken, stamp
from lms.workshop.forms import AddForm, HandoutForm, LessonForm, PartForm
from lms.workshop.models import Manuscript
from lms.workshop.uploads import ACCEPT, markdown_of, read_upload
from lms.workshop.words import PART_WORDS

Kind = Literal["bacaan", "lembar"]
_PART = "/naskah/<uuid:manuscript_id>/<any(bacaan, lembar):kind>"
_ONE = f"{_PART}/<string:name>"


@blueprint.post(_PART)
@allow(Permission.CONTENT_WRITE)
def add_part(manuscript_id: UUID, kind: Kind) -> ResponseReturnValue:
    """Add an empty lesson or handout and open it."""
    with reading() as session:
        row = queries.manuscript(session, actor(), manuscript_id)
    actor().require(Permission.CONTENT_WRITE, within=row.region_code)
    form = AddForm(prefix=kind)
    if not form.validate_on_submit():
        raise Refused(*_reasons(form))
    with writing() as session:
        name = parts.add_part(
            session,
            actor(),
            manuscript_id,
            PartKind(kind),
            str(form.title.data),
            at=clock.now(),
        )
    editor = url_for("workshop.part", manuscript_id=manuscript_id, kind=kind, name=name)
    return redirect(editor, code=303)


@blueprint.get(_ONE)
@allow(Permission.CONTENT_WRITE)
def part(manuscript_id: UUID, kind: Kind, name: str) -> ResponseReturnValue:
    """Show a lesson or handout to be written."""
    row, module, current = _open(manuscript_id, kind, name)
    form = _form(kind)
    form.fill(current, stamp(current))
    return _page(row, module, current, form)


@blueprint.post(_ONE)
@allow(Permission.CONTENT_WRITE)
def save_part(manuscript_id: UUID, kind: Kind, name: str) -> ResponseReturnValue:
    """Keep a lesson or handout, with the picture or paper that was chosen put in."""
    row, module, current = _open(manuscript_id, kind, name)
    form = _form(kind)
    if not form.validate_on_submit():
        form.drop_upload()
        return _page(row, module, current, form), 422
    try:
        _put_upload_in(form, manuscript_id)
        with writing() as session:
            changed, seen = form.part(current.slug), str(form.seen.data)
            parts.change_part(session, actor(), manuscript_id, changed, seen=seen, at=clock.now())
    except Overtaken as overtaken:
        return _overtaken(form, overtaken, manuscript_id, kind, name), 409
    except Refused as refusal:
        put_refusal(form, refusal)
        return _page(row, module, current, form), 422
    words = _("Tersimpan.")
    return done(words, "part", manuscript_id=manuscript_id, kind=kind, name=name)


@blueprint.post(f"{_ONE}/pratinjau")
@allow(Permission.CONTENT_WRITE)
def preview(manuscript_id: UUID, kind: Kind, name: str) -> ResponseReturnValue:
    """Show what is being written as the trainee will see it; nothing is kept.

    A script asks for the preview alone.
    """
    row, module, current = _open(manuscript_id, kind, name)
    form = _form(kind)
    form.drop_upload()
    if request.accept_mimetypes.best == "text/x-fragment":
        return render_template("workshop/preview.html", **_seen(form.text.data or "", module))
    return _page(row, module, current, form)


@blueprint.post(f"{_ONE}/geser/<any(naik, turun):way>")
@allow(Permission.CONTENT_WRITE)
def move_part(
    manuscript_id: UUID, kind: Kind, name: str, way: Literal["naik", "turun"]
) -> ResponseReturnValue:
    """Move a lesson or handout by one place."""
    by = -1 if way == "naik" else 1
    with writing() as session:
        parts.move_part(
            session, actor(), manuscript_id, PartKind(kind), name, by=by, at=clock.now()
        )
    return _go(manuscript_id, kind)


@blueprint.get(f"{_ONE}/hapus")
@allow(Permission.CONTENT_WRITE)
def ask_remove_part(manuscript_id: UUID, kind: Kind, name: str) -> ResponseReturnValue:
    """Ask before a lesson or handout is removed, saying what goes with it."""
    row, _module, current = _open(manuscript_id, kind, name)
    with reading() as session:
        items = queries.items(session, manuscript_id)
    asked = sum(item.content.get("lesson") == current.slug for item in items)
    return render_template(
        "workshop/remove.html", row=row, part=current, kind=kind, name=name, items_count=asked
    )


@blueprint.post(f"{_ONE}/hapus")
@allow(Permission.CONTENT_WRITE)
def remove_part(manuscript_id: UUID, kind: Kind, name: str) -> ResponseReturnValue:
    """Remove a lesson or handout."""
    with writing() as session:
        parts.remove_part(session, actor(), manuscript_id, PartKind(kind), name, at=clock.now())
    return done(_("Bagian itu dihapus."), "show", manuscript_id=manuscript_id)


def _put_upload_in(form: PartForm, manuscript_id: UUID) -> None:
    file = form.file.data
    if not file:
        return
    media = read_upload(file, storage())
    with writing() as session:
        kept = illustrating.add_media(session, actor(), manuscript_id, media, at=clock.now())
    form.put_in(markdown_of(kept, str(form.alt.data)))
    form.alt.data = ""


def _overtaken(
    form: LessonForm | HandoutForm, overtaken: Overtaken, manuscript_id: UUID, kind: Kind, name: str
) -> str:
    row, module, current = _open(manuscript_id, kind, name)
    put_refusal(form, overtaken)
    form.seen.data = stamp(current)
    return _page(
        row,
        module,
        current,
        form,
        lines=lines_between(_whole(current), _whole(form.part(current.slug))),
    )


def _whole(part: Part) -> str:
    if isinstance(part, Lesson):
        return f"{part.title} ({_('%(minutes)s menit', minutes=part.minutes)})\n\n{part.text}"
    who = _("untuk pengajar") if part.for_trainer else _("untuk peserta")
    return f"{part.title} ({who})\n\n{part.text}"


def _page(row: Manuscript, module: Module, current: Part, form: PartForm, **more: object) -> str:
    kind = PartKind.LESSON if isinstance(form, LessonForm) else PartKind.HANDOUT
    values = {"lines": (), **_seen(form.text.data or "", module), **more}
    return render_template(
        "workshop/part.html",
        row=row,
        part=current,
        name=drafting.name_of(current),
        kind=kind.value,
        kind_word=PART_WORDS[kind],
        form=form,
        accept=ACCEPT,
        media=page.media_lines(module),
        **values,
    )


def _seen(text: str, module: Module) -> dict[str, object]:
    with reading() as session:
        shown = page.shown(text, module, terms(session))
    return {
        "shown": shown,
        "kilobytes": texts.kilobytes(shown),
        "minutes": page.reading_minutes(text),
    }


def _form(kind: Kind) -> LessonForm | HandoutForm:
    return LessonForm() if PartKind(kind) is PartKind.LESSON else HandoutForm()


def _open(manuscript_id: UUID, kind: Kind, name: str) -> tuple[Manuscript, Module, Part]:
    with reading() as session:
        row = queries.manuscript(session, actor(), manuscript_id)
    actor().require(Permission.CONTENT_WRITE, within=row.region_code)
    module = drafting.module_of(row.content)
    return row, module, parts.part_of(module, PartKind(kind), name)


def _reasons(form: AddForm) -> list[Sentence]:
    return [Sentence(f"{form.title.label.text}: {error}") for error in form.title.errors]


def _go(manuscript_id: UUID, kind: str) -> ResponseReturnValue:
    back = url_for("workshop.show", manuscript_id=manuscript_id, _anchor=kind)
    return redirect(back, code=303)
