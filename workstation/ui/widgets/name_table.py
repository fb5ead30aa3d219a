"""A table whose first column is a name that can always be read."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHeaderView, QTableView, QWidget

_NAME_PX = 150
_ROWS_LOOKED_AT = 40
"""Rows that the width of a column follows; all of thousands would be looked at each time."""


class NameTable(QTableView):
    """The first column takes what the others leave, but never less than a name needs.

    The others are as wide as their contents; where all of them do not fit, the table scrolls
    sideways.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_sharing = False
        self.setHorizontalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)

    def size_columns(self) -> None:
        """Call it when the model is set."""
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Fixed)
        header.setResizeContentsPrecision(_ROWS_LOOKED_AT)
        header.sectionResized.connect(lambda section, *_: self._share() if section else None)

    def updateGeometries(self) -> None:  # noqa: N802
        """Share the width anew."""
        super().updateGeometries()
        self._share()

    def _share(self) -> None:
        model = self.model()
        if self._is_sharing or model is None or model.columnCount() == 0:
            return
        self._is_sharing = True
        others = sum(self.columnWidth(column) for column in range(1, model.columnCount()))
        self.setColumnWidth(0, max(_NAME_PX, self.viewport().width() - others))
        self._is_sharing = False
