"""Moving the crosshair, shifting a plane by its line, and turning planes by their handles."""

from __future__ import annotations

import math

import numpy as np
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QMouseEvent

from workstation.imaging.mpr_axes import MprAxes
from workstation.scene.curved_view import CurvedView
from workstation.scene.image_view import Point
from workstation.scene.volume_view import VolumeView
from workstation.tools.base import Tool, ToolContext
from workstation.viewer.crosshair import CrosshairHit, CrosshairPart, crosshair_hit
from workstation.viewer.mpr import hold_cameras, reset_planes, show_axes
from workstation.viewer.slice_viewport import SliceViewport
from workstation.viewer.turned_views import axes_of

_DRAG_DECIMATION = 2
_POINTERS = {
    CrosshairPart.CENTER: Qt.CursorShape.SizeAllCursor,
    CrosshairPart.LINE: Qt.CursorShape.SplitHCursor,
    CrosshairPart.HANDLE: Qt.CursorShape.PointingHandCursor,
}


class CrosshairTool(Tool):
    """The middle or free ground moves the crosshair, a line its plane, a handle turns planes."""

    cursor = Qt.CursorShape.CrossCursor

    def __init__(self, context: ToolContext) -> None:
        super().__init__(context)
        self._hit: CrosshairHit | None = None
        self._start: tuple[Point, MprAxes] | None = None
        self._angle_deg = 0.0
        self._is_turned = False

    def press(self, viewport: SliceViewport, event: QMouseEvent) -> None:
        """Take hold of what lies under the mouse."""
        self._hit = crosshair_hit(viewport, event.position())
        self._start, self._angle_deg, self._is_turned = None, 0.0, False
        if self._hit is None or self._hit.part is CrosshairPart.CENTER:
            move_crosshair(self.context, viewport, event.position())
            return
        point, view = viewport.point(event.position()), viewport.view
        if point is None or viewport.crosshair is None or not isinstance(view, VolumeView):
            return
        self._start = point, axes_of(view, viewport.crosshair)

    def drag(self, viewport: SliceViewport, event: QMouseEvent) -> None:
        """Move, shift or turn."""
        if self._start is None or self._hit is None:
            move_crosshair(self.context, viewport, event.position())
        elif self._hit.part is CrosshairPart.LINE:
            self._shift(viewport, event.position())
        else:
            self._turn(viewport, event.position())

    def hover(self, viewport: SliceViewport, event: QMouseEvent) -> None:
        """Show by the pointer what a press would take hold of."""
        hit = crosshair_hit(viewport, event.position())
        viewport.setCursor(_POINTERS[hit.part] if hit else self.cursor)

    def release(self, viewport: SliceViewport, event: QMouseEvent) -> None:
        """Show turned planes in full again."""
        del event
        if self._is_turned and self._start is not None:
            self._show(viewport, self._start[1], decimation=1)
        self._start = self._hit = None
        self._is_turned = False

    def cancel(self, viewport: SliceViewport) -> bool:
        """Put planes that are being turned back to where they were."""
        begun = self._start is not None and self._is_turned
        if begun and self._start is not None:
            show_axes(self.context.stage, viewport, self._start[1])
        self._start = self._hit = None
        self._is_turned = False
        return begun

    def _shift(self, viewport: SliceViewport, position: QPointF) -> None:
        point, view = viewport.point(position), viewport.view
        if self._start is None or self._hit is None or self._hit.plane is None:
            return
        if point is None or not isinstance(view, VolumeView):
            return
        _, axes = self._start
        onward = axes.bases[self._hit.plane].onward
        center = np.array(axes.center_lps_mm)
        x, y, z = (center + onward * float(onward @ (np.array(point) - center))).tolist()
        _set_inside(self.context, viewport, (x, y, z))

    def _turn(self, viewport: SliceViewport, position: QPointF) -> None:
        point, view = viewport.point(position), viewport.view
        if self._start is None or point is None or not isinstance(view, VolumeView):
            return
        first, axes = self._start
        basis = axes.bases[viewport.plane]
        center = np.array(axes.center_lps_mm)
        before, now = np.array(first) - center, np.array(point) - center
        if np.linalg.norm(now) == 0:
            return
        normal = np.cross(basis.right, basis.down)
        self._angle_deg = math.degrees(
            math.atan2(float(normal @ np.cross(before, now)), float(before @ now))
        )
        if not self._is_turned:
            hold_cameras(self.context.stage, view.stack_id)
            self._is_turned = True
        self._show(viewport, axes, decimation=_DRAG_DECIMATION)

    def _show(self, viewport: SliceViewport, axes: MprAxes, *, decimation: int) -> None:
        turned = axes.turned(viewport.plane, self._angle_deg)
        show_axes(self.context.stage, viewport, turned, decimation=decimation)


def move_crosshair(context: ToolContext, viewport: SliceViewport, position: QPointF) -> None:
    """Put the crosshair on the point under the mouse, inside the volume."""
    if isinstance(viewport.view, CurvedView):
        place = viewport.picture_point(position)
        if place is not None:
            viewport.place_chosen.emit(place[0])
        return
    point = viewport.point(position)
    if point is not None:
        _set_inside(context, viewport, point)


def reset_by_double_click(
    context: ToolContext, viewport: SliceViewport, event: QMouseEvent
) -> bool:
    """Put turned planes back where a line of the crosshair was clicked twice; whether it was."""
    hit = crosshair_hit(viewport, event.position()) if viewport.crosshair_handles else None
    return hit is not None and reset_planes(context.stage)


def _set_inside(context: ToolContext, viewport: SliceViewport, point: Point) -> None:
    if not isinstance(viewport.view, VolumeView):
        return
    geometry = viewport.view.shown.geometry
    if geometry.contains_kji(geometry.to_kji(point)):
        context.stage.set_crosshair(point, source=viewport)
