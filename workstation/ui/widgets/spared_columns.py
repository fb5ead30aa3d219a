"""Columns of a table that go where there is no room for the one that matters."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QTableView


class SparedColumns(QObject):
    """Gives one column the room that the others leave, and takes others away for it.

    Nothing scrolls sideways: a number that is cut off reads as another one. What stands in a
    column that is gone is to stand in the tips of its row.

    Parameters
    ----------
    table : QTableView
        All of its columns but the main one are as wide as their contents.
    main : int
        The column that takes what is left.
    least_px : int
        What it needs.
    spared : tuple of int
        Columns that may go, the first one first.
    """

    def __init__(
        self, table: QTableView, *, main: int, least_px: int, spared: tuple[int, ...]
    ) -> None:
        super().__init__(table)
        self._table = table
        self._main = main
        self._least_px = least_px
        self._spared = spared
        self._gone: dict[int, int] = {}
        """Columns that do not fit, with the width that they need."""
        self._soon = QTimer(self, interval=0, singleShot=True)
        self._soon.timeout.connect(self.share)
        table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        table.viewport().installEventFilter(self)
        table.horizontalHeader().sectionResized.connect(
            lambda section, *_: self._soon.start() if section != main else None
        )
        self._soon.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """The table has another width."""
        if event.type() is QEvent.Type.Resize:
            self.share()
        return super().eventFilter(watched, event)

    def share(self) -> None:
        """Share the width anew."""
        table = self._table
        room = table.viewport().width() - self._least_px
        others = [n for n in range(table.model().columnCount()) if n != self._main]
        widths = {n: self._gone.get(n) or table.columnWidth(n) for n in others}
        used = sum(widths.values())
        for column in self._spared:
            fits = used <= room
            if not fits:
                self._gone[column] = widths[column]
                used -= widths[column]
            else:
                self._gone.pop(column, None)
            table.setColumnHidden(column, not fits)
        table.setColumnWidth(self._main, max(self._least_px, table.viewport().width() - used))
        table.horizontalScrollBar().setValue(0)
