"""Actions that help to find others: palette, keys, user guide, tour, theme and language."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog

from workstation.language import tr
from workstation.ui.help.palette import Palette, PaletteEntry, action_entries
from workstation.ui.help.user_guide import UserGuide, guide_path
from workstation.ui.language import LANGUAGES
from workstation.ui.mouse.mouse_words import mouse_rows
from workstation.ui.settings.keys_dialogs import KeyEditor, KeysDialog
from workstation.ui.widgets.theme import THEMES

if TYPE_CHECKING:
    from workstation.ui.main_window import MainWindow


class HelpActions:
    """Opens what helps, for one window."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window

    def handlers(self) -> dict[str, Callable[[bool], object]]:
        """Action id to what it does."""
        handlers: dict[str, Callable[[bool], object]] = {
            "palette": lambda _on: self.show_palette(),
            "keys": lambda _on: self.show_keys(),
            "user_guide": lambda _on: self.show_guide(),
            "settings": lambda _on: self._window.preferences.show_page(),
            "edit_keys": lambda _on: self.edit_keys(),
            "tour": lambda _on: self._window.tour.start(),
        }
        for name in THEMES:
            handlers[f"theme_{name}"] = self._theme(name)
        for name in LANGUAGES:
            handlers[f"language_{name}"] = self._language(name)
        return handlers

    def _theme(self, name: str) -> Callable[[bool], object]:
        return lambda _on: self._window.preferences.set_theme(name)

    def _language(self, name: str) -> Callable[[bool], object]:
        return lambda _on: self._window.preferences.set_language(name)

    def show_palette(self) -> None:
        """Search actions and the series that are open."""
        window = self._window
        entries = action_entries(window.actions_table)
        for place in window.study_model.stacks():
            words = place.series.description or place.series.modality
            entries.append(
                PaletteEntry(
                    id=f"stack:{place.stack.id}".replace(" ", "_"),
                    title=tr("Show {series}", series=words),
                    place=place.study.description,
                    run=self._shower(place.stack.id),
                )
            )
        palette = Palette(entries, window.preferences.settings, window)
        middle = window.mapToGlobal(window.rect().center())
        palette.move(middle.x() - palette.width() // 2, middle.y() - palette.height() // 2)
        _show(palette)

    def _shower(self, stack_id: str) -> Callable[[], object]:
        return lambda: self._window.display.show_stack(stack_id)

    def show_keys(self) -> None:
        """List the mouse and the keys in force."""
        window = self._window
        rows = (*mouse_rows(window.toolbox.profile), *window.actions_table.key_rows())
        dialog = KeysDialog(rows, window)
        dialog.guide_wanted.connect(self.show_guide)
        dialog.change_wanted.connect(self.edit_keys)
        _show(dialog)

    def show_guide(self) -> None:
        """Open the user guide."""
        guide = UserGuide(guide_path().read_text(encoding="utf-8"), self._window)
        _show(guide)

    def edit_keys(self) -> None:
        """Change keys and the buttons of the tool bar."""
        window = self._window
        _show(KeyEditor(window.key_bindings, window.tool_bar.fill, window))


def _show(dialog: QDialog) -> None:
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.show()
