"""Making measurements from points on a picture, and keeping them whole."""

from __future__ import annotations

import weakref
from collections.abc import Callable
from dataclasses import replace

from workstation.domain.mask import new_id
from workstation.imaging.annotation import PLANE_WORDS
from workstation.imaging.calipers import perpendicular_axes, turned_axes
from workstation.imaging.livewire import trace_edge
from workstation.measuring.picture import Picture
from workstation.measuring.readings import readings, scaled_points
from workstation.scene.sources import Point, ViewFrame, VolumeView
from workstation.session.annotations import Annotation, AnnotationKind
from workstation.session.workspace import Workspace
from workstation.words import joined, said

PicturePoint = tuple[float, float]

_MOST_TRACES = 500


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


def with_readings(annotation: Annotation, picture: Picture, *, drawing: bool = False) -> Annotation:
    """The annotation with its numbers made anew from a picture."""
    view, frame = picture.view, picture.frame()
    if view is None or frame is None:
        return annotation
    slab = view.in_patient and picture.slab_mm > 0
    found = readings(
        annotation.kind,
        picture_points(picture, annotation.points),
        view,
        frame,
        picture.plane,
        index=picture.index,
        path=picture_points(picture, annotation.path),
        drawing=drawing,
        caveat=said(
            "{slab_mode} of a slab of {slab_mm:g} mm",
            slab_mode=picture.slab_mode,
            slab_mm=picture.slab_mm,
        )
        if slab
        else "",
    )
    where = view.position_words(picture.plane, picture.index)
    if not where and view.in_patient:
        where = joined(" ", (PLANE_WORDS[picture.plane], str(picture.index + 1)))
    if annotation.frame and not view.in_patient:
        where = said("Frame {number}", number=annotation.frame + 1)
    return replace(annotation, readings=found, plane_text=where)


def new_annotation(
    kind: AnnotationKind,
    picture: Picture,
    points: tuple[Point, ...],
    workspace: Workspace,
    *,
    drawing: bool = False,
    text: str = "",
) -> Annotation | None:
    """An annotation on a picture; None while it is empty."""
    view = picture.view
    place = workspace.place(view.stack_id) if view is not None else None
    if view is None or place is None:
        return None
    annotation = Annotation(
        id=new_id(),
        kind=kind,
        study_instance_uid=place.study.study_instance_uid,
        series_instance_uid=place.series.series_instance_uid,
        stack_id=place.stack.id,
        frame_of_reference_uid="",
        points=points,
        in_patient=view.in_patient,
        by=workspace.reader,
        text=text,
    )
    return measured(annotation, picture, moved=None, drawing=drawing)


def measured(
    annotation: Annotation,
    picture: Picture,
    *,
    moved: int | None,
    drawing: bool = False,
) -> Annotation:
    """The annotation with what follows from its points, on the plane of a picture.

    A short axis is made perpendicular, a livewire traced, the plane noted, the numbers read.

    Parameters
    ----------
    moved : int or None
        Which point was put elsewhere last; None for the last one, or for all of them.
    drawing : bool
        Leave out what takes long.
    """
    view = picture.view
    if view is None:
        return annotation
    points, path = annotation.points, annotation.path
    if annotation.kind is AnnotationKind.BIDIRECTIONAL and moved not in (0, 1):
        points = _perpendicular(picture, points, 3 if moved is None else moved)
    as_a_whole = drawing and moved is None and bool(path)
    if annotation.kind is AnnotationKind.LIVEWIRE and not as_a_whole:
        path = traced(picture, points, closed=not drawing or moved is not None)
    rows, columns = view.directions(picture.plane)
    frame_of_reference = ""
    if isinstance(view, VolumeView):
        frame_of_reference = view.image.geometry.frame_of_reference_uid
    shaped = replace(
        annotation,
        points=points,
        path=path,
        row_direction=rows,
        column_direction=columns,
        frame=0 if view.in_patient else picture.index,
        frame_of_reference_uid=frame_of_reference,
    )
    return with_readings(shaped, picture, drawing=drawing)


def _scale(picture: Picture) -> tuple[float, float]:
    frame = picture.frame()
    return frame.pixel_rc if frame is not None else (1.0, 1.0)


def _perpendicular(picture: Picture, points: tuple[Point, ...], moved: int) -> tuple[Point, ...]:
    scale = _scale(picture)
    plane = scaled_points(picture_points(picture, points), scale)
    return _back(picture, perpendicular_axes(plane, moved), scale)


def _back(
    picture: Picture, plane: tuple[PicturePoint, ...], scale: tuple[float, float]
) -> tuple[Point, ...]:
    return image_points(picture, scaled_points(plane, (1 / scale[0], 1 / scale[1])))


def with_long_axis(
    picture: Picture, before: tuple[Point, ...], after: tuple[Point, ...]
) -> tuple[Point, ...]:
    """Both axes when the long one moves from where it was; the short one goes with it."""
    scale = _scale(picture)
    old = scaled_points(picture_points(picture, before), scale)
    new = scaled_points(picture_points(picture, after[:2]), scale)
    return _back(picture, turned_axes(old, new[0], new[1]), scale)


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


def traced(picture: Picture, points: tuple[Point, ...], *, closed: bool) -> tuple[Point, ...]:
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
