"""Phone numbers: typed in any of the usual ways, kept as E.164, shown grouped."""

import re
from urllib.parse import quote

_NOISE = re.compile(r"[\s.()/\-\u2010-\u2015]+")
_MOBILE = re.compile(r"8[0-9]{8,11}")
_LANDLINE = re.compile(r"[2-79][0-9]{6,10}")
_ABROAD = re.compile(r"\+[1-9][0-9]{7,14}")


def normalise(text: str) -> str:
    """Give the number as E.164: "0812-3456-7890", "62812…" and "+62 812…" become "+62812…".

    Raises:
        ValueError: this is no phone number.
    """
    bare = _NOISE.sub("", text)
    if not bare.isascii():
        raise ValueError("not a phone number")
    if bare.startswith("+") and not bare.startswith("+62"):
        return _matching(_ABROAD, bare, prefix="")
    national = re.sub(r"^(\+62|62|0062)?0?", "", bare, count=1)
    return _matching(_MOBILE if national.startswith("8") else _LANDLINE, national, prefix="+62")


def _matching(pattern: re.Pattern[str], digits: str, *, prefix: str) -> str:
    if not pattern.fullmatch(digits):
        raise ValueError("not a phone number")
    return prefix + digits


def readable(phone: str) -> str:
    """Give a number of Indonesia as people write it, "0812-3456-7890"; others as they are."""
    if not phone.startswith("+62"):
        return phone
    digits = "0" + phone.removeprefix("+62")
    return "-".join(part for part in (digits[:4], digits[4:8], digits[8:]) if part)


def whatsapp_url(phone: str, text: str = "") -> str:
    """Give the address that opens a WhatsApp chat with this number, the text prepared."""
    address = f"https://wa.me/{phone.removeprefix('+')}"
    return f"{address}?text={quote(text)}" if text else address
