"""How a finding is painted as a card: nothing of it is cut, words go on in the next line."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QImage,
    QPainter,
    QPen,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from workstation.domain.finding import Finding
from workstation.language import tr
from workstation.ui.widgets.theme import colors, status_color

CARD_ROLE = Qt.ItemDataRole.UserRole + 2
"""The `FindingCard` of a row."""
MORE_ROLE = Qt.ItemDataRole.UserRole + 3
"""All measurements, and what else is known: on the card while it is the chosen one."""
PICTURE_PX = 64
_GAP, _EDGE, _ROUND = 8, 3, 6
_MOST_LAID = 4000
_LONG = 200
"""Letters that no line holds."""
_SELECTED = QStyle.StateFlag.State_Selected


@dataclass(frozen=True, slots=True, eq=False)
class FindingCard:
    """What a card says of a finding.

    Attributes
    ----------
    size : str
        Size and volume with units, or the result in words.
    facts : str
        Side and site, probability.
    state : str
        In words; `status` is the value that the color follows.
    warning : str
        Why the numbers must not be read, or what is missing.
    is_struck : bool
        The numbers are of a former outline or scale.
    """

    finding: Finding
    name: str
    size: str
    facts: str
    state: str
    status: str
    origin: str
    warning: str = ""
    is_struck: bool = False
    is_rejected: bool = False


@dataclass(frozen=True, slots=True)
class _Laid:
    """Words in lines: where each part stands and in what color, and how high they are.

    The head stands beside the picture; below come the buttons, then what the chosen card has more.
    """

    head: tuple[tuple[QTextLayout, float, str], ...]
    head_height: float
    tail: tuple[tuple[QTextLayout, float, str], ...]
    tail_height: float


class CardDelegate(QStyledItemDelegate):
    """Paints a `FindingCard`.

    Parameters
    ----------
    picture : callable
        The picture of a finding; None while there is none.
    is_chosen : callable
        Whether the card of an index is the one with everything on it.
    below_px : callable
        How much room buttons take at the foot of that card, for a width.
    """

    def __init__(
        self,
        picture: Callable[[Finding], QImage | None],
        is_chosen: Callable[[QModelIndex | QPersistentModelIndex], bool],
        below_px: Callable[[int], int],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._picture = picture
        self._is_chosen = is_chosen
        self._below_px = below_px
        self._laid: OrderedDict[tuple[FindingCard, int, bool, str], _Laid] = OrderedDict()
        self._lines: dict[str, tuple[QFontMetricsF, QFontMetricsF]] = {}
        self._heights: OrderedDict[tuple[FindingCard, int, str], float] = OrderedDict()

    def sizeHint(  # noqa: N802
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """As high as the words are in the width of the view."""
        card = index.data(CARD_ROLE)
        if not isinstance(card, FindingCard):
            return super().sizeHint(option, index)
        width = option.rect.width()
        around = 2 * _GAP + 2 * _EDGE
        if not self._is_chosen(index):
            return QSize(
                width, round(max(self._height(card, width, option.font), PICTURE_PX) + around)
            )
        laid = self._lay(card, width, index, option.font)
        height = max(laid.head_height, PICTURE_PX) + around
        if laid.tail or self._below_px(width):
            height += self._below_px(width - 2 * (_GAP + _EDGE)) + _GAP
            height += laid.tail_height + (_GAP if laid.tail else 0)
        return QSize(width, round(height))

    def buttons_place(
        self, rect: QRectF, index: QModelIndex | QPersistentModelIndex, font: QFont
    ) -> QRectF:
        """Where the buttons of the chosen card stand."""
        laid = self._lay(index.data(CARD_ROLE), round(rect.width()), index, font)
        left, width = rect.left() + _GAP + _EDGE, rect.width() - 2 * (_GAP + _EDGE)
        top = rect.top() + _EDGE + 2 * _GAP + max(laid.head_height, PICTURE_PX)
        return QRectF(left, top, width, self._below_px(round(width)))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Selection lies beside the picture and never over it: its greys are those of the image."""
        card = index.data(CARD_ROLE)
        if not isinstance(card, FindingCard):
            super().paint(painter, option, index)
            return
        theme = colors()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(option.rect).adjusted(_EDGE, _EDGE, -_EDGE, -_EDGE)
        is_selected = bool(option.state & _SELECTED)
        is_near = bool(option.state & QStyle.StateFlag.State_MouseOver)
        painter.setPen(QPen(QColor(theme.accent if is_selected else theme.border), 1.0))
        fill = theme.raised if is_near else theme.surface
        painter.setBrush(QColor(theme.selected if is_selected else fill))
        painter.drawRoundedRect(rect, _ROUND, _ROUND)
        box = QRectF(rect.left() + _GAP, rect.top() + _GAP, PICTURE_PX, PICTURE_PX)
        self._paint_picture(painter, box, card, option.font)
        laid = self._lay(card, option.rect.width(), index, option.font)
        tail_top = rect.bottom() - _GAP - laid.tail_height
        for parts, left, top in (
            (laid.head, box.right() + _GAP, box.top()),
            (laid.tail, box.left(), tail_top),
        ):
            for layout, down, color in parts:
                painter.setPen(QColor(_color(color, card, is_selected)))
                layout.draw(painter, QPointF(left, top + down))
        painter.restore()

    def _paint_picture(
        self, painter: QPainter, box: QRectF, card: FindingCard, font: QFont
    ) -> None:
        picture = self._picture(card.finding)
        painter.fillRect(box, Qt.GlobalColor.black)
        if picture is None:
            small = QFont(font)
            small.setPointSizeF(font.pointSizeF() - 1.5)
            painter.setFont(small)
            painter.setPen(QColor("#9aa4ae"))
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(box, flags, tr("no picture"))
            return
        scale = min(box.width() / picture.width(), box.height() / picture.height())
        place = QRectF(0, 0, picture.width() * scale, picture.height() * scale)
        place.moveCenter(box.center())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setOpacity(0.45 if card.is_rejected else 1.0)
        painter.drawImage(place, picture)
        painter.setOpacity(1.0)

    def _height(self, card: FindingCard, width: int, font: QFont) -> float:
        """Of the words beside the picture; they are laid out only where a line is too short."""
        key = (card, width, font.key())
        if key not in self._heights:
            self._heights[key] = self._new_height(card, width, font)
            if len(self._heights) > _MOST_LAID:
                self._heights.popitem(last=False)
        return self._heights[key]

    def _new_height(self, card: FindingCard, width: int, font: QFont) -> float:
        if font.key() not in self._lines:
            bold = QFont(font)
            bold.setBold(True)
            self._lines[font.key()] = QFontMetricsF(font), QFontMetricsF(bold)
        plain, bold_lines = self._lines[font.key()]
        room, height = _head_width(width), 0.0
        for words, face in _head(card):
            metrics = bold_lines if face == "name" else plain
            if words and (len(words) > _LONG or metrics.horizontalAdvance(words) > room):
                return self._lay(card, width, None, font).head_height
            height += metrics.lineSpacing() if words else 0.0
        return height

    def _lay(
        self,
        card: FindingCard,
        width: int,
        index: QModelIndex | QPersistentModelIndex | None,
        font: QFont,
    ) -> _Laid:
        chosen = index is not None and self._is_chosen(index)
        key = (card, width, chosen, font.key())
        if key in self._laid:
            self._laid.move_to_end(key)
            return self._laid[key]
        more = index.data(MORE_ROLE) if chosen and index is not None else ()
        made = _laid(card, width, more, font)
        self._laid[key] = made
        if len(self._laid) > _MOST_LAID:
            self._laid.popitem(last=False)
        return made


