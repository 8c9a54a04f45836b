"""Writing into the ledger: issuing and revoking. Nothing is ever overwritten or deleted."""

import base64
import hashlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Session

from certificates.claims import Claims, digest, to_json
from certificates.numbering import MAX_LENGTH, render
from lms.credentials import holdings, house, queries, recognising
from lms.credentials.models import Basis, Certificate, Credential, Merit, Revocation
from lms.kernel import audit, jobs, numbers
from lms.kernel.access import Actor, Permission
from lms.kernel.errors import Refused
from lms.kernel.sentence import Sentence, say

DRAW = "credentials.draw"
_TOKEN_BYTES = 16


@dataclass(frozen=True, kw_only=True)
class Holding:
    """What a person shall hold from now on, and where that comes from."""

    person_id: UUID
    achievement: str
    family: str
    tier: str | None
    version_id: UUID
    source_id: UUID
    region_code: str  # where the person lives
    issuer_region_code: str
    basis: Basis = Basis.COMPLETION
    merit: Merit = Merit.PASSED


@dataclass(frozen=True, kw_only=True)
class Numbering:
    """How the paper's number is made: a pattern of certificates.numbering and its words."""

    pattern: str
    unit: str
    kode: str
    angkatan: int
    on: date

    @property
    def series(self) -> str:
        """Give the counter's name: by unit, year and pattern, as far as the number shows them.

        A pattern without {unit} or {tahun} counts on across units or years, so that no two
        papers get the same number.
        """
        unit = self.unit if "{unit}" in self.pattern else "*"
        year = self.on.year if "{tahun}" in self.pattern else "*"
        mark = hashlib.sha256(self.pattern.encode()).hexdigest()[:16]
        return f"certificate:{year}:{mark}:{unit}"

    def render(self, no: int) -> str:
        """Give the number for a running number.

        Raises:
            Refused: it is longer than a certificate can carry.
        """
        number = render(
            self.pattern,
            no=no,
            unit=self.unit,
            kode=self.kode,
            angkatan=self.angkatan,
            on=self.on,
        )
        if len(number) > MAX_LENGTH:
            raise Refused(
                say(
                    "Nomor sertifikat menjadi lebih dari %(most)s huruf. Persingkat pola nomor.",
                    most=MAX_LENGTH,
                )
            )
        return number


@dataclass(frozen=True)
class Stamp:
    """What only the ledger can give to a paper."""

    number: str
    token: str
    is_specimen: bool


def issue(
    session: Session,
    actor: Actor,
    holding: Holding,
    numbering: Numbering,
    claims_of: Callable[[Stamp], Claims],
    *,
    at: datetime,
) -> Credential:
    """Give the person's credential, issued now unless they hold it by this version already.

    Its certificate is frozen here and drawn by a worker. Of parallel acts one issues, the
    others get its credential; a number is used only by a paper that is really issued.

    Raises:
        Refused: real papers can't be issued at this address, or the number gets too long.
    """
    actor.require(Permission.ANGKATAN_CLOSE, within=holding.issuer_region_code)
    is_specimen = house.issues_specimens()
    known = queries.of_version(session, holding.person_id, holding.version_id)
    if known is not None:
        return known
    credential_id = _insert(session, actor, holding, at=at)
    if credential_id is None:
        return _issued_meanwhile(session, holding)
    number = numbering.render(numbers.following(session, numbering.series))
    claims = claims_of(Stamp(number, new_token(), is_specimen))
    certificate = _certificate(credential_id, claims, at=at)
    session.add(certificate)
    session.flush()
    jobs.add(session, DRAW, certificate.id, at=at)
    return _noted(session, actor, holding, certificate, at=at)


def _noted(
    session: Session, actor: Actor, holding: Holding, certificate: Certificate, *, at: datetime
) -> Credential:
    credential = session.get_one(Credential, certificate.credential_id)
    holdings.changed(session, credential)
    audit.record(
        session,
        actor,
        "credential.issued",
        credential,
        region_code=holding.issuer_region_code,
        at=at,
        detail={
            "person_id": holding.person_id,
            "achievement": holding.achievement,
            "source_id": holding.source_id,
            "certificate_id": certificate.id,
            "number": certificate.number,
        },
    )
    return credential


def new_token() -> str:
    """Give 26 random letters and digits (base32), 128 bits."""
    return base64.b32encode(secrets.token_bytes(_TOKEN_BYTES)).decode().rstrip("=")


def _insert(session: Session, actor: Actor, holding: Holding, *, at: datetime) -> UUID | None:
    cycle = queries.cycles_count(session, holding.person_id, holding.version_id) + 1
    insert = sqlite_insert if session.get_bind().dialect.name == "sqlite" else postgresql_insert
    row = insert(Credential).values(
        **vars(holding), cycle=cycle, issued_at=at, issued_by_id=actor.account_id
    )
    once = row.on_conflict_do_nothing(index_elements=["person_id", "version_id", "cycle"])
    return session.execute(once.returning(Credential.id)).scalar_one_or_none()


def _issued_meanwhile(session: Session, holding: Holding) -> Credential:
    found = queries.of_version(session, holding.person_id, holding.version_id)
    if found is None:
        raise Refused(say("Orang lain sedang menerbitkan sertifikat ini. Coba sekali lagi."))
    return found


def _certificate(credential_id: UUID, claims: Claims, *, at: datetime) -> Certificate:
    return Certificate(
        credential_id=credential_id,
        revision=claims.revision,
        number=claims.number,
        token=claims.token,
        claims=to_json(claims),
        claims_digest=digest(claims),
        is_specimen=claims.is_specimen,
        issued_at=at,
    )


def revoke(
    session: Session,
    actor: Actor,
    credential_id: UUID,
    *,
    reason: str,
    public_words: str,
    at: datetime,
) -> Revocation:
    """End a credential's force. Its paper stays known and says that it is revoked.

    Raises:
        Refused: no reason, no words for the public, or it is revoked already.
        Forbidden, NotFound: as queries.to_revoke.
    """
    credential = queries.to_revoke(session, actor, credential_id)
    locked = select(Credential.id).where(Credential.id == credential_id)
    session.execute(locked.with_for_update())
    against = _against_revoking(reason, public_words)
    if queries.revoked(session, [credential_id]):
        against.append(say("Sertifikat ini sudah dicabut."))
    if against:
        raise Refused(*against)
    revocation = Revocation(
        credential_id=credential_id,
        revoked_at=at,
        revoked_by_id=actor.account_id,
        reason=reason.strip(),
        public_words=public_words.strip(),
    )
    session.add(revocation)
    session.flush()
    if credential.basis is Basis.RECOGNITION:
        recognising.end(session, actor, credential.source_id, reason=revocation.reason, at=at)
    holdings.changed(session, credential)
    audit.record(
        session,
        actor,
        "credential.revoked",
        credential,
        region_code=credential.issuer_region_code,
        at=at,
        reason=revocation.reason,
        detail={"revocation_id": revocation.id, "person_id": credential.person_id},
    )
    return revocation


def _against_revoking(reason: str, public_words: str) -> list[Sentence]:
    against = []
    if not reason.strip():
        against.append(say("Tuliskan alasan pencabutan untuk catatan resmi."))
    if not public_words.strip():
        against.append(say("Tuliskan kalimat yang akan dibaca umum di halaman pemeriksaan."))
    return against
