"""Rows of the table for the tool in the hand and the buttons of the mouse."""

from __future__ import annotations

from workstation.ui.shell.action_spec import ActionSpec

_TOOLS = "&Tools"


def _tool(name: str, text: str, key: str, icon: str, *, separator: bool = False) -> ActionSpec:
    return ActionSpec(f"tool_{name}", text, _TOOLS, (key,), True, "tool", icon, separator)


def _profile(name: str, text: str) -> ActionSpec:
    return ActionSpec(f"profile_{name}", text, "&Tools/&Mouse", (), True, "profile")


MOUSE_ACTIONS: tuple[ActionSpec, ...] = (
    ActionSpec("delete", "&Delete measurement or last point", "&Edit", ("Del", "Backspace")),
    ActionSpec("cancel", "&Cancel tool", "&Edit", ("Esc",), separator=True),
    _tool("window", "&Window/level", "W", "mdi6.contrast-circle"),
    _tool("scroll", "&Scroll", "S", "mdi6.arrow-up-down"),
    _tool("pan", "&Pan", "P", "mdi6.cursor-move"),
    _tool("zoom", "&Zoom", "Z", "mdi6.magnify"),
    _tool("crosshair", "&Crosshair", "X", "mdi6.crosshairs", separator=True),
    _profile("radiology", "Mouse: window on the left button"),
    _profile("right", "Mouse: window on the right button"),
    _profile("slicer", "Mouse as in 3D Slicer"),
    _profile("itk_snap", "Mouse as in ITK-SNAP"),
)
