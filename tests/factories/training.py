"""A programme, an angkatan that is running, its kelas, sessions, trainers and participants."""

import hashlib
import io
from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import count
from typing import Any

import xlsxwriter
from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.kernel import clock
from lms.kernel.clock import Zone
from lms.people.models import Account, Person
from lms.regions.models import Organisation
from lms.training.catalogue import (
    Curriculum,
    CurriculumMaterial,
    CurriculumRubric,
    Family,
    Mode,
    Module,
    Programme,
    RubricVersion,
    Tier,
)
from lms.training.models import (
    Angkatan,
    Duty,
    Kelas,
    Kind,
    Participation,
    ParticipationState,
    ParticipationStep,
    Quota,
    Stage,
    Teaching,
    TestKind,
    TestWindow,
    TrainingSession,
)
from tests.factories.people import a_person, an_account
from tests.factories.regions import an_organisation

_numbers = count(1)
MOST_ROMAN = 3999  # the number of an angkatan is printed in Roman letters


def _digest() -> str:
    return hashlib.sha256(str(next(_numbers)).encode()).hexdigest()


def a_tier(session: Session, slug: str = "dasar", position: int = 1) -> Tier:
    """Give a tier of the PSM family; the same one for the same slug."""
    found = session.scalar(select(Tier).where(Tier.family == Family.PSM, Tier.slug == slug))
    if found is None:
        found = Tier(family=Family.PSM, slug=slug, title=slug.title(), position=position)
        session.add(found)
        session.flush()
    return found


def a_programme(session: Session, slug: str | None = None) -> Programme:
    """Give a programme of the tier Dasar that any office may hold."""
    made = Programme(
        slug=slug or f"bimtek-{next(_numbers)}",
        title="Bimtek Dasar PSM",
        family=Family.PSM,
        tier=a_tier(session),
        organiser_levels=["kabupaten_kota", "provinsi", "pusat"],
        requires=[],
        document_title="SERTIFIKAT",
    )
    session.add(made)
    session.flush()
    return made


def question(key: str, *, lesson: str | None = None) -> dict[str, Any]:
    """Give a question (right: "a") as courses.model.Choice.to_json does."""
    options = [{"key": k, "text": f"Jawaban {k} {key}", "right": k == "a"} for k in "abcd"]
    return {
        "type": "choice",
        "key": key,
        "objective": "Memahami",
        "level": "C1",
        "stem": f"Apa arti {key}?",
        "options": options,
        "explanation": f"Karena {key}.",
        "selfcheck": lesson is not None,
        "lesson": lesson,
    }


def a_module(session: Session, slug: str = "kerelawanan", *, questions_count: int = 12) -> Module:
    """Give a module with two lessons, a self-check question for each, and a pool of questions."""
    lessons = [
        {"slug": "01-arti", "title": "Arti", "minutes": 10, "text": "# Arti\n\nRelawan menolong."},
        {"slug": "02-nilai", "title": "Nilai", "minutes": 10, "text": "Gotong royong."},
    ]
    checks = [question(f"cek-{n}", lesson=lessons[n]["slug"]) for n in range(2)]  # type: ignore[arg-type]
    content = {
        "code": "A7",
        "slug": slug,
        "title": "Kerelawanan",
        "track": "A",
        "jp": 2,
        "summary": "Ringkas.",
        "outcome": "Paham.",
        "indicators": ["Menjelaskan"],
        "sources": [{"title": "UU Nomor 11 Tahun 2009", "place": "Pasal 1"}],
        "valid_on": "2026-11-01",
        "review_on": "2027-01-31",
        "lessons": lessons,
        "questions": checks + [question(f"soal-{n}") for n in range(questions_count)],
    }
    made = Module(
        code="A7",
        slug=slug,
        title="Kerelawanan",
        digest=_digest(),
        content=content,
        loaded_at=clock.now(),
    )
    session.add(made)
    session.flush()
    return made


