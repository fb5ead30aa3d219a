"""Actions of viewports in three dimensions."""

from __future__ import annotations

from workstation.ui.shell.action_spec import ActionSpec

VOLUME_ACTIONS: tuple[ActionSpec, ...] = (
    ActionSpec(
        "volume_view", "&3-D view", "&View", ("Shift+V",), after="slab", icon="mdi6.cube-outline"
    ),
)
