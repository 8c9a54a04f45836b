"""The sentences on which a key rests stand in a lesson."""

import pytest

from courses.grounds import grounds_faults

TEXT = """## Arti

- Relawan **bergerak** atas [kehendak sendiri](media/x.pdf), dengan
  atau tanpa imbalan.

> Ia bukan pegawai.

| Siapa | Upah |
| --- | --- |
| Relawan | tidak selalu |
"""


@pytest.mark.parametrize(
    "said",
    [
        "Relawan bergerak atas kehendak sendiri, dengan atau tanpa imbalan.",
        "Relawan **bergerak** atas kehendak sendiri",
        "Ia bukan pegawai.",
        "Relawan tidak selalu",
    ],
)
def test_a_sentence_is_found_whatever_its_marks_and_lines(said: str) -> None:
    assert list(grounds_faults([said], ["Lain.", TEXT])) == []


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("Relawan menerima upah tetap.", "tidak ada dalam materi"),
        ("relawan bergerak atas perintah", "tidak ada dalam materi"),
        ("Relawan", "terlalu pendek"),
    ],
)
def test_what_no_lesson_says_is_refused(said: str, why: str) -> None:
    (fault,) = grounds_faults([said], [TEXT])
    assert why in fault.message
    assert said in fault.message
