"""Drawing measurements: press and drag, or click each point."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QMouseEvent

from workstation.imaging.outlines import kept_corners
from workstation.measuring.new_annotations import new_annotation
from workstation.measuring.picture_points import picture_points
from workstation.measuring.registry import measurement
from workstation.messages import Message
from workstation.scene.sources import Point
from workstation.session.annotation_kinds import AnnotationKind
from workstation.session.annotations import Annotation
from workstation.tools.base import Tool, ToolContext
from workstation.viewer.slice_viewport import SliceViewport

_SHORTEST_PX = 3.0
_CLOSING_PX = 9.0
_STROKE_STEP_PX = 3.0
_STROKE_TOLERANCE_PX = 0.7


class MeasureTool(Tool):
    """Draws a measurement of a fixed number of points."""

    cursor = Qt.CursorShape.CrossCursor

    def __init__(self, context: ToolContext, kind: AnnotationKind) -> None:
        super().__init__(context)
        self.kind = kind
        self._points: list[Point] = []
        self._place: tuple[SliceViewport, object, object, int] | None = None
        self._pressed_at = QPointF()

    @property
    def is_drawing(self) -> bool:
        """Whether points are set and more are to come."""
        return bool(self._points)

    def press(self, viewport: SliceViewport, event: QMouseEvent) -> None:
        """Set a point; on another plane than the others a new measurement begins."""
        point = viewport.point(event.position())
        if point is None:
            return
        if self._points and not self._is_here(viewport):
            self.cancel(viewport)
        self._place = (viewport, viewport.view, viewport.plane, viewport.index)
        self._pressed_at = event.position()
        self._points.append(point)
        if not self._finish_when_complete(viewport):
            self._preview(viewport, point)

    def _is_here(self, viewport: SliceViewport) -> bool:
        here = (viewport, viewport.view, viewport.plane, viewport.index)
        return self._place is not None and all(
            a is b if n < 2 else a == b
            for n, (a, b) in enumerate(zip(self._place, here, strict=True))
        )

    def drag(self, viewport: SliceViewport, event: QMouseEvent) -> None:
        """Show what would be measured."""
        self.hover(viewport, event)

    def hover(self, viewport: SliceViewport, event: QMouseEvent) -> None:
        """Show what would be measured."""
        point = viewport.point(event.position())
        if self._points and point is not None and self._is_here(viewport):
            self._preview(viewport, point)

    def release(self, viewport: SliceViewport, event: QMouseEvent) -> None:
        """A drag of some length sets its end as the next point."""
        point = viewport.point(event.position())
        if not self._points or point is None or not self._is_here(viewport):
            return
        if self._moved_px(event) >= _SHORTEST_PX:
            self._points.append(point)
            self._finish_when_complete(viewport)

    def _moved_px(self, event: QMouseEvent) -> float:
        moved = event.position() - self._pressed_at
        return abs(moved.x()) + abs(moved.y())

    def cancel(self, viewport: SliceViewport) -> bool:
        """Forget the points."""
        begun = bool(self._points)
        self._points.clear()
        for shown in {viewport, self._place[0] if self._place else viewport}:
            shown.draft = None
            shown.update()
        self._place = None
        return begun

    def end(self, viewport: SliceViewport) -> bool:
        """End where it is; whether something was being drawn. Of these nothing is left over."""
        return self.cancel(viewport)

    def remove_last(self) -> bool:
        """Take the last point back; whether there was one."""
        if not self._points or self._place is None:
            return False
        viewport = self._place[0]
        last = self._points.pop()
        if self._points:
            self._preview(viewport, last)
        else:
            self.cancel(viewport)
        return True

    def _finish_when_complete(self, viewport: SliceViewport) -> bool:
        if len(self._points) < self.kind.points:
            return False
        self._finish(viewport)
        return True

    def _draft_points(self, point: Point) -> tuple[Point, ...]:
        needed = self.kind.points
        return tuple([*self._points, *[point] * (needed - len(self._points))][:needed])

    def _preview(self, viewport: SliceViewport, point: Point) -> None:
        viewport.draft = new_annotation(
            self.kind, viewport, self._draft_points(point), self.context.workspace, drawing=True
        )
        viewport.update()

    def _finish(self, viewport: SliceViewport) -> None:
        points = tuple(self._points)
        self.cancel(viewport)
        annotation = new_annotation(self.kind, viewport, points, self.context.workspace)
        if annotation is not None:
            self._keep(annotation)

    def _keep(self, annotation: Annotation) -> None:
        self.context.workspace.put_annotation(
            annotation, text=Message("Add {kind:l}", kind=self.kind.words)
        )
        self.context.drawn(annotation)
        for other in self.context.stage.viewports:
            other.selected_annotation = annotation.id
            other.update()


class NoteTool(MeasureTool):
    """Draws a note; asks for the words at the end."""

    def _finish(self, viewport: SliceViewport) -> None:
        points = tuple(self._points)
        self.cancel(viewport)
        # Made now: by the time of the answer the viewport may show another thing.
        made = new_annotation(self.kind, viewport, points, self.context.workspace)
        if made is None:
            return

        def keep(text: str) -> None:
            is_there = self.context.workspace.place(made.stack_id) is not None
            if is_there and (text or not measurement(self.kind).needs_words):
                self._keep(replace(made, text=text))

        self.context.ask_text("", keep)


class OutlineTool(MeasureTool):
    """Draws a measurement of any number of points, until it is ended.

    Each click sets a point. A double click, Enter or the right button ends it, and so does a
    click on the first point of an outline. A stroke is drawn by dragging around.
    """

    def __init__(self, context: ToolContext, kind: AnnotationKind) -> None:
        super().__init__(context, kind)
        self._last_at = QPointF()
        self._is_stroke = measurement(kind).is_stroke

    def press(self, viewport: SliceViewport, event: QMouseEvent) -> None:
        """Set a point, or close the outline."""
        self._last_at = event.position()
        if self._closes(viewport, event):
            self.end(viewport)
        else:
            super().press(viewport, event)

    def _closes(self, viewport: SliceViewport, event: QMouseEvent) -> bool:
        if not self.kind.is_region or len(self._points) < self.kind.points:
            return False
        transform = viewport.transform_now()
        if transform is None or viewport.view is None or not self._is_here(viewport):
            return False
        _, row, column = viewport.view.locate(viewport.plane, self._points[0])
        x, y = transform.to_screen(row, column)
        away = event.position() - QPointF(x, y)
        return bool((away.x() ** 2 + away.y() ** 2) ** 0.5 <= _CLOSING_PX)

    def drag(self, viewport: SliceViewport, event: QMouseEvent) -> None:
        """Draw a stroke on; else show what would be measured."""
        if self._is_stroke and self._points and self._is_here(viewport):
            point = viewport.point(event.position())
            moved = event.position() - self._last_at
            if point is None or abs(moved.x()) + abs(moved.y()) < _STROKE_STEP_PX:
                return
            self._last_at = event.position()
            self._points.append(point)
            self._preview(viewport, point)
        else:
            super().drag(viewport, event)

    def release(self, viewport: SliceViewport, event: QMouseEvent) -> None:
        """A stroke that was dragged around is complete."""
        if not self._is_stroke:
            super().release(viewport, event)
        elif self._last_at != self._pressed_at and len(self._points) >= self.kind.points:
            self.end(viewport)

    def _finish_when_complete(self, viewport: SliceViewport) -> bool:
        del viewport
        return False

    def end(self, viewport: SliceViewport) -> bool:
        """Keep it when it has enough points; whether something was being drawn."""
        if not self._points:
            return False
        shown = self._place[0] if self._place else viewport
        self._points = [p for n, p in enumerate(self._points) if n == 0 or p != self._points[n - 1]]
        if self._is_stroke and self._is_here(shown):
            self._points = _fewer(shown, self._points, self.kind.points)
        if len(self._points) < self.kind.points or not self._is_here(shown):
            self.cancel(shown)
        else:
            self._finish(shown)
        return True

    def _draft_points(self, point: Point) -> tuple[Point, ...]:
        fewest = self.kind.points
        points = (*self._points, point)
        return (*points, *[point] * (fewest - len(points)))


def _fewer(viewport: SliceViewport, points: list[Point], least: int) -> list[Point]:
    """The corners that a stroke needs to look the same, so that each can be a handle."""
    transform = viewport.transform_now()
    if transform is None or len(points) < least:
        return points
    screen = [transform.to_screen(*p) for p in picture_points(viewport, tuple(points))]
    kept = kept_corners(screen, _STROKE_TOLERANCE_PX)
    return [points[n] for n in kept] if len(kept) >= least else points


def drawing_tool(context: ToolContext, kind: AnnotationKind) -> MeasureTool:
    """The tool that draws a kind of measurement."""
    if measurement(kind).is_note:
        return NoteTool(context, kind)
    return (OutlineTool if kind.has_any_number else MeasureTool)(context, kind)


def delete_selected(context: ToolContext) -> bool:
    """Delete the measurement that is selected; whether there was one."""
    selected = context.stage.active.selected_annotation
    if not any(a.id == selected for a in context.workspace.annotations):
        return False
    context.workspace.delete_annotation(selected)
    return True
