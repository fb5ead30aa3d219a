"""Rows of the table for measuring: one per kind of measurement, and what is done with them."""

from __future__ import annotations

from workstation.ui.shell.action_spec import ActionSpec

_TOOLS, _REGIONS = "&Tools", "&Tools/&Regions"


def _tool(
    name: str, text: str, key: str, icon: str = "", *, menu: str = _TOOLS, after: str = ""
) -> ActionSpec:
    return ActionSpec(
        f"tool_{name}", text, menu, (key,), True, "tool", icon, after=after, on_bar=False
    )


MEASURING_ACTIONS: tuple[ActionSpec, ...] = (
    ActionSpec(
        "export_measurements", "E&xport measurements…", "&Edit", separator=True, after="delete"
    ),
    ActionSpec(
        "show_measurements",
        "Show m&easurements",
        "&View/Sho&w",
        ("Shift+M",),
        True,
        after="show_masks",
    ),
    _tool("probe", "Prob&e", "Q", "mdi6.eyedropper", after="tool_crosshair"),
    _tool("length", "&Length", "L", "mdi6.ruler"),
    _tool("angle", "&Angle", "A", "mdi6.angle-acute"),
    _tool("rectangle", "Rectan&gle", "D", "mdi6.rectangle-outline", menu=_REGIONS),
    _tool("ellipse", "Ell&ipse", "E", "mdi6.ellipse-outline", menu=_REGIONS),
    _tool("circle", "Circle", "O", "mdi6.circle-outline", menu=_REGIONS),
    _tool("freehand", "&Freehand region", "N", "mdi6.draw", menu=_REGIONS),
    _tool("spline", "Spline region", "Shift+S", "mdi6.vector-curve", menu=_REGIONS),
    _tool("livewire", "Live&wire region", "Shift+W", "mdi6.magnet", menu=_REGIONS),
    _tool("polyline", "Pol&yline", "Y", "mdi6.vector-polyline"),
    _tool("bidirectional", "Long and short axis", "U", "mdi6.arrow-expand"),
    _tool("cobb", "Co&bb angle", "J", "mdi6.angle-right"),
    _tool("cardiothoracic", "Cardiothoracic &ratio", "Shift+T", "mdi6.heart-outline"),
    _tool("arrow", "Arro&w with text", "Shift+Q", "mdi6.arrow-top-right"),
    _tool("text", "&Text", "T", "mdi6.format-text"),
)
