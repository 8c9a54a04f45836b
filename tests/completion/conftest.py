"""An installation that may issue."""

from collections.abc import Iterator

import pytest
from flask import Flask

from tests.credentials.samples import configured


@pytest.fixture
def real(app: Flask) -> Iterator[Flask]:
    """An application at a public address."""
    with configured(app, base_url="https://bekal.example.go.id") as changed:
        yield changed
