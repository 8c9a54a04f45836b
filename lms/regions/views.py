"""What type-ahead fields ask for, as JSON."""

from collections.abc import Sequence

from flask import Blueprint, Response, jsonify, request

from lms.kernel.database import reading
from lms.regions import queries
from lms.regions.models import Level
from lms.web.access import Visitor, allow

blueprint = Blueprint("regions", __name__, url_prefix="/wilayah")


@blueprint.get("/desa")
@allow(Visitor.SIGNED_IN)
def desa() -> Response:
    """Give the desa that fit ?cari=… as [{code, label}]; the label is the whole path."""
    return _offers((Level.DESA,))


@blueprint.get("/kantor")
@allow(Visitor.SIGNED_IN)
def offices() -> Response:
    """Give the provinces, kabupaten and kota that fit ?cari=…, and the nation."""
    return _offers(queries.OFFICE_LEVELS)


def _offers(levels: Sequence[Level]) -> Response:
    typed = request.args.get("cari") or request.args.get("q", "")
    with reading() as session:
        found = queries.search(session, typed, levels=levels)
    return jsonify([{"code": code, "label": label} for code, label in found])
