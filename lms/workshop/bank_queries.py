"""Single questions of the bank, where they are published, and in which papers they were asked."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session, contains_eager, joinedload

from lms.assessment.models import Attempt
from lms.kernel.access import Actor, Permission
from lms.kernel.audit import AuditEntry
from lms.kernel.errors import NotFound
from lms.people.models import Account
from lms.training.catalogue import Curriculum, CurriculumMaterial, Module, Programme
from lms.training.contents import contents
from lms.training.models import Angkatan, Kelas, TestWindow
from lms.workshop import queries
from lms.workshop.models import BankItem, BankItemVersion, ItemStatus, Manuscript

PAPERS_MOST = 2_000
"""How many of the latest papers are looked through for what they asked."""

HISTORY_MOST = 30
PAGE_ROWS = 50


@dataclass(frozen=True)
class Use:
    """A published curriculum that holds a question."""

    title: str
    version: int


def _one(item_id: UUID) -> Select[BankItem]:
    with_region = contains_eager(BankItem.manuscript).joinedload(Manuscript.region)
    found = select(BankItem).join(BankItem.manuscript).where(BankItem.id == item_id)
    return found.options(with_region)


def item(session: Session, actor: Actor, item_id: UUID) -> BankItem:
    """Give a question of a manuscript in the actor's regions, with manuscript and region.

    Raises:
        NotFound: there is none, or none there.
    """
    found = session.scalars(_one(item_id)).one_or_none()
    if found is None:
        raise NotFound
    queries.manuscript(session, actor, found.manuscript_id)
    return found


def writable_item(session: Session, actor: Actor, item_id: UUID) -> BankItem:
    """Give a question to who may write it; its manuscript is locked until the transaction ends.

    Raises:
        NotFound: there is none in the actor's regions.
        Forbidden: they may only read or approve it.
    """
    found = item(session, actor, item_id)
    actor.require(Permission.CONTENT_WRITE, within=found.manuscript.region_code)
    return locked(session, found)


def locked(session: Session, found: BankItem) -> BankItem:
    """Give the question as it is now, nobody changing its bank until the transaction ends.

    Raises:
        NotFound: it was deleted meanwhile.
    """
    queries.lock(session, found.manuscript)
    wanted = _one(found.id).execution_options(populate_existing=True)
    fresh = session.scalars(wanted).one_or_none()
    if fresh is None:
        raise NotFound
    return fresh


def versions(session: Session, item_id: UUID) -> Sequence[BankItemVersion]:
    """Give the earlier versions of a question, latest first."""
    wanted = select(BankItemVersion).where(BankItemVersion.item_id == item_id)
    return session.scalars(wanted.order_by(BankItemVersion.version.desc())).all()


def history(session: Session, item_id: UUID) -> Sequence[AuditEntry]:
    """Give what was done with a question, latest first."""
    wanted = select(AuditEntry).where(
        AuditEntry.subject_id == str(item_id), AuditEntry.subject_kind == BankItem.__tablename__
    )
    return session.scalars(wanted.order_by(AuditEntry.position.desc()).limit(HISTORY_MOST)).all()


def names(session: Session, account_ids: Iterable[UUID | None]) -> dict[UUID, str]:
    """Give the names of these accounts' people."""
    ids = {each for each in account_ids if each is not None}
    found = select(Account).where(Account.id.in_(ids)).options(joinedload(Account.person))
    return {account.id: account.person.full_name for account in session.scalars(found)}


def module_ids(session: Session, manuscript: Manuscript) -> set[UUID]:
    """Give the published versions of a manuscript's module, the one it began from too."""
    found = set(session.scalars(select(Module.id).where(Module.slug == manuscript.slug)))
    return found | ({manuscript.base_module_id} if manuscript.base_module_id else set())


def published(session: Session, manuscript: Manuscript) -> dict[str, list[Use]]:
    """Give for each key that was ever published the curricula that hold it, oldest first."""
    ids = module_ids(session, manuscript)
    uses = _uses(session, ids)
    found: dict[str, list[Use]] = {}
    for module_id, content in contents(session, ids).items():
        for question in content.questions:
            held = found.setdefault(question.key, [])
            held += [use for use in uses.get(module_id, []) if use not in held]
    return found


def _uses(session: Session, ids: Collection[UUID]) -> dict[UUID, list[Use]]:
    rows = session.execute(
        select(
            CurriculumMaterial.module_id,
            func.coalesce(Curriculum.content["title"].as_string(), Programme.title),
            Curriculum.version,
        )
        .join(Curriculum, Curriculum.id == CurriculumMaterial.curriculum_id)
        .join(Curriculum.programme)
        .where(CurriculumMaterial.module_id.in_(ids))
        .order_by(Curriculum.published_on, Programme.title, Curriculum.version)
    )
    uses: dict[UUID, list[Use]] = {}
    for module_id, title, version in rows:
        if module_id is not None:
            uses.setdefault(module_id, []).append(Use(title, version))
    return uses


