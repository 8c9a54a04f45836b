"""Loading content folders into the catalogue."""

from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from courses.model import Library
from courses.reading import read
from lms.kernel import audit, clock
from lms.kernel.access import SYSTEM
from lms.kernel.database import writing
from lms.kernel.errors import Refused
from lms.training import commands, loading
from lms.training.catalogue import (
    Curriculum,
    CurriculumMaterial,
    Module,
    Programme,
    RubricVersion,
    Tier,
)
from lms.web.templating import content_folder


@pytest.fixture(scope="module")
def library() -> Library:
    return read(content_folder())


def _counts(session: Session) -> list[int]:
    tables = (Tier, Programme, Module, RubricVersion, Curriculum, CurriculumMaterial)
    return [session.scalars(select(func.count()).select_from(table)).one() for table in tables]


def test_the_shipped_content_loads_and_loading_it_again_adds_nothing(
    app: Flask, library: Library
) -> None:
    with writing() as session:
        first = loading.load(session, SYSTEM, library, at=clock.now())
        counts = _counts(session)
    with writing() as session:
        second = loading.load(session, SYSTEM, library, at=clock.now())
        assert _counts(session) == counts
        published = select(audit.AuditEntry).where(audit.AuditEntry.act == "curriculum.published")
        assert len(session.scalars(published).all()) == len(library.curricula)
    assert len(first.curricula) == len(library.curricula) > 0
    assert (second.modules, second.rubrics, second.curricula, second.notes) == ([], [], [], [])


def test_the_tiers_of_psm_stand_in_their_order(session: Session, library: Library) -> None:
    loading.load(session, SYSTEM, library, at=clock.now())
    tiers = session.scalars(select(Tier).order_by(Tier.family, Tier.position)).all()
    assert [t.slug for t in tiers if t.family == "psm"] == ["dasar", "lanjutan", "khusus"]


def test_materials_keep_order_jp_mode_and_module(session: Session, library: Library) -> None:
    loading.load(session, SYSTEM, library, at=clock.now())
    content = library.curriculum("bimtek-dasar-psm")
    curriculum = session.scalars(
        select(Curriculum).where(Curriculum.digest == content.digest)
    ).one()
    rows = session.scalars(
        select(CurriculumMaterial)
        .where(CurriculumMaterial.curriculum_id == curriculum.id)
        .order_by(CurriculumMaterial.position)
    ).all()
    assert [(r.title, r.jp, r.mode.value) for r in rows] == [
        (m.title, m.jp, m.mode.value) for m in content.materials
    ]
    assert [r.module_id is not None for r in rows] == [
        m.module is not None for m in content.materials
    ]
    assert curriculum.jp_total == content.jp_total


def test_another_content_under_the_same_version_is_refused(app: Flask, library: Library) -> None:
    with writing() as session:
        loading.load(session, SYSTEM, library, at=clock.now())
    changed = replace(library.curricula[0], title="Lain")
    other = replace(library, curricula=(changed, *library.curricula[1:]))
    with pytest.raises(Refused, match="Naikkan nomor versinya"), writing() as session:
        loading.load(session, SYSTEM, other, at=clock.now())


def test_a_new_version_stands_beside_the_old_one(session: Session, library: Library) -> None:
    loading.load(session, SYSTEM, library, at=clock.now())
    changed = replace(library.curricula[0], title="Lain", version=99)
    loaded = loading.load(session, SYSTEM, replace(library, curricula=(changed,)), at=clock.now())
    assert loaded.curricula == [f"{changed.slug} versi 99"]


def test_a_changed_module_is_kept_beside_the_old_one_and_told(
    session: Session, library: Library
) -> None:
    loading.load(session, SYSTEM, library, at=clock.now())
    changed = replace(library.module("kerelawanan"), summary="Ringkasan baru.")
    modules = tuple(changed if m.slug == changed.slug else m for m in library.modules)
    loaded = loading.load(session, SYSTEM, replace(library, modules=modules), at=clock.now())
    assert loaded.modules == ["kerelawanan"]
    assert any("tetap memakai yang lama" in str(note) for note in loaded.notes)


def test_the_commands_check_and_load_a_folder(app: Flask) -> None:
    runner = app.test_cli_runner()
    folder = str(content_folder())
    checked = runner.invoke(commands.content, ["check", folder])
    assert (checked.exit_code, checked.output) == (0, "Isi pelatihan ini dapat dimuat.\n")
    loaded = runner.invoke(commands.content, ["load", folder])
    assert loaded.exit_code == 0, loaded.output
    assert "bimtek-dasar-psm versi" in loaded.output
    assert "Kurikulum baru: -" in runner.invoke(commands.content, ["load", folder]).output


def test_the_command_names_every_mistake(app: Flask, tmp_path: object) -> None:
    checked = app.test_cli_runner().invoke(commands.content, ["check", str(tmp_path)])
    assert checked.exit_code == 1
    assert "Folder “modules” tidak ada." in checked.output
