"""Turns the frozen values of this package into plain JSON values and back, by their type hints."""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, Self, Union, get_args, get_origin, get_type_hints

Json = dict[str, "Json"] | list["Json"] | str | int | bool | None
JsonObject = dict[str, Json]


class Value:
    """What every frozen dataclass of the content model can do: become JSON and come back."""

    def to_json(self) -> JsonObject:
        """Give the value as dict, list, str, int, bool and None, ready to be stored."""
        return {spec.name: encode(getattr(self, spec.name)) for spec in _specs(type(self))}

    @classmethod
    def from_json(cls, data: Mapping[str, object]) -> Self:
        """Give the value that `to_json` wrote; a field unknown today is passed over.

        Raises:
            ValueError: a field is missing or has another type than the model's.
        """
        hints = _type_hints(cls)
        values = {}
        for spec in _specs(cls):
            if spec.name in data:
                values[spec.name] = decode(hints[spec.name], data[spec.name])
            elif spec.default is MISSING:
                raise ValueError(f"{cls.__name__}: {spec.name} is missing")
        return cls(**values)


def digest(value: Value) -> str:
    """Give the SHA-256 of the value's canonical JSON, as 64 hex digits."""
    canonical = json.dumps(
        value.to_json(), ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )
    return hashlib.sha256(canonical.encode()).hexdigest()


def encode(value: object) -> Json:
    """Give one field's value as JSON: dates as ISO text, enums as their text, tuples as lists."""
    match value:
        case Value():
            return value.to_json()
        case tuple():
            return [encode(item) for item in value]
        case date():
            return value.isoformat()
        case StrEnum():
            return value.value
        case Fraction():
            return str(value)
        case None | bool() | int() | str():
            return value
        case _:
            raise TypeError(f"not a content value: {type(value).__name__}")


def decode(kind: Any, data: object) -> Any:
    """Give the value of type `kind` that `encode` wrote as `data`."""
    if get_origin(kind) in (Union, UnionType):
        return _decode_union(get_args(kind), data)
    if get_origin(kind) is tuple:
        return _decode_tuple(get_args(kind)[0], data)
    if get_origin(kind) is Literal:
        return _same(data, data in get_args(kind), kind)
    if kind is date:
        return date.fromisoformat(_same(data, isinstance(data, str), kind))
    if kind is Fraction:
        return Fraction(_same(data, isinstance(data, str), kind))
    if issubclass(kind, StrEnum):
        return kind(data)
    if issubclass(kind, Value):
        return kind.from_json(_same(data, isinstance(data, Mapping), kind))
    return _same(data, type(data) is kind, kind)


def _decode_union(kinds: tuple[Any, ...], data: object) -> Any:
    """Give an optional value, or one of several whose `type` says which it is."""
    if data is None and NoneType in kinds:
        return None
    inner = [kind for kind in kinds if kind is not NoneType]
    if len(inner) > 1:
        named = data.get("type") if isinstance(data, Mapping) else None
        inner = [kind for kind in inner if named in get_args(_type_hints(kind)["type"])]
    if len(inner) != 1:
        raise ValueError(f"{data!r} is none of {kinds}")
    return decode(inner[0], data)


def _decode_tuple(item: Any, data: object) -> tuple[Any, ...]:
    return tuple(decode(item, part) for part in _same(data, isinstance(data, list), tuple))


def _same(data: Any, fits: bool, kind: Any) -> Any:
    if not fits:
        raise ValueError(f"{data!r} is not {kind}")
    return data


def _specs(cls: type) -> tuple[Field[Any], ...]:
    if not is_dataclass(cls):
        raise TypeError(f"{cls.__name__} is not a dataclass")
    return fields(cls)


_type_hints: Callable[[type], dict[str, Any]] = cache(get_type_hints)  # resolving them is slow
