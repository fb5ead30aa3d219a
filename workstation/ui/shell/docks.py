"""The panels beside the viewports."""

from __future__ import annotations

from enum import Enum
from functools import partial

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QDockWidget, QMainWindow, QScrollArea, QWidget

from workstation.language import say
from workstation.messages import Message
from workstation.ui.widgets.dock_tabs import DockTabs
from workstation.ui.widgets.plain_text import PlainLabel

_LEFT_PX, _RIGHT_PX = 270, 430
_UPPER_PX, _LOWER_PX = 420, 480


class DockPlace(Enum):
    """The docks: studies at the left; analysis over review at the right."""

    STUDIES = Message("Studies")
    ANALYSIS = Message("Analysis")
    REVIEW = Message("Review")


class Docks(QObject):
    """The docks of a window, empty at first.

    Parameters
    ----------
    window : QMainWindow
        The window that they are docked to.
    """

    front_changed = Signal(object)
    """Panel whose tab came to the front."""

    def __init__(self, window: QMainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._widths: dict[QDockWidget, int] = {}
        self.tabs = {place: DockTabs() for place in (DockPlace.ANALYSIS, DockPlace.REVIEW)}
        """The tabs of a dock."""
        for tabs in self.tabs.values():
            tabs.currentChanged.connect(partial(self._tell_front, tabs))
        right = Qt.DockWidgetArea.RightDockWidgetArea
        self._left = self._dock(DockPlace.STUDIES, Qt.DockWidgetArea.LeftDockWidgetArea, _LEFT_PX)
        for place, tabs in self.tabs.items():
            self._dock(place, right, _RIGHT_PX).setWidget(tabs)

    def add(self, title: Message, widget: QWidget, place: DockPlace) -> None:
        """Put a panel into a dock: the only one at the left, one more tab at the right."""
        if place in self.tabs:
            self.tabs[place].addTab(widget, say(title))
        else:
            self._left.setWidget(widget)

    def bring_to_front(self, widget: QWidget) -> None:
        """Show the tab of a panel."""
        for tabs in self.tabs.values():
            if tabs.indexOf(widget) >= 0:
                tabs.setCurrentWidget(widget)

    def is_in_front(self, widget: QWidget) -> bool:
        """Whether the tab of a panel is the one that is shown."""
        return any(tabs.currentWidget() is widget for tabs in self.tabs.values())

    def _tell_front(self, tabs: DockTabs, index: int) -> None:
        self.front_changed.emit(tabs.widget(index))

    def share_space(self) -> None:
        """Give each dock the room that it has on a new desktop."""
        docks, widths = list(self._widths), list(self._widths.values())
        self._window.resizeDocks(docks, widths, Qt.Orientation.Horizontal)
        self._window.resizeDocks(docks[1:], [_UPPER_PX, _LOWER_PX], Qt.Orientation.Vertical)

    def _dock(self, place: DockPlace, area: Qt.DockWidgetArea, width: int) -> QScrollArea:
        title = place.value
        dock = QDockWidget(say(title), self._window)
        dock.setObjectName(str(title))
        # Qt's own title cuts off letters that are taller than those of the first font.
        bar = PlainLabel(say(title))
        bar.setObjectName("dockTitle")
        dock.setTitleBarWidget(bar)
        dock.setFeatures(
            QDockWidget.DockWidgetFeature.DockWidgetMovable
            | QDockWidget.DockWidgetFeature.DockWidgetFloatable
        )
        self._widths[dock] = width
        scrolling = QScrollArea()
        scrolling.setWidgetResizable(True)
        dock.setWidget(scrolling)
        self._window.addDockWidget(area, dock)
        return scrolling
