"""NRRD and MetaImage files, read in a process of their own; see `itk_child`."""

from __future__ import annotations

import json
import math
import os
import subprocess
import sys
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import numpy as np
from numpy.typing import NDArray

import workstation
from workstation.errors import InputError
from workstation.messages import Message

LONGEST_S = 20.0
"""For the start of the process and the header; the values have more."""
_BYTES_PER_SECOND = 20e6
_LARGEST_HEAD = 1 << 20


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
    root = Path(workstation.__file__).resolve().parent.parent
    paths = os.pathsep.join(p for p in (str(root), os.environ.get("PYTHONPATH", "")) if p)
    process = subprocess.Popen(
        [sys.executable, "-P", "-m", f"{__package__}.itk_child", path, str(limit_bytes)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": paths},
    )
    seconds = LONGEST_S + path.stat().st_size / _BYTES_PER_SECOND
    clock = threading.Timer(seconds, process.kill)
    clock.start()
    try:
        if process.stdout is None:
            raise AssertionError("the child has pipes")
        return _answer(process.stdout, limit_bytes)
    except (ValueError, TypeError, KeyError, EOFError) as error:
        raise InputError(
            Message("{name} cannot be read as an image.", name=path.name),
            hint=Message("The file may be cut short or damaged; fetch it again."),
            detail=str(error),
        ) from error
    finally:
        clock.cancel()
        process.kill()
        if process.stdout is not None:
            process.stdout.close()
        process.wait()


def _answer(stream: IO[bytes], limit_bytes: int) -> ItkImage:
    line = stream.readline(_LARGEST_HEAD)
    if not line:
        raise EOFError("the process that read it ended")
    head = json.loads(line)
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
    return ItkImage(
        plain.dimension,
        plain.components,
        _filled(stream, np.empty(shape, kind)),
        tuple(head["direction"]),
        tuple(head["spacing"]),
        tuple(head["origin"]),
        tuple(head["tags"].items()),
    )


def _filled(stream: IO[bytes], values: NDArray[Any]) -> NDArray[Any]:
    view = values.reshape(-1).view(np.uint8).data
    done = 0
    while done < len(view):
        count = stream.readinto(view[done:])  # type: ignore[attr-defined]
        if not count:
            raise EOFError("the process that read it ended early")
        done += count
    return values
