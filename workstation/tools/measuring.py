"""Drawing measurements, and moving the handles of those that are there."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QMouseEvent

from workstation.domain.mask import new_id
from workstation.imaging.annotation import PLANE_WORDS
from workstation.session.annotations import POINTS_NEEDED, Annotation, AnnotationKind
from workstation.session.workspace import Workspace
from workstation.tools.base import Tool, ToolContext
from workstation.tools.readings import readings
from workstation.viewer.annotation_painter import handle_at, is_near
from workstation.viewer.slice_viewport import SliceViewport
from workstation.viewer.sources import Point, VolumeView

_SHORTEST_PX = 3.0


def with_readings(annotation: Annotation, viewport: SliceViewport) -> Annotation:
    """The annotation with its numbers made anew from what the viewport shows."""
    view, frame = viewport.view, viewport.frame()
    if view is None or frame is None:
        return annotation
    picture = tuple(view.locate(viewport.plane, p)[1:] for p in annotation.points)
    found = readings(annotation.kind, picture, view, frame, viewport.plane)
    where = f"{view.position_words(viewport.plane, viewport.index)}".strip()
    if not where:
        where = f"{PLANE_WORDS[viewport.plane]} {viewport.index + 1}" if view.in_patient else ""
    if annotation.frame and not view.in_patient:
        where = f"Frame {annotation.frame + 1}"
    return replace(annotation, readings=found, plane_text=where)


def new_annotation(
    kind: AnnotationKind, viewport: SliceViewport, points: tuple[Point, ...], workspace: Workspace
) -> Annotation | None:
    """An annotation on what a viewport shows; None while it is empty."""
    view, place = viewport.view, workspace.active
    if view is None or place is None:
        return None
    rows, columns = view.directions(viewport.plane)
    frame_of_reference = ""
    if isinstance(view, VolumeView):
        frame_of_reference = view.image.geometry.frame_of_reference_uid
    annotation = Annotation(
        id=new_id(),
        kind=kind,
        study_instance_uid=place.study.study_instance_uid,
        series_instance_uid=place.series.series_instance_uid,
        stack_id=place.stack.id,
        frame_of_reference_uid=frame_of_reference,
        points=points,
        in_patient=view.in_patient,
        row_direction=rows,
        column_direction=columns,
        frame=0 if view.in_patient else viewport.index,
        by=workspace.reader,
    )
    return with_readings(annotation, viewport)


class MeasureTool(Tool):
    """Draws one kind of measurement: press and drag, or click each point."""

    cursor = Qt.CursorShape.CrossCursor

    def __init__(self, context: ToolContext, kind: AnnotationKind) -> None:
        super().__init__(context)
        self.kind = kind
        self._points: list[Point] = []
        self._pressed_at = QPointF()

    def press(self, viewport: SliceViewport, event: QMouseEvent) -> None:
        """Set a point."""
        point = viewport.point(event.position())
        if point is None:
            return
        self._pressed_at = event.position()
        self._points.append(point)
        if len(self._points) == POINTS_NEEDED[self.kind]:
            self._finish(viewport)
        else:
            self._preview(viewport, point)

    def drag(self, viewport: SliceViewport, event: QMouseEvent) -> None:
        """Show what would be measured."""
        self.hover(viewport, event)

    def hover(self, viewport: SliceViewport, event: QMouseEvent) -> None:
        """Show what would be measured."""
        point = viewport.point(event.position())
        if self._points and point is not None:
            self._preview(viewport, point)

    def release(self, viewport: SliceViewport, event: QMouseEvent) -> None:
        """A drag of some length sets its end as the next point."""
        moved = event.position() - self._pressed_at
        if not self._points or abs(moved.x()) + abs(moved.y()) < _SHORTEST_PX:
            return
        point = viewport.point(event.position())
        if point is None:
            return
        self._points.append(point)
        if len(self._points) == POINTS_NEEDED[self.kind]:
            self._finish(viewport)

    def cancel(self, viewport: SliceViewport) -> bool:
        """Forget the points."""
        begun = bool(self._points)
        self._points.clear()
        viewport.draft = None
        viewport.update()
        return begun

    def _preview(self, viewport: SliceViewport, point: Point) -> None:
        needed = POINTS_NEEDED[self.kind]
        points = [*self._points, *[point] * (needed - len(self._points))]
        viewport.draft = new_annotation(
            self.kind, viewport, tuple(points[:needed]), self.context.workspace
        )
        viewport.update()

    def _finish(self, viewport: SliceViewport) -> None:
        points = tuple(self._points)
        self.cancel(viewport)
        annotation = new_annotation(self.kind, viewport, points, self.context.workspace)
        if annotation is not None:
            self.context.workspace.put_annotation(annotation, text=f"Add {self.kind}")
            for other in self.context.stage.viewports:
                other.selected_annotation = annotation.id
                other.update()


class HandleTool(Tool):
    """Moves a handle, or the whole measurement by its line. Begins only where there is one."""

    cursor = Qt.CursorShape.SizeAllCursor

    def __init__(self, context: ToolContext) -> None:
        super().__init__(context)
        self._moved: Annotation | None = None
        self._handle: int | None = None
        self._last: Point | None = None

    def try_press(self, viewport: SliceViewport, event: QMouseEvent) -> bool:
        """Take hold of what lies under the mouse; whether there is something."""
        transform = viewport.transform_now()
        if transform is None:
            return False
        x, y = event.position().x(), event.position().y()
        placed = list(reversed(viewport.placed_annotations()))
        for item in placed:
            handle = handle_at(item, transform, x, y)
            if handle is not None:
                return self._take(viewport, item.annotation, handle, event)
        for item in placed:
            if is_near(item, transform, x, y):
                return self._take(viewport, item.annotation, None, event)
        if viewport.selected_annotation:
            self._select("")
        return False

    def _take(
        self,
        viewport: SliceViewport,
        annotation: Annotation,
        handle: int | None,
        event: QMouseEvent,
    ) -> bool:
        self._moved, self._handle = annotation, handle
        self._last = viewport.point(event.position())
        self._select(annotation.id)
        return True

    def _select(self, annotation_id: str) -> None:
        for viewport in self.context.stage.viewports:
            viewport.selected_annotation = annotation_id
            viewport.update()

    def drag(self, viewport: SliceViewport, event: QMouseEvent) -> None:
        """Move the handle, or everything."""
        point = viewport.point(event.position())
        if self._moved is None or point is None or self._last is None:
            return
        base = viewport.draft or self._moved
        if self._handle is not None:
            points = tuple(point if n == self._handle else p for n, p in enumerate(base.points))
        else:
            shift = tuple(new - old for new, old in zip(point, self._last, strict=True))
            points = tuple((x + shift[0], y + shift[1], z + shift[2]) for x, y, z in base.points)
        self._last = point
        viewport.draft = with_readings(replace(base, points=points), viewport)
        viewport.update()

    def release(self, viewport: SliceViewport, event: QMouseEvent) -> None:
        """Keep where it is now."""
        del event
        moved, self._moved = viewport.draft, None
        viewport.draft = None
        if moved is not None:
            self.context.workspace.put_annotation(moved, text=f"Move {moved.kind}")
        viewport.update()

    def cancel(self, viewport: SliceViewport) -> bool:
        """Put it back."""
        begun = self._moved is not None
        self._moved = None
        if begun:
            viewport.draft = None
            viewport.update()
        return begun


def delete_selected(context: ToolContext) -> bool:
    """Delete the measurement that is selected; whether there was one."""
    selected = context.stage.active.selected_annotation
    if not any(a.id == selected for a in context.workspace.annotations):
        return False
    context.workspace.delete_annotation(selected)
    return True
