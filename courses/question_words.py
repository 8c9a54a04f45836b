"""A question's entry in the words of people who compare two versions."""

from collections.abc import Mapping

FIELDS = {
    "key": "Nama",
    "type": "Jenis",
    "selfcheck": "Periksa diri",
    "lesson": "Materi",
    "form": "Paket",
    "objective": "Indikator",
    "level": "Tingkat",
    "stem": "Soal",
    "options": "Pilihan",
    "text": "Teks",
    "share": "Nilai",
    "feedback": "Tanggapan",
    "answer": "Jawaban",
    "accepted": "Jawaban yang diterima",
    "minds_case": "Bedakan huruf besar",
    "ranges": "Rentang",
    "low": "Dari",
    "high": "Sampai",
    "unit": "Satuan",
    "pairs": "Pasangan",
    "left": "Kiri",
    "others": "Pengecoh",
    "items": "Urutan",
    "gaps": "Rumpang",
    "weight": "Bobot",
    "criteria": "Kriteria",
    "title": "Judul",
    "levels": "Uraian tingkat",
    "explanation": "Pembahasan",
    "grounds": "Kalimat dasar",
}
KINDS = {
    "choice": "pilihan ganda",
    "choices": "pilihan ganda lebih dari satu",
    "truefalse": "benar atau salah",
    "shortanswer": "isian singkat",
    "numeric": "angka",
    "matching": "menjodohkan",
    "ordering": "mengurutkan",
    "cloze": "melengkapi",
    "essay": "uraian",
    "description": "bacaan",
}


def in_words(value: object) -> object:
    """Give an entry with its fields named in Indonesian, true and false as words."""
    match value:
        case Mapping():
            return {_field(name, each): _said(name, each) for name, each in value.items()}
        case list():
            return [in_words(each) for each in value]
        case bool():
            return "benar" if value else "salah"
        case _:
            return value


def _field(name: str, value: object) -> str:
    if name == "right":
        return "Kunci" if isinstance(value, bool) else "Kanan"
    return FIELDS.get(name, name)


def _said(name: str, value: object) -> object:
    return KINDS.get(str(value), value) if name == "type" else in_words(value)
