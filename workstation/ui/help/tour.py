"""A first look around: bubbles that point at the parts of the window, one after the other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from workstation.keeping.kept_settings import KeptSettings
from workstation.language import tr
from workstation.ui.widgets.plain_text import PlainLabel
from workstation.ui.widgets.theme import colors

_WIDTH = 340
_GAP = 14
_RING = 3


@dataclass(frozen=True, slots=True)
class TourStep:
    """What is pointed at and what is said of it."""

    target: Callable[[], QWidget]
    title: str
    words: str


class _Ring(QWidget):
    """A frame around what is pointed at, which lets the mouse through."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """A rounded line in the accent color."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(colors().accent), _RING))
        painter.drawRoundedRect(self.rect().adjusted(2, 2, -2, -2), 5, 5)


class Tour(QObject):
    """Shows its steps over a window; the window stays usable meanwhile.

    The keys stay with the window when the tour comes by itself; who asks for it has them there.

    Parameters
    ----------
    window : QWidget
        What the bubbles lie on.
    steps : sequence of TourStep
        In their order.
    settings : KeptSettings
        Remembers that it was seen.
    """

    def __init__(self, window: QWidget, steps: Sequence[TourStep], settings: KeptSettings) -> None:
        super().__init__(window)
        self._window = window
        self._steps = steps
        self._settings = settings
        self._at = -1
        self._ring: _Ring | None = None
        self._bubble: QFrame | None = None
        self._forward: QPushButton | None = None

    @property
    def step(self) -> int:
        """Number of the step that is shown, from 0; -1 while there is no tour."""
        return self._at

    @property
    def bubble(self) -> QWidget | None:
        """What is shown, or None."""
        return self._bubble

    def offer(self) -> None:
        """Start at the first start of the program only."""
        if not self._settings.values.tour_seen:
            self._begin()

    def start(self) -> None:
        """Show the first step to a reader who asked for it."""
        self._begin()
        if self._forward is not None:
            self._forward.setFocus()

    def _begin(self) -> None:
        self.end()
        self._window.installEventFilter(self)
        self._show(0)

    def end(self) -> None:
        """Take the bubble away; it does not come again by itself."""
        had_keys = self._has_keys
        self._take_away()
        self._window.removeEventFilter(self)
        self._at = -1
        if had_keys:
            self._window.setFocus()
        self._settings.change(tour_seen=True)

    def next(self) -> None:
        """Show the next step, or end after the last one."""
        if self._at + 1 < len(self._steps):
            self._show(self._at + 1)
        else:
            self.end()

    def back(self) -> None:
        """Show the step before."""
        self._show(max(0, self._at - 1))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Stay on the target when the window changes."""
        if event.type() is QEvent.Type.Resize and self._bubble is not None:
            self._place()
        return super().eventFilter(watched, event)

    def _take_away(self) -> None:
        for widget in (self._ring, self._bubble):
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._ring = self._bubble = self._forward = None

    @property
    def _has_keys(self) -> bool:
        focused = QApplication.focusWidget()
        return focused is not None and (
            self._bubble is not None and self._bubble.isAncestorOf(focused)
        )

    def _show(self, number: int) -> None:
        had_keys = self._has_keys
        self._take_away()
        self._at = number
        self._ring = _Ring(self._window)
        self._bubble = self._make_bubble(self._steps[number])
        self._place()
        self._ring.show()
        self._bubble.show()
        self._ring.raise_()
        self._bubble.raise_()
        if had_keys and self._forward is not None:
            self._forward.setFocus()

    def _make_bubble(self, step: TourStep) -> QFrame:
        bubble = _Bubble(self._window, self.end)
        title, words = PlainLabel(step.title), PlainLabel(step.words)
        title.setObjectName("heading")
        words.setWordWrap(True)
        words.setMinimumWidth(_WIDTH - 30)
        count = PlainLabel(f"{self._at + 1}/{len(self._steps)}")
        count.setObjectName("muted")
        skip, back = QPushButton(tr("End tour")), QPushButton(tr("Back"))
        last = self._at + 1 == len(self._steps)
        forward = QPushButton(tr("Done") if last else tr("Next"))
        forward.setObjectName("primary")
        self._forward = forward
        back.setEnabled(self._at > 0)
        skip.clicked.connect(lambda _on: self.end())
        back.clicked.connect(lambda _on: self.back())
        forward.clicked.connect(lambda _on: self.next())
        row = QHBoxLayout()
        row.addWidget(count)
        row.addStretch(1)
        for button in (skip, back, forward):
            # A click on them leaves the keys where they were.
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            row.addWidget(button)
        column = QVBoxLayout(bubble)
        column.addWidget(title)
        column.addWidget(words)
        column.addLayout(row)
        bubble.setFixedWidth(_WIDTH)
        bubble.adjustSize()
        return bubble

    def _place(self) -> None:
        if self._bubble is None or self._ring is None:
            return
        target = self._steps[self._at].target()
        corner = target.mapTo(self._window, QPoint(0, 0))
        place = QRect(corner, target.size()) & self._window.rect()
        self._ring.setGeometry(place.adjusted(-_RING, -_RING, _RING, _RING))
        self._bubble.move(bubble_place(place, self._bubble.size().toTuple(), self._window.rect()))


class _Bubble(QFrame):
    """Words with buttons that Tab reaches; Esc ends the tour there, and nowhere else."""

    def __init__(self, parent: QWidget, on_escape: Callable[[], None]) -> None:
        super().__init__(parent)
        self.setObjectName("bubble")
        self._on_escape = on_escape

    def event(self, event: QEvent) -> bool:
        """Take Esc before the keys of the window do."""
        if event.type() is QEvent.Type.ShortcutOverride and _is_escape(event):
            event.accept()
            return True
        if event.type() is QEvent.Type.KeyPress and _is_escape(event):
            self._on_escape()
            return True
        return super().event(event)


def _is_escape(event: QEvent) -> bool:
    key = getattr(event, "key", None)
    return key is not None and key() == Qt.Key.Key_Escape


def bubble_place(target: QRect, size: tuple[int, int], room: QRect) -> QPoint:
    """Where a bubble goes: beside its target where there is room, else over its middle.

    Parameters
    ----------
    target, room : QRect
        What is pointed at, and where the bubble must stay.
    size : tuple of int
        Width and height of the bubble.
    """
    width, height = size
    below = QPoint(target.center().x() - width // 2, target.bottom() + _GAP)
    right = QPoint(target.right() + _GAP, target.center().y() - height // 2)
    left = QPoint(target.left() - _GAP - width, target.center().y() - height // 2)
    above = QPoint(target.center().x() - width // 2, target.top() - _GAP - height)
    for corner in (below, right, left, above):
        moved = _inside(corner, size, room)
        if not QRect(moved.x(), moved.y(), width, height).intersects(target):
            return moved
    middle = QPoint(target.center().x() - width // 2, target.center().y() - height // 2)
    return _inside(middle, size, room)


def _inside(corner: QPoint, size: tuple[int, int], room: QRect) -> QPoint:
    x = min(max(corner.x(), room.left() + _GAP), room.right() - _GAP - size[0])
    y = min(max(corner.y(), room.top() + _GAP), room.bottom() - _GAP - size[1])
    return QPoint(x, y)
