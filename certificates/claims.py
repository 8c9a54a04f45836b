"""What a certificate says, as a value: frozen, checked, and the same bytes every time."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

ATTACHMENT = "claims.json"  # the name under which a certificate carries its claims

FACE_TO_FACE = "tatap muka"
SELF_STUDY = "mandiri"
MODES = frozenset({FACE_TO_FACE, SELF_STUDY})


class ClaimsError(ValueError):
    """The facts contradict each other, or the data is not a set of claims."""


@dataclass(frozen=True)
class Material:
    """One subject as printed on the back: its title, its hours and how it was taught."""

    title: str
    jp: int
    mode: str

    def __post_init__(self) -> None:
        if self.mode not in MODES:
            raise ClaimsError(f"Cara belajar tidak dikenal: {self.mode!r}.")
        if self.jp < 0:
            raise ClaimsError(f"JP tidak boleh negatif: {self.title!r}.")


@dataclass(frozen=True, kw_only=True)
class Claims:
    """Everything one certificate states, in the words to be printed.

    `holder_name` carries its gelar; `signatory_id` is a NIP or empty; `qualification` is None
    where nothing is graded; `is_specimen` marks documents about made-up people.
    """

    number: str
    token: str
    document_title: str
    status_line: str
    holder_name: str
    origin: str
    delegate_of: str
    programme_title: str
    tier: str
    angkatan_title: str
    kind_label: str
    organiser: str
    partners: tuple[str, ...]
    place: str
    starts_on: date
    ends_on: date
    jp_total: int
    materials: tuple[Material, ...]
    qualification: str | None
    issued_at_place: str
    issued_on: date
    signatory_office: str
    signatory_name: str
    signatory_id: str
    back_signatory_office: str
    back_signatory_name: str
    legal_basis: tuple[str, ...]
    design: str
    is_specimen: bool
    revision: int = 1

    def __post_init__(self) -> None:
        for name in ("number", "token", "document_title", "holder_name", "angkatan_title"):
            if not getattr(self, name).strip():
                raise ClaimsError(f"Fakta sertifikat belum lengkap: {name}.")
        if self.ends_on < self.starts_on:
            raise ClaimsError("Tanggal selesai mendahului tanggal mulai.")
        if self.revision < 1:
            raise ClaimsError("Nomor revisi dimulai dari 1.")
        taught = sum(material.jp for material in self.materials)
        if self.materials and taught != self.jp_total:
            raise ClaimsError(
                f"Jumlah JP mata pelatihan ({taught}) tidak sama dengan JP total ({self.jp_total})."
            )


def to_json(claims: Claims) -> dict[str, Any]:
    """Give the claims as plain dict, list, str, int, bool and None; dates as YYYY-MM-DD."""
    return {field.name: _plain(getattr(claims, field.name)) for field in fields(Claims)}


def from_json(data: Mapping[str, Any]) -> Claims:
    """Give the claims that `to_json` made `data` of.

    Raises:
        ClaimsError: a field is missing, unknown, of another type or contradicts another.
    """
    if not isinstance(data, Mapping):
        raise ClaimsError("Data sertifikat bukan objek.")
    _same_names(data, Claims)
    try:
        values = {
            field.name: _typed(field.name, data) for field in fields(Claims) if field.name in data
        }
    except (TypeError, AttributeError) as error:
        raise ClaimsError(f"Data sertifikat rusak: {error}.") from error
    return Claims(**values)


def canonical(claims: Claims) -> bytes:
    """Give the claims as UTF-8 JSON with sorted keys and no spaces: one text for one set."""
    text = json.dumps(to_json(claims), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return text.encode()


def digest(claims: Claims) -> str:
    """Give the SHA-256 of the canonical JSON as 64 hexadecimal letters."""
    return hashlib.sha256(canonical(claims)).hexdigest()


_DATES = frozenset({"starts_on", "ends_on", "issued_on"})
_NUMBERS = frozenset({"jp_total", "revision"})
_LISTS = frozenset({"partners", "legal_basis"})


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Material):
        return {"title": value.title, "jp": value.jp, "mode": value.mode}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value


def _same_names(data: Mapping[str, Any], kind: type[Claims] | type[Material]) -> None:
    known = {field.name for field in fields(kind)}
    strange = sorted(str(key) for key in data if key not in known)
    missing = sorted(known - data.keys() - {"revision"})
    if strange or missing:
        raise ClaimsError(
            f"Data sertifikat tidak cocok: kurang {missing}, tidak dikenal {strange}."
        )


def _typed(name: str, data: Mapping[str, Any]) -> Any:
    value = data[name]
    if name in _DATES:
        return _date(name, value)
    if name == "materials":
        return tuple(_material(item) for item in _exactly(list, name, value))
    if name in _LISTS:
        return tuple(_exactly(str, name, item) for item in _exactly(list, name, value))
    if name in _NUMBERS:
        return _exactly(int, name, value)
    if name == "is_specimen":
        return _exactly(bool, name, value)
    if name == "qualification" and value is None:
        return None
    return _exactly(str, name, value)


def _material(data: Any) -> Material:
    _same_names(_exactly(dict, "materials", data), Material)
    return Material(
        title=_exactly(str, "title", data["title"]),
        jp=_exactly(int, "jp", data["jp"]),
        mode=_exactly(str, "mode", data["mode"]),
    )


def _date(name: str, value: Any) -> date:
    try:
        return date.fromisoformat(_exactly(str, name, value))
    except ValueError as error:
        raise ClaimsError(f"Tanggal tidak sah pada {name}: {value!r}.") from error


def _exactly(kind: type, name: str, value: Any) -> Any:
    if type(value) is not kind:
        raise ClaimsError(f"Data sertifikat tidak sah pada {name}.")
    return value
