"""Whose key is it, may it ask this, and the note that it did."""

from typing import Any
from uuid import UUID

from flask import Response, request
from werkzeug.datastructures import WWWAuthenticate
from werkzeug.exceptions import Unauthorized

from lms.api import keys, queries
from lms.api.models import ApiCall, ApiKey, Use
from lms.kernel import clock
from lms.kernel.access import contains
from lms.kernel.database import reading, writing
from lms.kernel.errors import Forbidden
from lms.kernel.sentence import say

_KEY, _PERSON = "bekal.api-key", "bekal.api-person"
_WHOLE = "Bearer"


def sent_hash() -> str:
    """Give the hash of the key that came with the request, to count by; "" without one."""
    sent = request.authorization
    is_key = sent is not None and sent.type == _WHOLE.lower() and bool(sent.token)
    return keys.key_hash(sent.token or "") if is_key and sent is not None else ""


def enter() -> None:
    """Let a living key in; raises Unauthorized for any other, in the same words."""
    with reading() as session:
        row = queries.by_hash(session, sent_hash())
    if row is None or not keys.is_living(row, on=clock.today()):
        raise Unauthorized(www_authenticate=WWWAuthenticate(_WHOLE.lower(), {"realm": "Bekal"}))
    request.environ[_KEY] = row


def key(use: Use) -> ApiKey:
    """Give the key of this request if it may be used so; or raise Forbidden."""
    row: ApiKey = request.environ[_KEY]
    if use.value not in row.uses:
        raise Forbidden(say("Kunci ini tidak dibuat untuk kegunaan ini."))
    return row


def reaches(row: ApiKey, region_code: str) -> bool:
    """Tell whether a region lies in the key's."""
    return contains(row.region_code, region_code)


def about(person_id: UUID) -> None:
    """Let the note of this call name whom it was about."""
    request.environ[_PERSON] = person_id


def note(response: Response) -> Response:
    """Write down that the key asked, and how it was answered."""
    row: Any = request.environ.get(_KEY)
    if row is not None:
        made = ApiCall(
            key_id=row.id,
            at=clock.now(),
            endpoint=(request.endpoint or "")[:60],
            status=response.status_code,
            person_id=request.environ.get(_PERSON),
        )
        with writing() as session:
            session.add(made)
    return response
