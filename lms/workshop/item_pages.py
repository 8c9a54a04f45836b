"""What the page of one item shows: how trainees see it, its key, its history, what can be done."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from flask_babel import gettext as _
from markupsafe import Markup
from sqlalchemy.orm import Session

from courses import answering
from courses.html import Look
from courses.model import Criterion, Essay, Question
from lms.assessment.reviewing import Review
from lms.kernel.access import Actor, Permission
from lms.kernel.sentence import Sentence
from lms.regions.zones import zone_of
from lms.training import asking
from lms.training.asking import Card, Layout
from lms.web import formats
from lms.web.templating import sentence
from lms.workshop import bank_pages, bank_queries
from lms.workshop.assembling import question_of
from lms.workshop.bank_desk import look_of
from lms.workshop.bank_forms import CopyForm, ReasonForm
from lms.workshop.bank_rules import STEPS, Act, objections
from lms.workshop.bank_status import missing_of
from lms.workshop.bank_words import ACT_LABELS, ITEM_ACTS, KIND_WORDS, STATUS_WORDS, level_words
from lms.workshop.models import BankItem, ItemStatus

ANSWER = "jawaban"
"""The name of the fields in which an answer is tried."""


@dataclass(frozen=True)
class Deed:
    """Something that the actor may do with the item; `reasons` say why not just now."""

    act: Act
    label: str
    needs_reason: bool
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True)
class Happening:
    """Something that was done with the item."""

    words: str
    who: str
    when: str
    reason: str


@dataclass(frozen=True)
class KeyShown:
    """What is right, and why."""

    right: tuple[Markup, ...]
    explanation: asking.Stem
    grounds: tuple[Markup, ...]
    criteria: tuple[Criterion, ...]


@dataclass(frozen=True)
class Trial:
    """An answer that was tried: its fields and, once it could be taken, what came of it."""

    card: Card
    review: Review | None = None


@dataclass(frozen=True)
class Forms:
    """The forms of the page; a reason for each act that wants one."""

    reasons: dict[Act, ReasonForm] = field(default_factory=dict)
    copy: CopyForm | None = None


@dataclass(frozen=True)
class ItemPage:
    """One item."""

    item: BankItem
    stem: str
    word: str
    tone: str
    lacks: tuple[str, ...]
    trial: Trial
    key: KeyShown
    deeds: tuple[Deed, ...]
    facts: tuple[tuple[str, str], ...]
    history: tuple[Happening, ...]
    may_write: bool

    @property
    def can_be_tried(self) -> bool:
        """Tell whether it takes an answer."""
        return self.item.kind != "description"

    @property
    def may_edit(self) -> bool:
        """Tell whether the actor can change it now."""
        return self.may_write and self.item.status is not ItemStatus.RETIRED

    @property
    def may_delete(self) -> bool:
        """Tell whether the actor can take it out of the bank."""
        return self.may_write and self.item.status is ItemStatus.DRAFT

    @property
    def buttons(self) -> tuple[Deed, ...]:
        """Give what can be done at once."""
        return tuple(each for each in self.deeds if not (each.needs_reason or each.reasons))

    @property
    def reasoned(self) -> tuple[Deed, ...]:
        """Give what can be done with a reason."""
        return tuple(each for each in self.deeds if each.needs_reason and not each.reasons)

    @property
    def hindered(self) -> tuple[Deed, ...]:
        """Give what can't be done just now."""
        return tuple(each for each in self.deeds if each.reasons)

    @property
    def warnings(self) -> tuple[Happening, ...]:
        """Give the last thing that was done if its reason matters to who writes."""
        is_open = self.item.status in (ItemStatus.DRAFT, ItemStatus.QUARANTINED)
        return self.history[:1] if is_open and self.history and self.history[0].reason else ()


