"""The process in which NRRD and MetaImage files are read.

ITK is ended by a signal, not by an exception, on some damaged headers. It answers with
JSON and, where the file can be read, the values behind it; nothing is unpickled on either side.
"""

from __future__ import annotations

import json
import math
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import SimpleITK as sitk  # noqa: N813 - the library's own spelling
from numpy.typing import NDArray

from workstation.processes.channel import Channel
from workstation.processes.child_side import limit_own_memory, open_parent_channel

HEADER_BYTES = 1 << 30
"""Memory for reading a header, beyond what the libraries take."""
_COPIES = 3
"""Of the values: as they are compressed, as an image, as an array."""


def read(path: str, limit_bytes: int) -> tuple[dict[str, Any], NDArray[Any] | None]:
    """What a file holds: its description, and its values in the order of ITK's arrays."""
    limit_own_memory(HEADER_BYTES, for_good=False)
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
    limit_own_memory(HEADER_BYTES + _COPIES * claimed * 2, for_good=False)
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


def main(channel: Channel, path: str, limit_bytes: int) -> None:
    """Answer for one file."""
    values: NDArray[Any] | None = None
    try:
        with _speakable(path) as name:
            head, values = read(name, limit_bytes)
    except (RuntimeError, TypeError, ValueError, OverflowError, MemoryError) as error:
        head = {"fault": f"{type(error).__name__}: {str(error)[-400:]}"}
    given = values.data.cast("B") if values is not None and values.size else b""
    channel.send(json.dumps(head).encode("ascii"), given)


if __name__ == "__main__":
    main(open_parent_channel(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
