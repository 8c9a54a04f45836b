"""What the scoring pages send: for each person levels, the score seen, a note, a reason.

Person page and grid send the same fields, named after the participation.
"""

from collections.abc import Mapping
from uuid import UUID

from courses.model import Rubric
from lms.kernel.errors import NotFound
from lms.practice.operations import Entry

_SEEN = "seen-"
_NOTE_LENGTH = 2000


def level_name(participation_id: UUID, criterion: str) -> str:
    """Give the name of the field for a level."""
    return f"level-{participation_id}-{criterion}"


def entries(form: Mapping[str, str], rubric: Rubric) -> tuple[Entry, ...]:
    """Give what was sent, one entry for each person on the page.

    A level that is no number becomes 0, which the operation refuses.

    Raises:
        NotFound: a person's id is none.
    """
    people = [name.removeprefix(_SEEN) for name in form if name.startswith(_SEEN)]
    return tuple(_entry(form, rubric, _id(person)) for person in people)


def _entry(form: Mapping[str, str], rubric: Rubric, who: UUID) -> Entry:
    sent = {c.key: form.get(level_name(who, c.key), "") for c in rubric.criteria}
    note = form.get(f"note-{who}")
    return Entry(
        participation_id=who,
        levels={key: _level(text) for key, text in sent.items() if text},
        seen=form.get(f"{_SEEN}{who}"),
        note=_clean(note) if note is not None else None,
        reason=_clean(form.get(f"reason-{who}", "")),
    )


def _clean(text: str) -> str:
    return text.replace("\x00", "").replace("\r\n", "\n").strip()[:_NOTE_LENGTH]


def _level(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) == 1 else 0


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise NotFound from None
