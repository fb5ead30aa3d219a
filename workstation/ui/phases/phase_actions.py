"""Actions for volumes in time."""

from __future__ import annotations

from workstation.ui.shell.action_spec import ActionSpec

PHASE_ACTIONS: tuple[ActionSpec, ...] = (
    ActionSpec(
        "previous_phase", "Previous phase", "&View", ("Ctrl+Left",), after="magnifier_factor"
    ),
    ActionSpec("next_phase", "Next phase", "&View", ("Ctrl+Right",)),
    ActionSpec("play_phases", "Play phases", "&View", ("Shift+Y",), True),
    ActionSpec("join_phases", "&Join series as phases…", "&View"),
    ActionSpec("part_phases", "Part series", "&View", separator=True),
)
