"""How a series is painted in the list of studies: an undyed picture, its numbers, its words."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QPainter, QPen, QTextOption
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from workstation.ui.widgets.theme import badge_color, colors

TILE_ROLE = Qt.ItemDataRole.UserRole + 3
"""The `SeriesTile` of a row."""
PICTURE_PX = 112
_GAP = 5
_MARK_PX = 2
_PILL = QColor(0, 0, 0, 165)
_ON_PICTURE = QColor("#f2f2f2")
_CORNER = QPointF(_MARK_PX + 1, _MARK_PX + 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesTile:
    """What is seen of a series.

    Parameters
    ----------
    name : str
        Modality and series number, over the picture.
    count : str
        How many images, over the picture.
    title, facts : str
        Description; size, label and what is doubtful.
    is_warned : bool
        The geometry is refused, and nobody has taken note.
    is_shown : bool
        Some viewport shows it.
    picture : QImage or None
        None until it is made.
    """

    name: str
    count: str
    title: str
    facts: str
    is_warned: bool = False
    is_shown: bool = False
    picture: QImage | None = None


class SeriesDelegate(QStyledItemDelegate):
    """Paints rows that have a `SeriesTile`; others as the style does."""

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Selection lies beside the picture and never over it: its greys are those of the image."""
        tile = index.data(TILE_ROLE)
        if not isinstance(tile, SeriesTile):
            super().paint(painter, option, index)
            return
        painter.save()
        state, rect = option.state, QRectF(option.rect)
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(colors().selected))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, QColor(colors().raised))
        painter.setFont(option.font)
        box = QRectF(rect.left() + _GAP, rect.top() + _GAP, PICTURE_PX, PICTURE_PX)
        _paint_picture(painter, box, tile)
        _paint_words(painter, rect.adjusted(PICTURE_PX + 2 * _GAP, _GAP, -_GAP, -_GAP), tile)
        painter.restore()

    def sizeHint(  # noqa: N802
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Alike before its picture is there: else each picture moves all rows below."""
        if isinstance(index.data(TILE_ROLE), SeriesTile):
            return QSize(PICTURE_PX + 2 * _GAP, PICTURE_PX + 2 * _GAP)
        return super().sizeHint(option, index)


def _paint_picture(painter: QPainter, box: QRectF, tile: SeriesTile) -> None:
    painter.fillRect(box, Qt.GlobalColor.black)
    if tile.picture is not None:
        size = tile.picture.size().scaled(box.size().toSize(), Qt.AspectRatioMode.KeepAspectRatio)
        place = QRectF(0, 0, size.width(), size.height())
        place.moveCenter(box.center())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(place, tile.picture)
    _paint_pill(painter, box, tile.name, at_bottom=False)
    _paint_pill(painter, box, tile.count, at_bottom=True)
    if tile.is_shown:
        half = _MARK_PX / 2
        painter.setPen(QPen(QColor(colors().accent), _MARK_PX))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(box.adjusted(half, half, -half, -half))


def _paint_pill(painter: QPainter, box: QRectF, words: str, *, at_bottom: bool) -> None:
    metrics = QFontMetricsF(painter.font())
    words = metrics.elidedText(words, Qt.TextElideMode.ElideRight, box.width() - 12)
    size = QRectF(0, 0, metrics.horizontalAdvance(words) + 6, metrics.height())
    if at_bottom:
        size.moveBottomRight(box.bottomRight() - _CORNER)
    else:
        size.moveTopLeft(box.topLeft() + _CORNER)
    painter.fillRect(size, _PILL)
    painter.setPen(_ON_PICTURE)
    painter.drawText(size, Qt.AlignmentFlag.AlignCenter, words)


def _paint_words(painter: QPainter, room: QRectF, tile: SeriesTile) -> None:
    wrapped = QTextOption()
    wrapped.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    metrics = QFontMetricsF(painter.font())
    facts_height = min(3 * metrics.lineSpacing(), room.height() / 2)
    title = QRectF(room.left(), room.top(), room.width(), room.height() - facts_height)
    painter.setPen(QColor(badge_color("refused") if tile.is_warned else colors().text))
    painter.setClipRect(title)
    painter.drawText(title, tile.title, wrapped)
    facts = QRectF(room.left(), title.bottom(), room.width(), facts_height)
    painter.setClipRect(facts)
    painter.setPen(QColor(badge_color("refused") if tile.is_warned else colors().muted))
    wrapped.setAlignment(Qt.AlignmentFlag.AlignBottom)
    painter.drawText(facts, tile.facts, wrapped)
    painter.setClipping(False)
