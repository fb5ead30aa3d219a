"""Who takes the mouse and the wheel of a viewport."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtGui import QMouseEvent, QWheelEvent

if TYPE_CHECKING:
    from workstation.viewer.slice_viewport import SliceViewport


class ViewportInput(Protocol):
    """Where a viewport sends mouse and wheel; the tools implement it."""

    def press(self, viewport: SliceViewport, event: QMouseEvent) -> None:
        """A mouse button went down."""

    def move(self, viewport: SliceViewport, event: QMouseEvent) -> None:
        """The mouse moved, with or without a button."""

    def release(self, viewport: SliceViewport, event: QMouseEvent) -> None:
        """A mouse button went up."""

    def double_click(self, viewport: SliceViewport, event: QMouseEvent) -> None:
        """A button was pressed twice."""

    def wheel(self, viewport: SliceViewport, event: QWheelEvent) -> None:
        """The wheel turned."""
