"""A second server does not share the first one's port in silence."""

import socket
from pathlib import Path

import pytest

from lms import serving
from lms.kernel.settings import Settings


def test_a_port_that_is_taken_is_refused_with_a_sentence(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path, secret_key="s" * 40)
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(serving.PortTaken, match=f"{port} sudah dipakai"):
            serving.serve(settings, address="127.0.0.1", port=port, workers=1)
