"""A content folder that holds everything a folder may hold: each kind of question, media, plan."""

from pathlib import Path

from tests.courses.folders import (
    CURRICULUM,
    CURRICULUM_FILE,
    LESSON,
    LESSON_FILE,
    QUESTION,
    QUESTIONS,
    QUESTIONS_FILE,
    RUBRIC,
    RUBRIC_FILE,
    a_folder,
    write,
)

PLAN_FILE = "modules/gotong-royong/plan.yaml"
HANDOUT_FILE = "modules/gotong-royong/handouts/01-kasus.md"
SVG_FILE = "modules/gotong-royong/media/gambar.svg"
PDF_FILE = "modules/gotong-royong/media/formulir.pdf"
TERMS_FILE = "terms.yaml"

SVG = """\
<svg xmlns="http://www.w3.org/2000/svg" width="640" height="320">
  <title>Dua orang mengangkat meja</title>
  <rect x="1" y="1" width="9" height="9" fill="#0f5c4d"/>
</svg>
"""
PDF = b"%PDF-1.4\n1 0 obj\nendobj\ntrailer\n%%EOF\n"
KINDS = """\
- key: banyak
  type: choices
  objective: Menjelaskan gotong royong
  level: C2
  stem: Mana yang termasuk gotong royong?
  options:
    - {text: Kerja bakti, right: true}
    - {text: Arisan, right: true, feedback: Benar juga.}
    - {text: Lembur}
  explanation: Begitu.
- key: benar-salah
  type: truefalse
  objective: Menjelaskan gotong royong
  level: C1
  stem: Gotong royong dikerjakan sendiri.
  answer: false
  explanation: Bersama.
- key: isian
  type: shortanswer
  objective: Menjelaskan gotong royong
  level: C1
  stem: Apa nama lain kerja bakti?
  accepted:
    - gugur gunung
    - {text: "*gunung*", share: 1/2, feedback: Kurang lengkap.}
  explanation: Begitu.
- key: angka
  type: numeric
  objective: Menjelaskan gotong royong
  level: C3
  stem: Berapa hasilnya?
  answer: "3,5"
  tolerance: "0,1"
  unit: km
  explanation: Begitu.
- key: rentang
  type: numeric
  objective: Menjelaskan gotong royong
  level: C3
  stem: Berapa kira-kira?
  ranges:
    - {low: "1.000", high: "1.250,5"}
    - {low: 900, high: 1300, share: 50%, feedback: Hampir.}
  explanation: Begitu.
- key: pasangan
  type: matching
  objective: Menjelaskan gotong royong
  level: C2
  stem: Pasangkan.
  pairs:
    - {left: Desa, right: Kepala desa}
    - {left: Kota, right: Wali kota}
    - {left: Provinsi, right: Gubernur}
  others: [Camat]
  explanation: Begitu.
- key: urutan
  type: ordering
  objective: Menjelaskan gotong royong
  level: C2
  stem: Urutkan.
  items: [Rapat, Kerja, Makan]
  explanation: Begitu.
- key: rumpang
  type: cloze
  objective: Menjelaskan gotong royong
  level: C2
  stem: Kerja [[1]] di [[2]] pukul [[3]].
  gaps:
    - options:
        - {text: bakti, right: true}
        - {text: lembur}
    - accepted: [desa, {text: kampung, share: "0,5"}]
      minds_case: true
    - {answer: 7, tolerance: 1, weight: 2}
  explanation: Begitu.
- key: uraian
  type: essay
  objective: Menjelaskan gotong royong
  level: C4
  stem: Ceritakan.
  criteria:
    - key: isi
      title: Isi
      levels: [Kurang, Cukup, Baik, Sangat baik]
  explanation: Begitu.
- key: bacaan
  type: description
  stem: "Bacalah dulu ![meja](media/gambar.svg)"
- key: khusus-b
  type: truefalse
  objective: Menjelaskan gotong royong
  level: C1
  stem: Hanya untuk paket B.
  answer: true
  form: B
  explanation: Begitu.
"""
PLAN = """\
- {minutes: 60, activity: Bermain peran, method: bermain peran, materials: kartu}
- {minutes: 30, activity: Membahas, method: diskusi}
"""
HANDOUT = """\
---
title: Kasus Bu Lastri
for: pengajar
---

Bu Lastri memindahkan meja.
"""
TERMS = """\
- {term: rembuk, meaning: Berbicara bersama.}
- {term: PSM, meaning: Pekerja sosial masyarakat.}
"""
CELLS = (
    "form: A, cells: [{module: gotong-royong, count: 1, level: C2}, "
    "{module: gotong-royong, count: 1, level: C1, objective: Menjelaskan gotong royong}]"
)


def a_full_folder(path: Path) -> Path:
    """Give `path` filled with a module that has every part, and with tests in two forms."""
    a_folder(path)
    extra = "".join(QUESTION.format(key=f"soal-{number}") for number in (4, 5, 6))
    write(path, QUESTIONS_FILE, QUESTIONS + extra + KINDS)
    shown = "\n![Dua orang](media/gambar.svg)\n\n[Formulir](media/formulir.pdf)\n"
    write(path, LESSON_FILE, LESSON + shown)
    write(path, PLAN_FILE, PLAN)
    write(path, HANDOUT_FILE, HANDOUT)
    write(path, SVG_FILE, SVG)
    (path / PDF_FILE).write_bytes(PDF)
    write(path, TERMS_FILE, TERMS)
    write(path, RUBRIC_FILE, RUBRIC.format(slug="praktik", kind="praktik") + "task: Lakukan.\n")
    awal = CURRICULUM.replace(
        "awal: {questions: 2, minutes: 5, ", f"awal: {{questions: 2, minutes: 5, {CELLS}, "
    )
    write(path, CURRICULUM_FILE, awal.replace("akhir: {", "akhir: {form: B, "))
    return path
