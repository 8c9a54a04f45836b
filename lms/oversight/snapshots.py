"""Views as they are frozen for a report: the same numbers and words as on the page."""

from collections.abc import Sequence

from flask_babel import gettext as _

from lms.kernel.access import NATION
from lms.oversight import words
from lms.oversight.empty_board import EmptyBoard, EmptyRow
from lms.oversight.people_board import People, PersonRow
from lms.oversight.region_board import Board, tile
from lms.oversight.shown import Shown
from lms.oversight.tables import Cell, Snapshot, View
from lms.oversight.tiers import Offered
from lms.oversight.words import BASIS_WORDS, BUCKET_WORDS
from lms.regions import phones
from lms.regions.models import Organisation
from lms.web.formats import number
from lms.web.templating import sentence


def definitions(tier: Offered) -> list[str]:
    """Give what the columns mean, one sentence each."""
    return [sentence(one) for one in words.definitions(tier.family_words)]


def of_region(board: Board) -> Snapshot:
    """Give a region's figures by its children, the sum last."""
    rows = [[row.code, row.name, *_figures(row.shown, board)] for row in board.rows]
    if not board.only_empty:
        *sums, _state = _figures(board.total, board)
        rows.append(["", _("Jumlah"), *sums, sum_words(board)])
    shown = _("hanya yang belum ada seorang pun terlatih") if board.only_empty else _("semua")
    return Snapshot(
        view=View.REGION,
        family=board.tier.key.family,
        tier=board.tier.key.tier,
        region_code=board.code,
        filters={"tampil": shown},
        title=_("Pelatihan wajib: %(name)s", name=board.name),
        facts=[
            *_where(board.tier, board.name, board.as_of),
            (_("Ditampilkan"), shown),
            *totals(board.total),
            *unset_regions(board),
        ],
        headings=[_("Kode"), *headings(is_desa=board.is_desa)],
        rows=rows,
        notes=definitions(board.tier),
        tiles=[tile(row) for row in board.rows if row.code != NATION] if board.map else [],
    )


def headings(*, is_desa: bool) -> list[str]:
    """Give the names of the columns of a region's figures."""
    return [
        _("Desa atau kelurahan") if is_desa else _("Wilayah"),
        _("Wajib"),
        *(sentence(word) for word, _tone in BUCKET_WORDS.values()),
        _("Terlatih"),
        _("Di luar daftar"),
        _("Terdaftar"),
        _("Keadaan") if is_desa else _("Desa belum ada"),
    ]


def _figures(shown: Shown, board: Board) -> list[Cell]:
    figures = shown.figures
    buckets: list[Cell] = [figures.obliged[one] for one in BUCKET_WORDS]
    return [
        figures.obliged_count if figures.obliged_count is not None else shown.obliged,
        *(buckets if shown.is_set else [entry.value for entry in shown.legend]),
        shown.share,
        shown.beyond,
        shown.registered,
        shown.state[0] if board.is_desa else desa_words(shown),
    ]


def desa_words(shown: Shown) -> str:
    """Give "12 dari 40": how many desa have nobody trained."""
    return str(
        _(
            "%(none)s dari %(all)s",
            none=number(shown.desa_none),
            all=number(shown.figures.desa),
        )
    )


def unset_regions(board: Board) -> list[tuple[str, str]]:
    """Give how many regions have not said who must be trained; all or none: nothing."""
    unset = sum(not row.shown.is_set for row in board.rows)
    if not unset or board.only_empty or not board.total.is_set:
        return []
    values = {"count": number(unset), "all": number(len(board.rows))}
    return [(_("Belum menetapkan"), str(_("%(count)s dari %(all)s wilayah", **values)))]


def sum_words(board: Board) -> str:
    """Give what the last row says of the desa."""
    words = desa_words(board.total)
    return str(_("%(words)s belum ada", words=words)) if board.is_desa else words


def _where(tier: Offered, name: str, as_of: str) -> list[tuple[str, str]]:
    return [
        (_("Pelatihan"), tier.words),
        (_("Wilayah"), name),
        (_("Keadaan per"), as_of),
    ]


def totals(shown: Shown) -> list[tuple[str, str]]:
    """Give a region's sums as pairs of name and words."""
    return [
        (
            _("Wajib"),
            f"{shown.obliged} ({sentence(BASIS_WORDS[shown.figures.basis])})"
            if shown.is_set
            else shown.obliged,
        ),
        (_("Terlatih"), shown.in_words),
        *shown.buckets,
        (_("Di luar daftar"), number(shown.beyond)),
        (_("Terdaftar"), number(shown.registered)),
        (_("Desa belum ada"), desa_words(shown)),
    ]


def besides(shown: Shown) -> list[tuple[str, str]]:
    """Give those of a region's sums that the bar and its legend don't say."""
    basis = sentence(BASIS_WORDS[shown.figures.basis])
    is_many = shown.figures.desa > 1
    return [
        (_("Wajib"), f"{shown.obliged} ({basis})" if shown.is_set else shown.obliged),
        (_("Terlatih di luar daftar"), number(shown.beyond)),
        (_("Terdaftar"), number(shown.registered)),
        *([(_("Desa belum ada"), desa_words(shown))] if is_many else []),
    ]


def of_people(page: People, rows: Sequence[PersonRow]) -> Snapshot:
    """Give the people of a region, all pages, each with what they need next."""
    bucket = page.asked.bucket
    state = sentence(BUCKET_WORDS[bucket][0]) if bucket else _("semua")
    return Snapshot(
        view=View.PEOPLE,
        family=page.tier.key.family,
        tier=page.tier.key.tier,
        region_code=page.code,
        filters={"keadaan": state},
        title=_("Orang per orang: %(name)s", name=page.name),
        facts=[
            *_where(page.tier, page.name, page.as_of),
            (_("Keadaan orang"), state),
            *totals(page.total),
        ],
        headings=[
            _("Nama"),
            _("NIK"),
            _("Wilayah"),
            _("Wajib"),
            _("Keadaan"),
            _("Berikutnya"),
        ],
        rows=[_person(one) for one in rows],
        notes=definitions(page.tier),
    )


def _person(one: PersonRow) -> list[Cell]:
    return [one.name, one.nik, one.place, one.duty, one.word, one.next]


def of_empty(board: EmptyBoard, rows: Sequence[EmptyRow]) -> Snapshot:
    """Give the regions without anybody trained, all pages, each with the office to call."""
    return Snapshot(
        view=View.EMPTY,
        family=board.tier.key.family,
        tier=board.tier.key.tier,
        region_code=board.code,
        filters={"tingkat": board.level_words},
        title=_("%(level)s yang belum ada: %(name)s", level=board.level_words, name=board.name),
        facts=[
            *_where(board.tier, board.name, board.as_of),
            (_("Jumlah"), board.answer),
        ],
        headings=[
            _("Kode"),
            board.level_words,
            _("Di"),
            _("Kantor yang dihubungi"),
            _("Nama kontak"),
            _("WhatsApp"),
        ],
        rows=[[one.code, one.name, one.around, *_office(one.office)] for one in rows],
        notes=definitions(board.tier),
    )


def _office(office: Organisation | None) -> list[Cell]:
    if office is None:
        return [_("tidak tercatat"), "", ""]
    return [office.short_name, office.contact_name, phones.readable(office.whatsapp)]
