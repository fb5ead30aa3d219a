"""Saliency maps as colors over a picture."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from workstation.messages import Message

HEAT_SENTENCE = Message("Where the network looked, not where disease is.")
HEAT_WORDS = (Message("Where the network looked,"), Message("not where disease is"))
"""What must be read beside every saliency map, a line each."""

_FAINT = 0.35
_DARKEST, _LIGHTEST = 22.0, 93.0
_FIRST_HUE, _HUE_SPAN = 300.0, 150.0
_WHITE_XYZ = np.array([0.95047, 1.0, 1.08883])
_XYZ_TO_RGB = np.array(
    [
        [3.2404542, -1.5371385, -0.4985314],
        [-0.9692660, 1.8760108, 0.0415560],
        [0.0556434, -0.2040259, 1.0572252],
    ]
)


@lru_cache(maxsize=1)
def heat_table() -> NDArray[np.uint8]:
    """256 colors from violet over red to light yellow, equally spaced in CIE lightness.

    Returns
    -------
    (256, 3) uint8 ndarray
        sRGB (D65), least first. Lightness rises by the same step from entry to entry, so
        that a larger value always looks lighter, in grey and to color-blind eyes too.

    References
    ----------
    CIE 15:2018, CIELAB; IEC 61966-2-1, sRGB.
    """
    t = np.linspace(0.0, 1.0, 256)
    lightness = _DARKEST + (_LIGHTEST - _DARKEST) * t
    hue = np.radians(_FIRST_HUE + _HUE_SPAN * t)
    chroma = 44.0 + 30.0 * np.sin(np.pi * np.minimum(t * 1.1, 1.0))
    fy = (lightness + 16.0) / 116.0
    fx, fz = fy + chroma * np.cos(hue) / 500.0, fy - chroma * np.sin(hue) / 200.0
    f = np.stack([fx, fy, fz], axis=1)
    xyz = np.where(f > 6 / 29, f**3, 3 * (6 / 29) ** 2 * (f - 4 / 29)) * _WHITE_XYZ
    linear = np.clip(xyz @ _XYZ_TO_RGB.T, 0.0, 1.0)
    srgb = np.where(linear <= 0.0031308, 12.92 * linear, 1.055 * linear ** (1 / 2.4) - 0.055)
    table: NDArray[np.uint8] = np.rint(srgb * 255).astype(np.uint8)
    table.setflags(write=False)
    return table


def heat_rgba(values: NDArray[Any], opacity: float) -> NDArray[np.uint8]:
    """Colors and opacity of a saliency map.

    Parameters
    ----------
    values : (r, c) float ndarray
        0..1; outside is clipped.
    opacity : float
        Of values from 0.35 on, 0..1; below they fade out, so that the film stays readable.

    Returns
    -------
    (r, c, 4) uint8 ndarray
        RGBA, not premultiplied.
    """
    clipped = np.clip(np.nan_to_num(values), 0.0, 1.0)
    rgba = np.empty((*clipped.shape, 4), dtype=np.uint8)
    rgba[..., :3] = heat_table()[np.rint(clipped * 255).astype(np.uint8)]
    rgba[..., 3] = np.rint(255 * opacity * np.minimum(clipped / _FAINT, 1.0))
    return rgba


def blend_heat(
    rgb: NDArray[np.uint8], values: NDArray[Any], *, opacity: float = 0.4
) -> NDArray[np.uint8]:
    """Lay a saliency map over a picture.

    Parameters
    ----------
    rgb : (r, c, 3) uint8 ndarray
        The picture.
    values : (r, c) float ndarray
        0..1.
    opacity : float
        See `heat_rgba`.

    Returns
    -------
    (r, c, 3) uint8 ndarray
        A new array.

    Raises
    ------
    ValueError
        The two differ in shape.
    """
    if rgb.shape[:2] != values.shape:
        raise ValueError(f"heat {values.shape} does not fit the picture {rgb.shape[:2]}")
    heat = heat_rgba(values, opacity)
    alpha = heat[..., 3:].astype(np.float32) / 255.0
    mixed: NDArray[np.uint8] = np.rint(rgb * (1 - alpha) + heat[..., :3] * alpha).astype(np.uint8)
    return mixed
