"""What waits in the workshop: a changed module for its second reader, and a question on its way."""

from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from courses.kinds import Level
from courses.model import Choice, Lesson, Module, Option
from lms.demo import offices
from lms.kernel.access import NATION, Actor
from lms.kernel.clock import day_of
from lms.training.catalogue import Module as ModuleRow
from lms.workshop import bank, beginning, drafting, parts, reviewing
from lms.workshop.editing import stamp
from lms.workshop.models import Manuscript

CHANGED, BEGUN = "kerelawanan", "psks"
"""The module that waits for its second reader, and one that somebody is writing at."""

_SINCE = timedelta(days=2)
_ADDED = (
    "\n\n## Satu pertanyaan lagi\n\nSebelum pulang, tanyakan kepada warga yang Anda temui, “Apa "
    "yang sebaiknya saya lakukan lain kali?” Jawabannya adalah guru yang paling dekat.\n"
)


def is_there(session: Session) -> bool:
    """Tell whether all this was built already."""
    return session.scalars(select(Manuscript.id).limit(1)).first() is not None


def build(session: Session, *, at: datetime) -> None:
    """Let a widyaiswara have written during the last two days."""
    since = at - _SINCE
    writer = offices.actor_named(session, "contoh-penulis", on=day_of(since))
    _change(session, writer, _begin(session, writer, CHANGED, at=since), at=since)
    begun = _begin(session, writer, BEGUN, at=since)
    module = drafting.module_of(begun.content)
    bank.add_item(session, writer, begun, _question(module), source="", at=since)


def _begin(session: Session, writer: Actor, slug: str, *, at: datetime) -> Manuscript:
    newest = select(ModuleRow.id).where(ModuleRow.slug == slug).order_by(ModuleRow.loaded_at.desc())
    module_id = session.scalars(newest.limit(1)).one()
    return beginning.begin_from(session, writer, module_id, region_code=NATION, at=at)


def _change(session: Session, writer: Actor, manuscript: Manuscript, *, at: datetime) -> None:
    lesson = drafting.module_of(manuscript.content).lessons[0]
    changed = Lesson(lesson.slug, lesson.title, lesson.minutes, lesson.text.rstrip() + _ADDED)
    parts.change_part(session, writer, manuscript.id, changed, seen=stamp(lesson), at=at)
    reviewing.send(session, writer, manuscript.id, at=at)


def _question(module: Module) -> Choice:
    asked = Choice(
        "",
        module.indicators[0],
        Level.C3,
        "Pengurus Karang Taruna menawarkan tenaga untuk memperbaiki rumah seorang lansia. Apa "
        "langkah pertama Anda?",
        "Pemilik rumah didengar lebih dahulu; tenaga yang datang tanpa ditanya dapat membebaninya.",
        options=(
            Option("a", "Bertanya kepada pemilik rumah apa yang ia perlukan", right=True),
            Option("b", "Menentukan hari kerja bakti bersama Karang Taruna"),
            Option("c", "Mengumpulkan uang dari warga untuk membeli bahan"),
            Option("d", "Meminta kepala desa menunjuk rumah yang lain"),
        ),
    )
    return replace(asked, lesson=module.lessons[0].slug)
