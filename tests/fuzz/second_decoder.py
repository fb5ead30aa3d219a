"""What DCMTK, a decoder that shares nothing with the program, makes of a compressed file."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

import numpy as np
import pydicom
from numpy.typing import NDArray
from pydicom.uid import (
    JPEG2000,
    UID,
    HTJ2KLossless,
    JPEG2000Lossless,
    JPEGLSLossless,
    JPEGLSNearLossless,
    RLELossless,
)

_NOT_OF_DCMTK = frozenset({JPEG2000, JPEG2000Lossless, HTJ2KLossless})
_SECONDS = 20


def stored_values(path: Path) -> NDArray[np.int64] | None:
    """Stored values of a file with one frame, or None where the decoder refuses it."""
    try:
        syntax = UID(pydicom.dcmread(path, stop_before_pixels=True).file_meta.TransferSyntaxUID)
    except Exception:  # noqa: BLE001 - damaged files fail in every way
        return None
    command = "dcmdjpeg"
    if syntax in {JPEGLSLossless, JPEGLSNearLossless}:
        command = "dcmdjpls"
    elif syntax == RLELossless:
        command = "dcmdrle"
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "plain.dcm"
        done = subprocess.run(
            [command, str(path), str(out)], capture_output=True, timeout=_SECONDS, check=False
        )
        if done.returncode or not out.exists() or b"premature" in done.stderr.lower():
            return None
        try:
            return np.asarray(pydicom.dcmread(out).pixel_array).astype(np.int64)
        except Exception:  # noqa: BLE001 - as above
            return None


def decides(path: Path) -> bool:
    """Whether the decoder is there and knows the transfer syntax."""
    if shutil.which("dcmdjpeg") is None:
        return False
    try:
        syntax = pydicom.dcmread(path, stop_before_pixels=True).file_meta.TransferSyntaxUID
    except Exception:  # noqa: BLE001 - as above
        return False
    return syntax not in _NOT_OF_DCMTK and UID(syntax).is_compressed
