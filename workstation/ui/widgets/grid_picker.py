"""Choosing a grid by its cells: hover, arrows, click."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from workstation.language import tr
from workstation.ui.widgets.theme import colors

_CELL_PX, _GAP_PX, _INSET_PX = 26, 4, 8


class GridPicker(QWidget):
    """Cells of the largest grid; those of the one that would be taken are filled.

    Parameters
    ----------
    rows, columns : int
        Of the largest grid.
    """

    chosen = Signal(int, int)
    """Rows and columns."""

    def __init__(self, rows: int, columns: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._most = (rows, columns)
        self.at = (1, 1)
        """Rows and columns that are pointed at."""
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._tell()

    def sizeHint(self) -> QSize:  # noqa: N802
        """All cells and a line of words."""
        step = _CELL_PX + _GAP_PX
        rows, columns = self._most
        words = self.fontMetrics().height() + _INSET_PX
        return QSize(columns * step + 2 * _INSET_PX, rows * step + 2 * _INSET_PX + words)

    def cell_middle(self, row: int, column: int) -> QPoint:
        """The middle of a cell, counted from 1."""
        step = _CELL_PX + _GAP_PX
        x = _INSET_PX + (column - 1) * step + _CELL_PX // 2
        return QPoint(x, _INSET_PX + (row - 1) * step + _CELL_PX // 2)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Point at a cell."""
        step = _CELL_PX + _GAP_PX
        place = event.position()
        self._point(
            int((place.y() - _INSET_PX) // step) + 1, int((place.x() - _INSET_PX) // step) + 1
        )

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Take what is pointed at."""
        if event.button() is Qt.MouseButton.LeftButton and self.rect().contains(event.pos()):
            self.chosen.emit(*self.at)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Arrows point, Return and Space take."""
        rows, columns = self.at
        match event.key():
            case Qt.Key.Key_Left:
                self._point(rows, columns - 1)
            case Qt.Key.Key_Right:
                self._point(rows, columns + 1)
            case Qt.Key.Key_Up:
                self._point(rows - 1, columns)
            case Qt.Key.Key_Down:
                self._point(rows + 1, columns)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter | Qt.Key.Key_Space:
                self.chosen.emit(rows, columns)
            case _:
                super().keyPressEvent(event)

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802
        """Point at one cell again."""
        super().leaveEvent(event)
        self._point(1, 1)

    def _point(self, rows: int, columns: int) -> None:
        at = (min(max(rows, 1), self._most[0]), min(max(columns, 1), self._most[1]))
        if at != self.at:
            self.at = at
            self._tell()
            self.update()

    def _tell(self) -> None:
        self.setAccessibleName(
            tr("Grid of {rows} × {columns}", rows=self.at[0], columns=self.at[1])
        )

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Cells, and the grid in words."""
        theme = colors()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for row in range(1, self._most[0] + 1):
            for column in range(1, self._most[1] + 1):
                is_taken = row <= self.at[0] and column <= self.at[1]
                middle = self.cell_middle(row, column)
                box = QRectF(0, 0, _CELL_PX - 1, _CELL_PX - 1)
                box.moveCenter(middle.toPointF())
                painter.setPen(QPen(QColor(theme.accent if is_taken else theme.border), 1.2))
                painter.setBrush(QColor(theme.selected if is_taken else theme.surface))
                painter.drawRoundedRect(box, 3, 3)
        painter.setPen(QColor(theme.text))
        words = self.rect().adjusted(0, 0, 0, -_INSET_PX // 2)
        flags = Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignHCenter
        painter.drawText(words, flags, f"{self.at[0]} × {self.at[1]}")
