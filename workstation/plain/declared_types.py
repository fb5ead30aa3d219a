"""Whether a frozen value holds what its annotations declare, for values made from files."""

from __future__ import annotations

import dataclasses
import sys
import types
from datetime import datetime
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")


def of_declared_types(value: T) -> T:
    """The same dataclass value, when every field, at any depth, is of its declared type.

    A whole number passes as float, a bool passes only as bool; numbers are finite and times
    have a time zone.

    Raises
    ------
    TypeError
        A field is of another type.
    """
    _require(type(value), value, type(value).__name__)
    return value


def _require(kind: Any, value: Any, place: str) -> None:  # noqa: ANN401 - any annotation
    if not _fits(kind, value, place):
        raise TypeError(f"{place} is of type {type(value).__name__}")


def _fits(kind: Any, value: Any, place: str) -> bool:  # noqa: ANN401
    origin, arguments = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        return any(_is_one(one, value, place) for one in arguments)
    if origin is tuple:
        if not isinstance(value, tuple):
            return False
        many = len(arguments) == 2 and arguments[1] is Ellipsis
        kinds = [arguments[0]] * len(value) if many else list(arguments)
        if len(kinds) != len(value):
            return False
        for one, item in zip(kinds, value, strict=True):
            _require(one, item, place)
        return True
    if kind is float:
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        return is_number and abs(value) <= sys.float_info.max
    if kind is int:
        return isinstance(value, int) and not isinstance(value, bool)
    if not isinstance(value, kind):
        return False
    if isinstance(value, datetime):
        return value.tzinfo is not None
    if dataclasses.is_dataclass(kind):
        hints = get_type_hints(kind)
        for field in dataclasses.fields(kind):
            _require(hints[field.name], getattr(value, field.name), f"{place}.{field.name}")
    return True


def _is_one(kind: Any, value: Any, place: str) -> bool:  # noqa: ANN401
    try:
        return _fits(kind, value, place)
    except TypeError:
        return False
