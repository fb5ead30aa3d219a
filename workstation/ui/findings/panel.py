"""Findings to review: accept, reject, reopen, go there."""

from __future__ import annotations

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from workstation.domain.finding import Finding, FindingStatus
from workstation.language import tr
from workstation.messages import Message
from workstation.ui.findings.table_model import COLUMNS, FindingsFilter, FindingsTableModel
from workstation.ui.widgets.choose_row import choose_row
from workstation.ui.widgets.flow_row import FlowRow
from workstation.ui.widgets.inputs import LineEdit
from workstation.ui.widgets.name_table import NameTable
from workstation.ui.widgets.plain_text import PlainLabel


class FindingsPanel(QWidget):
    """Table of findings with a filter and what is known of the chosen one."""

    go_to = Signal(object)
    """Finding."""
    decide = Signal(list, object)
    """Finding ids, FindingStatus."""
    edit = Signal(object)
    """Finding."""
    add = Signal()
    chosen = Signal(str)
    """Finding id, when one alone is chosen."""

    def __init__(self, model: FindingsTableModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.filter = FindingsFilter(self)
        self.filter.setSourceModel(model)
        self.words = LineEdit()
        self.words.setPlaceholderText(tr("Filter"))
        self.words.setClearButtonEnabled(True)
        self.words.textChanged.connect(self.filter.set_words)
        self.only_open = QCheckBox(tr("To review"))
        self.only_open.toggled.connect(self.filter.set_only_open)
        # Volume and probability stand below the table, too.
        self.table = NameTable(
            spared=(COLUMNS.index(Message("Volume")), COLUMNS.index(Message("Prob.")))
        )
        self.table.setModel(self.filter)
        self.table.size_columns()
        self.table.setSortingEnabled(True)
        self.table.sortByColumn(-1, Qt.SortOrder.AscendingOrder)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setAlternatingRowColors(True)
        self.table.setShowGrid(False)
        self.table.verticalHeader().hide()
        self.table.setAccessibleName(tr("Findings"))
        self.table.doubleClicked.connect(self._go)
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._tell_choice())
        model.dataChanged.connect(lambda *_: self._show_details())
        model.rowsInserted.connect(lambda *_: self._show_details())
        model.modelAboutToBeReset.connect(self._remember)
        model.modelReset.connect(self._choose_again)
        self._remembered: list[str] = []
        self.accept = QPushButton(tr("Accept"))
        self.reject = QPushButton(tr("Reject"))
        self.reopen = QPushButton(tr("Reopen"))
        for button, status, keys in (
            (self.accept, FindingStatus.ACCEPTED, "Shift+A"),
            (self.reject, FindingStatus.REJECTED, "Shift+X"),
            (self.reopen, FindingStatus.PROPOSED, "Shift+O"),
        ):
            button.setToolTip(tr("{keys}; Ctrl+Z takes it back", keys=keys))
            button.clicked.connect(lambda _on=False, status=status: self.decide_selected(status))
        self.edit_button = QPushButton(tr("Edit…"))
        self.edit_button.setToolTip("Shift+E")
        self.edit_button.clicked.connect(self.edit_selected)
        self.add_button = QPushButton(tr("Add…"))
        self.add_button.setToolTip(tr("A finding of your own at the crosshair (Shift+N)"))
        self.add_button.clicked.connect(self.add)
        self.details = PlainLabel()
        self.details.setObjectName("muted")
        self.details.setWordWrap(True)
        self.details.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.summary = PlainLabel()
        self.summary.setObjectName("muted")
        top = FlowRow(self.words, self.only_open, self.summary)
        buttons = FlowRow(self.accept, self.reject, self.reopen, self.edit_button, self.add_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.addLayout(top)
        column.addWidget(self.table, 1)
        column.addLayout(buttons)
        column.addWidget(self.details)
        self._show_details()

    def selected(self) -> list[Finding]:
        """The chosen findings, in table order."""
        rows = sorted(index.row() for index in self.table.selectionModel().selectedRows())
        return [
            self._model.finding(self.filter.mapToSource(self.filter.index(row, 0)).row())
            for row in rows
        ]

    def _remember(self) -> None:
        self._remembered = [finding.id for finding in self.selected()]

    def _choose_again(self) -> None:
        """What was chosen stays chosen when findings come or go."""
        chosen = QItemSelection()
        for finding_id in self._remembered:
            row = self._model.row_of(finding_id)
            index = self.filter.mapFromSource(self._model.index(row, 0))
            if row >= 0 and index.isValid():
                chosen.select(index, index)
        flags = QItemSelectionModel.SelectionFlag
        self.table.selectionModel().select(chosen, flags.ClearAndSelect | flags.Rows)
        self._show_details()

    def decide_selected(self, status: FindingStatus) -> None:
        """Ask for a decision about the chosen findings."""
        ids = [finding.id for finding in self.selected()]
        if ids:
            self.decide.emit(ids, status)

    def edit_selected(self) -> None:
        """Ask for other words for the chosen finding, when it is one alone."""
        chosen = self.selected()
        if len(chosen) == 1:
            self.edit.emit(chosen[0])

    def step(self, by: int) -> Finding | None:
        """Choose the next or previous row and go there."""
        count = self.filter.rowCount()
        if count == 0:
            return None
        current = self.table.currentIndex().row()
        row = (current + by) % count if current >= 0 else (0 if by > 0 else count - 1)
        choose_row(self.table, self.filter.index(row, 0))
        found = self.selected()
        if found:
            self.go_to.emit(found[0])
        return found[0] if found else None

    def select(self, finding_id: str) -> None:
        """Choose a finding."""
        row = self._model.row_of(finding_id)
        if row >= 0:
            index = self.filter.mapFromSource(self._model.index(row, 0))
            if index.isValid():
                choose_row(self.table, index)

    def _go(self, index: QModelIndex) -> None:
        row = self.filter.mapToSource(index).row()
        self.go_to.emit(self._model.finding(row))

    def _tell_choice(self) -> None:
        self._show_details()
        chosen = self.selected()
        if len(chosen) == 1:
            self.chosen.emit(chosen[0].id)

    def _show_details(self) -> None:
        chosen = self.selected() if self._model.rowCount() else []
        for button in (self.accept, self.reject, self.reopen):
            button.setEnabled(bool(chosen))
        self.edit_button.setEnabled(len(chosen) == 1)
        self.details.setText(self._model.details(chosen[0]) if len(chosen) == 1 else "")
        self.details.setVisible(bool(self.details.text()))
        findings = [self._model.finding(row) for row in range(self._model.rowCount())]
        waiting = sum(f.status is FindingStatus.PROPOSED for f in findings)
        self.table.setColumnHidden(5, all(f.probability is None for f in findings))
        self.summary.setText(
            tr("{waiting} to review", waiting=waiting) if findings else tr("No findings")
        )
