"""Rows of the table for opening, listing and closing studies."""

from __future__ import annotations

from workstation.ui.shell.action_spec import ActionSpec

_FILE, _VIEW = "&File", "&View/&Go to"
STUDY_ACTIONS: tuple[ActionSpec, ...] = (
    ActionSpec("open_folder", "&Open folder…", _FILE, ("Ctrl+O",), icon="mdi6.folder-open"),
    ActionSpec("open_files", "Open &files or ZIP…", _FILE, ("Ctrl+Shift+O",)),
    ActionSpec("open_mask", "Open &mask over the image…", _FILE),
    ActionSpec("import_report", "&Import report…", _FILE, separator=True),
    ActionSpec("close_study", "Close &study", _FILE, ("Ctrl+Shift+W",), after="save_picture"),
    ActionSpec(
        "close_all", "C&lose all studies", _FILE, ("Ctrl+W",), separator=True, after="close_study"
    ),
    ActionSpec("previous_series", "Previous &series", _VIEW, ("PgUp",), after="last_image"),
    ActionSpec("next_series", "Next s&eries", _VIEW, ("PgDown",)),
)
