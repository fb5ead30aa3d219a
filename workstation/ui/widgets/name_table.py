"""A table whose first column is a name that can always be read."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHeaderView, QTableView, QWidget

_NAME_PX, _WIDTH_PX = 110, 400
_ROWS_LOOKED_AT = 40
"""Rows that the width of a column follows; all of thousands would be looked at each time."""


class NameTable(QTableView):
    """The first column takes what the others leave, but never less than a name needs.

    The others are as wide as their contents. Where all of them do not fit, those that can be
    spared go, the first of them first, before the table scrolls sideways: a number that is cut
    off reads as another one.

    Parameters
    ----------
    spared : tuple of int
        Columns whose contents stand elsewhere, too.
    """

    def __init__(self, spared: tuple[int, ...] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_sharing = False
        self._spared = spared
        self._gone: dict[int, int] = {}
        """Columns that do not fit, with the width that they need."""
        self.setHorizontalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)

    def sizeHint(self) -> QSize:  # noqa: N802
        """Room for a name and a few numbers."""
        return super().sizeHint().expandedTo(QSize(_WIDTH_PX, 0))

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
        room = self.viewport().width() - _NAME_PX
        others = sum(self.columnWidth(column) for column in range(1, model.columnCount()))
        others += sum(self._gone.values())
        for column in self._spared:
            if self.isColumnHidden(column) and column not in self._gone:
                continue
            width = self._gone.pop(column, None) or self.columnWidth(column)
            fits = others <= room
            self.setColumnHidden(column, not fits)
            if not fits:
                self._gone[column] = width
                others -= width
        self.setColumnWidth(0, max(_NAME_PX, self.viewport().width() - others))
        self._is_sharing = False
