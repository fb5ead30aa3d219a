"""Frozen values as plain JSON, and back, by their type annotations."""

from __future__ import annotations

import base64
import dataclasses
import math
import types
from datetime import datetime
from enum import Enum
from functools import lru_cache
from typing import Any, Union, get_args, get_origin, get_type_hints

import numpy as np

from workstation.errors import InputError
from workstation.words import said


def to_plain(value: Any) -> Any:  # noqa: ANN401 - any frozen value
    """A value made of dataclasses, tuples, enums, times and small arrays as JSON types."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, float) and not math.isfinite(value):
        # JSON has no such numbers; a journal that holds them all the same is damaged.
        return str(value)
    if value is None or isinstance(value, str | int | float | bool):
        return value
    if isinstance(value, bytes):
        return base64.b64encode(value).decode("ascii")
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, np.ndarray | np.generic):
        return to_plain(value.tolist())
    if dataclasses.is_dataclass(value):
        return {
            field.name: to_plain(getattr(value, field.name)) for field in dataclasses.fields(value)
        }
    if isinstance(value, tuple | list):
        return [to_plain(item) for item in value]
    raise TypeError(f"{type(value).__name__} cannot be kept")


def from_plain(kind: Any, plain: Any) -> Any:  # noqa: ANN401
    """Build a value of a type from what `to_plain` made of it.

    Raises
    ------
    InputError
        The data do not describe such a value, e.g. because a newer version wrote them.
    """
    try:
        return _build(kind, plain)
    except (KeyError, TypeError, ValueError, RecursionError) as error:
        raise InputError(
            said("Something kept from an earlier session cannot be read by this version."),
            detail=f"{getattr(kind, '__name__', kind)}: {type(error).__name__}: {error}",
        ) from error


def _build(kind: Any, plain: Any) -> Any:  # noqa: ANN401
    origin = get_origin(kind)
    if kind is Any:
        return tuple(plain) if isinstance(plain, list) else plain
    if origin in (Union, types.UnionType):
        return _build_union(get_args(kind), plain)
    if origin is tuple:
        arguments = get_args(kind)
        if len(arguments) == 2 and arguments[1] is Ellipsis:
            return tuple(_build(arguments[0], item) for item in plain)
        return tuple(_build(a, item) for a, item in zip(arguments, plain, strict=True))
    if origin is np.ndarray:
        return np.array(plain, dtype=np.float64)
    if kind is bytes:
        return base64.b64decode(plain, validate=True)
    if kind is datetime:
        return datetime.fromisoformat(plain)
    if dataclasses.is_dataclass(kind) and isinstance(kind, type):
        return _build_fields(kind, plain)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind(plain)
    if kind is float:
        return float(plain)
    if kind in (str, int, bool) and not isinstance(plain, kind):
        raise TypeError(f"{plain!r} is no {kind.__name__}")
    return plain


def _build_fields(kind: type, plain: Any) -> Any:  # noqa: ANN401
    if not isinstance(plain, dict):
        raise TypeError(f"{type(plain).__name__} holds no fields")
    types_of = _field_types(kind)
    return kind(**{n: _build(types_of[n], v) for n, v in plain.items() if n in types_of})


@lru_cache(maxsize=256)
def _field_types(kind: type) -> dict[str, Any]:
    """What the fields of a dataclass hold, by name; slow to find out each time."""
    hints = get_type_hints(kind)
    return {field.name: hints[field.name] for field in dataclasses.fields(kind) if field.init}


def _build_union(kinds: tuple[Any, ...], plain: Any) -> Any:  # noqa: ANN401
    if plain is None and type(None) in kinds:
        return None
    simple = [k for k in kinds if k in (str, int, float, bool)]
    for kind in simple:
        if type(plain) is kind:
            return plain
    others = [k for k in kinds if k is not type(None)]
    return _build(others[0], plain)
