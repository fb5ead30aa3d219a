"""An outline that follows edges between points."""

from __future__ import annotations

import weakref
from collections.abc import Callable

from workstation.imaging.livewire import trace_edge
from workstation.measuring.kind import RegionKind
from workstation.measuring.picture import Picture
from workstation.measuring.picture_points import image_points, picture_points
from workstation.measuring.shapes import PicturePoint
from workstation.scene.sources import Point, ViewFrame
from workstation.session.annotation_kinds import AnnotationKind

_MOST_TRACES = 500


class Livewire(RegionKind):
    """Its line is traced again whenever a point moves, and moves along as a whole."""

    kind = AnnotationKind.LIVEWIRE

    def completed(
        self,
        picture: Picture,
        points: tuple[Point, ...],
        path: tuple[Point, ...],
        *,
        moved: int | None,
        drawing: bool,
    ) -> tuple[tuple[Point, ...], tuple[Point, ...]]:
        """The line along edges through the points."""
        as_a_whole = drawing and moved is None and bool(path)
        if as_a_whole:
            return points, path
        return points, _traced(picture, points, closed=not drawing or moved is not None)


class _Traces:
    """Spans that were traced on the picture looked at last; a moved handle changes two."""

    def __init__(self) -> None:
        self._values: Callable[[], object] = lambda: None
        self._spans: dict[tuple[PicturePoint, PicturePoint], tuple[PicturePoint, ...]] = {}

    def span(
        self, frame: ViewFrame, start: PicturePoint, end: PicturePoint
    ) -> tuple[PicturePoint, ...]:
        """The line along edges from one point to another."""
        if self._values() is not frame.values or len(self._spans) > _MOST_TRACES:
            self._values = weakref.ref(frame.values)
            self._spans.clear()
        found = self._spans.get((start, end))
        if found is None:
            found = trace_edge(frame.values, start, end, frame.pixel_rc)
            self._spans[start, end] = found
        return found


_TRACES = _Traces()


def _traced(picture: Picture, points: tuple[Point, ...], *, closed: bool) -> tuple[Point, ...]:
    """The line along edges through points, in image coordinates; straight lines in color."""
    frame = picture.frame()
    if frame is None or frame.is_color:
        return points
    corners = picture_points(picture, points)
    ends = (*corners[1:], corners[0]) if closed else corners[1:]
    line: list[PicturePoint] = []
    for start, end in zip(corners, ends, strict=False):
        line += _TRACES.span(frame, start, end)[:-1]
    if not closed:
        line.append(corners[-1])
    return image_points(picture, tuple(line))
