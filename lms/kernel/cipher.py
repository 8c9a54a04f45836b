"""Keeping NIK: encrypted at rest, findable by a keyed hash."""

import base64
import hashlib
import hmac
import os

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_NONCE_BYTES = 12


class Cipher:
    """Encrypts and fingerprints short texts with keys derived from one secret."""

    def __init__(self, secret: str) -> None:
        self._aead = AESGCM(_derive(secret, b"bekal nik encryption"))
        self._hash_key = _derive(secret, b"bekal nik fingerprint")

    def encrypt(self, text: str) -> str:
        """Give the text encrypted (AES-256-GCM, random nonce), as base64."""
        nonce = os.urandom(_NONCE_BYTES)
        return base64.b64encode(nonce + self._aead.encrypt(nonce, text.encode(), None)).decode()

    def decrypt(self, sealed: str) -> str:
        """Give the text back.

        Raises:
            cryptography.exceptions.InvalidTag: another key, or changed.
        """
        raw = base64.b64decode(sealed)
        return self._aead.decrypt(raw[:_NONCE_BYTES], raw[_NONCE_BYTES:], None).decode()

    def fingerprint(self, text: str) -> str:
        """Give a keyed hash (HMAC-SHA-256, hex): equal for equal texts, useless without the key."""
        return hmac.new(self._hash_key, text.encode(), hashlib.sha256).hexdigest()


def _derive(secret: str, purpose: bytes) -> bytes:
    return HKDF(SHA256(), 32, salt=None, info=purpose).derive(secret.encode())
