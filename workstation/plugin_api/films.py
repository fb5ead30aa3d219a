"""Radiographs as plugins read them: dense = bright, as on a light box."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from workstation.imaging.grayscale import apply_window
from workstation.plugin_api.payloads import ImagePayload

_CLIPPED = 0.5
"""Share of pixels, percent, that is clipped at either end when the file has no window."""
_MOST_CLIPPED = 0.6
"""Share of pixels that a window may leave black or white: one of bone or of soft tissue alone, or
of another image, leaves more."""


def film_values(image: ImagePayload) -> NDArray[np.float32]:
    """A radiograph as it is shown, (j, i) float32 in 0..255, dense tissue bright.

    The file's own first window is used; without one, or where it leaves little grey, all but the
    darkest and brightest half percent. MONOCHROME1 is inverted (PS3.3 C.7.6.3.1.2).

    Raises
    ------
    ValueError
        The image is not a radiograph.
    """
    if image.is_volume or image.array.ndim != 2:
        raise ValueError("film_values needs a radiograph")
    if image.windows:
        shown = apply_window(
            image.array, image.windows[0], inverted=image.inverted, padding=image.padding
        )
        if _clipped_share(shown, image.padding) <= _MOST_CLIPPED:
            return shown.astype(np.float32)
    values = image.array.astype(np.float32)
    valid = values if image.padding is None or image.padding.all() else values[~image.padding]
    low, high = np.percentile(valid, [_CLIPPED, 100 - _CLIPPED])
    if high <= low:
        low, high = float(valid.min()), float(valid.max())
    scaled = np.clip((values - low) / max(float(high - low), 1e-6), 0.0, 1.0) * 255.0
    if image.inverted:
        scaled = 255.0 - scaled
    if image.padding is not None:
        scaled[image.padding] = 0.0
    grey: NDArray[np.float32] = scaled.astype(np.float32)
    return grey


def _clipped_share(shown: NDArray[np.uint8], padding: NDArray[np.bool_] | None) -> float:
    ends = (shown == 0) | (shown == 255)
    inside = ends if padding is None or padding.all() else ends[~padding]
    return float(inside.mean())


def points_left(image: ImagePayload) -> tuple[bool, bool]:
    """Whether columns increase toward the patient's left, and whether the file says so.

    Without Patient Orientation the usual display of a frontal film is assumed: the
    patient's left at the right edge.
    """
    letter = image.orientation_letters[0][:1].upper()
    if letter == "L":
        return True, True
    if letter == "R":
        return False, True
    return True, False
