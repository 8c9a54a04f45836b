"""Opens QTI: a content package (ZIP) or a single item, within bounds of memory and time."""

import io
import posixpath
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from lxml import etree

from courses import packed as zips
from courses.exchange.drafts import MOST_BYTES, Unreadable

MANIFEST = "imsmanifest.xml"
MOST_PARTS = 3_000
MOST_UNPACKED = 40_000_000
MOST_ITEM_BYTES = 2_000_000
MOST_ELEMENTS = 20_000
MOST_DEEP = 100

_BROKEN = "Berkas ini rusak atau bukan paket QTI. Ekspor ulang sebagai QTI 2.1."
_OLD = "Berkas ini QTI 1.2, yang belum dapat dibaca. Ekspor sebagai QTI 2.1, atau Moodle XML."


class Faulty(Exception):
    """An item that cannot be read; the text is a sentence in Indonesian."""


@dataclass(frozen=True)
class Item:
    """A file with one item, and what the manifest says of it: keywords."""

    name: str
    content: bytes
    keywords: Sequence[str] = ()


@dataclass(frozen=True)
class Package:
    """The items in their order, and every other file by its path."""

    items: Sequence[Item]
    files: Mapping[str, bytes] = field(default_factory=dict)


def opened(content: bytes) -> Package:
    """Give what a package holds; a single item is a package of one.

    Raises:
        Unreadable: empty, too large, broken, of another kind, or without an item.
    """
    if len(content) > MOST_BYTES:
        raise Unreadable("Berkas ini lebih besar dari 20 MB. Bagilah menjadi beberapa berkas.")
    if not content.strip():
        raise Unreadable("Berkas ini kosong.")
    if not content.startswith(b"PK"):
        return _single(content)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            parts = _unpacked(packed)
    except zips.BROKEN as error:
        raise Unreadable(_BROKEN) from error
    items = _listed(parts) if MANIFEST in parts else _found(parts)
    if not items:
        raise Unreadable(_OLD if _is_old(parts) else "Paket ini tidak memuat butir soal QTI.")
    return Package(items, parts)


def parsed(content: bytes) -> etree._Element:
    """Give the root of an XML file, its names as QTI 2 writes them and without namespaces.

    Raises:
        Faulty: too large, no XML, with a DTD, or too deep.
    """
    if len(content) > MOST_ITEM_BYTES:
        raise Faulty("Butir ini lebih besar dari 2 MB; keluarkan gambarnya dari teks.")
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        line = getattr(error, "lineno", None) or 1
        raise Faulty(f"Susunan XML rusak di baris {line}; ekspor ulang.") from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise Faulty("Berkas memuat DTD, yang tidak diterima demi keamanan; hapus barisnya.")
    _name_plainly(root)
    return root


def _name_plainly(root: etree._Element) -> None:
    for count, element in enumerate(root.iter()):
        if count >= MOST_ELEMENTS or sum(1 for _ in element.iterancestors()) > MOST_DEEP:
            raise Faulty("Isi butir ini bertumpuk terlalu rumit; ekspor ulang.")
        if not isinstance(element.tag, str):
            raise Faulty("Berkas memuat entitas, yang tidak diterima; ekspor ulang.")
        element.tag = _plain(etree.QName(element).localname)
        for name, value in list(element.attrib.items()):
            del element.attrib[name]
            element.set(_plain(etree.QName(name).localname), value)
    etree.cleanup_namespaces(root)


def _plain(name: str) -> str:
    """Give "choiceInteraction" for the "qti-choice-interaction" of QTI 3."""
    first, *rest = name.removeprefix("qti-").split("-")
    return first + "".join(part.capitalize() for part in rest)


def _single(content: bytes) -> Package:
    try:
        root = parsed(content)
    except Faulty as faulty:
        raise Unreadable(str(faulty)) from faulty
    if root.tag == "questestinterop":
        raise Unreadable(_OLD)
    if root.tag != "assessmentItem":
        raise Unreadable(
            f"Berkas ini XML, tetapi bukan butir QTI: isinya <{root.tag!s}>, bukan "
            "<assessmentItem>."
        )
    return Package((Item("", content),))


def _unpacked(packed: zipfile.ZipFile) -> dict[str, bytes]:
    listed = [each for each in packed.infolist() if not each.is_dir()]
    if len(listed) > MOST_PARTS or sum(each.file_size for each in listed) > MOST_UNPACKED:
        raise Unreadable("Isi paket ini terlalu besar bila dibuka. Bagi menjadi beberapa paket.")
    return {each.filename: zips.content_of(packed, each) for each in listed}


def _listed(parts: Mapping[str, bytes]) -> list[Item]:
    """Give the items that the manifest names, in its order."""
    try:
        manifest = parsed(parts[MANIFEST])
    except Faulty as faulty:
        raise Unreadable(f"{MANIFEST}: {faulty}") from faulty
    found = {}
    for resource in manifest.iter("resource"):
        name = posixpath.normpath(resource.get("href", ""))
        if "imsqti_item" in resource.get("type", "") and name in parts:
            words = (
                " ".join("".join(each.itertext()).split()) for each in resource.iter("keyword")
            )
            found[name] = Item(name, parts[name], tuple(filter(None, words)))
    return list(found.values())


def _keywords(resource: etree._Element) -> Iterator[str]:
    return (" ".join("".join(each.itertext()).split()) for each in resource.iter("keyword"))


def _found(parts: Mapping[str, bytes]) -> list[Item]:
    """Give the items of a ZIP without a manifest, by name."""
    return [
        Item(name, parts[name])
        for name in sorted(parts)
        if name.endswith(".xml")
        and (b"<assessmentItem" in parts[name] or b"<qti-assessment-item" in parts[name])
    ]


def _is_old(parts: Mapping[str, bytes]) -> bool:
    return any(b"<questestinterop" in content[:2_000] for content in parts.values())
