"""Moving the words of a measurement; its lines stay where they are."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QMouseEvent

from workstation.messages import Message
from workstation.session.annotations import Annotation
from workstation.tools.base import Tool, ToolContext
from workstation.tools.handles import SHORTEST_PX
from workstation.viewer.slice_viewport import SliceViewport


class LabelTool(Tool):
    """Takes hold of the words beside a measurement. Begins only where there are some."""

    cursor = Qt.CursorShape.SizeAllCursor

    def __init__(self, context: ToolContext) -> None:
        super().__init__(context)
        self._held: Annotation | None = None
        self._from_middle = QPointF()
        self._pressed_at = QPointF()
        self._is_moved = False

    def try_press(
        self, viewport: SliceViewport, event: QMouseEvent, *, while_drawing: bool
    ) -> bool:
        """Take hold of the words under the mouse and select their measurement.

        Parameters
        ----------
        while_drawing : bool
            A measurement can begin here: only words of what is selected are taken hold of.
        """
        found = viewport.label_at(event.position())
        if found is None or (while_drawing and found[0].id != viewport.selected_annotation):
            return False
        self._held, label = found
        self._pressed_at, self._is_moved = event.position(), False
        self._from_middle = label.center() - event.position()
        for other in self.context.stage.viewports:
            other.selected_annotation = self._held.id
            other.update()
        return True

    def drag(self, viewport: SliceViewport, event: QMouseEvent) -> None:
        """Show them where they would stand."""
        away = event.position() - self._pressed_at
        self._is_moved |= abs(away.x()) + abs(away.y()) >= SHORTEST_PX
        middle = viewport.point(event.position() + self._from_middle)
        if self._held is None or middle is None or not self._is_moved:
            return
        viewport.draft = replace(self._held, label_at=middle)
        viewport.update()

    def release(self, viewport: SliceViewport, event: QMouseEvent) -> None:
        """Keep where they are now."""
        del event
        draft, self._held = viewport.draft, None
        viewport.draft = None
        if draft is not None and self._is_moved:
            self.context.workspace.put_annotation(
                draft, text=Message("Move words of {kind:l}", kind=draft.kind.words)
            )
        viewport.update()

    def cancel(self, viewport: SliceViewport) -> bool:
        """Put them back."""
        begun, self._held = self._held is not None, None
        if begun:
            viewport.draft = None
            viewport.update()
        return begun
