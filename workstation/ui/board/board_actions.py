"""Rows of the table for looking: going through images, zoom, orientation, corner text, cine."""

from __future__ import annotations

from workstation.ui.shell.action_spec import ActionSpec

_VIEW = "&View"
BOARD_ACTIONS: tuple[ActionSpec, ...] = (
    ActionSpec("previous_image", "&Previous image", _VIEW, ("Up",)),
    ActionSpec("next_image", "&Next image", _VIEW, ("Down",)),
    ActionSpec("first_image", "&First image", _VIEW, ("Home",)),
    ActionSpec("last_image", "&Last image", _VIEW, ("End",)),
    ActionSpec("previous_viewport", "Previous viewport", _VIEW, ("Left",)),
    ActionSpec("next_viewport", "Next viewport", _VIEW, ("Right",)),
    ActionSpec("one_up", "&One-up / grid, or end of drawing", _VIEW, ("Return",), separator=True),
    ActionSpec("fit", "F&it", _VIEW, ("F", "Ctrl+Return"), icon="mdi6.fit-to-page-outline"),
    ActionSpec("one_to_one", "&1:1 pixels", _VIEW, ("Shift+F",)),
    ActionSpec("zoom_in", "Zoom in", _VIEW, ("+", "=")),
    ActionSpec("zoom_out", "Zoom out", _VIEW, ("-",)),
    ActionSpec("flip_horizontal", "Flip &horizontally", _VIEW, ("H",), icon="mdi6.flip-horizontal"),
    ActionSpec("flip_vertical", "Flip &vertically", _VIEW, ("V",)),
    ActionSpec("rotate", "&Rotate right", _VIEW, ("R",), icon="mdi6.rotate-right"),
    ActionSpec("rotate_left", "Rotate left", _VIEW, ("Shift+R",)),
    ActionSpec("reset_view", "Rese&t view", _VIEW, ("Ctrl+R",), separator=True),
    ActionSpec("cycle_text", "Corner &text: all / no patient / none", _VIEW, ("Space",)),
    ActionSpec("show_crosshair", "Show &crosshair", _VIEW, ("Shift+H",), True),
    ActionSpec("play", "Pla&y frames or planes", _VIEW, ("C",), True, after="slab"),
    ActionSpec("trim_start", "Begin playback here", _VIEW, ("Alt+[",)),
    ActionSpec("trim_stop", "End playback here", _VIEW, ("Alt+]",)),
    ActionSpec("trim_all", "Play all frames", _VIEW, ("Alt+\\",)),
    ActionSpec("new_window", "New viewer &window", "&Layout", ("Ctrl+N",), separator=True),
    ActionSpec("acknowledge", "Acknowledge &geometry…", "F&indings", after="key_image"),
)
