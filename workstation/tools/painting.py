"""Brushes, scissors and clicks that edit the chosen segment."""

from __future__ import annotations

from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QMouseEvent

from workstation.domain.label_patch import LabelPatch
from workstation.language import tr
from workstation.messages import NOTHING, Message
from workstation.scene.sources import VolumeView
from workstation.segmentation.brush import BrushStroke
from workstation.segmentation.edit_input import EditInput
from workstation.segmentation.grid import EditGrid
from workstation.segmentation.region_growing import range_around
from workstation.segmentation.scissors import Outline
from workstation.segmentation.stroke import LiveStroke
from workstation.services import edit_segments
from workstation.services.edit_segments import IslandChoice
from workstation.tools.base import AnyTool, Tool, ToolContext, ToolName
from workstation.tools.editing import EditTarget, Operation, SegmentEditing
from workstation.viewer.slice_viewport import SliceViewport
from workstation.viewer.tool_outline import ToolOutline, circle_outline

_NEXT_CORNER_PX = 3.0
_SCISSORS_COLOR = (255, 214, 64)


class EditTool(Tool):
    """A tool of segments: Ctrl and handles of measurements do not take its button away."""

    cursor = Qt.CursorShape.CrossCursor
    keeps_control = True

    def __init__(self, context: ToolContext, editing: SegmentEditing) -> None:
        super().__init__(context)
        self.editing = editing

    def voxel(
        self, viewport: SliceViewport, event: QMouseEvent, target: EditTarget
    ) -> tuple[int, int, int] | None:
        """The voxel under the mouse, or None outside of the image."""
        found = viewport.picture_point(event.position())
        if found is None:
            return None
        kji = np.rint(target.grid.to_kji(target.place(viewport, *found))).astype(int)
        if np.any(kji < 0) or np.any(kji >= target.grid.shape_kji):
            return None
        k, j, i = kji.tolist()
        return k, j, i


class _Echo:
    """A stroke on the grid that is shown, where that is not the grid of the mask.

    Masks of tilted series are resampled for display after the stroke; until then the reader
    sees the same brush on the labels that are on the screen.
    """

    def __init__(self, stroke: LiveStroke, labels: NDArray[Any]) -> None:
        self._stroke = stroke
        self._labels = labels

    @classmethod
    def of(cls, viewport: SliceViewport, target: EditTarget, *, erase: bool) -> _Echo | None:
        """The echo in a viewport; None where the mask itself is shown."""
        view = viewport.view
        if not isinstance(view, VolumeView) or not view.is_resampled:
            return None
        shown = [layer.mask for layer in viewport.layers if layer.mask.id == target.mask.id]
        if not shown or shown[0].labels.shape != view.shown.geometry.shape_kji:
            return None
        grid = EditGrid.of_volume(view.shown.geometry)
        stroke = LiveStroke(
            grid, target.segment.number, target.rules, view.shown.array, erase=erase
        )
        return cls(stroke, shown[0].labels)

    def extend(self, piece: BrushStroke) -> None:
        """Paint one more piece."""
        self._stroke.extend(self._labels, piece)

    def take_back(self) -> None:
        """Put the labels on the screen back."""
        self._stroke.take_back(self._labels)


class BrushTool(EditTool):
    """Paints or erases while the button is down; with Ctrl it erases.

    Parameters
    ----------
    erase : bool
        Take away instead of adding.
    ball : bool
        Paint a ball instead of a disc on the plane that is shown.
    """

    def __init__(
        self,
        context: ToolContext,
        editing: SegmentEditing,
        *,
        erase: bool = False,
        ball: bool = False,
    ) -> None:
        super().__init__(context, editing)
        self._erase = erase
        self._ball = ball
        self._target: EditTarget | None = None
        self._stroke: LiveStroke | None = None
        self._echo: _Echo | None = None
        self._last: NDArray[np.float64] | None = None
        self._text = NOTHING

    def press(self, viewport: SliceViewport, event: QMouseEvent) -> None:
        """Begin a stroke."""
        target = self.editing.target_in(viewport)
        if target is None:
            return
        erase = self._erase or bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        self._target = target
        self.editing.touching.emit()
        label = target.segment.label
        self._text = (
            Message("Erase {label}", label=label)
            if erase
            else Message("Paint {label}", label=label)
        )
        self._stroke = LiveStroke(
            target.grid, target.segment.number, target.rules, target.values, erase=erase
        )
        self._echo = _Echo.of(viewport, target, erase=erase)
        self._last = None
        self.context.workspace.undo.is_held = True
        ledger = self.context.workspace.segmentation
        before = target.mask.labels
        if ledger.writable(target.mask.id) is not before:
            ledger.touched(target.mask.id)
        self.drag(viewport, event)

    def drag(self, viewport: SliceViewport, event: QMouseEvent) -> None:
        """Paint from where the mouse was to where it is."""
        self.hover(viewport, event)
        found = viewport.picture_point(event.position())
        if self._stroke is None or self._target is None or found is None:
            return
        target, ledger = self._target, self.context.workspace.segmentation
        here = target.place(viewport, *found)
        normal = None if self._ball and not target.is_film else np.cross(*target.axes(viewport))
        piece = BrushStroke(
            here if self._last is None else self._last,
            here,
            self.editing.settings.radius_mm,
            normal,
        )
        self._last = here
        changed = self._stroke.extend(ledger.writable(target.mask.id), piece) is not None
        if self._echo is not None:
            self._echo.extend(piece)
        if changed:
            # The other planes follow at the end of the stroke: this one must not wait for them.
            viewport.repaint_masks()

    def release(self, viewport: SliceViewport, event: QMouseEvent) -> None:
        """The stroke becomes one step that can be undone."""
        del viewport, event
        stroke, target = self._stroke, self._target
        self._stroke = self._target = None
        self.context.workspace.undo.is_held = False
        if stroke is None or target is None:
            return
        ledger = self.context.workspace.segmentation
        patch = stroke.patch(ledger.writable(target.mask.id))
        if patch is not None:
            ledger.commit(target.mask.id, self._text, patch, is_painted=True)

    def cancel(self, viewport: SliceViewport) -> bool:
        """Take the stroke back."""
        stroke, target = self._stroke, self._target
        self._stroke = self._target = None
        viewport.set_tool_outline(None)
        if stroke is None or target is None:
            return False
        if self._echo is not None:
            self._echo.take_back()
        self.context.workspace.undo.is_held = False
        ledger = self.context.workspace.segmentation
        stroke.take_back(ledger.writable(target.mask.id))
        ledger.touched(target.mask.id)
        return True

    def hover(self, viewport: SliceViewport, event: QMouseEvent) -> None:
        """Show the brush."""
        found, frame = viewport.picture_point(event.position()), viewport.frame()
        if found is None or frame is None:
            return
        viewport.set_tool_outline(
            circle_outline(
                found, self.editing.settings.radius_mm, frame.pixel_rc, self.editing.color
            )
        )


