"""Buttons and wheel of each profile."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from workstation.tools.base import ToolName
from workstation.tools.mouse_profiles import (
    MOUSE_TABLES,
    MouseProfile,
    WheelAction,
    dragged,
    wheel_action,
)

_LEFT, _MIDDLE, _RIGHT = (
    Qt.MouseButton.LeftButton,
    Qt.MouseButton.MiddleButton,
    Qt.MouseButton.RightButton,
)
_NONE = Qt.KeyboardModifier.NoModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_CTRL = Qt.KeyboardModifier.ControlModifier


def test_every_profile_has_a_table() -> None:
    assert set(MOUSE_TABLES) == set(MouseProfile)


@pytest.mark.parametrize(
    ("profile", "button", "modifiers", "tool"),
    [
        (MouseProfile.RADIOLOGY, _LEFT, _NONE, None),
        (MouseProfile.RADIOLOGY, _LEFT, _CTRL, ToolName.PAN),
        (MouseProfile.RADIOLOGY, _RIGHT, _NONE, ToolName.ZOOM),
        (MouseProfile.RIGHT_WINDOW, _RIGHT, _NONE, ToolName.WINDOW),
        (MouseProfile.SLICER, _LEFT, _SHIFT, ToolName.PAN),
        (MouseProfile.SLICER, _LEFT, _CTRL, None),
        (MouseProfile.SLICER, _MIDDLE, _SHIFT, ToolName.PAN),
        (MouseProfile.ITK_SNAP, _LEFT, _SHIFT, None),
        (MouseProfile.ITK_SNAP, _RIGHT, _NONE, ToolName.ZOOM),
    ],
)
def test_drags(
    profile: MouseProfile,
    button: Qt.MouseButton,
    modifiers: Qt.KeyboardModifier,
    tool: ToolName | None,
) -> None:
    assert dragged(MOUSE_TABLES[profile], button, modifiers) is tool


def test_the_wheel_scrolls_zooms_with_ctrl_and_changes_the_slab_with_shift() -> None:
    for table in MOUSE_TABLES.values():
        assert wheel_action(table, _NONE) is WheelAction.SCROLL
        assert wheel_action(table, _CTRL | _SHIFT) is WheelAction.ZOOM
        assert wheel_action(table, _SHIFT) is WheelAction.SLAB
