"""What stands in the side list and the bottom bar, by who is signed in."""

from dataclasses import dataclass
from typing import Any

from flask import request, url_for
from flask_babel import gettext as _
from flask_login import current_user


@dataclass(frozen=True)
class Item:
    """A place to go."""

    label: str
    url: str
    icon: str
    is_current: bool


@dataclass(frozen=True)
class Me:
    """Who is signed in, as the header says it."""

    name: str
    roles_label: str


def context() -> dict[str, Any]:
    """Give the values that every page's layout needs."""
    if not current_user.is_authenticated:
        return {"me": None, "navigation": (), "bottom_bar": ()}
    return {"me": Me(current_user.name, ""), "navigation": _side(), "bottom_bar": ()}


def _side() -> tuple[Item, ...]:
    return (_item(_("Beranda"), "home.front", "home"),)


def _item(label: str, endpoint: str, icon: str) -> Item:
    return Item(label, url_for(endpoint), icon, request.endpoint == endpoint)
