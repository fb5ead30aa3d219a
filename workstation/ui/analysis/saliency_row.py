"""The saliency map: shown or not, which, how strongly, and what it means."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from workstation.imaging.heatmaps import HEAT_SENTENCE
from workstation.language import say, tr
from workstation.ui.analysis.heat_layers import HeatLayers
from workstation.ui.widgets.inputs import CheckBox, ComboBox, Slider
from workstation.ui.widgets.plain_text import PlainLabel


class SaliencyRow(QWidget):
    """Hidden while the active image has no saliency map."""

    def __init__(self, layers: HeatLayers, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._layers = layers
        self.shown = CheckBox(tr("Saliency map"))
        self.shown.setToolTip("Shift+G")
        self.shown.toggled.connect(layers.show)
        self.chooser = ComboBox()
        self.chooser.setAccessibleName(tr("Saliency map"))
        self.chooser.activated.connect(layers.choose)
        self.opacity = Slider(Qt.Orientation.Horizontal)
        self.opacity.setRange(5, 100)
        self.opacity.setAccessibleName(tr("Opacity of the saliency map"))
        self.opacity.valueChanged.connect(lambda percent: layers.set_opacity(percent / 100))
        words = PlainLabel(say(HEAT_SENTENCE))
        words.setObjectName("caution")
        words.setWordWrap(True)
        row = QHBoxLayout()
        row.addWidget(self.shown)
        row.addWidget(PlainLabel(tr("Opacity")))
        row.addWidget(self.opacity, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 6, 0, 0)
        column.addLayout(row)
        column.addWidget(self.chooser)
        column.addWidget(words)
        layers.changed.connect(self.follow)
        self.follow()

    def follow(self) -> None:
        """Show how the layer stands."""
        layers = self._layers
        self.setVisible(bool(layers.names))
        for widget in (self.shown, self.chooser, self.opacity):
            widget.blockSignals(True)
        self.shown.setChecked(layers.is_shown)
        self.opacity.setValue(round(layers.opacity * 100))
        self.chooser.clear()
        self.chooser.addItems([say(name) for name in layers.names])
        self.chooser.setCurrentIndex(layers.chosen)
        self.chooser.setVisible(len(layers.names) > 1)
        for widget in (self.shown, self.chooser, self.opacity):
            widget.blockSignals(False)
