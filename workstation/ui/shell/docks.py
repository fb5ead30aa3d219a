"""The panels beside the viewports."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDockWidget, QMainWindow, QScrollArea, QWidget

from workstation.language import say
from workstation.messages import Message
from workstation.ui.widgets.dock_tabs import DockTabs
from workstation.ui.widgets.plain_text import PlainLabel

Tabs = tuple[tuple[Message, QWidget], ...]

_LEFT_PX, _RIGHT_PX = 270, 430
_UPPER_PX, _LOWER_PX = 420, 480


class WindowDocks:
    """Studies at the left; analysis over review at the right.

    Parameters
    ----------
    window : QMainWindow
        The window that they are docked to.
    studies : QWidget
        At the left.
    analysis, review : tuple of (Message, QWidget)
        Tabs at the right with their titles.
    """

    def __init__(self, window: QMainWindow, studies: QWidget, analysis: Tabs, review: Tabs) -> None:
        self._window = window
        self._widths: dict[QDockWidget, int] = {}
        self._dock(Message("Studies"), studies, Qt.DockWidgetArea.LeftDockWidgetArea, _LEFT_PX)
        right = Qt.DockWidgetArea.RightDockWidgetArea
        self.upper_tabs, self.lower_tabs = _tabs(analysis), _tabs(review)
        upper = self._dock(Message("Analysis"), self.upper_tabs, right, _RIGHT_PX)
        lower = self._dock(Message("Review"), self.lower_tabs, right, _RIGHT_PX)
        self._right = [upper, lower]

    def share_space(self) -> None:
        """Give each panel the room that it has on a new desktop."""
        docks, widths = list(self._widths), list(self._widths.values())
        self._window.resizeDocks(docks, widths, Qt.Orientation.Horizontal)
        self._window.resizeDocks(self._right, [_UPPER_PX, _LOWER_PX], Qt.Orientation.Vertical)

    def _dock(
        self, title: Message, widget: QWidget, area: Qt.DockWidgetArea, width: int
    ) -> QDockWidget:
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
        scrolling.setWidget(widget)
        dock.setWidget(scrolling)
        self._window.addDockWidget(area, dock)
        return dock


def _tabs(named: Tabs) -> DockTabs:
    tabs = DockTabs()
    for title, widget in named:
        tabs.addTab(widget, say(title))
    return tabs
