"""Clicking points of a centerline, on any plane."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QMouseEvent

from workstation.scene.volume_view import VolumeView
from workstation.session.centerlines import Centerline
from workstation.tools.base import Tool
from workstation.viewer.slice_viewport import SliceViewport


class CenterlineTool(Tool):
    """Each click sets the next point, also after scrolling and on another plane."""

    cursor = Qt.CursorShape.CrossCursor

    def press(self, viewport: SliceViewport, event: QMouseEvent) -> None:
        """Lengthen the line of the stack under the mouse."""
        view, point = viewport.view, viewport.point(event.position())
        if not isinstance(view, VolumeView) or point is None:
            return
        geometry, workspace = view.shown.geometry, self.context.workspace
        place = workspace.place(view.stack_id)
        if place is None or not geometry.contains_kji(geometry.to_kji(point)):
            return
        line = workspace.centerlines.get(view.stack_id) or Centerline(
            stack_id=view.stack_id,
            study_instance_uid=place.study.study_instance_uid,
            frame_of_reference_uid=geometry.frame_of_reference_uid,
            points=(),
            by=workspace.reader,
        )
        workspace.centerlines.add_point(line, point)
