"""Time zones of the provinces. No province is split (source: Keppres 41/1987 and successors)."""

from lms.kernel.clock import Zone

_WITA = frozenset({"51", "52", "53", "63", "64", "65", "71", "72", "73", "74", "75", "76"})
_WIT = frozenset({"81", "82", "91", "92", "93", "94", "95", "96"})


def zone_of(code: str) -> Zone:
    """Give the time zone in which a region lies, by its code; the nation's is WIB."""
    province = code[:2]
    if province in _WITA:
        return Zone.WITA
    return Zone.WIT if province in _WIT else Zone.WIB