def a_rubric(session: Session, slug: str = "praktik-penyuluhan") -> RubricVersion:
    """Give a rubric of two criteria with four levels each, passed from 70 per cent."""
    criteria = [
        {"key": key, "title": key.title(), "levels": ["Belum", "Mulai", "Cakap", "Mahir"]}
        for key in ("pembukaan", "isi")
    ]
    content = {
        "slug": slug,
        "title": "Praktik penyuluhan",
        "kind": "sikap" if slug == "sikap" else "praktik",
        "criteria": criteria,
        "pass_percent": 70,
    }
    made = RubricVersion(
        slug=slug, title=content["title"], digest=_digest(), content=content, loaded_at=clock.now()
    )
    session.add(made)
    session.flush()
    return made


def a_curriculum(
    session: Session,
    programme: Programme | None = None,
    *,
    materials: list[tuple[str, int, Mode, Module | None]] | None = None,
    rubrics: list[RubricVersion] | None = None,
    version: int = 1,
) -> Curriculum:
    """Give a curriculum: 80 % presensi, tes akhir 70, and each rubric given here."""
    programme = programme or a_programme(session)
    rows = materials or [("Kerelawanan", 10, Mode.SYNCHRONOUS, None)]
    content = {
        "tests": {
            "awal": {"questions": 5, "minutes": 15, "modules": ["kerelawanan"]},
            "akhir": {
                "questions": 10,
                "minutes": 30,
                "modules": ["kerelawanan"],
                "pass_percent": 70,
            },
        },
        "requirements": {
            "attendance_percent": 80,
            "tes_akhir": True,
            "rubrics": [r.slug for r in rubrics or [] if r.slug != "sikap"],
            "attitude": "sikap" if any(r.slug == "sikap" for r in rubrics or []) else None,
            "name_confirmed": True,
        },
        "sources": [],
    }
    made = Curriculum(
        programme=programme,
        version=version,
        kind="bimtek",
        digest=_digest(),
        content=content,
        jp_total=sum(row[1] for row in rows),
        published_on=clock.today(),
    )
    session.add(made)
    session.flush()
    for position, (title, jp, mode, module) in enumerate(rows, start=1):
        session.add(
            CurriculumMaterial(
                curriculum_id=made.id,
                position=position,
                code=f"M{position}",
                title=title,
                jp=jp,
                mode=mode,
                module_id=module.id if module else None,
            )
        )
    for position, rubric in enumerate(rubrics or [], start=1):
        session.add(CurriculumRubric(curriculum_id=made.id, rubric_id=rubric.id, position=position))
    session.flush()
    return made


def an_angkatan(
    session: Session,
    curriculum: Curriculum | None = None,
    *,
    region_code: str = "18",
    stage: Stage = Stage.RUNNING,
) -> Angkatan:
    """Give an angkatan of two days that began this morning."""
    curriculum = curriculum or a_curriculum(session)
    today, number = clock.today(), next(_numbers) % MOST_ROMAN + 1
    made = Angkatan(
        programme_id=curriculum.programme_id,
        curriculum=curriculum,
        kind=Kind.BIMTEK,
        number=number,
        year=today.year,
        title=f"Bimtek Dasar PSM Angkatan {number}",
        organiser=an_organisation(session, region_code),
        region_code=region_code,
        place="Aula Dinas Sosial, Metro",
        zone=Zone.WIB,
        starts_on=today,
        ends_on=today + timedelta(days=1),
        stage=stage,
        contact_name="Sekar Wulandari",
        whatsapp="+6281200000001",
        number_pattern="{no:03}/BIMTEK-PSM/{unit}/{bulan_romawi}/{tahun}",
        issue_place="Metro",
        signatory_office="Kepala Dinas Sosial",
        signatory_name="Rahmat Hidayat",
        back_signatory_office="Kepala Bidang",
        back_signatory_name="Wayan Astuti",
        created_at=clock.now(),
        started_at=clock.now(),
    )
    session.add(made)
    session.flush()
    return made


def a_kelas(session: Session, angkatan: Angkatan | None = None, name: str = "A") -> Kelas:
    """Give a kelas of a running angkatan."""
    made = Kelas(angkatan=angkatan or an_angkatan(session), name=name)
    session.add(made)
    session.flush()
    return made