@dataclass(frozen=True)
class Papers:
    """How many papers asked a question, by its key.

    `latest_count` is how many of the latest were looked through where there are more; else None.
    """

    by_key: Counter[str]
    latest_count: int | None = None


def papers(session: Session, manuscript: Manuscript, *, most: int = PAPERS_MOST) -> Papers:
    """Give how many papers asked each question of a manuscript's module; the `most` latest."""
    ids = module_ids(session, manuscript)
    using = select(CurriculumMaterial.curriculum_id).where(CurriculumMaterial.module_id.in_(ids))
    found = session.scalars(
        select(Attempt.paper)
        .join(Attempt.window)
        .join(TestWindow.kelas)
        .join(Kelas.angkatan)
        .where(Angkatan.curriculum_id.in_(using))
        .order_by(Attempt.started_at.desc())
        .limit(most + 1)
    ).all()
    wanted = {str(module_id) for module_id in ids}
    counted = Counter(
        each["question_key"]
        for paper in found[:most]
        for each in paper
        if each["module_id"] in wanted
    )
    return Papers(counted, most if len(found) > most else None)


def to_decide_next(session: Session, actor: Actor, decided: BankItem) -> Sequence[UUID]:
    """Give the questions of its manuscript that wait for the actor, those after it first."""
    is_others = or_(BankItem.changed_by_id.is_(None), BankItem.changed_by_id != actor.account_id)
    found = select(BankItem.id).where(
        BankItem.manuscript_id == decided.manuscript_id,
        BankItem.status == ItemStatus.IN_REVIEW,
        is_others,
    )
    in_order = (BankItem.position <= decided.position, BankItem.position, BankItem.key)
    return session.scalars(found.order_by(*in_order)).all()


@dataclass(frozen=True)
class Wanted:
    """Which items of a bank are asked for; an empty text asks for all."""

    status: str = ""
    objective: str = ""
    level: str = ""
    kind: str = ""
    text: str = ""

    @property
    def values(self) -> dict[str, str]:
        """Give it as parameters of an address."""
        named = {
            "status": self.status,
            "indikator": self.objective,
            "tingkat": self.level,
            "jenis": self.kind,
            "cari": self.text,
        }
        return {name: value for name, value in named.items() if value}


def page(
    session: Session, manuscript_id: UUID, wanted: Wanted, number: int
) -> tuple[Sequence[BankItem], int]:
    """Give a page of the items asked for in their order, and how many there are in all."""
    asked = [BankItem.manuscript_id == manuscript_id]
    for column, value in (
        (BankItem.objective, wanted.objective),
        (BankItem.level, wanted.level),
        (BankItem.kind, wanted.kind),
    ):
        asked += [column == value] if value else []
    if wanted.status in set(ItemStatus):
        asked.append(BankItem.status == ItemStatus(wanted.status))
    if wanted.text:
        stem = BankItem.content["stem"].as_string()
        asked.append(
            or_(
                stem.icontains(wanted.text, autoescape=True),
                BankItem.key.contains(wanted.text, autoescape=True),
            )
        )
    found = select(BankItem).where(*asked).order_by(BankItem.position, BankItem.key)
    rows = session.scalars(found.limit(PAGE_ROWS).offset((number - 1) * PAGE_ROWS)).all()
    return rows, session.scalar(select(func.count()).select_from(BankItem).where(*asked)) or 0


def counts(session: Session, manuscript_id: UUID) -> dict[tuple[str, str], Counter[ItemStatus]]:
    """Give for each (objective, level) how many items there are, by status."""
    rows = session.execute(
        select(BankItem.objective, BankItem.level, BankItem.status, func.count())
        .where(BankItem.manuscript_id == manuscript_id)
        .group_by(BankItem.objective, BankItem.level, BankItem.status)
    )
    found: dict[tuple[str, str], Counter[ItemStatus]] = {}
    for objective, level, status, count in rows:
        found.setdefault((objective, level), Counter())[status] = count
    return found


def module_ids_of(session: Session, curriculum_id: UUID) -> set[UUID]:
    """Give the modules that a curriculum version uses."""
    found = select(CurriculumMaterial.module_id).where(
        CurriculumMaterial.curriculum_id == curriculum_id
    )
    return {each for each in session.scalars(found) if each is not None}
