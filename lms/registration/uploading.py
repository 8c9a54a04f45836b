"""A scan that was posted: read, then attached; what is wrong comes back in its form."""

from collections.abc import Iterable
from uuid import UUID

from lms.kernel import clock
from lms.kernel.database import reading, writing
from lms.kernel.errors import Refused
from lms.kernel.sentence import say
from lms.registration import queries, scans
from lms.registration.filing_forms import LetterForm, ScanForm, scan_form
from lms.registration.gate import Rule
from lms.registration.scans import Upload
from lms.registration.slots import Slot
from lms.training.catalogue import Family
from lms.web.access import actor
from lms.web.scans import read_scan, shown_name
from lms.web.templating import sentence


def forms(slots: Iterable[Slot], tried: ScanForm | None) -> dict[str, ScanForm]:
    """Give a form for each slot by slug; the one that was tried keeps what is wrong with it."""
    return {
        slot.rule.slug: tried
        if tried is not None and tried.slug == slot.rule.slug
        else scan_form(slot.rule, formdata=None)
        for slot in slots
    }


def attach(person_id: UUID, family: Family, slug: str) -> ScanForm | None:
    """Attach the scan of this request; give its form if something is wrong with it, else None.

    Raises:
        Refused: nothing such is asked of the person (any more).
    """
    form = scan_form(_rule(person_id, family, slug))
    if not form.validate_on_submit():
        return form
    try:
        upload = _upload(form)
        with writing() as session:
            scans.attach(session, actor(), person_id, family.value, slug, upload, at=clock.now())
    except Refused as refusal:
        form.file.errors = [sentence(reason) for reason in refusal.reasons]
        return form
    return None


def _rule(person_id: UUID, family: Family, slug: str) -> Rule:
    with reading() as session:
        person = scans.own_or_client(session, actor(), person_id)
        found = queries.asked(session, person, family.value)
    for rule in found:
        if rule.slug == slug and rule.wants_scan:
            return rule
    raise Refused(say("Berkas ini tidak diminta lagi. Muat ulang halamannya."))


def _upload(form: ScanForm) -> Upload:
    posted = form.file.data
    scan, filename = read_scan(posted), shown_name(posted.filename or "")
    if isinstance(form, LetterForm):
        return Upload(scan, filename, str(form.number.data), form.dated_on.data)
    return Upload(scan, filename)
