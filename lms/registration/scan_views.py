"""Looking at scans: one's own, or as staff, which is kept in the trail."""

from uuid import UUID

from flask import Blueprint
from flask.typing import ResponseReturnValue

from lms.kernel import clock
from lms.kernel.access import Permission
from lms.kernel.database import reading, writing
from lms.registration import scans
from lms.registration.models import RegistrationDocument
from lms.web.access import Visitor, actor, allow
from lms.web.scans import scan_response

blueprint = Blueprint("registration_scans", __name__, url_prefix="/berkas-pendaftaran")


@blueprint.get("/<uuid:document_id>")
@allow(Visitor.SIGNED_IN)
def show(document_id: UUID) -> ResponseReturnValue:
    """Show a scan that is attached to one's own application."""
    with reading() as session:
        found = scans.own(session, actor(), document_id)
    return _shown(found)


@blueprint.post("/<uuid:document_id>/lihat")
@allow(Permission.REGISTRATION_DECIDE, Permission.REGISTRATION_FILE)
def view(document_id: UUID) -> ResponseReturnValue:
    """Show a scan to the registrar or the clerk who filed; who looked stays in the trail."""
    with writing() as session:
        found = scans.view(session, actor(), document_id, at=clock.now())
    return _shown(found)


def _shown(found: RegistrationDocument) -> ResponseReturnValue:
    return scan_response(scans.content(found), media_type=found.media_type, filename=found.filename)