def _color(role: str, card: FindingCard, is_selected: bool) -> str:
    theme = colors()
    if role == "warning":
        return theme.caution
    if is_selected:
        # Muted words and those of a state are too near to the blue behind them.
        return theme.text
    if role == "state":
        return status_color(card.status)
    return theme.muted if role == "muted" or card.is_rejected else theme.text


def _head_width(width: int) -> float:
    return max(width - 2 * (_GAP + _EDGE) - PICTURE_PX - _GAP, 20.0)


def _head(card: FindingCard) -> tuple[tuple[str, str], ...]:
    """The lines beside the picture, each with what it is."""
    return (
        (card.name, "name"),
        (card.size, "numbers"),
        (card.facts, "text"),
        (card.state, "state"),
        (card.origin, "muted"),
        (f"⚠ {card.warning}" if card.warning else "", "warning"),
    )


def _laid(card: FindingCard, width: int, more: tuple[str, ...], font: QFont) -> _Laid:
    bold, struck, plain = QFont(font), QFont(font), QFont(font)
    bold.setBold(True)
    bold.setStrikeOut(card.is_rejected)
    struck.setStrikeOut(card.is_struck)
    faces = {"name": bold, "numbers": struck}
    lines = ((words, faces.get(kind, plain), kind) for words, kind in _head(card))
    head, head_height = _stacked(lines, _head_width(width))
    below = zip(more, (struck, plain), ("muted", "muted"), strict=False)
    tail, tail_height = _stacked(below, width - 2 * (_GAP + _EDGE))
    return _Laid(head, head_height, tail, tail_height)


def _stacked(
    lines: Iterable[tuple[str, QFont, str]], width: float
) -> tuple[tuple[tuple[QTextLayout, float, str], ...], float]:
    parts, down = [], 0.0
    for words, face, color in lines:
        if words:
            layout, height = _wrapped(words, face, width)
            parts.append((layout, down, color))
            down += height
    return tuple(parts), down


def _wrapped(words: str, font: QFont, width: float) -> tuple[QTextLayout, float]:
    """A text in lines of a width, broken within a word only where it is longer than a line."""
    layout = QTextLayout(words.replace("\n", "\u2028"), font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.setCacheEnabled(True)
    height, step = 0.0, QFontMetricsF(font).lineSpacing()
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(width, 20.0))
        line.setPosition(QPointF(0, height))
        height += max(step, line.height())
    layout.endLayout()
    return layout, height
