"""How large the file of a curriculum will be, roughly, without making it."""

import json
import zlib
from collections.abc import Collection, Iterator, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from lms.training.renewing import materials

_NAMES = 200
"""What a ZIP adds for each file: its name, twice, and its headers."""

_DRAWING = "image/svg+xml"
_REST = 2_500
"""The curriculum itself, its rubrics and the terms: small beside the modules."""


def sizes(session: Session, curriculum_ids: Collection[UUID]) -> dict[UUID, int]:
    """Give about how many bytes each curriculum has as a file."""
    weighed: dict[UUID, int] = {}
    found: dict[UUID, int] = {}
    for curriculum_id, lines in materials(session, curriculum_ids).items():
        modules = {line.module.id: line.module for line in lines if line.module}
        for module in modules.values():
            if module.id not in weighed:
                weighed[module.id] = sum(_parts(module.content))
        found[curriculum_id] = _REST + sum(weighed[each] for each in modules)
    return found


def _parts(content: Mapping[str, Any]) -> Iterator[int]:
    """Give the size of each file of a module; drawings are text and pack to about half."""
    texts = [*content.get("lessons", ()), *content.get("handouts", ())]
    for text in texts:
        yield _packed(text.get("text", ""))
    yield _packed(content.get("questions", ()))
    yield _packed(content.get("plan", ()))
    yield _packed({k: v for k, v in content.items() if isinstance(v, str)})
    for media in content.get("media", ()):
        size = int(media["bytes_count"])
        yield _NAMES + (size // 2 if media["kind"] == _DRAWING else size)


def _packed(value: object) -> int:
    written = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return _NAMES + len(zlib.compress(written.encode(), 6))
