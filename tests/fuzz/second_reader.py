"""What pydicom makes of the header and the pixels of a mutated file."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pydicom
from numpy.typing import NDArray
from pydicom.pixels.processing import apply_rescale

_GRAY = frozenset({"MONOCHROME1", "MONOCHROME2"})
_OTHER_TRANSFORMS = (
    "ModalityLUTSequence", "SharedFunctionalGroupsSequence", "PerFrameFunctionalGroupsSequence",
    "Units", "FloatPixelData",
)  # fmt: skip


def quantity_values(path: Path) -> NDArray[np.float64] | None:
    """Values of a gray file of one frame after its rescale; None where pydicom does not say.

    It refuses the file, or the file is of a kind whose values depend on more than stored values,
    slope and intercept.
    """
    try:
        data_set = pydicom.dcmread(path)
        if any(name in data_set for name in _OTHER_TRANSFORMS):
            return None
        if data_set.PhotometricInterpretation not in _GRAY or data_set.SamplesPerPixel != 1:
            return None
        short = data_set.BitsStored < data_set.BitsAllocated and data_set.PixelRepresentation == 1
        if short and data_set.file_meta.TransferSyntaxUID.is_compressed:
            return None  # pydicom leaves the sign of compressed values where it is
        values = np.asarray(data_set.pixel_array)
        return np.asarray(apply_rescale(values, data_set), np.float64)
    except Exception:  # noqa: BLE001 - damaged files fail in every way
        return None
