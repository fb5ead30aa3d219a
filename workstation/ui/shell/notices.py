"""Lines for the status bar, and faults with their way out."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, SignalInstance
from PySide6.QtWidgets import QWidget

from workstation.errors import WorkstationError
from workstation.ui.shell.message_dialogs import show_fault
from workstation.ui.shell.status_line import StatusLine


class Notices(QObject):
    """Tells a person what happened.

    Parameters
    ----------
    host : QWidget
        Parent of the dialogs.
    status : StatusLine
        Shows lines.
    """

    failed = Signal(object)
    """WorkstationError that is about to be shown."""

    def __init__(self, host: QWidget, status: StatusLine) -> None:
        super().__init__(host)
        self._host = host
        self._status = status

    def tell(self, words: str) -> None:
        """A line in the status bar."""
        self._status.tell(words)

    def show_error(self, error: WorkstationError) -> None:
        """Show a known fault with its way out."""
        self.failed.emit(error)
        show_fault(self._host, error)

    def take_words(self, *signals: SignalInstance) -> None:
        """Tell what parts emit as lines."""
        for signal in signals:
            signal.connect(self.tell)

    def take_faults(self, *signals: SignalInstance) -> None:
        """Show what parts emit as `WorkstationError`."""
        for signal in signals:
            signal.connect(self.show_error)
