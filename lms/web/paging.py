"""Pages of a long list."""

from dataclasses import dataclass, field
from typing import Any

from flask import request, url_for

_PAGES_MOST = 10_000


def page_number() -> int:
    """Give the page asked for by ?halaman=…, the first one where it makes no sense."""
    typed = request.args.get("halaman", "")
    number = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 6 else 1
    return min(max(number, 1), _PAGES_MOST)


@dataclass(frozen=True)
class Paging:
    """Where one is in a long list, as the component `pagination` shows it."""

    number: int
    rows_count: int
    page_rows: int
    endpoint: str
    values: dict[str, Any] = field(default_factory=dict)

    @property
    def pages(self) -> int:
        """Give how many pages there are, at least one."""
        return max(1, -(-self.rows_count // self.page_rows))

    def url(self, number: int) -> str:
        """Give the address of a page."""
        return url_for(self.endpoint, **self.values, halaman=number)
