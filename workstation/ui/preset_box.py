"""The list of windows on the tool bar."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QWidget

from workstation.domain.study import WindowSetting
from workstation.viewer.language import tr
from workstation.viewer.stage import Stage

_KEYS = 9


class PresetBox(QComboBox):
    """Offers the windows of the active image; follows what is shown."""

    def __init__(self, stage: Stage, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stage = stage
        self.setMinimumWidth(200)
        self.setToolTip(tr("Windows; keys 1 to 9, 0 for the full range"))
        self.setAccessibleName(tr("Window"))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.activated.connect(stage.set_preset)
        stage.window_changed.connect(self.follow)

    def follow(self) -> None:
        """List what is offered and mark what is shown."""
        windows = self._stage.windows
        names = [tr("Window…"), *(_name(n, w) for n, w in enumerate(windows, start=1))]
        if [self.itemText(n) for n in range(self.count())] != names:
            self.clear()
            self.addItems(names)
        setting = self._stage.active.window_setting
        chosen = [n for n, window in enumerate(windows, start=1) if window == setting]
        self.setCurrentIndex(chosen[0] if chosen else 0)


def _name(number: int, window: WindowSetting) -> str:
    words = f"{window.explanation}  {window.width:.6g}/{window.center:.6g}"
    return f"{number}  {words}" if number <= _KEYS else words
