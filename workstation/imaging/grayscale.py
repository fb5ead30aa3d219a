"""From pixel values to 8-bit grey: VOI windows and LUTs, inversion and padding.

The order is that of the standard (PS3.3 C.11): the modality transform is already applied,
then VOI, then the presentation inversion, once, then padding is painted black.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from workstation.domain.study import WindowSetting

_WHITE = 255.0


def voi_function(values: ArrayLike, window: WindowSetting) -> NDArray[np.float64]:
    """Map values through a VOI window to 0..255, unrounded.

    Parameters
    ----------
    values : array_like
        Values after the modality transform, any shape.
    window : WindowSetting
        Center, width and function: LINEAR, LINEAR_EXACT or SIGMOID.

    Returns
    -------
    ndarray of float64
        Same shape, 0 = black before any inversion.

    Raises
    ------
    ValueError
        The width or the function is not allowed by the standard.

    References
    ----------
    PS3.3 C.11.2.1.2 (LINEAR) and C.11.2.1.3 (LINEAR_EXACT, SIGMOID).
    """
    x = np.asarray(values, dtype=np.float64)
    center, width = float(window.center), float(window.width)
    if window.function == "LINEAR":
        if width < 1:
            raise ValueError(f"a LINEAR window needs a width of at least 1, got {width}")
        low, high = center - 0.5 - (width - 1) / 2, center - 0.5 + (width - 1) / 2
        slope = _WHITE / (width - 1) if width > 1 else 0.0
        ramp = (x - (center - 0.5)) * slope + 0.5 * _WHITE
    elif width <= 0:
        raise ValueError(f"a window needs a positive width, got {width}")
    elif window.function == "LINEAR_EXACT":
        low, high = center - width / 2, center + width / 2
        ramp = ((x - center) / width + 0.5) * _WHITE
    elif window.function == "SIGMOID":
        # Exponents beyond this are black or white to the last bit.
        exponent = np.clip(-4.0 * (x - center) / width, -700.0, 700.0)
        sigmoid: NDArray[np.float64] = _WHITE / (1.0 + np.exp(exponent))
        return sigmoid
    else:
        raise ValueError(f"unknown VOI LUT function {window.function!r}")
    mapped: NDArray[np.float64] = np.where(x <= low, 0.0, np.where(x > high, _WHITE, ramp))
    return mapped


@lru_cache(maxsize=64)
def _table(dtype: str, window: WindowSetting, inverted: bool) -> NDArray[np.uint8]:
    kind = np.dtype(dtype)
    info = np.iinfo(kind)
    values = np.arange(info.min, info.max + 1, dtype=np.float64)
    grey = _to_uint8(voi_function(values, window), inverted)
    # Indexed by the value's bit pattern, so that negative values need no offset.
    table = np.empty_like(grey)
    table[values.astype(kind).view(f"u{kind.itemsize}")] = grey
    table.setflags(write=False)
    return table


def _to_uint8(grey: NDArray[np.float64], inverted: bool) -> NDArray[np.uint8]:
    if inverted:
        grey = _WHITE - grey
    rounded: NDArray[np.uint8] = (grey + 0.5).astype(np.uint8)
    return rounded


def apply_window(
    values: NDArray[Any],
    window: WindowSetting,
    *,
    inverted: bool = False,
    padding: NDArray[np.bool_] | None = None,
) -> NDArray[np.uint8]:
    """Window values to 8-bit grey.

    Parameters
    ----------
    values : ndarray
        Values after the modality transform, any shape; integers of up to 16 bits go
        through a table, which gives the same result faster.
    window : WindowSetting
        What to show.
    inverted : bool
        MONOCHROME1 or presentation LUT shape INVERSE: 255 minus the result. The caller
        passes it once; nothing else inverts.
    padding : ndarray of bool or None
        True where the scanner wrote no value; black after any inversion.

    Returns
    -------
    ndarray of uint8
        Same shape, C order.

    Raises
    ------
    ValueError
        The window is not allowed by the standard.

    References
    ----------
    PS3.3 C.11.2, C.7.6.3.1.2 (photometric interpretation), C.7.5.1.1.2 (padding).
    """
    if values.dtype.kind in "iu" and values.dtype.itemsize <= 2:
        native = values.dtype.newbyteorder("=")
        bits = values.astype(native, copy=False).view(f"u{native.itemsize}")
        grey = np.take(_table(native.str, window, inverted), bits)
    else:
        grey = _window_floats(values, window, inverted)
    if padding is not None:
        grey[padding] = 0
    return grey


def _window_floats(
    values: NDArray[Any], window: WindowSetting, inverted: bool
) -> NDArray[np.uint8]:
    if window.function == "SIGMOID" or window.width <= 1 or values.dtype.itemsize > 4:
        return _to_uint8(voi_function(values, window), inverted)
    exact = window.function == "LINEAR_EXACT"
    voi_function(0.0, window)  # refuses what the standard does not allow
    width = window.width if exact else window.width - 1
    middle = window.center if exact else window.center - 0.5
    slope = _WHITE / width
    grey = values.astype(np.float32)
    grey -= np.float32(middle)
    grey *= np.float32(-slope if inverted else slope)
    grey += np.float32(_WHITE / 2 + 0.5)
    np.clip(grey, 0.5, _WHITE + 0.5, out=grey)
    rounded: NDArray[np.uint8] = grey.astype(np.uint8)
    return rounded


def apply_voi_lut(
    values: NDArray[Any],
    voi_lut: tuple[int, NDArray[np.uint16], int],
    *,
    inverted: bool = False,
    padding: NDArray[np.bool_] | None = None,
) -> NDArray[np.uint8]:
    """Map values through the file's own VOI LUT to 8-bit grey.

    Parameters
    ----------
    values : ndarray
        Values after the modality transform, any shape.
    voi_lut : tuple
        First value mapped, entries, bits per entry.
    inverted, padding
        As in `apply_window`.

    Returns
    -------
    ndarray of uint8
        Same shape.

    References
    ----------
    PS3.3 C.11.2.1.1: values below the first map to the first entry, values above the last
    to the last entry.
    """
    first, entries, bits = voi_lut
    scaled = entries.astype(np.float64) * (_WHITE / (2**bits - 1))
    table = _to_uint8(np.clip(scaled, 0.0, _WHITE), inverted)
    index = np.clip(np.rint(values).astype(np.int64) - first, 0, len(entries) - 1)
    grey: NDArray[np.uint8] = table[index]
    if padding is not None:
        grey[padding] = 0
    return grey


def window_from_range(low: float, high: float) -> WindowSetting:
    """The LINEAR window that shows every value from low to high (PS3.3 C.11.2.1.2)."""
    return WindowSetting(center=(low + high + 1) / 2, width=high - low + 1)
