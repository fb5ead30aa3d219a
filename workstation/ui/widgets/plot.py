"""Small plots: bars or a line with its axes, drawn by pyqtgraph."""

from __future__ import annotations

import functools
import math
import sys
import threading
from collections.abc import Sequence
from types import ModuleType
from typing import Any

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QSize, Qt
from PySide6.QtGui import QColor, QPen
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from workstation.language import tr
from workstation.ui.widgets.plain_text import PlainLabel
from workstation.ui.widgets.theme import colors

_BAND_ALPHA = 60
_LINE_WIDTH = 2
_DOT = 6
_ROOM = 0.02
_ABOVE, _BESIDE = 6, 14


@functools.cache
def _pyqtgraph() -> ModuleType:
    """Imported with the first plot: it takes half a second.

    It hangs itself before the handlers of crashes while it is imported; they are put back.
    """
    hooks = sys.excepthook, threading.excepthook
    import pyqtgraph

    sys.excepthook, threading.excepthook = hooks
    graph: ModuleType = pyqtgraph
    return graph


class Plot(QWidget):
    """Values over a horizontal axis; the pointer reads the nearest of them.

    The wheel and a drag show a part, never more than there is.

    Parameters
    ----------
    x, y : sequence of float
        Where they lie. Bars have one edge more than values.
    titles : tuple of str
        Of the horizontal and the vertical axis, with their units.
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
            tr("{vertical} over {horizontal}", vertical=titles[1], horizontal=titles[0])
        )
        self.board = _pyqtgraph().PlotWidget(enableMenu=False)
        self.readout = PlainLabel(" ")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.readout, 0, Qt.AlignmentFlag.AlignRight)
        column.addWidget(self.board, 1)
        self._items = self._bars() if self._are_bars else self._line()
        self._pointer = _pyqtgraph().InfiniteLine(angle=90, movable=False)
        self._pointer.hide()
        for item in (*self._items, self._pointer):
            self.board.addItem(item, ignoreBounds=True)
        self._bound()
        self._dress()
        self.board.scene().sigMouseMoved.connect(self._point)

    @property
    def _are_bars(self) -> bool:
        return len(self.xs) == len(self.ys) + 1

    def sizeHint(self) -> QSize:  # noqa: N802
        """Wider than high."""
        return QSize(480, 260)

    def reading(self, x: float) -> str:
        """The bar or the point that is nearest to a place on the horizontal axis, in words."""
        number = self._nearest(x)
        if number is None:
            return ""
        where = f"{self.xs[number]:.6g}"
        value = f"{self.ys[number]:.6g}"
        if self._are_bars:
            where = f"{where} – {self.xs[number + 1]:.6g}"
        elif self.spread:
            value = f"{value} ± {self.spread[number]:.6g}"
        return f"{self.titles[0]}: {where}    {self.titles[1]}: {value}"

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Take the colors of another theme."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.StyleChange):
            self._dress()

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802
        """Read nothing while the pointer is elsewhere."""
        super().leaveEvent(event)
        self._show_reading(None)

    def _bars(self) -> tuple[Any, ...]:
        bars = _pyqtgraph().BarGraphItem(x0=self.xs[:-1], x1=self.xs[1:], height=self.ys)
        return (bars,)

    def _line(self) -> tuple[Any, ...]:
        graph = _pyqtgraph()
        known = self._known()
        x, y = np.array(self.xs)[known], np.array(self.ys)[known]
        line = graph.PlotDataItem(x, y, symbol="o", symbolSize=_DOT, antialias=True)
        if not self.spread:
            return (line,)
        half = np.array(self.spread)[known]
        above, below = graph.PlotCurveItem(x, y + half), graph.PlotCurveItem(x, y - half)
        return (graph.FillBetweenItem(above, below), line)

    def _known(self) -> list[int]:
        return [n for n, y in enumerate(self.ys) if math.isfinite(y)]

    def _bound(self) -> None:
        """Show everything, and let nobody go beyond it."""
        low, high = self._range()
        first, last = self.xs[0], self.xs[-1] if self.xs[-1] > self.xs[0] else self.xs[0] + 1
        box = self.board.getViewBox()
        room = 0.0 if self._are_bars else _ROOM
        box.setRange(xRange=(first, last), yRange=(low, high), padding=room)
        (left, right), (bottom, top) = box.viewRange()
        box.setLimits(xMin=left, xMax=right, yMin=bottom, yMax=top)
        self.board.hideButtons()
        self.board.getPlotItem().layout.setContentsMargins(0, _ABOVE, _BESIDE, 0)

    def _range(self) -> tuple[float, float]:
        if self._are_bars:
            return 0.0, max(self.ys) or 1.0
        spread = self.spread or [0.0] * len(self.ys)
        known = [(y - s, y + s) for y, s in zip(self.ys, spread, strict=True) if math.isfinite(y)]
        low = min((pair[0] for pair in known), default=0.0)
        high = max((pair[1] for pair in known), default=1.0)
        return (low, high) if high > low else (low - 0.5, high + 0.5)

    def _dress(self) -> None:
        theme = colors()
        accent, band = QColor(theme.accent), QColor(theme.accent)
        band.setAlpha(_BAND_ALPHA)
        self.board.setBackground(theme.field)
        for name, title in zip(("bottom", "left"), self.titles, strict=True):
            axis = self.board.getAxis(name)
            axis.enableAutoSIPrefix(False)
            axis.setPen(theme.muted)
            axis.setTextPen(theme.text)
            axis.setStyle(tickFont=self.font())
            axis.label.setFont(self.font())
            axis.setLabel(title, color=theme.text)
        self._pointer.setPen(QPen(QColor(theme.muted), 0))
        if self._are_bars:
            self._items[0].setOpts(brush=accent, pen=None)
            return
        line = self._items[-1]
        line.setPen(accent, width=_LINE_WIDTH)
        line.setSymbolBrush(accent)
        line.setSymbolPen(None)
        if self.spread:
            self._items[0].setBrush(band)

    def _nearest(self, x: float) -> int | None:
        if self._are_bars:
            inside = self.xs[0] <= x <= self.xs[-1]
            number = int(np.searchsorted(self.xs, x, side="right")) - 1
            return min(number, len(self.ys) - 1) if inside else None
        return min(self._known(), key=lambda n: abs(self.xs[n] - x), default=None)

    def _point(self, position: QPointF) -> None:
        box = self.board.getViewBox()
        inside = box.sceneBoundingRect().contains(position)
        self._show_reading(float(box.mapSceneToView(position).x()) if inside else None)

    def _show_reading(self, x: float | None) -> None:
        number = None if x is None else self._nearest(x)
        self._pointer.setVisible(number is not None)
        if number is not None:
            end = self.xs[number + 1] if self._are_bars else self.xs[number]
            self._pointer.setValue((self.xs[number] + end) / 2)
        self.readout.setText(self.reading(x) if x is not None and number is not None else " ")
