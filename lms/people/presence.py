"""How often a session's last use is written down."""

from datetime import datetime, timedelta

PAUSE = timedelta(minutes=5)


def is_due(seen_at: datetime, *, at: datetime) -> bool:
    """Tell whether the last use was noted so long ago that it is noted again."""
    return at - seen_at >= PAUSE
