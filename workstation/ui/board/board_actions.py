"""Rows of the table for looking: going through images, zoom, orientation, corner text, cine."""

from __future__ import annotations

from workstation.ui.shell.action_spec import ActionSpec

_VIEW = "&View"
_GO, _TURN = "&View/&Go to", "&View/&Zoom and turn"
_SHOW, _PLAY = "&View/Sho&w", "&View/Pla&y"
BOARD_ACTIONS: tuple[ActionSpec, ...] = (
    ActionSpec("previous_image", "&Previous image", _GO, ("Up",)),
    ActionSpec("next_image", "&Next image", _GO, ("Down",)),
    ActionSpec("first_image", "&First image", _GO, ("Home",)),
    ActionSpec("last_image", "&Last image", _GO, ("End",)),
    ActionSpec("previous_viewport", "Previous viewport", _GO, ("Left",)),
    ActionSpec("next_viewport", "Next viewport", _GO, ("Right",)),
    ActionSpec("one_up", "&One-up / grid, or end of drawing", _VIEW, ("Return",), separator=True),
    ActionSpec("fit", "F&it", _TURN, ("F", "Ctrl+Return"), icon="mdi6.fit-to-page-outline"),
    ActionSpec("one_to_one", "&1:1 pixels", _TURN, ("Shift+F",)),
    ActionSpec("zoom_in", "Zoom in", _TURN, ("+", "=")),
    ActionSpec("zoom_out", "Zoom out", _TURN, ("-",)),
    ActionSpec("flip_horizontal", "Flip &horizontally", _TURN, ("H",), icon="mdi6.flip-horizontal"),
    ActionSpec("flip_vertical", "Flip &vertically", _TURN, ("V",)),
    ActionSpec("rotate", "&Rotate right", _TURN, ("R",), icon="mdi6.rotate-right"),
    ActionSpec("rotate_left", "Rotate left", _TURN, ("Shift+R",)),
    ActionSpec(
        "reset_view", "Rese&t view", _TURN, ("Ctrl+R",), icon="mdi6.restore", separator=True
    ),
    ActionSpec("cycle_text", "Corner &text: all / no patient / none", _VIEW, ("Space",)),
    ActionSpec("show_crosshair", "Show &crosshair", _SHOW, ("Shift+H",), True),
    ActionSpec("play", "Pla&y frames or planes", _PLAY, ("C",), True, after="part_phases"),
    ActionSpec("trim_start", "Begin playback here", _PLAY, ("Alt+[",)),
    ActionSpec("trim_stop", "End playback here", _PLAY, ("Alt+]",)),
    ActionSpec("trim_all", "Play all frames", _PLAY, ("Alt+\\",)),
    ActionSpec("new_window", "New viewer &window", "&Layout", ("Ctrl+N",), separator=True),
    ActionSpec("acknowledge", "Acknowledge &geometry…", "F&indings", after="key_image"),
)
