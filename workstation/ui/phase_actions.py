"""Actions for volumes in time."""

from __future__ import annotations

from workstation.ui.action_spec import ActionSpec

PHASE_ACTIONS: tuple[ActionSpec, ...] = (
    ActionSpec("previous_phase", "Previous phase", "&View", ("Ctrl+Left",)),
    ActionSpec("next_phase", "Next phase", "&View", ("Ctrl+Right",)),
    ActionSpec("play_phases", "Play phases", "&View", ("Shift+Y",), True, separator=True),
)
