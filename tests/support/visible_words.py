"""Every text that a window shows, and the English that is left in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractListModel,
    QAbstractTableModel,
    QModelIndex,
    Qt,
)
from PySide6.QtGui import QAction, QPainter
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QGroupBox,
    QLabel,
    QLineEdit,
    QListView,
    QMenu,
    QMessageBox,
    QPlainTextEdit,
    QStatusBar,
    QTabBar,
    QTableView,
    QTextBrowser,
    QTreeView,
    QWidget,
)

_TAG = re.compile(r"<[^>]*>|`[^`]*`|https?://\S+|(?:/[\w.+-]+){2,}")
"""No words: tags, code, addresses and paths."""
_WORD = r"[A-Za-z][A-Za-z'’-]+"
_MOST_ROWS = 400


def english_in(text: str, allowed: tuple[str, ...] = (), *, least: int = 3) -> list[str]:
    """Runs of so many Latin words or more that no allowed phrase covers."""
    for phrase in sorted(allowed, key=len, reverse=True):
        text = text.replace(phrase, "·")
    run = re.compile(rf"{_WORD}(?:,? +[A-Za-z][A-Za-z'’-]*){{{least - 1},}}")
    runs = (match.group() for match in run.finditer(_TAG.sub("·", text)))
    return [run for run in runs if not run.isupper()]


def shown_texts() -> set[str]:
    """Texts of every visible window: labels, actions, tips, cells, choices, names."""
    found: set[str] = set()
    for window in QApplication.topLevelWidgets():
        if window.isVisible():
            for widget in (window, *window.findChildren(QWidget)):
                found |= set(_texts_of(widget))
            for action in window.findChildren(QAction):
                found |= {action.text(), action.toolTip(), action.statusTip()}
    return {text for text in found if text.strip()}


def _texts_of(widget: QWidget) -> Iterator[str]:
    yield from (widget.toolTip(), widget.windowTitle(), widget.accessibleName())
    for kind, say in _SAY.items():
        if isinstance(widget, kind):
            yield from say(widget)


def _cells(model: QAbstractItemModel | None, parent: QModelIndex | None = None) -> Iterator[str]:
    if model is None:
        return
    parent = parent or QModelIndex()
    columns = model.columnCount(parent)
    yield from (str(model.headerData(n, Qt.Orientation.Horizontal) or "") for n in range(columns))
    is_tree = not isinstance(model, QAbstractTableModel | QAbstractListModel)
    for row in range(min(model.rowCount(parent), _MOST_ROWS)):
        for column in range(columns):
            index = model.index(row, column, parent)
            for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
                value = model.data(index, role)
                if isinstance(value, str):
                    yield value
        if is_tree:
            yield from _cells(model, model.index(row, 0, parent))


def _rows(view: QListView) -> Iterator[str]:
    model = view.model()
    for row in range(model.rowCount() if model is not None else 0):
        yield str(model.index(row, 0).data())


_SAY: dict[type[QWidget], Callable[[Any], Iterable[str]]] = {
    QLabel: lambda w: [w.text()],
    QAbstractButton: lambda w: [w.text()],
    QLineEdit: lambda w: [w.placeholderText()],
    QComboBox: lambda w: [w.itemText(n) for n in range(w.count())],
    QAbstractSpinBox: lambda w: [w.text()],
    QGroupBox: lambda w: [w.title()],
    QMenu: lambda w: [w.title()],
    QTabBar: lambda w: [each(n) for n in range(w.count()) for each in (w.tabText, w.tabToolTip)],
    QMessageBox: lambda w: [w.text(), w.informativeText(), w.detailedText()],
    QStatusBar: lambda w: [w.currentMessage()],
    QTextBrowser: lambda w: [w.toPlainText()],
    QPlainTextEdit: lambda w: [w.placeholderText()],
    QTreeView: lambda w: _cells(w.model()),
    QTableView: lambda w: _cells(w.model()),
    QListView: _rows,
}


@contextmanager
def painted_texts(patch: pytest.MonkeyPatch) -> Iterator[set[str]]:
    """Gathers what is lettered over pictures while the context is open."""
    found: set[str] = set()
    draw: Any = QPainter.drawText

    def drawing(painter: QPainter, *arguments: Any) -> Any:
        found.update(each for each in arguments if isinstance(each, str))
        return draw(painter, *arguments)

    with patch.context() as inner:
        inner.setattr(QPainter, "drawText", drawing)
        yield found
