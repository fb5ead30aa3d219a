"""A box in the patient as a form asks for it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from workstation.language import tr
from workstation.scene.sources import Point
from workstation.ui.widgets.inputs import DoubleSpinBox, LineEdit
from workstation.ui.widgets.plain_text import PlainLabel
from workstation.viewer.box_painter import Box

USUAL_SIDES_MM = (35.0, 51.0, 35.0)
_AXES = ("x", "y", "z")


class BoxField(QWidget):
    """Six numbers, LPS mm, typed or put around the crosshair; empty means the whole image.

    Parameters
    ----------
    crosshair : callable
        Where the crosshair is, LPS mm; None while there is none.
    """

    changed = Signal()

    def __init__(
        self, crosshair: Callable[[], Point | None], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._crosshair = crosshair
        self.line = LineEdit()
        self.line.setPlaceholderText(tr("x0, y0, z0, x1, y1, z1; empty: whole image"))
        self.line.textChanged.connect(lambda _text: self.changed.emit())
        self.sides = []
        sizes = QHBoxLayout()
        sizes.addWidget(PlainLabel(tr("Size")))
        for axis, usual in zip(_AXES, USUAL_SIDES_MM, strict=True):
            side = DoubleSpinBox()
            side.setRange(1.0, 500.0)
            side.setDecimals(0)
            side.setValue(usual)
            side.setSuffix(" mm")
            side.setToolTip(tr("Side along {axis}", axis=axis))
            side.setAccessibleName(tr("Side along {axis}", axis=axis))
            sizes.addWidget(side, 1)
            self.sides.append(side)
        self.around = QPushButton(tr("Around crosshair"))
        self.around.clicked.connect(self.put_around_crosshair)
        self.clear_button = QPushButton(tr("Whole image"))
        self.clear_button.clicked.connect(self.line.clear)
        buttons = QHBoxLayout()
        buttons.addWidget(self.around)
        buttons.addWidget(self.clear_button)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.line)
        column.addLayout(sizes)
        column.addLayout(buttons)

    def put_around_crosshair(self) -> None:
        """Fill in a box of the given sides with the crosshair in its middle."""
        middle = self._crosshair()
        if middle is None:
            return
        half = [side.value() / 2 for side in self.sides]
        low = [m - h for m, h in zip(middle, half, strict=True)]
        high = [m + h for m, h in zip(middle, half, strict=True)]
        self.line.setText(", ".join(f"{value:.1f}" for value in (*low, *high)))

    def text(self) -> str:
        """What was typed or put in."""
        return self.line.text().strip()

    def box(self) -> Box | None:
        """The box, or None while it is empty or no box."""
        try:
            numbers = [float(part) for part in self.text().split(",")]
        except ValueError:
            return None
        if len(numbers) != 6 or any(numbers[n] >= numbers[n + 3] for n in range(3)):
            return None
        x0, y0, z0, x1, y1, z1 = numbers
        return x0, y0, z0, x1, y1, z1
