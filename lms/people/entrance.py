"""Small things of signing in: rate-limit keys, the way back, the browser's name."""

from urllib.parse import urlsplit

from flask import request, url_for

from lms.people import codes, phones
from lms.regions.folding import fold

_KEY_LENGTH = 120
_BROWSERS = {
    "Edg/": "Edge",
    "OPR/": "Opera",
    "SamsungBrowser/": "Samsung Internet",
    "Firefox/": "Firefox",
    "Chrome/": "Chrome",
    "Safari/": "Safari",
}
_SYSTEMS = {
    "Android": "Android",
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Windows": "Windows",
    "Mac OS X": "Mac",
    "Linux": "Linux",
}


def tried_name() -> str:
    """Give the key under which attempts to sign in count: the name that is tried."""
    typed = request.form.get("nama", "")
    try:
        return phones.normalise(typed)
    except ValueError:
        return fold(typed)[:_KEY_LENGTH] or "-"


def tried_code() -> str:
    """Give the key under which attempts to activate count: the code that is tried."""
    view = request.view_args or {}
    typed = view.get("code") or request.form.get("kode", "")
    return codes.bare(str(typed))[:_KEY_LENGTH] or "-"


def way_back() -> str:
    """Give where to go after signing in: a path of ours, else the first page."""
    wanted = request.values.get("lanjut", "")
    return wanted if _is_own_path(wanted) else url_for("home.front")


def _is_own_path(address: str) -> bool:
    if not address.startswith("/") or address.startswith("//"):
        return False
    # browsers read a backslash as a slash and drop control characters
    if any(sign == "\\" or sign <= " " or sign == "\x7f" for sign in address):
        return False
    parts = urlsplit(address)
    return not parts.scheme and not parts.netloc


def device() -> str:
    """Give the browser and system in a few words, for "Perangkat saya"."""
    told = request.user_agent.string
    browser = next((name for mark, name in _BROWSERS.items() if mark in told), "Peramban")
    system = next((name for mark, name in _SYSTEMS.items() if mark in told), "")
    return f"{browser}, {system}" if system else browser
