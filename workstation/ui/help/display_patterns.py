"""A window with test patterns for the display, and the check of measured luminances."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from workstation.imaging.display_patterns import (
    LUMINANCE_STEPS,
    bars_pattern,
    gsdf_fit,
    luminance_pattern,
    quality_pattern,
    ramp_pattern,
    uniform_pattern,
)
from workstation.language import tr
from workstation.messages import Message
from workstation.ui.widgets.dialog_size import open_at
from workstation.ui.widgets.inputs import ComboBox, TextEdit
from workstation.ui.widgets.plain_text import PlainLabel
from workstation.viewer.pixels import to_qimage

Pattern = Callable[[tuple[int, int]], NDArray[np.uint8]]
_PRIMARY_PERCENT = 10.0


def _patterns() -> tuple[tuple[str, Pattern], ...]:
    named: list[tuple[str, Pattern]] = [
        (tr("Quality (as TG18-QC)"), quality_pattern),
        (tr("Grey ramp"), ramp_pattern),
        (tr("Lines of 1 and 2 pixels"), bars_pattern),
        (tr("Uniform, dark (as TG18-UN10)"), lambda size: uniform_pattern(26, size)),
        (tr("Uniform, bright (as TG18-UN80)"), lambda size: uniform_pattern(204, size)),
    ]
    named += [
        (tr("Luminance {step:02d} (as TG18-LN)", step=step), _luminance(step))
        for step in range(1, LUMINANCE_STEPS + 1)
    ]
    return tuple(named)


def _luminance(step: int) -> Pattern:
    return lambda size: luminance_pattern(step, size)


class PatternView(QWidget):
    """One pattern, pixel for pixel."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.pattern: Pattern = quality_pattern
        self.setMinimumSize(320, 320)

    def show_pattern(self, pattern: Pattern) -> None:
        """Show another one."""
        self.pattern = pattern
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002
        """Draw it in the pixels of the screen, without any scaling."""
        ratio = self.devicePixelRatioF()
        size = (round(self.height() * ratio), round(self.width() * ratio))
        image = to_qimage(self.pattern(size))
        image.setDevicePixelRatio(ratio)
        painter = QPainter(self)
        try:
            painter.drawImage(0, 0, image)
        finally:
            painter.end()


class DisplayPatterns(QDialog):
    """Test patterns, full screen with F, next and previous with the arrow keys."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Display test patterns"))
        open_at(self, 900, 900)
        self._patterns = _patterns()
        self.view = PatternView()
        self.choice = ComboBox()
        self.choice.addItems([name for name, _ in self._patterns])
        self.choice.currentIndexChanged.connect(self._show)
        full = QPushButton(tr("Full screen (F)"))
        full.setAutoDefault(False)
        full.clicked.connect(self.toggle_full_screen)
        check = QPushButton(tr("Check measured luminances…"))
        check.setAutoDefault(False)
        check.clicked.connect(self.check_luminances)
        self._bar = QWidget()
        row = QHBoxLayout(self._bar)
        for widget in (self.choice, full, check):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(PlainLabel(tr("Seen is not measured: this does not verify the display.")))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._bar)
        column.addWidget(self.view, 1)

    def _show(self, number: int) -> None:
        self.view.show_pattern(self._patterns[number][1])

    def step(self, by: int) -> None:
        """Show the next or previous pattern."""
        count = len(self._patterns)
        self.choice.setCurrentIndex((self.choice.currentIndex() + by) % count)

    def toggle_full_screen(self) -> None:
        """The pattern alone on the whole screen, or the window again."""
        full = not self.isFullScreen()
        self._bar.setVisible(not full)
        if full:
            self.showFullScreen()
        else:
            self.showNormal()

    def check_luminances(self) -> None:
        """Ask for what a meter said, and compare it with the standard."""
        dialog = LuminanceDialog(self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """F: full screen. Arrows: other patterns. Esc: window again, then close."""
        key = event.key()
        if key == Qt.Key.Key_F or (key == Qt.Key.Key_Escape and self.isFullScreen()):
            self.toggle_full_screen()
        elif key in (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Space):
            self.step(1)
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Up):
            self.step(-1)
        else:
            super().keyPressEvent(event)


class LuminanceDialog(QDialog):
    """Luminances of the 18 luminance patterns → how far the display is off the GSDF."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Check luminances against PS3.14"))
        words = PlainLabel(
            tr(
                "Luminance in cd/m² of the patterns 01 to {luminance_steps}, measured "
                "in the middle, one per line, darkest first:",
                luminance_steps=LUMINANCE_STEPS,
            )
        )
        words.setWordWrap(True)
        self.values = TextEdit()
        self.values.setAccessibleName(tr("Measured luminances"))
        self.outcome = PlainLabel()
        self.outcome.setWordWrap(True)
        column = QVBoxLayout(self)
        for widget in (words, self.values, self.outcome):
            column.addWidget(widget)
        self.values.textChanged.connect(self.check)

    def check(self) -> None:
        """Compare what is typed so far."""
        try:
            typed = [float(line.replace(",", ".")) for line in self.values.toPlainText().split()]
            fit = gsdf_fit(typed)
        except ValueError:
            self.outcome.setText(
                tr(
                    "Three numbers or more are needed, in cd/m² from 0.05 to 4000, each larger "
                    "than the one before."
                )
            )
            return
        fits = fit.largest_percent <= _PRIMARY_PERCENT
        verdict = Message("within") if fits else Message("NOT within")
        self.outcome.setText(
            tr(
                "Luminance ratio {ratio:.0f}. Contrast is off the GSDF by "
                "{largest_percent:.1f} % at most: {verdict} the {primary_percent:.0f} "
                "% that AAPM TG18 asks of primary displays.",
                ratio=fit.ratio,
                largest_percent=fit.largest_percent,
                verdict=verdict,
                primary_percent=_PRIMARY_PERCENT,
            )
        )
