"""A row of widgets that goes on in the next line where there is no room."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt, QTimer
from PySide6.QtWidgets import QLayout, QLayoutItem, QSizePolicy, QWidget

_GAP_PX = 6


class FlowRow(QLayout):
    """Lays widgets side by side, each as wide as it wants to be, in as many lines as it takes.

    Parameters
    ----------
    *widgets : QWidget
        In their order.
    centered : bool
        Lines stand in the middle, not at the left.
    """

    def __init__(self, *widgets: QWidget, centered: bool = False) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        self._centered = centered
        self._width = 0
        """As it was laid last; 0 before that."""
        self.setContentsMargins(0, 0, 0, 0)
        for widget in widgets:
            self.addWidget(widget)

    def addItem(self, item: QLayoutItem) -> None:  # noqa: N802
        """Take one more in."""
        self._items.append(item)

    def count(self) -> int:
        """How many there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:  # noqa: N802
        """One of them; None beyond the last."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # noqa: N802
        """Give one back."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:  # noqa: N802
        """It needs no more room than its widgets."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:  # noqa: N802
        """Narrow is high."""
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802
        """Height of all lines, px."""
        return self._lay(QRect(0, 0, width, 0), move=False)

    def sizeHint(self) -> QSize:  # noqa: N802
        """All in one line."""
        shown = self._shown
        width = sum(item.sizeHint().width() for item in shown) + _GAP_PX * max(len(shown) - 1, 0)
        return QSize(width, max((item.sizeHint().height() for item in shown), default=0))

    def minimumSize(self) -> QSize:  # noqa: N802
        """As wide as the widest, and as high as the lines of the present width."""
        sizes = [item.minimumSize() for item in self._shown]
        widest = max((size.width() for size in sizes), default=0)
        if self._width:
            return QSize(widest, self.heightForWidth(self._width))
        return QSize(widest, max((size.height() for size in sizes), default=0))

    def setGeometry(self, rect: QRect) -> None:  # noqa: N802
        """Lay the lines into a place."""
        super().setGeometry(rect)
        self._lay(rect, move=True)
        host = self.parentWidget()
        if rect.width() != self._width and host is not None:
            # What lies around asked for the least height before it was known.
            self._width = rect.width()
            QTimer.singleShot(0, host, self.invalidate)

    @property
    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _lay(self, rect: QRect, *, move: bool) -> int:
        lines: list[list[QLayoutItem]] = [[]]
        used = 0
        for item in self._shown:
            width = min(item.sizeHint().width(), max(rect.width(), item.minimumSize().width()))
            if lines[-1] and used + width > rect.width():
                lines.append([])
                used = 0
            lines[-1].append(item)
            used += width + _GAP_PX
        top = rect.top()
        for line in lines:
            height = max((item.sizeHint().height() for item in line), default=0)
            if move:
                self._place(line, rect, top, height)
            top += height + _GAP_PX
        return max(top - _GAP_PX - rect.top(), 0)

    def _place(self, line: list[QLayoutItem], rect: QRect, top: int, height: int) -> None:
        widths = [min(item.sizeHint().width(), rect.width()) for item in line]
        free = rect.width() - sum(widths) - _GAP_PX * max(len(line) - 1, 0)
        stretching = [
            n
            for n, item in enumerate(line)
            if (widget := item.widget()) is not None
            and widget.sizePolicy().horizontalPolicy() is QSizePolicy.Policy.Expanding
        ]
        for n in stretching:
            widths[n] += max(free, 0) // len(stretching)
        left = rect.left() + (max(free, 0) // 2 if self._centered and not stretching else 0)
        for item, width in zip(line, widths, strict=True):
            item.setGeometry(QRect(left, top, width, height))
            left += width + _GAP_PX
