"""The panels beside the viewports: studies at the left, at the right one at a time."""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import (
    QDockWidget,
    QHBoxLayout,
    QMainWindow,
    QScrollArea,
    QStackedWidget,
    QToolButton,
    QWidget,
)

from workstation.language import say, tr
from workstation.messages import Message
from workstation.ui.widgets.dock_tabs import DockTabs
from workstation.ui.widgets.icons import set_icon
from workstation.ui.widgets.plain_text import PlainLabel, plain_tip

_LEFT_PX = 226
_NARROWEST_PX, _WIDEST_PX, _LARGEST_SHARE = 320, 460, 0.28
_WIDEST_PAGES_PX, _LARGEST_SHARE_OF_PAGES = 860, 0.5
"""Of a panel at the right that nobody has made wider; the share is that of the window. A panel
with pages to read beside its fields may take more."""


class DockPlace(Enum):
    """Where a panel stands: always at the left, or at the right while it is wanted."""

    STUDIES = "studies"
    MEASURE = "measure"
    SEGMENTS = "segments"
    FUSION = "fusion"
    AI = "ai"
    FINDINGS = "findings"
    RISK = "risk"
    REPORT = "report"
    DOCUMENTS = "documents"


TOGETHER = (DockPlace.FINDINGS, DockPlace.RISK, DockPlace.REPORT)
"""Stand in one panel and lead from one to the next."""


