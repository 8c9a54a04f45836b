"""The questions that other systems may ask, below /api/v1."""

from typing import Any

from flask import Flask
from flask_smorest import Api, Blueprint
from flask_wtf import CSRFProtect

from lms.api import answers, guarding, schemas
from lms.api.models import Use
from lms.credentials import queries as credentials
from lms.kernel import audit, clock
from lms.kernel.access import SYSTEM
from lms.kernel.database import reading, writing
from lms.kernel.errors import NotFound
from lms.people import queries as people
from lms.registration import queries as registration
from lms.standings.buckets import Key
from lms.web.access import Visitor, allow
from lms.web.limits import limiter

_BEARER = {"type": "http", "scheme": "bearer", "description": "Kunci dari admin Bekal."}
_OFTEN = "120/minute"

blueprint = Blueprint("api", __name__, url_prefix="/api/v1", description="Bekal untuk sistem lain")
blueprint.before_request(guarding.enter)
blueprint.after_request(guarding.note)


@blueprint.route("/eligibility", methods=["POST"])
@allow(Visitor.KEY)
@limiter.limit(_OFTEN, key_func=guarding.sent_hash)
@blueprint.arguments(schemas.EligibilityQuestion)
@blueprint.response(200, schemas.EligibilityAnswer)
@blueprint.alt_response(404, description="Tidak ada, atau di luar wilayah kunci ini.")
def eligibility(asked: dict[str, str]) -> dict[str, Any]:
    """May this person be registered? All requirements, met or not, with their sources."""
    key, at = guarding.key(Use.ELIGIBILITY), clock.now()
    with reading() as session:
        person = people.find_by_nik(session, asked["nik"])
        if person is None or not guarding.reaches(key, people.region_of(person)):
            raise NotFound
        found = registration.eligibility(session, person, asked["family"], at=at)
        told = answers.eligibility(found, at=at)
    guarding.about(person.id)
    with writing() as session:
        region, detail = people.region_of(person), {"key_id": key.id}
        act = "api.eligibility-asked"
        audit.record(session, SYSTEM, act, person, region_code=region, at=at, detail=detail)
    return told


@blueprint.route("/certificates/<string:token>", methods=["GET"])
@allow(Visitor.KEY)
@limiter.limit(_OFTEN, key_func=guarding.sent_hash)
@blueprint.response(200, schemas.CertificateAnswer)
@blueprint.alt_response(404, description="Tidak dikenal.")
def certificate(token: str) -> dict[str, Any]:
    """Is the certificate with this token genuine and in force? What /periksa shows."""
    guarding.key(Use.CERTIFICATE)
    with reading() as session:
        paper = credentials.by_token(session, token)
    if paper is None:
        raise NotFound
    return answers.certificate(paper, at=clock.now())


@blueprint.route("/coverage/<string:family>/<string:tier>/<string:code>", methods=["GET"])
@allow(Visitor.KEY)
@limiter.limit(_OFTEN, key_func=guarding.sent_hash)
@blueprint.response(200, schemas.CoverageAnswer)
@blueprint.alt_response(404, description="Tidak ada, atau di luar wilayah kunci ini.")
def coverage(family: str, tier: str, code: str) -> dict[str, Any]:
    """How many of those who must be trained are trained, in a region and its parts."""
    key = guarding.key(Use.COVERAGE)
    if not guarding.reaches(key, code):
        raise NotFound
    with reading() as session:
        return answers.coverage(session, code, Key(family, tier), at=clock.now())


def register(app: Flask) -> None:
    """Open the API and its document. Errors are answered by web.errors, set up afterwards."""
    app.config.update(
        API_TITLE="Bekal",
        API_VERSION="v1",
        OPENAPI_VERSION="3.1.0",
        OPENAPI_URL_PREFIX="/api/v1",
        OPENAPI_JSON_PATH="openapi.json",
    )
    api = Api(app)
    api.spec.components.security_scheme("kunci", _BEARER)
    api.spec.options["security"] = [{"kunci": []}]
    api.register_blueprint(blueprint)
    csrf: CSRFProtect = app.extensions["csrf"]
    csrf.exempt(blueprint)
