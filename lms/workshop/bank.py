"""The bank of questions of a manuscript: adding, saving, copying and deleting; reading them."""

import re
import unicodedata
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from courses import pictures
from courses.grounds import grounds_faults
from courses.model import Question
from lms.kernel import audit
from lms.kernel.access import Actor, Permission
from lms.kernel.errors import Refused
from lms.kernel.sentence import say
from lms.workshop import bank_queries, illustrating, queries
from lms.workshop.assembling import question_of
from lms.workshop.drafting import module_of
from lms.workshop.models import BankItem, BankItemVersion, ItemStatus, Manuscript
from lms.workshop.touching import touch

_KEY_WORDS = 6
_KEY_MOST = 50
_NO_LETTER = re.compile(r"[^a-z0-9]+")


@dataclass
class Known:
    """What a bank has: its keys, and the key of every stem; grows with what is added."""

    keys: set[str]
    stems: dict[str, str]
    position: int = 0


def known(session: Session, manuscript: Manuscript) -> Known:
    """Give what the bank of a manuscript has; ask once for all that are added together."""
    rows = session.execute(
        select(BankItem.key, BankItem.content["stem"].as_string()).where(
            BankItem.manuscript_id == manuscript.id
        )
    ).all()
    last = select(func.max(BankItem.position)).where(BankItem.manuscript_id == manuscript.id)
    stems = {folded(stem): key for key, stem in rows}
    return Known({key for key, _stem in rows}, stems, session.scalar(last) or 0)


def add_item(
    session: Session,
    actor: Actor,
    manuscript: Manuscript,
    question: Question,
    *,
    source: str,
    at: datetime,
    there: Known | None = None,
) -> BankItem:
    """Put a question into the bank as a draft, under a key made of its stem.

    `there` is what `known` gave, for whoever adds many to a manuscript that they hold locked.

    Raises:
        Forbidden: the actor may not write in the manuscript's region.
        Refused: an item with the same stem is there.
    """
    actor.require(Permission.CONTENT_WRITE, within=manuscript.region_code)
    if there is None:
        there = known(session, queries.lock(session, manuscript))
    _refuse_twin(there, question.stem)
    key = _free_key(there, question.stem)
    made = _row(manuscript, replace(question, key=key), there, actor, at=at)
    made.source = source[:300]
    session.add(made)
    session.flush()
    touch(session, actor, manuscript, f"item:{key}", at=at)
    return made


def _row(
    manuscript: Manuscript, question: Question, there: Known, actor: Actor, *, at: datetime
) -> BankItem:
    there.position += 1
    there.keys.add(question.key)
    there.stems[folded(question.stem)] = question.key
    made = BankItem(
        manuscript_id=manuscript.id,
        key=question.key,
        position=there.position,
        status=ItemStatus.DRAFT,
        version=1,
        author_id=actor.account_id,
        changed_by_id=actor.account_id,
        changed_at=at,
        source="",
    )
    _put(made, question)
    return made


def _put(item: BankItem, question: Question) -> None:
    item.content = question.to_json()
    item.objective, item.level = question.objective, question.level.value
    item.kind = question.type


def save_item(
    session: Session,
    actor: Actor,
    item_id: UUID,
    question: Question,
    *,
    version: int,
    at: datetime,
) -> BankItem:
    """Keep what was written, and what stood there as an earlier version.

    What was ready or being reviewed is a draft again; what is in quarantine stays there. Without
    a difference nothing happens.

    Raises:
        Refused: somebody saved in between, the item is retired, or another has this stem.
    """
    item = bank_queries.writable_item(session, actor, item_id)
    if item.version != version:
        words = "Butir ini sudah diubah orang lain. Yang Anda tulis masih ada di halaman ini."
        raise Refused(say(words))
    if item.status is ItemStatus.RETIRED:
        raise Refused(say("Butir ini sudah pensiun. Pulihkan lebih dulu untuk mengubahnya."))
    question = replace(question, key=item.key)
    if question.to_json() == item.content:
        return item
    there = known(session, item.manuscript)
    there.stems = {stem: key for stem, key in there.stems.items() if key != item.key}
    _refuse_twin(there, question.stem)
    session.add(
        BankItemVersion(
            item_id=item.id,
            version=item.version,
            content=item.content,
            changed_by_id=item.changed_by_id,
            changed_at=item.changed_at,
        )
    )
    _put(item, question)
    item.version += 1
    item.changed_by_id, item.changed_at = actor.account_id, at
    if item.status is not ItemStatus.QUARANTINED:
        item.status = ItemStatus.DRAFT
    touch(session, actor, item.manuscript, f"item:{item.key}", at=at)
    return item


