"""Who reads: asked once, kept in the settings, named in every decision."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from workstation.keeping.kept_settings import KeptSettings
from workstation.session.workspace import Workspace
from workstation.settings.specs import SPECS
from workstation.ui.asking.prompts import Prompts


class Reader(QObject):
    """Knows the reader's name, or asks for it.

    Parameters
    ----------
    login_name : str
        Suggested as the name.
    host : QWidget
        Parent of the question.
    """

    changed = Signal()

    def __init__(
        self,
        workspace: Workspace,
        settings: KeptSettings,
        prompts: Prompts,
        *,
        login_name: str,
        host: QWidget,
    ) -> None:
        super().__init__(host)
        self._workspace = workspace
        self._settings = settings
        self._prompts = prompts
        self._login_name = login_name
        self._host = host
        workspace.reader = settings.values.reader
        settings.subscribe(self._follow_settings)

    def _follow_settings(self, changed: frozenset[str]) -> None:
        if "reader" in changed:
            self._workspace.reader = self._settings.values.reader
            self.changed.emit()

    def require(self) -> bool:
        """Make sure that the name is known; asks once. Whether it is."""
        if not self._workspace.reader.strip():
            self.ask()
        return bool(self._workspace.reader.strip())

    def ask(self) -> None:
        """Ask for the name; another one has no role until it is given."""
        name = self._prompts.reader(self._host, self._workspace.reader or self._login_name)
        if name:
            before, now = self._workspace.reader.strip(), name[: SPECS["reader"].longest]
            self._workspace.reader = now
            if before and now.strip() != before:
                # What the one before was is no role of another person.
                self._settings.change(reader=now, reader_role="")
            else:
                self._settings.change(reader=now)
            self.changed.emit()
