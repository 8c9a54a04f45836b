"""The registrar's lists of members and of SK, as pages show them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from lms.kernel.access import NATION, Actor
from lms.regions import queries as regions
from lms.registration import member_page, membership, presenters, queries, tenure_queries, words
from lms.registration.basis import Loss
from lms.registration.desks import Tab
from lms.registration.membership import Listing, Standing
from lms.registration.presenters import Word
from lms.registration.tenure_models import Appointment
from lms.web import formats
from lms.web.paging import Paging

PAGE = 50


@dataclass(frozen=True)
class Row:
    """A member in a list."""

    registration_id: UUID
    appointment_id: UUID
    name: str
    family: str
    region: str
    number: str
    until: str
    word: Word
    remark: str


@dataclass(frozen=True)
class Board:
    """A page of a list of members."""

    listing: Listing
    title: str
    lead: str
    rows: list[Row]
    tabs: list[Tab]
    name: str
    paging: Paging

    @property
    def may_renew(self) -> bool:
        """Tell whether this is a list from which people are renewed."""
        return self.listing in {Listing.ENDING, Listing.EXPIRED}


@dataclass(frozen=True)
class DecreeRow:
    """An SK in the list."""

    decree_id: UUID
    number: str
    on: str
    signatory: str
    region: str
    count: int


def _titles() -> dict[Listing, tuple[str, str]]:
    return {
        Listing.ACTIVE: (_("Terdaftar"), _("Semua yang sekarang terdaftar di wilayah Anda.")),
        Listing.ENDING: (
            _("Akan berakhir"),
            _("Masa berlakunya habis dalam 90 hari. Siapkan SK perpanjangan."),
        ),
        Listing.EXPIRED: (
            _("Masa berlaku habis"),
            _("Masih terdaftar, tetapi masa berlaku SK sudah lewat: perpanjang atau akhiri."),
        ),
        Listing.MOVED: (
            _("Pindah domisili"),
            _("Domisilinya sekarang lain dari wilayah keanggotaannya: terima atau akhiri."),
        ),
        Listing.BASIS: (
            _("Dasar dicabut"),
            _(
                "Sertifikat yang menjadi dasar pendaftarannya dicabut. Keanggotaan tidak gugur "
                "sendiri: Anda yang menentukan langkahnya."
            ),
        ),
        Listing.OVER: (_("Berakhir"), _("Yang pernah terdaftar, dengan sebab berakhirnya.")),
    }


def listed(
    session: Session, actor: Actor, listing: Listing, *, name: str, number: int, at: datetime
) -> Board:
    """Give a page of a list in the actor's regions."""
    found = membership.members(
        session, actor, listing, name=name, limit=PAGE, offset=(number - 1) * PAGE, at=at
    )
    titles, asked = _titles(), {"daftar": listing.value, "q": name or None}
    title, lead = titles[listing]
    return Board(
        listing=listing,
        title=title,
        lead=lead,
        rows=_rows(session, found.terms, found.losses, at=at),
        tabs=[
            Tab(
                f"{titles[one][0]} ({formats.number(found.counts[one])})",
                url_for("registration_membership.members", daftar=one.value),
                one is listing,
            )
            for one in Listing
        ],
        name=name,
        paging=Paging(number, found.total, PAGE, "registration_membership.members", asked),
    )


def _rows(
    session: Session, terms: Sequence[Appointment], losses: dict[UUID, Loss], *, at: datetime
) -> list[Row]:
    on, homes = queries.today(NATION, at=at), [t.registration.person.domicile_code for t in terms]
    codes = {t.registration.region_code for t in terms} | {one for one in homes if one}
    names = regions.full_names(session, codes)
    rows = []
    for term in terms:
        row = term.registration
        standing = membership.standing(row, term, on)
        rows.append(
            Row(
                registration_id=row.id,
                appointment_id=term.id,
                name=row.person.full_name,
                family=words.family_word(row.family),
                region=names[row.region_code],
                number=term.membership_number or "–",
                until=formats.plain_day(term.valid_until) if term.valid_until else "–",
                word=member_page.standing_word(standing),
                remark=_remark(term, standing, names, losses.get(row.id)),
            )
        )
    return rows


def _remark(term: Appointment, standing: Standing, names: dict[str, str], loss: Loss | None) -> str:
    row, home = term.registration, term.registration.person.domicile_code
    if standing is Standing.OVER and term.end_kind is not None:
        return words.end_words()[term.end_kind]
    found = []
    if home is not None and home != row.region_code:
        found.append(_("sekarang di %(where)s", where=names[home]))
    if loss is not None:
        since = presenters.written(loss.since, row.region_code)
        found.append(
            _("dasar dicabut %(since)s: %(what)s", since=since, what=", ".join(loss.titles))
        )
        if loss.asked is not None:
            found.append(words.note_words()[loss.asked.kind])
    return "; ".join(found)


def decree_list(session: Session, actor: Actor, *, number: int) -> tuple[list[DecreeRow], Paging]:
    """Give a page of the SK in the actor's regions, latest first."""
    total = tenure_queries.decree_count(session, actor)
    rows = tenure_queries.decrees(session, actor, limit=PAGE, offset=(number - 1) * PAGE)
    names = regions.full_names(session, {row.region_code for row, _count in rows})
    lines = [
        DecreeRow(
            row.id,
            row.number,
            formats.plain_day(row.signed_on),
            row.signatory,
            names[row.region_code],
            count,
        )
        for row, count in rows
    ]
    return lines, Paging(number, total, PAGE, "registration_membership.decree_list")
