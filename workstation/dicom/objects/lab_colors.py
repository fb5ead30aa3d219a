"""Colors that display objects state: CIELab, and what shutters are filled with."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

_WHITE = 65535.0
_D50 = np.array([0.9642, 1.0, 0.8249])
_RGB_OF_XYZ = np.array(
    [
        [3.1338561, -1.6168667, -0.4906146],
        [-0.9787684, 1.9161415, 0.0334540],
        [0.0719453, -0.2289914, 1.4052427],
    ]
)


def lab_color(encoded: Sequence[float]) -> tuple[int, int, int]:
    """SRGB of a CIELab color encoded in 16 bits (PS3.3 C.10.7.1.1), white point D50.

    Parameters
    ----------
    encoded : sequence of float
        L, a and b, each 0 to 65535.

    References
    ----------
    ICC.1:2010 Annex D (XYZ of CIELab, D50); IEC 61966-2-1 (sRGB), matrix adapted to D50 by the
    method of Bradford.
    """
    lightness = encoded[0] / _WHITE * 100
    a, b = (value / _WHITE * 255 - 128 for value in encoded[1:3])
    y = (lightness + 16) / 116
    cubes = np.array([y + a / 500, y, y - b / 200])
    linear = np.where(cubes > 6 / 29, cubes**3, 3 * (6 / 29) ** 2 * (cubes - 4 / 29))
    xyz = linear * _D50
    rgb = np.clip(_RGB_OF_XYZ @ xyz, 0.0, 1.0)
    encoded_rgb = np.where(rgb <= 0.0031308, 12.92 * rgb, 1.055 * rgb ** (1 / 2.4) - 0.055)
    red, green, blue = (round(float(v) * 255) for v in encoded_rgb)
    return red, green, blue


def encoded_lab(rgb: tuple[int, int, int]) -> list[int]:
    """The CIELab color, encoded in 16 bits, of one in sRGB; see `lab_color`."""
    values = np.array(rgb) / 255
    linear = np.where(values <= 0.04045, values / 12.92, ((values + 0.055) / 1.055) ** 2.4)
    xyz = np.linalg.solve(_RGB_OF_XYZ, linear) / _D50
    x, y, z = np.where(xyz > (6 / 29) ** 3, np.cbrt(xyz), xyz / (3 * (6 / 29) ** 2) + 4 / 29)
    lightness, a, b = 116 * y - 16, 500 * (x - y), 200 * (y - z)
    encoded = np.array([lightness / 100, (a + 128) / 255, (b + 128) / 255]) * _WHITE
    return [round(float(value)) for value in np.clip(encoded, 0, _WHITE)]


def shutter_color(values: dict[str, Any]) -> tuple[float, tuple[int, int, int] | None]:
    """Grey, 0 to 1, and color of a shutter, from the attributes of the file."""
    grey = float(values.get("ShutterPresentationValue", 0)) / _WHITE
    encoded = values.get("ShutterPresentationColorCIELabValue")
    return grey, None if encoded is None else lab_color([float(value) for value in encoded])
