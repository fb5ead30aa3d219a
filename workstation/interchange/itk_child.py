"""The process in which NRRD and MetaImage files are read.

ITK is ended by a signal, not by an exception, on some damaged headers. It answers one JSON line
and, where the file can be read, the values behind it; nothing is unpickled on either side.
"""

from __future__ import annotations

import json
import math
import os
import resource
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import SimpleITK as sitk  # noqa: N813 - the library's own spelling
from numpy.typing import NDArray

HEADER_BYTES = 1 << 30
"""Memory for reading a header, beyond what the libraries take."""
_COPIES = 3
"""Of the values: as they are compressed, as an image, as an array."""


def read(path: str, limit_bytes: int) -> tuple[dict[str, Any], NDArray[Any] | None]:
    """What a file holds: its description, and its values in the order of ITK's arrays."""
    _limit_memory(HEADER_BYTES)
    reader = sitk.ImageFileReader()
    reader.SetFileName(path)
    reader.ReadImageInformation()
    dimension, components = reader.GetDimension(), reader.GetNumberOfComponents()
    head: dict[str, Any] = {"dimension": dimension, "components": components}
    if dimension not in {3, 4} or (dimension == 4 and components != 1):
        return head, None
    claimed = math.prod(reader.GetSize()) * 4 * components
    if claimed > limit_bytes:
        return head | {"too_large": True}, None
    _limit_memory(HEADER_BYTES + _COPIES * claimed * 2)
    image = reader.Execute()
    values = np.ascontiguousarray(sitk.GetArrayFromImage(image))
    return head | {
        "shape": values.shape,
        "type": values.dtype.str,
        "direction": image.GetDirection(),
        "spacing": image.GetSpacing(),
        "origin": image.GetOrigin(),
        "tags": {key: reader.GetMetaData(key) for key in reader.GetMetaDataKeys()},
    }, values


@contextmanager
def _speakable(path: str) -> Iterator[str]:
    """The path, or a link to it where its bytes are no text, which ITK does not take."""
    try:
        path.encode()
    except UnicodeEncodeError:
        with tempfile.TemporaryDirectory(prefix="lightbox-name-") as folder:
            link = Path(folder) / f"image{Path(path).suffix}"
            link.symlink_to(Path(path).resolve())
            yield str(link)
    else:
        yield path


def _limit_memory(extra_bytes: int) -> None:
    if sys.platform != "linux":
        return
    with open("/proc/self/statm", encoding="ascii") as file:  # noqa: PTH123
        used = int(file.read().split()[0]) * resource.getpagesize()
    _soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    wanted = used + extra_bytes
    resource.setrlimit(
        resource.RLIMIT_AS, (wanted if hard == resource.RLIM_INFINITY else min(wanted, hard), hard)
    )
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main(path: str, limit_bytes: int) -> None:
    """Answer for one file."""
    answer = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    quiet = os.open(os.devnull, os.O_WRONLY)
    os.dup2(quiet, 1)
    os.dup2(quiet, 2)
    values: NDArray[Any] | None = None
    try:
        with _speakable(path) as name:
            head, values = read(name, limit_bytes)
    except (RuntimeError, TypeError, ValueError, OverflowError, MemoryError) as error:
        head = {"fault": f"{type(error).__name__}: {str(error)[-400:]}"}
    answer.write(json.dumps(head).encode("ascii") + b"\n")
    if values is not None:
        answer.write(values.data.cast("B") if values.size else b"")
    answer.close()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
