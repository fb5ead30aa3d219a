"""What of a window cannot be read: cut, covered, beyond the edge, behind a needless scroll bar."""

from __future__ import annotations

from itertools import combinations

from PySide6.QtCore import QModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QListView,
    QMenu,
    QStyle,
    QStyleOptionComboBox,
    QTabBar,
    QTableView,
    QToolButton,
    QTreeView,
    QWidget,
)

_TEXT = (QLabel, QAbstractButton, QComboBox, QAbstractSpinBox, QLineEdit)
_SLACK = 1
_NEARLY_FITS_PX = 8
MOST_ENTRIES = 20


def problems(root: QWidget, screen: QSize) -> list[str]:
    """Everything in a window or dialog that is shown and cannot be read, in words.

    Parameters
    ----------
    screen : QSize
        Room that the window may take.
    """
    found = []
    if root.width() > screen.width() or root.height() > screen.height():
        found.append(f"{_name(root)} is {root.width()} x {root.height()}, larger than the screen")
    seen = [each for each in root.findChildren(QWidget) if each.isVisible()]
    seen = [each for each in seen if each.window() is root]
    for widget in seen:
        found += [f"{_name(widget)}: {words}" for words in _cut(widget)]
        if isinstance(widget, _TEXT) and (edge := _beyond(widget)):
            found.append(f"{_name(widget)}: beyond the edge of {edge}")
        if isinstance(widget, QAbstractScrollArea):
            found += [f"{_name(widget)}: {words}" for words in _bars(widget)]
    found += _covered([each for each in seen if isinstance(each, _TEXT)])
    return found


def menu_problems(menu: QMenu, screen: QSize) -> list[str]:
    """A menu that is longer than the screen or than a reader can take in."""
    menu.aboutToShow.emit()
    entries = [each for each in menu.actions() if not each.isSeparator() and each.isVisible()]
    found = []
    if len(entries) > MOST_ENTRIES:
        found.append(f"menu {menu.title()}: {len(entries)} entries")
    size = menu.sizeHint()
    if size.height() > screen.height() or size.width() > screen.width():
        found.append(f"menu {menu.title()}: {size.width()} x {size.height()}")
    return found


def _cut(widget: QWidget) -> list[str]:
    if isinstance(widget, QLabel):
        return _cut_label(widget)
    if isinstance(widget, QAbstractButton):
        wanted = widget.sizeHint()
        if _shows_icon_only(widget):
            return []
        if widget.text() and widget.width() + _SLACK < _least_width(widget):
            return [f"cut at {widget.width()} of {wanted.width()} px"]
        return []
    if isinstance(widget, QComboBox):
        option = QStyleOptionComboBox()
        widget.initStyleOption(option)
        field = widget.style().subControlRect(
            QStyle.ComplexControl.CC_ComboBox,
            option,
            QStyle.SubControl.SC_ComboBoxEditField,
            widget,
        )
        return _cut_text(widget, widget.currentText(), field.width(), bool(widget.toolTip()))
    if isinstance(widget, QHeaderView):
        return _cut_header(widget)
    if isinstance(widget, QTabBar):
        return [
            f"tab “{widget.tabText(n)}” cut"
            for n in range(widget.count())
            if widget.fontMetrics().horizontalAdvance(widget.tabText(n)) > widget.tabRect(n).width()
            and not widget.tabToolTip(n)
        ]
    if isinstance(widget, QTableView):
        return _cut_cells(widget)
    return []


def _shows_icon_only(button: QAbstractButton) -> bool:
    style = Qt.ToolButtonStyle.ToolButtonIconOnly
    is_tool = isinstance(button, QToolButton) and button.toolButtonStyle() is style
    return is_tool and not button.icon().isNull()


def _least_width(button: QAbstractButton) -> int:
    text = button.text().replace("&", "")
    widest = max(button.fontMetrics().horizontalAdvance(line) for line in text.split("\n"))
    icon = button.iconSize().width() if not button.icon().isNull() else 0
    return widest + icon


