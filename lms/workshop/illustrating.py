"""Pictures and papers of a manuscript: added once their bytes are kept, removed while unused."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from courses import media as media_in
from courses.model import Media
from lms.kernel.access import Actor
from lms.kernel.errors import NotFound, Refused
from lms.kernel.sentence import say
from lms.workshop import drafting, queries
from lms.workshop.assembling import shown_in_bank
from lms.workshop.editing import keep
from lms.workshop.models import Manuscript

MEDIA_MOST = 60


def add_media(
    session: Session, actor: Actor, manuscript_id: UUID, media: Media, *, at: datetime
) -> Media:
    """Add a picture or paper whose bytes are kept already; give it as it is named here.

    The same file is not added twice.
    """
    manuscript = queries.writable(session, actor, manuscript_id)
    module = drafting.module_of(manuscript.content)
    same = next((each for each in module.media if each.digest == media.digest), None)
    if same is not None:
        return same
    if len(module.media) >= MEDIA_MOST:
        raise Refused(say("Paling banyak %(most)s gambar dan berkas.", most=MEDIA_MOST))
    base, _, suffix = media.name.rpartition(".")
    named = replace(media, name=drafting.new_media_name(module.media, base + ".", suffix))
    every = tuple(sorted((*module.media, named), key=lambda each: each.name))
    changed = replace(module, media=every)
    keep(session, actor, manuscript, changed, f"media:{named.name}", at=at)
    return named


def add_all(
    session: Session, actor: Actor, manuscript: Manuscript, media: Sequence[Media], *, at: datetime
) -> Mapping[str, str]:
    """Add pictures to a locked manuscript; give for each name the one that it has there.

    Raises:
        Refused: there would be too many.
    """
    module = drafting.module_of(manuscript.content)
    every, now = list(module.media), {}
    for each in media:
        found = next((one for one in every if one.digest == each.digest), None)
        if found is None:
            base, _, suffix = each.name.rpartition(".")
            name = drafting.new_media_name(every, base + ".", suffix)
            every.append(found := replace(each, name=name))
        now[each.name] = found.name
    if len(every) > max(MEDIA_MOST, len(module.media)):
        raise Refused(say("Paling banyak %(most)s gambar dan berkas.", most=MEDIA_MOST))
    changed = replace(module, media=tuple(sorted(every, key=lambda one: one.name)))
    keep(session, actor, manuscript, changed, "media", at=at)
    return now


def remove_media(
    session: Session, actor: Actor, manuscript_id: UUID, name: str, *, at: datetime
) -> Manuscript:
    """Remove a picture or paper that no text shows.

    Raises:
        Refused: a lesson, a handout or a question shows it.
    """
    manuscript = queries.writable(session, actor, manuscript_id)
    module = drafting.module_of(manuscript.content)
    if name not in {each.name for each in module.media}:
        raise NotFound
    if name in media_in.used(module):
        raise Refused(
            say("Berkas “%(name)s” masih dipakai. Hapus dahulu dari bacaannya.", name=name)
        )
    if name in shown_in_bank(session, manuscript.id):
        raise Refused(
            say("Berkas “%(name)s” masih dipakai. Hapus dahulu dari butir soalnya.", name=name)
        )
    rest = tuple(each for each in module.media if each.name != name)
    changed = replace(module, media=rest)
    return keep(session, actor, manuscript, changed, f"media:{name}", at=at)
