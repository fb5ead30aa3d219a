"""Settings: their page, keys, theme and language."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from workstation.keeping.kept_settings import KeptSettings
from workstation.ui.board.feature import BoardFeature
from workstation.ui.language import LANGUAGES
from workstation.ui.settings.keys_dialogs import KeyEditor
from workstation.ui.settings.preferences import Preferences
from workstation.ui.shell.action_spec import ActionSpec
from workstation.ui.shell.feature import Feature, Handler
from workstation.ui.shell.key_bindings import KeyBindings
from workstation.ui.shell.notices import Notices
from workstation.ui.widgets.theme import THEMES

_EDIT = "&Edit"
_THEME = "&View/T&heme"
_LANGUAGE = "&View/Lan&guage"


class SettingsFeature:
    """What the window keeps from start to start."""

    actions: ClassVar[tuple[ActionSpec, ...]] = (
        ActionSpec("edit_keys", "&Keys and tool bar…", _EDIT),
        ActionSpec("settings", "&Settings…", _EDIT, ("Ctrl+Alt+S",), separator=True),
        ActionSpec("theme_dark", "&Dark", _THEME, (), True, "theme", after="full_screen"),
        ActionSpec("theme_light", "&Light", _THEME, (), True, "theme"),
        ActionSpec("language_system", "&System", _LANGUAGE, (), True, "language"),
        ActionSpec("language_en", "&English", _LANGUAGE, (), True, "language"),
        ActionSpec("language_zh_CN", "简体中文", _LANGUAGE, (), True, "language"),
    )

    def __init__(
        self,
        settings: KeptSettings,
        notices: Notices,
        bindings: KeyBindings,
        board: BoardFeature,
        host: QWidget,
    ) -> None:
        self._bindings = bindings
        self._host = host
        self.preferences = Preferences(settings, board, notices, bindings.table, host)
        self.preferences.restore()

    def feature(self) -> Feature:
        """The page, the editor of keys, theme and language."""
        handlers: dict[str, Handler] = {
            "settings": lambda _on: self.preferences.show_page(),
            "edit_keys": lambda _on: self.edit_keys(),
        }
        handlers |= {f"theme_{name}": self._theme(name) for name in THEMES}
        handlers |= {f"language_{name}": self._language(name) for name in LANGUAGES}
        return Feature(handlers=handlers, leave=self.preferences.keep)

    def edit_keys(self) -> None:
        """Change keys and the buttons of the tool bar."""
        editor = KeyEditor(self._bindings, self._host)
        editor.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        editor.show()

    def _theme(self, name: str) -> Handler:
        return lambda _on: self.preferences.set_theme(name)

    def _language(self, name: str) -> Handler:
        return lambda _on: self.preferences.set_language(name)
