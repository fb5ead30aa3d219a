"""The reader's measurements."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from workstation.ui.models.measurements_table import MeasurementsTableModel


class MeasurementsPanel(QWidget):
    """Table of measurements: go there, delete, copy."""

    go_to = Signal(object)
    """Annotation."""
    delete = Signal(str)

    def __init__(self, model: MeasurementsTableModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.table = QTableView()
        self.table.setModel(model)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setShowGrid(False)
        self.table.setAlternatingRowColors(True)
        self.table.verticalHeader().hide()
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        self.table.setWordWrap(True)
        model.modelReset.connect(self.table.resizeRowsToContents)
        self.table.setAccessibleName("Measurements")
        self.table.doubleClicked.connect(self._go)
        self.copy = QPushButton("Copy table")
        self.copy.clicked.connect(self.copy_table)
        self.remove = QPushButton("Delete")
        self.remove.clicked.connect(self._delete)
        buttons = QHBoxLayout()
        buttons.addWidget(self.copy)
        buttons.addWidget(self.remove)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.addWidget(self.table, 1)
        column.addLayout(buttons)

    def copy_table(self) -> None:
        """Put the table on the clipboard, with tabs."""
        QGuiApplication.clipboard().setText(self._model.as_text())

    def _go(self, index: QModelIndex) -> None:
        self.go_to.emit(self._model.annotation(index.row()))

    def _delete(self) -> None:
        rows = [index.row() for index in self.table.selectionModel().selectedRows()]
        for annotation in [self._model.annotation(row) for row in rows]:
            self.delete.emit(annotation.id)
