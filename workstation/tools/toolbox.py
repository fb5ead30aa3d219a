"""Which tool a mouse button holds, and what the wheel does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from weakref import WeakKeyDictionary

from PySide6.QtCore import QObject, QPointF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QWheelEvent

from workstation.imaging.annotation import point_text
from workstation.language import shown, tr
from workstation.measuring.stored_values import value_under
from workstation.scene.sources import has_no_value, unit_words, value_at
from workstation.session.annotation_kinds import AnnotationKind
from workstation.session.annotations import Annotation
from workstation.session.events import StudiesClosing
from workstation.tools.base import AnyTool, Tool, ToolContext, ToolName
from workstation.tools.centerline import CenterlineTool
from workstation.tools.crosshair import CrosshairTool, move_crosshair, reset_by_double_click
from workstation.tools.editing import SegmentEditing
from workstation.tools.handles import HandleTool, annotation_at
from workstation.tools.labels import LabelTool
from workstation.tools.measuring import MeasureTool, drawing_tool
from workstation.tools.mouse_profiles import (
    MOUSE_TABLES,
    MouseProfile,
    WheelAction,
    dragged,
    wheel_action,
)
from workstation.tools.navigation import (
    PanTool,
    ScrollTool,
    WindowTool,
    ZoomTool,
    change_slab,
    scroll,
    zoom_at,
)
from workstation.tools.painting import BrushTool, editing_tools
from workstation.viewer.slice_viewport import SliceViewport

_WHEEL_STEP = 120
_ZOOM_PER_NOTCH = 1.15
_CLICK_PX = 4.0


def fused_text(viewport: SliceViewport, place: tuple[float, float]) -> str:
    """Value of the image that is laid over, at a (row, column) of the picture; else nothing."""
    samples, layer = viewport.fused_samples(), viewport.fusion
    value = samples.at(*place) if samples is not None else None
    if value is None or layer is None:
        return ""
    return f"  | {layer.volume.source.modality} {value:.4g} {layer.unit}".rstrip()


class Toolbox(QObject):
    """Receives the input of every viewport and hands it to the tool of the button.

    Parameters
    ----------
    context : ToolContext
        What tools act on.
    on_double_click : callable
        Told the viewport that was double-clicked.
    """

    tool_changed = Signal(str)
    hovered = Signal(str)
    annotation_opened = Signal(object)
    """Annotation that was double-clicked."""
    drawn = Signal(object)
    """Annotation that a reader has just drawn."""
    annotation_menu_wanted = Signal(object, object, object)
    """Annotation, viewport and place on the screen of a right click on it."""

    def __init__(
        self,
        context: ToolContext,
        on_double_click: Callable[[SliceViewport], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.context = context = replace(context, drawn=self.drawn.emit)
        # What is begun with the mouse ends before what it is drawn on goes.
        context.workspace.subscribe(StudiesClosing, lambda _event: self.cancel())
        self._on_double_click = on_double_click
        self._tools: dict[AnyTool, Tool] = {
            ToolName.WINDOW: WindowTool(context),
            ToolName.SCROLL: ScrollTool(context),
            ToolName.PAN: PanTool(context),
            ToolName.ZOOM: ZoomTool(context),
            ToolName.CROSSHAIR: CrosshairTool(context),
            ToolName.CENTERLINE: CenterlineTool(context),
        }
        for kind in AnnotationKind:
            self._tools[kind] = drawing_tool(context, kind)
        self.editing = SegmentEditing(context.workspace, self)
        self._tools |= editing_tools(context, self.editing)
        self._handles = HandleTool(context)
        self._labels = LabelTool(context)
        self._busy: tuple[Qt.MouseButton, Tool] | None = None
        self._clicked: tuple[Annotation, QPointF] | None = None
        self._wheel_rest = 0
        self._pointed: WeakKeyDictionary[SliceViewport, QPointF] = WeakKeyDictionary()
        """Where the mouse was last on each viewport."""
        self.profile = MouseProfile.RADIOLOGY
        self.left: AnyTool = MOUSE_TABLES[self.profile].first

    def choose(self, name: AnyTool) -> None:
        """Put a tool on the left button; what is selected is not in its way."""
        self.cancel()
        self._handles.select("")
        self.left = name
        for viewport in self.context.stage.viewports:
            self.equip(viewport)
        self.tool_changed.emit(name.value)

    def equip(self, viewport: SliceViewport) -> None:
        """Show on a viewport which tool is on the left button."""
        viewport.setCursor(self._tools[self.left].cursor)
        viewport.set_tool_outline(None)
        viewport.crosshair_handles = self.left is ToolName.CROSSHAIR
        viewport.update()

    def set_profile(self, profile: MouseProfile) -> None:
        """Change what the buttons hold."""
        self.profile = profile
        self.choose(MOUSE_TABLES[profile].first)

    def cancel(self) -> bool:
        """Give up what was begun; whether there was something."""
        active = self.context.stage.active
        begun = [
            tool.cancel(active) for tool in (*self._tools.values(), self._handles, self._labels)
        ]
        self._busy = None
        return any(begun)

    @property
    def drawing(self) -> MeasureTool | None:
        """The tool of a measurement that is begun and not complete, or None."""
        tool = self._tools[self.left]
        return tool if isinstance(tool, MeasureTool) and tool.is_drawing else None

    def end_drawing(self) -> bool:
        """End a polyline or an outline where it is; whether something was being drawn."""
        tool = self.drawing
        return tool is not None and tool.end(self.context.stage.active)

    def remove_last_point(self) -> bool:
        """Take back the last point of what is being drawn; whether there was one."""
        tool = self.drawing
        return tool is not None and tool.remove_last()

    def _tool_of(self, event: QMouseEvent) -> Tool | None:
        left = event.button() is Qt.MouseButton.LeftButton
        if left and self._tools[self.left].keeps_control:
            return self._tools[self.left]
        profile = MOUSE_TABLES[self.profile]
        name: AnyTool | None = dragged(profile, event.button(), event.modifiers())
        if name is None and left:
            name = self.left
        return self._tools[name] if name else None

    @property
    def _shift_drags(self) -> bool:
        """Whether Shift with the left button is a drag of its own."""
        drag = (Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ShiftModifier)
        return drag in MOUSE_TABLES[self.profile].drags

    def press(self, viewport: SliceViewport, event: QMouseEvent) -> None:
        """A button went down: a handle under the mouse goes first."""
        if self._busy is not None:
            return
        if event.button() is Qt.MouseButton.RightButton:
            if self.end_drawing():
                return
            found = annotation_at(viewport, event.position())
            self._clicked = (found[0], event.position()) if found else None
        if event.button() is Qt.MouseButton.LeftButton and self.drawing is None:
            if event.modifiers() & Qt.KeyboardModifier.ShiftModifier and not self._shift_drags:
                move_crosshair(self.context, viewport, event.position())
                return
            held = self._what_is_held(viewport, event)
            if held is not None:
                self._busy = (event.button(), held)
                return
        tool = self._tool_of(event)
        if tool is not None:
            self._busy = (event.button(), tool)
            tool.press(viewport, event)

    def _what_is_held(self, viewport: SliceViewport, event: QMouseEvent) -> Tool | None:
        """Words or a selected measurement under the mouse; with Alt the tool begins on them."""
        tool = self._tools[self.left]
        if tool.keeps_control or event.modifiers() & Qt.KeyboardModifier.AltModifier:
            return None
        draws = isinstance(tool, MeasureTool)
        if not self._handles.is_on_handle(viewport, event) and self._labels.try_press(
            viewport, event, while_drawing=draws
        ):
            return self._labels
        return self._handles if self._handles.try_press(viewport, event) else None

    def move(self, viewport: SliceViewport, event: QMouseEvent) -> None:
        """The mouse moved."""
        shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        self.context.stage.mark_crosshair_meanwhile(shifted and self._busy is None)
        if self._busy is not None:
            self._busy[1].drag(viewport, event)
        elif shifted:
            move_crosshair(self.context, viewport, event.position())
        else:
            self._tools[self.left].hover(viewport, event)
        self._pointed[viewport] = event.position()
        self._tell_value(viewport)

    def release(self, viewport: SliceViewport, event: QMouseEvent) -> None:
        """A button went up."""
        if self._busy is not None and self._busy[0] == event.button():
            tool = self._busy[1]
            self._busy = None
            drawing = self._tools[self.left]
            if (
                tool is self._handles
                and isinstance(drawing, MeasureTool)
                and self._handles.was_click_on_handle(event)
            ):
                # A click moves nothing: the next measurement begins where this one ends.
                self._handles.cancel(viewport)
                drawing.press(viewport, event)
                drawing.release(viewport, event)
            else:
                tool.release(viewport, event)
                self._select_clicked(viewport, event, tool)
        clicked, self._clicked = self._clicked, None
        if clicked is not None and event.button() is Qt.MouseButton.RightButton:
            moved = event.position() - clicked[1]
            if abs(moved.x()) + abs(moved.y()) < _CLICK_PX:
                self._handles.select(clicked[0].id)
                place = event.globalPosition().toPoint()
                self.annotation_menu_wanted.emit(clicked[0], viewport, place)

    def _select_clicked(self, viewport: SliceViewport, event: QMouseEvent, tool: Tool) -> None:
        """A click on a measurement that was not selected selects it, whatever tool had it."""
        if event.button() is not Qt.MouseButton.LeftButton or tool is self._handles:
            return
        draws = isinstance(tool, MeasureTool)
        if self._handles.select_what_was_clicked(event, while_drawing=draws) and draws:
            tool.cancel(viewport)

    def double_click(self, viewport: SliceViewport, event: QMouseEvent) -> None:
        """Left: end what is drawn, or the words of a measurement, else one-up and back."""
        if event.button() is Qt.MouseButton.LeftButton and self.end_drawing():
            return
        self.cancel()
        if reset_by_double_click(self.context, viewport, event):
            return
        found = annotation_at(viewport, event.position())
        if event.button() is Qt.MouseButton.LeftButton and found is not None:
            self.annotation_opened.emit(found[0])
        elif event.button() is Qt.MouseButton.LeftButton:
            self._on_double_click(viewport)

    def wheel(self, viewport: SliceViewport, event: QWheelEvent) -> None:
        """Scroll, zoom, thicken or thin the slab, as the profile says; with Shift the brush."""
        delta = event.angleDelta().y() or event.angleDelta().x()
        brush = isinstance(self._tools[self.left], BrushTool)
        if brush and event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.editing.step_radius(delta / _WHEEL_STEP)
            return
        action = wheel_action(MOUSE_TABLES[self.profile], event.modifiers())
        if action is WheelAction.ZOOM:
            zoom_at(viewport, _ZOOM_PER_NOTCH ** (delta / _WHEEL_STEP), event.position())
            return
        self._wheel_rest += delta
        steps = int(self._wheel_rest / _WHEEL_STEP)
        if steps:
            self._wheel_rest -= steps * _WHEEL_STEP
            if action is WheelAction.SLAB:
                change_slab(viewport, steps)
            else:
                scroll(viewport, -steps)

    def tell_value_again(self, viewport: SliceViewport, *_changed: object) -> None:
        """Another picture came under a mouse that lies still."""
        if viewport.underMouse():
            self._tell_value(viewport)

    def _tell_value(self, viewport: SliceViewport) -> None:
        position = self._pointed.get(viewport)
        frame = viewport.frame()
        found = None if position is None else viewport.picture_point(position)
        if viewport.view is None or frame is None or found is None:
            return
        if viewport.slab_mm > 0:
            value = value_at(frame, *found)
        else:
            value = value_under(viewport.view, frame, viewport.plane, viewport.index, found)
        inside = (
            -0.5 <= found[0] < frame.values.shape[0] - 0.5
            and -0.5 <= found[1] < frame.values.shape[1] - 0.5
        )
        words = ""
        if inside and viewport.view.in_patient:
            words = point_text(viewport.view.to_point(viewport.plane, viewport.index, *found))
        elif inside:
            words = tr("Row {row:.0f}  column {column:.0f}", row=found[0], column=found[1])
        if value is not None:
            unit = shown(unit_words(viewport.view.image))
            number = f"{value:.0f}" if value == round(value) else f"{value:.4g}"
            value_words = f"{number} {unit}".rstrip()
            words = tr("{value} at {place}", value=value_words, place=words)
        elif has_no_value(viewport.view.image, frame, *found):
            words = tr(
                "{value} at {place}", value=tr("beyond the mapped range: no value"), place=words
            )
        words += fused_text(viewport, found)
        if viewport.cursor_text != words:
            viewport.cursor_text = words
            viewport.update()
        self.hovered.emit(words)
