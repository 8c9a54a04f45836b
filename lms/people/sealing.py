"""The installation's cipher for NIK and codes."""

from flask import current_app

from lms.kernel.cipher import Cipher


def cipher() -> Cipher:
    """Give the cipher with this installation's keys."""
    found: Cipher = current_app.extensions["bekal.cipher"]
    return found
