"""Findings to review: accept, reject, reopen, go there."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QCheckBox, QPushButton, QVBoxLayout, QWidget

from workstation.domain.finding import Finding, FindingStatus
from workstation.language import tr
from workstation.ui.findings.card_buttons import CardButtons
from workstation.ui.findings.cards_view import CardsView
from workstation.ui.findings.table_model import FindingsFilter, FindingsTableModel
from workstation.ui.widgets.choose_row import choose_row
from workstation.ui.widgets.flow_row import FlowRow
from workstation.ui.widgets.inputs import ComboBox, LineEdit
from workstation.ui.widgets.plain_text import PlainLabel, plain_tip

_DOWN, _UP = Qt.SortOrder.DescendingOrder, Qt.SortOrder.AscendingOrder


class FindingsPanel(QWidget):
    """Cards of findings with a filter; the chosen one says everything that is known of it.

    Parameters
    ----------
    picture : callable
        The picture of a finding; None while there is none.
    key_of : callable
        The key of an action by its id.
    """

    go_to = Signal(object)
    """Finding."""
    decide = Signal(list, object)
    """Finding ids, FindingStatus."""
    edit = Signal(object)
    """Finding."""
    add = Signal()
    measure_again = Signal(object)
    """Finding whose numbers are out of date."""
    chosen = Signal(str)
    """Finding id, when one alone is chosen."""
    lead_on = Signal()
    """The scores are wanted."""

    def __init__(
        self,
        model: FindingsTableModel,
        picture: Callable[[Finding], QImage | None] = lambda _finding: None,
        key_of: Callable[[str], str] = lambda _action: "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._model = model
        self.filter = FindingsFilter(self)
        self.filter.setSourceModel(model)
        self.words = LineEdit()
        self.words.setPlaceholderText(tr("Filter"))
        self.words.setAccessibleName(tr("Filter"))
        self.words.setClearButtonEnabled(True)
        self.words.textChanged.connect(self.filter.set_words)
        self.only_open = QCheckBox(tr("To review"))
        self.only_open.toggled.connect(self.filter.set_only_open)
        self.order = ComboBox()
        self.order.setAccessibleName(tr("Order of findings"))
        self.order.setToolTip(tr("Order of findings"))
        for words, by, direction in (
            (tr("As found"), -1, _UP),
            (tr("To review first"), 1, _UP),
            (tr("Largest first"), 3, _DOWN),
            (tr("Most probable first"), 5, _DOWN),
            (tr("By name"), 0, _UP),
        ):
            self.order.addItem(words, (by, direction))
        self.order.currentIndexChanged.connect(lambda _index: self._sort())
        self.buttons = CardButtons(key_of)
        self.accept, self.reject = self.buttons.accept, self.buttons.reject
        self.reopen, self.edit_button = self.buttons.reopen, self.buttons.edit
        self.cards = CardsView(self.buttons, picture)
        self.cards.setModel(self.filter)
        self.cards.setAccessibleName(tr("Findings"))
        self.cards.activated.connect(self._go)
        self.cards.selectionModel().selectionChanged.connect(lambda *_: self._tell_choice())
        model.dataChanged.connect(lambda *_: self._show_choice())
        model.rowsInserted.connect(lambda *_: self._show_choice())
        model.modelAboutToBeReset.connect(self._remember)
        model.modelReset.connect(self._choose_again)
        self._remembered: list[str] = []
        self.buttons.decided.connect(self.decide_selected)
        self.edit_button.clicked.connect(self.edit_selected)
        self.buttons.measure.clicked.connect(self._measure)
        self.add_button = QPushButton(tr("Add…"))
        key = key_of("add_finding")
        self.add_button.setToolTip(
            plain_tip(tr("A finding of your own at the crosshair ({key})", key=key))
        )
        self.add_button.clicked.connect(self.add)
        self.next_button = QPushButton(tr("Scores ▸"))
        self.next_button.setToolTip(tr("On to the scores of these findings"))
        self.next_button.clicked.connect(self.lead_on)
        self.summary = PlainLabel()
        self.summary.setObjectName("muted")
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.addLayout(FlowRow(self.words, self.only_open, self.order))
        column.addWidget(self.cards, 1)
        column.addLayout(FlowRow(self.add_button, self.next_button, self.summary))
        self._show_choice()

    def selected(self) -> list[Finding]:
        """The chosen findings, in the order of the cards."""
        return [
            self._model.finding(self.filter.mapToSource(self.filter.index(row, 0)).row())
            for row in self.cards.chosen_rows()
        ]

    def show_picture(self, finding_id: str) -> None:
        """The picture of a finding is there: paint its card anew."""
        index = self._index_of(finding_id)
        if index.isValid():
            self.cards.update(index)

    def _index_of(self, finding_id: str) -> QModelIndex:
        row = self._model.row_of(finding_id)
        return self.filter.mapFromSource(self._model.index(row, 0)) if row >= 0 else QModelIndex()

    def _sort(self) -> None:
        column, direction = self.order.currentData()
        # Among equals the order is that of finding, not that of the order before.
        self.filter.sort(-1)
        self.filter.sort(column, direction)

    def _remember(self) -> None:
        self._remembered = [finding.id for finding in self.selected()]

    def _choose_again(self) -> None:
        """What was chosen stays chosen when findings come or go."""
        chosen, first = QItemSelection(), QModelIndex()
        for finding_id in self._remembered:
            index = self._index_of(finding_id)
            if index.isValid():
                chosen.select(index, index)
                first = first if first.isValid() else index
        flags = QItemSelectionModel.SelectionFlag
        selection = self.cards.selectionModel()
        selection.setCurrentIndex(first, flags.NoUpdate)
        selection.select(chosen, flags.ClearAndSelect)
        self._show_choice()

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

    def _measure(self) -> None:
        stale = [finding for finding in self.selected() if self._model.is_stale(finding)]
        if stale:
            self.measure_again.emit(stale[0])

    def step(self, by: int) -> Finding | None:
        """Choose the next or previous card and go there."""
        count = self.filter.rowCount()
        if count == 0:
            return None
        current = self.cards.currentIndex().row()
        row = (current + by) % count if current >= 0 else (0 if by > 0 else count - 1)
        choose_row(self.cards, self.filter.index(row, 0))
        found = self.selected()
        if found:
            self.go_to.emit(found[0])
        return found[0] if found else None

    def select(self, finding_id: str) -> None:
        """Choose a finding."""
        index = self._index_of(finding_id)
        if index.isValid():
            choose_row(self.cards, index)

    def _go(self, index: QModelIndex) -> None:
        row = self.filter.mapToSource(index).row()
        self.go_to.emit(self._model.finding(row))

    def _tell_choice(self) -> None:
        self._show_choice()
        chosen = self.selected()
        if len(chosen) == 1:
            self.chosen.emit(chosen[0].id)

    def _show_choice(self) -> None:
        chosen = self.selected() if self._model.rowCount() else []
        is_stale = any(self._model.is_stale(finding) for finding in chosen)
        self.buttons.show_for(chosen, is_stale=is_stale)
        self.cards.lay_again()
        findings = [self._model.finding(row) for row in range(self._model.rowCount())]
        waiting = sum(f.status is FindingStatus.PROPOSED for f in findings)
        self.cards.nothing_words = (
            tr("No finding is left by the filter.")
            if findings
            else tr("No findings. A plugin proposes them, or add your own.")
        )
        count = len(findings)
        self.summary.setText(
            tr("{waiting} of {count} to review", waiting=waiting, count=count)
            if findings
            else tr("No findings")
        )
