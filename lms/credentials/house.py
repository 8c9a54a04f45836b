"""What the installation says about certificates: its public address, and who signs."""

from pathlib import Path

from flask import current_app

from lms.kernel.errors import Refused
from lms.kernel.sentence import Sentence, say
from lms.kernel.settings import Settings
from lms.kernel.storage import Storage

TEST_IDENTITY = "uji-coba.pem"  # below LMS_HOME: private key, then certificate
CERTIFICATE_BEGINS = b"-----BEGIN CERTIFICATE-----"


def settings() -> Settings:
    """Give the settings of the running application."""
    found: Settings = current_app.extensions["bekal.settings"]
    return found


def storage() -> Storage:
    """Give the place where the papers are kept."""
    found: Storage = current_app.extensions["bekal.storage"]
    return found


def issues_specimens() -> bool:
    """Tell whether papers issued here are specimens, because the installation demonstrates.

    Raises:
        Refused: real papers would carry a QR code that leads nowhere.
    """
    own = settings()
    if own.demonstration:
        return True
    if own.is_local:
        raise Refused(
            say(
                "Sertifikat belum dapat diterbitkan: LMS_BASE_URL masih %(url)s, sedangkan kode "
                "QR pada setiap sertifikat menuju alamat itu. Minta pengelola sistem mengisi "
                "LMS_BASE_URL dengan alamat https yang dapat dibuka siapa pun.",
                url=own.base_url,
            )
        )
    return False


def objection() -> Sentence | None:
    """Give why nothing can be issued here, or None."""
    try:
        issues_specimens()
    except Refused as refusal:
        return refusal.reasons[0]
    return None


def verify_url(token: str) -> str:
    """Give the address at which anybody can check the paper with this token."""
    return f"{settings().base_url.rstrip('/')}/periksa/{token}"


def test_identity_path() -> Path:
    """Give where the installation's test identity lies, once the first paper was signed."""
    return settings().home.resolve() / TEST_IDENTITY


def trusted() -> tuple[bytes, ...]:
    """Give the certificates (PEM) whose signatures count as this installation's own."""
    named = settings().signing_certificate
    if named is not None:
        return (named.read_bytes(),)
    path = test_identity_path()
    if not path.is_file():
        return ()
    _, mark, rest = path.read_bytes().partition(CERTIFICATE_BEGINS)
    return (mark + rest,)
