"""Pages of a report, one below the other; those that are seen are asked for and painted."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from workstation.language import tr
from workstation.ui.widgets.own_keys import OwnKeys
from workstation.ui.widgets.theme import colors

_GAP = 10
_SHADE = QColor(0, 0, 0, 130)
_ZOOMS = (1.0, 1.25, 1.5, 2.0, 3.0)
_KEYS = frozenset(
    {
        Qt.Key.Key_Up,
        Qt.Key.Key_Down,
        Qt.Key.Key_Home,
        Qt.Key.Key_End,
        Qt.Key.Key_PageUp,
        Qt.Key.Key_PageDown,
    }
)
_MOST_PICTURES = 12


class PagesView(OwnKeys, QAbstractScrollArea):
    """White sheets as wide as the view, larger on request."""

    page_wanted = Signal(int, int)
    """Page from 0, and its width in pixels of the screen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sizes: tuple[tuple[float, float], ...] = ()
        self._pictures: dict[int, QImage] = {}
        self._asked: set[tuple[int, int]] = set()
        self._veil = ""
        self._zoom = 0
        self.setAccessibleName(tr("Pages of the report"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def takes(self, event: QKeyEvent) -> bool:
        """Keys that scroll are its own while it has the focus."""
        return event.key() in _KEYS

    @property
    def pages(self) -> int:
        """How many there are."""
        return len(self._sizes)

    @property
    def veil(self) -> str:
        """What lies over pages that are not, or not yet, those of the report as it is."""
        return self._veil

    def show_pages(self, sizes: tuple[tuple[float, float], ...]) -> None:
        """Show other pages, whose pictures are asked for as they are seen; () shows none."""
        self._sizes = sizes
        self._pictures.clear()
        self._asked.clear()
        self._veil = ""
        self._arrange()
        self.viewport().update()

    def show_picture(self, page: int, picture: QImage) -> None:
        """The picture of a page is there."""
        self._pictures.pop(page, None)
        self._pictures[page] = picture
        if len(self._pictures) > _MOST_PICTURES:
            gone = next(iter(self._pictures))
            del self._pictures[gone]
            self._asked = {each for each in self._asked if each[0] != gone}
        self.viewport().update()

    def has_picture(self, page: int) -> bool:
        """Whether a page can be seen."""
        return page in self._pictures

    def show_veil(self, words: str) -> None:
        """Say over the pages what they are not; "" for those that are true."""
        if words != self._veil:
            self._veil = words
            self.viewport().update()

    def zoom(self, by: int) -> None:
        """Larger or smaller; never smaller than the width of the view."""
        self._zoom = min(max(self._zoom + by, 0), len(_ZOOMS) - 1)
        policy = Qt.ScrollBarPolicy
        self.setHorizontalScrollBarPolicy(
            policy.ScrollBarAsNeeded if self._zoom else policy.ScrollBarAlwaysOff
        )
        self._arrange()
        self.viewport().update()

    @property
    def width_px(self) -> int:
        """How wide a page is, in pixels of the screen."""
        return max(round(self._page_width() * self.devicePixelRatioF()), 64)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Pages are as wide as the view."""
        super().resizeEvent(event)
        self._arrange()

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        """With Ctrl the pages become larger or smaller."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
            return
        super().wheelEvent(event)

    def scrollContentsBy(self, _dx: int, _dy: int) -> None:  # noqa: N802
        """Paint what is seen by now."""
        self.viewport().update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Sheets, their pictures, and the veil."""
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        for page, place in self._seen():
            painter.fillRect(place, Qt.GlobalColor.white)
            picture = self._pictures.get(page)
            if picture is not None:
                painter.drawImage(QRectF(place), picture)
            self._ask(page, picture)
        if self._veil:
            self._paint_veil(painter)
        painter.end()

    def _ask(self, page: int, picture: QImage | None) -> None:
        wanted = self.width_px
        if picture is not None and abs(picture.width() - wanted) <= 1:
            return
        if (page, wanted) not in self._asked:
            self._asked.add((page, wanted))
            self.page_wanted.emit(page, wanted)

    def _paint_veil(self, painter: QPainter) -> None:
        theme = colors()
        room = self.viewport().rect()
        if self._sizes:
            painter.fillRect(room, _SHADE)
        flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        box = painter.boundingRect(room.adjusted(16, 16, -16, -16), flags, self._veil)
        painter.fillRect(box.adjusted(-8, -6, 8, 6), QColor(theme.raised))
        painter.setPen(QColor(theme.text))
        painter.drawText(box, flags, self._veil)

    def _page_width(self) -> int:
        return max(round((self.viewport().width() - 2 * _GAP) * _ZOOMS[self._zoom]), 40)

    def _places(self) -> list[QRect]:
        """Where the sheets lie, before scrolling."""
        width, top, found = self._page_width(), _GAP, []
        for wide, tall in self._sizes:
            height = round(width * tall / wide)
            found.append(QRect(_GAP, top, width, height))
            top += height + _GAP
        return found

    def _seen(self) -> list[tuple[int, QRect]]:
        dx, dy = self.horizontalScrollBar().value(), self.verticalScrollBar().value()
        moved = [place.translated(-dx, -dy) for place in self._places()]
        room = self.viewport().rect()
        return [(n, place) for n, place in enumerate(moved) if place.intersects(room)]

    def _arrange(self) -> None:
        places = self._places()
        height = places[-1].bottom() + _GAP if places else 0
        room = self.viewport().size()
        bar = self.verticalScrollBar()
        bar.setRange(0, max(height - room.height(), 0))
        bar.setPageStep(room.height())
        bar.setSingleStep(40)
        across = self.horizontalScrollBar()
        across.setRange(0, max(self._page_width() + 2 * _GAP - room.width(), 0))
        across.setPageStep(room.width())
