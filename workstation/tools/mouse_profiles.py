"""What the buttons and the wheel of the mouse do, as a table for each profile.

The profiles "Slicer" and "ITK-SNAP" follow the defaults of those programs: the section on slice
views of the 3D Slicer user guide, and the crosshair mode of ITK-SNAP.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import Qt

from workstation.tools.base import ToolName

Drag = tuple[Qt.MouseButton, Qt.KeyboardModifier]

_LEFT, _MIDDLE, _RIGHT = (
    Qt.MouseButton.LeftButton,
    Qt.MouseButton.MiddleButton,
    Qt.MouseButton.RightButton,
)
_NONE = Qt.KeyboardModifier.NoModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_CTRL = Qt.KeyboardModifier.ControlModifier
_ALT = Qt.KeyboardModifier.AltModifier


class MouseProfile(StrEnum):
    """Which hand does what."""

    RADIOLOGY = "Radiology"
    """Left: the chosen tool (windowing at first). Middle: pan. Right: zoom; with Ctrl windowing."""
    RIGHT_WINDOW = "Window on the right button"
    """Left: the chosen tool (crosshair at first). Middle: pan. Right: windowing."""
    SLICER = "Slicer"
    """Left: the chosen tool (crosshair at first). Middle and Shift+left: pan. Right: zoom."""
    ITK_SNAP = "ITK-SNAP"
    """Left: the chosen tool (crosshair at first). Middle: pan. Right: zoom."""


class WheelAction(StrEnum):
    """What a notch of the wheel does."""

    SCROLL = "scroll"
    ZOOM = "zoom"
    SLAB = "slab"


@dataclass(frozen=True, slots=True)
class MouseTable:
    """One profile.

    `first` is the tool on the left button to begin with; `drags` are all other drags, by button
    and modifier; `wheel` is by modifier. Shift with a move without a button always moves the
    crosshair, and Shift with a click does where no drag is named for it.
    """

    first: ToolName
    drags: Mapping[Drag, ToolName]
    wheel: Mapping[Qt.KeyboardModifier, WheelAction]


_WHEEL = {
    _NONE: WheelAction.SCROLL,
    _CTRL: WheelAction.ZOOM,
    _SHIFT: WheelAction.SLAB,
    _ALT: WheelAction.SLAB,
}
MOUSE_TABLES: Mapping[MouseProfile, MouseTable] = {
    MouseProfile.RADIOLOGY: MouseTable(
        ToolName.WINDOW,
        {
            (_LEFT, _CTRL): ToolName.PAN,
            (_MIDDLE, _NONE): ToolName.PAN,
            (_RIGHT, _NONE): ToolName.ZOOM,
            (_RIGHT, _CTRL): ToolName.WINDOW,
        },
        _WHEEL,
    ),
    MouseProfile.RIGHT_WINDOW: MouseTable(
        ToolName.CROSSHAIR,
        {
            (_LEFT, _CTRL): ToolName.PAN,
            (_MIDDLE, _NONE): ToolName.PAN,
            (_RIGHT, _NONE): ToolName.WINDOW,
        },
        _WHEEL,
    ),
    MouseProfile.SLICER: MouseTable(
        ToolName.CROSSHAIR,
        {
            (_LEFT, _SHIFT): ToolName.PAN,
            (_MIDDLE, _NONE): ToolName.PAN,
            (_RIGHT, _NONE): ToolName.ZOOM,
            (_RIGHT, _CTRL): ToolName.WINDOW,
        },
        _WHEEL,
    ),
    MouseProfile.ITK_SNAP: MouseTable(
        ToolName.CROSSHAIR,
        {
            (_MIDDLE, _NONE): ToolName.PAN,
            (_RIGHT, _NONE): ToolName.ZOOM,
            (_RIGHT, _CTRL): ToolName.WINDOW,
        },
        _WHEEL,
    ),
}


def dragged(
    table: MouseTable, button: Qt.MouseButton, modifiers: Qt.KeyboardModifier
) -> ToolName | None:
    """The tool of a drag other than the chosen one, or None; Ctrl goes before Shift."""
    for modifier in (_CTRL, _SHIFT):
        if modifiers & modifier and (button, modifier) in table.drags:
            return table.drags[(button, modifier)]
    return table.drags.get((button, _NONE))


def wheel_action(table: MouseTable, modifiers: Qt.KeyboardModifier) -> WheelAction:
    """What the wheel does while these keys are held; Ctrl goes before Shift and Alt."""
    for modifier in (_CTRL, _SHIFT, _ALT):
        if modifiers & modifier:
            return table.wheel[modifier]
    return table.wheel[_NONE]
