"""Color tables for single images and for one image laid over another."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from workstation.imaging.dicom_palettes import DICOM_PALETTES
from workstation.imaging.heatmaps import heat_table

GREY = "Grey"
HOT_IRON = "Hot iron"
COLOR_TABLES: tuple[str, ...] = (
    GREY,
    *DICOM_PALETTES,
    "Even lightness",
    "Cool",
    "Rainbow",
)
"""Names on offer: grey, those of PS3.6 Annex B, and three more."""


_OWN = "Palette:"
_OWN_TABLES = 16


def own_table(rgb: NDArray[np.uint8]) -> str:
    """The name of a table that a file brings along; `color_table` gives it back.

    Parameters
    ----------
    rgb : (256, 3) uint8 ndarray
        Least first.
    """
    return _OWN + np.ascontiguousarray(rgb, dtype=np.uint8).tobytes().hex()


@lru_cache(maxsize=len(COLOR_TABLES) + _OWN_TABLES)
def color_table(name: str) -> NDArray[np.uint8]:
    """The 256 colors of a table, least first.

    Parameters
    ----------
    name : str
        One of `COLOR_TABLES`, or of `own_table`.

    Returns
    -------
    (256, 3) uint8 ndarray
        RGB; not to be written to.

    Raises
    ------
    KeyError
        There is no such table.

    References
    ----------
    PS3.6 Annex B, Well-known Color Palettes.
    """
    if name.startswith(_OWN):
        own = np.frombuffer(bytes.fromhex(name.removeprefix(_OWN)), np.uint8)
        return own.reshape(256, 3)
    t = np.linspace(0.0, 1.0, 256)
    if name == GREY:
        table = np.stack([t, t, t], axis=1) * 255
    elif name == "Even lightness":
        return heat_table()
    elif name == "Cool":
        table = np.stack([t, 1 - t, np.ones_like(t)], axis=1) * 255
    elif name == "Rainbow":
        # From blue over green to red at full saturation: each channel is a trapezoid of t.
        steps = 4.0 * (t[:, np.newaxis] - np.array([0.75, 0.5, 0.25]))
        table = np.clip(1.5 - np.abs(steps), 0.0, 1.0) * 255
    else:
        table = np.stack([_channel(corners) for corners in DICOM_PALETTES[name]], axis=1)
    made: NDArray[np.uint8] = np.rint(table).astype(np.uint8)
    made.setflags(write=False)
    return made


def _channel(corners: str) -> NDArray[np.float64]:
    places = np.array([corner.split(":") for corner in corners.split()], dtype=np.float64)
    channel: NDArray[np.float64] = np.interp(np.arange(256), places[:, 0], places[:, 1])
    return channel


def colored(grey: NDArray[np.uint8], name: str) -> NDArray[np.uint8]:
    """Windowed values in the colors of a table.

    Parameters
    ----------
    grey : (r, c) uint8 ndarray
        After the window; inverted grey takes the table from its other end.
    name : str
        One of `COLOR_TABLES`.

    Returns
    -------
    (r, c, 3) uint8 ndarray
        RGB.
    """
    rgb: NDArray[np.uint8] = color_table(name)[grey]
    return rgb


def fused_rgba(
    values: NDArray[Any], name: str, *, low: float, high: float, threshold: float, opacity: float
) -> NDArray[np.uint8]:
    """Colors and opacity of an image that is laid over another.

    Parameters
    ----------
    values : (r, c) float ndarray
        NaN where there is no value.
    name : str
        One of `COLOR_TABLES`.
    low, high : float
        Values that take the first and the last color.
    threshold : float
        Values below are transparent.
    opacity : float
        Of all others, 0..1.

    Returns
    -------
    (r, c, 4) uint8 ndarray
        RGBA, not premultiplied.
    """
    known = np.isfinite(values)
    span = max(high - low, 1e-12)
    scaled = np.clip((np.where(known, values, low) - low) / span, 0.0, 1.0)
    rgba = np.empty((*values.shape, 4), dtype=np.uint8)
    rgba[..., :3] = color_table(name)[np.rint(scaled * 255).astype(np.uint8)]
    shown = known & (values >= threshold)
    rgba[..., 3] = np.where(shown, round(255 * opacity), 0)
    return rgba
