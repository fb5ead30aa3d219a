"""The profiles of the mouse in words and as actions."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt

from workstation.language import say, tr
from workstation.messages import Message
from workstation.tools.base import ToolName
from workstation.tools.mouse_profiles import MOUSE_TABLES, MouseProfile, WheelAction

_IDS = {
    MouseProfile.RADIOLOGY: "profile_radiology",
    MouseProfile.RIGHT_WINDOW: "profile_right",
    MouseProfile.SLICER: "profile_slicer",
    MouseProfile.ITK_SNAP: "profile_itk_snap",
}
_BUTTONS = {
    Qt.MouseButton.LeftButton: Message("Left drag"),
    Qt.MouseButton.MiddleButton: Message("Middle drag"),
    Qt.MouseButton.RightButton: Message("Right drag"),
}
_MODIFIERS = {
    Qt.KeyboardModifier.NoModifier: "",
    Qt.KeyboardModifier.ShiftModifier: "Shift + ",
    Qt.KeyboardModifier.ControlModifier: "Ctrl + ",
    Qt.KeyboardModifier.AltModifier: "Alt + ",
}
_DRAGS = {
    ToolName.PAN: Message("Move the picture"),
    ToolName.ZOOM: Message("Zoom"),
    ToolName.WINDOW: Message("Width and level"),
    ToolName.CROSSHAIR: Message("Crosshair in all planes"),
}
_WHEEL = {
    WheelAction.SCROLL: Message("Next and previous image"),
    WheelAction.ZOOM: Message("Zoom"),
    WheelAction.SLAB: Message("Thicker and thinner slab"),
}


def profile_action(profile: MouseProfile) -> str:
    """Id of the action that chooses a profile."""
    return _IDS[profile]


def profile_handlers(
    choose: Callable[[MouseProfile], object],
) -> dict[str, Callable[[bool], object]]:
    """Action id to what it does."""

    def chooser(profile: MouseProfile) -> Callable[[bool], object]:
        return lambda _on: choose(profile)

    return {action_id: chooser(profile) for profile, action_id in _IDS.items()}


def mouse_rows(profile: MouseProfile) -> tuple[tuple[str, str, str], ...]:
    """("Mouse", what it does, gesture) of everything that the mouse does in a profile."""
    table = MOUSE_TABLES[profile]
    first = say(_DRAGS[table.first]).lower()
    rows = [(tr("Chosen tool (at first: {tool})", tool=first), tr("Left drag"))]
    rows += [
        (say(_DRAGS[tool]), f"{_MODIFIERS[modifier]}{say(_BUTTONS[button])}")
        for (button, modifier), tool in table.drags.items()
    ]
    rows += [
        (say(_WHEEL[action]), _MODIFIERS[modifier] + tr("Wheel"))
        for modifier, action in table.wheel.items()
    ]
    rows += [
        (tr("Radius of the brush"), tr("Shift + wheel")),
        (tr("Crosshair in all planes"), tr("Shift + move")),
        (tr("One-up and back"), tr("Double click")),
        (tr("End a polyline or a region"), tr("Double click  or  right click  or  Return")),
        (tr("Text, values, histogram of a measurement"), tr("Right click on its line")),
    ]
    return tuple((tr("Mouse"), what, how) for what, how in rows)
