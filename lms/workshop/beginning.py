"""Beginning a manuscript: empty, or from a module that is published."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from courses.model import Module as Content
from courses.model import Question
from lms.kernel import audit
from lms.kernel.access import Actor, Permission, contains
from lms.kernel.errors import Forbidden, NotFound, Refused
from lms.kernel.sentence import say
from lms.regions.models import Region
from lms.training.catalogue import Curriculum, CurriculumMaterial, Module
from lms.workshop import drafting, queries
from lms.workshop.drafting import Header
from lms.workshop.models import BankItem, ItemStatus, Manuscript, ManuscriptState
from lms.workshop.touching import touch


@dataclass(frozen=True)
class Published:
    """A module that is published, and for which region its curriculum is."""

    module: Module
    region_code: str


def regions_to_write(session: Session, actor: Actor) -> Sequence[Region]:
    """Give the regions for which the actor may begin a manuscript, the widest first."""
    codes = actor.regions(Permission.CONTENT_WRITE)
    found = select(Region).where(Region.code.in_(codes))
    return sorted(session.scalars(found), key=lambda region: (region.code != "ID", region.code))


def require_region(session: Session, actor: Actor, code: str) -> None:
    """Pass, or raise Forbidden where the actor may not begin a manuscript for this region."""
    actor.require(Permission.CONTENT_WRITE, within=code)
    if code not in {region.code for region in regions_to_write(session, actor)}:
        raise Forbidden


def published(session: Session, actor: Actor) -> list[Published]:
    """Give each module that a curriculum of the actor's regions teaches, newest version only."""
    newest = {(each.module.slug, each.region_code): each for each in _taught(session, actor)}
    return sorted(newest.values(), key=lambda each: (_order(each.module.code), each.region_code))


def versions(session: Session, actor: Actor, slug: str) -> list[Module]:
    """Give every version of a module that a curriculum of the actor's regions teaches or taught."""
    return [each.module for each in _taught(session, actor) if each.module.slug == slug]


def _taught(session: Session, actor: Actor) -> list[Published]:
    """Give the modules of the actor's curricula, the latest last."""
    rows = session.execute(
        select(Module, Curriculum.region_code)
        .join(CurriculumMaterial, CurriculumMaterial.module_id == Module.id)
        .join(Curriculum, Curriculum.id == CurriculumMaterial.curriculum_id)
        .order_by(Module.loaded_at, Module.id)
    ).all()
    codes = {code for each in queries.READERS for code in actor.regions(each)}
    return [
        Published(module, region_code)
        for module, region_code in rows
        if any(contains(region_code, code) or contains(code, region_code) for code in codes)
    ]


def _order(code: str) -> tuple[str, int]:
    return code[:1], int(code[1:]) if code[1:].isdigit() else 0


def begin_new(
    session: Session, actor: Actor, header: Header, *, code: str, region_code: str, at: datetime
) -> Manuscript:
    """Begin a manuscript of a module that isn't there yet.

    Raises:
        Forbidden: the actor doesn't write for this region.
        Refused: there is a module or manuscript of this name already.
    """
    actor.require(Permission.CONTENT_WRITE, within=region_code)
    slug = drafting.slugged(header.title)
    if session.scalar(select(Module.id).where(Module.slug == slug).limit(1)) is not None:
        raise Refused(
            say(
                "Modul “%(slug)s” sudah terbit. Mulai dari modul itu, atau pakai judul lain.",
                slug=slug,
            )
        )
    made = make(session, actor, drafting.empty(slug, code, header), region_code=region_code, at=at)
    touch(session, actor, made, "header", at=at)
    return made


def begin_from(
    session: Session, actor: Actor, module_id: UUID, *, region_code: str, at: datetime
) -> Manuscript:
    """Begin a manuscript from a published module, with all its questions ready.

    Raises:
        NotFound: none of the actor's curricula teaches this module.
        Forbidden: the actor doesn't write for this region.
        Refused: the region has a manuscript of it already.
    """
    actor.require(Permission.CONTENT_WRITE, within=region_code)
    base = next((p for p in published(session, actor) if p.module.id == module_id), None)
    if base is None:
        raise NotFound
    content = Content.from_json(base.module.content)
    made = make(session, actor, content, region_code=region_code, at=at)
    made.base_module_id = module_id
    put_questions(
        session, made, content.questions, actor, source="modul terbit", status=ItemStatus.READY
    )
    return made


def put_questions(
    session: Session,
    manuscript: Manuscript,
    questions: Sequence[Question],
    actor: Actor | None,
    *,
    source: str,
    status: ItemStatus,
) -> None:
    """Add questions to a new manuscript in their order; without actor they have no author."""
    for position, question in enumerate(questions, start=1):
        session.add(
            BankItem(
                manuscript_id=manuscript.id,
                key=question.key,
                position=position,
                status=status,
                version=1,
                content=question.to_json(),
                objective=question.objective,
                level=question.level.value,
                kind=question.type,
                author_id=None,
                changed_by_id=actor.account_id if actor else None,
                changed_at=manuscript.changed_at,
                source=source,
            )
        )
    session.flush()


def make(
    session: Session, actor: Actor, content: Content, *, region_code: str, at: datetime
) -> Manuscript:
    """Make a manuscript of this content, without questions; its caller has asked who may.

    Raises:
        Refused: the region has a manuscript of this module already.
    """
    same = select(Manuscript.id).where(
        Manuscript.region_code == region_code, Manuscript.slug == content.slug
    )
    if session.scalar(same) is not None:
        raise _taken(content)
    made = Manuscript(
        slug=content.slug,
        code=content.code,
        title=content.title,
        track=content.track.value,
        region_code=region_code,
        content=drafting.document_of(content),
        revision=1,
        state=ManuscriptState.DRAFT,
        created_by_id=actor.account_id,
        created_at=at,
        changed_by_id=actor.account_id,
        changed_at=at,
    )
    try:
        with session.begin_nested():
            session.add(made)
    except IntegrityError as error:  # somebody else began it in the same moment
        raise _taken(content) from error
    audit.record(session, actor, "manuscript.begun", made, region_code=region_code, at=at)
    return made


def _taken(content: Content) -> Refused:
    return Refused(
        say(
            "Naskah modul “%(title)s” sudah ada di daerah ini. Lanjutkan naskah itu dari halaman "
            "Bengkel materi.",
            title=content.title,
        )
    )
