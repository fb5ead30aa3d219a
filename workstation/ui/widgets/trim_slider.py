"""A slider over frames with two handles below: where playback begins and ends."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QSlider, QStyle, QStyleOptionSlider

from workstation.language import tr

_HANDLE_PX = 6.0
_REACH_PX = 7.0
_ROOM_PX = 10
_TRIMMED = QColor(255, 190, 70)
_FREE = QColor(150, 156, 162)


class TrimSlider(QSlider):
    """Steps frames as any slider; the two triangles are dragged with the mouse.

    Handles stand at the ends until one is moved, and never meet: two frames are left at least.
    """

    trimmed = Signal()

    def __init__(self) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._trim: tuple[int, int] | None = None
        self._held: int | None = None
        self.setMinimumHeight(self.sizeHint().height() + _ROOM_PX)
        self.setToolTip(tr("Drag the triangles to play a part (Alt+[ and Alt+]; Alt+\\ plays all)"))

    @property
    def span(self) -> tuple[int, int]:
        """First and last frame that are played."""
        first, last = self._trim or (self.minimum(), self.maximum())
        return max(first, self.minimum()), min(last, self.maximum())

    def trim(self, span: tuple[int, int] | None) -> None:
        """Play a part, first and last frame included; None, or one that makes no sense, is all."""
        whole = (self.minimum(), self.maximum())
        if span is not None:
            first, last = max(span[0], whole[0]), min(span[1], whole[1])
            span = (first, last) if first < last and (first, last) != whole else None
        if span != self._trim:
            self._trim = span
            self.update()
            self.trimmed.emit()

    def _groove(self) -> tuple[float, float]:
        """Left and right end of the way of the handle's middle, px."""
        option = QStyleOptionSlider()
        self.initStyleOption(option)
        style = self.style()
        complex_control = QStyle.ComplexControl.CC_Slider
        groove = style.subControlRect(
            complex_control, option, QStyle.SubControl.SC_SliderGroove, self
        )
        handle = style.subControlRect(
            complex_control, option, QStyle.SubControl.SC_SliderHandle, self
        )
        half = handle.width() / 2
        return groove.left() + half, groove.right() + 1 - half

    def place_of(self, frame: int) -> QPointF:
        """The tip of a handle at a frame, px."""
        left, right = self._groove()
        whole = max(self.maximum() - self.minimum(), 1)
        x = left + (frame - self.minimum()) / whole * (right - left)
        return QPointF(x, self.height() - _HANDLE_PX - 2)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """The slider, and its handles below."""
        super().paintEvent(event)
        if self.maximum() <= self.minimum():
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(_TRIMMED if self._trim is not None else _FREE)
        tips = [self.place_of(frame) for frame in self.span]
        if self._trim is not None:
            painter.drawRect(QRectF(tips[0] + QPointF(0, -1), tips[1] + QPointF(0, 1)))
        for tip in tips:
            base = tip.y() + _HANDLE_PX
            painter.drawPolygon(
                QPolygonF(
                    [tip, QPointF(tip.x() - _HANDLE_PX, base), QPointF(tip.x() + _HANDLE_PX, base)]
                )
            )
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Take hold of a triangle, or step."""
        tips = [self.place_of(frame) for frame in self.span]
        at = event.position()
        if at.y() >= tips[0].y() - 1 and event.button() is Qt.MouseButton.LeftButton:
            distances = [abs(at.x() - tip.x()) for tip in tips]
            nearest = min((0, 1), key=lambda n: distances[n])
            if distances[nearest] <= _REACH_PX:
                self._held = nearest
                return
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Move the triangle that is held."""
        if self._held is None:
            super().mouseMoveEvent(event)
            return
        left, right = self._groove()
        part = (event.position().x() - left) / max(right - left, 1.0)
        frame = round(self.minimum() + part * (self.maximum() - self.minimum()))
        first, last = self.span
        if self._held == 0:
            self.trim((min(frame, last - 1), last))
        else:
            self.trim((first, max(frame, first + 1)))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Let go."""
        if self._held is None:
            super().mouseReleaseEvent(event)
        self._held = None
