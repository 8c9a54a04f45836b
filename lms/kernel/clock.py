"""The time now, and Indonesia's three zones."""

from datetime import UTC, date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo


class Zone(StrEnum):
    """A time zone by the letters that people know."""

    WIB = "WIB"
    WITA = "WITA"
    WIT = "WIT"

    @property
    def info(self) -> ZoneInfo:
        """Give the zone for calculations."""
        return _INFO[self]


_INFO = {
    Zone.WIB: ZoneInfo("Asia/Jakarta"),
    Zone.WITA: ZoneInfo("Asia/Makassar"),
    Zone.WIT: ZoneInfo("Asia/Jayapura"),
}


def now() -> datetime:
    """Give the instant now, in UTC."""
    return datetime.now(UTC)


def day_of(at: datetime, zone: Zone = Zone.WIB) -> date:
    """Give the day of an instant, in Jakarta unless another zone is named."""
    return at.astimezone(zone.info).date()


def today(zone: Zone = Zone.WIB) -> date:
    """Give the day that it is now, in Jakarta unless another zone is named."""
    return now().astimezone(zone.info).date()