class Docks(QObject):
    """The panels of a window; none of those at the right is open at first.

    Parameters
    ----------
    window : QMainWindow
        The window that they are docked to.
    """

    front_changed = Signal(object)
    """Panel that came to the front at the right; None when it was closed."""
    places_changed = Signal()
    """Another panel is open, or one was closed."""

    def __init__(self, window: QMainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._titles: dict[DockPlace, Message] = {}
        self._pages: dict[DockPlace, QScrollArea] = {}
        self._tabs: dict[DockPlace, DockTabs] = {}
        self._stack = QStackedWidget()
        self._title = PlainLabel()
        self._places: dict[QWidget, DockPlace] = {}
        self._with_pages: set[QWidget] = set()
        self._widths: dict[bool, int] = {}
        """As a person left them, of panels without and with pages."""
        self._shown: DockPlace | None = None
        """What was told to be open."""
        self._left = QDockWidget(window)
        self._right = QDockWidget(window)
        self._make_left()
        self._make_right()

    @property
    def open_place(self) -> DockPlace | None:
        """What is open at the right."""
        if self._right.isHidden():
            return None
        front = self._front_widget()
        return self._places.get(front) if front is not None else None

    @property
    def front(self) -> QWidget | None:
        """The panel that is in front at the right."""
        return None if self._right.isHidden() else self._front_widget()

    def _front_widget(self) -> QWidget | None:
        present = self._stack.currentWidget()
        tabs = (self._tabs[place] for place, page in self._pages.items() if page is present)
        found = next(tabs, None)
        return found.currentWidget() if found is not None else None

    def shows(self, place: DockPlace) -> bool:
        """Whether what stands at a place is shown."""
        if place is DockPlace.STUDIES:
            return not self._left.isHidden()
        return self.open_place is place

    def add(
        self, title: Message, widget: QWidget, place: DockPlace, *, with_pages: bool = False
    ) -> None:
        """Put a panel to its place; several of one place, or of places together, are tabs."""
        if place is DockPlace.STUDIES:
            scrolling = _scrolling(widget)
            self._left.setWidget(scrolling)
            return
        self._titles.setdefault(place, title)
        if place not in self._tabs:
            tabs = DockTabs()
            tabs.setTabBarAutoHide(True)
            page = _scrolling(tabs)
            for each in TOGETHER if place in TOGETHER else (place,):
                self._tabs[each], self._pages[each] = tabs, page
            tabs.currentChanged.connect(lambda _index: self._turned(page))
            self._stack.addWidget(page)
        self._places[widget] = place
        if with_pages:
            self._with_pages.add(widget)
        self._tabs[place].addTab(widget, say(title))

    def show_count(self, place: DockPlace, count: int) -> None:
        """Say on the tab of a place how much of it is open."""
        tabs, title = self._tabs[place], say(self._titles[place])
        for widget in self._widgets_of(place):
            tabs.setTabText(tabs.indexOf(widget), f"{title} ({count})" if count else title)

    def _widgets_of(self, place: DockPlace) -> list[QWidget]:
        return [widget for widget, at in self._places.items() if at is place]

    def open(self, place: DockPlace) -> None:
        """Show what stands at a place of the right; studies are shown at the left."""
        if place is DockPlace.STUDIES:
            self._left.show()
            self.places_changed.emit()
            return
        self._stack.setCurrentWidget(self._pages[place])
        tabs = self._tabs[place]
        those = self._widgets_of(place)
        if tabs.currentWidget() not in those:
            blocked = tabs.blockSignals(True)
            tabs.setCurrentWidget(those[0])
            tabs.blockSignals(blocked)
            tabs.updateGeometry()
        self._right.show()
        self._follow()

    def close(self, place: DockPlace | None = None) -> None:
        """Take away what is open at the right, or the studies."""
        if place is DockPlace.STUDIES:
            self._left.hide()
            self.places_changed.emit()
        elif self._shown is not None:
            self._widths[self._has_pages(self._shown)] = self._right.width()
            self._right.hide()
            self._shown = None
            self.places_changed.emit()
            self._tell_front()

    def bring_to_front(self, widget: QWidget) -> None:
        """Show a panel."""
        place = self._places.get(widget)
        if place is not None:
            self._tabs[place].setCurrentWidget(widget)
            self.open(place)

    def turn_to(self, widget: QWidget) -> None:
        """Show a panel where another one stands; pictures keep their room where none does."""
        if self.open_place is not None:
            self.bring_to_front(widget)

    def is_in_front(self, widget: QWidget) -> bool:
        """Whether a panel is the one that is shown at the right."""
        return self.front is widget

    def share_space(self) -> None:
        """Give the studies the room that they have on a new desktop."""
        self._window.resizeDocks([self._left], [_LEFT_PX], Qt.Orientation.Horizontal)

    def _turned(self, page: QScrollArea) -> None:
        """Another tab came to the front, by a click or from the program."""
        if page is self._stack.currentWidget() and not self._right.isHidden():
            self._follow()

    def _follow(self) -> None:
        """Title, width and listeners follow what is open."""
        was, place = self._shown, self.open_place
        if place is None:
            return
        self._shown = place
        self._title.setText(say(self._titles[place]))
        self._fit(was)
        if was is not place:
            self.places_changed.emit()
        self._tell_front()

    def _has_pages(self, place: DockPlace) -> bool:
        return any(self._places[widget] is place for widget in self._with_pages)

    def _tell_front(self) -> None:
        self.front_changed.emit(self.front)

    def _fit(self, was: DockPlace | None) -> None:
        """Keep the width that a person gave; else that of the panel, within limits."""
        front = self.front
        pages = front in self._with_pages
        widest, share = (
            (_WIDEST_PAGES_PX, _LARGEST_SHARE_OF_PAGES) if pages else (_WIDEST_PX, _LARGEST_SHARE)
        )
        room = min(widest, round(share * self._window.width()))
        wanted = max(min(front.sizeHint().width() if front else 0, room), _NARROWEST_PX)
        if was is not None and self._has_pages(was) is pages:
            present = self._right.width()
        else:
            if was is not None:
                self._widths[self._has_pages(was)] = self._right.width()
            present = self._widths.get(pages, 0)
        self._window.resizeDocks([self._right], [max(present, wanted)], Qt.Orientation.Horizontal)

    def _make_left(self) -> None:
        bar = PlainLabel(tr("Studies"))
        bar.setObjectName("dockTitle")
        self._place(self._left, "Studies", tr("Studies"), bar, Qt.DockWidgetArea.LeftDockWidgetArea)

    def _make_right(self) -> None:
        bar = QWidget()
        bar.setObjectName("dockTitle")
        close = QToolButton()
        close.setAccessibleName(tr("Close panel"))
        close.setToolTip(plain_tip(tr("Close panel")))
        set_icon(close, "mdi6.close")
        close.clicked.connect(lambda _on: self.close())
        row = QHBoxLayout(bar)
        row.setContentsMargins(0, 0, 2, 0)
        row.addWidget(self._title, 1)
        row.addWidget(close)
        self._right.setWidget(self._stack)
        area = Qt.DockWidgetArea.RightDockWidgetArea
        self._place(self._right, "Panel", tr("Panel"), bar, area)
        self._right.hide()

    def _place(
        self, dock: QDockWidget, name: str, title: str, bar: QWidget, area: Qt.DockWidgetArea
    ) -> None:
        dock.setObjectName(name)
        dock.setWindowTitle(title)
        # Qt's own title cuts off letters that are taller than those of the first font.
        dock.setTitleBarWidget(bar)
        dock.setFeatures(
            QDockWidget.DockWidgetFeature.DockWidgetMovable
            | QDockWidget.DockWidgetFeature.DockWidgetFloatable
        )
        self._window.addDockWidget(area, dock)


def _scrolling(widget: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setWidget(widget)
    return area
