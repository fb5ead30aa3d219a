"""Regions on a picture: which pixels lie inside, and how large the shape is."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from workstation.imaging.calipers import distance
from workstation.imaging.outlines import crosses_itself, polygon_area
from workstation.imaging.regions import box_pixels, ellipse_pixels, polygon_pixels
from workstation.scene.sources import ViewFrame

PicturePoint = tuple[float, float]
_EDGE = 0.01
_MOST_WHILE_DRAWING = 200_000


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Region:
    """A region on a picture.

    Parameters
    ----------
    area_px : float
        Area in pixels: that of the shape drawn, or the number of pixels inside of an outline
        that crosses itself.
    rows, columns : (n,) int
        The pixels whose centers are inside, padding included.
    crosses : bool
        The outline crosses itself.
    beyond : bool
        A part of it lies beside the picture, where there are no pixels.
    """

    area_px: float
    rows: NDArray[np.intp]
    columns: NDArray[np.intp]
    crosses: bool = False
    beyond: bool = False


def box_region(points: Sequence[PicturePoint], frame: ViewFrame, *, drawing: bool) -> Region:
    """Between two corners (row, column); the pixels of large ones are left out while drawing."""
    height, width = _sides(points)
    pixels = box_pixels(points[0], points[1], _looked_at(frame, points, drawing=drawing))
    region = Region(area_px=height * width, rows=pixels[0], columns=pixels[1])
    return _noting_beyond(region, np.array(points), frame)


def ellipse_region(points: Sequence[PicturePoint], frame: ViewFrame, *, drawing: bool) -> Region:
    """In the box between two corners (row, column); see `box_region`."""
    height, width = _sides(points)
    pixels = ellipse_pixels(points[0], points[1], _looked_at(frame, points, drawing=drawing))
    area = math.pi / 4 * height * width
    region = Region(area_px=area, rows=pixels[0], columns=pixels[1])
    return _noting_beyond(region, np.array(points), frame)


def circle_region(points: Sequence[PicturePoint], frame: ViewFrame, *, drawing: bool) -> Region:
    """Around a middle through a point, (row, column) each; see `box_region`."""
    (row, column), (dr, dc) = points[0], frame.pixel_rc
    radius = radius_of(points, frame.pixel_rc)
    r, c = radius / dr, radius / dc
    corners = ((row - r, column - c), (row + r, column + c))
    pixels = ellipse_pixels(*corners, _looked_at(frame, points, drawing=drawing, twice=True))
    region = Region(area_px=math.pi * r * c, rows=pixels[0], columns=pixels[1])
    return _noting_beyond(region, np.array(corners), frame)


def outline_region(
    outline: NDArray[np.float64],
    points: Sequence[PicturePoint],
    frame: ViewFrame,
    *,
    drawing: bool,
) -> Region:
    """Inside of an outline, (n, 2) rows and columns; its crossings are looked for at the end.

    `points` are those that were set; see `box_region`.
    """
    rows, columns = polygon_pixels(outline, _looked_at(frame, points, drawing=drawing))
    crosses = not drawing and crosses_itself(outline)
    area = float(len(rows)) if crosses else polygon_area(outline)
    region = Region(area_px=area, rows=rows, columns=columns, crosses=crosses)
    return _noting_beyond(region, outline, frame)


def radius_of(points: Sequence[PicturePoint], pixel_rc: tuple[float, float]) -> float:
    """Radius of a circle from its middle and a point on it, in the unit of `pixel_rc`."""
    dr, dc = pixel_rc
    (r0, c0), (r1, c1) = points
    return distance((r0 * dr, c0 * dc), (r1 * dr, c1 * dc))


def _sides(points: Sequence[PicturePoint]) -> tuple[float, float]:
    return abs(points[1][0] - points[0][0]), abs(points[1][1] - points[0][1])


def _looked_at(
    frame: ViewFrame, points: Sequence[PicturePoint], *, drawing: bool, twice: bool = False
) -> tuple[int, int]:
    """The part of the picture whose pixels are looked at; none of large regions while drawing."""
    spans = [max(p[n] for p in points) - min(p[n] for p in points) + 1 for n in (0, 1)]
    extent = (2 * max(spans)) ** 2 if twice else math.prod(spans)
    if drawing and extent > _MOST_WHILE_DRAWING:
        return 0, 0
    return frame.values.shape[0], frame.values.shape[1]


def _noting_beyond(region: Region, corners: NDArray[np.float64], frame: ViewFrame) -> Region:
    """Whether the shape leaves the pixels of its picture, whose edges lie half a pixel out."""
    size = np.array(frame.values.shape[:2])
    beyond = bool((corners < -0.5 - _EDGE).any() or (corners > size - 0.5 + _EDGE).any())
    return replace(region, beyond=beyond)
