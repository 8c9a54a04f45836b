"""The pictures of a question file: made small at the trial, media of the module once applied."""

import hashlib
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pkgutil import resolve_name
from typing import Any
from uuid import UUID

from courses.exchange import illustrating
from courses.exchange.drafts import Draft, DraftFile
from courses.model import Media
from lms.kernel.errors import Refused
from lms.kernel.sentence import Sentence, say
from lms.kernel.storage import Storage
from lms.training import media as media_kept
from lms.web.scans import shown_name
from lms.workshop import drafting
from lms.workshop.illustrating import MEDIA_MOST
from lms.workshop.models import QuestionImport
from lms.workshop.uploads import PICTURE_BYTES_MOST, Seen

PICTURES_MOST = 60
PIXELS_MOST = 120_000_000
"""Of all the pictures of a file: to open these takes half a minute at most."""

KEPT_DAYS = 7
"""How long the pictures of a trial wait to be put into a manuscript."""

_READER = "lms.workshop.question_pictures:read"
Taken = tuple[Mapping[str, str], tuple[str, ...]]


@dataclass
class Gallery:
    """Takes the pictures of one file, each once; `there` are the media of the manuscript."""

    storage: Storage
    import_id: UUID
    there: Sequence[Media]
    media: list[Media] = field(default_factory=list)
    pixels: int = 0
    _seen: dict[str, Media | Sentence] = field(default_factory=dict)

    def take(self, draft: Draft) -> Taken:
        """Give under which name each picture of a draft is shown, and why some are not."""
        named, remarks = {}, []
        shown = set(illustrating.shown(draft))
        for file in draft.files:
            if file.name not in shown:
                continue
            found = self._one(file)
            if isinstance(found, Media):
                named[file.name] = found.name
            else:
                remarks.append(str(found))
        return named, tuple(dict.fromkeys(remarks))

    @property
    def known(self) -> Collection[str]:
        """Give the names of the media that the manuscript has."""
        return {each.name for each in self.there}

    def _one(self, file: DraftFile) -> Media | Sentence:
        if file.content not in self._seen:
            try:
                content = illustrating.content_of(file)
                self._seen[file.content] = self._new(shown_name(file.name), content)
            except Refused as refusal:
                self._seen[file.content] = refusal.reasons[0]
        return self._seen[file.content]

    def _new(self, name: str, content: bytes) -> Media:
        self._check_room(name, content)
        reader: Callable[[str, bytes], tuple[Seen, int]] = resolve_name(_READER)
        seen, pixels = reader(name, content)
        self.pixels += pixels
        digest = hashlib.sha256(seen.content).hexdigest()
        for each in (*self.there, *self.media):
            if each.digest == digest:
                return each
        suffix = media_kept.SUFFIXES[seen.kind]
        made = Media(
            drafting.new_media_name([*self.there, *self.media], name, suffix),
            seen.kind,
            digest,
            len(seen.content),
            seen.width,
            seen.height,
        )
        self.storage.keep(key_of(self.import_id, digest), seen.content)
        self.media.append(made)
        return made

    def _check_room(self, name: str, content: bytes) -> None:
        if len(content) > PICTURE_BYTES_MOST:
            raise Refused(say("Gambar “%(name)s” lebih dari 8 MB. Kecilkan dahulu.", name=name))
        if len(self.media) >= PICTURES_MOST or self.pixels > PIXELS_MOST:
            raise Refused(
                say(
                    "Gambar “%(name)s” tidak ikut: paling banyak %(most)s gambar, semuanya "
                    "%(pixels)s juta titik, dalam satu berkas. Bagi menjadi beberapa berkas.",
                    name=name,
                    most=PICTURES_MOST,
                    pixels=PIXELS_MOST // 1_000_000,
                )
            )
        if len(self.there) + len(self.media) >= MEDIA_MOST:
            raise Refused(
                say(
                    "Gambar “%(name)s” tidak ikut: naskah ini sudah penuh, paling banyak %(most)s "
                    "gambar dan berkas.",
                    name=name,
                    most=MEDIA_MOST,
                )
            )


def key_of(import_id: UUID, digest: str) -> str:
    """Give where a picture of a trial is kept."""
    return f"question-imports/{import_id}/{digest}"


def media_of(found: QuestionImport) -> tuple[Media, ...]:
    """Give the pictures of an import."""
    listed: Iterable[Mapping[str, Any]] = found.reading.get("media", ())
    return tuple(map(Media.from_json, listed))


def publish(storage: Storage, found: QuestionImport) -> None:
    """Keep the pictures of an import where all media lie, before it is applied.

    Raises:
        Refused: they are no longer there.
    """
    for each in media_of(found):
        try:
            media_kept.keep(storage, storage.read(key_of(found.id, each.digest)))
        except FileNotFoundError as lost:
            raise Refused(
                say("Gambar dari berkas ini sudah dihapus. Unggah berkasnya sekali lagi.")
            ) from lost


def forget(storage: Storage, found: QuestionImport) -> None:
    """Delete what the trial kept."""
    for each in media_of(found):
        storage.remove(key_of(found.id, each.digest))
