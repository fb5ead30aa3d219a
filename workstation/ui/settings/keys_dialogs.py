"""The keys in force, and changing them and the buttons of the tool bar."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QKeySequenceEdit,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from workstation.language import tr
from workstation.ui.shell.action_table import plain_text
from workstation.ui.shell.key_bindings import KeyBindings
from workstation.ui.widgets.dialog_size import open_at
from workstation.ui.widgets.inputs import LineEdit
from workstation.ui.widgets.plain_text import PlainLabel

_ID = Qt.ItemDataRole.UserRole
_TOOL_BAR = 3


def _table(columns: list[str]) -> QTableWidget:
    table = QTableWidget(0, len(columns))
    table.setHorizontalHeaderLabels(columns)
    table.verticalHeader().hide()
    table.setShowGrid(False)
    table.setAlternatingRowColors(True)
    table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
    table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
    header = table.horizontalHeader()
    header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
    return table


def _filter(table: QTableWidget, words: str) -> None:
    """Hide the rows that lack one of the words."""
    wanted = words.lower().split()
    for row in range(table.rowCount()):
        cells = (table.item(row, column) for column in range(3))
        text = " ".join(cell.text() for cell in cells if cell is not None).lower()
        table.setRowHidden(row, not all(word in text for word in wanted))


class KeysDialog(QDialog):
    """Every gesture of the mouse and every key in force, and what it does."""

    guide_wanted = Signal()
    change_wanted = Signal()

    def __init__(self, rows: Iterable[tuple[str, str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Keys and mouse"))
        open_at(self, 620, 620)
        self.search = LineEdit()
        self.search.setPlaceholderText(tr("Search"))
        self.search.setClearButtonEnabled(True)
        self.table = _table([tr("Menu"), tr("What"), tr("Key")])
        for cells in rows:
            row = self.table.rowCount()
            self.table.insertRow(row)
            for column, text in enumerate(cells):
                self.table.setItem(row, column, QTableWidgetItem(text))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        guide = buttons.addButton(tr("User guide"), QDialogButtonBox.ButtonRole.ActionRole)
        change = buttons.addButton(tr("Change keys…"), QDialogButtonBox.ButtonRole.ActionRole)
        guide.clicked.connect(self.guide_wanted)
        change.clicked.connect(self.change_wanted)
        buttons.rejected.connect(self.reject)
        column_box = QVBoxLayout(self)
        column_box.addWidget(self.search)
        column_box.addWidget(self.table)
        column_box.addWidget(buttons)
        self.search.textChanged.connect(lambda words: _filter(self.table, words))


class KeyEditor(QDialog):
    """Changes keys and the buttons of the tool bar; both hold at once.

    Parameters
    ----------
    bindings : KeyBindings
        What is changed.
    """

    def __init__(self, bindings: KeyBindings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Keys and tool bar"))
        open_at(self, 720, 620)
        self._bindings = bindings
        self.search = LineEdit()
        self.search.setPlaceholderText(tr("Search"))
        self.search.setClearButtonEnabled(True)
        self.table = _table([tr("Menu"), tr("What"), tr("Key"), tr("Tool bar")])
        self.table.setSelectionMode(QTableWidget.SelectionMode.SingleSelection)
        self.key = QKeySequenceEdit()
        self.key.setMaximumSequenceLength(1)
        self.key.setAccessibleName(tr("New key"))
        self.conflict = PlainLabel()
        self.conflict.setObjectName("caution")
        self.conflict.setWordWrap(True)
        self.add = QPushButton(tr("Add key"))
        self.clear = QPushButton(tr("No key"))
        self.reset = QPushButton(tr("Default key"))
        row = QHBoxLayout()
        row.addWidget(PlainLabel(tr("New key")))
        row.addWidget(self.key, 1)
        for button in (self.add, self.clear, self.reset):
            button.setAutoDefault(False)
            row.addWidget(button)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self.reset_all = QPushButton(tr("All defaults"))
        buttons.addButton(self.reset_all, QDialogButtonBox.ButtonRole.ResetRole)
        for each in buttons.buttons():
            each.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(self.search)
        column.addWidget(self.table, 1)
        column.addLayout(row)
        column.addWidget(self.conflict)
        column.addWidget(buttons)
        self._fill()
        self.search.textChanged.connect(lambda words: _filter(self.table, words))
        self.table.itemSelectionChanged.connect(self._follow)
        self.table.itemChanged.connect(self._toggle)
        self.key.keySequenceChanged.connect(lambda _key: self._follow())
        self.add.clicked.connect(lambda _on: self._add())
        self.clear.clicked.connect(lambda _on: self._set(()))
        self.reset.clicked.connect(lambda _on: self._reset())
        self.reset_all.clicked.connect(lambda _on: self._reset_all())
        self._follow()

    @property
    def chosen(self) -> str:
        """Id of the action that is chosen, or ""."""
        items = self.table.selectedItems()
        return str(items[0].data(_ID)) if items else ""

    def choose(self, action_id: str) -> None:
        """Choose the row of an action."""
        for row in range(self.table.rowCount()):
            item = self.table.item(row, 0)
            if item is not None and item.data(_ID) == action_id:
                self.table.selectRow(row)

    def _fill(self) -> None:
        chosen = self.chosen
        self.table.blockSignals(True)
        self.table.setRowCount(0)
        shown = self._bindings.on_tool_bar()
        actions = self._bindings.table
        for row, spec in enumerate(actions.specs.values()):
            self.table.insertRow(row)
            keys = "   ".join(actions.keys(spec.id))
            cells = (plain_text(spec.menu_words), plain_text(spec.words), keys, "")
            for column, text in enumerate(cells):
                item = QTableWidgetItem(text)
                item.setData(_ID, spec.id)
                if column == _TOOL_BAR:
                    item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
                    on = spec.id in shown
                    item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
                self.table.setItem(row, column, item)
        self.table.blockSignals(False)
        _filter(self.table, self.search.text())
        if chosen:
            self.choose(chosen)

    def _new_key(self) -> str:
        return self.key.keySequence().toString(QKeySequence.SequenceFormat.PortableText)

    def _follow(self) -> None:
        """Say what would lose its key, and offer what can be done."""
        chosen, key = self.chosen, self._new_key()
        for button in (self.clear, self.reset):
            button.setEnabled(bool(chosen))
        self.add.setEnabled(bool(chosen and key))
        takers = self._bindings.takers(key, but=chosen) if key else ()
        names = ", ".join(self._bindings.table.title(taker) for taker in takers)
        self.conflict.setText(
            tr("{key} belongs to “{names}”, which loses it.", key=key, names=names)
            if takers
            else ""
        )

    def _add(self) -> None:
        self._bindings.add(self.chosen, self._new_key())
        self.key.clear()
        self._fill()

    def _set(self, keys: tuple[str, ...]) -> None:
        self._bindings.set_keys(self.chosen, keys)
        self._fill()

    def _reset(self) -> None:
        self._bindings.reset(self.chosen)
        self._fill()

    def _reset_all(self) -> None:
        self._bindings.reset_all()
        self._bindings.reset_tool_bar()
        self._fill()

    def _toggle(self, item: QTableWidgetItem) -> None:
        if item.column() == _TOOL_BAR:
            on = item.checkState() is Qt.CheckState.Checked
            self._bindings.put_on_tool_bar(str(item.data(_ID)), shown=on)
