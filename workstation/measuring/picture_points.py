"""Points of an image ↔ (row, column) of a picture of it."""

from __future__ import annotations

from workstation.measuring.line_readings import scaled_points
from workstation.measuring.picture import Picture
from workstation.measuring.shapes import PicturePoint
from workstation.scene.sources import Point


def picture_points(picture: Picture, points: tuple[Point, ...]) -> tuple[PicturePoint, ...]:
    """(row, column) of points of the image on the plane of a picture."""
    view = picture.view
    if view is None:
        return ()
    found = [view.locate(picture.plane, p) for p in points]
    return tuple((row, column) for _, row, column in found)


def image_points(picture: Picture, points: tuple[PicturePoint, ...]) -> tuple[Point, ...]:
    """Points of the image at (row, column) of the plane that a picture shows."""
    view = picture.view
    if view is None:
        return ()
    return tuple(view.to_point(picture.plane, picture.index, *p) for p in points)


def pixel_scale(picture: Picture) -> tuple[float, float]:
    """Height and width of a pixel, mm or relative."""
    frame = picture.frame()
    return frame.pixel_rc if frame is not None else (1.0, 1.0)


def from_scaled(
    picture: Picture, plane: tuple[PicturePoint, ...], scale: tuple[float, float]
) -> tuple[Point, ...]:
    """Points of the image from those of a picture times its `pixel_scale`."""
    return image_points(picture, scaled_points(plane, (1 / scale[0], 1 / scale[1])))
