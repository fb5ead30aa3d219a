"""The numbers of a region: its area and the values of the pixels inside. Pure functions."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from workstation.domain.image import Volume
from workstation.imaging.calipers import distance
from workstation.imaging.outlines import crosses_itself, polygon_area
from workstation.imaging.planes import PlaneName
from workstation.imaging.regions import Pixels, box_pixels, ellipse_pixels, polygon_pixels
from workstation.imaging.sphere_peak import sphere_peak
from workstation.measuring.annotation_place import closed_outline
from workstation.measuring.stored_values import pixels_with_values, reads_voxels, values_under
from workstation.scene.sources import ImageView, ViewFrame, VolumeView, unit_of
from workstation.session.annotations import AnnotationKind, Reading
from workstation.words import joined, said

PicturePoint = tuple[float, float]
NO_PIXELS = said("no pixels")
CROSSING = said("outline crosses itself: pixels counted")
BEYOND = said("reaches beyond the image: values are of the part within it")
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


def region_of(
    kind: AnnotationKind,
    points: tuple[PicturePoint, ...],
    path: tuple[PicturePoint, ...],
    frame: ViewFrame,
    *,
    drawing: bool = False,
) -> Region:
    """The region that points (row, column) on a picture enclose; see `_region_of`."""
    region = _region_of(kind, points, path, frame, drawing=drawing)
    return replace(region, beyond=_reaches_beyond(kind, points, path, frame))


def _reaches_beyond(
    kind: AnnotationKind,
    points: tuple[PicturePoint, ...],
    path: tuple[PicturePoint, ...],
    frame: ViewFrame,
) -> bool:
    """Whether a shape leaves the pixels of its picture, whose edges lie half a pixel out."""
    corners = np.array(path or points)
    if kind is AnnotationKind.CIRCLE:
        radius = radius_of(points, frame.pixel_rc) / np.array(frame.pixel_rc)
        corners = np.stack([corners[0] - radius, corners[0] + radius])
    elif kind is AnnotationKind.SPLINE:
        # Its line may bulge beyond its points.
        scale = np.array(frame.pixel_rc)
        corners = closed_outline(kind, np.array(points) * scale, None) / scale
    size = np.array(frame.values.shape[:2])
    return bool((corners < -0.5 - _EDGE).any() or (corners > size - 0.5 + _EDGE).any())


def _region_of(
    kind: AnnotationKind,
    points: tuple[PicturePoint, ...],
    path: tuple[PicturePoint, ...],
    frame: ViewFrame,
    *,
    drawing: bool = False,
) -> Region:
    """The region that points (row, column) on a picture enclose.

    `path` is the traced line of a livewire, empty for other kinds. While drawing, the pixels of
    large regions are left out, and outlines are not looked at for crossings.
    """
    shape = (frame.values.shape[0], frame.values.shape[1])
    if drawing and _extent(kind, points) > _MOST_WHILE_DRAWING:
        shape = (0, 0)
    height, width = abs(points[1][0] - points[0][0]), abs(points[1][1] - points[0][1])
    pixels: Pixels
    if kind is AnnotationKind.RECTANGLE:
        pixels = box_pixels(points[0], points[1], shape)
        return Region(area_px=height * width, rows=pixels[0], columns=pixels[1])
    if kind is AnnotationKind.ELLIPSE:
        pixels = ellipse_pixels(points[0], points[1], shape)
        return Region(area_px=math.pi / 4 * height * width, rows=pixels[0], columns=pixels[1])
    dr, dc = frame.pixel_rc
    if kind is AnnotationKind.CIRCLE:
        radius = radius_of(points, frame.pixel_rc)
        (row, column), r, c = points[0], radius / dr, radius / dc
        pixels = ellipse_pixels((row - r, column - c), (row + r, column + c), shape)
        return Region(area_px=math.pi * r * c, rows=pixels[0], columns=pixels[1])
    scale = np.array(frame.pixel_rc)
    traced = np.array(path) * scale if path else None
    outline = closed_outline(kind, np.array(points) * scale, traced) / scale
    rows, columns = polygon_pixels(outline, shape)
    crosses = not drawing and crosses_itself(outline)
    area = float(len(rows)) if crosses else polygon_area(outline)
    return Region(area_px=area, rows=rows, columns=columns, crosses=crosses)


def _extent(kind: AnnotationKind, points: tuple[PicturePoint, ...]) -> float:
    """About how many pixels the box around a region holds."""
    spans = [max(p[n] for p in points) - min(p[n] for p in points) + 1 for n in (0, 1)]
    return (2 * max(spans)) ** 2 if kind is AnnotationKind.CIRCLE else math.prod(spans)


def radius_of(points: tuple[PicturePoint, ...], pixel_rc: tuple[float, float]) -> float:
    """Radius of a circle from its middle and a point on it, in the unit of `pixel_rc`."""
    dr, dc = pixel_rc
    (r0, c0), (r1, c1) = points
    return distance((r0 * dr, c0 * dc), (r1 * dr, c1 * dc))


def known_values(region: Region, frame: ViewFrame) -> NDArray[Any]:
    """The values of a region without padding and without what is not finite; none in color."""
    if frame.is_color:
        return np.zeros(0)
    rows, columns = known_pixels(region, frame)
    values = frame.values[rows, columns].astype(np.float64)
    kept: NDArray[Any] = values[np.isfinite(values)]
    return kept


def region_values(
    region: Region,
    view: ImageView,
    frame: ViewFrame,
    *,
    place: tuple[PlaneName, int] | None,
) -> NDArray[Any]:
    """The values of a region: stored ones, also where the picture was interpolated.

    Parameters
    ----------
    place : tuple or None
        Plane and index; None for a slab, whose values are those of the picture.
    """
    if place is None or not isinstance(view, VolumeView) or not reads_voxels(view, frame):
        return known_values(region, frame)
    return values_under(view, *place, region.rows, region.columns)


def known_pixels(region: Region, frame: ViewFrame) -> Pixels:
    """The pixels of a region without padding."""
    if frame.padding is None:
        return region.rows, region.columns
    known = ~frame.padding[region.rows, region.columns]
    return region.rows[known], region.columns[known]


def _without_value(
    region: Region, view: ImageView, frame: ViewFrame, *, place: tuple[PlaneName, int] | None
) -> str:
    """What share of a region has no value, in words: padding, and where no slice lies."""
    count = len(region.rows)
    if place is not None and isinstance(view, VolumeView) and reads_voxels(view, frame):
        known = pixels_with_values(view, *place, region.rows, region.columns)
    else:
        known = known_values(region, frame).size
    if known == count:
        return ""
    percent = 100 * (count - known) / count
    return said(
        "{percent} % of its pixels have no value: left out",
        percent="< 1" if percent < 1 else f"{min(percent, 99):.0f}",
    )


def area_reading(
    region: Region, view: ImageView, frame: ViewFrame, *, empty: bool, missing: str = ""
) -> Reading:
    """The area, mm² only where spacing is trusted."""
    caveats: list[str] = [CROSSING] if region.crosses else []
    if region.beyond:
        caveats.append(BEYOND)
    if missing:
        caveats.append(missing)
    if empty:
        caveats.append(NO_PIXELS)
    if frame.spacing_rc_mm is None:
        return Reading(
            name=said("Area"), value=region.area_px, unit="px²", caveat=joined("; ", caveats)
        )
    dr, dc = frame.spacing_rc_mm
    if view.scale_word():
        caveats.insert(0, view.scale_word())
    return Reading(
        name=said("Area"), value=region.area_px * dr * dc, unit="mm²", caveat=joined("; ", caveats)
    )


def region_readings(
    region: Region,
    view: ImageView,
    frame: ViewFrame,
    *,
    place: tuple[PlaneName, int] | None = None,
    drawing: bool = False,
    caveat: str = "",
) -> tuple[Reading, ...]:
    """Area, mean, SD (of the population), minimum, maximum and, of uptake, the peak.

    Parameters
    ----------
    place : tuple or None
        Plane and index, for the peak, which looks at the slices around it.
    drawing : bool
        The region is still being drawn: leave out what takes long.
    caveat : str
        Stands beside every number of the values.
    """
    at = None if caveat else place
    values = region_values(region, view, frame, place=at)
    empty = not drawing and not frame.is_color and not values.size
    missing = "" if frame.is_color or empty else _without_value(region, view, frame, place=at)
    area = area_reading(region, view, frame, empty=empty, missing=missing)
    if values.size == 0:
        return (area,)
    unit = unit_of(view.image)
    doubts = (caveat, BEYOND if region.beyond else "", missing)
    beside = joined("; ", [*filter(None, doubts)])
    found = [
        Reading(name=name, value=float(value), unit=unit, caveat=beside)
        for name, value in (
            (said("Mean"), values.mean()),
            (said("SD"), values.std()),
            (said("Min"), values.min()),
            (said("Max"), values.max()),
        )
    ]
    if unit.startswith("SUV") and place is not None and not drawing and not caveat:
        peak = _peak(known_pixels(region, frame), view, *place)
        if peak is not None:
            found.append(
                Reading(name=said("Peak"), value=peak, unit=unit, caveat=said("sphere of 1 mL"))
            )
    return (area, *found)


def _peak(pixels: Pixels, view: ImageView, plane: PlaneName, index: int) -> float | None:
    """The highest mean in a sphere of 1 mL around a voxel under one of these pixels."""
    volume = getattr(view, "shown", None)
    if not isinstance(volume, Volume) or not view.trusts(plane) or not len(pixels[0]):
        return None
    origin = np.array(view.to_point(plane, index, 0, 0))
    down = np.array(view.to_point(plane, index, 1, 0)) - origin
    right = np.array(view.to_point(plane, index, 0, 1)) - origin
    points = origin + pixels[0][:, None] * down + pixels[1][:, None] * right
    centers = np.unique(np.rint(volume.geometry.to_kji(points)).astype(np.int64), axis=0)
    return sphere_peak(volume, centers)
