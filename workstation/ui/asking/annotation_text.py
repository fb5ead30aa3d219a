"""The words of an arrow, a text or a measurement, asked for off the mouse event."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from workstation.ui.asking.prompts import Prompts


class AnnotationText(QObject):
    """Asks once the mouse event is over."""

    def __init__(self, prompts: Prompts, host: QWidget) -> None:
        super().__init__(host)
        self._prompts = prompts
        self._host = host

    def ask(self, present: str, done: Callable[[str], None]) -> None:
        """Ask for words; `done` is not called when cancelled."""

        def ask() -> None:
            text = self._prompts.annotation_text(self._host, present)
            if text is not None:
                done(text)

        QTimer.singleShot(0, self, ask)
