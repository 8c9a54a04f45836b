"""What the pages after an approval share: their blueprint, and reading what was chosen."""

from collections.abc import Iterable
from uuid import UUID

from flask import Blueprint

from lms.kernel.errors import NotFound

blueprint = Blueprint("registration_membership", __name__)

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def keys(typed: Iterable[str]) -> tuple[UUID, ...]:
    """Give the ids that were sent, each once.

    Raises:
        NotFound: one of them is no id.
    """
    try:
        return tuple(dict.fromkeys(UUID(one) for one in typed))
    except ValueError:
        raise NotFound from None
