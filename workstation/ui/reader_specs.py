"""Rows of the table for pictures, keys, mouse, theme, language and help."""

from __future__ import annotations

from workstation.ui.shell.action_spec import ActionSpec

_FILE = "&File"
_TOOLS = "&Tools"
_HELP = "&Help"
_THEME = "&View/T&heme"
_LANGUAGE = "&View/Lan&guage"
PICTURE_ACTIONS: tuple[ActionSpec, ...] = (
    ActionSpec("copy_view", "&Copy view", _FILE, ("Ctrl+C",)),
    ActionSpec("copy_all_views", "Copy &all views", _FILE, ("Ctrl+Shift+C",)),
    ActionSpec("save_picture", "&Save picture as…", _FILE, ("Ctrl+Shift+S",), separator=True),
)
MOUSE_ACTIONS: tuple[ActionSpec, ...] = (
    ActionSpec(
        "profile_radiology", "Mouse: window on the left button", _TOOLS, (), True, "profile"
    ),
    ActionSpec("profile_right", "Mouse: window on the right button", _TOOLS, (), True, "profile"),
    ActionSpec("profile_slicer", "Mouse as in 3D Slicer", _TOOLS, (), True, "profile"),
    ActionSpec("profile_itk_snap", "Mouse as in ITK-SNAP", _TOOLS, (), True, "profile"),
)
HELP_ACTIONS: tuple[ActionSpec, ...] = (
    ActionSpec("palette", "&Search actions…", _HELP, ("Ctrl+K",)),
    ActionSpec("keys", "&Keys and mouse", _HELP, ("F1",)),
    ActionSpec("user_guide", "&User guide", _HELP, ("Shift+F1",)),
    ActionSpec("tour", "&Tour of the window", _HELP, separator=True),
)
EDIT_ACTIONS: tuple[ActionSpec, ...] = (
    ActionSpec("edit_keys", "&Keys and tool bar…", "&Edit"),
    ActionSpec("settings", "&Settings…", "&Edit", ("Ctrl+Alt+S",), separator=True),
)
LOOK_ACTIONS: tuple[ActionSpec, ...] = (
    ActionSpec("theme_dark", "&Dark", _THEME, (), True, "theme"),
    ActionSpec("theme_light", "&Light", _THEME, (), True, "theme"),
    ActionSpec("language_system", "&System", _LANGUAGE, (), True, "language"),
    ActionSpec("language_en", "&English", _LANGUAGE, (), True, "language"),
    ActionSpec("language_zh_CN", "简体中文", _LANGUAGE, (), True, "language"),
)
