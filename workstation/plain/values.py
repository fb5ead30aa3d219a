"""Frozen values as plain JSON, and back, by their type annotations."""

from __future__ import annotations

import base64
import binascii
import dataclasses
import json
import math
import types
from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any, TypeVar, Union, get_origin

import numpy as np
from cattrs import Converter
from cattrs.errors import BaseValidationError
from cattrs.gen import make_dict_structure_fn
from numpy.typing import NDArray

from workstation.errors import InputError
from workstation.messages import Message

T = TypeVar("T")
_NOT_FINITE = ("inf", "-inf", "nan")


def to_plain(value: Any) -> Any:  # noqa: ANN401 - any frozen value
    """A value made of dataclasses, tuples, enums, times and small arrays as JSON types.

    Raises
    ------
    TypeError
        Something in it is of no such type.
    """
    return _plain(_CONVERTER.unstructure(value))


def from_plain(kind: type[T], plain: Any) -> T:  # noqa: ANN401
    """Build a value of a type from what `to_plain` made of it; fields that it lacks are ignored.

    Raises
    ------
    InputError
        The data do not describe such a value, e.g. because a newer version wrote them.
    """
    try:
        return _CONVERTER.structure(plain, kind)
    except (
        BaseValidationError, ArithmeticError, AttributeError, LookupError, TypeError, ValueError,
        RecursionError,
    ) as error:  # fmt: skip
        raise InputError(
            Message("Something kept from an earlier session cannot be read by this version."),
            detail=f"{getattr(kind, '__name__', kind)}: {type(error).__name__}: {error}",
        ) from error


def to_json(value: Any) -> str:  # noqa: ANN401 - any frozen value
    """A value as one line of JSON, in which every letter can be written."""
    plain = to_plain(value)
    text = json.dumps(plain, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text if writable(text) == text else json.dumps(plain, allow_nan=False)


def writable(text: str) -> str:
    """A text for a database: halves of letters, as damaged names have them, are spelled out."""
    return text.replace("\0", "\\0").encode(errors="backslashreplace").decode()


def from_json(text: str) -> Any:  # noqa: ANN401 - parsed JSON
    """What a line of JSON says.

    Raises
    ------
    InputError
        It is damaged.
    """
    try:
        # Letters that were damaged on the disk stand there as halves of others.
        text.encode()
        return json.loads(text, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise InputError(
            Message("Something kept from an earlier session cannot be read by this version."),
            detail=type(error).__name__,
        ) from error


def _no_number(name: str) -> float:
    raise ValueError(f"{name} is no number of JSON")


def _plain(value: Any) -> Any:  # noqa: ANN401
    """JSON has no infinities; they become words. What JSON does not know at all is refused."""
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    if isinstance(value, str):
        return str(value)
    if value is None or isinstance(value, int | float | bool):
        return value
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, np.generic):
        return _plain(value.item())
    raise TypeError(f"{type(value).__name__} cannot be kept")


def _exactly(kind: type) -> Any:  # noqa: ANN401
    def build(plain: object, wanted: Any) -> object:  # noqa: ANN401
        if wanted is not kind:
            # Enumerations of letters are letters, too.
            return wanted(plain)
        if not isinstance(plain, kind) or (isinstance(plain, bool) and kind is not bool):
            raise TypeError(f"{plain!r} is no {kind.__name__}")
        return plain

    return build


def _number(plain: Any, _kind: object) -> float:  # noqa: ANN401
    # Words stand for what JSON has no numbers for; see `_plain`.
    if isinstance(plain, bool) or (isinstance(plain, str) and plain not in _NOT_FINITE):
        raise TypeError(f"{plain!r} is no number")
    return float(plain)


def _bytes(plain: str, _kind: object) -> bytes:
    try:
        return base64.b64decode(plain, validate=True)
    except binascii.Error as error:
        raise ValueError(str(error)) from error


def _of_any(plain: object, _kind: object) -> object:
    return tuple(plain) if isinstance(plain, list) else plain


def _one_of_several(plain: object, kind: Any) -> object:  # noqa: ANN401
    """A plain value of a union, as it is; else one of its other types."""
    kinds = kind.__args__
    if plain is None and type(None) in kinds:
        return None
    if type(plain) in kinds:
        return plain
    if Message in kinds and isinstance(plain, dict):
        return Message.of_plain(plain)
    others = [each for each in kinds if each not in (type(None), Message)]
    return _CONVERTER.structure(plain, others[0])


def _is_union(kind: Any) -> bool:  # noqa: ANN401
    return get_origin(kind) in (Union, types.UnionType)


def _is_array(kind: Any) -> bool:  # noqa: ANN401
    return get_origin(kind) is np.ndarray


def _of_fields(made: Converter, kind: type) -> Any:  # noqa: ANN401
    build: Callable[[Any, Any], object] = make_dict_structure_fn(
        kind, made, _cattrs_detailed_validation=False
    )

    def of_fields(plain: object, wanted: object) -> object:
        if not isinstance(plain, dict):
            raise TypeError(f"{type(plain).__name__} holds no fields")
        return build(plain, wanted)

    return of_fields


def _converter() -> Converter:
    made = Converter(unstruct_collection_overrides={tuple: list}, detailed_validation=False)
    for kind in (str, int, bool):
        made.register_structure_hook(kind, _exactly(kind))
    made.register_structure_hook(float, _number)
    made.register_structure_hook(bytes, _bytes)
    made.register_unstructure_hook(bytes, lambda value: base64.b64encode(value).decode("ascii"))
    made.register_structure_hook(datetime, lambda plain, _: datetime.fromisoformat(plain))
    made.register_unstructure_hook(datetime, lambda value: value.isoformat())
    made.register_unstructure_hook(Message, lambda message: message.plain)
    made.register_structure_hook(Message, lambda plain, _: Message.of_plain(plain))
    made.register_unstructure_hook(np.ndarray, _listed)
    made.register_unstructure_hook_func(_is_array, _listed)
    made.register_structure_hook_func(lambda kind: kind is Any, _of_any)
    made.register_structure_hook_func(_is_array, lambda plain, _: np.array(plain, dtype=np.float64))
    made.register_structure_hook_func(_is_union, _one_of_several)
    made.register_structure_hook_factory(dataclasses.is_dataclass, partial(_of_fields, made))
    return made


def _listed(value: NDArray[Any]) -> Any:  # noqa: ANN401
    return value.tolist()


_CONVERTER = _converter()
