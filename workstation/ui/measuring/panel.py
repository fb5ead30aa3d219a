"""The reader's measurements."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QSize, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from workstation.language import tr
from workstation.messages import Message
from workstation.session.annotations import Annotation
from workstation.ui.measuring.table_model import COLUMNS, MeasurementsTableModel
from workstation.ui.widgets.flow_row import FlowRow
from workstation.ui.widgets.lists import TableView
from workstation.ui.widgets.spared_columns import SparedColumns

_ROWS_LOOKED_AT = 40
"""Rows that the width of a column follows; all of thousands would be looked at each time."""
_TEXT = COLUMNS.index(Message("Text"))
_READINGS = COLUMNS.index(Message("Readings"))
_SERIES = COLUMNS.index(Message("Series"))
_LEAST_READINGS_PX, _WIDTH_PX = 120, 440


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
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(_READINGS, QHeaderView.ResizeMode.Interactive)
        SparedColumns(
            self.table, main=_READINGS, least_px=_LEAST_READINGS_PX, spared=(_SERIES, _TEXT)
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
        buttons = FlowRow(self.copy, self.export, self.remove)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.addWidget(self.table, 1)
        column.addLayout(buttons)

    def sizeHint(self) -> QSize:  # noqa: N802
        """Room for kind and readings."""
        return super().sizeHint().expandedTo(QSize(_WIDTH_PX, 0))

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
