"""Folders and files that were opened last."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QMenu

_KEPT = 8


class RecentPaths:
    """Kept in the settings, offered in a menu.

    Parameters
    ----------
    settings : QSettings
        Where they are kept.
    menu : QMenu
        Where they are offered.
    open_paths : callable
        Opens one that was chosen.
    """

    def __init__(
        self, settings: QSettings, menu: QMenu, open_paths: Callable[[list[Path]], None]
    ) -> None:
        self._settings = settings
        self._menu = menu
        self._open = open_paths
        self._fill()

    @property
    def paths(self) -> list[str]:
        """The last one first."""
        value = self._settings.value("recent", [])
        if isinstance(value, str):
            return [value]
        return [str(item) for item in value] if isinstance(value, list) else []

    def add(self, paths: list[Path]) -> None:
        """Remember what was opened."""
        recent = [str(path) for path in paths]
        recent += [path for path in self.paths if path not in recent]
        self._settings.setValue("recent", recent[:_KEPT])
        self._fill()

    def start_folder(self) -> str:
        """Where a file dialog begins."""
        return str(Path(self.paths[0]).parent) if self.paths else ""

    def _fill(self) -> None:
        self._menu.clear()
        for path in self.paths:
            action = self._menu.addAction(path)
            action.triggered.connect(lambda _on=False, path=path: self._open([Path(path)]))
        self._menu.setEnabled(bool(self.paths))
