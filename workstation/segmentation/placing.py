"""Whether a mask is of an image, and the grid and values to edit it on."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from workstation.domain.image import FrameSequence, Image, Radiograph, Volume
from workstation.domain.mask import Mask
from workstation.segmentation.grid import EditGrid


def lies_on(mask: Mask, image: Image) -> bool:
    """Whether a mask is of this very image, not of another film, phase or the series as it was."""
    if isinstance(image, Volume):
        if mask.geometry is None or not mask.geometry.same_grid(image.geometry):
            return False
    elif mask.geometry is not None or mask.labels.shape[1:] != image.geometry.shape_ji:
        return False
    # Films of one series often have one size, and phases one grid: the mask names its images.
    source = image.source
    ours, theirs = source.sop_instance_uids, mask.sop_instance_uids
    if not ours or not theirs:
        return True
    frames, others = source.frame_indices, mask.frame_indices
    if len(frames) == len(ours) and len(others) == len(theirs):
        # One file may hold every phase.
        return not set(zip(ours, frames, strict=True)).isdisjoint(zip(theirs, others, strict=True))
    return not set(ours).isdisjoint(theirs)


def labels_shape(image: Image) -> tuple[int, int, int]:
    """(k, j, i) of a mask on an image; a film has one slice, frames have one each."""
    if isinstance(image, Volume):
        return image.geometry.shape_kji
    rows, columns = image.geometry.shape_ji
    return (1 if isinstance(image, Radiograph) else image.array.shape[0], rows, columns)


def values_of(image: Image) -> NDArray[Any] | None:
    """Values on the grid of a mask, (k, j, i); None for color."""
    if isinstance(image, Radiograph):
        return image.array[None] if image.array.ndim == 2 else None
    return image.array if image.array.ndim == 3 else None


def measured_sample(image: Image, step: int = 1) -> NDArray[Any] | None:
    """Every n-th value that was measured: no padding and nothing that is no number.

    Returns
    -------
    (n,) ndarray or None
        None for color.
    """
    values = values_of(image)
    if values is None:
        return None
    places = np.arange(0, values.size, step)
    padding = None if isinstance(image, FrameSequence) else image.padding
    if padding is not None:
        places = places[~padding.take(places)]
    sample: NDArray[Any] = values.reshape(-1)[places]
    return sample[np.isfinite(sample)] if sample.dtype.kind == "f" else sample


def grid_of(image: Image) -> EditGrid:
    """The grid that a mask on this image is edited on.

    Of films and frames rows and columns are in mm where their size is known, else in pixels.
    """
    if isinstance(image, Volume):
        return EditGrid.of_volume(image.geometry)
    pixel = image.geometry.spacing_ji_mm or (image.geometry.aspect_ratio_ji, 1.0)
    return EditGrid.of_film(labels_shape(image), pixel)


def is_uneven(image: Image) -> bool:
    """Whether slices lie elsewhere than on an even grid, so that mm between them mislead."""
    return isinstance(image, Volume) and image.slice_origins_lps_mm is not None
