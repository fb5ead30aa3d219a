"""Outputs of plugins on their way to the host: plain data, and arrays in memory that both see.

It knows no kind of output by name: the type of one says which arrays it may hold, its fields which
data. What comes from a worker is built strictly by the type that its kind of plugin gives.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, is_dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from workstation.inference.shared_arrays import ArrayLayout
from workstation.plugin_api.outputs import Output
from workstation.processes.channel import MalformedMessage
from workstation.processes.plain_messages import build

_PLACE = "__array__"
_LABELS = (np.dtype(np.uint8), np.dtype(np.uint16))


def output_layouts(kind: type[Output], shape: tuple[int, ...]) -> tuple[ArrayLayout, ...]:
    """The arrays that an output of a type may hold, for an image of a shape."""
    return tuple(ArrayLayout(shape=shape, dtype=each, writable=True) for each in kind.ARRAYS)


def pack(output: Output, shared: Sequence[NDArray[Any]]) -> Any:  # noqa: ANN401 - plain data
    """An output as plain data, its arrays written into those of `output_layouts`.

    Raises
    ------
    ValueError
        It holds more arrays than its type may.
    """
    return _packed(output, dict(enumerate(shared)))


def unpack(kind: type[Output], plain: Any, shared: Sequence[NDArray[Any]]) -> Output:  # noqa: ANN401
    """The output that was packed, with arrays of its own.

    Raises
    ------
    MalformedMessage
        It is no output of this type.
    """
    try:
        whole = _unpacked(plain, dict(enumerate(shared)))
    except RecursionError as error:
        raise MalformedMessage("too deep") from error
    output: Output = build(kind, whole)
    return output


def _packed(value: Any, free: dict[int, NDArray[Any]]) -> Any:  # noqa: ANN401
    if isinstance(value, np.ndarray):
        place = _place_for(value, free)
        free.pop(place)[...] = value
        return {_PLACE: place}
    if isinstance(value, tuple | list):
        return [_packed(item, free) for item in value]
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: _packed(getattr(value, f.name), free) for f in fields(value)}
    return value


def _place_for(array: NDArray[Any], free: dict[int, NDArray[Any]]) -> int:
    wanted = "u" if array.dtype in _LABELS else "f"
    kinds = {place: shared.dtype.kind for place, shared in free.items()}
    for place, kind in kinds.items():
        if kind == wanted:
            return place
    for place, kind in kinds.items():
        if kind == "f":
            return place
    raise ValueError("more arrays than such an output may hold")


def _unpacked(plain: Any, left: dict[int, NDArray[Any]]) -> Any:  # noqa: ANN401
    if isinstance(plain, list):
        return [_unpacked(item, left) for item in plain]
    if not isinstance(plain, dict):
        return plain
    if plain.keys() != {_PLACE}:
        return {name: _unpacked(item, left) for name, item in plain.items()}
    shared = left.pop(plain[_PLACE], None) if type(plain[_PLACE]) is int else None
    if shared is None:
        raise MalformedMessage("an array that is not there")
    # As small as it can be: labels of up to 255 segments take one byte each.
    small = shared.dtype.kind == "u" and (not shared.size or shared.max() < 256)
    return shared.astype(np.uint8) if small else shared.copy()
