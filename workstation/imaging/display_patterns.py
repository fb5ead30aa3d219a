"""Test patterns for looking at a display, and the grayscale standard display function.

The patterns follow the parts of the TG18 set: what they are for is what AAPM On-line Report 3
describes; they are drawn here from formulas.

References
----------
PS3.14 section 7 (grayscale standard display function, GSDF). Samei et al., AAPM On-line Report
No. 03 (TG18), 2005.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

JND_LARGEST = 1023
LUMINANCE_STEPS = 18
_LN_LEVELS = tuple(15 * n for n in range(LUMINANCE_STEPS))
"""Grey levels of the luminance patterns, 0 to 255 in 18 equal steps."""
_A, _B, _C, _D, _E = -1.3011877, -2.5840191e-2, 8.0242636e-2, -1.0320229e-1, 1.3646699e-1
_F, _G, _H, _K, _M = 2.8745620e-2, -2.5468404e-2, -3.1978977e-3, 1.2992634e-4, 1.3635334e-3
_J = (71.498068, 94.593053, 41.912053, 9.8247004, 0.28175407, -1.1878455, -0.18014349,
      0.14710899, -0.017046845)  # fmt: skip
_BRIGHTEST = 4000.0
_DARKEST = 0.05


def gsdf_luminance(jnd: float) -> float:
    """Luminance in cd/m² of a just-noticeable-difference index, 1 to 1023 (PS3.14 eq. 1).

    Raises
    ------
    ValueError
        The index is outside 1 to 1023.
    """
    if not 1 <= jnd <= JND_LARGEST:
        raise ValueError(f"a JND index is between 1 and {JND_LARGEST}, not {jnd}")
    x = math.log(jnd)
    above = _A + _C * x + _E * x**2 + _G * x**3 + _M * x**4
    below = 1 + _B * x + _D * x**2 + _F * x**3 + _H * x**4 + _K * x**5
    return float(10 ** (above / below))


def gsdf_jnd(luminance: float) -> float:
    """JND index of a luminance in cd/m², 0.05 to 4000 (PS3.14 section 7, inverse).

    Raises
    ------
    ValueError
        The luminance is outside of what the function covers.
    """
    if not _DARKEST <= luminance <= _BRIGHTEST:
        raise ValueError(f"a luminance is between {_DARKEST} and {_BRIGHTEST} cd/m²")
    x = math.log10(luminance)
    return float(sum(weight * x**power for power, weight in enumerate(_J)))


@dataclass(frozen=True, slots=True, kw_only=True)
class GsdfFit:
    """How well measured luminances follow the GSDF.

    `deviations_percent` is, step by step, how far the contrast per JND is off what the GSDF
    asks for between the darkest and the brightest of these luminances.
    """

    ratio: float
    deviations_percent: tuple[float, ...]

    @property
    def largest_percent(self) -> float:
        """The largest deviation, without sign."""
        return max(abs(value) for value in self.deviations_percent)


def gsdf_fit(luminances: Sequence[float]) -> GsdfFit:
    """Compare the contrast steps of a display with the GSDF.

    Parameters
    ----------
    luminances : sequence of float
        cd/m² with ambient light, measured at equal steps of grey from black to white.

    Raises
    ------
    ValueError
        There are less than three, they do not rise, or one is outside of the GSDF.

    References
    ----------
    AAPM On-line Report No. 03, 4.3 (response within 10 % for primary displays).
    """
    if len(luminances) < 3:
        raise ValueError("three luminances or more are needed")
    if any(b <= a for a, b in pairwise(luminances)):
        raise ValueError("luminance rises from step to step")
    low, high = gsdf_jnd(luminances[0]), gsdf_jnd(luminances[-1])
    jnds = np.linspace(low, high, len(luminances))
    step = jnds[1] - jnds[0]
    deviations = []
    for n in range(len(luminances) - 1):
        measured = 2 * (luminances[n + 1] - luminances[n]) / (luminances[n + 1] + luminances[n])
        a, b = gsdf_luminance(float(jnds[n])), gsdf_luminance(float(jnds[n] + step))
        wanted = 2 * (b - a) / (b + a)
        deviations.append(100 * (measured / wanted - 1))
    return GsdfFit(ratio=luminances[-1] / luminances[0], deviations_percent=tuple(deviations))


def luminance_pattern(step: int, size: tuple[int, int]) -> NDArray[np.uint8]:
    """A square of one of 18 grey levels on a background of 20 % (as TG18-LN); (r, c).

    Raises
    ------
    ValueError
        `step` is not 1 to 18.
    """
    if not 1 <= step <= LUMINANCE_STEPS:
        raise ValueError(f"step {step} is not 1 to {LUMINANCE_STEPS}")
    rows, columns = size
    picture = np.full(size, 51, np.uint8)
    # A tenth of the area, in the middle.
    side = round(math.sqrt(0.1 * rows * columns))
    top, left = (rows - side) // 2, (columns - side) // 2
    picture[top : top + side, left : left + side] = _LN_LEVELS[step - 1]
    return picture


def uniform_pattern(level: int, size: tuple[int, int]) -> NDArray[np.uint8]:
    """One grey level everywhere (as TG18-UN)."""
    return np.full(size, level, np.uint8)


def ramp_pattern(size: tuple[int, int]) -> NDArray[np.uint8]:
    """From black at the left to white at the right: steps show too few grey levels."""
    line = np.floor(np.arange(size[1]) * 256 / size[1]).astype(np.uint8)
    return np.ascontiguousarray(np.broadcast_to(line, size))


def bars_pattern(size: tuple[int, int]) -> NDArray[np.uint8]:
    """Lines of one and two pixels, down in the left half, across in the right half."""
    rows, columns = size
    r, c = np.indices(size)
    width = np.where(r < rows // 2, 1, 2)
    along = np.where(c < columns // 2, c, r)
    return np.where((along // width) % 2 == 0, 255, 0).astype(np.uint8)


def quality_pattern(size: tuple[int, int]) -> NDArray[np.uint8]:
    """A pattern for the daily look (as TG18-QC): grid, 16 grey patches, near-black, near-white.

    In the patch at the left a square of 5 % lies on black, in the one at the right one of 95 %
    on white: both must be seen. Lines must be straight and squares square.

    Parameters
    ----------
    size : tuple of int
        Rows and columns.

    Returns
    -------
    (r, c) uint8
    """
    rows, columns = size
    picture = np.full(size, 128, np.uint8)
    unit = max(4, min(rows, columns) // 20)
    top, left = (rows - 20 * unit) // 2, (columns - 20 * unit) // 2
    for n in range(21):
        row, column = top + n * unit, left + n * unit
        if 0 <= row < rows:
            picture[row, max(left, 0) : left + 20 * unit + 1] = 190
        if 0 <= column < columns:
            picture[max(top, 0) : top + 20 * unit + 1, column] = 190

    def patch(row: float, column: float, side: float, level: int) -> None:
        r, c, s = (round(value * unit) for value in (row, column, side))
        picture[max(top + r, 0) : top + r + s, max(left + c, 0) : left + c + s] = level

    ring = [(4, 4 + 3 * n) for n in range(4)] + [(4 + 3 * n, 16) for n in range(4)]
    ring += [(16, 16 - 3 * n) for n in range(4)] + [(16 - 3 * n, 4) for n in range(4)]
    for n, (row, column) in enumerate(ring):
        level = round(n * 255 / 15)
        patch(row - 1.25, column - 1.25, 2.5, level)
        # Four levels more and less in two corners: both must be told from the patch.
        for step, place in ((4, -1.0), (-4, 0.5)):
            patch(row + place, column + place, 0.5, int(np.clip(level + step, 0, 255)))
    patch(8.5, 6.5, 3, 0)
    patch(9.5, 7.5, 1, 13)
    patch(8.5, 10.5, 3, 255)
    patch(9.5, 11.5, 1, 242)
    side = 2 * unit
    for r, c in ((0, 0), (0, columns - side), (rows - side, 0), (rows - side, columns - side)):
        picture[r : r + side, c : c + side] = bars_pattern((side, side))
    picture[0, :] = picture[-1, :] = 255
    picture[:, 0] = picture[:, -1] = 255
    return picture