def a_session(
    session: Session, kelas: Kelas, *, jp: int = 10, starts_at: datetime | None = None
) -> TrainingSession:
    """Give a session of the kelas, begun an hour ago unless said otherwise; presensi not open."""
    start = starts_at or clock.now() - timedelta(hours=1)
    material = session.scalars(
        select(CurriculumMaterial).where(
            CurriculumMaterial.curriculum_id == kelas.angkatan.curriculum_id
        )
    ).first()
    made = TrainingSession(
        kelas=kelas,
        material=material,
        title="Kerelawanan",
        jp=jp,
        starts_at=start,
        ends_at=start + timedelta(hours=4),
        place="Aula",
    )
    session.add(made)
    session.flush()
    return made


def a_participant(
    session: Session,
    kelas: Kelas,
    person: Person | None = None,
    *,
    state: ParticipationState = ParticipationState.ENROLLED,
) -> Participation:
    """Give somebody enrolled in the kelas, with an account."""
    person = person or a_person(session, name=f"Peserta {next(_numbers)}")
    account = session.scalar(select(Account).where(Account.person_id == person.id))
    if account is None:
        account = an_account(session, person)
    made = Participation(
        angkatan_id=kelas.angkatan_id,
        kelas=kelas,
        person=person,
        origin="Kota Metro",
        unsur="",
        state=state,
        created_at=clock.now(),
    )
    session.add(made)
    session.flush()
    step = ParticipationStep(participation_id=made.id, position=1, state=state, at=clock.now())
    session.add(step)
    session.flush()
    return made


def account_of(session: Session, participation: Participation) -> Account:
    """Give the account of a participant."""
    return session.scalars(
        select(Account).where(Account.person_id == participation.person_id)
    ).one()


def a_trainer(session: Session, kelas: Kelas, duty: Duty = Duty.WIDYAISWARA) -> Account:
    """Give the account of somebody who teaches in the kelas."""
    account = an_account(session, a_person(session, name=f"Pengajar {next(_numbers)}"))
    session.add(
        Teaching(
            kelas_id=kelas.id,
            person_id=account.person_id,
            name=account.person.full_name,
            duty=duty,
        )
    )
    session.flush()
    return account


def an_open_test(session: Session, kelas: Kelas, kind: TestKind = TestKind.POST) -> TestWindow:
    """Give a test that has been opened for the kelas."""
    made = TestWindow(kelas_id=kelas.id, kind=kind, position=1, opened_at=clock.now())
    session.add(made)
    session.flush()
    return made


def a_quota(
    session: Session,
    angkatan: Angkatan,
    *,
    sender_code: str | None = None,
    sender: Organisation | None = None,
    seats: int = 10,
) -> Quota:
    """Give seats to a sender: a region or an organisation."""
    made = Quota(
        angkatan_id=angkatan.id,
        sender_code=sender_code,
        sender_organisation_id=sender.id if sender else None,
        seats=seats,
    )
    session.add(made)
    session.flush()
    return made


def a_list(*rows: dict[str, Any], columns: Sequence[str] = ()) -> io.BytesIO:
    """Give an XLSX of nominees; each row names what differs from a good one."""
    keys = columns or tuple(_GOOD_ROW)
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_formulas": False}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, [_TITLES.get(key, key) for key in keys])
        for line, row in enumerate(rows, start=1):
            whole = {**_GOOD_ROW, **row}
            for place, key in enumerate(keys):
                value = whole[key]
                write = sheet.write_string if isinstance(value, str) else sheet.write_number
                write(line, place, value)
    stream.seek(0)
    return stream


_TITLES = {
    "name": "Nama lengkap",
    "gelar_depan": "Gelar depan",
    "gelar_belakang": "Gelar belakang",
    "nik": "NIK",
    "phone": "HP/WhatsApp",
    "email": "E-mail",
    "sex": "Jenis kelamin",
    "domicile": "Domisili",
    "origin": "Asal/utusan",
    "unsur": "Unsur",
}
_GOOD_ROW: dict[str, Any] = {
    "name": "Sri Lestari",
    "gelar_depan": "",
    "gelar_belakang": "",
    "nik": "",
    "phone": "0812-7000-0001",
    "email": "",
    "sex": "P",
    "domicile": "18.72.01.1001",
    "origin": "Kota Metro",
    "unsur": "PSM",
}
