"""How series and their objects are painted in the list of studies."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontInfo,
    QFontMetricsF,
    QImage,
    QPainter,
    QPen,
    QTextOption,
)
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from workstation.ui.objects.chips import Chip
from workstation.ui.widgets.icons import drawn_icon
from workstation.ui.widgets.theme import badge_color, colors

TILE_ROLE = Qt.ItemDataRole.UserRole + 3
"""The `SeriesTile` of a row."""
CHIP_ROLE = Qt.ItemDataRole.UserRole + 4
"""The `Chip` of a row."""
PICTURE_PX = 112
_GAP = 5
_MARK_PX = 2
_SMALLEST_FONT = 0.75
_ROUND = 7
_SELECTED = QStyle.StateFlag.State_Selected
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
    """Paints rows that have a `SeriesTile` or a `Chip`; others as the style does."""

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Selection lies beside the picture and never over it: its greys are those of the image."""
        chip = index.data(CHIP_ROLE)
        if isinstance(chip, Chip):
            _paint_chip(painter, option, chip)
            return
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
        if isinstance(index.data(CHIP_ROLE), Chip):
            line = QFontMetricsF(option.font).lineSpacing()
            return QSize(PICTURE_PX, round(2 * line) + 3 * _GAP)
        return super().sizeHint(option, index)


def _paint_chip(painter: QPainter, option: QStyleOptionViewItem, chip: Chip) -> None:
    """A round box below its series; what is shown has an open eye and a blue edge."""
    theme = colors()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    box = QRectF(option.rect).adjusted(2 * _GAP, _GAP / 2, -_GAP, -_GAP / 2)
    is_near = bool(option.state & (_SELECTED | QStyle.StateFlag.State_MouseOver))
    painter.setPen(QPen(QColor(theme.accent if chip.is_shown else theme.border), 1.5))
    painter.setBrush(QColor(theme.raised if is_near else theme.surface))
    painter.drawRoundedRect(box, _ROUND, _ROUND)
    inner = box.adjusted(_GAP, _GAP / 2, -_GAP, -_GAP / 2)
    painter.setFont(option.font)
    metrics = QFontMetricsF(option.font)
    eye = QRectF(inner.right() - metrics.height(), inner.top(), metrics.height(), metrics.height())
    if not chip.is_idle:
        _paint_eye(painter, eye, open_=chip.is_shown)
    mark = QRectF(inner.left(), inner.top(), metrics.horizontalAdvance(chip.mark) + 6, eye.height())
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme.border))
    painter.drawRoundedRect(mark, 3, 3)
    painter.setPen(QColor(theme.text))
    painter.drawText(mark, Qt.AlignmentFlag.AlignCenter, chip.mark)
    title = QRectF(
        mark.right() + _GAP, inner.top(), eye.left() - mark.right() - 2 * _GAP, eye.height()
    )
    _paint_line(painter, title, chip.title, theme.muted if chip.is_idle else theme.text)
    facts = QRectF(inner.left(), mark.bottom() + 1, inner.width(), metrics.height())
    _paint_line(painter, facts, chip.facts, theme.muted)
    painter.restore()


def _paint_line(painter: QPainter, room: QRectF, words: str, color: str) -> None:
    painter.setPen(QColor(color))
    shown = QFontMetricsF(painter.font()).elidedText(
        words, Qt.TextElideMode.ElideRight, room.width()
    )
    painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)


def _paint_eye(painter: QPainter, room: QRectF, *, open_: bool) -> None:
    theme = colors()
    name = "mdi6.eye" if open_ else "mdi6.eye-off-outline"
    icon = drawn_icon(name, theme.accent if open_ else theme.muted)
    icon.paint(painter, room.toRect())


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


def _smaller_for(words: str, font: QFont, width: float) -> QFont:
    """The font, as much smaller as the longest word needs to stay whole, within limits."""
    metrics = QFontMetricsF(font)
    widest = max((metrics.horizontalAdvance(word) for word in words.split()), default=0.0)
    if widest <= width:
        return font
    smaller = QFont(font)
    smaller.setPixelSize(
        round(QFontInfo(font).pixelSize() * max(width / widest, _SMALLEST_FONT) - 0.5)
    )
    return smaller


def _paint_words(painter: QPainter, room: QRectF, tile: SeriesTile) -> None:
    wrapped = QTextOption()
    wrapped.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    metrics = QFontMetricsF(painter.font())
    facts_height = min(3 * metrics.lineSpacing(), room.height() / 2)
    title = QRectF(room.left(), room.top(), room.width(), room.height() - facts_height)
    painter.setPen(QColor(badge_color("refused") if tile.is_warned else colors().text))
    painter.setClipRect(title)
    usual = painter.font()
    painter.setFont(_smaller_for(tile.title, usual, title.width()))
    painter.drawText(title, tile.title, wrapped)
    painter.setFont(_smaller_for(tile.facts, usual, title.width()))
    facts = QRectF(room.left(), title.bottom(), room.width(), facts_height)
    painter.setClipRect(facts)
    painter.setPen(QColor(badge_color("refused") if tile.is_warned else colors().muted))
    wrapped.setAlignment(Qt.AlignmentFlag.AlignBottom)
    painter.drawText(facts, tile.facts, wrapped)
    painter.setClipping(False)
