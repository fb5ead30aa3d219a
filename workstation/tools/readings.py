"""The numbers of a measurement, from the image that it lies on. Pure functions."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from workstation.domain.image import Image
from workstation.imaging.planes import PlaneName
from workstation.session.annotations import AnnotationKind, Reading
from workstation.viewer.sources import ImageView, ViewFrame, unit_of, value_at

PicturePoint = tuple[float, float]
_UNTRUSTED = "geometry not acknowledged"


def readings(
    kind: AnnotationKind,
    points: tuple[PicturePoint, ...],
    view: ImageView,
    frame: ViewFrame,
    plane: PlaneName,
) -> tuple[Reading, ...]:
    """What a measurement says.

    Parameters
    ----------
    kind : AnnotationKind
        What was drawn.
    points : tuple of (row, column)
        On the picture, fractional; pixel centers are whole numbers.
    view, frame, plane
        The image, its picture and the plane that it was drawn on.

    Returns
    -------
    tuple of Reading
        Millimeters only where `view.trusts(plane)`; else pixels. Empty for shapes that hold
        no pixel.
    """
    match kind:
        case AnnotationKind.PROBE:
            return _probe(points[0], view.image, frame)
        case AnnotationKind.LENGTH:
            return (_length(points[0], points[1], view, frame),)
        case AnnotationKind.ANGLE:
            return (_angle(points, view, frame, plane),)
        case AnnotationKind.RECTANGLE | AnnotationKind.ELLIPSE:
            return _region(kind, points, view, frame)


def _probe(point: PicturePoint, image: Image, frame: ViewFrame) -> tuple[Reading, ...]:
    value = value_at(frame, *point)
    if value is None:
        return ()
    return (Reading(name="Value", value=value, unit=unit_of(image)),)


def _length(start: PicturePoint, end: PicturePoint, view: ImageView, frame: ViewFrame) -> Reading:
    rows, columns = end[0] - start[0], end[1] - start[1]
    if frame.spacing_rc_mm is None:
        return Reading(name="Length", value=math.hypot(rows, columns), unit="px")
    dr, dc = frame.spacing_rc_mm
    return Reading(
        name="Length",
        value=math.hypot(rows * dr, columns * dc),
        unit="mm",
        caveat=view.scale_word(),
    )


def angle_deg(points: tuple[PicturePoint, ...], pixel_rc: tuple[float, float]) -> float:
    """Angle at the second of three (row, column) points, degrees, for pixels of any shape."""
    scale = np.array(pixel_rc)
    first, vertex, last = (np.array(p) * scale for p in points)
    a, b = first - vertex, last - vertex
    lengths = float(np.linalg.norm(a) * np.linalg.norm(b))
    if lengths == 0:
        return 0.0
    return math.degrees(math.acos(float(np.clip(a @ b / lengths, -1.0, 1.0))))


def _angle(
    points: tuple[PicturePoint, ...], view: ImageView, frame: ViewFrame, plane: PlaneName
) -> Reading:
    # An angle needs only the shape of a pixel, which is known for films without spacing too.
    doubtful = view.in_patient and not view.trusts(plane)
    return Reading(
        name="Angle",
        value=angle_deg(points, frame.pixel_rc),
        unit="°",
        caveat=_UNTRUSTED if doubtful else "",
    )


def region_pixels(
    kind: AnnotationKind, points: tuple[PicturePoint, ...], shape_rc: tuple[int, int]
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Rows and columns of the pixels whose centers lie in a rectangle or ellipse."""
    (r0, c0), (r1, c1) = points
    top, bottom = sorted((r0, r1))
    left, right = sorted((c0, c1))
    rows = np.arange(max(0, math.ceil(top)), min(shape_rc[0] - 1, math.floor(bottom)) + 1)
    columns = np.arange(max(0, math.ceil(left)), min(shape_rc[1] - 1, math.floor(right)) + 1)
    grid_r, grid_c = np.meshgrid(rows, columns, indexing="ij")
    inside = np.ones(grid_r.shape, dtype=bool)
    if kind is AnnotationKind.ELLIPSE and bottom > top and right > left:
        inside = ((grid_r - (top + bottom) / 2) / ((bottom - top) / 2)) ** 2 + (
            (grid_c - (left + right) / 2) / ((right - left) / 2)
        ) ** 2 <= 1.0
    return grid_r[inside], grid_c[inside]


def _region(
    kind: AnnotationKind, points: tuple[PicturePoint, ...], view: ImageView, frame: ViewFrame
) -> tuple[Reading, ...]:
    height, width = abs(points[1][0] - points[0][0]), abs(points[1][1] - points[0][1])
    factor = math.pi / 4 if kind is AnnotationKind.ELLIPSE else 1.0
    if frame.spacing_rc_mm is None:
        area = Reading(name="Area", value=factor * height * width, unit="px²")
    else:
        dr, dc = frame.spacing_rc_mm
        area = Reading(
            name="Area",
            value=factor * height * dr * width * dc,
            unit="mm²",
            caveat=view.scale_word(),
        )
    if frame.is_color:
        return (area,)
    rows, columns = region_pixels(kind, points, (frame.values.shape[0], frame.values.shape[1]))
    if frame.padding is not None:
        known = ~frame.padding[rows, columns]
        rows, columns = rows[known], columns[known]
    values = frame.values[rows, columns].astype(np.float64)
    if values.size == 0:
        return (area,)
    unit = unit_of(view.image)
    return (
        area,
        Reading(name="Mean", value=float(values.mean()), unit=unit),
        Reading(name="SD", value=float(values.std()), unit=unit),
        Reading(name="Min", value=float(values.min()), unit=unit),
        Reading(name="Max", value=float(values.max()), unit=unit),
    )
