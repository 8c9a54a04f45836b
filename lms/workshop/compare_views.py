"""What changed: a manuscript beside the version it began from, and any two versions of a module."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from courses.comparing import Change, Comparison, compare, titles
from courses.model import Module
from lms.kernel.clock import Zone
from lms.kernel.database import reading
from lms.kernel.errors import NotFound
from lms.training.catalogue import Module as PublishedModule
from lms.web.access import actor, allow
from lms.workshop import beginning, queries
from lms.workshop.assembling import assemble
from lms.workshop.desk import blueprint
from lms.workshop.queries import READERS
from lms.workshop.words import FIELD_WORDS, MARK_WORDS


@blueprint.get("/naskah/<uuid:manuscript_id>/banding")
@allow(*READERS)
def compare_base(manuscript_id: UUID) -> ResponseReturnValue:
    """Show what differs from the published version that the manuscript began from."""
    with reading() as session:
        row = queries.manuscript(session, actor(), manuscript_id)
        after = assemble(session, row)
        before = base_of(session, row.base_module_id)
    return render_template(
        "workshop/compare.html",
        row=row,
        has_base=before is not None,
        is_empty=before is not None and compare(before, after).is_empty,
        sections=sections(compare(before or nothing_of(after), after)),
        fields=titles(before or nothing_of(after), after) | FIELD_WORDS,
        marks=MARK_WORDS,
    )


@blueprint.get("/modul/<string:slug>/banding")
@allow(*READERS)
def compare_versions(slug: str) -> ResponseReturnValue:
    """Show what differs between two published versions of a module."""
    with reading() as session:
        versions = _versions(session, slug)
    if not versions:
        raise NotFound
    after = _picked(versions, request.args.get("ke"), versions[0])
    before = _picked(versions, request.args.get("dari"), versions[min(1, len(versions) - 1)])
    modules = Module.from_json(before.content), Module.from_json(after.content)
    found = compare(*modules)
    return render_template(
        "workshop/versions.html",
        versions=versions,
        before=before,
        after=after,
        zone=Zone.WIB,
        is_empty=found.is_empty,
        sections=sections(found),
        fields=titles(*modules) | FIELD_WORDS,
        marks=MARK_WORDS,
    )


def base_of(session: Session, module_id: UUID | None) -> Module | None:
    """Give the published module of this id."""
    row = session.get(PublishedModule, module_id) if module_id else None
    return Module.from_json(row.content) if row else None


def sections(found: Comparison) -> list[tuple[str, tuple[Change, ...]]]:
    """Give the changes part by part, each with its heading; parts without changes left out."""
    named = (
        (_("Kepala modul"), found.header),
        (_("Bacaan"), found.lessons),
        (_("Butir soal"), found.questions),
        (_("Rencana pembelajaran (RP)"), found.plan),
        (_("Lembar sesi"), found.handouts),
        (_("Gambar dan berkas"), found.media),
    )
    return [(str(word), changes) for word, changes in named if changes]


def _versions(session: Session, slug: str) -> Sequence[PublishedModule]:
    """Give the versions of a module that the actor's curricula have taught, newest first."""
    seen = {each.id for each in beginning.versions(session, actor(), slug)}
    found = select(PublishedModule).where(PublishedModule.id.in_(seen))
    return session.scalars(found.order_by(PublishedModule.loaded_at.desc())).all()


def _picked(
    versions: Sequence[PublishedModule], wanted: str | None, otherwise: PublishedModule
) -> PublishedModule:
    return next((each for each in versions if str(each.id) == wanted), otherwise)


def nothing_of(module: Module) -> Module:
    """Give the module without all that it says: what a new one is compared with."""
    return replace(
        module,
        summary="",
        outcome="",
        indicators=(),
        sources=(),
        lessons=(),
        questions=(),
        plan=(),
        handouts=(),
        media=(),
    )
