"""The list of findings as cards; the chosen one has its buttons on it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QItemSelection, QModelIndex, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from workstation.domain.finding import Finding
from workstation.ui.findings.card_delegate import CardDelegate
from workstation.ui.widgets.lists import ListView
from workstation.ui.widgets.theme import colors


class CardsView(ListView):
    """Paints the cards that are seen, whatever their number.

    Parameters
    ----------
    buttons : QWidget
        Stands on the card that is the current one, while it is chosen.
    picture : callable
        The picture of a finding.
    """

    def __init__(
        self,
        buttons: QWidget,
        picture: Callable[[Finding], QImage | None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.nothing_words = ""
        """What stands in its place where there is no card."""
        self._buttons = buttons
        buttons.setParent(self.viewport())
        buttons.hide()
        self._cards = CardDelegate(picture, self._is_chosen, self._buttons_height, self)
        self.setItemDelegate(self._cards)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMouseTracking(True)
        self.verticalScrollBar().setSingleStep(24)
        self.verticalScrollBar().valueChanged.connect(lambda _value: self._place_buttons())

    def chosen_rows(self) -> list[int]:
        """Rows of the chosen cards, in their order."""
        return sorted({index.row() for index in self.selectionModel().selectedIndexes()})

    def lay_again(self) -> None:
        """What stands on a card, or its buttons, are others now."""
        self.scheduleDelayedItemsLayout()

    def updateGeometries(self) -> None:  # noqa: N802
        """The buttons go with their card."""
        super().updateGeometries()
        self._place_buttons()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Cards are as wide as the view."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def currentChanged(  # noqa: N802
        self,
        current: QModelIndex | QPersistentModelIndex,
        previous: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Another card has the buttons, and is higher."""
        super().currentChanged(current, previous)
        self.scheduleDelayedItemsLayout()

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:  # noqa: N802
        """A card that is not chosen has no buttons."""
        super().selectionChanged(selected, deselected)
        self.scheduleDelayedItemsLayout()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Say why nothing is there."""
        super().paintEvent(event)
        if self.nothing_words and self.model() is not None and self.model().rowCount() == 0:
            painter = QPainter(self.viewport())
            painter.setPen(QColor(colors().muted))
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            room = self.viewport().rect().adjusted(12, 12, -12, -12)
            painter.drawText(room, flags, self.nothing_words)
            painter.end()

    def viewportEvent(self, event: QEvent) -> bool:  # noqa: N802
        """The picture under the buttons moves: so do they."""
        done = super().viewportEvent(event)
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest):
            self._place_buttons()
        return done

    def _is_chosen(self, index: QModelIndex | QPersistentModelIndex) -> bool:
        present = self.currentIndex()
        return (
            present.isValid()
            and index.row() == present.row()
            and self.selectionModel().isSelected(present)
        )

    def _buttons_height(self, width: int) -> int:
        layout = self._buttons.layout()
        return layout.heightForWidth(width) if layout is not None else 0

    def _place_buttons(self) -> None:
        present = self.currentIndex()
        if not present.isValid() or not self._is_chosen(present):
            self._buttons.hide()
            return
        place = self._cards.buttons_place(QRectF(self.visualRect(present)), present, self.font())
        self._buttons.setGeometry(place.toRect())
        self._buttons.show()
