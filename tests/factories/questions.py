"""One question of each kind, and a kelas whose tes akhir asks them all."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

from sqlalchemy.orm import Session

from courses.kinds import Level
from courses.model import (
    Accepted,
    Choice,
    Choices,
    Cloze,
    Criterion,
    Description,
    Essay,
    Gap,
    Matching,
    Media,
    Numeric,
    Option,
    Ordering,
    Pair,
    Question,
    ShortAnswer,
    Span,
    TrueFalse,
)
from lms.assessment.models import Attempt, Response
from lms.kernel import clock
from lms.training.catalogue import Mode
from lms.training.models import Kelas, Participation, TestWindow
from tests.factories.training import a_curriculum, a_kelas, a_module, an_angkatan

_LEVELS = ("Belum tampak", "Mulai tampak", "Jelas", "Jelas dan beralasan")
_ASKED = {"objective": "Memahami", "level": Level.C1}


def _asked(key: str, stem: str) -> dict[str, Any]:
    return {**_ASKED, "key": key, "stem": stem, "explanation": f"Karena {key}."}


def _options(*texts: str, right: str = "a") -> tuple[Option, ...]:
    return tuple(
        Option(key, text, right=key in right) for key, text in zip("abcdef", texts, strict=False)
    )


CHOICE = Choice(
    **_asked("pilihan", "Siapa yang menetapkan **PSM**?"),
    options=(
        Option("a", "Kepala desa atau lurah", right=True),
        Option("b", "Camat", feedback="Camat tidak menetapkan PSM."),
        Option("c", "Bupati"),
    ),
)
CHOICES = Choices(
    **_asked("majemuk", "Mana yang termasuk potensi sumber kesejahteraan sosial?"),
    options=_options("PSM", "Karang Taruna", "Pasar malam", "Lapangan", right="ab"),
)
TRUE_FALSE = TrueFalse(**_asked("benar-salah", "PSM bekerja atas kemauan sendiri."), is_true=True)
SHORT = ShortAnswer(
    **_asked("singkat", "Apa kepanjangan PSM?"),
    accepted=(Accepted("pekerja sosial masyarakat"), Accepted("*sosial*", Fraction(1, 2))),
)
NUMERIC = Numeric(
    **_asked("angka", "Berapa kilogram beras tiga keluarga bila tiap keluarga 2,5 kg?"),
    spans=(Span(Fraction("7.4"), Fraction("7.6")),),
    unit="kg",
)
MATCHING = Matching(
    **_asked("jodoh", "Jodohkan singkatan dengan kepanjangannya."),
    pairs=(
        Pair("a", "TKSK", "Tenaga Kesejahteraan Sosial Kecamatan"),
        Pair("b", "LKS", "Lembaga Kesejahteraan Sosial"),
        Pair("c", "DTSEN", "Data Tunggal Sosial dan Ekonomi Nasional"),
    ),
    others=("Lembaga Keuangan Syariah",),
)
ORDERING = Ordering(
    **_asked("urutan", "Urutkan langkah pendampingan."),
    items=_options("Mengenal warga", "Menyusun rencana", "Melaksanakan", "Menilai hasil"),
)
CLOZE = Cloze(
    **_asked("rumpang", "PSM berasal dari [[1]] setempat.\n\nIkrar PSM ada [[2]] butir."),
    gaps=(
        Gap(options=_options("warga", "pegawai")),
        Gap(spans=(Span(Fraction(5), Fraction(5)),)),
    ),
)
ESSAY = Essay(
    **_asked("uraian", "Ceritakan satu masalah sosial di desa Anda.\n\n- apa\n- siapa"),
    criteria=(Criterion("isi", "Isi", _LEVELS), Criterion("langkah", "Langkah", _LEVELS)),
)
DESCRIPTION = Description(**_asked("keterangan", "Bacalah kisah Bu Sari dahulu."))

EVERY_KIND: tuple[Question, ...] = (
    CHOICE,
    CHOICES,
    TRUE_FALSE,
    SHORT,
    NUMERIC,
    MATCHING,
    ORDERING,
    CLOZE,
    ESSAY,
)
"""All kinds that a test may ask."""


def an_essay_handed_in(
    session: Session, participation: Participation, window: TestWindow
) -> Response:
    """Give an uraian in a test that is finished and waits for a trainer's marks."""
    module = a_module(session, "uraian")
    module.content = {**module.content, "questions": [ESSAY.to_json()]}
    at = clock.now()
    attempt = Attempt(
        participation_id=participation.id,
        window_id=window.id,
        kind=window.kind,
        paper=[{"module_id": str(module.id), "question_key": ESSAY.key}],
        seed="0",
        started_at=at,
        deadline_at=at,
        finished_at=at,
    )
    session.add(attempt)
    session.flush()
    made = Response(attempt_id=attempt.id, position=1, answer=["Air bersih kurang."], saved_at=at)
    session.add(made)
    session.flush()
    return made


def a_kelas_with_every_kind(
    session: Session,
    *,
    questions: Sequence[Question] = EVERY_KIND,
    media: Sequence[Media] = (),
    region_code: str = "18",
) -> Kelas:
    """Give a kelas whose tes akhir asks one question of each kind; its lesson checks them all."""
    module = a_module(session, questions_count=5)
    asked = [each.to_json() for each in questions]
    checks = [
        replace(each, key=f"cek-{each.key}", selfcheck=True, lesson="01-arti").to_json()
        for each in (*EVERY_KIND, DESCRIPTION)
    ]
    lessons = module.content["lessons"][:1]
    module.content = {
        **module.content,
        "lessons": lessons,
        "questions": asked + checks,
        "media": [each.to_json() for each in media],
    }
    curriculum = a_curriculum(session, materials=[("Kerelawanan", 2, Mode.ASYNCHRONOUS, module)])
    tests = {
        "awal": {"questions": 1, "minutes": 15, "modules": ["kerelawanan"]},
        "akhir": {
            "questions": len(questions),
            "minutes": 60,
            "modules": ["kerelawanan"],
            "pass_percent": 70,
        },
    }
    curriculum.content = {**curriculum.content, "tests": tests}
    session.flush()
    return a_kelas(session, an_angkatan(session, curriculum, region_code=region_code))
