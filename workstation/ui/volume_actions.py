"""Actions of viewports in three dimensions."""

from __future__ import annotations

from workstation.ui.action_spec import ActionSpec
from workstation.viewer.language import mark

VOLUME_ACTIONS: tuple[ActionSpec, ...] = (
    ActionSpec("volume_view", mark("&3-D view"), "&View", ("Shift+V",)),
)
