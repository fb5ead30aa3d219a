"""What a tool is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QMouseEvent

from workstation.session.annotation_kinds import AnnotationKind
from workstation.session.annotations import Annotation
from workstation.session.workspace import Workspace
from workstation.viewer.slice_viewport import SliceViewport
from workstation.viewer.stage import Stage


class ToolName(StrEnum):
    """Tools that measure nothing; those that do are named by what they draw."""

    WINDOW = "window"
    SCROLL = "scroll"
    PAN = "pan"
    ZOOM = "zoom"
    CROSSHAIR = "crosshair"
    CENTERLINE = "centerline"
    BRUSH = "brush"
    ERASER = "eraser"
    BALL = "ball"
    SCISSORS = "scissors"
    GROW = "grow"
    ISLAND = "island"


AnyTool = ToolName | AnnotationKind
"""What can be on a mouse button."""
EVERY_TOOL: tuple[AnyTool, ...] = (*ToolName, *AnnotationKind)


def _nobody(_told: object) -> None:
    """Nobody listens."""


def _no_words(present: str, done: Callable[[str], None]) -> None:
    done(present)


@dataclass(frozen=True, slots=True, eq=False)
class ToolContext:
    """What tools act on.

    `ask_text` asks for the words of an arrow or a text, later and off the mouse event: it is
    given those that are there and tells what was typed, and nothing when cancelled. `tell` says
    why nothing was done. `drawn` is told what a reader has just measured.
    """

    stage: Stage
    workspace: Workspace
    ask_text: Callable[[str, Callable[[str], None]], None] = _no_words
    tell: Callable[[str], None] = _nobody
    drawn: Callable[[Annotation], None] = _nobody


class Tool:
    """Mouse input of one button, from press to release. This one does nothing."""

    cursor = Qt.CursorShape.ArrowCursor
    keeps_control = False
    """Whether Ctrl and handles of measurements leave the left button to this tool."""

    def __init__(self, context: ToolContext) -> None:
        self.context = context

    def press(self, viewport: SliceViewport, event: QMouseEvent) -> None:
        """The button went down."""

    def drag(self, viewport: SliceViewport, event: QMouseEvent) -> None:
        """The mouse moved with the button down."""

    def hover(self, viewport: SliceViewport, event: QMouseEvent) -> None:
        """The mouse moved without a button."""

    def release(self, viewport: SliceViewport, event: QMouseEvent) -> None:
        """The button went up."""

    def cancel(self, viewport: SliceViewport) -> bool:
        """Give up what was begun; whether there was something."""
        del viewport
        return False


class DragTool(Tool):
    """A tool that acts on how far the mouse moved since the last event."""

    def __init__(self, context: ToolContext) -> None:
        super().__init__(context)
        self._last: QPointF | None = None

    def press(self, viewport: SliceViewport, event: QMouseEvent) -> None:
        """Remember where the drag begins."""
        del viewport
        self._last = event.position()

    def drag(self, viewport: SliceViewport, event: QMouseEvent) -> None:
        """Act on the distance since the last event."""
        if self._last is None:
            return
        moved = event.position() - self._last
        self._last = event.position()
        self.moved(viewport, moved.x(), moved.y(), event)

    def release(self, viewport: SliceViewport, event: QMouseEvent) -> None:
        """The drag is over."""
        del viewport, event
        self._last = None

    def moved(self, viewport: SliceViewport, dx: float, dy: float, event: QMouseEvent) -> None:
        """The mouse was dragged by screen pixels."""
