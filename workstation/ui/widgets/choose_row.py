"""Choosing a row from the program, not by the hand."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, QModelIndex
from PySide6.QtWidgets import QAbstractItemView


def choose_row(view: QAbstractItemView, index: QModelIndex) -> None:
    """Choose the row of an index and no other.

    `selectRow` and `setCurrentIndex` of a view look at the keys that are held down, as if the
    hand had clicked: with Ctrl they take a chosen row away, with Shift they choose several.
    """
    flags = QItemSelectionModel.SelectionFlag
    view.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
