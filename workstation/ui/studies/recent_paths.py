"""Folders and files that were opened last."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QMenu

from workstation.keeping.kept_settings import KeptSettings


class RecentPaths:
    """Kept in the settings, offered in a menu.

    Parameters
    ----------
    settings : KeptSettings
        Where they are kept.
    """

    def __init__(self, settings: KeptSettings) -> None:
        self._settings = settings

    def offer_in(self, menu: QMenu, open_paths: Callable[[list[Path]], None]) -> None:
        """Offer them in a menu, from now on; `open_paths` opens one that was chosen."""

        def fill() -> None:
            menu.clear()
            for path in self.paths:
                action = menu.addAction(path)
                action.triggered.connect(lambda _on=False, path=path: open_paths([Path(path)]))
            menu.setEnabled(bool(self.paths))

        def follow(changed: frozenset[str]) -> None:
            if changed & {"recent", "recent_count"}:
                fill()

        fill()
        self._settings.subscribe(follow)

    @property
    def paths(self) -> list[str]:
        """The last one first."""
        return list(self._settings.values.recent[: self._settings.values.recent_count])

    def add(self, paths: list[Path]) -> None:
        """Remember what was opened; names that are no text cannot be."""
        recent = [str(path) for path in paths if _is_text(str(path))]
        recent += [path for path in self.paths if path not in recent]
        self._settings.change(recent=recent[: self._settings.values.recent_count])

    def start_folder(self) -> str:
        """Where a file dialog begins."""
        return str(Path(self.paths[0]).parent) if self.paths else ""


def _is_text(path: str) -> bool:
    """Whether a path can be written in a file of text; bytes of old file systems cannot."""
    return not any("\ud800" <= letter <= "\udfff" for letter in path)
