"""An application's state and how it came to it, for applicant and counter."""

from dataclasses import dataclass
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from lms.regions import queries as regions
from lms.registration import presenters, queries
from lms.registration.models import Registration, RegistrationState
from lms.registration.presenters import Word


@dataclass(frozen=True)
class Passed:
    """A step that the application took."""

    word: Word
    at: str
    reason: str | None


@dataclass(frozen=True)
class Status:
    """An application that was made, as its applicant sees it."""

    registration_id: UUID
    word: Word
    facts: list[tuple[str, str]]
    state: RegistrationState
    reason: str | None
    steps: list[Passed]
    is_filed: bool

    @property
    def is_waiting(self) -> bool:
        """Tell whether it waits for the registrar."""
        return self.state is RegistrationState.SUBMITTED

    @property
    def is_returned(self) -> bool:
        """Tell whether it waits for the applicant."""
        return self.state is RegistrationState.RETURNED

    @property
    def is_approved(self) -> bool:
        """Tell whether the person is registered by it."""
        return self.state is RegistrationState.APPROVED

    @property
    def may_be_withdrawn(self) -> bool:
        """Tell whether nobody has decided yet."""
        return self.is_waiting or self.is_returned


def status(session: Session, row: Registration) -> Status:
    """Give how an application stands; its region is loaded."""
    code = row.region_code
    facts = [
        (_("Wilayah"), regions.full_name(session, code)),
        (_("Diajukan"), presenters.written(row.submitted_at, code)),
    ]
    if row.decided_at is not None and row.state not in queries.UNDECIDED:
        label = _("Ditarik") if row.state is RegistrationState.WITHDRAWN else _("Diputus")
        facts.append((label, presenters.written(row.decided_at, code)))
    return Status(
        registration_id=row.id,
        word=presenters.state_word(row.state),
        facts=facts + presenters.decree_facts(row),
        state=row.state,
        reason=row.reason,
        steps=_steps(session, row),
        is_filed=row.filed_by_id is not None,
    )


def _steps(session: Session, row: Registration) -> list[Passed]:
    return [
        Passed(
            word=presenters.state_word(step.state),
            at=presenters.written(step.at, row.region_code),
            reason=step.reason,
        )
        for step in queries.steps(session, row.id)
    ]
