"""The enhanced picture: which one, before and after, and what it must not be used for."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFormLayout, QWidget

from workstation.language import say, tr
from workstation.messages import Message
from workstation.ui.analysis.enhancements import Enhancements
from workstation.ui.widgets.inputs import ComboBox, Slider
from workstation.ui.widgets.plain_text import PlainLabel

_AS_ACQUIRED = Message("As acquired")


class EnhancementRow(QWidget):
    """Hidden while the active image has no enhanced picture."""

    def __init__(self, enhancements: Enhancements, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._enhancements = enhancements
        self.chooser = ComboBox()
        self.chooser.setAccessibleName(tr("Enhanced picture"))
        self.chooser.activated.connect(lambda number: enhancements.choose(number - 1))
        self.split = Slider(Qt.Orientation.Horizontal)
        self.split.setRange(0, 100)
        self.split.setAccessibleName(tr("Before and after"))
        self.split.setToolTip(tr("Left of the line: as acquired. Right of it: enhanced."))
        self.split.valueChanged.connect(lambda percent: enhancements.set_split(percent / 100))
        words = PlainLabel(
            tr("For looking only: values and measurements are of the image as acquired.")
        )
        words.setObjectName("caution")
        words.setWordWrap(True)
        form = QFormLayout(self)
        form.setContentsMargins(0, 6, 0, 0)
        form.addRow(tr("Picture"), self.chooser)
        form.addRow(tr("Before | after"), self.split)
        form.addRow(words)
        enhancements.changed.connect(self.follow)
        self.follow()

    def follow(self) -> None:
        """Show how the layer stands."""
        names = self._enhancements.names
        self.setVisible(bool(names))
        for widget in (self.chooser, self.split):
            widget.blockSignals(True)
        self.chooser.clear()
        self.chooser.addItems([say(_AS_ACQUIRED), *(say(name) for name in names)])
        self.chooser.setCurrentIndex(self._enhancements.chosen + 1)
        self.split.setValue(round(self._enhancements.split * 100))
        self.split.setEnabled(self._enhancements.chosen >= 0)
        for widget in (self.chooser, self.split):
            widget.blockSignals(False)
