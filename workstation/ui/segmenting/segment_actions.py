"""Rows of the segmentation menu."""

from __future__ import annotations

from workstation.ui.shell.action_spec import ActionSpec

_MENU = "S&egmentation"


def _tool(name: str, text: str, key: str, *, separator: bool = False) -> ActionSpec:
    return ActionSpec(f"tool_{name}", text, _MENU, (key,), True, "tool", separator=separator)


TOOL_ICONS = {
    "tool_brush": "mdi6.brush",
    "tool_eraser": "mdi6.eraser",
    "tool_ball": "mdi6.sphere",
    "tool_scissors": "mdi6.content-cut",
    "tool_grow": "mdi6.auto-fix",
    "tool_island": "mdi6.island",
}
SEGMENT_ACTIONS: tuple[ActionSpec, ...] = (
    ActionSpec(
        "show_masks",
        "Show &masks",
        "&View/Sho&w",
        ("G",),
        True,
        icon="mdi6.layers-outline",
        after="cycle_text",
    ),
    ActionSpec("new_segmentation", "&New segmentation", _MENU, ("Ctrl+Shift+N",)),
    ActionSpec("add_segment", "&Add segment", _MENU, ("Ctrl+Shift+A",)),
    ActionSpec("previous_segment", "&Previous segment", _MENU, ("Ctrl+,",)),
    ActionSpec("next_segment", "N&ext segment", _MENU, ("Ctrl+.",), separator=True),
    _tool("brush", "&Brush", "B"),
    _tool("eraser", "E&raser", "Ctrl+B"),
    _tool("ball", "Brush as a ba&ll", "Shift+B"),
    _tool("scissors", "&Scissors", "Alt+S"),
    _tool("grow", "&Grow region by a click", "Alt+G"),
    _tool("island", "Isl&and by a click", "Alt+I", separator=True),
    ActionSpec("brush_smaller", "Sma&ller brush", _MENU, ("[",)),
    ActionSpec("brush_larger", "Lar&ger brush", _MENU, ("]",), separator=True),
    ActionSpec("measure_stale", "&Measure edited segments again", _MENU),
    ActionSpec("export_segmentation", "E&xport as DICOM SEG…", _MENU, ("Ctrl+Shift+E",)),
    ActionSpec("export_nifti", "Export as NIf&TI…", _MENU),
    ActionSpec("cancel_operation", "&Cancel operation", _MENU),
)
