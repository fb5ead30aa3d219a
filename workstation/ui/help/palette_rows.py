"""How what was found stands in its row: what it is, where it is, its keys."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from workstation.ui.widgets.theme import colors

_MARGIN = 8
_TITLE_SHARE, _KEYS_SHARE = 0.48, 0.26


class Row(Protocol):
    """What a row shows."""

    @property
    def title(self) -> str:
        """What it is."""

    @property
    def place(self) -> str:
        """In which menu, or of which study."""

    @property
    def keys(self) -> str:
        """The keys in force."""

    @property
    def enabled(self) -> bool:
        """Whether it can be run now."""


class PaletteRows(QStyledItemDelegate):
    """Paints three columns; the item itself has all words, for those who hear them."""

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """The background of the list, and the words over it."""
        row: Row = index.data(Qt.ItemDataRole.UserRole)
        styled = QStyleOptionViewItem(option)
        self.initStyleOption(styled, index)
        styled.text = ""
        style = styled.widget.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, styled, painter, styled.widget)
        chosen = bool(styled.state & QStyle.StateFlag.State_Selected)
        theme = colors()
        plain = QColor(theme.text)
        muted = plain if chosen and row.enabled else QColor(theme.muted)
        area = styled.rect.adjusted(_MARGIN, 0, -_MARGIN, 0)
        first, last = round(area.width() * _TITLE_SHARE), round(area.width() * _KEYS_SHARE)
        places = (
            (row.title, plain if row.enabled else muted, 0, first),
            (row.place, muted, first, area.width() - first - last),
            (row.keys, muted, area.width() - last, last),
        )
        painter.save()
        painter.setFont(styled.font)
        metrics = QFontMetrics(styled.font)
        for words, color, left, width in places:
            painter.setPen(color)
            painter.drawText(
                QRect(area.left() + left, area.top(), width, area.height()),
                Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft,
                metrics.elidedText(words, Qt.TextElideMode.ElideRight, width - _MARGIN),
            )
        painter.restore()