def _cut_label(label: QLabel) -> list[str]:
    text = label.text()
    if not text or label.textFormat() is Qt.TextFormat.RichText:
        return []
    area = label.contentsRect()
    if label.wordWrap():
        wanted = label.heightForWidth(label.width())
        return (
            [f"“{text[:40]}” cut at {label.height()} of {wanted} px"]
            if (wanted > label.height() + _SLACK)
            else []
        )
    return _cut_text(label, text, area.width(), bool(label.toolTip()))


def _cut_text(widget: QWidget, text: str, width: int, excused: bool) -> list[str]:
    wanted = max(
        (widget.fontMetrics().horizontalAdvance(line) for line in text.split("\n")), default=0
    )
    if wanted <= width + _SLACK or excused:
        return []
    return [f"“{text[:40]}” cut at {width} of {wanted} px"]


def _cut_header(header: QHeaderView) -> list[str]:
    model = header.model()
    if header.orientation() is Qt.Orientation.Vertical:
        return []
    found = []
    for section in range(header.count()):
        if header.isSectionHidden(section):
            continue
        role = Qt.ItemDataRole.DisplayRole
        text = str(model.headerData(section, header.orientation(), role) or "")
        tip = model.headerData(section, header.orientation(), Qt.ItemDataRole.ToolTipRole)
        metrics = QFontMetrics(header.font())
        if metrics.horizontalAdvance(text) > header.sectionSize(section) and not tip:
            found.append(f"column “{text}” cut at {header.sectionSize(section)} px")
    return found


def _cut_cells(table: QTableView) -> list[str]:
    model = table.model()
    found = []
    for row in range(min(model.rowCount(), 8)):
        for column in range(model.columnCount()):
            index = model.index(row, column, QModelIndex())
            place = table.visualRect(index)
            if table.isColumnHidden(column) or not place.isValid():
                continue
            if table.indexWidget(index) is not None:
                continue
            text = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
            wanted = max(
                (table.fontMetrics().horizontalAdvance(line) for line in text.split("\n")),
                default=0,
            )
            lines = table.wordWrap() and place.height() > 2 * table.fontMetrics().height() - 4
            if wanted > place.width() and not lines and not index.data(Qt.ItemDataRole.ToolTipRole):
                found.append(f"cell “{text[:40]}” cut at {place.width()} of {wanted} px")
    return found


def _beyond(widget: QWidget) -> str:
    """The name of what cuts a widget off; empty where nothing does, or where one can scroll."""
    area = widget.rect()
    parent = widget.parentWidget()
    child: QWidget = widget
    while parent is not None and not child.isWindow():
        if isinstance(parent.parentWidget(), QAbstractScrollArea):
            # What lies in a view is scrolled to.
            return ""
        place = QRect(widget.mapTo(parent, QPoint(0, 0)), area.size())
        if not parent.rect().adjusted(-_SLACK, -_SLACK, _SLACK, _SLACK).contains(place):
            return _name(parent)
        child, parent = parent, parent.parentWidget()
    return ""


def _bars(area: QAbstractScrollArea) -> list[str]:
    found = []
    bar = area.horizontalScrollBar()
    if bar.isVisible() and bar.maximum() > bar.minimum():
        found.append(f"scrolls sideways by {bar.maximum()}")
    bar = area.verticalScrollBar()
    is_rows = isinstance(area, (QTreeView, QListView, QTableView))
    least = 0 if is_rows else _NEARLY_FITS_PX
    if bar.isVisible() and 0 < bar.maximum() <= least:
        found.append(f"scrolls down by {bar.maximum()}")
    return found


def _covered(widgets: list[QWidget]) -> list[str]:
    """Words that lie on other words of the same parent."""
    found = []
    families: dict[QWidget, list[QWidget]] = {}
    for widget in widgets:
        parent = widget.parentWidget()
        if parent is not None:
            families.setdefault(parent, []).append(widget)
    for children in families.values():
        for one, other in combinations(children, 2):
            shared = one.geometry() & other.geometry()
            if shared.width() > _SLACK and shared.height() > _SLACK:
                found.append(f"{_name(one)} lies on {_name(other)}")
    return found


def _name(widget: QWidget) -> str:
    text = getattr(widget, "text", None)
    words = text() if callable(text) and isinstance(widget, (QLabel, QAbstractButton)) else ""
    said = words or widget.accessibleName() or widget.objectName() or widget.windowTitle()
    return f"{type(widget).__name__} “{said[:40]}”"
