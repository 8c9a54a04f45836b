"""A module with pictures, papers, handouts, a plan and words to explain."""

from typing import Any

from sqlalchemy.orm import Session

from courses.model import Term
from lms.credentials import house
from lms.training import media
from lms.training.catalogue import Mode
from lms.training.models import Kelas
from lms.training.terms import keep
from tests.factories.training import a_curriculum, a_kelas, a_module, an_angkatan

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="300" height="200"><title>Alur</title></svg>'
PDF = b"%PDF-1.7 formulir %%EOF"
LESSON = {"module_slug": "kerelawanan", "lesson_slug": "01-arti"}
TEXT = """# Arti

PPKS dan rujukan. PPKS lagi.

![Alur rujukan](media/alur.svg "Tiga langkah")

![Peta layanan](media/peta.svg)

Isi [Formulir rujukan](media/formulir.pdf). Baca [undang-undang](https://contoh.example/uu).

## Langkah
"""


def a_kelas_with_book(session: Session) -> Kelas:
    """Give a kelas whose module has all that a page may hold; its bytes are kept."""
    module = a_module(session)
    content = dict(module.content)
    lessons = [dict(each) for each in content["lessons"]]
    lessons[0]["text"] = TEXT
    lessons[1]["text"] = "## Nilai\n\nRujukan dan PSM."
    content |= {
        "lessons": lessons,
        "media": [_media("alur.svg", SVG, 300, 200), _big(), _media("formulir.pdf", PDF)],
        "plan": [
            {"minutes": 60, "activity": "Membuka", "method": "Curah pendapat", "materials": "Papan"}
        ],
        "handouts": [
            {"slug": "01-kasus", "title": "Kasus", "for_trainer": False, "text": "Bacalah."},
            {"slug": "02-kunci", "title": "Kunci", "for_trainer": True, "text": "Jawabannya."},
        ],
    }
    module.content = content
    keep(session, [Term("PPKS", "Pemerlu pelayanan."), Term("rujukan", "Mengantar.")])
    curriculum = a_curriculum(session, materials=[("Kerelawanan", 2, Mode.ASYNCHRONOUS, module)])
    return a_kelas(session, an_angkatan(session, curriculum))


def _media(name: str, content: bytes, *size: int) -> dict[str, Any]:
    kind = "application/pdf" if name.endswith("pdf") else "image/svg+xml"
    found = {"name": name, "kind": kind, "bytes_count": len(content)}
    found["digest"] = media.keep(house.storage(), content)
    return {**found, **dict(zip(("width", "height"), size, strict=False))}


def _big() -> dict[str, Any]:
    content = SVG.replace(b"</svg>", b"<!--" + b"x" * 45_000 + b"--></svg>")
    return _media("peta.svg", content, 800, 600)
