"""The blueprint of oversight, and what its views read from an address."""

from flask import Blueprint, request

from lms.kernel.errors import NotFound
from lms.oversight.empty_board import Depth
from lms.oversight.region_board import EMPTY_ONLY, ONLY_HERE
from lms.standings.buckets import Bucket

blueprint = Blueprint("oversight", __name__, url_prefix="/capaian")


def asked_bucket() -> Bucket | None:
    """Give the bucket named by ?keadaan=…; none: everybody; an unknown one: NotFound."""
    typed = request.values.get("keadaan", "")
    if not typed:
        return None
    try:
        return Bucket(typed)
    except ValueError:
        raise NotFound from None


def asked_depth() -> Depth:
    """Give the level named by ?tingkat=…, kecamatan unless it says otherwise."""
    typed = request.values.get("tingkat", "") or Depth.KECAMATAN.value
    try:
        return Depth(typed)
    except ValueError:
        raise NotFound from None


def asks_only_here() -> bool:
    """Tell whether ?tempat=… leaves out the people of smaller regions."""
    return request.values.get("tempat", "") == ONLY_HERE


def asks_only_empty() -> bool:
    """Tell whether ?tampil=… leaves out the regions with somebody trained."""
    return request.values.get("tampil", "") == EMPTY_ONLY
