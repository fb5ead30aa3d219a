"""Which image lies over the active one, in which colors, range and opacity."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDoubleSpinBox,
    QFormLayout,
    QVBoxLayout,
    QWidget,
)

from workstation.imaging.color_tables import COLOR_TABLES
from workstation.language import shown, tr
from workstation.ui.fusion.controller import FusionController
from workstation.ui.widgets.choices import choose, offer
from workstation.ui.widgets.inputs import ComboBox, DoubleSpinBox, Slider
from workstation.ui.widgets.plain_text import PlainLabel
from workstation.viewer.fusion import FusionLayer

_WIDEST = 100_000.0


class FusionPanel(QWidget):
    """Controls of a second image over the active one."""

    def __init__(self, controller: FusionController, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._controller = controller
        self.series = ComboBox()
        self.series.setAccessibleName(tr("Series laid over"))
        self.table = ComboBox()
        self.table.setAccessibleName(tr("Color table of the fusion"))
        offer(self.table, COLOR_TABLES)
        self.opacity = Slider(Qt.Orientation.Horizontal)
        self.opacity.setRange(0, 100)
        self.opacity.setAccessibleName(tr("Opacity of the fusion"))
        self.low, self.high, self.threshold = _number(), _number(), _number()
        self.words = PlainLabel()
        self.words.setObjectName("muted")
        self.words.setWordWrap(True)
        form = QFormLayout()
        form.addRow(tr("Series"), self.series)
        form.addRow(tr("Colors"), self.table)
        form.addRow(tr("Opacity"), self.opacity)
        form.addRow(tr("From"), self.low)
        form.addRow(tr("To"), self.high)
        form.addRow(tr("Transparent below"), self.threshold)
        column = QVBoxLayout(self)
        column.addLayout(form)
        column.addWidget(self.words)
        column.addStretch(1)
        self.series.activated.connect(lambda n: controller.choose(self.series.itemData(n)))
        self.table.activated.connect(lambda n: controller.change(table=self.table.itemData(n)))
        self.opacity.valueChanged.connect(lambda n: controller.change(opacity=n / 100))
        self.low.valueChanged.connect(lambda value: controller.change(low=value))
        self.high.valueChanged.connect(lambda value: controller.change(high=value))
        self.threshold.valueChanged.connect(lambda value: controller.change(threshold=value))
        controller.changed.connect(self.follow)
        self.follow()

    def follow(self) -> None:
        """Show how the layer of the active image stands."""
        controls = (
            self.series, self.table, self.opacity, self.low, self.high, self.threshold,
        )  # fmt: skip
        for control in controls:
            control.blockSignals(True)
        self._show_series()
        layer = self._controller.layer
        for control in controls[1:]:
            control.setEnabled(layer is not None)
        if layer is not None:
            self._show_layer(layer)
        self.words.setText(self._state(layer))
        for control in controls:
            control.blockSignals(False)

    def _show_series(self) -> None:
        choice = self._controller.choice
        self.series.clear()
        self.series.addItem(tr("None"), None)
        for place in self._controller.candidates:
            source = place.series
            number = f"{source.number}  " if source.number is not None else ""
            title = f"{number}{source.modality}  {source.description}  {shown(place.stack.label)}"
            self.series.addItem(title.strip(), place.stack.id)
            if choice is not None and choice.stack_id == place.stack.id:
                self.series.setCurrentIndex(self.series.count() - 1)

    def _show_layer(self, layer: FusionLayer) -> None:
        choose(self.table, layer.table)
        self.opacity.setValue(round(layer.opacity * 100))
        step = max((layer.high - layer.low) / 50, 0.01)
        for box, value in (
            (self.low, layer.low),
            (self.high, layer.high),
            (self.threshold, layer.threshold),
        ):
            box.setSingleStep(step)
            box.setSuffix(f" {layer.unit}" if layer.unit else "")
            # While it is typed in, a number is left as it stands.
            if not box.hasFocus():
                box.setValue(value)

    def _state(self, layer: FusionLayer | None) -> str:
        if layer is not None:
            return ""
        if self._controller.choice is not None:
            return tr("The series is read…")
        if not self._controller.candidates:
            return tr(
                "No other series shares a frame of reference with this one, or is linked to it."
            )
        return tr("Choose a series to lay over the images.")


def _number() -> QDoubleSpinBox:
    box = DoubleSpinBox()
    box.setRange(-_WIDEST, _WIDEST)
    box.setDecimals(2)
    box.setKeyboardTracking(False)
    return box
