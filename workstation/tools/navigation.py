"""Scrolling, windowing, panning and zooming."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QMouseEvent

from workstation.imaging.planes import PlaneName
from workstation.tools.base import DragTool, ToolContext
from workstation.viewer.slabs import next_thickness_mm
from workstation.viewer.slice_viewport import SliceViewport

_PIXELS_PER_SLICE = 6.0
_ZOOM_PER_PIXEL = 1.01


def next_step(plane: PlaneName) -> int:
    """Index step of "next image": axial goes toward the feet, the others on."""
    return -1 if plane is PlaneName.AXIAL else 1


class WindowTool(DragTool):
    """Right is wider, down is brighter (lower level), as the reading room expects."""

    cursor = Qt.CursorShape.SizeAllCursor

    def moved(self, viewport: SliceViewport, dx: float, dy: float, event: QMouseEvent) -> None:  # noqa: ARG002
        """Move width and level, faster for wide windows."""
        frame = viewport.frame()
        if frame is None or frame.is_color:
            return
        setting = viewport.window_setting
        step = max(setting.width / 300.0, 1e-6)
        narrowest = 1.0 if setting.function == "LINEAR" else 1e-6
        if frame.values.dtype.kind in "iu":
            step = max(step, 0.25)
        self.context.stage.nudge_window(-dy * step, dx * step, narrowest=narrowest)


class ScrollTool(DragTool):
    """Down is the next image."""

    cursor = Qt.CursorShape.SizeVerCursor

    def __init__(self, context: ToolContext) -> None:
        super().__init__(context)
        self._rest = 0.0

    def press(self, viewport: SliceViewport, event: QMouseEvent) -> None:
        """Begin with no rest."""
        super().press(viewport, event)
        self._rest = 0.0

    def moved(self, viewport: SliceViewport, dx: float, dy: float, event: QMouseEvent) -> None:  # noqa: ARG002
        """One image for each few pixels; whole stacks within one height."""
        if viewport.view is None:
            return
        count = viewport.view.count(viewport.plane)
        per_slice = min(_PIXELS_PER_SLICE, max(1.0, 0.8 * viewport.height() / count))
        self._rest += dy / per_slice
        steps = int(self._rest)
        if steps:
            self._rest -= steps
            viewport.set_index(viewport.index + steps * next_step(viewport.plane))


class PanTool(DragTool):
    """Moves the picture."""

    cursor = Qt.CursorShape.OpenHandCursor

    def moved(self, viewport: SliceViewport, dx: float, dy: float, event: QMouseEvent) -> None:  # noqa: ARG002
        """Follow the mouse."""
        viewport.set_camera(viewport.camera.panned(dx, dy))


class ZoomTool(DragTool):
    """Up is larger, around the point where the drag began."""

    cursor = Qt.CursorShape.SizeVerCursor

    def __init__(self, context: ToolContext) -> None:
        super().__init__(context)
        self._anchor = QPointF()

    def press(self, viewport: SliceViewport, event: QMouseEvent) -> None:
        """Remember the point to zoom around."""
        super().press(viewport, event)
        self._anchor = event.position()

    def moved(self, viewport: SliceViewport, dx: float, dy: float, event: QMouseEvent) -> None:  # noqa: ARG002
        """Zoom by how far the mouse went."""
        zoom_at(viewport, _ZOOM_PER_PIXEL ** (-dy), self._anchor)


def zoom_at(viewport: SliceViewport, factor: float, anchor: QPointF) -> None:
    """Zoom a viewport around a point of the screen."""
    frame = viewport.frame()
    if frame is None:
        return
    viewport.set_camera(
        viewport.camera.zoomed(
            factor,
            (anchor.x(), anchor.y()),
            (frame.values.shape[0], frame.values.shape[1]),
            frame.pixel_rc,
            (float(viewport.width()), float(viewport.height())),
        )
    )


def scroll(viewport: SliceViewport, steps: int) -> None:
    """Show the image `steps` further on, in reading direction."""
    viewport.set_index(viewport.index + steps * next_step(viewport.plane))


def change_slab(viewport: SliceViewport, steps: int) -> None:
    """Make the slab thicker or thinner by notches; native slices have none."""
    if viewport.view is not None and viewport.plane is not PlaneName.NATIVE:
        thickness = next_thickness_mm(viewport.slab_mm, steps)
        viewport.set_slab(thickness, viewport.slab_mode)


def to_end(viewport: SliceViewport, *, last: bool) -> None:
    """Show the first or last image in reading direction."""
    if viewport.view is None:
        return
    forward = next_step(viewport.plane) > 0
    viewport.set_index(viewport.view.count(viewport.plane) - 1 if last == forward else 0)