class ScissorsTool(EditTool):
    """Cuts with an outline that is drawn with the button down."""

    def __init__(self, context: ToolContext, editing: SegmentEditing) -> None:
        super().__init__(context, editing)
        self._target: EditTarget | None = None
        self._corners: list[tuple[float, float]] = []
        self._last = QPointF()

    def press(self, viewport: SliceViewport, event: QMouseEvent) -> None:
        """Begin an outline."""
        self._target = self.editing.target_in(viewport)
        self._corners = []
        if self._target is not None:
            self._add(viewport, event.position())

    def drag(self, viewport: SliceViewport, event: QMouseEvent) -> None:
        """Add a corner."""
        moved = event.position() - self._last
        if self._corners and abs(moved.x()) + abs(moved.y()) >= _NEXT_CORNER_PX:
            self._add(viewport, event.position())

    def _add(self, viewport: SliceViewport, position: QPointF) -> None:
        found = viewport.picture_point(position)
        if found is None:
            return
        self._last = position
        self._corners.append(found)
        closed = len(self._corners) > 2
        viewport.set_tool_outline(ToolOutline(tuple(self._corners), _SCISSORS_COLOR, closed))

    def release(self, viewport: SliceViewport, event: QMouseEvent) -> None:
        """Cut along the outline."""
        self.drag(viewport, event)
        target, corners = self._target, self._corners
        self.cancel(viewport)
        if target is None or len(corners) < 3:
            return
        row, column = target.axes(viewport)
        points = np.stack([target.place(viewport, *corner) for corner in corners])
        # On films and frames only the one that is shown is cut.
        depth = 0.25 if target.is_film else self.editing.settings.depth_mm
        outline = Outline(points, row, column, depth)
        cut = self.editing.settings.cut

        def operation(given: EditInput, check: edit_segments.CheckFn) -> LabelPatch | None:
            return edit_segments.scissors(given, check, outline, cut)

        self.editing.wanted.emit(
            target,
            Message(
                "Scissors: {cut} of {label}",
                cut=Message.term(cut.value),
                label=target.segment.label,
            ),
            operation,
        )

    def cancel(self, viewport: SliceViewport) -> bool:
        """Forget the outline."""
        begun = bool(self._corners)
        self._target, self._corners = None, []
        viewport.set_tool_outline(None)
        return begun


class GrowTool(EditTool):
    """A click adds the region of like value around it."""

    def press(self, viewport: SliceViewport, event: QMouseEvent) -> None:
        """Grow from here."""
        target = self.editing.target_in(viewport)
        seed = self.voxel(viewport, event, target) if target is not None else None
        if target is None or seed is None:
            return
        if target.values is None:
            self.editing.told.emit(tr("Color images have no single values to grow through."))
            return
        low, high = range_around(target.values, seed, self.editing.settings.tolerance)
        value = float(target.values[seed])
        operation: Operation = partial(
            edit_segments.grow, seed=seed, low=min(low, value), high=max(high, value)
        )
        self.editing.wanted.emit(
            target, Message("Grow {label}", label=target.segment.label), operation
        )


class IslandTool(EditTool):
    """A click keeps or removes the part of the segment that is under it."""

    def press(self, viewport: SliceViewport, event: QMouseEvent) -> None:
        """Act on the part here."""
        target = self.editing.target_in(viewport)
        at = self.voxel(viewport, event, target) if target is not None else None
        if target is None or at is None:
            return
        choice: IslandChoice = self.editing.settings.click

        def operation(given: EditInput, check: edit_segments.CheckFn) -> LabelPatch | None:
            check()
            return edit_segments.islands(given, choice, at=at)

        self.editing.wanted.emit(
            target, Message("Islands: {choice}", choice=Message.term(choice.value)), operation
        )


def editing_tools(context: ToolContext, editing: SegmentEditing) -> dict[AnyTool, Tool]:
    """Every tool that edits segments."""
    return {
        ToolName.BRUSH: BrushTool(context, editing),
        ToolName.ERASER: BrushTool(context, editing, erase=True),
        ToolName.BALL: BrushTool(context, editing, ball=True),
        ToolName.SCISSORS: ScissorsTool(context, editing),
        ToolName.GROW: GrowTool(context, editing),
        ToolName.ISLAND: IslandTool(context, editing),
    }
