"""Folders of the program and of its user."""

from __future__ import annotations

from pathlib import Path

import platformdirs

_APP = "lightbox"


def project_folder() -> Path:
    """The folder that holds `workstation`, `plugins`, `model_zoo` and `resources`."""
    return Path(__file__).resolve().parents[2]


def resources_folder() -> Path:
    """Fonts, themes, icons and tables that ship with the program."""
    return project_folder() / "resources"


def user_settings_file() -> Path:
    """Where the choices of this user are kept."""
    return Path(platformdirs.user_config_dir(_APP)) / "settings.toml"


def user_data_folder() -> Path:
    """Where what this user said is kept."""
    return Path(platformdirs.user_data_dir(_APP))


def user_log_folder() -> Path:
    """Where logs of this user are kept."""
    return Path(platformdirs.user_log_dir(_APP))
