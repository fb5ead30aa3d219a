"""Measuring the screen with a card or ruler, so that true size is true."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QVBoxLayout,
    QWidget,
)

from workstation.language import tr
from workstation.ui.widgets.inputs import DoubleSpinBox, Slider
from workstation.ui.widgets.plain_text import PlainLabel

CARD_MM = (85.60, 53.98)
"""Width and height of a bank card (ISO/IEC 7810, ID-1)."""
_STEPS = 1000.0
_RANGE = (1500, 12000)


class _Card(QWidget):
    """A rectangle of the size of a card, at some number of pixels per mm."""

    def __init__(self) -> None:
        super().__init__()
        self.px_per_mm = 4.0

    def sizeHint(self) -> QSize:  # noqa: N802
        """Room for the card on a dense screen."""
        return QSize(760, 480)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002
        """The card, from the top left corner."""
        painter = QPainter(self)
        painter.setPen(QPen(QColor(230, 230, 230), 1))
        painter.setBrush(QColor(60, 90, 120))
        width, height = (length * self.px_per_mm for length in CARD_MM)
        painter.drawRect(QRectF(1, 1, width, height))
        painter.end()


class ScreenSizeDialog(QDialog):
    """Lets a person fit a drawn card to a real one.

    Parameters
    ----------
    px_per_mm : float
        To begin with.
    screen_name : str
        Which screen it is for.
    """

    def __init__(self, px_per_mm: float, screen_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Size of the screen"))
        self.card = _Card()
        self.slider = Slider(Qt.Orientation.Horizontal)
        self.slider.setRange(*_RANGE)
        self.number = DoubleSpinBox()
        self.number.setRange(_RANGE[0] / _STEPS, _RANGE[1] / _STEPS)
        self.number.setDecimals(3)
        self.number.setSingleStep(0.001)
        words = tr(
            "Hold a bank card (85.60 × 53.98 mm) or a ruler against the screen {name}, and move "
            "the slider until the drawn card is as large.",
            name=screen_name,
        )
        label = PlainLabel(words)
        label.setWordWrap(True)
        form = QFormLayout()
        form.addRow(tr("Pixels per mm"), self.number)
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(label)
        column.addWidget(self.card, 1)
        column.addWidget(self.slider)
        column.addLayout(form)
        column.addWidget(buttons)
        self.slider.valueChanged.connect(lambda value: self.number.setValue(value / _STEPS))
        self.number.valueChanged.connect(self._take)
        self.number.setValue(px_per_mm)
        self._take(self.number.value())

    @property
    def px_per_mm(self) -> float:
        """What was set."""
        return self.number.value()

    def _take(self, value: float) -> None:
        self.card.px_per_mm = value
        self.card.update()
        self.slider.blockSignals(True)
        self.slider.setValue(round(value * _STEPS))
        self.slider.blockSignals(False)
