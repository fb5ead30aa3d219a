"""Which windows to offer for an image: the file's own, named presets, automatic ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from workstation.domain.image import FrameSequence, Image, Radiograph, Volume
from workstation.domain.study import WindowSetting
from workstation.domain.voxel_mask import VoxelMask
from workstation.imaging.grayscale import window_from_range
from workstation.imaging.window_preset import WindowPreset
from workstation.messages import Message

VOI_LUT_NAME = "VOI LUT of the file"
_HOUNSFIELD = "HU"

_SAMPLES = 1_000_000
_ALL_BUT = 0.9995
"""Share of the values at one end of a window that leaves a picture with nothing to see."""


Padding = VoxelMask | NDArray[np.bool_] | None


def _sample(values: NDArray[Any], padding: Padding) -> NDArray[Any]:
    step = max(1, values.size // _SAMPLES)
    sample: NDArray[Any] = values.reshape(-1)[::step]
    if padding is not None:
        places = np.arange(0, values.size, step)
        padded = padding.take(places)
        sample = sample[~padded]
    return sample[np.isfinite(sample)] if sample.dtype.kind == "f" else sample


def auto_window(
    values: NDArray[Any],
    modality: str,
    *,
    presets: Sequence[WindowPreset] = (),
    quantity: str = "",
    padding: Padding = None,
) -> WindowSetting:
    """A window for values that come without one.

    Parameters
    ----------
    values : ndarray
        Values after the modality transform, any shape.
    modality : str
        Modality (0008,0060).
    presets : sequence of WindowPreset
        The first that suits the quantity and opens images is taken.
    quantity : str
        What a value means; of CT it is HU where nothing is stated.
    padding : VoxelMask, ndarray of bool or None
        True where the scanner wrote no value.

    Returns
    -------
    WindowSetting
        Without such a preset, or where all would be black or white by it, the 1st to the 99th
        percentile; in MR and PET the air around the
        patient (zero) is left out.
    """
    meaning = quantity or (_HOUNSFIELD if modality == "CT" else "")
    sample = _sample(values, padding)
    for preset in presets:
        if preset.opens and preset.suits(meaning) and _tells_apart(preset.window, sample):
            return preset.window
    if modality in ("MR", "PT", "NM"):
        above = sample[sample > 0]
        sample = above if above.size > 100 else sample
    if sample.size == 0:
        return WindowSetting(center=0.0, width=1.0, explanation=Message("Automatic"))
    low, high = (float(v) for v in np.percentile(sample, (1.0, 99.0)))
    if modality in ("PT", "NM") and high > 0:
        low = 0.0
    if values.dtype.kind in "iu":
        return replace(window_from_range(round(low), round(high)), explanation=Message("Automatic"))
    width = max(high - low, float(np.finfo(np.float32).tiny) * 1e6)
    return WindowSetting(
        center=(low + high) / 2,
        width=width,
        explanation=Message("Automatic"),
        function="LINEAR_EXACT",
    )


def _tells_apart(window: WindowSetting, sample: NDArray[Any]) -> bool:
    """Whether a window shows more than black or white of values that are not all alike.

    By PS3.3 C.11.2.1.2 and C.11.2.1.3; a sigmoid has no ends.
    """
    if window.function == "SIGMOID" or sample.size == 0 or sample.min() == sample.max():
        return True
    if window.function == "LINEAR_EXACT":
        low, high = window.center - window.width / 2, window.center + window.width / 2
    else:
        low = window.center - 0.5 - (window.width - 1) / 2
        high = window.center - 0.5 + (window.width - 1) / 2
    most = _ALL_BUT * sample.size
    return int((sample <= low).sum()) < most and int((sample > high).sum()) < most


def full_range_window(image: Image) -> WindowSetting:
    """The window from the smallest to the largest value of an image."""
    sample = _sample(image.array, getattr(image, "padding", None))
    low, high = (float(sample.min()), float(sample.max())) if sample.size else (0.0, 1.0)
    if image.array.dtype.kind in "iu":
        return replace(window_from_range(low, high), explanation=Message("Full range"))
    return WindowSetting(
        center=(low + high) / 2,
        width=max(high - low, 1e-6),
        explanation=Message("Full range"),
        function="LINEAR_EXACT",
    )


def _named(window: WindowSetting, number: int) -> WindowSetting:
    if window.explanation:
        return window
    return WindowSetting(
        center=window.center,
        width=window.width,
        explanation=Message("File {number}", number=number),
        function=window.function,
    )


def offered_windows(image: Image, presets: Sequence[WindowPreset]) -> tuple[WindowSetting, ...]:
    """Windows for the number keys: the file's own first, then the presets of its quantity.

    Returns
    -------
    tuple of WindowSetting
        Each with a name; no two with the same center, width and function. In PET the file's
        own are left out.
    """
    # Windows that a PET scanner writes are in raw units.
    theirs = () if image.source.modality == "PT" else image.windows
    own = [_named(window, n) for n, window in enumerate(theirs, start=1)]
    own += [preset.window for preset in presets if preset.suits(image.quantity)]
    seen: dict[tuple[float, float, str], WindowSetting] = {}
    for window in own:
        if window.width > 0:
            seen.setdefault((window.center, window.width, window.function), window)
    return tuple(seen.values())


def initial_window(image: Image, presets: Sequence[WindowPreset]) -> WindowSetting:
    """The window that an image opens with: its own, else a preset or an automatic one.

    PET never opens with its own, since windows written by the scanner are in raw units; nor does an
    image of which its own would show black or white alone.
    """
    theirs = () if image.source.modality == "PT" else image.windows
    padding = None if isinstance(image, FrameSequence) else image.padding
    for window in theirs:
        if window.width >= 1 or window.function != "LINEAR":
            if not _tells_apart(window, _sample(image.array, padding)):
                break
            return _named(window, 1)
    return auto_window(
        image.array,
        image.source.modality,
        presets=presets,
        quantity=image.quantity,
        padding=padding,
    )


def opens_inverted(image: Image) -> bool:
    """Whether the smallest value is shown white: MONOCHROME1, or PET's inverted grey."""
    return image.inverted or (isinstance(image, Volume) and image.source.modality == "PT")


def file_table(image: Image) -> tuple[int, NDArray[np.uint16], int] | None:
    """The first VOI LUT of the file: first value mapped, entries, bits; None where it has none."""
    if isinstance(image, Radiograph) and image.voi_lut is not None:
        return image.voi_lut
    return image.voi_luts[0][1] if image.voi_luts else None


def opens_with_voi_lut(image: Image) -> bool:
    """Whether the file's own VOI LUT is what it opens with: it has one and no window."""
    return file_table(image) is not None and not image.windows


def window_by_name(
    image: Image, name: str, presets: Sequence[WindowPreset]
) -> WindowSetting | None:
    """The offered window or any preset of this name, letter case apart, or None."""
    every = (preset.window for preset in presets)
    for window in (*offered_windows(image, presets), *every):
        if str(window.explanation).casefold() == name.strip().casefold():
            return window
    return None
