"""Small plots: bars or a line with its axes."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from workstation.viewer.language import tr

_INK = QColor(200, 206, 212)
_BARS = QColor(90, 160, 220)
_BAND = QColor(90, 160, 220, 60)
_BACKGROUND = QColor(20, 23, 26)


class Plot(QWidget):
    """Values over a horizontal axis.

    Parameters
    ----------
    x, y : sequence of float
        Where they lie. Bars have one edge more than values.
    titles : tuple of str
        Of the horizontal and the vertical axis.
    spread : sequence of float
        Half the height of a band around a line; empty for none.
    """

    def __init__(
        self,
        x: Sequence[float],
        y: Sequence[float],
        titles: tuple[str, str],
        *,
        spread: Sequence[float] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.xs, self.ys, self.spread = list(x), list(y), list(spread)
        self.titles = titles
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(300, 180)
        self.setAccessibleName(
            tr("{vertical} over {horizontal}").format(vertical=titles[1], horizontal=titles[0])
        )

    @property
    def _are_bars(self) -> bool:
        return len(self.xs) == len(self.ys) + 1

    def sizeHint(self) -> QSize:  # noqa: N802
        """Wider than high."""
        return QSize(480, 260)

    def _range(self) -> tuple[float, float]:
        if self._are_bars:
            return 0.0, max(self.ys) or 1.0
        spread = self.spread or [0.0] * len(self.ys)
        known = [(y - s, y + s) for y, s in zip(self.ys, spread, strict=True) if math.isfinite(y)]
        low = min((pair[0] for pair in known), default=0.0)
        high = max((pair[1] for pair in known), default=1.0)
        return (low, high) if high > low else (low - 0.5, high + 0.5)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002
        """Axes, then bars or a line."""
        painter = QPainter(self)
        try:
            self._paint(painter)
        finally:
            painter.end()

    def _paint(self, painter: QPainter) -> None:
        painter.fillRect(self.rect(), _BACKGROUND)
        metrics = QFontMetricsF(painter.font())
        low, high = self._range()
        labels = [_number(low), _number(high)]
        left = max(metrics.horizontalAdvance(label) for label in labels) + 12
        area = QRectF(self.rect()).adjusted(
            left, metrics.height() + 6, -14, -2 * metrics.height() - 8
        )
        first, last = self.xs[0], self.xs[-1] if self.xs[-1] > self.xs[0] else self.xs[0] + 1

        def place(x: float, y: float) -> QPointF:
            across = area.left() + (x - first) / (last - first) * area.width()
            return QPointF(across, area.bottom() - (y - low) / (high - low) * area.height())

        painter.setRenderHint(QPainter.RenderHint.Antialiasing, not self._are_bars)
        if self._are_bars:
            for n, y in enumerate(self.ys):
                bar = QRectF(place(self.xs[n], y), place(self.xs[n + 1], low))
                painter.fillRect(bar, _BARS)
        else:
            self._paint_line(painter, place)
        painter.setPen(_INK)
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        painter.drawLine(area.bottomLeft(), area.topLeft())
        right = Qt.AlignmentFlag.AlignRight
        painter.drawText(QRectF(0, area.bottom() - 12, left - 6, 16), right, labels[0])
        painter.drawText(QRectF(0, area.top() - 8, left - 6, 16), right, labels[1])
        below = area.bottom() + metrics.ascent() + 4
        painter.drawText(QPointF(area.left(), below), _number(first))
        end = _number(self.xs[-1])
        painter.drawText(QPointF(area.right() - metrics.horizontalAdvance(end), below), end)
        middle = area.center().x() - metrics.horizontalAdvance(self.titles[0]) / 2
        painter.drawText(QPointF(middle, below + metrics.height()), self.titles[0])
        painter.drawText(QPointF(8, metrics.ascent() + 2), self.titles[1])

    def _paint_line(self, painter: QPainter, place: Callable[[float, float], QPointF]) -> None:
        known = [n for n, y in enumerate(self.ys) if math.isfinite(y)]
        if self.spread:
            above = [place(self.xs[n], self.ys[n] + self.spread[n]) for n in known]
            below = [place(self.xs[n], self.ys[n] - self.spread[n]) for n in reversed(known)]
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(_BAND)
            painter.drawPolygon(QPolygonF([*above, *below]))
        painter.setPen(QPen(_BARS, 1.8))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        line = [place(self.xs[n], self.ys[n]) for n in known]
        painter.drawPolyline(QPolygonF(line))
        painter.setBrush(_BARS)
        for point in line:
            painter.drawEllipse(point, 2.0, 2.0)


def _number(value: float) -> str:
    return f"{value:.6g}"