def item_page(
    session: Session, actor: Actor, item: BankItem, trial: Trial | None = None
) -> ItemPage:
    """Give the page of an item; without a trial its fields are empty."""
    word, tone = STATUS_WORDS[item.status]
    question, look = question_of(item), look_of(item.manuscript)
    missing = missing_of(item.manuscript, item)
    return ItemPage(
        item=item,
        stem=bank_pages.excerpt(item),
        word=sentence(word),
        tone=tone,
        lacks=tuple(sentence(each) for each in missing),
        trial=trial or Trial(layout(item, look).card(question, None)),
        key=key_shown(question, look),
        deeds=_deeds(actor, item, missing),
        facts=_facts(session, item, question),
        history=_history(session, item),
        may_write=actor.may(Permission.CONTENT_WRITE, within=item.manuscript.region_code),
    )


def layout(item: BankItem, look: Look, reason: str = "") -> Layout:
    """Give how the item is laid out when it is tried."""
    return Layout(1, ANSWER, item.key, look, reason)


def key_shown(question: Question, look: Look) -> KeyShown:
    """Give the key of a question for whoever writes it."""
    return KeyShown(
        tuple(asking.line(each, look) for each in answering.right(question)),
        asking.stem(question.explanation, look),
        tuple(map(asking.line, question.grounds)),
        question.criteria if isinstance(question, Essay) else (),
    )


def _deeds(actor: Actor, item: BankItem, missing: tuple[Sentence, ...]) -> tuple[Deed, ...]:
    is_own = item.changed_by_id == actor.account_id
    return tuple(
        Deed(
            act,
            sentence(ACT_LABELS[act]),
            step.needs_reason,
            tuple(map(sentence, objections(act, item.status, missing, is_own=is_own))),
        )
        for act, step in STEPS.items()
        if item.status in step.before
        and actor.may(step.permission, within=item.manuscript.region_code)
    )


def _facts(session: Session, item: BankItem, question: Question) -> tuple[tuple[str, str], ...]:
    ids: Sequence[UUID | None] = (item.author_id, item.changed_by_id, item.reviewer_id)
    people = bank_queries.names(session, ids)
    papers = bank_queries.papers(session, item.manuscript)
    uses = bank_queries.published(session, item.manuscript).get(item.key, [])
    lessons = {each["slug"]: each["title"] for each in item.manuscript.content["lessons"]}
    level = level_words(question.level)
    rows = (
        (_("Nama butir"), item.key),
        (_("Jenis"), sentence(KIND_WORDS[item.kind])),
        (_("Indikator"), question.objective or _("belum dipilih")),
        (_("Tingkat"), level),
        (_("Dipakai untuk"), _("periksa diri") if question.selfcheck else _("tes")),
        (_("Materi"), lessons.get(question.lesson or "", question.lesson or _("tidak terikat"))),
        (_("Paket"), question.form.value if question.form else _("A atau B")),
        (_("Penulis"), bank_pages.name_of(people, item.author_id)),
        (_("Penelaah"), bank_pages.name_of(people, item.reviewer_id) if item.reviewer_id else "–"),
        (_("Diubah"), bank_pages.changed_words(item, people, zone_of(_region(item)))),
        (_("Asal"), item.source or _("ditulis di bengkel")),
        (_("Dipakai"), bank_pages.used(papers, item.key, uses)),
        (_("Kurikulum"), "; ".join(_("%(t)s versi %(v)s", t=u.title, v=u.version) for u in uses)),
    )
    return tuple((str(label), str(value)) for label, value in rows if value)


def _region(item: BankItem) -> str:
    return item.manuscript.region_code


def _history(session: Session, item: BankItem) -> tuple[Happening, ...]:
    entries = bank_queries.history(session, item.id)
    people = bank_queries.names(session, [entry.account_id for entry in entries])
    zone = zone_of(_region(item))
    return tuple(
        Happening(
            sentence(ITEM_ACTS[entry.act]),
            people.get(entry.account_id, "") if entry.account_id else _("Bekal"),
            formats.moment(entry.at, zone),
            entry.reason or "",
        )
        for entry in entries
        if entry.act in ITEM_ACTS
    )
