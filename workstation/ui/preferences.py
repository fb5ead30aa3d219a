"""What the window remembers between two starts, beside the place of its docks."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication

from workstation.scene.linking import LinkSettings
from workstation.ui.icons import recolor_icons
from workstation.ui.language import chosen_language, keep_language
from workstation.ui.layout_actions import follow_layout, layout_ids
from workstation.ui.theme import THEMES, apply_theme
from workstation.viewer.language import tr

if TYPE_CHECKING:
    from workstation.ui.main_window import MainWindow

_THEME = "theme"
_LAYOUT = "layout"
_TEXT = "corner_text"
_LINKS = "links"
_WINDOWS = "viewer_windows"
_TEXT_MODES = 3


class Preferences:
    """Takes theme, language, layout, links and corner text from the settings and back.

    Parameters
    ----------
    window : MainWindow
        Whose they are.
    settings : QSettings
        Where they are kept.
    """

    def __init__(self, window: MainWindow, settings: QSettings) -> None:
        self._window = window
        self.settings = settings

    def restore(self) -> None:
        """Put in force what was kept."""
        window, settings = self._window, self.settings
        name = kept_theme(settings)
        window.actions_table[f"theme_{name}"].setChecked(True)
        window.actions_table[f"language_{chosen_language(settings)}"].setChecked(True)
        layout = str(settings.value(_LAYOUT, ""))
        if layout in layout_ids():
            window.area.set_layout(layout)
        kept = str(settings.value(_LINKS, "")).split()
        if settings.contains(_LINKS):
            switches = {each.name: each.name in kept for each in fields(LinkSettings)}
            window.area.stage.linking.change(**switches)
        self._restore_text()
        follow_layout(window.actions_table, window.area)
        window.viewer_windows.restore(_numbers(str(settings.value(_WINDOWS, ""))))

    def _restore_text(self) -> None:
        mode = str(self.settings.value(_TEXT, ""))
        if mode.isdigit() and int(mode) < _TEXT_MODES:
            for viewport in self._window.area.stage.viewports:
                viewport.text_mode = int(mode)

    def keep(self) -> None:
        """Keep what is in force."""
        window, settings = self._window, self.settings
        links = window.area.stage.linking.settings
        settings.setValue(_LAYOUT, window.area.layout_id)
        settings.setValue(_TEXT, str(window.area.stage.active.text_mode))
        on = (each.name for each in fields(LinkSettings) if getattr(links, each.name))
        settings.setValue(_LINKS, " ".join(on))
        geometry = window.viewer_windows.geometry_words()
        settings.setValue(_WINDOWS, geometry)

    def set_theme(self, name: str) -> None:
        """Change the theme at once and keep it."""
        app = QApplication.instance()
        if isinstance(app, QApplication):
            apply_theme(app, name)
            recolor_icons()
        self.settings.setValue(_THEME, name)
        self._window.actions_table[f"theme_{name}"].setChecked(True)

    def set_language(self, name: str) -> None:
        """Keep a language for the next start."""
        keep_language(self.settings, name)
        self._window.tell(tr("The language is in force at the next start."))


def kept_theme(settings: QSettings) -> str:
    """Name of the theme that was kept; dark at first."""
    name = str(settings.value(_THEME, "dark"))
    return name if name in THEMES else "dark"


def _numbers(words: str) -> list[tuple[int, ...]]:
    """Places of windows, as `geometry_words` writes them."""
    found = []
    for part in words.split(";"):
        values = part.split()
        if len(values) == 4 and all(value.lstrip("-").isdigit() for value in values):
            found.append(tuple(int(value) for value in values))
    return found
