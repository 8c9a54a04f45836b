"""From claims to paper: stamped into its event's model where it fits, else laid out alone."""

from certificates import layout, stamping
from certificates.claims import Claims


def draw(claims: Claims, *, verify_url: str, test_signature: bool = False) -> bytes:
    """Give the certificate as PDF/A-3u: two pages A4, language and title set, claims attached.

    Equal input gives equal bytes. `verify_url` stands in the QR code and in letters;
    `test_signature` adds the line that the signature is only for trying out. Characters that
    the typefaces lack are drawn as `typefaces.printable` says.

    Raises:
        DesignError: the claims name a design that is not shipped.
        segno.DataOverflowError: `verify_url` is too long for a QR code.
    """
    stamped = stamping.stamp(claims, verify_url=verify_url, test_signature=test_signature)
    if stamped is not None:
        return stamped
    return layout.whole(claims, verify_url=verify_url, test_signature=test_signature)
