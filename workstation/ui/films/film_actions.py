"""Actions for films: true size, size of the screen, calibration, magnifier."""

from __future__ import annotations

from workstation.ui.shell.action_spec import ActionSpec

FILM_ACTIONS: tuple[ActionSpec, ...] = (
    ActionSpec("true_size", "Tr&ue size", "&View/&Zoom and turn", ("Shift+Z",), after="reset_view"),
    ActionSpec("screen_size", "Size of the screen…", "&View/&Zoom and turn"),
    ActionSpec("magnifier", "Ma&gnifier", "&View/&Zoom and turn", ("Shift+I",), True),
    ActionSpec("magnifier_factor", "Magnifier 2× / 3× / 4×", "&View/&Zoom and turn", ("Shift+U",)),
    ActionSpec(
        "calibrate", "Cali&brate by the selected length…", "&Edit", ("Shift+J",), after="settings"
    ),
    ActionSpec("remove_calibration", "Remove calibration", "&Edit", separator=True),
)
