"""A small content folder that reads clean, and ways to spoil it."""

from pathlib import Path

MODULE = """\
code: A7
slug: gotong-royong
title: Gotong royong
track: A
jp: 2
summary: Ringkasan singkat.
outcome: Anda mampu bekerja bersama.
indicators:
  - Menjelaskan gotong royong
sources:
  - title: UU Nomor 11 Tahun 2009
    place: Pasal 2
valid_on: 2026-11-01
review_on: 2027-01-31
"""
LESSON = """\
---
title: Arti
minutes: 10
---

## Bersama

Isi materi.
"""
QUESTION = """\
- key: {key}
  type: choice
  objective: Menjelaskan gotong royong
  level: C1
  stem: Apa arti {key}?
  options:
    - text: Bekerja bersama
      right: true
    - text: Bekerja sendiri
    - text: Menunggu perintah
  explanation: Gotong royong berarti bekerja bersama.
"""
SELFCHECK = QUESTION + "  selfcheck: true\n  lesson: 01-arti\n"
QUESTIONS = "".join(SELFCHECK.format(key=f"cek-{n}") for n in (1, 2, 3)) + "".join(
    QUESTION.format(key=f"soal-{n}") for n in (1, 2, 3)
)
RUBRIC = """\
slug: {slug}
title: Rubrik
kind: {kind}
pass_percent: 70
criteria:
  - key: isi
    title: Isi
    levels: [Kurang, Cukup, Baik, Sangat baik]
"""
CURRICULUM = """\
programme:
  slug: bimtek-kecil
  title: Bimtek kecil
  family: psm
  tier: dasar
  organiser_levels: [provinsi]
  document_title: SERTIFIKAT
  requires: []
version: 1
kind: bimtek
materials:
  - {code: A1, title: Pembukaan, jp: 1, mode: tatap_muka, practice: praktik}
  - {code: A7, title: Gotong royong, jp: 2, mode: mandiri, module: gotong-royong}
tests:
  awal: {questions: 2, minutes: 5, modules: [gotong-royong]}
  akhir: {questions: 3, minutes: 5, modules: [gotong-royong], pass_percent: 70}
requirements:
  attendance_percent: 80
  tes_akhir: true
  rubrics: [praktik]
  attitude: sikap
  name_confirmed: true
sources:
  - title: UU Nomor 11 Tahun 2009
    place: Pasal 33
"""
FILES = {
    "modules/gotong-royong/module.yaml": MODULE,
    "modules/gotong-royong/lessons/01-arti.md": LESSON,
    "modules/gotong-royong/questions.yaml": QUESTIONS,
    "rubrics/praktik.yaml": RUBRIC.format(slug="praktik", kind="praktik"),
    "rubrics/sikap.yaml": RUBRIC.format(slug="sikap", kind="sikap"),
    "curricula/bimtek-kecil.yaml": CURRICULUM,
}
MODULE_FILE = "modules/gotong-royong/module.yaml"
LESSON_FILE = "modules/gotong-royong/lessons/01-arti.md"
QUESTIONS_FILE = "modules/gotong-royong/questions.yaml"
RUBRIC_FILE = "rubrics/praktik.yaml"
CURRICULUM_FILE = "curricula/bimtek-kecil.yaml"


def a_folder(path: Path) -> Path:
    """Give `path` filled with one module, two rubrics and one curriculum, all right."""
    for name, text in FILES.items():
        write(path, name, text)
    return path


def write(folder: Path, name: str, text: str) -> None:
    """Write one file of the folder."""
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")


def spoil(folder: Path, name: str, right: str, wrong: str) -> None:
    """Replace the first `right` in a file by `wrong`."""
    text = (folder / name).read_text(encoding="utf-8")
    assert right in text
    write(folder, name, text.replace(right, wrong, 1))
