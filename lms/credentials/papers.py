"""A certificate as people see it: its standing, its facts, and how a file differs from it."""

from dataclasses import dataclass
from functools import cached_property

from flask_babel import gettext as _

from certificates.claims import Claims, from_json
from lms.credentials.models import Certificate, Revocation
from lms.web.formats import day_range, plain_day

CHECK_CODE_LETTERS = 6
_UNSAFE_IN_NAMES = str.maketrans({letter: "-" for letter in '/\\:*?"<>| '})


@dataclass(frozen=True)
class Paper:
    """A certificate with its credential and person loaded, and its revocation if there is one."""

    certificate: Certificate
    revocation: Revocation | None

    @cached_property
    def claims(self) -> Claims:
        """Give the frozen facts."""
        return from_json(self.certificate.claims)

    @property
    def is_drawn(self) -> bool:
        """Tell whether the PDF exists."""
        return self.certificate.drawn_at is not None

    @property
    def word(self) -> str:
        """Give the standing as people read it."""
        if self.revocation is not None:
            return str(_("Dicabut"))
        return str(_("Sah (contoh)") if self.certificate.is_specimen else _("Sah"))

    @property
    def tone(self) -> str:
        """Give the standing's tone for the component `status`."""
        if self.revocation is not None:
            return "danger"
        return "info" if self.certificate.is_specimen else "good"

    @property
    def check_code(self) -> str:
        """Give what has to be typed together with the number."""
        return self.certificate.token[:CHECK_CODE_LETTERS]

    @property
    def filename(self) -> str:
        """Give a name for the file that every system accepts."""
        return (
            f"{self.claims.document_title}-{self.certificate.number}".translate(_UNSAFE_IN_NAMES)
            + ".pdf"
        )


@dataclass(frozen=True)
class Difference:
    """A fact that a file states otherwise than the ledger."""

    label: str
    in_file: str
    in_ledger: str


def facts(claims: Claims) -> tuple[tuple[str, str], ...]:
    """Give the facts of a paper as pairs (label, words), empty ones left out."""
    organisers = ", ".join((claims.organiser, *claims.partners))
    signatory = f"{claims.signatory_name}, {claims.signatory_office}"
    tier = _("jenjang %(tier)s", tier=claims.tier) if claims.tier else ""
    kind = ", ".join(filter(None, (claims.kind_label, tier)))
    rows = (
        (_("Nama"), claims.holder_name),
        (_("Nomor"), claims.number),
        (_("Dokumen"), claims.document_title),
        (_("Dinyatakan"), claims.status_line),
        (_("Kegiatan"), claims.angkatan_title),
        (_("Program"), claims.programme_title),
        (_("Jenis"), kind),
        (_("Kualifikasi"), claims.qualification or ""),
        (_("Asal"), claims.origin),
        (_("Utusan"), claims.delegate_of),
        (_("Penyelenggara"), organisers),
        (_("Tempat"), claims.place),
        (_("Waktu"), day_range(claims.starts_on, claims.ends_on)),
        (_("Lama"), _("%(jp)s JP (jam pelajaran)", jp=claims.jp_total)),
        (_("Diterbitkan"), f"{claims.issued_at_place}, {plain_day(claims.issued_on)}"),
        (_("Penanda tangan"), signatory),
        (_("Revisi"), str(claims.revision) if claims.revision > 1 else ""),
    )
    return tuple((label, words) for label, words in rows if words)


def differences(in_file: Claims, in_ledger: Claims) -> tuple[Difference, ...]:
    """Give every fact that the file states otherwise than the ledger."""
    said, kept = dict(facts(in_file)), dict(facts(in_ledger))
    materials = _("Mata pelatihan")
    said[materials], kept[materials] = _materials(in_file), _materials(in_ledger)
    labels = dict.fromkeys((*kept, *said))
    return tuple(
        Difference(label, said.get(label, "–"), kept.get(label, "–"))
        for label in labels
        if said.get(label) != kept.get(label)
    )


def _materials(claims: Claims) -> str:
    return "; ".join(f"{each.title} ({each.jp} JP, {each.mode})" for each in claims.materials)
