"""Shares, levels, bars and the map's places: pure."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.oversight import maps, measures, next_words, tiles
from lms.oversight.measures import NOTHING
from lms.oversight.next_words import Run, Situation
from lms.standings.buckets import Bucket
from lms.standings.figures import Basis, Figures
from lms.training.models import ParticipationState, Stage


def _figures(done: int, never: int) -> Figures:
    obliged = NOTHING.obliged | {Bucket.DONE: done, Bucket.NEVER: never}
    return replace(NOTHING, obliged=obliged, basis=Basis.LIST)


@pytest.mark.parametrize(
    ("done", "never", "share", "level"),
    [
        (0, 0, None, None),
        (0, 5, "0.0", 0),
        (1, 9999, "0.0", 1),
        (1, 9, "10.0", 1),
        (1, 3, "25.0", 2),
        (1, 1, "50.0", 3),
        (3, 1, "75.0", 4),
        (9999, 1, "99.9", 4),
        (7, 0, "100.0", 4),
    ],
)
def test_only_everybody_is_a_hundred_percent(
    done: int, never: int, share: str | None, level: int | None
) -> None:
    found = measures.share(_figures(done, never))
    assert found == (None if share is None else Decimal(share))
    assert measures.level(_figures(done, never)) == level


def test_nobody_said_who_must_is_not_nought_percent() -> None:
    assert measures.share(NOTHING) is None
    assert measures.level(NOTHING) is None


@given(st.lists(st.integers(0, 500), min_size=6, max_size=6))
def test_the_parts_of_a_bar_lie_end_to_end_within_it(numbers: list[int]) -> None:
    figures = replace(NOTHING, obliged=dict(zip(Bucket, numbers, strict=True)), basis=Basis.LIST)
    parts = measures.parts(figures)
    ends = [float(part.x_percent) + float(part.width_percent) for part in parts]
    assert all(end <= 100.01 for end in ends)
    assert ends == sorted(ends)


def test_every_province_has_a_place_of_its_own() -> None:
    assert len(tiles.PLACES) == 38
    for layout in (tiles.wide(tiles.PLACES), tiles.narrow(tiles.PLACES)):
        places = {(spot.x, spot.y) for spot in layout.spots}
        assert len(places) == 38
        assert max(x for x, _ in places) + tiles.SIDE == layout.width
        assert max(y for _, y in places) + tiles.SIDE == layout.height
    assert len({place.short for place in tiles.PLACES.values()}) == 38


def test_each_level_has_its_own_marks() -> None:
    marks = [tuple(full for _, full in maps.pips(level)) for level in (None, 0, 1, 2, 3, 4)]
    assert len(set(marks)) == 6


COMING = Run("Bimtek Dasar V", date(2026, 12, 10), date(2026, 12, 13), Stage.PLANNED)
PAST = Run("Bimtek Dasar IV", date(2026, 3, 2), date(2026, 3, 5), Stage.CLOSED)


@pytest.mark.parametrize(
    ("it", "words"),
    [
        (Situation(Bucket.DONE, True, date(2026, 3, 9)), "Sertifikat terbit 9 Maret 2026."),
        (Situation(Bucket.RECOGNISED, True, date(2026, 3, 9)), "Diakui dari dokumen pada 9 Maret"),
        (Situation(Bucket.NEVER, True, office="Dinsos Metro"), "hubungi Dinsos Metro."),
        (Situation(Bucket.NEVER, True, opening=COMING), "Dapat diusulkan ke Bimtek Dasar V, 10–13"),
        (Situation(Bucket.NEVER, False), "Belum mempunyai akun Bekal yang aktif."),
        (
            Situation(Bucket.ABSENT, True, state=ParticipationState.INVITED, run=COMING),
            "Diundang ke Bimtek Dasar V, 10–13 Desember 2026; belum menjawab.",
        ),
        (
            Situation(Bucket.ABSENT, True, state=ParticipationState.DECLINED, run=PAST),
            "Menolak undangan Bimtek Dasar IV",
        ),
        (
            Situation(Bucket.UNFINISHED, True, state=ParticipationState.ENROLLED, run=PAST),
            "Hadir pada Bimtek Dasar IV, 2–5 Maret 2026, tetapi belum lulus.",
        ),
        (
            Situation(Bucket.ABSENT, True, state=ParticipationState.ENROLLED, run=PAST),
            "tetapi belum hadir. Belum ada angkatan",
        ),
        (
            Situation(Bucket.IN_TRAINING, True, state=ParticipationState.ENROLLED, run=PAST),
            "Sedang mengikuti Bimtek Dasar IV",
        ),
    ],
)
def test_what_somebody_needs_next_is_said(it: Situation, words: str) -> None:
    assert words in " ".join(str(one) for one in next_words.sentences(it))