def copy_item(
    session: Session, actor: Actor, item_id: UUID, manuscript_id: UUID, *, at: datetime
) -> BankItem:
    """Put a copy of an item as a draft into the bank of a manuscript of the same region.

    What the other module doesn't have (indicator, lesson) is left open in the copy; pictures go
    along.

    Raises:
        Refused: the manuscript is of another region, or has an item with this stem.
    """
    item = bank_queries.item(session, actor, item_id)
    target = queries.writable(session, actor, manuscript_id)
    if target.region_code != item.manuscript.region_code:
        raise Refused(say("Butir hanya dapat disalin ke naskah dari daerah yang sama."))
    question = question_of(item)
    there = known(session, target)
    if target.id == item.manuscript_id:
        question = replace(question, stem=_copied_stem(there, question.stem))
    else:
        question = _fitted(question, target)
        question = _with_pictures(session, actor, question, item.manuscript, target, at=at)
    source = str(say("Salinan dari %(key)s", key=item.key))
    return add_item(session, actor, target, question, source=source, at=at, there=there)


def _with_pictures(
    session: Session,
    actor: Actor,
    question: Question,
    source: Manuscript,
    target: Manuscript,
    *,
    at: datetime,
) -> Question:
    """Give the question as the target names its pictures, which it now has."""
    shown = pictures.names(question)
    media = [each for each in module_of(source.content).media if each.name in shown]
    if not media:
        return question
    return pictures.renamed(question, illustrating.add_all(session, actor, target, media, at=at))


def _copied_stem(there: Known, stem: str) -> str:
    number = 1
    copied = f"{stem} (salinan)"
    while folded(copied) in there.stems:
        number += 1
        copied = f"{stem} (salinan {number})"
    return copied


def _fitted(question: Question, target: Manuscript) -> Question:
    lessons = {lesson["slug"] for lesson in target.content["lessons"]}
    if question.objective not in target.content["indicators"]:
        question = replace(question, objective="")
    if question.lesson not in lessons:
        question = replace(question, lesson=None, selfcheck=False)
    texts = [lesson["text"] for lesson in target.content["lessons"]]
    if any(grounds_faults(question.grounds, texts)):
        question = replace(question, grounds=())
    return question


def delete_item(session: Session, actor: Actor, item_id: UUID, *, at: datetime) -> Manuscript:
    """Take a draft that was never published out of its bank; give the manuscript.

    Raises:
        Refused: it is no draft, or a published module has it.
    """
    item = bank_queries.writable_item(session, actor, item_id)
    if item.status is not ItemStatus.DRAFT:
        raise Refused(say("Hanya draf yang dapat dihapus. Pensiunkan butir ini."))
    if item.key in bank_queries.published(session, item.manuscript):
        words = "Butir ini sudah pernah terbit, jadi tidak dapat dihapus. Pensiunkan butir ini."
        raise Refused(say(words))
    region_code = item.manuscript.region_code
    detail = {"key": item.key, "manuscript": item.manuscript_id}
    audit.record(
        session, actor, "item.deleted", item, region_code=region_code, at=at, detail=detail
    )
    touch(session, actor, item.manuscript, f"item:{item.key}", at=at)
    session.execute(delete(BankItemVersion).where(BankItemVersion.item_id == item.id))
    session.delete(item)
    return item.manuscript


def _refuse_twin(there: Known, stem: str) -> None:
    twin = there.stems.get(folded(stem))
    if twin is not None:
        words = "Soal dengan teks yang sama sudah ada dalam bank, yaitu “%(key)s”."
        raise Refused(say(words, key=twin))


def folded(stem: str) -> str:
    """Give a stem as stems are compared."""
    return " ".join(stem.casefold().split())


def _free_key(there: Known, stem: str) -> str:
    plain = unicodedata.normalize("NFKD", stem).encode("ascii", "ignore").decode().lower()
    words = [word for word in _NO_LETTER.split(plain) if word][:_KEY_WORDS]
    wanted = "-".join(words)[:_KEY_MOST].strip("-") or "soal"
    key, number = wanted, 1
    while key in there.keys:
        number += 1
        key = f"{wanted}-{number}"
    return key
