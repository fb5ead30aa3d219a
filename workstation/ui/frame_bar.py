"""Slider, play button and frame rate for frames in time."""

from __future__ import annotations

import qtawesome
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSlider, QSpinBox, QToolButton, QWidget

from workstation.domain.image import FrameSequence
from workstation.ui.theme import TEXT
from workstation.viewer.slice_viewport import SliceViewport
from workstation.viewer.stage import Stage

_DEFAULT_FPS = 10


class FrameBar(QWidget):
    """Plays the active viewport while it shows frames in time; hidden otherwise."""

    def __init__(self, stage: Stage, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stage = stage
        self._viewport: SliceViewport | None = None
        self._image: FrameSequence | None = None
        self.play = QToolButton()
        self._icons = (
            qtawesome.icon("mdi6.play", color=TEXT),
            qtawesome.icon("mdi6.pause", color=TEXT),
        )
        self.play.setIcon(self._icons[0])
        self.play.setCheckable(True)
        self.play.setToolTip("Play (C)")
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.rate = QSpinBox()
        self.rate.setRange(1, 60)
        self.rate.setSuffix(" frames/s")
        self.rate.setMinimumWidth(100)
        self.number = QLabel()
        self.number.setMinimumWidth(64)
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._advance)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 3, 8, 3)
        for widget in (self.play, self.slider, self.number, self.rate):
            row.addWidget(widget, 1 if widget is self.slider else 0)
        self.play.toggled.connect(self._play)
        self.rate.valueChanged.connect(lambda fps: self._timer.setInterval(round(1000 / fps)))
        self.slider.valueChanged.connect(self._go_to)
        stage.active_changed.connect(self.follow_active)
        self.hide()

    def follow_active(self) -> None:
        """Serve what the active viewport shows now."""
        viewport = self._stage.active
        image = viewport.view.image if viewport.view is not None else None
        sequence = image if isinstance(image, FrameSequence) else None
        if viewport is self._viewport and sequence is self._image:
            return
        if self._viewport is not None:
            self._viewport.index_changed.disconnect(self._follow)
        viewport.index_changed.connect(self._follow)
        self._viewport, self._image = viewport, sequence
        self.show_sequence(sequence)

    def show_sequence(self, image: FrameSequence | None) -> None:
        """Serve a sequence; None hides the bar and stops it."""
        self.play.setChecked(False)
        self.setVisible(image is not None)
        if image is None:
            return
        self.slider.setRange(0, image.array.shape[0] - 1)
        time = image.frame_time_ms
        self.rate.setValue(round(1000 / time) if time else _DEFAULT_FPS)
        if self._viewport is not None:
            self._follow(self._viewport.index)

    def _go_to(self, index: int) -> None:
        if self._viewport is not None:
            self._viewport.set_index(index)

    def _play(self, on: bool) -> None:
        self.play.setIcon(self._icons[1 if on else 0])
        if on:
            self._timer.start(round(1000 / self.rate.value()))
        else:
            self._timer.stop()

    def _advance(self) -> None:
        if self._viewport is not None:
            last = self.slider.maximum()
            index = self._viewport.index
            self._viewport.set_index(0 if index >= last else index + 1)

    def _follow(self, index: int) -> None:
        self.slider.blockSignals(True)
        self.slider.setValue(index)
        self.slider.blockSignals(False)
        self.number.setText(f"{index + 1}/{self.slider.maximum() + 1}")
