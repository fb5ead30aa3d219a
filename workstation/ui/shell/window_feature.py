"""Actions of the window as such."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtWidgets import QMainWindow

from workstation.ui.shell.action_spec import ActionSpec
from workstation.ui.shell.feature import Feature


class WindowFeature:
    """Closing the program, and the full screen."""

    actions: ClassVar[tuple[ActionSpec, ...]] = (
        ActionSpec("quit", "&Quit", "&File", ("Ctrl+Q",), after="close_all"),
        ActionSpec(
            "full_screen", "F&ull screen", "&View", ("F11",), True, separator=True, after="trim_all"
        ),
    )

    def __init__(self, host: QMainWindow) -> None:
        self._host = host

    def feature(self) -> Feature:
        """What the actions do."""
        host = self._host
        return Feature(
            handlers={
                "quit": lambda _on: host.close(),
                "full_screen": lambda on: host.showFullScreen() if on else host.showNormal(),
            }
        )
