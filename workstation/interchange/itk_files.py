"""NRRD and MetaImage files, read in a process of their own; see `itk_child`."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from workstation.errors import InputError
from workstation.messages import Message
from workstation.processes.channel import MalformedMessage
from workstation.processes.child_process import ChildProcess
from workstation.processes.conversation import Conversation
from workstation.processes.limits import Limits, OverTimeError

LONGEST_S = 20.0
"""For the start of the process and the header; the values have more."""
_BYTES_PER_SECOND = 20e6
_LARGEST_HEAD = 1 << 20
_UNSUPPORTED = "not supported"
"""Words of ITK for files that are whole."""


@dataclass(frozen=True, slots=True, eq=False)
class ItkImage:
    """What a file holds, in the words of ITK; see there.

    `values` are [k, j, i], [t, k, j, i], or [k, j, i, c] with several components; None where the
    file has other axes, or is too large.
    """

    dimension: int
    components: int
    values: NDArray[Any] | None = None
    direction: tuple[float, ...] = ()
    spacing: tuple[float, ...] = ()
    origin: tuple[float, ...] = ()
    tags: tuple[tuple[str, str], ...] = ()
    too_large: bool = False


def read_itk(path: Path, limit_bytes: int) -> ItkImage:
    """Read a file.

    Parameters
    ----------
    limit_bytes : int
        Of the values with four bytes each; a file that claims more is not read.

    Raises
    ------
    InputError
        The file cannot be read, or ended the process that read it.
    """
    limits = Limits(seconds=LONGEST_S + path.stat().st_size / _BYTES_PER_SECOND)
    child = ChildProcess(f"{__package__}.itk_child", (str(path), str(limit_bytes)), reads_only=True)
    try:
        return _answer(Conversation(child, limits=limits), limit_bytes)
    except (
        *(ValueError, TypeError, KeyError, RecursionError, EOFError, ConnectionResetError),
        *(MalformedMessage, OverTimeError),
    ) as error:
        raise InputError(
            Message("{name} cannot be read as an image.", name=path.name),
            hint=Message("The file is whole; convert it, or choose another.")
            if _UNSUPPORTED in str(error)
            else Message("The file may be cut short or damaged; fetch it again."),
            detail=f"{type(error).__name__}: {error}",
        ) from error
    finally:
        child.close()


def _answer(talk: Conversation, limit_bytes: int) -> ItkImage:
    head = json.loads(talk.next(largest=_LARGEST_HEAD))
    if "fault" in head:
        raise ValueError(head["fault"])
    plain = ItkImage(
        int(head["dimension"]), int(head["components"]), too_large=bool(head.get("too_large"))
    )
    if "shape" not in head:
        return plain
    shape, kind = tuple(int(side) for side in head["shape"]), np.dtype(str(head["type"]))
    if min(shape) < 1 or kind.hasobject or math.prod(shape) * 4 > limit_bytes:
        raise ValueError("an impossible answer")
    values = np.empty(shape, kind)
    talk.fill(values.reshape(-1).view(np.uint8).data)
    return ItkImage(
        plain.dimension,
        plain.components,
        values,
        tuple(head["direction"]),
        tuple(head["spacing"]),
        tuple(head["origin"]),
        tuple(head["tags"].items()),
    )
