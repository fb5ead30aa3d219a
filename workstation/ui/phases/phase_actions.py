"""Actions for volumes in time."""

from __future__ import annotations

from workstation.ui.shell.action_spec import ActionSpec

PHASE_ACTIONS: tuple[ActionSpec, ...] = (
    ActionSpec(
        "previous_phase", "Previous phase", "&View/Pla&y", ("Ctrl+Left",), after="next_state"
    ),
    ActionSpec("next_phase", "Next phase", "&View/Pla&y", ("Ctrl+Right",)),
    ActionSpec("play_phases", "Play phases", "&View/Pla&y", ("Shift+Y",), True),
    ActionSpec("join_phases", "&Join series as phases…", "&View/Pla&y"),
    ActionSpec("part_phases", "Part series", "&View/Pla&y", separator=True),
)
