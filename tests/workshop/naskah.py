"""Published modules and manuscripts that are whole, and people who write, approve and publish."""

import io
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from PIL import Image
from sqlalchemy import select
from sqlalchemy.orm import Session

from courses.kinds import Family, Kind, Level, OrganiserLevel, Track
from courses.kinds import Mode as Mode_
from courses.model import (
    Choice,
    Lesson,
    Library,
    Material,
    Module,
    Option,
    Programme,
    Requirements,
    Source,
    TestPlan,
    Tests,
)
from courses.model import Curriculum as CurriculumContent
from lms.kernel import clock
from lms.kernel.access import SYSTEM, Role
from lms.people.models import Account
from lms.training import loading
from lms.training.catalogue import Curriculum, CurriculumMaterial, Mode
from lms.training.catalogue import Module as Row
from lms.workshop import beginning
from lms.workshop.models import BankItem, Manuscript
from tests.factories.people import a_staff_member
from tests.factories.training import a_curriculum, an_angkatan
from tests.training.support import actor_for

INDICATORS = ("Menjelaskan arti relawan", "Menerapkan nilai relawan")


def a_choice(key: str, *, lesson: str | None = None, stem: str = "") -> Choice:
    """Give a question that may be asked; with a lesson, a self-check of it."""
    return Choice(
        key=key,
        objective=INDICATORS[0],
        level=Level.C1,
        stem=stem or f"Apa arti {key}?",
        explanation=f"Karena {key}.",
        selfcheck=lesson is not None,
        lesson=lesson,
        options=tuple(Option(k, f"Jawaban {k} {key}", k == "b") for k in "abcd"),
    )


def a_whole_module(slug: str = "kerelawanan", **changes: Any) -> Module:
    """Give a module without a fault: two lessons, three self-checks, twelve for tests."""
    checks = [("01-arti", 1), ("01-arti", 2), ("02-nilai", 1)]
    made = Module(
        slug=slug,
        code="A7",
        title="Kerelawanan sosial",
        track=Track.DASAR,
        jp=2,
        summary="Siapa relawan dan apa nilainya.",
        outcome="Anda mampu menjelaskan kerelawanan.",
        indicators=INDICATORS,
        sources=(Source("UU Nomor 11 Tahun 2009", "Pasal 33"),),
        valid_on=date(2026, 11, 1),
        review_on=date(2027, 11, 1),
        lessons=(
            Lesson("01-arti", "Arti relawan", 8, "## Arti\n\nRelawan menolong.\n"),
            Lesson("02-nilai", "Nilai relawan", 6, "Gotong royong.\n"),
        ),
        questions=(
            *(a_choice(f"cek-{lesson[3:]}-{n}", lesson=lesson) for lesson, n in checks),
            *(a_choice(f"soal-{n}") for n in range(12)),
        ),
    )
    return replace(made, **changes)


def a_published(session: Session, slug: str = "kerelawanan", **changes: Any) -> Row:
    """Give the row of a published module."""
    made = loading.keep_module(session, a_whole_module(slug, **changes), at=clock.now())
    session.flush()
    return made


def a_taught(session: Session, slug: str = "kerelawanan") -> tuple[Curriculum, Row]:
    """Give a national curriculum that teaches a published module, with tests drawn from it."""
    row = a_published(session, slug)
    made = a_curriculum(session, materials=[("Kerelawanan", 2, Mode.ASYNCHRONOUS, row)])
    made.content = {
        **made.content,
        "slug": "bimtek-dasar",
        "materials": [
            {"code": "M1", "title": "Kerelawanan", "jp": 2, "mode": "mandiri", "module": slug}
        ],
        "tests": {"akhir": {"questions": 8, "minutes": 20, "modules": [slug], "pass_percent": 70}},
    }
    session.flush()
    return made, row


def a_manuscript_of(session: Session, row: Row, account: Account, region_code: str) -> Manuscript:
    """Give the manuscript that somebody begins from a published module."""
    actor = actor_for(session, account)
    return beginning.begin_from(session, actor, row.id, region_code=region_code, at=clock.now())


def people(session: Session, region_code: str = "18") -> tuple[Account, Account, Account]:
    """Give a writer, a second writer and an organiser of a region."""
    return (
        a_staff_member(session, Role.AUTHOR, region_code),
        a_staff_member(session, Role.AUTHOR, region_code),
        a_staff_member(session, Role.ORGANISER, region_code),
    )


def a_running_angkatan(session: Session, curriculum: Curriculum) -> Any:
    """Give an angkatan that runs with a curriculum."""
    return an_angkatan(session, curriculum)


def items_of(session: Session, manuscript_id: UUID) -> list[BankItem]:
    """Give the questions of a manuscript in order."""
    found = select(BankItem).where(BankItem.manuscript_id == manuscript_id)
    return list(session.scalars(found.order_by(BankItem.position)))


def modules_of(session: Session, curriculum_id: UUID) -> list[UUID | None]:
    """Give the modules that a curriculum's materials teach."""
    found = select(CurriculumMaterial.module_id).where(
        CurriculumMaterial.curriculum_id == curriculum_id
    )
    return list(session.scalars(found.order_by(CurriculumMaterial.position)))


def a_photo(side: int = 1500, *, kind: str = "JPEG") -> bytes:
    """Give a picture with noise, as a camera takes it: many bytes, and EXIF."""
    picture = Image.effect_noise((side, side // 2), 40).convert("RGB")
    exif = Image.Exif()
    exif[0x010F] = "Kamera Rahasia"
    stream = io.BytesIO()
    picture.save(stream, kind, quality=70, exif=exif)
    return stream.getvalue()


def a_small_library(slug: str = "naskah-lampung") -> Library:
    """Give a library with one module and the curriculum that teaches it."""
    levels = (OrganiserLevel.PROVINSI,)
    programme = Programme(slug, "Bimtek Contoh", Family.PSM, None, levels, "SERTIFIKAT", ())
    material = Material("A7", "Kerelawanan", 2, Mode_.MANDIRI, module=slug)
    curriculum = CurriculumContent(
        slug=slug,
        title="Bimtek Contoh",
        programme=programme,
        version=1,
        kind=Kind.BIMTEK,
        materials=(material,),
        tests=Tests(akhir=TestPlan(5, 10, (slug,), 70)),
        requirements=Requirements(80, True, (), None, True),
        sources=(Source("UU Nomor 11 Tahun 2009", "Pasal 33"),),
    )
    return Library((a_whole_module(slug),), (), (curriculum,))


def a_curriculum_of(session: Session, library: Library, region_code: str) -> Curriculum:
    """Give the curriculum of a library, loaded and made a region's own."""
    loading.load(session, SYSTEM, library, at=clock.now())
    session.flush()
    digest = library.curricula[0].digest
    made = session.scalars(select(Curriculum).where(Curriculum.digest == digest)).one()
    made.region_code = region_code
    session.flush()
    return made
