"""An installation that may issue, and one that only demonstrates."""

from collections.abc import Iterator

import pytest
from flask import Flask

from tests.credentials.samples import configured


@pytest.fixture
def real(app: Flask) -> Iterator[Flask]:
    """An application at a public address."""
    with configured(app, base_url="https://bekal.example.go.id") as changed:
        yield changed


@pytest.fixture
def demonstrating(app: Flask) -> Iterator[Flask]:
    """An application that demonstrates, on this machine."""
    with configured(app, demonstration=True) as changed:
        yield changed
