"""The trainee's page "Apa yang masih kurang?"."""

from uuid import UUID

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from lms.completion import presenters, queries
from lms.kernel.database import reading
from lms.kernel.errors import NotFound
from lms.training import queries as training
from lms.training.models import ParticipationState
from lms.web.access import Visitor, actor, allow

blueprint = Blueprint("completion", __name__)


@blueprint.get("/angkatan/<uuid:angkatan_id>/kemajuan")
@allow(Visitor.SIGNED_IN)
def progress(angkatan_id: UUID) -> ResponseReturnValue:
    """Show a participant what is met, what is missing, and what to do next."""
    with reading() as session:
        own = training.participation_of(session, actor(), angkatan_id)
        if own.state is not ParticipationState.ENROLLED:
            raise NotFound
        (line,) = presenters.lines([queries.standing_of(session, own)])
    return render_template("completion/progress.html", angkatan=own.angkatan, line=line)
