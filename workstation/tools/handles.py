"""Moving the handles of measurements, or a measurement as a whole."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QMouseEvent

from workstation.language import tr
from workstation.measuring.annotation_place import PlacedAnnotation, handle_at, is_near
from workstation.measuring.new_annotations import measured
from workstation.measuring.picture_points import image_points, picture_points
from workstation.measuring.registry import measurement
from workstation.messages import Message
from workstation.scene.sources import Point
from workstation.session.annotations import Annotation
from workstation.tools.base import Tool, ToolContext
from workstation.viewer.slice_viewport import SliceViewport

SHORTEST_PX = 4
"""What is pressed and let go nearer than this was clicked."""
_SAME_DIRECTION = 0.99999
"""Cosine of 0.26 degrees: a side of 100 mm ends within half a millimeter."""


def annotation_at(
    viewport: SliceViewport, position: QPointF
) -> tuple[Annotation, int | None] | None:
    """The measurement under the mouse and which of its handles, None for its line.

    The selected one goes first and reaches a little farther; then the newest.
    """
    transform = viewport.transform_now()
    if transform is None:
        return None
    x, y = position.x(), position.y()

    def held(item: PlacedAnnotation) -> bool:
        return item.annotation.id == viewport.selected_annotation

    placed = viewport.placed_annotations()[::-1]
    placed.sort(key=lambda item: not held(item))
    for item in placed:
        handle = handle_at(item, transform, x, y, held=held(item))
        if handle is not None:
            return item.annotation, handle
    for item in placed:
        if is_near(item, transform, x, y, held=held(item)):
            return item.annotation, None
    return None


class HandleTool(Tool):
    """Moves a handle, or the whole measurement by its line. Begins only where one is selected.

    A measurement that is not selected stays as it is: a click selects it, a drag is for the tool.

    A measurement that is moved on another series of its frame of reference becomes one of that
    series, because its numbers are read there from then on.
    """

    cursor = Qt.CursorShape.SizeAllCursor

    def __init__(self, context: ToolContext) -> None:
        super().__init__(context)
        self._moved: Annotation | None = None
        self._handle: int | None = None
        self._begun_at: Point | None = None
        self._pressed_at = QPointF()
        self._passed_over: tuple[Annotation, int | None] | None = None
        """What was pressed and is not selected."""

    def was_click_on_handle(self, event: QMouseEvent) -> bool:
        """Whether a handle was pressed and not moved; asked before `release`."""
        return self._handle is not None and self._is_click(event)

    def _is_click(self, event: QMouseEvent) -> bool:
        moved = event.position() - self._pressed_at
        return abs(moved.x()) + abs(moved.y()) < SHORTEST_PX

    def select_what_was_clicked(self, event: QMouseEvent, *, while_drawing: bool) -> bool:
        """After a tool had the click: select what lay under it; whether there was something.

        While a measurement can begin there, a handle of another one is where it begins.
        """
        found, self._passed_over = self._passed_over, None
        if found is None or not self._is_click(event) or (while_drawing and found[1] is not None):
            return False
        self.select(found[0].id)
        return True

    def is_on_handle(self, viewport: SliceViewport, event: QMouseEvent) -> bool:
        """Whether a press would take hold of a handle, which words may lie on."""
        found = annotation_at(viewport, event.position())
        if found is None or found[1] is None:
            return False
        return found[0].id == viewport.selected_annotation

    def try_press(self, viewport: SliceViewport, event: QMouseEvent) -> bool:
        """Take hold of what lies under the mouse, if it is selected; whether it is.

        Where nothing is selected under it, what is selected elsewhere is so no longer.
        """
        found = annotation_at(viewport, event.position())
        self._pressed_at, self._passed_over = event.position(), None
        if found is None or found[0].id != viewport.selected_annotation:
            self._passed_over = found
            if viewport.selected_annotation:
                self.select("")
            return False
        self._moved = self._taken(viewport, found[0])
        self._handle = found[1]
        self._begun_at = viewport.point(event.position())
        return True

    def _taken(self, viewport: SliceViewport, annotation: Annotation) -> Annotation | None:
        """The annotation on the plane of a viewport, as one of the series shown there.

        None where another study is shown: measurements do not change studies.
        """
        view = viewport.view
        place = self.context.workspace.place(view.stack_id) if view is not None else None
        if place is None or place.study.study_instance_uid != annotation.study_instance_uid:
            return None
        if not _keeps_its_sides(viewport, annotation):
            self.context.tell(
                tr(
                    "{kind}: move it on a picture that lies as the one it was drawn on.",
                    kind=annotation.kind.words,
                )
            )
            return None
        return replace(
            annotation,
            series_instance_uid=place.series.series_instance_uid,
            stack_id=place.stack.id,
            points=image_points(viewport, picture_points(viewport, annotation.points)),
            path=image_points(viewport, picture_points(viewport, annotation.path)),
        )

    def select(self, annotation_id: str) -> None:
        """Select a measurement in every viewport; "" none."""
        for viewport in self.context.stage.viewports:
            viewport.selected_annotation = annotation_id
            viewport.update()

    def drag(self, viewport: SliceViewport, event: QMouseEvent) -> None:
        """Move the handle, or everything."""
        point = viewport.point(event.position())
        if self._moved is None or point is None or self._begun_at is None:
            return
        base, shift = self._moved, _difference(self._begun_at, point)
        shape = measurement(base.kind)
        if self._handle is None or self._handle in shape.whole_by:
            put = replace(
                base,
                points=_shifted(base.points, shift),
                path=_shifted(base.path, shift),
                label_at=_shifted((base.label_at,), shift)[0] if base.label_at else None,
            )
        else:
            points = shape.dragged(viewport, base.points, handle=self._handle, to=point)
            put = replace(base, points=points)
        viewport.draft = measured(put, viewport, moved=self._handle, drawing=True)
        viewport.update()

    def release(self, viewport: SliceViewport, event: QMouseEvent) -> None:
        """Keep where it is now."""
        del event
        draft, self._moved = viewport.draft, None
        viewport.draft = None
        if draft is not None:
            moved = measured(draft, viewport, moved=self._handle)
            self.context.workspace.put_annotation(
                moved, text=Message("Move {kind:l}", kind=moved.kind.words)
            )
        viewport.update()

    def cancel(self, viewport: SliceViewport) -> bool:
        """Put it back."""
        begun = self._moved is not None
        self._moved = self._handle = None
        if begun:
            viewport.draft = None
            viewport.update()
        return begun


def _keeps_its_sides(viewport: SliceViewport, annotation: Annotation) -> bool:
    """Whether the sides of a box or the axes of an ellipse run along rows and columns here.

    Two corners alone say where such a region lies only together with these directions.
    """
    sided = measurement(annotation.kind).keeps_sides
    if not sided or not annotation.in_patient or viewport.view is None:
        return True
    here = np.array(viewport.view.directions(viewport.plane))
    drawn = np.array([annotation.row_direction, annotation.column_direction])
    # Rows may run along the former columns, or back: the sides stay the same lines.
    along = np.abs(here @ drawn.T)
    return bool(np.all(along.max(axis=1) > _SAME_DIRECTION))


def _difference(start: Point, end: Point) -> Point:
    return end[0] - start[0], end[1] - start[1], end[2] - start[2]


def _shifted(points: tuple[Point, ...], shift: Point) -> tuple[Point, ...]:
    return tuple((x + shift[0], y + shift[1], z + shift[2]) for x, y, z in points)
