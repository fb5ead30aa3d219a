"""A bug never ends silently: every uncaught exception goes to the log and to the person."""

from __future__ import annotations

import logging
import sys
import threading
from types import TracebackType

from PySide6.QtCore import QObject, QtMsgType, Signal, qInstallMessageHandler
from PySide6.QtWidgets import QApplication, QMessageBox

from workstation.language import tr
from workstation.ui.widgets.plain_text import make_plain

_LOG = logging.getLogger("workstation.crash")
_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


class CrashHandler(QObject):
    """Logs bugs from any thread and shows them, one dialog at a time, on the main thread."""

    _happened = Signal(str)

    def __init__(self, log_path: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._log_path = log_path
        self._box: QMessageBox | None = None
        self._happened.connect(self._show)

    def install(self) -> None:
        """Take over from Python's and Qt's own handlers."""
        sys.excepthook = self._excepthook
        threading.excepthook = self._thread_hook
        qInstallMessageHandler(self._qt_message)

    def report(self, error: BaseException) -> None:
        """Log a bug and show it; from any thread."""
        _LOG.error("Unexpected fault", exc_info=error)
        self._happened.emit(type(error).__name__)

    def _excepthook(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        self.report(error.with_traceback(trace))

    def _thread_hook(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            self.report(args.exc_value)

    @staticmethod
    def _qt_message(kind: QtMsgType, _context: object, message: str) -> None:
        logging.getLogger("qt").log(_LEVELS.get(kind, logging.INFO), message)

    def _show(self, name: str) -> None:
        if self._box is not None and self._box.isVisible():
            return
        self._box = QMessageBox(
            QMessageBox.Icon.Critical,
            "Lightbox",
            tr(
                "Something went wrong inside the program. Your decisions and measurements are "
                "kept, unless the status bar says that they are not."
            ),
        )
        where = tr("The log {path} has the details.", path=self._log_path) if self._log_path else ""
        self._box.setInformativeText(f"{name}. {where}")
        make_plain(self._box)
        self._box.open()
