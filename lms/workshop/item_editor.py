"""What the editor of a question shows, for each kind: its groups of fields."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from courses.kinds import Form, Level
from courses.model import TOP_LEVEL
from lms.workshop.bank_words import level_words
from lms.workshop.item_boxes import Box, Button, Choices, Drawer, Group, Problem, Row, problems
from lms.workshop.item_reading import (
    CHOSEN,
    NUMBER,
    SELFCHECK,
    TEST,
    WORDS,
    Places,
    Reading,
    gaps_count,
)
from lms.workshop.item_rows import Fields

_LEAST_OPTIONS, _LEAST_PAIRS, _LEAST_GAP_OPTIONS = 4, 4, 3


@dataclass(frozen=True)
class Editor:
    """The fields of a question of this kind, and what is wrong with them."""

    kind: str
    groups: tuple[Group, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class Offer:
    """What a question of this module may name, with the words for people."""

    objectives: Choices
    lessons: Choices
    texts: tuple[str, ...] = ()

    @property
    def places(self) -> Places:
        """Give the values alone."""
        lessons = [value for value, _w in self.lessons]
        return Places([value for value, _w in self.objectives], lessons, self.texts)


def editor(kind: str, fields: Fields, offer: Offer, reading: Reading | None = None) -> Editor:
    """Give the editor with what was typed, and with the errors of a reading if there is one."""
    draw = Drawer(fields, reading.errors if reading else {})
    groups = (
        _stem(draw, kind),
        *_GROUPS[kind](draw),
        _explanation(draw, kind),
        _place(draw, offer),
    )
    return Editor(kind, groups, problems(groups))


def _stem(draw: Drawer, kind: str) -> Group:
    hint = _("Markdown: **tebal**, *miring*, daftar dengan tanda - di awal baris.")
    buttons: tuple[Button, ...] = ()
    if kind == "cloze":
        hint = _("Tulis [[1]], [[2]], dan seterusnya di tempat yang harus diisi peserta.")
        buttons = (Button("refresh", _("Buat isian untuk setiap tempat kosong")),)
    label = _("Bacaan") if kind == "description" else _("Pertanyaan atau pernyataan")
    box = draw.area("stem", label, hint=hint, lines=5)
    return Group("group-stem", _("Pertanyaan"), (box,), buttons=buttons)


def _explanation(draw: Drawer, kind: str) -> Group:
    hint, is_free = _("Dibaca peserta sesudah menjawab: mengapa jawaban itu yang tepat."), True
    if kind != "description":
        hint, is_free = _("%(why)s Boleh menyusul sampai soal ini dikirim.", why=hint), False
    box = draw.area("explanation", _("Pembahasan"), hint=hint, is_optional=is_free, lines=4)
    hint = _("Salin dari materi kalimat yang menjadi dasar kunci, satu baris satu kalimat.")
    grounds = draw.area("grounds", _("Kalimat dasar"), hint=hint, is_optional=True, lines=2)
    return Group("group-explanation", _("Pembahasan"), (box, grounds))


def _place(draw: Drawer, offer: Offer) -> Group:
    pick = ("", _("Pilih …"))
    without = None
    if not offer.objectives:
        without = _("Modul ini belum mempunyai indikator. Tulis dahulu di kepala modul.")
    levels = [(level.value, level_words(level)) for level in Level]
    uses = [(TEST, _("Tes awal dan tes akhir")), (SELFCHECK, _("Periksa diri sesudah materi"))]
    forms = [("", _("Paket A atau B")), *((form.value, _("Paket %(f)s", f=form)) for form in Form)]
    return Group(
        "group-place",
        _("Tempat soal"),
        (
            draw.select("objective", _("Indikator"), (pick, *offer.objectives), hint=without),
            draw.select("level", _("Tingkat"), levels),
            draw.select("use", _("Dipakai untuk"), uses),
            draw.select("lesson", _("Materi"), (("", _("Tidak terikat")), *offer.lessons)),
            draw.select("form", _("Paket"), forms, hint=_("Paket A dan B tidak berbagi soal.")),
        ),
    )


def _extras(draw: Drawer, row: str) -> tuple[Box, ...]:
    return (_share(draw, row), _feedback(draw, row))


def _share(draw: Drawer, row: str) -> Box:
    return draw.line(f"{row}-share", _("Bagian nilai (persen)"), is_optional=True)


def _feedback(draw: Drawer, row: str) -> Box:
    return draw.line(f"{row}-feedback", _("Umpan balik"), is_optional=True)


def _single(draw: Drawer) -> list[Group]:
    return [_options(draw, "option", least=_LEAST_OPTIONS)]


def _options(
    draw: Drawer, prefix: str, *, least: int, title: str = "", boxes: Sequence[Box] = ()
) -> Group:
    """Give options of which one is right."""
    rows = []
    for number in draw.numbers(prefix, least):
        row = f"{prefix}-{number}"
        text = draw.area(f"{row}-text", _("Teks pilihan"), lines=1)
        right = draw.radio(f"{prefix}-right", str(number), _("Ini yang benar"))
        title_of_row = _("Pilihan %(number)s", number=number)
        rows.append(draw.row(prefix, number, title_of_row, (text, right), _extras(draw, row)))
    return _rows(draw, prefix, title or _("Pilihan jawaban"), rows, _("Tambah pilihan"), boxes)


def _rows(
    draw: Drawer,
    prefix: str,
    title: str,
    rows: Sequence[Row],
    add: str,
    boxes: Sequence[Box] = (),
    hint: str | None = None,
) -> Group:
    return Group(
        prefix,
        title,
        tuple(boxes),
        tuple(rows),
        hint,
        (Button(f"add:{prefix}", add),),
        draw.wrong(prefix),
    )


def _several(draw: Drawer) -> list[Group]:
    rows = []
    for number in draw.numbers("option", _LEAST_OPTIONS):
        row = f"option-{number}"
        own = (
            draw.area(f"{row}-text", _("Teks pilihan"), lines=1),
            draw.check(f"{row}-right", _("Ini benar")),
        )
        title = _("Pilihan %(number)s", number=number)
        rows.append(draw.row("option", number, title, own, _extras(draw, row)))
    hint = _("Tanpa bagian nilai, pilihan benar berbagi rata dan setiap yang salah mengurangi.")
    return [_rows(draw, "option", _("Pilihan jawaban"), rows, _("Tambah pilihan"), hint=hint)]


def _truth(draw: Drawer) -> list[Group]:
    boxes = (
        draw.radio("is_true", "true", _("Pernyataan ini benar")),
        draw.radio("is_true", "false", _("Pernyataan ini salah")),
    )
    return [Group("is_true", _("Kunci"), boxes, errors=draw.wrong("is_true"))]


def _text(draw: Drawer) -> list[Group]:
    return [_words(draw, "", _("Jawaban yang diterima"))]


def _words(draw: Drawer, prefix: str, title: str, boxes: Sequence[Box] = ()) -> Group:
    """Give the accepted texts, and those that earn a part of the mark."""
    hint = _("Satu jawaban pada setiap baris. Tanda * berarti huruf apa saja.")
    rows = []
    for number in draw.numbers(f"{prefix}part", 0):
        row = f"{prefix}part-{number}"
        text = draw.line(f"{row}-text", _("Jawaban"))
        own, extras = (text, _share(draw, row)), (_feedback(draw, row),)
        part = _("Jawaban sebagian %(number)s", number=number)
        rows.append(draw.row(f"{prefix}part", number, part, own, extras))
    own_boxes = (
        *boxes,
        draw.area(f"{prefix}words", _("Jawaban yang benar"), hint=hint, lines=4),
        draw.check(f"{prefix}minds_case", _("Huruf besar dan kecil dibedakan")),
    )
    add = _("Tambah jawaban yang bernilai sebagian")
    return _rows(draw, f"{prefix}part", title, rows, add, own_boxes)


def _number(draw: Drawer) -> list[Group]:
    unit = draw.line("unit", _("Satuan"), is_optional=True, hint=_("Tertulis di sebelah isian."))
    return [_spans(draw, "span", _("Angka yang benar"), (unit,))]


def _spans(draw: Drawer, prefix: str, title: str, boxes: Sequence[Box] = ()) -> Group:
    hint = _("Misalnya 3,5 atau 1.250, atau rentang: 3 sampai 4.")
    rows = []
    for number in draw.numbers(prefix, 1):
        row = f"{prefix}-{number}"
        own = (
            draw.line(f"{row}-value", _("Angka atau rentang"), hint=hint),
            draw.line(f"{row}-tolerance", _("Toleransi (±)"), is_optional=True),
        )
        which = _("Angka %(number)s", number=number)
        rows.append(draw.row(prefix, number, which, own, _extras(draw, row)))
    return _rows(draw, prefix, title, rows, _("Tambah angka"), boxes)


def _pairs(draw: Drawer) -> list[Group]:
    rows = []
    for number in draw.numbers("pair", _LEAST_PAIRS):
        own = (
            draw.area(f"pair-{number}-left", _("Sisi kiri"), lines=1),
            draw.area(f"pair-{number}-right", _("Pasangannya"), lines=1),
        )
        rows.append(draw.row("pair", number, _("Pasangan %(number)s", number=number), own))
    hint = _("Satu pada setiap baris; tidak berpasangan dengan apa pun.")
    others = draw.area("others", _("Pengecoh"), hint=hint, is_optional=True, lines=3)
    return [
        _rows(draw, "pair", _("Pasangan"), rows, _("Tambah pasangan")),
        Group("group-others", _("Pengecoh di sisi kanan"), (others,)),
    ]


def _items(draw: Drawer) -> list[Group]:
    rows = []
    for number in draw.numbers("item", _LEAST_PAIRS):
        box = draw.area(f"item-{number}-text", _("Butir"), lines=1)
        rows.append(draw.row("item", number, _("Urutan %(number)s", number=number), (box,)))
    hint = _("Tulis dalam urutan yang benar. Peserta melihatnya teracak.")
    return [_rows(draw, "item", _("Urutan yang benar"), rows, _("Tambah butir"), hint=hint)]


def _gaps(draw: Drawer) -> list[Group]:
    count = gaps_count(draw.value("stem"))
    return [_gap(draw, f"gap-{number}", number) for number in range(1, count + 1)]


def _gap(draw: Drawer, name: str, number: int) -> Group:
    kinds = (
        (CHOSEN, _("memilih dari daftar")),
        (WORDS, _("menulis kata")),
        (NUMBER, _("menulis angka")),
    )
    hint = _("Sesudah mengganti cara ini, tekan “Buat isian untuk setiap tempat kosong”.")
    boxes = (
        draw.select(f"{name}-kind", _("Peserta mengisi dengan"), kinds, hint=hint),
        draw.line(f"{name}-weight", _("Bobot"), is_optional=True, hint=_("1 bila kosong.")),
    )
    title = _("Tempat kosong [[%(number)s]]", number=number)
    kind = draw.value(f"{name}-kind")
    if kind == WORDS:
        return _words(draw, f"{name}-", title, boxes)
    if kind == NUMBER:
        return _spans(draw, f"{name}-span", title, boxes)
    return _options(draw, f"{name}-option", least=_LEAST_GAP_OPTIONS, title=title, boxes=boxes)


def _criteria(draw: Drawer) -> list[Group]:
    rows = []
    for number in draw.numbers("criterion", 1):
        row = f"criterion-{number}"
        levels = (
            draw.area(f"{row}-level-{level}", _("Tingkat %(level)s", level=level))
            for level in range(1, TOP_LEVEL + 1)
        )
        own = (draw.hidden(f"{row}-key"), draw.line(f"{row}-title", _("Kriteria")), *levels)
        rows.append(draw.row("criterion", number, _("Kriteria %(number)s", number=number), own))
    hint = _("Pengajar memilih tingkat 1 sampai 4. Jelaskan dengan hal yang dapat diamati.")
    return [
        _rows(draw, "criterion", _("Kriteria penilaian"), rows, _("Tambah kriteria"), hint=hint)
    ]


def _nothing(draw: Drawer) -> list[Group]:
    return []


_GROUPS: dict[str, Callable[[Drawer], list[Group]]] = {
    "choice": _single,
    "choices": _several,
    "truefalse": _truth,
    "shortanswer": _text,
    "numeric": _number,
    "matching": _pairs,
    "ordering": _items,
    "cloze": _gaps,
    "essay": _criteria,
    "description": _nothing,
}
