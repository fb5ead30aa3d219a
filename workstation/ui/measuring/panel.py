"""The reader's measurements."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QSize, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from workstation.language import tr
from workstation.messages import Message
from workstation.session.annotations import Annotation
from workstation.ui.measuring.table_model import COLUMNS, MeasurementsTableModel
from workstation.ui.widgets.lists import TableView

_ROWS_LOOKED_AT = 40
"""Rows that the width of a column follows; all of thousands would be looked at each time."""
_READINGS = COLUMNS.index(Message("Readings"))
_LEAST_READINGS_PX, _WIDTH_PX = 150, 440


class MeasurementsPanel(QWidget):
    """Table of measurements: go there, rename, copy, export, delete.

    A double click goes there; F2, or a click on a text that is selected, edits it.
    """

    go_to = Signal(object)
    """Annotation."""
    delete = Signal(str)
    export_wanted = Signal()

    def __init__(self, model: MeasurementsTableModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.table = TableView()
        self.table.setModel(model)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setEditTriggers(
            QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.SelectedClicked
        )
        self.table.setShowGrid(False)
        self.table.setAlternatingRowColors(True)
        self.table.verticalHeader().hide()
        self._share_width = QTimer(self)
        self._share_width.setSingleShot(True)
        self._share_width.setInterval(0)
        self._share_width.timeout.connect(self._share)
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(_READINGS, QHeaderView.ResizeMode.Interactive)
        header.sectionResized.connect(
            lambda section, *_: self._share_width.start() if section < _READINGS else None
        )
        header.setResizeContentsPrecision(_ROWS_LOOKED_AT)
        self._fit_rows = QTimer(self)
        self._fit_rows.setSingleShot(True)
        self._fit_rows.setInterval(0)
        self._fit_rows.timeout.connect(self._fit_shown)
        self._fitted: set[int] = set()
        self.table.setWordWrap(True)
        for signal in (
            header.sectionResized,
            model.modelReset,
            model.rowsInserted,
            model.rowsRemoved,
            model.dataChanged,
        ):
            signal.connect(self._fit_anew)
        self.table.verticalScrollBar().valueChanged.connect(lambda _value: self._fit_rows.start())
        self.table.setAccessibleName(tr("Measurements"))
        self.table.doubleClicked.connect(self._go)
        self.copy = QPushButton(tr("Copy table"))
        self.copy.setToolTip(tr("Copies the selected rows, or all of them"))
        self.copy.clicked.connect(self.copy_table)
        self.export = QPushButton(tr("Export CSV…"))
        self.export.clicked.connect(self.export_wanted)
        self.remove = QPushButton(tr("Delete"))
        self.remove.clicked.connect(self._delete)
        buttons = QHBoxLayout()
        for button in (self.copy, self.export, self.remove):
            buttons.addWidget(button)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.addWidget(self.table, 1)
        column.addLayout(buttons)

    def sizeHint(self) -> QSize:  # noqa: N802
        """Room for kind and readings."""
        return super().sizeHint().expandedTo(QSize(_WIDTH_PX, 0))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Readings end where the table does: a number that is cut off reads as another one."""
        super().resizeEvent(event)
        # The table has its width when the layout is done.
        self._share_width.start()

    def _share(self) -> None:
        before = sum(self.table.columnWidth(column) for column in range(_READINGS))
        room = self.table.viewport().width() - before
        self.table.setColumnWidth(_READINGS, max(_LEAST_READINGS_PX, room))

    def _fit_anew(self, *_: object) -> None:
        self._fitted.clear()
        self._fit_rows.start()

    def _fit_shown(self) -> None:
        """Give the rows on the screen the height that their readings need."""
        first = self.table.rowAt(0)
        last = self.table.rowAt(self.table.viewport().height() - 1)
        if first < 0:
            return
        for row in range(first, self._model.rowCount() if last < 0 else last + 1):
            if row not in self._fitted:
                self._fitted.add(row)
                self.table.resizeRowToContents(row)

    def _chosen_rows(self) -> list[int]:
        return sorted(index.row() for index in self.table.selectionModel().selectedRows())

    def chosen(self) -> list[Annotation]:
        """The measurements of the selected rows."""
        return [self._model.annotation(row) for row in self._chosen_rows()]

    def copy_table(self) -> None:
        """Put the selected rows, or the whole table, on the clipboard, with tabs."""
        QGuiApplication.clipboard().setText(self._model.as_text(self._chosen_rows() or None))

    def _go(self, index: QModelIndex) -> None:
        self.go_to.emit(self._model.annotation(index.row()))

    def _delete(self) -> None:
        for annotation in self.chosen():
            self.delete.emit(annotation.id)
