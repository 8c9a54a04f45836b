"""What the house knows, put into the shape of the schemas."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from lms.credentials.papers import Paper, facts
from lms.kernel.errors import NotFound
from lms.regions.models import Region
from lms.registration.gate import Eligibility, Judgement
from lms.standings import queries as standings
from lms.standings.buckets import REGISTERED_TIER, Bucket, Key
from lms.standings.figures import Figures
from lms.web.templating import sentence


def eligibility(found: Eligibility, *, at: datetime) -> dict[str, Any]:
    """Give a person's requirements, each met or not."""
    return {
        "family": found.family,
        "as_of": at,
        "may_apply": found.is_open,
        "registration": found.state.value if found.state else None,
        "requirements": [_requirement(each) for each in found.judged],
    }


def _requirement(judged: Judgement) -> dict[str, Any]:
    against = judged.objection
    return {
        "slug": judged.rule.slug,
        "title": judged.rule.title,
        "source": judged.rule.source,
        "is_met": judged.is_met,
        "explanation": sentence(judged.value),
        "next_step": sentence(against.next_step) if against else None,
    }


def certificate(paper: Paper, *, at: datetime) -> dict[str, Any]:
    """Give what anybody may know of a certificate."""
    revocation, row = paper.revocation, paper.certificate
    status = "sah-contoh" if row.is_specimen else "sah"
    return {
        "status": "dicabut" if revocation else status,
        "as_of": at,
        "issued_at": row.issued_at,
        "revoked_at": revocation.revoked_at if revocation else None,
        "revoked_words": revocation.public_words if revocation else None,
        "pdf_sha256": row.pdf_sha256,
        "facts": [{"label": label, "words": words} for label, words in facts(paper.claims)],
    }


def coverage(session: Session, code: str, key: Key, *, at: datetime) -> dict[str, Any]:
    """Give the figures of a region and its parts, as the pages show them; or NotFound."""
    here = session.get(Region, code)
    if here is None:
        raise NotFound
    registered = Key(key.family, REGISTERED_TIER)
    beside = {part.code: part.figures for part in standings.by_child(session, code, registered)}
    whole = standings.total(session, code, registered)
    return {
        "family": key.family,
        "tier": key.tier,
        "as_of": at,
        "region": _region(code, here.name, standings.total(session, code, key), whole),
        "parts": [
            _region(part.code, part.name, part.figures, beside.get(part.code))
            for part in standings.by_child(session, code, key)
        ],
    }


def _region(code: str, name: str, figures: Figures, registered: Figures | None) -> dict[str, Any]:
    return {
        "code": code,
        "name": name,
        "obliged": figures.obliged_count,
        "obliged_by_state": {one.value: figures.obliged[one] for one in Bucket},
        "others_by_state": {one.value: figures.others[one] for one in Bucket},
        "registered": registered.people(Bucket.DONE) if registered else 0,
        "desa": figures.desa,
        "desa_done": figures.desa_done,
    }
