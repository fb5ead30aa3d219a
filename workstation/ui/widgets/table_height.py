"""Lists that show whole rows."""

from __future__ import annotations

from PySide6.QtWidgets import QTableView

_FEWEST_ROWS = 2


def show_whole_rows(table: QTableView, most: int) -> None:
    """Give a table room for its rows, up to a number of them; the rest is scrolled to."""
    model = table.model()
    rows = min(max(model.rowCount() if model is not None else 0, _FEWEST_ROWS), most)
    header = table.horizontalHeader().sizeHint().height()
    row = table.verticalHeader().defaultSectionSize()
    bar = table.horizontalScrollBar().sizeHint().height()
    table.setMinimumHeight(header + rows * row + bar + 2 * table.frameWidth())
