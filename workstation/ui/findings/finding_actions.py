"""Rows of the table for the review of findings."""

from __future__ import annotations

from workstation.ui.shell.action_spec import ActionSpec

_MENU = "F&indings"
FINDING_ACTIONS: tuple[ActionSpec, ...] = (
    ActionSpec("previous_finding", "&Previous finding", _MENU, (",",)),
    ActionSpec("next_finding", "&Next finding", _MENU, (".",), separator=True),
    ActionSpec("accept", "&Accept finding", _MENU, ("Shift+A",)),
    ActionSpec("reject", "&Reject finding", _MENU, ("Shift+X",)),
    ActionSpec("reopen", "Re&open finding", _MENU, ("Shift+O",)),
    ActionSpec("edit_finding", "&Edit finding…", _MENU, ("Shift+E",)),
    ActionSpec("add_finding", "A&dd finding here…", _MENU, ("Shift+N",), separator=True),
    ActionSpec("key_image", "&Key image", _MENU, ("K",), icon="mdi6.star-outline"),
    ActionSpec("reader_name", "Reader's &name…", _MENU),
)
