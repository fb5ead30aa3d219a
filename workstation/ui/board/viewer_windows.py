"""Further windows of viewports, for further monitors."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import QObject, QRect, Signal
from PySide6.QtGui import QAction, QCloseEvent, QGuiApplication
from PySide6.QtWidgets import QMainWindow, QWidget

from workstation.language import tr
from workstation.ui.board.image_display import ImageDisplay
from workstation.ui.board.view_area import ViewArea

_SIZE = (1000, 800)
_STEP = 40


class ViewerWindow(QMainWindow):
    """A window with viewports and nothing else; every key works in it."""

    closed = Signal()

    def __init__(self, area: ViewArea, actions: Iterable[QAction]) -> None:
        super().__init__()
        self.area = area
        self.setCentralWidget(area)
        self.addActions(list(actions))

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        """Tell that the viewports are free."""
        super().closeEvent(event)
        self.closed.emit()


class ViewerWindows(QObject):
    """Opens and closes them; their viewports share the board of the main area.

    Parameters
    ----------
    area : ViewArea
        The area of the main window.
    display : ImageDisplay
        Serves every area.
    actions : callable
        Gives the actions whose keys work in every window.
    window : QWidget
        The main window.
    """

    closed = Signal()
    """One of them was closed, and its viewports show nothing any more."""

    def __init__(
        self,
        area: ViewArea,
        display: ImageDisplay,
        actions: Callable[[], Iterable[QAction]],
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._main = area
        self._display = display
        self._actions = actions
        self._window = window
        self.windows: list[ViewerWindow] = []

    @property
    def active_area(self) -> ViewArea:
        """The area with the active viewport."""
        active = self._main.stage.active
        return next((each for each in self.areas if each.frame_of(active) is not None), self._main)

    @property
    def areas(self) -> tuple[ViewArea, ...]:
        """The area of the main window, then those of the others."""
        return (self._main, *(window.area for window in self.windows))

    def open(self, place: QRect | None = None) -> ViewerWindow:
        """Open a window on the next screen, or at a place of the desktop.

        Parameters
        ----------
        place : QRect or None
            In pixels of the desktop; None takes the next screen without a window, and where
            there is none the place beside the main window.
        """
        area = ViewArea(self._main.stage)
        area.volume_maker = self._main.volume_maker
        window = ViewerWindow(area, self._actions())
        number = len(self.windows) + 2
        window.setWindowTitle(tr("Lightbox, window {number}", number=number))
        self.windows.append(window)
        self._display.add_area(area)
        area.badge_clicked.connect(self._display.show_geometry)
        window.closed.connect(lambda: self._forget(window))
        window.setGeometry(place if place is not None else self._free_place())
        window.show()
        return window

    def _free_place(self) -> QRect:
        taken = {self._window.screen(), *(window.screen() for window in self.windows[:-1])}
        for screen in QGuiApplication.screens():
            if screen not in taken:
                return screen.availableGeometry()
        here = self._window.geometry()
        shift = _STEP * len(self.windows)
        return QRect(here.x() + shift, here.y() + shift, *_SIZE)

    def restore(self, places: Sequence[tuple[int, ...]]) -> None:
        """Open the windows of the last time where their screens are still there.

        The active viewport stays the one that it was.
        """
        active = self._main.stage.active
        for x, y, width, height in places:
            place = QRect(x, y, width, height)
            if any(screen.geometry().intersects(place) for screen in QGuiApplication.screens()):
                self.open(place)
        self._main.stage.set_active(active)

    def places(self) -> tuple[tuple[int, int, int, int], ...]:
        """Where the windows are: left, top, width and height of each, pixels of the desktop."""
        rectangles = (window.geometry() for window in self.windows)
        return tuple((r.x(), r.y(), r.width(), r.height()) for r in rectangles)

    def close_all(self) -> None:
        """Close every one of them, when the main window is closed."""
        for window in list(self.windows):
            window.close()

    def _forget(self, window: ViewerWindow) -> None:
        if window not in self.windows:
            return
        self.windows.remove(window)
        window.area.release()
        self._display.remove_area(window.area)
        window.deleteLater()
        self.closed.emit()
