"""The place of the main window and its docks, from start to start."""

from __future__ import annotations

import logging
from pathlib import Path

from PySide6.QtCore import QByteArray
from PySide6.QtWidgets import QMainWindow

from workstation.errors import OutputError
from workstation.keeping.window_place import KeptWindowPlace, WindowPlace

_log = logging.getLogger(__name__)
_PANELS = 1
"""Version of the arrangement of panels; that of another version is not taken over."""


class FormerPlace:
    """Puts a window where it was, and notes where it is.

    Parameters
    ----------
    settings : Path
        The settings file, beside which the place is kept.
    """

    def __init__(self, window: QMainWindow, settings: Path) -> None:
        self._window = window
        self._kept = KeptWindowPlace.beside(settings)
        self._place = WindowPlace()
        self.knows_docks = False
        """Whether the panels have the sizes of the last time."""

    @property
    def is_known(self) -> bool:
        """Whether the window stands where it was the last time."""
        return bool(self._place.geometry)

    def restore(self) -> None:
        """Put the window and its docks where they were."""
        self._place = self._kept.read()
        if self.is_known:
            self._window.restoreGeometry(QByteArray(self._place.geometry))
        if self._place.docks:
            state = QByteArray(self._place.docks)
            self.knows_docks = self._window.restoreState(state, _PANELS)

    def keep(self) -> None:
        """Note where they are."""
        geometry, docks = self._window.saveGeometry(), self._window.saveState(_PANELS)
        try:
            self._kept.write(WindowPlace(bytes(geometry.data()), bytes(docks.data())))
        except OutputError as error:
            # The window is being closed: there is nobody to tell.
            _log.warning("the place of the window is not kept: %s", error.detail)
