"""Labels of masks: packed files named by the hash of what they hold.

A file is on the disk before anything names it, and is never changed. Labels that were kept
before are not written again.
"""

from __future__ import annotations

import hashlib
import zipfile
import zlib
from pathlib import Path
from typing import IO, Any

import numpy as np
from numpy.typing import NDArray

from workstation.archive.owner_file import owner_file

_LEVEL = 3
DAMAGED = (
    OSError,
    EOFError,
    ValueError,
    KeyError,
    NotImplementedError,
    zipfile.BadZipFile,
    zlib.error,
)
"""What reading packed labels raises after a full disk or a power cut."""


def hash_of(labels: NDArray[Any]) -> str:
    """Name of labels: SHA-256 over type, shape and values, in hexadecimal digits."""
    values = np.ascontiguousarray(labels)
    digest = hashlib.sha256(f"{values.dtype.str} {values.shape}\n".encode())
    digest.update(values.data if values.size else b"")
    return digest.hexdigest()


class LabelFiles:
    """A folder of labels.

    Parameters
    ----------
    folder : Path
        Made when the first labels are written.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._whole: set[str] = set()

    def path(self, name: str) -> Path:
        """Where labels of this hash lie."""
        return self._folder / name[:2] / f"{name}.npz"

    def write(self, name: str, labels: NDArray[Any]) -> Path:
        """Have labels on the disk under their hash; gives their file.

        Raises
        ------
        OSError
            The disk refuses.
        """
        target = self.path(name)
        # What lies there may be damaged; its own labels mend it.
        if name not in self._whole and self.read(name) is None:
            target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            with owner_file(target) as file:
                _pack(labels, file)
            self._whole.add(name)
        return target

    def read(self, name: str) -> NDArray[Any] | None:
        """Labels by their hash; None where they are missing, damaged, or not what was kept."""
        try:
            with np.load(self.path(name)) as packed:
                labels: NDArray[Any] = packed["labels"]
        except DAMAGED:
            return None
        if hash_of(labels) != name:
            return None
        self._whole.add(name)
        return labels


def _pack(labels: NDArray[Any], file: IO[bytes]) -> None:
    """As `numpy.savez_compressed` does, but quicker: most of a mask is one value."""
    with (
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=_LEVEL) as packed,
        packed.open("labels.npy", "w", force_zip64=True) as member,
    ):
        np.lib.format.write_array(member, labels, allow_pickle=False)
