"""Actions for overlays, shutters and presentation states."""

from __future__ import annotations

from workstation.ui.shell.action_spec import ActionSpec

DISPLAY_OBJECT_ACTIONS: tuple[ActionSpec, ...] = (
    ActionSpec(
        "show_overlays",
        "Show o&verlays and graphics",
        "&View/Sho&w",
        ("Shift+D",),
        True,
        after="show_crosshair",
    ),
    ActionSpec("show_shutters", "Show shu&tters", "&View/Sho&w", ("Shift+K",), True),
    ActionSpec("toggle_state", "Presentation state on / off", "&View/Sho&w", ("Shift+P",)),
    ActionSpec("next_state", "Next presentation state", "&View/Sho&w", ("Ctrl+Shift+P",)),
)
